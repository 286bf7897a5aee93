import type { AppliedOperation, WritableStore } from './changes';
import { BLOOM_FILTER } from './derived';
import type { Layout } from './store';

/**
 * Says, a sentence each, which files that are derived from the records are older than they are now: only Loom itself can make
 * them. `layout`: of the memory before the operation.
 */
export async function staleNotes(
  store: WritableStore,
  { global, agents }: Layout,
  { written, removed }: Pick<AppliedOperation, 'written' | 'removed'>,
): Promise<readonly string[]> {
  const renewed = new Set([...written, ...removed]);
  const stale = [...(global.index ?? []), ...agents.flatMap(({ documents }) => documents.index ?? [])]
    .map(({ path }) => path)
    .filter((path) => !renewed.has(path));
  if ((await store.files.stat(BLOOM_FILTER)) !== undefined) stale.push(BLOOM_FILTER);
  return stale.map((path) => `${path} is derived from the records and older than they are now.`);
}
