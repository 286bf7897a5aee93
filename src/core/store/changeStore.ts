import { addLine, prepareHistory } from '../audit/trail';
import { LoomError, throwIfCancelled } from '../errors';
import { entryOf, finishOperation } from '../history/finish';
import type { OperationRecord } from '../history/operation';
import { historyOf, operationFolder, operationId, operationTime, readOperationName } from '../history/places';
import { applyRetention } from '../history/retention';
import type { Host, Run } from '../ports';
import { DEFAULT_RETENTION, DEFAULT_WAIT } from './changes';
import type { AppliedOperation, ChangeSettings, FileChange, Operation, WritableStore } from './changes';
import { recoverUnder } from './recover';
import { stageChanges, stageNote } from './stage';
import type { StagedChange } from './stage';
import { applyFiles, commitChange, prepareChange, revertChange, rollBack } from './transaction';
import { takeTurn } from './turn';
import type { HeldTurn } from './turn';
import { Patience } from './waiting';

/**
 * Changes files of a memory, all of them or none, whatever ends the process meanwhile (DESIGN section 4). Loom's locks are
 * held from the check of `from` until the files are in place. What was there is kept for *Undo*, the trail gets a line.
 * Changes are taken and read one after the other; nothing is written to the memory before the last one was read.
 *
 * Throws `memory-changed` when a file is not what its change was worked out from (a derived one is written all the same),
 * `locked` when another program holds the memory or a file for longer than `settings.wait`, `no-space`, `permission-denied`
 * and `io-failed` with the path, `cancelled`: then the memory is as it was, or will be as soon as anybody opens it. What fails after the files are in place (the
 * trail, the tidying up) is logged as a warning and done by the next opening.
 */
export async function changeStore(
  host: Host,
  store: WritableStore,
  operation: Operation,
  changes: Iterable<FileChange> | AsyncIterable<FileChange>,
  run: Run = {},
  settings: ChangeSettings = {},
): Promise<AppliedOperation> {
  throwIfCancelled(run.signal);
  const memory = await store.home.stat(store.folder);
  if (memory?.kind !== 'folder')
    throw new LoomError('memory-missing', { path: `${store.home.root}/${store.folder}` });
  const patience = new Patience(settings.wait ?? DEFAULT_WAIT, run);
  await prepareHistory(store);
  const turn = await takeTurn(host, store, patience);
  const work = new Work(host, store, turn);
  try {
    await work.step(() => recoverUnder(host, store, turn, patience), work.nothing);
    const id = await nextId(host, store);
    const done = await work.step(
      () => prepare(host, store, turn, { id, operation, changes, patience, run, settings }),
      () => rollBack(store, turn, id),
    );
    if (done.files.length === 0) await addLine(store, entryOf(done));
    else {
      await work.step(
        () => applyFiles(store, done),
        () => revertChange(host, store, turn, done),
      );
      await work.afterwards(() => finish(host, store, turn, done, settings));
    }
    return {
      id,
      written: done.files.flatMap(({ path, after }) => (after === null ? [] : [path])),
      removed: done.files.flatMap(({ path, after }) => (after === null ? [path] : [])),
    };
  } finally {
    await work.close();
  }
}

/** Runs the steps of a change and remembers whether anything is left that only a recovery can take away. */
class Work {
  private isLeft = false;

  constructor(
    private readonly host: Host,
    private readonly store: WritableStore,
    private readonly turn: HeldTurn,
  ) {}

  /** Undoes a step that fails, then throws what it threw. */
  async step<Result>(work: () => Promise<Result>, undo: () => Promise<void>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      await this.afterwards(undo);
      throw error;
    }
  }

  /** Of a step that has nothing of its own to undo, and may have left what it found. */
  readonly nothing = (): Promise<void> => {
    this.isLeft = true;
    return Promise.resolve();
  };

  /** Work whose failure changes nothing of what was done: the next opening does it again. */
  async afterwards(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.isLeft = true;
      this.warn(error);
    }
  }

  /** Left work keeps the mark of a process that is gone, for the next opening to find. */
  async close(): Promise<void> {
    if (this.isLeft) {
      await this.turn.abandon();
      return;
    }
    try {
      await this.turn.release();
    } catch (error) {
      this.warn(error);
    }
  }

  private warn(error: unknown): void {
    const what = error instanceof LoomError ? JSON.stringify(error) : String(error);
    this.host.log.warn(`${this.store.home.root}/${historyOf(this.store)} is not tidy: ${what}`);
  }
}

interface Wanted {
  readonly id: string;
  readonly operation: Operation;
  readonly changes: Iterable<FileChange> | AsyncIterable<FileChange>;
  readonly patience: Patience;
  readonly run: Run;
  readonly settings: ChangeSettings;
}

/** Everything up to and with the commit. Without changes there is nothing to commit. */
async function prepare(
  host: Host,
  store: WritableStore,
  turn: HeldTurn,
  { id, operation, changes, patience, run, settings }: Wanted,
): Promise<OperationRecord> {
  const folder = operationFolder(store, id, 'staged');
  await store.home.makeFolder(folder, { private: true });
  const { note } = settings;
  // Neither may go on once this one ends.
  const [staging, early] = await Promise.allSettled([
    stageChanges(host, store, folder, changes, run, settings),
    note === undefined || note.readsAfter === true ? undefined : stageNote(store, folder, note),
  ]);
  if (staging.status === 'rejected') throw staging.reason;
  if (early.status === 'rejected') throw early.reason;
  const staged: readonly StagedChange[] = staging.value;
  const record = {
    version: 1 as const,
    id,
    time: new Date(host.clock.now()).toISOString(),
    ...operation,
    counts: { ...operation.counts },
    agents: [...operation.agents],
    details: operation.details === undefined ? undefined : { ...operation.details },
    emptiedFolders: [...(settings.emptied ?? [])],
    noteFolder: note?.folder,
  };
  if (staged.length === 0) {
    await rollBack(store, turn, id);
    return { ...record, madeFolders: [], files: [] };
  }
  // A note that needs what was staged is worked out while locks and copies are waited for.
  const [prepared, noted] = await Promise.allSettled([
    prepareChange(store, turn, record, staged, patience),
    note?.readsAfter === true ? stageNote(store, folder, note) : undefined,
  ]);
  if (prepared.status === 'rejected') throw prepared.reason;
  if (noted.status === 'rejected') throw noted.reason;
  const whole = prepared.value;
  throwIfCancelled(run.signal);
  await commitChange(store, turn, id);
  return whole;
}

async function finish(
  host: Host,
  store: WritableStore,
  turn: HeldTurn,
  record: OperationRecord,
  settings: ChangeSettings,
): Promise<void> {
  await turn.claims.releaseAllButFirst();
  await finishOperation(store, record);
  await applyRetention(store, settings.retention ?? DEFAULT_RETENTION, host.clock.now());
}

/** Later than every operation before it, also where a clock stands still or was set back. */
async function nextId(host: Host, store: WritableStore): Promise<string> {
  let time = host.clock.now();
  for (const { name } of await store.home.list(historyOf(store))) {
    const known = readOperationName(name);
    if (known !== undefined) time = Math.max(time, operationTime(known.id) + 1);
  }
  return operationId(time);
}
