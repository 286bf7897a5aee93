import { mapAtOnce } from '../atOnce';
import { LoomError } from '../errors';
import { readIntent, writeIntent, writeOperation } from '../history/operation';
import type { FileRecord, OperationRecord } from '../history/operation';
import { historyOf, operationFolder, parentOf } from '../history/places';
import { toHex } from '../hex';
import { joinPath } from '../path';
import type { Codecs, DurableStore, Host } from '../ports';
import type { WritableStore } from './changes';
import { isDerived } from './derived';
import { lockOf, takeLocks } from './loomLock';
import type { StagedChange } from './stage';
import type { Turn, HeldTurn } from './turn';
import type { Patience } from './waiting';

/*
 * The steps of a transaction on a memory. The name of the operation's folder is the journal: one rename from `<id>.staged`
 * to `<id>.committed` is the commit point, and every step on either side of it can be done again by another process.
 */

/**
 * Everything up to the commit point: folders, locks, a look whether the files are as they were, copies of the old ones.
 * Throws `memory-changed`, `locked` and what the store throws; `rollBack` then leaves nothing.
 */
export async function prepareChange(
  store: WritableStore,
  turn: HeldTurn,
  record: Omit<OperationRecord, 'files' | 'madeFolders'>,
  changes: readonly StagedChange[],
  patience: Patience,
): Promise<OperationRecord> {
  const { home, folder: memory } = store;
  const folder = operationFolder(store, record.id, 'staged');
  await refuseChanged(store, changes);
  const madeFolders = await missingFolders(store, changes);
  const paths = changes.map(({ path }) => path);
  await writeIntent(home, folder, { version: 1, turn: turn.path, paths, folders: [...madeFolders] });
  for (const made of madeFolders) await home.makeFolder(joinPath(memory, made));
  await keepAfter(store, folder, changes);
  await takeLocks(store, turn.claims, paths, patience);
  await refuseChanged(store, changes);
  const files = await mapAtOnce(changes, async ({ path, after }): Promise<FileRecord> => {
    return { path, before: await keepBefore(store, folder, path), after };
  });
  const whole = { ...record, madeFolders: [...madeFolders], files };
  await writeOperation(home, folder, whole);
  const parents = new Set(madeFolders.map((made) => joinPath(memory, parentOf(made))));
  await mapAtOnce([...foldersToSync(folder, whole), ...parents, historyOf(store), ''], (path) =>
    home.sync(path),
  );
  return whole;
}

/** The commit point. Throws `locked` when a lock was lost meanwhile. */
export async function commitChange(store: WritableStore, turn: HeldTurn, id: string): Promise<void> {
  await turn.claims.check();
  await store.home.move(operationFolder(store, id, 'staged'), operationFolder(store, id, 'committed'), {
    replace: false,
  });
  await store.home.sync(historyOf(store));
}

/** Puts the new files in place and makes that durable. What is in place already is left alone. */
export async function applyFiles(store: WritableStore, record: OperationRecord): Promise<void> {
  const { home, folder: memory } = store;
  const folder = operationFolder(store, record.id, 'committed');
  await mapAtOnce(record.files, async ({ path, after }) => {
    const target = joinPath(memory, path);
    if (after === null) await home.remove(target);
    else if (await isThere(store, joinPath(folder, 'new', path)))
      await home.move(joinPath(folder, 'new', path), target, { replace: true });
  });
  await syncParents(store, record);
}

/** Puts the old files back where new ones are. Files that somebody has changed since stay; their paths are given. */
async function revertFiles(
  host: Host,
  store: WritableStore,
  record: OperationRecord,
): Promise<readonly string[]> {
  const { home, folder: memory } = store;
  const committed = operationFolder(store, record.id, 'committed');
  const folder = operationFolder(store, record.id, 'reverting');
  if (await isThere(store, committed)) {
    await home.move(committed, folder, { replace: false });
    await home.sync(historyOf(store));
  }
  const kept: string[] = [];
  for (const file of record.files) {
    const target = joinPath(memory, file.path);
    // Its new file never got in place.
    if (file.after !== null && (await isThere(store, joinPath(folder, 'new', file.path)))) continue;
    if (!(await isAsLeft(host, store, file))) {
      if (!(await isAsBefore(store, folder, file))) kept.push(file.path);
      continue;
    }
    if (file.before === null) await home.remove(target);
    else if (await isThere(store, joinPath(folder, 'before', file.path)))
      await home.move(joinPath(folder, 'before', file.path), target, { replace: true });
  }
  await syncParents(store, record);
  return kept;
}

/** Takes back what was prepared and not committed. A commit that failed half way counts as not done. */
export async function rollBack(store: WritableStore, turn: HeldTurn, id: string): Promise<void> {
  const { home } = store;
  const staged = operationFolder(store, id, 'staged');
  const committed = operationFolder(store, id, 'committed');
  // Renamed, but perhaps not durably: no file is in place yet.
  if (await isThere(store, committed)) await home.move(committed, staged, { replace: false });
  const intent = await readIntent(home, staged);
  await turn.claims.releaseAllButFirst();
  await removeEmpty(store, intent?.folders ?? []);
  if (await isThere(store, staged)) await removeOperation(store, staged, id);
}

/** Takes back what was committed and could not be put in place. */
export async function revertChange(
  host: Host,
  store: WritableStore,
  turn: HeldTurn,
  record: OperationRecord,
): Promise<void> {
  const kept = await revertFiles(host, store, record);
  await turn.claims.releaseAllButFirst();
  await removeEmpty(store, record.madeFolders);
  await removeOperation(store, operationFolder(store, record.id, 'reverting'), record.id);
  if (kept.length > 0)
    host.log.warn(`${record.id} was taken back; changed meanwhile, and left so: ${kept.join(', ')}`);
}

/** Takes away an operation's folder that means nothing to the memory any more. */
export async function removeOperation(store: WritableStore, from: string, id: string): Promise<void> {
  const gone = operationFolder(store, id, 'removing');
  await store.home.move(from, gone, { replace: false });
  await store.home.remove(gone);
}

/** Removes folders of the memory that have nothing in them, the deepest first. */
export async function removeEmpty(store: WritableStore, folders: readonly string[]): Promise<void> {
  for (const folder of [...folders].sort().reverse()) {
    const path = joinPath(store.folder, folder);
    if (await isThere(store, path)) await store.home.releaseFolder(path);
  }
}

/**
 * Releases the locks that dead processes held of those that they wanted. They took them in order and touched their turn after
 * each; a lock that is younger than the turn, and those after it, are somebody else's.
 */
export async function releaseDeadLocks(
  store: WritableStore,
  paths: readonly string[],
  dead: readonly Turn[],
): Promise<void> {
  const latest = Math.max(...dead.map(({ modified }) => modified)) + DEAD_LOCK_SLACK_MS;
  const held: string[] = [];
  for (const path of await lockable(store, paths)) {
    const lock = lockOf(store, path);
    const found = await store.home.stat(lock);
    if (found?.kind !== 'folder' || found.modified > latest) break;
    held.push(lock);
  }
  // The last first, so that another death leaves again the first ones of the order.
  for (const lock of held.reverse()) await store.home.releaseFolder(lock);
}

/** The files beside which a lock can lie: those whose folder is there. In the order in which locks are taken. */
export async function lockable(store: WritableStore, paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of [...paths].sort())
    if (await isThere(store, parentOf(joinPath(store.folder, path)))) found.push(path);
  return found;
}

/**
 * Between making a lock and touching the turn a process may be killed, on a busy machine some time later. At least 15 s pass
 * before Loom takes over what a dead process held.
 */
const DEAD_LOCK_SLACK_MS = 5000;

export async function isThere(store: WritableStore, path: string): Promise<boolean> {
  return (await store.home.stat(path)) !== undefined;
}

/** Whether a file of the memory has the bytes that the operation gave it. */
export async function isAsLeft(host: Host, store: WritableStore, file: FileRecord): Promise<boolean> {
  const target = joinPath(store.folder, file.path);
  const found = await store.home.stat(target);
  if (found === undefined || file.after === null) return found === undefined && file.after === null;
  return hasBytes(host.codecs, store.home, target, file.after);
}

/** Whether a file is there with bytes of this size and SHA-256. */
export async function hasBytes(
  codecs: Codecs,
  home: DurableStore,
  path: string,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): Promise<boolean> {
  const found = await home.stat(path);
  if (found?.kind !== 'file' || found.size !== size) return false;
  const hash = codecs.sha256();
  for await (const bytes of home.read(path)) hash.update(bytes);
  return toHex(hash.digest()) === sha256;
}

/** Whether a file of the memory is the very one that was there before the operation. */
async function isAsBefore(store: WritableStore, folder: string, file: FileRecord): Promise<boolean> {
  const found = await store.home.stat(joinPath(store.folder, file.path));
  if (file.before === null || found === undefined) return file.before === null && found === undefined;
  // Put back by an earlier attempt.
  return (
    found.version === file.before.version || !(await isThere(store, joinPath(folder, 'before', file.path)))
  );
}

/** Files of the memory that are no longer what a change was worked out from, or that nothing may be written over. */
async function refuseChanged(store: WritableStore, changes: readonly StagedChange[]): Promise<void> {
  const files: string[] = [];
  const found = await mapAtOnce(changes, ({ path }) => store.home.stat(joinPath(store.folder, path)));
  for (const [index, { path, from }] of changes.entries()) {
    const full = joinPath(store.folder, path);
    const now = found[index];
    if (now?.kind === 'link')
      throw new LoomError('path-unsafe', { path: `${store.home.root}/${full}`, reason: 'a link' });
    if (now !== undefined && now.kind !== 'file')
      throw new LoomError('io-failed', { path: `${store.home.root}/${full}`, detail: 'no file lies there' });
    // What is derived may have been made anew meanwhile: what is written over it comes from the same records, and later ones.
    if (now?.version !== from && !isDerived(path)) files.push(path);
  }
  if (files.length > 0) throw new LoomError('memory-changed', { files });
}

/** Folders that the new files need and that are not there, each after the one it lies in. */
async function missingFolders(
  store: WritableStore,
  changes: readonly StagedChange[],
): Promise<readonly string[]> {
  const wanted = new Set<string>();
  for (const { path, after } of changes) {
    if (after === null) continue;
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
      wanted.add(path.slice(0, end));
  }
  const missing: string[] = [];
  for (const path of [...wanted].sort())
    if (!(await isThere(store, joinPath(store.folder, path)))) missing.push(path);
  return missing;
}

async function keepBefore(
  { home, folder: memory }: WritableStore,
  folder: string,
  path: string,
): Promise<FileRecord['before']> {
  const source = joinPath(memory, path);
  if ((await home.stat(source)) === undefined) return null;
  const target = joinPath(folder, 'before', path);
  await home.makeFolder(parentOf(target), { private: true });
  await home.duplicate(source, target);
  // The link has changed the version of the file that it shares.
  const found = await home.stat(source);
  return found === undefined ? null : { size: found.size, version: found.version };
}

/**
 * Keeps the operation's own state too: *Undo* can then name, record by record, what came after it. Copies, since Loom's Python
 * tools write in place, which a link would follow; of what is large links all the same, for to write it twice would double the
 * time of an import. An operation can be taken back without: a disk that has little room left gets none.
 */
async function keepAfter(
  { home }: WritableStore,
  folder: string,
  changes: readonly StagedChange[],
): Promise<void> {
  const written = changes.filter(({ path, after }) => after !== null && !isDerived(path));
  const bytes = sum(written);
  const free = await home.freeBytes();
  if (free !== undefined && free < SPARE_FACTOR * bytes) return;
  const apart = bytes <= COPIED_BYTES;
  await mapAtOnce(written, async ({ path }) => {
    const target = joinPath(folder, 'after', path);
    await home.makeFolder(parentOf(target), { private: true });
    await home.duplicate(joinPath(folder, 'new', path), target, { apart });
  });
}

/** A disk has room for copies when it has so much more of it than they take. */
const SPARE_FACTOR = 4;
/** What one operation may write twice: ten times what a memory of some years holds. */
const COPIED_BYTES = 32 * 1024 * 1024;

function sum(changes: readonly StagedChange[]): number {
  return changes.reduce((bytes, { after }) => bytes + (after?.size ?? 0), 0);
}

/** The folders of an operation whose names must be durable before it counts. */
function foldersToSync(folder: string, record: OperationRecord): readonly string[] {
  const folders = new Set<string>([folder]);
  const add = (path: string): void => {
    for (let each = parentOf(path); each.length > folder.length; each = parentOf(each)) folders.add(each);
  };
  for (const { path, before, after } of record.files) {
    if (before !== null) add(joinPath(folder, 'before', path));
    if (after !== null) add(joinPath(folder, 'new', path));
  }
  return [...folders];
}

async function syncParents(store: WritableStore, record: OperationRecord): Promise<void> {
  const parents = new Set(record.files.map(({ path }) => parentOf(joinPath(store.folder, path))));
  await mapAtOnce([...parents], async (parent) => {
    if (await isThere(store, parent)) await store.home.sync(parent);
  });
}
