import { readTrail, undoneBy } from '../audit/trail';
import { LoomError } from '../errors';
import { readOperation } from '../history/operation';
import type { FileRecord, OperationRecord } from '../history/operation';
import { operationFolder, operationTime, readOperationName } from '../history/places';
import { listOperations } from '../history/retention';
import { joinPath } from '../path';
import type { Host, Run } from '../ports';
import type { WritableStore } from '../store/changes';
import { isDerived } from '../store/derived';
import { RESERVED_FOLDERS } from '../store/layout';
import { SEARCH_INDEX } from '../store/searchIndex';
import { isAsLeft } from '../store/transaction';
import { saysTheSame } from './compareDocument';
import { compareRecords } from './compareRecords';
import type { RecordDifference } from './compareRecords';

/** What taking an operation back does to one file. */
export interface UndoFile {
  /** Relative to the memory. */
  readonly path: string;
  /** `put-back`: as it was before the operation. `remove`: the operation made it. */
  readonly action: 'put-back' | 'remove';
  /** Bytes of the file as it will be; 0 when it is removed. */
  readonly size: number;
  /** `version` of the file as it is now; undefined: it is not there. */
  readonly version: string | undefined;
  /** It says something else than the operation left in it. Derived files say nothing of their own. */
  readonly changedSince: boolean;
}

/** What *Undo* would do, read before it is done. */
export interface UndoPlan {
  readonly id: string;
  readonly verb: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly agents: readonly string[];
  readonly files: readonly UndoFile[];
  /** Records that were added or changed since the operation and that would be lost, those that were removed and would come back. */
  readonly lost: readonly RecordDifference[];
  /** Files changed since of which nobody can tell which records: they hold none, or cannot be read. */
  readonly lostFiles: readonly string[];
  readonly emptied: readonly string[];
}

/**
 * Works out what taking back an operation would do: the last one that has not been taken back and takes none back itself,
 * or the one that is named (naming an undo is a redo). Files whose bytes are not those that the operation left are compared by
 * what they say, record by record. Writes nothing.
 *
 * Throws `operation-unknown` when there is none, when it was taken back already, or when its files are no longer kept.
 */
export async function planUndo(
  host: Host,
  store: WritableStore,
  wanted: string | undefined,
  run: Run = {},
): Promise<UndoPlan> {
  const record = await chooseOperation(store, wanted);
  const files: UndoFile[] = [];
  const lost: RecordDifference[] = [];
  const lostFiles: string[] = [];
  for (const file of record.files) {
    // The index is made anew from the records, whatever it says now.
    if (file.path === SEARCH_INDEX) continue;
    const found = await planFile(host, store, record, file, run);
    files.push(...found.files);
    if (found.differences === undefined) lostFiles.push(file.path);
    else lost.push(...found.differences);
  }
  files.push(...(await derivedOfMade(store, record)));
  const { id, verb, time, counts, agents, madeFolders } = record;
  return { id, verb, time, counts, agents, files, lost, lostFiles, emptied: madeFolders };
}

async function chooseOperation(store: WritableStore, wanted: string | undefined): Promise<OperationRecord> {
  const kept = await listOperations(store);
  const { entries } = await readTrail(store);
  const undone = undoneBy(entries);
  const isUndo = new Set(entries.flatMap(({ id, undoes }) => (undoes === undefined ? [] : [id])));
  const id = wanted ?? kept.findLast((each) => !undone.has(each) && !isUndo.has(each));
  const refuse = (reason: string): never => {
    throw new LoomError('operation-unknown', { id: id ?? '', reason });
  };
  if (id === undefined) return refuse('there is nothing to take back');
  if (!kept.includes(id))
    return refuse(
      readOperationName(id) !== undefined && entries.some((entry) => entry.id === id)
        ? 'what it changed is no longer kept'
        : 'there is no such operation',
    );
  const by = undone.get(id);
  if (by !== undefined) return refuse(`it was taken back by ${by}`);
  const record = await readOperation(store.home, operationFolder(store, id));
  return record ?? refuse('what it changed is no longer kept');
}

/** What is done to a file and, where its records lie under its other name now, to that one. */
interface PlannedFile {
  readonly files: readonly UndoFile[];
  /** Undefined: nobody can tell which records. */
  readonly differences: readonly RecordDifference[] | undefined;
}

async function planFile(
  host: Host,
  store: WritableStore,
  operation: OperationRecord,
  file: FileRecord,
  run: Run,
): Promise<PlannedFile> {
  const { path, before } = file;
  const version = await versionOf(store, path);
  const planned = {
    path,
    action: before === null ? 'remove' : 'put-back',
    size: before?.size ?? 0,
    version,
    changedSince: false,
  } as const;
  if (isDerived(path) || (await isAsLeft(host, store, file))) return { files: [planned], differences: [] };
  const changed = { ...planned, changedSince: true };
  if (version === undefined) {
    const moved = await movedSince(store, operation, file, run);
    return moved === undefined
      ? { files: [changed], differences: [] }
      : { files: [planned, moved.file], differences: moved.differences };
  }
  const differences = (await compareRecords(store, operation, file, path, run))?.differences;
  if (differences === undefined && (await saysTheSame(store, operation, file)))
    return { files: [planned], differences: [] };
  return { files: [differences?.length === 0 ? planned : changed], differences };
}

/**
 * Where the records of a file that is gone lie now: Loom's Python tools pack `x.json` as `x.json.gz` and remove it (FORMATS
 * 1.2). Undefined when they do not.
 */
async function movedSince(
  store: WritableStore,
  operation: OperationRecord,
  file: FileRecord,
  run: Run,
): Promise<{ readonly file: UndoFile; readonly differences: readonly RecordDifference[] } | undefined> {
  const other = file.path.endsWith('.gz') ? file.path.slice(0, -'.gz'.length) : `${file.path}.gz`;
  const version = await versionOf(store, other);
  if (version === undefined || operation.files.some(({ path }) => path === other)) return undefined;
  const compared = await compareRecords(store, operation, file, other, run);
  // Where nothing that the operation left is in it, it is a file of its own.
  if (compared === undefined || compared.common === 0) return undefined;
  const { differences } = compared;
  const changedSince = differences.length > 0;
  return { file: { path: other, action: 'remove', size: 0, version, changedSince }, differences };
}

/** Derived files that came since into folders of agents that the operation made: they go with what they are derived from. */
async function derivedOfMade(
  store: WritableStore,
  { madeFolders, files }: OperationRecord,
): Promise<readonly UndoFile[]> {
  const found: UndoFile[] = [];
  for (const folder of madeFolders) {
    if (folder.includes('/') || RESERVED_FOLDERS.includes(folder)) continue;
    for (const name of ['index.json', 'index.json.gz']) {
      const path = joinPath(folder, name);
      const version = await versionOf(store, path);
      if (version !== undefined && !files.some((file) => file.path === path))
        found.push({ path, action: 'remove', size: 0, version, changedSince: false });
    }
  }
  return found;
}

async function versionOf({ home, folder }: WritableStore, path: string): Promise<string | undefined> {
  return (await home.stat(joinPath(folder, path)))?.version;
}

/** When an operation was done, milliseconds since 1970 UTC. */
export function timeOf(plan: Pick<UndoPlan, 'id'>): number {
  return operationTime(plan.id);
}
