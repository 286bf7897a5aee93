import type { SurveyOrder, SurveyThread } from './export/surveyThread';
import type { ArrivalThread, ThreadWork } from './import/arrivals';

/**
 * Everything the core may ask of a host. One implementation per runtime lies in `src/platform`; callers never
 * learn which one they were given. Paths are relative to the store's root, POSIX, and checked by `path.ts`.
 */

/** What lies at a path. A link is never followed: a store or an output folder that holds one is told so. */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes; 0 for anything but a file. */
  readonly size: number;
  /** Last change, milliseconds since 1970 UTC (may carry a fraction). */
  readonly modified: number;
  /** Differs whenever the bytes at the path may differ: made of inode (where there is one), size and time. */
  readonly version: string;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: FileStat['kind'];
}

export interface ReadOptions {
  /** First byte, 0 when absent. */
  readonly start?: number | undefined;
  /** One past the last byte; the end of the file when absent. */
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A file on its way to its final name. Until `commit` the final name is untouched. */
export interface FileWriter {
  /** The bytes are copied or written before the promise resolves: the caller may reuse its buffer. */
  append(bytes: Uint8Array): Promise<void>;
  /** Makes the bytes durable (file, then folder, where the host can) and puts them at the final name. */
  commit(): Promise<void>;
  /** Removes what was written beside. Safe after a failure, after `commit` (does nothing) and twice. */
  abandon(): Promise<void>;
}

/** Room for bytes whose place in the output is known only later. Nothing of it survives the process. */
export interface Scratch {
  /** Adds bytes at the end and gives the offset they begin at. */
  append(bytes: Uint8Array): Promise<number>;
  /** Bytes `start` up to `end`, in pieces of at most 1 MiB. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
  dispose(): Promise<void>;
}

/** A folder and what is below it. */
export interface FileStore {
  /** The folder as a person knows it, for messages: a path or a URI. */
  readonly root: string;
  /** Undefined when nothing is there. Throws `permission-denied` or `io-failed` otherwise. */
  stat(path: string): Promise<FileStat | undefined>;
  /** The entries of a folder ('' is the root), sorted by UTF-16 code units; empty when it is not there. */
  list(path: string): Promise<readonly FolderEntry[]>;
  /**
   * The bytes in pieces of at most 1 MiB, from one open file and of one state of it: a file that is replaced
   * meanwhile is read to its end as it was, one that is written to in place throws `memory-changing` at the end.
   * Throws `file-missing` when nothing is there and `path-unsafe` for a link.
   */
  read(path: string, options?: ReadOptions): AsyncIterable<Uint8Array>;
  /**
   * Starts a file: written beside and renamed on `commit`, so that a reader sees the old file or the new one.
   * Throws `output-exists` unless `replace`, `folder-missing`, `permission-denied`, `no-space`, `io-failed`.
   */
  write(path: string, options: { readonly replace: boolean }): Promise<FileWriter>;
  /** Makes a folder and its parents; nothing happens when it is there. */
  makeFolder(path: string): Promise<void>;
  /** Removes a file, or a folder and everything below it; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /** Room on the same device as the store; see `Scratch`. */
  scratch(): Promise<Scratch>;
}

export interface DurableWriteOptions {
  readonly replace: boolean;
  /** For the eyes of the owner only (0600), where the host knows permissions. */
  readonly private?: boolean | undefined;
  /** The file gets the permissions (and the owner, as far as the host lets it) of the one at this path, if there is one. */
  readonly like?: string | undefined;
}

/** A folder in which many files can be changed as one, and which other programs change at the same time. */
export interface DurableStore extends FileStore {
  write(path: string, options: DurableWriteOptions): Promise<FileWriter>;
  /** Makes a folder and its parents; nothing happens when it is there. `private`: those made are 0700. */
  makeFolder(path: string, options?: { readonly private?: boolean }): Promise<void>;
  /**
   * Gives a file or folder another name, in one step where both are on one device: a reader of `to` sees what was there or
   * what is. A file at `to` is replaced when `replace` says so. Not durable before `sync` of the folders.
   * Throws `file-missing`, `output-exists`, `folder-missing` and as `write` does.
   */
  move(from: string, to: string, options: { readonly replace: boolean }): Promise<void>;
  /**
   * A second name for the bytes of a file: a hard link, which takes no space, or else a copy. What is renamed over `from`
   * leaves `to` as it is; who writes into `from` in place writes into a link as well. Throws as `move` does.
   * `apart`: never a link, so that nobody who writes into one writes into the other; not durable by itself.
   */
  duplicate(from: string, to: string, options?: { readonly apart?: boolean }): Promise<void>;
  /**
   * Makes a folder that must not be there yet, as `mkdir` does: of many who try at once, one gets true. False: something of
   * that name is there. Throws `folder-missing`, `permission-denied`, `no-space`, `io-failed`.
   */
  claimFolder(path: string): Promise<boolean>;
  /** Removes a folder if it is empty. False: it is not. Nothing happens when none is there. */
  releaseFolder(path: string): Promise<boolean>;
  /** Sets a folder's time of change to now and gives it back, as `stat` will. Throws `folder-missing`. */
  touchFolder(path: string): Promise<number>;
  /** Adds bytes at the end of a file, which is made when it is not there, and makes them durable. */
  append(path: string, bytes: Uint8Array, options?: { readonly private?: boolean }): Promise<void>;
  /** Makes the names in a folder durable, where the host can. */
  sync(path: string): Promise<void>;
  /** Bytes that may still be written; undefined where the host cannot tell. */
  freeBytes(): Promise<number | undefined>;
}

/** Who works, so that what a dead process holds can be told from what a living one holds. */
export interface Processes {
  /** A name for one piece of work of this process: unlike any other, fit for a file's name. */
  begin(): string;
  end(name: string): void;
  /** Whether the work of that name goes on. Undefined where nobody can tell: another machine, or a host without processes. */
  isAlive(name: string): Promise<boolean | undefined>;
}

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Minutes to add to UTC for local time at `time` (Central European Summer Time: 120). */
  offsetMinutes(time: number): number;
}

export interface Random {
  /** Unpredictable bytes, fit for keys. */
  bytes(length: number): Uint8Array;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

export interface Hasher {
  update(bytes: Uint8Array): void;
  /** The hash of what came so far; more may follow. */
  digestSoFar(): Uint8Array;
  /** Ends the hash; 32 bytes for SHA-256. */
  digest(): Uint8Array;
}

/** AES-256-GCM under one key. Nonces are 12 bytes and never repeat under one key. */
export interface Aead {
  /** The ciphertext with its 16-byte tag at the end. */
  seal(nonce: Uint8Array, plain: Uint8Array): Promise<Uint8Array> | Uint8Array;
  /** The plaintext, or undefined when key, nonce or bytes do not belong together. */
  open(nonce: Uint8Array, sealed: Uint8Array): Promise<Uint8Array | undefined> | Uint8Array | undefined;
}

/** Compression, cryptography and a search: node:zlib and node:crypto in a Node host, fflate, WebCrypto and noble elsewhere. */
export interface Codecs {
  /** How many `deflate` calls in flight keep the machine busy. */
  readonly lanes: number;
  /**
   * One block of a raw deflate stream (RFC 1951), ended by a sync flush so that blocks can be laid end to end.
   * `dictionary`: the up to 32 KiB of plain bytes before the block. `level` 1 to 9.
   */
  deflate(block: Uint8Array, dictionary: Uint8Array | undefined, level: number): Promise<Uint8Array>;
  /** CRC-32 (RFC 1952) of `bytes`, carried on from `seed`. */
  crc32(bytes: Uint8Array, seed: number): number;
  /**
   * Inflates gzip (RFC 1952), all members, every CRC checked. Throws `gzip-damaged` for a bad or cut stream and
   * for bytes after the last member. Memory is bounded whatever the ratio: the reader counts what comes out.
   */
  gunzip(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /**
   * A search in `bytes`: where `byte` first stands at or behind `from`, -1 when it does not. As `bytes.indexOf`, which
   * looks at one byte after another, only faster where the host can do better.
   */
  search(bytes: Uint8Array): (byte: number, from: number) => number;
  /**
   * Texts that lie in `bytes`: those from `start` to `end`, which are UTF-8. As a `TextDecoder` that keeps byte order marks,
   * only faster for short ones where the host can do better.
   */
  textsOf(bytes: Uint8Array): (start: number, end: number) => string;
  sha256(): Hasher;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>;
  hkdfSha256(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Promise<Uint8Array>;
  pbkdf2Sha256(
    password: Uint8Array,
    salt: Uint8Array,
    iterations: number,
    length: number,
  ): Promise<Uint8Array>;
  aesGcm(key: Uint8Array): Promise<Aead>;
}

/** Bytes are bound as a blob: `CAST(? AS TEXT)` stores UTF-8 without decoding it first. */
export type SqliteValue = string | number | Uint8Array | null;

/** One SQLite database being written. The engine may work on another thread: what fails there is thrown by a later call. */
export interface SqliteDatabase {
  execute(sql: string): void;
  /** Compiles once; call the result once a row. Values are copied before it returns. */
  prepare(sql: string): (values: readonly SqliteValue[]) => void;
  /** Resolves when more may be given: wait for it between batches, so that an engine that lags behind holds a few only. */
  ready(): Promise<void>;
}

export interface SqliteFile {
  readonly database: SqliteDatabase;
  /** `sha256`: 32 bytes. */
  commit(): Promise<{ readonly bytes: number; readonly sha256: Uint8Array }>;
  /** Removes what was written beside. Safe after a failure, after `commit` (does nothing) and twice. */
  abandon(): Promise<void>;
}

/** Writes SQLite files; absent where the host has no file system of its own (web). */
export interface SqliteWriter {
  /**
   * A new, empty database that lies beside `name` in the folder of `store`; `commit` makes it durable, puts it at that
   * name and gives its size and SHA-256. Throws as `FileStore.write` does.
   */
  create(store: FileStore, name: string, options: { readonly replace: boolean }): Promise<SqliteFile>;
}

/** The values of a row by the names of its columns. */
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** One SQLite database being read; what its engine says is wrong with it is thrown as `archive-damaged`. */
export interface SqliteRows {
  /** All rows of a query; ask for them in pages. Text comes as text, blobs as bytes. */
  all(sql: string, values: readonly SqliteValue[]): Promise<readonly SqliteRow[]>;
  /** The same rows one after the other, of which no more than one is held. */
  each(sql: string, values: readonly SqliteValue[]): AsyncIterable<SqliteRow>;
  close(): Promise<void>;
}

/** Reads SQLite files; absent where the host has no file system of its own (web). */
export interface SqliteReader {
  /** Opens the database `name` of a local folder for reading only: nothing of the file, and nothing beside it, changes. */
  open(store: FileStore, name: string): Promise<SqliteRows>;
  /**
   * Opens the database that these bytes are, wherever they come from; they are kept outside memory until `close`. Throws
   * what reading them throws, and `no-space`.
   */
  openBytes(source: SqliteSource, run: Pick<Run, 'signal'>): Promise<SqliteRows>;
}

/** A database that need not be a file of its own: it may be compressed, encrypted, or an entry of an archive. */
export interface SqliteSource {
  /** As the person knows it, for messages. */
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The write-ahead log beside it, whose committed changes are read too. */
  readonly log?: AsyncIterable<Uint8Array> | undefined;
}

/** The surroundings of a verb. */
export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly codecs: Codecs;
  readonly sqlite: SqliteWriter | undefined;
  /** Absent where `sqlite` is. */
  readonly sqliteReader?: SqliteReader | undefined;
  /** Absent: nobody can tell a dead process from a living one, and what it left is taken over after some time. */
  readonly processes?: Processes | undefined;
  /** Another thread for the records of an import, which the import ends; absent where there is only one. */
  readonly arrivalThread?: ((what: ThreadWork) => Promise<ArrivalThread | undefined>) | undefined;
  /** Another thread that looks for what must go, which the export ends; absent where there is only one. */
  readonly surveyThread?: ((order: SurveyOrder) => Promise<SurveyThread | undefined>) | undefined;
}

/** How far a verb is; `done` and `total` are in the verb's own unit (bytes unless it says otherwise). */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** What every long verb takes beside its request. Cancelling throws `cancelled` and leaves no trace. */
export interface Run {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The work has to wait for another program: for the lock of this file, or, without one, for its change of the memory. */
  readonly onWait?: ((file: string | undefined) => void) | undefined;
}
