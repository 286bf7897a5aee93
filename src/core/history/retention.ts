import { joinPath } from '../path';
import type { DurableStore } from '../ports';
import type { Retention, WritableStore } from '../store/changes';
import { removeOperation } from '../store/transaction';
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
  if (newest === undefined) return;
  let kept = 1;
  let size = await sizeOf(store.home, operationFolder(store, newest));
  for (const id of older) {
    const folder = operationFolder(store, id);
    const own = await sizeOf(store.home, folder);
    const isKept = kept < operations && now - operationTime(id) <= days * DAY_MS && size + own <= bytes;
    if (isKept) {
      kept += 1;
      size += own;
    } else await removeOperation(store, folder, id);
  }
}

/** Bytes of all files below a folder. One that shares its bytes with the memory counts in full: it may not do so for long. */
async function sizeOf(home: DurableStore, folder: string): Promise<number> {
  let bytes = 0;
  for (const { name, kind } of await home.list(folder)) {
    const path = joinPath(folder, name);
    if (kind === 'folder') bytes += await sizeOf(home, path);
    else bytes += (await home.stat(path))?.size ?? 0;
  }
  return bytes;
}
