import { LoomError } from '../errors';
import { TURN_PREFIX, historyOf } from '../history/places';
import { toHex } from '../hex';
import { joinPath } from '../path';
import type { Host } from '../ports';
import type { WritableStore } from './changes';
import { Claims } from './claims';
import type { Patience } from './waiting';

/** What cannot be asked whether it lives (another machine) counts as dead after this many milliseconds untouched. */
const STALE_MS = 60_000;

/** A process's mark that it changes the memory. */
export interface Turn {
  /** The folder, in `home`. */
  readonly path: string;
  readonly modified: number;
}

/** The right to change a memory: one process at a time has it. */
export interface HeldTurn {
  /** Its folder, in `home`. */
  readonly path: string;
  /** Its first claim is the turn itself. */
  readonly claims: Claims;
  /** Turns of processes that died while they changed the memory. */
  readonly dead: readonly Turn[];
  release(): Promise<void>;
  /** Ends without taking anything away: what is left is for `recoverStore`. */
  abandon(): Promise<void>;
}

/**
 * Waits until nobody else changes the memory. Who wants the turn makes a folder of a name that was never used before and
 * then looks for others: of two who do so at once, at least the later sees the other and gives way. So a dead process's
 * folder can be taken away by anybody at any time: no living one has its name. Throws `locked` and what the store throws.
 */
export async function takeTurn(host: Host, store: WritableStore, patience: Patience): Promise<HeldTurn> {
  const { home } = store;
  const history = historyOf(store);
  patience.begin();
  for (;;) {
    const name = host.processes?.begin() ?? `unknown-${toHex(host.random.bytes(12))}`;
    const own = joinPath(history, `${TURN_PREFIX}${name}`);
    const claims = new Claims(home, STALE_MS);
    const release = async (): Promise<void> => {
      try {
        await claims.release();
      } finally {
        host.processes?.end(name);
      }
    };
    let living: string | undefined;
    try {
      if (await claims.take(own)) {
        const others = await otherTurns(host, store, own, await claims.now());
        living = others.living;
        if (living === undefined) {
          claims.keepFresh();
          const abandon = async (): Promise<void> => {
            await claims.abandon();
            host.processes?.end(name);
          };
          return { path: own, claims, dead: others.dead, release, abandon };
        }
      }
    } catch (error) {
      await release();
      throw error;
    }
    await release();
    const jitter = (host.random.bytes(1)[0] ?? 0) / 256;
    if (!(await patience.wait(undefined, jitter)))
      throw new LoomError('locked', { path: `${home.root}/${store.folder}` });
  }
}

/** Turns other than `own`: a living one, and all dead ones. `now`: by the clock that sets the times of folders. */
async function otherTurns(
  host: Host,
  store: WritableStore,
  own: string | undefined,
  now: number,
): Promise<{ readonly living: string | undefined; readonly dead: readonly Turn[] }> {
  const dead: Turn[] = [];
  let living: string | undefined;
  for (const path of await listTurns(store)) {
    if (path === own) continue;
    const found = await store.home.stat(path);
    if (found?.kind !== 'folder') continue;
    const name = path.slice(path.lastIndexOf('/') + 1 + TURN_PREFIX.length);
    const alive = (await host.processes?.isAlive(name)) ?? now - found.modified <= STALE_MS;
    if (alive) living ??= path;
    else dead.push({ path, modified: found.modified });
  }
  return { living, dead };
}

async function listTurns(store: WritableStore): Promise<readonly string[]> {
  const history = historyOf(store);
  const entries = await store.home.list(history);
  return entries
    .filter(({ name, kind }) => kind === 'folder' && name.startsWith(TURN_PREFIX))
    .map(({ name }) => joinPath(history, name));
}
