import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { ArrivalReader } from '../core/import/arrivals';
import type {
  ArrivalOrder,
  Arrivals,
  ArrivalsEnd,
  ArrivalThread,
  ArrivedBatch,
} from '../core/import/arrivals';
import { nodeCodecs } from './nodeCodecs';

/**
 * Reads the records of an import on a thread of its own, while the main one inflates, hashes and writes.
 *
 * This module is both sides: bundled, it is a file of its own (it is only ever imported dynamically), and the thread runs
 * that file again.
 */

/** Pieces of text that may be under way: enough that the thread never waits. */
const LEAD = 2;
/** What the thread's data says, so that no other thread of the program takes itself for this one. */
const MARK = 'loom-arrivals';
/** MiB for what lives shortly: records come and go by the batch. */
const YOUNG_MB = 16;

type Request =
  | { readonly ask: 'open'; readonly order: ArrivalOrder }
  | { readonly ask: 'text'; readonly text: Uint8Array }
  | { readonly ask: 'end' };

type Answer =
  | { readonly answer: 'taken'; readonly batch: Packed | undefined }
  | { readonly answer: 'ended'; readonly batch: Packed; readonly damages: ArrivalsEnd['damages'] }
  | { readonly answer: 'failed'; readonly message: string };

/** A batch as it goes from thread to thread: one text is copied four times as fast as lists of texts and objects. */
interface Packed {
  readonly lists: string;
  readonly bodies: Uint8Array;
}

function pack({ bodies, ...lists }: ArrivedBatch): Packed {
  return { lists: JSON.stringify(lists), bodies };
}

function unpack({ lists, bodies }: Packed): ArrivedBatch {
  return { ...(JSON.parse(lists) as Omit<ArrivedBatch, 'bodies'>), bodies };
}

/** Undefined where no thread can run this module: it is not a file of JavaScript (tests run the sources). */
export function openArrivalThread(): ArrivalThread | undefined {
  const own = import.meta.url;
  if (typeof own !== 'string' || !/^file:.*\.m?js$/.test(own)) return undefined;
  const worker = new Worker(new URL(own), {
    workerData: MARK,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  return new Remote(worker);
}

class Remote implements ArrivalThread {
  #underWay = 0;
  #batches: ArrivedBatch[] = [];
  #end: ArrivalsEnd | undefined;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => {
      if (answer.answer === 'failed') this.#failure ??= new Error(answer.message);
      else if (answer.answer === 'ended')
        this.#end = { batches: [unpack(answer.batch)], damages: answer.damages };
      else {
        this.#underWay -= 1;
        if (answer.batch !== undefined) this.#batches.push(unpack(answer.batch));
      }
      this.#wake?.();
    });
    worker.on('error', (error) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
      this.#wake?.();
    });
    worker.on('exit', () => {
      this.#failure ??= new Error('the thread that reads records ended');
      this.#wake?.();
    });
  }

  open(order: ArrivalOrder): Arrivals {
    this.#ask({ ask: 'open', order });
    return {
      push: async (text) => {
        const copy = text.slice();
        this.#underWay += 1;
        // The copy moves to the thread.
        this.#ask({ ask: 'text', text: copy }, [copy.buffer]);
        await this.#until(() => this.#underWay <= LEAD);
        return this.#batches.splice(0);
      },
      end: async () => {
        this.#end = undefined;
        this.#ask({ ask: 'end' });
        const { batches, damages } = await this.#ended();
        return { batches: [...this.#batches.splice(0), ...batches], damages };
      },
    };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  #ask(request: Request, moved: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(request, moved);
  }

  async #ended(): Promise<ArrivalsEnd> {
    await this.#until(() => this.#end !== undefined);
    return this.#end ?? { batches: [], damages: [] };
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

function movable({ bodies }: ArrivedBatch): readonly ArrayBuffer[] {
  return bodies.buffer instanceof ArrayBuffer ? [bodies.buffer] : [];
}

/** The thread's side. */
function serve(
  answer: (answer: Answer, moved: readonly ArrayBuffer[]) => void,
  listen: (on: (request: Request) => void) => void,
): void {
  const codecs = nodeCodecs();
  // Whether a text is a time depends on no zone.
  const clock = { now: () => Date.now(), offsetMinutes: () => 0 };
  let reader: ArrivalReader | undefined;
  const work = (request: Request): void => {
    if (request.ask === 'open') reader = new ArrivalReader(request.order, codecs, clock);
    else if (request.ask === 'text') {
      const batch = reader?.push(request.text);
      answer(
        { answer: 'taken', batch: batch === undefined ? undefined : pack(batch) },
        batch === undefined ? [] : movable(batch),
      );
    } else if (reader !== undefined) {
      const { batch, damages } = reader.end();
      answer({ answer: 'ended', batch: pack(batch), damages }, movable(batch));
    }
  };
  listen((request) => {
    try {
      work(request);
    } catch (error) {
      answer({ answer: 'failed', message: error instanceof Error ? error.message : String(error) }, []);
    }
  });
}

if (!isMainThread && parentPort !== null && workerData === MARK) {
  const port = parentPort;
  serve(
    (answer, moved) => {
      port.postMessage(answer, [...moved]);
    },
    (on) => {
      port.on('message', on);
    },
  );
}
