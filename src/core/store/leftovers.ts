import { TURN_PREFIX, historyOf, readOperationName } from '../history/places';
import type { Host } from '../ports';
import type { WritableStore } from './changes';

/**
 * Whether a change was left that nobody works on any more: one listing of the history's folder. Writes nothing, so that a
 * read-only or untrusted opening can say so.
 */
export async function hasLeftovers(
  host: Pick<Host, 'processes'>,
  store: Pick<WritableStore, 'home' | 'folder'>,
): Promise<boolean> {
  const entries = await store.home.list(historyOf(store));
  const turns = entries.filter(({ name }) => name.startsWith(TURN_PREFIX));
  const isLeft =
    turns.length > 0 ||
    entries.some(({ name }) => readOperationName(name)?.state !== undefined || isPart(name));
  if (!isLeft) return false;
  for (const { name } of turns) {
    if ((await host.processes?.isAlive(name.slice(TURN_PREFIX.length))) === true) return false;
  }
  return true;
}

/** What a killed writer leaves in the history's own folder (`FileStore.write`). */
export function isPart(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.part');
}
