import { joined } from '../bundle/byteReader';
import type { Clock, Codecs, Scratch } from '../ports';
import { toHex } from '../hex';
import { isJsonObject, parseJson } from '../json';
import type { JsonObject } from '../json';
import type { FileContent } from '../store/changes';
import type { Kind, RecordShape } from '../store/records';
import { LIST_CLOSING, LIST_OPENING, RECORD_SEPARATOR } from './listLayout';
import type { ArrivedBatch } from './arrivals';
import type { Counters } from './mergeRecords';

/** What is kept of an incoming record; the record itself waits in the scratch. */
export interface IncomingRecord {
  /** The agent that it goes to, and the one it has in the source. */
  readonly agent: string;
  readonly from: string;
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  readonly shape: RecordShape;
  /** `bytesHash` of its bytes. */
  readonly hash: number;
  readonly confidence: number | null;
  readonly counters: Counters | undefined;
  readonly mergedHashes: readonly string[];
  /** Bytes in the scratch. */
  readonly start: number;
  readonly length: number;
  /** Bytes before it that only separate it from the record before; 0 when it does not follow one. */
  readonly gap: number;
}

/** The text of a list of a source, without a line end behind it, and where it begins in the scratch. */
export interface KeptList extends FileContent {
  readonly start: number;
}

const NO_HASHES: readonly string[] = [];
/** What is written at once. */
const WRITE_BYTES = 512 * 1024;

/**
 * The records of a source in the order in which they came, what is kept of them in memory (some 400 bytes each) and their bytes
 * in a scratch: as they lie in the text of their list, or one after the other with `RECORD_SEPARATOR` behind each.
 */
export class IncomingSpool {
  readonly records: IncomingRecord[] = [];
  /** By the first record of each. */
  readonly #lists = new Map<IncomingRecord, KeptList>();
  readonly #hash;
  #length = 0;
  /** Filled while the other one is written. */
  #filling = new Uint8Array(WRITE_BYTES);
  #spare = new Uint8Array(WRITE_BYTES);
  #filled = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly scratch: Scratch,
    codecs: Codecs,
    readonly clock: Clock,
  ) {
    this.#hash = codecs.sha256();
  }

  /** Bytes that were added so far. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds records of agent `from` that go to `agent`. They lie in the text that was kept from `start` on, or come with their
   * bytes.
   */
  async add(
    { from, agent, kind }: Pick<IncomingRecord, 'from' | 'agent' | 'kind'>,
    batch: ArrivedBatch,
    start: number,
  ): Promise<void> {
    const first = batch.bodies === undefined ? start : this.#length;
    for (const [index, id] of batch.ids.entries())
      this.records.push({
        agent,
        from,
        kind,
        id,
        title: batch.titles[index] ?? '',
        shape: batch.shapes[index] ?? 'free',
        hash: batch.hashes[index] ?? 0,
        confidence: batch.confidences[index] ?? null,
        counters: batch.counters[index] ?? undefined,
        mergedHashes: batch.mergedHashes[index] ?? NO_HASHES,
        start: first + (batch.starts[index] ?? 0),
        length: batch.lengths[index] ?? 0,
        gap: batch.gaps[index] ?? 0,
      });
    if (batch.bodies !== undefined) await this.keepText(batch.bodies);
  }

  /**
   * Keeps text, which may be overwritten once the promise resolves. It is written while more comes: `settle` before any of it
   * is asked for.
   */
  async keepText(text: Uint8Array): Promise<void> {
    this.#length += text.length;
    for (let at = 0; at < text.length;) {
      const taken = text.subarray(at, at + WRITE_BYTES - this.#filled);
      this.#filling.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled === WRITE_BYTES) await this.#write();
    }
  }

  /** A list whose text was kept and whose records were added: `first` is the first one's place in `records`. */
  keepList(list: KeptList, first: number): void {
    const record = this.records[first];
    if (record !== undefined) this.#lists.set(record, list);
  }

  /** Resolves when all that was added is written. */
  async settle(): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  async #write(): Promise<void> {
    await this.#writing;
    const full = this.#filling.subarray(0, this.#filled);
    [this.#filling, this.#spare, this.#filled] = [this.#spare, this.#filling, 0];
    this.#writing = this.scratch.append(full);
    // Should reading fail first, that is what is told.
    this.#writing.catch(() => undefined);
  }

  /** Takes a document or the like into the hash of everything that was read. */
  note(text: string): void {
    this.#hash.update(new TextEncoder().encode(`${text}\n`));
  }

  /** SHA-256 of what was read, hexadecimal: the same for the same records in the same order. Ends the spool. */
  digest(): string {
    for (const { agent, kind, id, hash } of this.records) this.note(JSON.stringify([agent, kind, id, hash]));
    return toHex(this.#hash.digest());
  }

  /** The bytes of records `first` up to `end`, with the separators between them. */
  bytesOf(first: IncomingRecord, last: IncomingRecord = first): AsyncIterable<Uint8Array> {
    return this.scratch.read(first.start, last.start + last.length);
  }

  /**
   * The list that these records are all of, in its order and as Loom lays a list out: then its text is the file that holds them.
   * Undefined for any other records, and where the text is laid out in another way.
   */
  async listOf(records: readonly IncomingRecord[]): Promise<KeptList | undefined> {
    const [first] = records;
    const last = records.at(-1);
    const list = first === undefined ? undefined : this.#lists.get(first);
    if (list === undefined || first === undefined || last === undefined) return undefined;
    const isRun = records.every((record, index) => {
      const before = records[index - 1];
      return before === undefined || (record.gap === RECORD_SEPARATOR.length && this.isNext(before, record));
    });
    if (!isRun) return undefined;
    const lastEnd = last.start + last.length;
    const ends = [
      [list.start, first.start, LIST_OPENING],
      [lastEnd, list.start + list.size, LIST_CLOSING],
    ] as const;
    for (const [start, end, wanted] of ends)
      if (end - start !== wanted.length || !isSame(await this.#bytes(start, end), wanted)) return undefined;
    return list;
  }

  /** The text of a list. */
  textOf({ start, size }: KeptList): AsyncIterable<Uint8Array> {
    return this.scratch.read(start, start + size);
  }

  async #bytes(start: number, end: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.scratch.read(start, end)) pieces.push(piece);
    return joined(pieces);
  }

  /** Whether one lies right behind the other, so that both are one range. */
  isNext(one: IncomingRecord, next: IncomingRecord): boolean {
    return next.gap > 0 && one.start + one.length + next.gap === next.start;
  }

  async value(record: IncomingRecord): Promise<JsonObject> {
    return parsed(await this.#bytes(record.start, record.start + record.length));
  }

  /** The values of records in their order. */
  async *values(
    records: readonly IncomingRecord[],
  ): AsyncGenerator<{ readonly record: IncomingRecord; readonly value: JsonObject }, void, undefined> {
    for await (const { record, window, start } of this.windows(records))
      yield { record, value: parsed(window.subarray(start, start + record.length)) };
  }

  /** Where each of some records begins in a piece of text, in their order; those that lie close together are read in one go. */
  async *windows(
    records: readonly IncomingRecord[],
  ): AsyncGenerator<
    { readonly record: IncomingRecord; readonly window: Uint8Array; readonly start: number },
    void,
    undefined
  > {
    for (let first = 0; first < records.length;) {
      const start = records[first]?.start ?? 0;
      let end = first;
      let until = start;
      for (; end < records.length; end += 1) {
        const record = records[end];
        if (
          record === undefined ||
          record.start < until ||
          record.start + record.length - start > WINDOW_BYTES
        )
          break;
        until = record.start + record.length;
      }
      // One that is larger than the window comes alone.
      if (end === first) {
        end = first + 1;
        until = start + (records[first]?.length ?? 0);
      }
      const window = await this.#bytes(start, until);
      for (const record of records.slice(first, end)) yield { record, window, start: record.start - start };
      first = end;
    }
  }

  dispose(): Promise<void> {
    return this.scratch.dispose();
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, index) => byte === other[index]);
}

/** What is read at once. */
const WINDOW_BYTES = 1024 * 1024;

/** A record of the spool from its bytes. */
export function parsed(bytes: Uint8Array): JsonObject {
  const value = parseJson(new TextDecoder().decode(bytes));
  if (!isJsonObject(value)) throw new TypeError('a spooled record is an object');
  return value;
}
