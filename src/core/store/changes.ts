import type { DurableStore } from '../ports';
import type { Store } from './store';

/**
 * A memory that may be changed. `home` is the folder that holds the memory's own folder and, beside it,
 * `<folder>-history`: staged files, the journal, snapshots for undo and the audit trail. A folder inside the memory would
 * be taken for an agent by Loom (FORMATS 1.1) and would break its backup (FORMATS 1.15, no. 21).
 */
export interface WritableStore extends Store {
  readonly home: DurableStore;
  /** The name of the memory's folder in `home`. */
  readonly folder: string;
}

export const OPERATION_VERBS = ['import', 'prune', 'restore', 'migrate', 'optimize', 'undo'] as const;
export type OperationVerb = (typeof OPERATION_VERBS)[number];

/** What the audit trail and *Undo* say of an operation (X9, X19). */
export interface Operation {
  readonly verb: OperationVerb;
  /** What was done, in counts: `{ add: 214, merge: 3 }`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly agents: readonly string[];
  /** Keyed hash of the user's name (`export/identity.ts`): who, without saying who. */
  readonly user: string;
  /** SHA-256 of what was read, hexadecimal, where one thing was. */
  readonly sourceHash?: string | undefined;
  /** More for the trail: small, no secrets, no record contents. */
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** The operation that this one takes back. */
  readonly undoes?: string | undefined;
}

/** How much of the past is kept for *Undo*; the newest operation always is. */
export interface Retention {
  /** At most so many operations. */
  readonly operations: number;
  /** None older than so many days. */
  readonly days: number;
  /** At most so many bytes on disk together. */
  readonly bytes: number;
}

/** What is kept unless somebody says otherwise: 20 operations, 30 days, 1 GiB. */
export const DEFAULT_RETENTION: Retention = { operations: 20, days: 30, bytes: 1024 ** 3 };

/** Seconds that a change waits for other programs unless it is told otherwise: longer than a lock takes to be stale. */
export const DEFAULT_WAIT = 60;

export interface ChangeSettings {
  /** Seconds to wait for programs that hold a lock; `DEFAULT_WAIT` when absent. */
  readonly wait?: number | undefined;
  /** What will be written, where it is known beforehand: a disk without that much room is refused before the first byte. */
  readonly bytes?: number | undefined;
  /** `DEFAULT_RETENTION` when absent. */
  readonly retention?: Retention | undefined;
  readonly note?: OperationNote | undefined;
  /** Folders of the memory that go when the change leaves nothing in them. */
  readonly emptied?: readonly string[] | undefined;
}

/** A file of the history that comes with an operation and, when that is taken back before it counts, goes with it. */
export interface OperationNote {
  /** Within the history's folder; the file gets the operation's id as its name. */
  readonly folder: string;
  /** Its bytes, asked for while changes are read. */
  readonly content: () => Iterable<Uint8Array>;
  /** They are asked for when all changes were read. */
  readonly readsAfter?: boolean | undefined;
}

/** What lies in a file: bytes, and their SHA-256, hexadecimal. */
export interface FileContent {
  readonly size: number;
  readonly sha256: string;
}

/** One file of the memory as it will be. */
export interface FileChange {
  /** Relative to the memory's folder. */
  readonly path: string;
  /** `version` of the file that the change was worked out from; undefined: nothing was there. */
  readonly from: string | undefined;
  /**
   * The bytes as they will lie on disk, read once while staging; undefined removes the file. A piece stays as it is when the
   * next one is asked for: it is still being written then. `after`: the memory with the changes before this one, for what is
   * derived of them.
   */
  readonly content: ((after: Store) => AsyncIterable<Uint8Array>) | undefined;
  /** What the bytes are, where that is known: they are not hashed again. */
  readonly known?: FileContent | undefined;
  /** It reads `after`: all changes before it are in place there. */
  readonly readsAfter?: boolean | undefined;
}

/** What `changeStore` did. */
export interface AppliedOperation {
  /** Names the operation in the trail and for undo: sortable by time. */
  readonly id: string;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}
