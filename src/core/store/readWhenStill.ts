import { throwIfCancelled } from '../errors';
import type { Run } from '../ports';
import { readSectionFiles } from './layout';
import type { Kind, Problem } from './records';
import type { Store, StoreFile } from './store';

/** How often files that change while they are read are tried. */
const TRIES = 3;
/** Milliseconds before the second and third try: a writer of some MB is done by then. */
const PAUSES = [50, 400];

/**
 * Reads a section of a store as it was at one moment, without a lock. Files are replaced whole by most writers, and
 * one that was opened before that is read to its end as it was; Loom's Python tools write in place, which
 * `readRecords` notices. Then the files are looked up anew (a plain one may have become a `.gz`) and read again, three
 * times at most; after that the result is the last one, with its `file-changing` problems.
 *
 * `attempt` starts from nothing each time.
 */
export async function readWhenStill<Result extends { readonly problems: readonly Problem[] }>(
  store: Store,
  agent: string,
  kind: Kind,
  files: readonly StoreFile[],
  attempt: (files: readonly StoreFile[]) => Promise<Result>,
  run: Run = {},
): Promise<Result> {
  let current = files;
  for (let tries = 1; ; tries += 1) {
    throwIfCancelled(run.signal);
    const result = await attempt(current);
    const isChanging = result.problems.some((problem) => problem.code === 'file-changing');
    if (!isChanging || tries === TRIES) return result;
    await pause(PAUSES[tries - 1] ?? 0);
    current = await sameFilesNow(store, agent, kind, current);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Sections that are no agent's files (`global/archived-decisions.json`) keep the files they were given. */
async function sameFilesNow(
  store: Store,
  agent: string,
  kind: Kind,
  files: readonly StoreFile[],
): Promise<readonly StoreFile[]> {
  const now = await readSectionFiles(store, agent, kind);
  const known = new Set(now.map((file) => file.path.replace(/\.gz$/, '')));
  return files.every((file) => known.has(file.path.replace(/\.gz$/, ''))) ? now : files;
}
