import { joined } from '../bundle/byteReader';
import { isJsonArray } from '../json';
import type { JsonObject } from '../json';
import type { Clock, Codecs } from '../ports';
import { splitNames } from '../store/readRecords';
import type { Kind, RecordShape } from '../store/records';
import { ListSplitter } from '../store/splitList';
import type { TextDamage } from '../store/textDamage';
import { bytesHash } from './bytesHash';
import { encodeRecord } from './encodeRecord';
import { RECORD_SEPARATOR } from './listLayout';
import { countersOf, mergedHashes } from './mergeRecords';
import type { Counters } from './mergeRecords';
import { arrivingReading, wholeValue } from './outlines';
import type { ArrivingRecord } from './outlines';
import type { PresentElsewhere, PresentOrder } from './present';
import { keysOf, valueAt, withMember } from './recordFields';
import type { ValidationLevel } from './request';
import { findFault, REFERENCE_PLACE } from './validate';
import type { Fault } from './validate';

/** What is to be done with records of one kind of one agent of a source. */
export interface ArrivalOrder {
  /** Its name in the source, and where its records go; undefined: they were not asked for, and are only counted. */
  readonly agent: string;
  readonly target: string | undefined;
  readonly kind: Kind;
  readonly validation: ValidationLevel;
}

/** Whether its records can stay as they lie in the text of their list: they need no other agent's name. */
export function staysInText({ agent, target }: ArrivalOrder): boolean {
  return target === agent;
}

/** Some records, checked, and what planning keeps of them: lists with an element for each record that can be taken. */
export interface ArrivedBatch {
  /** How many there were, those that cannot be taken or were not asked for among them. */
  readonly found: number;
  readonly ids: string[];
  readonly titles: string[];
  readonly shapes: RecordShape[];
  readonly confidences: (number | null)[];
  readonly counters: (Counters | null)[];
  readonly mergedHashes: (readonly string[] | null)[];
  /** `bytesHash` of each. */
  readonly hashes: ArrayLike<number>;
  /** Where each begins in the text of the list; in `bodies`, when that is there. */
  readonly starts: ArrayLike<number>;
  readonly lengths: ArrayLike<number>;
  /** As in `RecordPlace`: bytes before each that only separate it from the one before. */
  readonly gaps: ArrayLike<number>;
  /** Their bytes with `RECORD_SEPARATOR` behind each, when they are not as they lie in the text. */
  readonly bodies: Uint8Array | undefined;
  readonly invalid: readonly (Fault & { readonly id: string })[];
  /** Patterns that they name. */
  readonly references: readonly string[];
}

/** Records of one list of a source, while its text goes by: on this thread or on another one. */
export interface Arrivals {
  /** Takes text, which may be overwritten once the promise resolves. Gives what was found since it was last asked. */
  push(text: Uint8Array): Promise<readonly ArrivedBatch[]>;
  end(): Promise<ArrivalsEnd>;
}

export interface ArrivalsEnd {
  readonly batches: readonly ArrivedBatch[];
  /** What cannot be read of the list. */
  readonly damages: readonly TextDamage[];
}

/** What a thread is opened for: records of a source are more at once than those of the memory. */
export type ThreadWork = 'source' | 'memory';

/** Another thread that reads lists, one after the other: of a source, and of the memory. */
export interface ArrivalThread {
  open(order: ArrivalOrder): Arrivals;
  /** Of the text behind the comma after a record. */
  openPresent(order: PresentOrder): PresentElsewhere;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

/** Reads a list piece by piece. A lone `null` counts as an empty one, as people write it by hand. */
export class ArrivalReader {
  readonly #splitter: ListSplitter;
  #records: ArrivingRecord[] = [];
  #found = 0;
  #start = '';

  constructor(
    private readonly order: ArrivalOrder,
    codecs: Pick<Codecs, 'textsOf'>,
    private readonly clock: Clock,
  ) {
    const { agent, kind } = order;
    const reading = arrivingReading(agent, kind, codecs)('', (record) => this.#records.push(record));
    this.#splitter = new ListSplitter({ ...splitNames(kind), ...reading });
  }

  /** Takes text; gives records once enough of them are there. */
  push(text: Uint8Array): ArrivedBatch | undefined {
    if (this.#start.length < SHORT) this.#start += new TextDecoder().decode(text.subarray(0, SHORT));
    if (!this.#splitter.push(text)) return undefined;
    this.#splitter.split(false);
    return this.#take();
  }

  end(): { readonly batch: ArrivedBatch; readonly damages: readonly TextDamage[] } {
    this.#splitter.split(true);
    const batch = this.#take();
    const isNull = this.#found === 0 && this.#start.trim() === 'null';
    return { batch, damages: isNull ? [] : this.#splitter.damages.kept };
  }

  #take(): ArrivedBatch {
    const batch = arrive(this.#records, this.order, this.clock, staysInText(this.order));
    this.#found += batch.found;
    this.#records = [];
    return batch;
  }
}

const SHORT = 16;

/** Lists that are read on this thread. */
export function arrivalsHere(order: ArrivalOrder, codecs: Pick<Codecs, 'textsOf'>, clock: Clock): Arrivals {
  const reader = new ArrivalReader(order, codecs, clock);
  return {
    push(text) {
      const batch = reader.push(text);
      return Promise.resolve(batch === undefined ? [] : [batch]);
    },
    end() {
      const { batch, damages } = reader.end();
      return Promise.resolve({ batches: [batch], damages });
    },
  };
}

/** Checks records and takes of them what planning keeps. Their bytes are copied unless they stay in the text of their list. */
export function arrive(
  records: readonly ArrivingRecord[],
  order: ArrivalOrder,
  clock: Clock,
  isInText = false,
): ArrivedBatch {
  const { target, kind, validation } = order;
  const bodies: Uint8Array[] = [];
  let copied = 0;
  const invalid: (Fault & { readonly id: string })[] = [];
  const references: string[] = [];
  const hashes: number[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  const gaps: number[] = [];
  const batch: Pick<ArrivedBatch, 'ids' | 'titles' | 'shapes' | 'confidences' | 'counters' | 'mergedHashes'> =
    { ids: [], titles: [], shapes: [], confidences: [], counters: [], mergedHashes: [] };
  for (const record of target === undefined ? [] : records) {
    const { id, title, confidence } = record.view;
    const fault = findFault(record.value, kind, record.shape, validation, clock);
    if (fault !== undefined) {
      invalid.push({ id, ...fault });
      continue;
    }
    if (validation === 'full') references.push(...referencesOf(record.value));
    const { value, bytes } = named(record, target ?? '');
    batch.ids.push(id);
    batch.titles.push(title);
    batch.shapes.push(record.shape);
    batch.confidences.push(confidence);
    batch.counters.push(countersOf(kind, value) ?? null);
    batch.mergedHashes.push('merged_hashes' in value ? mergedHashes(value) : null);
    hashes.push(bytesHash(bytes));
    lengths.push(bytes.length);
    if (isInText) {
      starts.push(record.place?.offset ?? 0);
      gaps.push(record.place?.gap ?? 0);
    } else {
      starts.push(copied);
      gaps.push(RECORD_SEPARATOR.length);
      bodies.push(bytes, RECORD_SEPARATOR);
      copied += bytes.length + RECORD_SEPARATOR.length;
    }
  }
  const places = { hashes, starts, lengths, gaps, bodies: isInText ? undefined : joined(bodies) };
  return { ...batch, ...places, found: records.length, invalid, references };
}

function referencesOf(value: JsonObject): readonly string[] {
  const found = valueAt(value, keysOf(REFERENCE_PLACE));
  return isJsonArray(found) ? found.filter((id) => typeof id === 'string') : [];
}

/** A record that goes to another agent says so itself (FORMATS 1.5: `agent`). */
function named(record: ArrivingRecord, agent: string): { value: JsonObject; bytes: Uint8Array } {
  const { value, bytes, view } = record;
  if (agent === view.agent || value['agent'] !== view.agent) return { value, bytes };
  const renamed = withMember(wholeValue(record), 'agent', agent);
  return { value: renamed, bytes: encodeRecord(renamed) };
}
