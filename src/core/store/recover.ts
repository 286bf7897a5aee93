import { LoomError } from '../errors';
import { finishOperation } from '../history/finish';
import { readIntent, readOperation } from '../history/operation';
import type { IntentRecord, OperationRecord } from '../history/operation';
import { TURN_PREFIX, historyOf, operationFolder, operationTime, readOperationName } from '../history/places';
import { joinPath } from '../path';
import type { Host, Run } from '../ports';
import type { ChangeSettings, WritableStore } from './changes';
import { isDerived } from './derived';
import { hasLeftovers, isPart } from './leftovers';
import { takeLocks } from './loomLock';
import {
  applyFiles,
  isThere,
  lockable,
  releaseDeadLocks,
  removeEmpty,
  removeOperation,
  revertChange,
} from './transaction';
import { takeTurn } from './turn';
import type { HeldTurn } from './turn';
import { Patience } from './waiting';

/** What became of a change that its process did not end. */
export interface Recovered {
  readonly id: string;
  /** When it began, milliseconds since 1970 UTC. */
  readonly time: number;
  /** `completed`: it had been committed and is now in place. `taken-back`: the memory is as it was before it. */
  readonly outcome: 'completed' | 'taken-back';
}

/**
 * Ends what a dead process began: a committed change is completed, any other taken back, its locks are released and its
 * temporaries removed. Nothing is done, and nothing but one folder listed, when nothing was left. Every opening of a memory
 * calls it. Throws `locked` when another process changes the memory for longer than `settings.wait`, and what the store
 * throws.
 */
export async function recoverStore(
  host: Host,
  store: WritableStore,
  run: Run = {},
  settings: Pick<ChangeSettings, 'wait'> = {},
): Promise<readonly Recovered[]> {
  if (!(await hasLeftovers(host, store))) return [];
  const patience = new Patience(settings.wait ?? 0, run);
  const turn = await takeTurn(host, store, patience);
  try {
    const recovered = await recoverUnder(host, store, turn, patience);
    await turn.release();
    return recovered;
  } catch (error) {
    await turn.abandon();
    throw error;
  }
}

/** The same for who has the turn already. */
export async function recoverUnder(
  host: Host,
  store: WritableStore,
  turn: HeldTurn,
  patience: Patience,
): Promise<readonly Recovered[]> {
  const { home } = store;
  const history = historyOf(store);
  const recovered: Recovered[] = [];
  for (const { name } of await home.list(history)) {
    if (isPart(name)) await home.remove(joinPath(history, name));
    const operation = readOperationName(name);
    if (operation?.state === undefined) continue;
    const outcome = await end[operation.state]({ host, store, turn, patience, id: operation.id });
    if (outcome !== undefined)
      recovered.push({ id: operation.id, time: operationTime(operation.id), outcome });
  }
  // Last: until then, whoever dies here leaves the sign that something is left.
  for (const { path } of turn.dead) await home.releaseFolder(path);
  for (const { id, outcome } of recovered) host.log.info(`${id}: ${outcome}`);
  return recovered;
}

interface Left {
  readonly host: Host;
  readonly store: WritableStore;
  readonly turn: HeldTurn;
  readonly patience: Patience;
  readonly id: string;
}

type Outcome = Recovered['outcome'] | undefined;

const end = {
  staged: async ({ store, turn, id }: Left): Promise<Outcome> => {
    const folder = operationFolder(store, id, 'staged');
    const intent = await readIntent(store.home, folder);
    await releaseLocksOf(store, turn, folder, intent);
    await removeEmpty(store, intent?.folders ?? []);
    await removeOperation(store, folder, id);
    return 'taken-back';
  },
  committed: async (left: Left): Promise<Outcome> => {
    const { host, store, turn, id } = left;
    const folder = operationFolder(store, id, 'committed');
    const { record, intent } = await readBoth(left, folder);
    await releaseLocksOf(store, turn, folder, intent);
    const pending = await pendingFiles(store, folder, record);
    // All of them also where one is enough: in what order the next one finds them must not depend on how far this one came.
    if (pending.length > 0) await retakeLocks(left, folder, record);
    if (await hasForeignChange(store, record, pending)) {
      await revertChange(host, store, turn, record);
      return 'taken-back';
    }
    await applyFiles(store, record);
    await turn.claims.releaseAllButFirst();
    await finishOperation(store, record);
    return 'completed';
  },
  reverting: async (left: Left): Promise<Outcome> => {
    const { host, store, turn, id } = left;
    const folder = operationFolder(store, id, 'reverting');
    const { record, intent } = await readBoth(left, folder);
    await releaseLocksOf(store, turn, folder, intent);
    await retakeLocks(left, folder, record);
    await revertChange(host, store, turn, record);
    return 'taken-back';
  },
  removing: async ({ store, id }: Left): Promise<Outcome> => {
    await store.home.remove(operationFolder(store, id, 'removing'));
    return undefined;
  },
} as const;

async function readBoth(
  { store: { home } }: Left,
  folder: string,
): Promise<{ readonly record: OperationRecord; readonly intent: IntentRecord | undefined }> {
  const record = await readOperation(home, folder);
  // It was durable before the folder got its name: something else has been here.
  if (record === undefined)
    throw new LoomError('memory-damaged', { file: `${home.root}/${folder}`, detail: 'its journal is gone' });
  return { record, intent: await readIntent(home, folder) };
}

/** Takes the locks again, after a note of who does: should this process die too, the next one knows whose they are. */
async function retakeLocks(
  { store, turn, patience }: Left,
  folder: string,
  record: OperationRecord,
): Promise<void> {
  await store.home.makeFolder(joinPath(folder, nameOf(turn.path)), { private: true });
  const paths = record.files.map(({ path }) => path);
  await takeLocks(store, turn.claims, await lockable(store, paths), patience);
}

async function releaseLocksOf(
  store: WritableStore,
  turn: HeldTurn,
  folder: string,
  intent: IntentRecord | undefined,
): Promise<void> {
  if (intent === undefined) return;
  const holders = new Set([nameOf(intent.turn)]);
  for (const { name } of await store.home.list(folder)) if (name.startsWith(TURN_PREFIX)) holders.add(name);
  const dead = turn.dead.filter(({ path }) => holders.has(nameOf(path)));
  await releaseDeadLocks(store, intent.paths, dead);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Files that are not yet as the operation wants them. */
async function pendingFiles(
  store: WritableStore,
  folder: string,
  record: OperationRecord,
): Promise<readonly string[]> {
  const pending: string[] = [];
  for (const { path, after } of record.files) {
    const waiting = after === null ? joinPath(store.folder, path) : joinPath(folder, 'new', path);
    if (await isThere(store, waiting)) pending.push(path);
  }
  return pending;
}

/** Whether somebody wrote a file after the process died: to go on would lose that, unless it is derived. */
async function hasForeignChange(
  store: WritableStore,
  record: OperationRecord,
  pending: readonly string[],
): Promise<boolean> {
  for (const { path, before } of record.files) {
    if (!pending.includes(path) || isDerived(path)) continue;
    if ((await store.home.stat(joinPath(store.folder, path)))?.version !== before?.version) return true;
  }
  return false;
}
