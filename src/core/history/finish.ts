import { addLine, hasLine } from '../audit/trail';
import type { AuditEntry } from '../audit/trail';
import { joinPath } from '../path';
import type { WritableStore } from '../store/changes';
import { isThere, removeEmpty } from '../store/transaction';
import type { OperationRecord } from './operation';
import { INTENT_FILE, NOTE_FILE, TURN_PREFIX, historyOf, operationFolder } from './places';

/**
 * Ends a change whose files are all in place: folders that are empty now, its note, the trail, and the name that says done.
 * Each step can be done again.
 */
export async function finishOperation(store: WritableStore, record: OperationRecord): Promise<void> {
  const { home } = store;
  const folder = operationFolder(store, record.id, 'committed');
  await removeEmpty(store, record.emptiedFolders);
  await placeNote(store, record);
  if (!(await hasLine(store, record.id))) await addLine(store, entryOf(record));
  await home.remove(joinPath(folder, 'new'));
  await home.remove(joinPath(folder, INTENT_FILE));
  for (const { name } of await home.list(folder))
    if (name.startsWith(TURN_PREFIX)) await home.remove(joinPath(folder, name));
  await home.move(folder, operationFolder(store, record.id), { replace: false });
  await home.sync(historyOf(store));
}

/** The note outlives the operation's folder, which goes when it is too old to be taken back. */
async function placeNote(store: WritableStore, { id, noteFolder }: OperationRecord): Promise<void> {
  const { home } = store;
  const note = joinPath(operationFolder(store, id, 'committed'), NOTE_FILE);
  if (noteFolder === undefined || !(await isThere(store, note))) return;
  const folder = joinPath(historyOf(store), noteFolder);
  await home.makeFolder(folder, { private: true });
  await home.move(note, joinPath(folder, `${id}.jsonl`), { replace: true });
  await home.sync(folder);
}

/** What the trail says of an operation. */
export function entryOf({ id, time, verb, user, counts, agents, ...more }: OperationRecord): AuditEntry {
  return {
    id,
    time,
    verb,
    user,
    counts,
    agents,
    ...(more.sourceHash === undefined ? {} : { source_hash: more.sourceHash }),
    ...(more.details === undefined ? {} : { details: more.details }),
    ...(more.undoes === undefined ? {} : { undoes: more.undoes }),
  };
}
