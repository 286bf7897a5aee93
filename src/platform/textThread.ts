import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { ThreadFailure } from '../core/threadFailure';

/**
 * Threads that take long texts piece by piece. Their modules are both sides: bundled, such a module is a file of its own (it
 * is only ever imported dynamically), and the thread runs that file again.
 */

/** What goes to the thread at once: as much as it works on at once. */
const PIECE_BYTES = 256 * 1024;
/** Pieces of text that may be under way: enough that the thread never waits while the next ones are made. */
const LEAD = 4;

/** What every thread of this kind says, besides what is its own. */
type Answer<Own> =
  | { readonly answer: 'taken'; readonly text: ArrayBuffer }
  | { readonly answer: 'failed'; readonly message: string }
  | Own;

/** Gives an answer; what is in `moved` moves to the other side. */
export type Say<Own> = (answer: Own, moved?: readonly ArrayBuffer[]) => void;

/** What the thread's module is, and how much room it gets. */
export interface ThreadModule {
  /** `import.meta.url` of it. */
  readonly url: unknown;
  /** What the thread's data says, so that no other thread of the program takes itself for this one. */
  readonly mark: string;
  /** MiB for what lives shortly. */
  readonly youngMb: number;
}

/** The side that asks. What goes wrong on the thread is thrown by whatever waits for it next. */
export class TextThread<Request extends object, Own extends object> {
  #underWay = 0;
  #filling = new Uint8Array(PIECE_BYTES);
  #filled = 0;
  /** Buffers that came back. New ones for each piece would lie about until garbage is collected. */
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];
  #failure: ThreadFailure | undefined;
  readonly #waiting = new Set<() => void>();

  private constructor(
    private readonly worker: Worker,
    private readonly hear: (answer: Own) => void,
  ) {
    worker.on('message', (answer: Answer<Own>) => {
      this.#take(answer);
      this.#wake();
    });
    worker.on('error', (error) => {
      this.#fail(error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', () => {
      this.#fail('the thread that reads texts ended');
    });
  }

  /** Undefined where no thread can run the module: it is not a file of JavaScript (tests run the sources). */
  static open<Request extends object, Own extends object>(
    { url, mark, youngMb }: ThreadModule,
    hear: (answer: Own) => void,
  ): TextThread<Request, Own> | undefined {
    if (typeof url !== 'string' || !/^file:.*\.m?js$/.test(url)) return undefined;
    const resourceLimits = { maxYoungGenerationSizeMb: youngMb };
    return new TextThread(new Worker(new URL(url), { workerData: mark, resourceLimits }), hear);
  }

  ask(request: Request): void {
    this.worker.postMessage(request);
  }

  /** Takes text, which may be overwritten once the promise resolves. */
  async push(text: Uint8Array): Promise<void> {
    for (let at = 0; at < text.length;) {
      const taken = text.subarray(at, at + PIECE_BYTES - this.#filled);
      this.#filling.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled === PIECE_BYTES) this.flush();
      await this.until(() => (this.#underWay <= LEAD ? true : undefined));
    }
  }

  /** Sends what was pushed and lies here still: it moves to the thread, and comes back. */
  flush(): void {
    const text = this.#filling.subarray(0, this.#filled);
    this.#underWay += 1;
    this.worker.postMessage(text, [this.#filling.buffer]);
    this.#filling = this.#spare.pop() ?? new Uint8Array(PIECE_BYTES);
    this.#filled = 0;
  }

  /** Forgets what was pushed and lies here still. */
  forget(): void {
    this.#filled = 0;
  }

  /** Waits until there is something. */
  async until<Wanted>(wanted: () => Wanted | undefined): Promise<Wanted> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const found = wanted();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    await this.worker.terminate();
  }

  #take(answer: Answer<Own>): void {
    if (!('answer' in answer)) this.hear(answer);
    else if (answer.answer === 'failed') this.#failure ??= new ThreadFailure(answer.message);
    else {
      this.#underWay -= 1;
      this.#spare.push(new Uint8Array(answer.text));
    }
  }

  #fail(message: string): void {
    this.#failure ??= new ThreadFailure(message);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** The thread's side. */
export interface TextServer<Request> {
  /** Requests and texts are handled one after the other. */
  hear(request: Request): void | Promise<void>;
  /** Reads a piece of text, which goes back then. */
  read(text: Uint8Array): void;
}

/** Serves on the thread of this module; on any other thread nothing happens. */
export function serveTexts<Request extends object, Own extends object>(
  mark: string,
  serve: (say: Say<Own>) => TextServer<Request>,
): void {
  if (isMainThread || parentPort === null || workerData !== mark) return;
  const port = parentPort;
  const say = (answer: Answer<Own>, moved: readonly ArrayBuffer[] = []): void => {
    port.postMessage(answer, [...moved]);
  };
  const server = serve(say);
  const take = async (message: Request | Uint8Array<ArrayBuffer>): Promise<void> => {
    try {
      if (!(message instanceof Uint8Array)) await server.hear(message);
      else {
        server.read(message);
        say({ answer: 'taken', text: message.buffer }, [message.buffer]);
      }
    } catch (error) {
      say({ answer: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  let last = Promise.resolve();
  port.on('message', (message: Request | Uint8Array<ArrayBuffer>) => {
    last = last.then(() => take(message));
  });
}
