import { LoomError } from '../errors';
import { joinPath } from '../path';
import type { WritableStore } from './changes';
import type { Claims } from './claims';
import type { Patience } from './waiting';

/** A lock that was not touched for so long is nobody's any more (FORMATS 1.3: `stale: 30000`). */
export const LOCK_STALE_MS = 30_000;

/** The lock of a file of the memory, in `home`: an empty folder beside it. */
export function lockOf(store: Pick<WritableStore, 'folder'>, path: string): string {
  return joinPath(store.folder, `${path}.lock`);
}

/**
 * Takes Loom's locks of files (FORMATS 1.3), sorted, so that two who want the same ones cannot wait for each other.
 * A fresh lock is waited for, one older than 30 s is taken over; a plain file of that name and a folder with something in
 * it are nobody's to remove. The folders of the files are there. Throws `locked` when the patience ends.
 */
export async function takeLocks(
  store: WritableStore,
  claims: Claims,
  paths: readonly string[],
  patience: Patience,
): Promise<void> {
  for (const path of [...paths].sort()) {
    const lock = lockOf(store, path);
    patience.begin();
    while (!(await claims.take(lock))) {
      if (await removeStale(store, claims, lock)) continue;
      if (!(await patience.wait(path)))
        throw new LoomError('locked', { path: `${store.home.root}/${joinPath(store.folder, path)}` });
    }
  }
}

/** True when it is worth trying again at once. */
async function removeStale(store: WritableStore, claims: Claims, lock: string): Promise<boolean> {
  const { home } = store;
  const now = await claims.now();
  const found = await home.stat(lock);
  if (found === undefined) return true;
  if (found.kind !== 'folder' || now - found.modified <= LOCK_STALE_MS) return false;
  return home.releaseFolder(lock);
}
