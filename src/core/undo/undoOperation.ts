import { operationFolder } from '../history/places';
import { joinPath } from '../path';
import type { Host, Run } from '../ports';
import { changeStore } from '../store/changeStore';
import type { AppliedOperation, ChangeSettings, FileChange, WritableStore } from '../store/changes';
import { readLayout } from '../store/layout';
import { renewSearchIndex } from '../store/searchIndex';
import { staleNotes } from '../store/staleNotes';
import type { UndoPlan } from './planUndo';

/** What taking an operation back did. */
export interface UndoReport extends AppliedOperation {
  /** Facts for people, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * Takes an operation back as planned: a change of its own, all or nothing, which can be taken back in turn. `user`: keyed hash
 * of who does it. Throws `memory-changed` when a file is no longer as the plan found it, and what `changeStore` throws.
 */
export async function undoOperation(
  host: Host,
  store: WritableStore,
  plan: UndoPlan,
  user: string,
  run: Run = {},
  settings: ChangeSettings = {},
): Promise<UndoReport> {
  const before = joinPath(operationFolder(store, plan.id), 'before');
  const changes = plan.files.map(({ path, action, version }): FileChange => ({
    path,
    from: version,
    content:
      action === 'remove' ? undefined : () => store.home.read(joinPath(before, path), { signal: run.signal }),
  }));
  const layout = await readLayout(store, run);
  const index = await renewSearchIndex(store, layout, run);
  if (index !== undefined) changes.push(index);
  const counts = {
    put_back: plan.files.filter(({ action }) => action === 'put-back').length,
    removed: plan.files.filter(({ action }) => action === 'remove').length,
    lost: plan.lost.length,
  };
  const operation = await changeStore(
    host,
    store,
    { verb: 'undo', counts, agents: plan.agents, user, undoes: plan.id, details: { of: plan.verb } },
    changes,
    run,
    { ...settings, bytes: plan.files.reduce((sum, { size }) => sum + size, 0), emptied: plan.emptied },
  );
  return { ...operation, notes: await staleNotes(store, layout, operation) };
}
