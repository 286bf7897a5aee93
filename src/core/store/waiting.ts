import { throwIfCancelled } from '../errors';
import type { Run } from '../ports';
import { pause } from './readWhenStill';

/**
 * Pauses in milliseconds before another try for a lock: short ones first, since Loom holds a lock for one write only, then
 * those of Loom itself (FORMATS 1.3).
 */
const PAUSES: readonly number[] = [20, 50, 100, 200, 400, 1000, 2000, 4000, 8000];
const LAST_PAUSE = 10_000;
/** A lock that is free again after so many pauses (70 ms) is no news. */
const SILENT_TRIES = 3;

/** A limited patience for several locks together. */
export class Patience {
  private waited = 0;
  private tries = 0;

  constructor(
    private readonly seconds: number,
    private readonly run: Run,
  ) {}

  /** A new lock is tried for often at first. */
  begin(): void {
    this.tries = 0;
  }

  /**
   * Waits, and says so once it is worth saying. False: the patience is at its end. `file`: whose lock it is; undefined: the
   * memory's turn. `jitter` from 0 to 1 keeps two who wait out of step.
   */
  async wait(file: string | undefined, jitter = 0): Promise<boolean> {
    throwIfCancelled(this.run.signal);
    const left = this.seconds * 1000 - this.waited;
    if (left <= 0) return false;
    const next = PAUSES[this.tries] ?? LAST_PAUSE;
    const length = Math.min(left, next * (1 + jitter));
    this.tries += 1;
    if (this.tries === SILENT_TRIES) this.run.onWait?.(file);
    await interruptible(length, this.run);
    this.waited += length;
    return true;
  }
}

/** Sleeps in short steps, so that cancelling takes effect at once. */
async function interruptible(milliseconds: number, run: Run): Promise<void> {
  for (let left = milliseconds; left > 0; left -= STEP) {
    throwIfCancelled(run.signal);
    await pause(Math.min(left, STEP));
  }
}
const STEP = 100;
