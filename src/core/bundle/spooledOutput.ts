import { toHex } from '../hex';
import type { FinishedOutput, OutgoingRecord, Output, Section } from '../export/output';
import { safePath } from '../path';
import type { FileStore, Host, Scratch } from '../ports';
import { KIND_PLURALS } from '../store/records';
import { sectionHashes } from './checksums';
import type { BundleMetadata } from './metadata';
import { createSealer } from './seal';
import type { Sealer } from './seal';
import { Spool } from './spool';

/** A file that is replaced or made at the end, or a stream with a store that lends room meanwhile. */
export type OutputTarget =
  | { readonly store: FileStore; readonly name: string; readonly replace: boolean }
  | { readonly stream: (bytes: Uint8Array) => Promise<void>; readonly scratch: FileStore };

export interface OutputOptions {
  /** Compression, 1 to 9. */
  readonly level: number;
  /** Encrypts the whole output when present. */
  readonly password?: string | undefined;
}

/** Everything that an encoder lays out: the files of the bundle, and what describes them. */
export interface SpooledBundle {
  readonly spool: Spool;
  readonly metadata: BundleMetadata;
  readonly checksums: ReadonlyMap<string, string>;
}

/** Lays out a spooled bundle as one stream of bytes. */
export type Assemble = (bundle: SpooledBundle) => AsyncIterable<Uint8Array>;

/** Where the bytes go. */
interface Sink {
  readonly path: string;
  append(bytes: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  abandon(): Promise<void>;
}

/** What stands around and between records, as Loom writes a list: an import copies it as it lies. */
export const OPENING = Uint8Array.of(0x5b, 0x0a, 0x20, 0x20);
export const SEPARATOR = Uint8Array.of(0x2c, 0x0a, 0x20, 0x20);
export const CLOSING = Uint8Array.of(0x0a, 0x5d, 0x0a);
export const EMPTY = Uint8Array.of(0x5b, 0x5d, 0x0a);
export const LINE_END = Uint8Array.of(0x0a);

/**
 * An output that is one file, made of the files of a bundle: they are spooled as they come, and laid out by `assemble`
 * once all is known. `level` undefined keeps them plain in the spool. A record file is a list of
 * records' own bytes, laid out as Loom does; a document is its JSON text and a line end.
 */
export async function openSpooledOutput(
  target: OutputTarget,
  options: { readonly level: number | undefined; readonly password?: string | undefined },
  assemble: Assemble,
  host: Host,
): Promise<Output> {
  const sink = await openSink(target);
  try {
    const scratch = await ('stream' in target ? target.scratch : target.store).scratch();
    const spool = new Spool(scratch, host.codecs, options.level);
    return new SpooledOutput(sink, scratch, spool, assemble, host, options.password);
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

async function openSink(target: OutputTarget): Promise<Sink> {
  if ('stream' in target) {
    const nothing = () => Promise.resolve();
    return { path: '-', append: target.stream, commit: nothing, abandon: nothing };
  }
  const writer = await target.store.write(safePath(target.name), { replace: target.replace });
  return {
    path: target.name,
    append: (bytes) => writer.append(bytes),
    commit: () => writer.commit(),
    abandon: () => writer.abandon(),
  };
}

class SpooledOutput implements Output {
  readonly #sealer: Promise<Sealer> | undefined;
  #records = 0;

  constructor(
    private readonly sink: Sink,
    private readonly scratch: Scratch,
    private readonly spool: Spool,
    private readonly assemble: Assemble,
    private readonly host: Host,
    password: string | undefined,
  ) {
    if (password === undefined) return;
    // The key takes 0.1 s on another thread: it is made while the files are compressed, and awaited in `finish`.
    this.#sealer = createSealer(password, host);
    this.#sealer.catch(() => undefined);
  }

  get uncompressedBytes(): number {
    return this.spool.bytes;
  }

  beginSection(section: Section): Promise<void> {
    return Promise.resolve().then(() => {
      this.spool.begin(safePath(`agents/${section.agent}/${KIND_PLURALS[section.kind]}.json`));
      this.#records = 0;
    });
  }

  async append(records: readonly OutgoingRecord[]): Promise<void> {
    for (const record of records) {
      await this.spool.write(this.#records === 0 ? OPENING : SEPARATOR);
      const busy = this.spool.write(record.bytes);
      if (busy !== undefined) await busy;
      this.#records++;
    }
  }

  restartSection(): Promise<void> {
    this.spool.restart();
    this.#records = 0;
    return Promise.resolve();
  }

  async endSection(): Promise<number> {
    await this.spool.write(this.#records === 0 ? EMPTY : CLOSING);
    return (await this.spool.end()).bytes;
  }

  async document(path: string, bytes: Uint8Array): Promise<void> {
    this.spool.begin(safePath(path));
    await this.spool.write(trimmed(bytes));
    await this.spool.write(LINE_END);
    await this.spool.end();
  }

  async finish(metadata: BundleMetadata): Promise<FinishedOutput> {
    await this.spool.settle();
    const checksums = sectionHashes(this.spool.files, this.host.codecs);
    const plain = this.assemble({ spool: this.spool, metadata, checksums });
    const bytes = this.#sealer === undefined ? plain : (await this.#sealer).seal(plain);
    const hash = this.host.codecs.sha256();
    let length = 0;
    for await (const piece of bytes) {
      hash.update(piece);
      length += piece.length;
      await this.sink.append(piece);
    }
    await this.scratch.dispose();
    await this.sink.commit();
    return {
      files: [{ path: this.sink.path, bytes: length, sha256: toHex(hash.digest()) }],
      checksums: Object.fromEntries(checksums),
    };
  }

  async abandon(): Promise<void> {
    try {
      // Blocks still on their way would write to a scratch that is gone; what stopped them was thrown already.
      await this.spool.settle().catch(() => undefined);
      await this.scratch.dispose();
    } finally {
      await this.sink.abandon();
    }
  }
}

/** Without the white space around it: what is left is the document's text in every format of output. */
export function trimmed(bytes: Uint8Array): Uint8Array {
  const isSpace = (byte: number | undefined) =>
    byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

/** JSON for people: two spaces, a line end. */
export function prettyJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
