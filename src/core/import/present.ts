import type { JsonObject } from '../json';
import type { Codecs } from '../ports';
import type { RecordReading } from '../store/readRecords';
import type { Kind, RecordShape } from '../store/records';
import { TextSpans } from '../store/textSpans';
import type { BandFilter } from './bandFilter';
import { bytesHash } from './bytesHash';
import { mayBeNewId } from './combine';
import { contentHash } from './contentHash';
import { mergedHashes } from './mergeRecords';
import { presentReading, wholeValue } from './outlines';
import type { PresentRecord } from './outlines';
import type { PackedSketches, Sketches } from './sketches';

/** What is to be read of the records of one kind of one agent of the memory. */
export interface PresentOrder {
  readonly agent: string;
  readonly kind: Kind;
  /** What they are compared with; undefined: all are kept, whatever comes. */
  readonly comparing: PresentComparing | undefined;
}

export interface PresentComparing {
  /** Of each record that comes its id, and the `bytesHash` of its bytes. */
  readonly ids: readonly string[];
  readonly hashes: readonly number[];
  /** Ids of records that earlier imports merged some of those into. */
  readonly merged: readonly string[];
  /** Ids of what comes for the agent's other kinds: of which it is asked whether they are here. */
  readonly others: readonly string[];
  /** Whether texts are compared of records whose id is not among them. */
  readonly hasTexts: boolean;
}

/** What planning keeps of records of the memory: lists, all but the first with an element for each that is kept. */
export interface PresentPart {
  /** Of every record that is kept, or whose id may be asked for. */
  readonly ids: readonly string[];
  /** Which of `ids` is its own. */
  readonly numbers: ArrayLike<number>;
  /** Its place in the file's list, or in the part of it that was read. */
  readonly indices: ArrayLike<number>;
  readonly hashes: ArrayLike<number>;
  /** Its number in the sketches, -1 when it has none. */
  readonly sketches: ArrayLike<number>;
  readonly contents: readonly (string | null)[];
  readonly shapes: readonly RecordShape[];
  readonly confidences: readonly (number | null)[];
  readonly mergedHashes: readonly (readonly string[] | null)[];
  readonly canRewrite: readonly boolean[];
}

/** The later part of a list of the memory, read on another thread while its text goes by. */
export interface PresentElsewhere {
  /** Takes text, which may be overwritten once the promise resolves. */
  push(text: Uint8Array): Promise<void>;
  /** From now on texts are kept only if the filter lets them through. */
  filterBy(filter: BandFilter): void;
  /** What there was; undefined when it was anything but sound records up to the end of the list. */
  end(): Promise<{ readonly part: PresentPart; readonly texts: PackedSketches } | undefined>;
}

/** Looks at records of the memory and keeps of them what planning needs. */
export class PresentCollector {
  readonly #ids: string[] = [];
  readonly #numbers: number[] = [];
  readonly #indices: number[] = [];
  readonly #hashes: number[] = [];
  readonly #numbersOfSketches: number[] = [];
  readonly #contents: (string | null)[] = [];
  readonly #shapes: RecordShape[] = [];
  readonly #confidences: (number | null)[] = [];
  readonly #mergedHashes: (readonly string[] | null)[] = [];
  readonly #canRewrite: boolean[] = [];
  /** By id. */
  readonly #incoming = new Map<string, number[]>();
  readonly #merged: ReadonlySet<string>;
  readonly #others: ReadonlySet<string>;

  constructor(
    private readonly order: PresentOrder,
    /** Where the texts go that are to be compared. */
    private readonly sketches: Sketches,
  ) {
    const { ids = [], hashes = [], merged, others } = order.comparing ?? {};
    for (const [index, id] of ids.entries()) {
      const versions = this.#incoming.get(id);
      if (versions === undefined) this.#incoming.set(id, [hashes[index] ?? 0]);
      else versions.push(hashes[index] ?? 0);
    }
    this.#merged = new Set(merged);
    this.#others = new Set(others);
  }

  /** Hand what it reads to `take` while its bytes are there. */
  reading(codecs: Pick<Codecs, 'textsOf'>): RecordReading<PresentRecord> {
    const { agent, kind, comparing } = this.order;
    const sketchOf = (id: string, found: TextSpans | JsonObject): number | undefined => {
      if (this.#incoming.has(id)) return undefined;
      return found instanceof TextSpans
        ? this.sketches.addSpans(found, kind)
        : this.sketches.add(found, kind);
    };
    return presentReading(agent, kind, codecs, comparing?.hasTexts === true ? sketchOf : undefined);
  }

  take(found: PresentRecord): void {
    const { id, value, bytes, sketch } = found;
    const versions = this.#incoming.get(id);
    const merged = 'merged_hashes' in value ? mergedHashes(value) : [];
    const isKept =
      this.order.comparing === undefined ||
      versions !== undefined ||
      sketch !== undefined ||
      merged.length > 0 ||
      this.#merged.has(id);
    if (!isKept) {
      if (mayBeNewId(id) || this.#others.has(id)) this.#ids.push(id);
      return;
    }
    const hash = bytesHash(bytes);
    const isOther = versions?.some((version) => version !== hash) === true;
    this.#numbers.push(this.#ids.push(id) - 1);
    this.#indices.push(found.index);
    this.#hashes.push(hash);
    this.#numbersOfSketches.push(sketch ?? -1);
    this.#contents.push(isOther ? contentHash(wholeValue(found)) : null);
    this.#shapes.push(found.shape);
    this.#confidences.push(found.confidence);
    this.#mergedHashes.push(merged.length === 0 ? null : merged);
    this.#canRewrite.push(found.canRewrite);
  }

  part(): PresentPart {
    return {
      ids: this.#ids,
      numbers: this.#numbers,
      indices: this.#indices,
      hashes: this.#hashes,
      sketches: this.#numbersOfSketches,
      contents: this.#contents,
      shapes: this.#shapes,
      confidences: this.#confidences,
      mergedHashes: this.#mergedHashes,
      canRewrite: this.#canRewrite,
    };
  }
}
