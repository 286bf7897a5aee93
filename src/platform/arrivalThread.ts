import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { ArrivalReader } from '../core/import/arrivals';
import type {
  ArrivalOrder,
  Arrivals,
  ArrivalsEnd,
  ArrivalThread,
  ArrivedBatch,
  ThreadWork,
} from '../core/import/arrivals';
import { BandFilter } from '../core/import/bandFilter';
import type { PresentElsewhere, PresentOrder, PresentPart } from '../core/import/present';
import { PresentPieces } from '../core/import/presentPieces';
import { Sketches } from '../core/import/sketches';
import type { PackedSketches } from '../core/import/sketches';
import { nodeCodecs } from './nodeCodecs';

/**
 * Reads the records of an import on a thread of its own, while the main one inflates, hashes and writes; then a half of each long
 * list that they are compared with, while the main one reads the other half.
 *
 * This module is both sides: bundled, it is a file of its own (it is only ever imported dynamically), and the thread runs
 * that file again.
 */

/** Pieces of text that may be under way: enough that the thread never waits while the next ones are inflated. */
const LEAD = 4;
/** What goes to the thread at once: as much as it works on at once. */
const PIECE_BYTES = 256 * 1024;
/** What the thread's data says, so that no other thread of the program takes itself for this one. */
const MARK = 'loom-arrivals';
/** MiB for what lives shortly: records of a source come and go by the batch, of those of the memory little is kept at all. */
const YOUNG_MB: { readonly [Of in ThreadWork]: number } = { source: 16, memory: 2 };

type Request =
  | { readonly ask: 'open'; readonly order: ArrivalOrder }
  | { readonly ask: 'present'; readonly order: PresentOrder }
  | { readonly ask: 'filter'; readonly bits: Int32Array }
  | { readonly ask: 'text'; readonly text: Uint8Array<ArrayBuffer> }
  | { readonly ask: 'end' };

type Answer =
  | { readonly answer: 'taken'; readonly text: ArrayBuffer; readonly batch: Packed | undefined }
  | { readonly answer: 'read'; readonly present: PackedPresent | undefined }
  | { readonly answer: 'ended'; readonly batch: Packed; readonly damages: ArrivalsEnd['damages'] }
  | { readonly answer: 'failed'; readonly message: string };

/**
 * A batch as it goes from thread to thread: one text is copied four times as fast as lists of texts and objects. Numbers and
 * bytes are not copied at all.
 */
interface Packed {
  readonly lists: string;
  readonly hashes: Float64Array<ArrayBuffer>;
  readonly starts: Float64Array<ArrayBuffer>;
  readonly lengths: Float64Array<ArrayBuffer>;
  readonly gaps: Float64Array<ArrayBuffer>;
  readonly bodies: Uint8Array | undefined;
}

function pack({ hashes, starts, lengths, gaps, bodies, ...lists }: ArrivedBatch): Packed {
  return {
    lists: JSON.stringify(lists),
    hashes: Float64Array.from(hashes),
    starts: Float64Array.from(starts),
    lengths: Float64Array.from(lengths),
    gaps: Float64Array.from(gaps),
    bodies,
  };
}

function unpack({ lists, ...places }: Packed): ArrivedBatch {
  return { ...(JSON.parse(lists) as Omit<ArrivedBatch, keyof typeof places>), ...places };
}

/** As `Packed`, of the memory's records. */
interface PackedPresent {
  readonly lists: string;
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly hashes: Float64Array<ArrayBuffer>;
  readonly sketches: Int32Array<ArrayBuffer>;
  readonly texts: PackedSketches;
}

function packPresent(part: PresentPart, texts: PackedSketches): PackedPresent {
  const { numbers, indices, hashes, sketches, ...lists } = part;
  return {
    lists: JSON.stringify(lists),
    numbers: Int32Array.from(numbers),
    indices: Int32Array.from(indices),
    hashes: Float64Array.from(hashes),
    sketches: Int32Array.from(sketches),
    texts,
  };
}

function unpackPresent({ lists, texts, ...numbers }: PackedPresent): {
  readonly part: PresentPart;
  readonly texts: PackedSketches;
} {
  return { part: { ...(JSON.parse(lists) as Omit<PresentPart, keyof typeof numbers>), ...numbers }, texts };
}

function movableOfPresent({ numbers, indices, hashes, sketches, texts }: PackedPresent): ArrayBuffer[] {
  const { words, places, titles, keys } = texts;
  return [numbers, indices, hashes, sketches, words, places, titles, keys].map(({ buffer }) => buffer);
}

/** What moves to the other thread with a batch. */
function movableOf({ hashes, starts, lengths, gaps, bodies }: Packed): readonly ArrayBuffer[] {
  const numbers = [hashes.buffer, starts.buffer, lengths.buffer, gaps.buffer];
  return bodies === undefined ? numbers : [...numbers, ...movable(bodies)];
}

/** Undefined where no thread can run this module: it is not a file of JavaScript (tests run the sources). */
export function openArrivalThread(what: ThreadWork): ArrivalThread | undefined {
  const own = import.meta.url;
  if (typeof own !== 'string' || !/^file:.*\.m?js$/.test(own)) return undefined;
  const worker = new Worker(new URL(own), {
    workerData: MARK,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB[what] },
  });
  return new Remote(worker);
}

class Remote implements ArrivalThread {
  #underWay = 0;
  #batches: ArrivedBatch[] = [];
  #filling = new Uint8Array(PIECE_BYTES);
  #filled = 0;
  /** Buffers that came back. New ones for each piece would lie about until garbage is collected. */
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];
  #end: ArrivalsEnd | undefined;
  #present: { readonly packed: PackedPresent | undefined } | undefined;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => {
      if (answer.answer === 'failed') this.#failure ??= new Error(answer.message);
      else if (answer.answer === 'read') this.#present = { packed: answer.present };
      else if (answer.answer === 'ended')
        this.#end = { batches: [unpack(answer.batch)], damages: answer.damages };
      else {
        this.#underWay -= 1;
        this.#spare.push(new Uint8Array(answer.text));
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
        await this.#push(text);
        return this.#batches.splice(0);
      },
      end: async () => {
        this.#end = undefined;
        this.#send();
        this.#ask({ ask: 'end' });
        const { batches, damages } = await this.#ended();
        return { batches: [...this.#batches.splice(0), ...batches], damages };
      },
    };
  }

  openPresent(order: PresentOrder): PresentElsewhere {
    // What was read before may have been given up halfway.
    this.#filled = 0;
    this.#ask({ ask: 'present', order });
    return {
      push: (text) => this.#push(text),
      filterBy: ({ bits }) => {
        this.#ask({ ask: 'filter', bits });
      },
      end: async () => {
        this.#present = undefined;
        this.#send();
        this.#ask({ ask: 'end' });
        const packed = await this.#presentRead();
        return packed === undefined ? undefined : unpackPresent(packed);
      },
    };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  async #push(text: Uint8Array): Promise<void> {
    for (let at = 0; at < text.length;) {
      const taken = text.subarray(at, at + PIECE_BYTES - this.#filled);
      this.#filling.set(taken, this.#filled);
      this.#filled += taken.length;
      at += taken.length;
      if (this.#filled === PIECE_BYTES) this.#send();
      await this.#until(() => this.#underWay <= LEAD);
    }
  }

  /** The piece moves to the thread, and comes back. */
  #send(): void {
    const text = this.#filling.subarray(0, this.#filled);
    this.#underWay += 1;
    this.#ask({ ask: 'text', text }, [this.#filling.buffer]);
    this.#filling = this.#spare.pop() ?? new Uint8Array(PIECE_BYTES);
    this.#filled = 0;
  }

  #ask(request: Request, moved: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(request, moved);
  }

  async #ended(): Promise<ArrivalsEnd> {
    await this.#until(() => this.#end !== undefined);
    return this.#end ?? { batches: [], damages: [] };
  }

  async #presentRead(): Promise<PackedPresent | undefined> {
    await this.#until(() => this.#present !== undefined);
    return this.#present?.packed;
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

function movable({ buffer }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer ? [buffer] : [];
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
  let present: PresentPieces | undefined;
  let sketches = new Sketches();
  const take = (text: Uint8Array<ArrayBuffer>): void => {
    present?.push(text);
    const batch = reader?.push(text);
    const packed = batch === undefined ? undefined : pack(batch);
    const moved = packed === undefined ? [] : movableOf(packed);
    answer({ answer: 'taken', text: text.buffer, batch: packed }, [text.buffer, ...moved]);
  };
  const end = (): void => {
    if (present !== undefined) {
      const part = present.end();
      const packed = part === undefined ? undefined : packPresent(part, sketches.packed());
      present = undefined;
      answer({ answer: 'read', present: packed }, packed === undefined ? [] : movableOfPresent(packed));
    } else if (reader !== undefined) {
      const { batch, damages } = reader.end();
      const packed = pack(batch);
      answer({ answer: 'ended', batch: packed, damages }, movableOf(packed));
    }
  };
  const work = (request: Request): void => {
    switch (request.ask) {
      case 'open':
        present = undefined;
        reader = new ArrivalReader(request.order, codecs, clock);
        return;
      case 'present':
        reader = undefined;
        sketches = new Sketches();
        present = new PresentPieces(request.order, sketches, codecs, true);
        return;
      case 'filter':
        present?.filterBy(new BandFilter(request.bits));
        return;
      case 'text':
        take(request.text);
        return;
      case 'end':
        end();
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
