import { LoomError } from '../core/errors';
import type { Io } from './io';

/**
 * Asks for secrets on a terminal: keys are read raw and nothing is echoed. One object for several questions, so that
 * what was typed or pasted ahead of the second one is not lost. Always `close` it: it gives the terminal back.
 */
export class HiddenInput {
  private pending = '';
  private onKeys: (() => void) | undefined;
  private readonly keys: { stop(): void };

  constructor(private readonly io: Io) {
    this.keys = io.stdin.rawKeys((keys) => {
      this.pending += keys;
      this.onKeys?.();
    });
  }

  /** The line that is typed. Throws `cancelled` on Ctrl+C, on Ctrl+D in an empty line and when the run is cancelled. */
  async ask(question: string): Promise<string> {
    await this.io.stderr.write(question);
    try {
      let line = '';
      for (;;) {
        const step = takeKeys(line, this.pending);
        this.pending = step.rest;
        line = step.line;
        if (step.end === 'cancelled') throw new LoomError('cancelled', {});
        if (step.end === 'entered') return line;
        await this.moreKeys();
      }
    } finally {
      await this.io.stderr.write('\n');
    }
  }

  close(): void {
    this.keys.stop();
  }

  private moreKeys(): Promise<void> {
    const { signal } = this.io;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        reject(new LoomError('cancelled', {}));
      };
      if (signal.aborted) {
        cancel();
        return;
      }
      signal.addEventListener('abort', cancel, { once: true });
      this.onKeys = () => {
        signal.removeEventListener('abort', cancel);
        this.onKeys = undefined;
        resolve();
      };
    });
  }
}

interface KeyStep {
  readonly line: string;
  readonly rest: string;
  readonly end: 'entered' | 'cancelled' | undefined;
}

/** What keys do to a line: Enter, Backspace, Ctrl+U, Ctrl+C, Ctrl+D; arrows and other commands do nothing. */
export function takeKeys(line: string, keys: string): KeyStep {
  let text = line;
  // Escape sequences of arrow and function keys are no part of a password.
  const tokens = keys.match(/\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])|[^]/gu) ?? [];
  let used = 0;
  for (const token of tokens) {
    used += token.length;
    if (token === '\r' || token === '\n') return { line: text, rest: keys.slice(used), end: 'entered' };
    if (token === '\u0003' || (token === '\u0004' && text === '')) {
      return { line: '', rest: '', end: 'cancelled' };
    }
    if (token === '\u007f' || token === '\b') text = Array.from(text).slice(0, -1).join('');
    else if (token === '\u0015') text = '';
    else if (token >= ' ') text += token;
  }
  return { line: text, rest: '', end: undefined };
}
