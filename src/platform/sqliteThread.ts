import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { SqliteValue } from '../core/ports';
import { openEngine } from './sqliteEngines';
import type { EngineName } from './sqliteEngines';

/**
 * An engine on a thread of its own. Half of a SQLite export is SQLite's own work (two thirds with WebAssembly): with a
 * second core it costs no time, and in an editor's extension host it blocks nobody.
 *
 * This module is both sides: bundled, it is a file of its own (it is only ever imported dynamically), and the thread runs
 * that file again.
 */
export interface ThreadedEngine {
  execute(sql: string): void;
  prepare(sql: string): (values: readonly SqliteValue[]) => void;
  ready(): Promise<void>;
  /** Resolves when everything is done and the file is closed. */
  finish(): Promise<void>;
  /** Stops wherever it is. Safe twice and after `finish`. */
  stop(): Promise<void>;
}

/** Messages of rows that may be under way, a batch of records each: enough that the thread never waits. */
const LEAD = 8;
/** Room for a batch; a larger one makes more. */
const MESSAGE_BYTES = 512 * 1024;

/** A row is its statement's number, how many values follow, and those; undefined is a run of bytes, see `Rows`. */
type Item = string | number | null | undefined;

/** Rows for prepared statements, flat: one array is cloned three times as fast as an object a row. */
interface Rows {
  readonly items: readonly Item[];
  /** Lengths of the runs of bytes, which lie end to end in `bytes`. */
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array;
}

type Request =
  | { readonly ask: 'execute'; readonly sql: string }
  | { readonly ask: 'prepare'; readonly sql: string }
  | { readonly ask: 'run'; readonly rows: Rows }
  | { readonly ask: 'close' };

type Answer =
  { readonly answer: 'open' | 'ran' | 'closed' } | { readonly answer: 'failed'; readonly message: string };

interface Order {
  readonly loomSqlite: EngineName;
  readonly file: string;
}

/** Undefined where no thread can run this module: it is not a file of JavaScript (tests run the sources). */
export async function openThread(name: EngineName, file: string): Promise<ThreadedEngine | undefined> {
  const own = import.meta.url;
  if (typeof own !== 'string' || !/^file:.*\.m?js$/.test(own)) return undefined;
  const order: Order = { loomSqlite: name, file };
  const worker = new Worker(new URL(own), { workerData: order });
  const engine = new Remote(worker);
  try {
    await engine.opened();
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return engine;
}

class Remote implements ThreadedEngine {
  #items: Item[] = [];
  #lengths: number[] = [];
  #bytes = new Uint8Array(MESSAGE_BYTES);
  #used = 0;
  #statements = 0;
  #underWay = 0;
  #isOpen = false;
  #isClosed = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => {
      if (answer.answer === 'failed') this.#failure ??= new Error(answer.message);
      else if (answer.answer === 'ran') this.#underWay -= 1;
      else if (answer.answer === 'open') this.#isOpen = true;
      else this.#isClosed = true;
      this.#wake?.();
    });
    worker.on('error', (error) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
      this.#wake?.();
    });
    worker.on('exit', () => {
      if (!this.#isClosed) this.#failure ??= new Error('the thread of the database ended');
      this.#wake?.();
    });
  }

  opened(): Promise<void> {
    return this.#until(() => this.#isOpen);
  }

  execute(sql: string): void {
    this.#send();
    this.#ask({ ask: 'execute', sql });
  }

  prepare(sql: string): (values: readonly SqliteValue[]) => void {
    const statement = this.#statements++;
    this.#ask({ ask: 'prepare', sql });
    return (values) => {
      this.#items.push(statement, values.length);
      for (const value of values) {
        if (value instanceof Uint8Array) this.#put(value);
        else this.#items.push(value);
      }
    };
  }

  ready(): Promise<void> {
    this.#send();
    return this.#until(() => this.#underWay <= LEAD);
  }

  async finish(): Promise<void> {
    this.#send();
    this.#ask({ ask: 'close' });
    await this.#until(() => this.#isClosed);
    await this.worker.terminate();
  }

  async stop(): Promise<void> {
    this.#isClosed = true;
    await this.worker.terminate();
  }

  #put(value: Uint8Array): void {
    if (this.#used + value.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#used + value.length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = larger;
    }
    this.#bytes.set(value, this.#used);
    this.#used += value.length;
    this.#items.push(undefined);
    this.#lengths.push(value.length);
  }

  #send(): void {
    if (this.#items.length === 0) return;
    const rows: Rows = {
      items: this.#items,
      lengths: this.#lengths,
      bytes: this.#bytes.subarray(0, this.#used),
    };
    this.#underWay += 1;
    // The buffer moves to the thread and is not copied.
    this.worker.postMessage({ ask: 'run', rows } satisfies Request, [this.#bytes.buffer]);
    this.#items = [];
    this.#lengths = [];
    this.#bytes = new Uint8Array(MESSAGE_BYTES);
    this.#used = 0;
  }

  #ask(request: Request): void {
    this.worker.postMessage(request);
  }

  async #until(condition: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (condition()) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function isOrder(data: unknown): data is Order {
  return typeof data === 'object' && data !== null && 'loomSqlite' in data && 'file' in data;
}

/** The thread's side. After a failure nothing more is done: what was asked then builds on what failed. */
function serve(
  order: Order,
  answer: (answer: Answer) => void,
  listen: (on: (request: Request) => void) => void,
): void {
  let failed = false;
  const attempt = (work: () => void, done?: Answer): void => {
    if (failed) return;
    try {
      work();
      if (done !== undefined) answer(done);
    } catch (error) {
      failed = true;
      answer({ answer: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  attempt(() => {
    const engine = openEngine(order.loomSqlite, order.file);
    const statements: ((values: readonly SqliteValue[]) => void)[] = [];
    listen((request) => {
      switch (request.ask) {
        case 'execute':
          attempt(() => {
            engine.execute(request.sql);
          });
          break;
        case 'prepare':
          attempt(() => {
            statements.push(engine.prepare(request.sql));
          });
          break;
        case 'run':
          attempt(
            () => {
              runRows(request.rows, statements);
            },
            { answer: 'ran' },
          );
          break;
        case 'close':
          attempt(
            () => {
              engine.close();
            },
            { answer: 'closed' },
          );
          break;
      }
    });
    answer({ answer: 'open' });
  });
}

function runRows(
  { items, lengths, bytes }: Rows,
  statements: readonly ((values: readonly SqliteValue[]) => void)[],
): void {
  let at = 0;
  let run = 0;
  for (let item = 0; item < items.length;) {
    const statement = statements[Number(items[item])];
    const end = item + 2 + Number(items[item + 1]);
    const values = items.slice(item + 2, end).map((value): SqliteValue => {
      if (value !== undefined) return value;
      const start = at;
      at += lengths[run++] ?? 0;
      return bytes.subarray(start, at);
    });
    if (statement === undefined) throw new RangeError('a row for a statement that was never prepared');
    statement(values);
    item = end;
  }
}

if (!isMainThread && parentPort !== null && isOrder(workerData)) {
  const port = parentPort;
  serve(
    workerData,
    (answer) => {
      port.postMessage(answer);
    },
    (on) => {
      port.on('message', on);
    },
  );
}
