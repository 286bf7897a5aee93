import { toHex } from '../hex';
import type { Codecs, Hasher, Scratch } from '../ports';
import type { FileHash } from './checksums';

/** pigz's way: blocks of this size lose no ratio against one stream and keep the pool's threads busy (MEASURED A1). */
const BLOCK_BYTES = 1024 * 1024;
/** How far deflate looks back (RFC 1951): what a block must know of the one before it. */
const WINDOW_BYTES = 32 * 1024;

/** A file whose encoded bytes lie in the scratch once `Spool.settle` has resolved. */
export interface SpooledFile extends FileHash {
  /** Its own length, before any encoding. */
  readonly bytes: number;
  /** CRC-32 of its own bytes. */
  readonly crc: number;
  readonly pieces: readonly Piece[];
}

/** A run of bytes in the scratch. */
interface Piece {
  readonly start: number;
  end: number;
}

interface OpenFile {
  readonly path: string;
  readonly hash: Hasher;
  readonly pieces: Piece[];
  bytes: number;
  crc: number;
  /** The end of the block before, when blocks are deflated. */
  dictionary: Uint8Array | undefined;
}

/**
 * Files that are written one after the other while their order and sizes in the output are still unknown: hashed, then
 * deflated in blocks on as many lanes as the machine has (`level` 1 to 9) or kept plain (`level` undefined), and laid
 * down in a scratch. Each byte is copied once and encoded once. At most `lanes + 2` blocks of 1 MiB are held.
 *
 * Each file's blocks are raw deflate ended by sync flushes, with no reference past the file's start: blocks of several
 * files can be laid end to end in any order of files.
 */
export class Spool {
  readonly #files: SpooledFile[] = [];
  readonly #paths = new Set<string>();
  readonly #free: Uint8Array[] = [];
  readonly #placing: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();
  #open: OpenFile | undefined;
  #block: Uint8Array = new Uint8Array(BLOCK_BYTES);
  #used = 0;

  constructor(
    private readonly scratch: Scratch,
    private readonly codecs: Codecs,
    private readonly level: number | undefined,
  ) {}

  /** Files ended so far, in that order. */
  get files(): readonly SpooledFile[] {
    return this.#files;
  }

  /** Bytes of all ended files and of the open one, before encoding. */
  get bytes(): number {
    const ended = this.#files.reduce((sum, file) => sum + file.bytes, 0);
    return ended + (this.#open?.bytes ?? 0) + this.#used;
  }

  begin(path: string): void {
    if (this.#open !== undefined) throw new TypeError(`${this.#open.path} is still open`);
    if (this.#paths.has(path)) throw new TypeError(`${path} is there already`);
    this.#paths.add(path);
    this.#start(path);
  }

  /** Adds to the open file; the bytes are copied. Gives a promise only when there is something to wait for. */
  write(bytes: Uint8Array): Promise<void> | undefined {
    if (bytes.length < BLOCK_BYTES - this.#used) {
      this.#block.set(bytes, this.#used);
      this.#used += bytes.length;
      return undefined;
    }
    return this.#writeOver(bytes);
  }

  /** Forgets what was written to the open file; the scratch keeps the room until it is disposed. */
  restart(): void {
    this.#start(this.#opened().path);
  }

  /** Ends the open file. Its last block may still be on its way to the scratch. */
  async end(): Promise<SpooledFile> {
    const { path, hash, pieces, bytes, crc } = await this.#flushed();
    const file: SpooledFile = { path, sha256: toHex(hash.digest()), bytes, crc, pieces };
    this.#files.push(file);
    this.#open = undefined;
    return file;
  }

  /** Resolves when everything written lies in the scratch; throws what went wrong on the way. */
  async settle(): Promise<void> {
    await this.#last;
  }

  /** The encoded bytes of a file, after `settle`. */
  async *read(file: SpooledFile): AsyncGenerator<Uint8Array, void, undefined> {
    for (const { start, end } of file.pieces) yield* this.scratch.read(start, end);
  }

  #start(path: string): void {
    this.#open = {
      path,
      hash: this.codecs.sha256(),
      pieces: [],
      bytes: 0,
      crc: 0,
      dictionary: undefined,
    };
    this.#used = 0;
  }

  #opened(): OpenFile {
    if (this.#open === undefined) throw new TypeError('no file is open');
    return this.#open;
  }

  async #writeOver(bytes: Uint8Array): Promise<void> {
    let at = 0;
    while (at < bytes.length) {
      const part = bytes.subarray(at, at + BLOCK_BYTES - this.#used);
      this.#block.set(part, this.#used);
      this.#used += part.length;
      at += part.length;
      if (this.#used === BLOCK_BYTES) await this.#flushed();
    }
  }

  /** Hashes the block so far and sends it on; waits only while every lane is taken. */
  async #flushed(): Promise<OpenFile> {
    const file = this.#opened();
    if (this.#used === 0) return file;
    const block = this.#block;
    const plain = block.subarray(0, this.#used);
    this.#block = this.#free.pop() ?? new Uint8Array(BLOCK_BYTES);
    this.#used = 0;
    file.hash.update(plain);
    file.crc = this.codecs.crc32(plain, file.crc);
    file.bytes += plain.length;
    const placed = this.#place(file, block, this.#encode(file, plain), this.#last);
    // Whoever waits for `placed` or `#last` next gets the error; without this the host would call it unhandled before.
    placed.catch(() => undefined);
    this.#last = placed;
    this.#placing.push(placed);
    if (this.#placing.length > this.codecs.lanes) await this.#placing.shift();
    return file;
  }

  #encode(file: OpenFile, plain: Uint8Array): Promise<Uint8Array> {
    if (this.level === undefined) return Promise.resolve(plain);
    const dictionary = file.dictionary;
    file.dictionary = plain.slice(-WINDOW_BYTES);
    const encoded = this.codecs.deflate(plain, dictionary, this.level);
    // As above: `#place` awaits it, perhaps only after blocks before it.
    encoded.catch(() => undefined);
    return encoded;
  }

  async #place(
    file: OpenFile,
    block: Uint8Array,
    encoded: Promise<Uint8Array>,
    before: Promise<void>,
  ): Promise<void> {
    await before;
    const bytes = await encoded;
    const start = await this.scratch.append(bytes);
    this.#free.push(block);
    const last = file.pieces.at(-1);
    if (last?.end === start) last.end += bytes.length;
    else file.pieces.push({ start, end: start + bytes.length });
  }
}
