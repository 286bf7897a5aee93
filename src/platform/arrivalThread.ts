import { ArrivalReader } from '../core/import/arrivals';
import type {
  ArrivalOrder,
  ArrivalsEnd,
  ArrivalThread,
  ArrivedBatch,
  ThreadWork,
} from '../core/import/arrivals';
import { BandFilter } from '../core/import/bandFilter';
import type { PresentOrder, PresentPart } from '../core/import/present';
import { PresentPieces } from '../core/import/presentPieces';
import { Sketches } from '../core/import/sketches';
import type { PackedSketches } from '../core/import/sketches';
import { nodeCodecs } from './nodeCodecs';
import { serveTexts, TextThread } from './textThread';

/**
 * Reads the records of an import on a thread of its own, while the main one inflates, hashes and writes; then a half of each long
 * list that they are compared with, while the main one reads the other half.
 */

const MARK = 'loom-arrivals';
/** MiB for what lives shortly: records of a source come and go by the batch, of those of the memory little is kept at all. */
const YOUNG_MB: { readonly [Of in ThreadWork]: number } = { source: 16, memory: 2 };

type Request =
  | { readonly ask: 'open'; readonly order: ArrivalOrder }
  | { readonly ask: 'present'; readonly order: PresentOrder }
  | { readonly ask: 'filter'; readonly bits: Int32Array }
  | { readonly ask: 'end' };

type Answer =
  | { readonly found: 'batch'; readonly batch: Packed }
  | { readonly found: 'end'; readonly batch: Packed; readonly damages: ArrivalsEnd['damages'] }
  | { readonly found: 'present'; readonly present: PackedPresent | undefined };

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

function movable({ buffer }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

/** Undefined where no thread can run this module (`TextThread.open`). */
export function openArrivalThread(what: ThreadWork): ArrivalThread | undefined {
  let batches: ArrivedBatch[] = [];
  let end: ArrivalsEnd | undefined;
  let present: { readonly packed: PackedPresent | undefined } | undefined;
  const hear = (answer: Answer): void => {
    if (answer.found === 'present') present = { packed: answer.present };
    else if (answer.found === 'batch') batches.push(unpack(answer.batch));
    else end = { batches: [unpack(answer.batch)], damages: answer.damages };
  };
  const module = { url: import.meta.url, mark: MARK, youngMb: YOUNG_MB[what] };
  const thread = TextThread.open<Request, Answer>(module, hear);
  if (thread === undefined) return undefined;
  const taken = (): ArrivedBatch[] => {
    const found = batches;
    batches = [];
    return found;
  };
  return {
    open(order) {
      thread.ask({ ask: 'open', order });
      return {
        async push(text) {
          await thread.push(text);
          return taken();
        },
        async end() {
          end = undefined;
          thread.flush();
          thread.ask({ ask: 'end' });
          const last = await thread.until(() => end);
          return { ...last, batches: [...taken(), ...last.batches] };
        },
      };
    },
    openPresent(order) {
      // What was read before may have been given up halfway.
      thread.forget();
      thread.ask({ ask: 'present', order });
      return {
        push: (text) => thread.push(text),
        filterBy({ bits }) {
          thread.ask({ ask: 'filter', bits });
        },
        async end() {
          present = undefined;
          thread.flush();
          thread.ask({ ask: 'end' });
          const { packed } = await thread.until(() => present);
          return packed === undefined ? undefined : unpackPresent(packed);
        },
      };
    },
    close: () => thread.close(),
  };
}

serveTexts<Request, Answer>(MARK, (say) => {
  const codecs = nodeCodecs();
  // Whether a text is a time depends on no zone.
  const clock = { now: () => Date.now(), offsetMinutes: () => 0 };
  let reader: ArrivalReader | undefined;
  let present: PresentPieces | undefined;
  let sketches = new Sketches();
  const end = (): void => {
    if (present !== undefined) {
      const part = present.end();
      const packed = part === undefined ? undefined : packPresent(part, sketches.packed());
      present = undefined;
      say({ found: 'present', present: packed }, packed === undefined ? [] : movableOfPresent(packed));
    } else if (reader !== undefined) {
      const { batch, damages } = reader.end();
      const packed = pack(batch);
      say({ found: 'end', batch: packed, damages }, movableOf(packed));
    }
  };
  return {
    hear(request) {
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
        case 'end':
          end();
      }
    },
    read(text) {
      present?.push(text);
      const batch = reader?.push(text);
      if (batch === undefined) return;
      const packed = pack(batch);
      say({ found: 'batch', batch: packed }, movableOf(packed));
    },
  };
});
