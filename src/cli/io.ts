import type { Clock, Random } from '../core/ports';

/** A stream for words or bytes. `write` resolves when there is room for more and rejects once it is broken. */
export interface Sink {
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns?: number | undefined;
  write(data: string | Uint8Array): Promise<void>;
}

/** What a program may ask of its standard input: a line that nobody sees, or everything. */
export interface Source {
  readonly isTerminal: boolean;
  /** Keys as they are pressed, without echo, until the callback's owner stops. Only on a terminal. */
  rawKeys(onKeys: (keys: string) => void): { stop(): void };
  /** Everything, as it comes. */
  bytes(): AsyncIterable<Uint8Array>;
  /** The text up to the first line's end. */
  firstLine(): Promise<string>;
}

/** Everything that `run` knows of the world outside, so that tests run the program in process. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly stdin: Source;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working folder, absolute. */
  readonly cwd: string;
  /** Home folder, absolute: where the identity's secret lies. */
  readonly home: string;
  /** Name of the person who runs the program; only a keyed hash of it leaves. */
  readonly user: string;
  readonly signal: AbortSignal;
  /** The version of this program. */
  version(): Promise<string>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Thrown by `Sink.write` when the reader of standard output has gone (`aml list | head`). */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}
