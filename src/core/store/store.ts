import type { JsonValue } from '../json';
import type { Codecs, FileStore } from '../ports';
import type { Kind, Problem, StoredRecord } from './records';

/** What every function that reads a store takes. Reading takes no lock and writes nothing. */
export interface Store {
  readonly files: FileStore;
  readonly codecs: Codecs;
}

/** One physical file of the store. A `.json`/`.json.gz` pair is two of them, both live (FORMATS 1.2). */
export interface StoreFile {
  /** Relative to the store. */
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  readonly version: string;
}

/** Documents an agent may have beside its records, each one JSON object. */
export type AgentDocument = 'metrics' | 'context' | 'index';
/** Documents of the folder `global/`. */
export type GlobalDocument =
  'cross-agent' | 'project-meta' | 'team-conventions' | 'archived-decisions' | 'index';

export interface AgentFiles {
  readonly name: string;
  /** The files of each kind: none, one or both of a pair (`.json` first). */
  readonly records: Readonly<Record<Kind, readonly StoreFile[]>>;
  readonly documents: Readonly<Partial<Record<AgentDocument, readonly StoreFile[]>>>;
  /** Bytes of all its files on disk. */
  readonly bytes: number;
}

/** What lies where, by names and `stat` only: no file is opened. Cheap on a store of any size. */
export interface Layout {
  /** Sorted by name. Reserved folders (FORMATS 1.1) are not among them. */
  readonly agents: readonly AgentFiles[];
  readonly global: Readonly<Partial<Record<GlobalDocument, readonly StoreFile[]>>>;
  readonly config: readonly StoreFile[];
  readonly bytes: number;
  /** Links, unsafe names and torn temporaries, found by name. */
  readonly problems: readonly Problem[];
}

/** One step of reading a file: some records, or what is wrong with a part of it. */
export interface RecordBatch<Read = StoredRecord> {
  readonly records: readonly Read[];
  readonly problems: readonly Problem[];
  /** Bytes on disk read so far, of all files that were given. */
  readonly bytesRead: number;
}

/** A whole JSON document of the store, with where it came from. */
export interface StoreDocument {
  readonly file: StoreFile;
  readonly value: JsonValue;
  /** The JSON text's bytes, decompressed, without a byte order mark. */
  readonly bytes: Uint8Array;
}
