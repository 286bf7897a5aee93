import { LoomError } from '../errors';
import type { DurableStore } from '../ports';

/** Every held folder is touched this often (FORMATS 1.3). */
const REFRESH_MS = 15_000;

/**
 * Empty folders by which programs tell each other that something is taken, kept fresh while they are held. A folder whose
 * time is not the one that was set last was taken away by another program; `check` then throws, and so it does for work
 * that slept too long to have kept them.
 *
 * Touched and released in the reverse order of taking, so that the first is the last to be fresh: what a dead process
 * held is not younger than its first claim, which `recoverStore` tells it by.
 */
export class Claims {
  /** When each was touched last; NaN before the first time. */
  private readonly held = new Map<string, number>();
  private lost: string | undefined;
  /** Why something could not be kept fresh. */
  private failure: Error | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The timer and the work take turns, so that neither sees a folder between the other's touch and its note of it. */
  private lane: Promise<unknown> = Promise.resolve();

  /** `staleAfter`: milliseconds after which others may take an untouched folder over. */
  constructor(
    private readonly home: DurableStore,
    private readonly staleAfter: number,
  ) {}

  /** False: somebody has it. */
  take(path: string): Promise<boolean> {
    return this.inTurn(async () => {
      if (!(await this.home.claimFolder(path))) return false;
      this.held.set(path, Number.NaN);
      await this.touch(path);
      // The first stays the youngest.
      const [first] = this.held.keys();
      if (first !== undefined && first !== path) await this.touch(first);
      return true;
    });
  }

  /** The time by the clock that folders' times are set by, which is not the host's `Clock`: that may stand still. */
  now(): Promise<number> {
    return this.inTurn(async () => {
      const [first] = this.held.keys();
      if (first === undefined) throw new Error('Nothing is held.');
      return this.touch(first);
    });
  }

  /** Touches everything now and then, until it is released or abandoned. */
  keepFresh(): void {
    this.timer = setTimeout(() => {
      void this.inTurn(() => this.refresh()).then(() => {
        if (this.timer !== undefined) this.keepFresh();
      });
    }, REFRESH_MS);
  }

  /** Throws `locked` when something held was taken away, or was not touched for so long that it may have been. */
  check(): Promise<void> {
    return this.inTurn(async () => {
      await this.refresh();
      if (this.failure !== undefined) throw this.failure;
      if (this.lost !== undefined) throw new LoomError('locked', { path: `${this.home.root}/${this.lost}` });
    });
  }

  /** Gives back everything but the first claim. What is not ours any more is left alone. */
  releaseAllButFirst(): Promise<void> {
    return this.inTurn(async () => {
      const [, ...later] = this.held.keys();
      for (const path of later.reverse()) await this.give(path);
    });
  }

  async release(): Promise<void> {
    await this.releaseAllButFirst();
    await this.inTurn(async () => {
      this.stop();
      for (const path of [...this.held.keys()]) await this.give(path);
    });
  }

  /** Leaves everything as a dead process would: `recoverStore` takes it away. */
  abandon(): Promise<void> {
    return this.inTurn(() => {
      this.stop();
      this.held.clear();
      return Promise.resolve();
    });
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.lane.then(work, work);
    this.lane = mine.catch(() => undefined);
    return mine;
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async touch(path: string): Promise<number> {
    const time = await this.home.touchFolder(path);
    this.held.set(path, time);
    return time;
  }

  private async give(path: string): Promise<void> {
    const time = this.held.get(path);
    if (time === undefined) return;
    const isOurs = Number.isNaN(time) || (await this.home.stat(path))?.modified === time;
    if (isOurs) await this.home.releaseFolder(path);
    this.held.delete(path);
  }

  private async refresh(): Promise<void> {
    for (const [path, before] of [...this.held].reverse()) {
      try {
        const isOurs = (await this.home.stat(path))?.modified === before;
        if (!isOurs || (await this.touch(path)) - before > this.staleAfter) this.lost ??= path;
      } catch (error) {
        // Not kept fresh is not kept: `check` stops the work.
        this.failure ??= error instanceof Error ? error : new Error(String(error));
      }
    }
  }
}
