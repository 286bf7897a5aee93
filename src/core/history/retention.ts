import { LoomError } from '../errors';
import { joinPath } from '../path';
import type { DurableStore } from '../ports';
import type { Retention, WritableStore } from '../store/changes';
import { removeOperation } from '../store/transaction';
import { readOperation } from './operation';
import type { OperationRecord } from './operation';
import { historyOf, operationFolder, operationTime, readOperationName } from './places';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Ids of the operations that can be taken back, oldest first. */
export async function listOperations(
  store: Pick<WritableStore, 'home' | 'folder'>,
): Promise<readonly string[]> {
  const entries = await store.home.list(historyOf(store));
  return entries.flatMap(({ name, kind }) => {
    const operation = readOperationName(name);
    return kind === 'folder' && operation?.state === undefined && operation !== undefined
      ? [operation.id]
      : [];
  });
}

/**
 * Takes away what is kept of operations past a limit: they can then no longer be taken back, the trail still tells of them.
 * The newest stays whatever the limits are. Called with the turn held. `now`: milliseconds since 1970 UTC.
 */
export async function applyRetention(
  store: WritableStore,
  { operations, days, bytes }: Retention,
  now: number,
): Promise<void> {
  const [newest, ...older] = (await listOperations(store)).toReversed();
  if (newest === undefined || older.length === 0) return;
  let kept = 1;
  let size = await keptBytes(store.home, operationFolder(store, newest));
  for (const id of older) {
    const folder = operationFolder(store, id);
    const own = await keptBytes(store.home, folder);
    const isKept = kept < operations && now - operationTime(id) <= days * DAY_MS && size + own <= bytes;
    if (isKept) {
      kept += 1;
      size += own;
    } else await removeOperation(store, folder, id);
  }
}

/**
 * Bytes that an operation keeps: the files before it and after it, as its record says, which takes one file to read. One that
 * shares its bytes with the memory counts in full, since it may not do so for long.
 */
async function keptBytes(home: DurableStore, folder: string): Promise<number> {
  const record = await recordOf(home, folder);
  if (record === undefined) return sizeOf(home, folder);
  return record.files.reduce(
    (bytes, { before, after }) => bytes + (before?.size ?? 0) + (after?.size ?? 0),
    0,
  );
}

/** Undefined also where the record cannot be read: it is then of no use for *Undo*, and goes when its time has come. */
async function recordOf(home: DurableStore, folder: string): Promise<OperationRecord | undefined> {
  try {
    return await readOperation(home, folder);
  } catch (error) {
    if (LoomError.is(error, 'memory-damaged')) return undefined;
    throw error;
  }
}

/** Bytes of all files below a folder. */
async function sizeOf(home: DurableStore, folder: string): Promise<number> {
  let bytes = 0;
  for (const { name, kind } of await home.list(folder)) {
    const path = joinPath(folder, name);
    if (kind === 'folder') bytes += await sizeOf(home, path);
    else bytes += (await home.stat(path))?.size ?? 0;
  }
  return bytes;
}
