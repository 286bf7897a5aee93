import type { Progress } from '../core/ports';
import { sizeWords } from '../core/words';
import type { Sink } from './io';

/** Often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** One line on standard error that is written over itself; silent where that is no terminal. */
export class ProgressLine {
  private shown = false;
  private last = -Infinity;

  constructor(
    private readonly sink: Sink,
    /** Milliseconds of any clock that only goes forward. */
    private readonly now: () => number,
  ) {}

  readonly update = (progress: Progress): void => {
    if (!this.sink.isTerminal) return;
    const time = this.now();
    if (time - this.last < INTERVAL_MS) return;
    this.last = time;
    this.shown = true;
    this.write(`${CLEAR_LINE}${progressText(progress).slice(0, (this.sink.columns ?? 80) - 1)}`);
  };

  /** Takes the line away, so that what follows begins on an empty one. */
  clear(): void {
    if (this.shown) this.write(CLEAR_LINE);
    this.shown = false;
  }

  private write(text: string): void {
    // A terminal that went away shows no progress; the verb itself goes on and reports its own failures.
    this.sink.write(text).catch(() => undefined);
  }
}

function progressText({ step, done, total }: Progress): string {
  if (total === 0) return step;
  const percent = Math.min(100, Math.floor((done / total) * 100));
  return `${step}  ${String(percent)}%  ${sizeWords(done)} of ${sizeWords(total)}`;
}
