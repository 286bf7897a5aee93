import { readTrail, undoneBy } from '../audit/trail';
import { LoomError } from '../errors';
import { readOperation } from '../history/operation';
import type { FileRecord, OperationRecord } from '../history/operation';
import { operationFolder, operationTime, readOperationName } from '../history/places';
import { listOperations } from '../history/retention';
import { joinPath } from '../path';
import type { Host, Run } from '../ports';
import type { WritableStore } from '../store/changes';
import { SEARCH_INDEX } from '../store/searchIndex';
import { isAsLeft } from '../store/transaction';
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
  /** Somebody has changed it since the operation. */
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
 * or the one that is named (naming an undo is a redo). Files are compared by their bytes. Writes nothing.
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
    // What is derived is made anew, whatever it says now.
    if (file.path === SEARCH_INDEX) continue;
    const planned = await planFile(host, store, file);
    files.push(planned);
    if (!planned.changedSince || planned.version === undefined) continue;
    const differences = await compareRecords(store, record, file, run);
    if (differences === undefined) lostFiles.push(file.path);
    else lost.push(...differences);
  }
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

async function planFile(host: Host, store: WritableStore, file: FileRecord): Promise<UndoFile> {
  const found = await store.home.stat(joinPath(store.folder, file.path));
  return {
    path: file.path,
    action: file.before === null ? 'remove' : 'put-back',
    size: file.before?.size ?? 0,
    version: found?.version,
    changedSince: !(await isAsLeft(host, store, file)),
  };
}

/** When an operation was done, milliseconds since 1970 UTC. */
export function timeOf(plan: Pick<UndoPlan, 'id'>): number {
  return operationTime(plan.id);
}
