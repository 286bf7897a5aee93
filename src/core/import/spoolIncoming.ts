import { joined } from '../bundle/byteReader';
import type { Clock, Codecs, Scratch } from '../ports';
import { toHex } from '../hex';
import { isJsonObject, parseJson } from '../json';
import type { JsonObject } from '../json';
import type { Kind, RecordShape, StoredRecord } from '../store/records';
import { contentHash } from './contentHash';
import { countersOf, mergedHashes } from './mergeRecords';
import type { Counters } from './mergeRecords';
import { sketchOf } from './similarity';
import type { Sketch } from './similarity';
import { withMember } from './recordFields';

/** What is kept of an incoming record; the record itself waits in the scratch. */
export interface IncomingRecord {
  /** The agent that it goes to, and the one it has in the source. */
  readonly agent: string;
  readonly from: string;
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  readonly shape: RecordShape;
  readonly hash: string;
  readonly confidence: number | null;
  readonly counters: Counters | undefined;
  readonly mergedHashes: readonly string[];
  /** Only where there are records to compare it with. */
  readonly sketch: Sketch | undefined;
  /** Bytes in the scratch. */
  readonly start: number;
  readonly length: number;
}

/** Between two records in the scratch, as Loom writes a list: so that a run of records is copied as it lies. */
export const RECORD_SEPARATOR = Uint8Array.of(0x2c, 0x0a, 0x20, 0x20);
const NO_HASHES: readonly string[] = [];

/**
 * The records of a source in the order in which they came, their bytes in a scratch and their hashes in memory (some 400
 * bytes each). One after the other with `RECORD_SEPARATOR` behind each.
 */
export class IncomingSpool {
  readonly records: IncomingRecord[] = [];
  readonly #hash;
  #used = 0;

  constructor(
    private readonly scratch: Scratch,
    codecs: Codecs,
    readonly clock: Clock,
  ) {
    this.#hash = codecs.sha256();
  }

  /** Adds records that go to `agent`; `withSketch`: they are to be compared by content. */
  async add(agent: string, found: readonly StoredRecord[], withSketch: boolean): Promise<void> {
    const bodies: Uint8Array[] = [];
    for (const record of found) {
      const { value, bytes } = named(record, agent);
      const { view, shape } = record;
      this.records.push({
        agent,
        from: view.agent,
        kind: view.kind,
        id: view.id,
        title: view.title,
        shape,
        hash: contentHash(value),
        confidence: view.confidence,
        counters: countersOf(view.kind, value),
        mergedHashes: 'merged_hashes' in value ? mergedHashes(value) : NO_HASHES,
        sketch: withSketch ? sketchOf(value, view.kind) : undefined,
        start: this.#used,
        length: bytes.length,
      });
      bodies.push(bytes, RECORD_SEPARATOR);
      this.#used += bytes.length + RECORD_SEPARATOR.length;
    }
    await this.scratch.append(joined(bodies));
  }

  /** Takes a document or the like into the hash of everything that was read. */
  note(text: string): void {
    this.#hash.update(new TextEncoder().encode(`${text}\n`));
  }

  /** SHA-256 of what was read, hexadecimal: the same for the same records in the same order. Ends the spool. */
  digest(): string {
    for (const { agent, kind, id, hash } of this.records) this.note(JSON.stringify([agent, kind, id, hash]));
    return toHex(this.#hash.digest());
  }

  /** The bytes of records `first` up to `end`, with the separators between them. */
  bytesOf(first: IncomingRecord, last: IncomingRecord = first): AsyncIterable<Uint8Array> {
    return this.scratch.read(first.start, last.start + last.length);
  }

  /** Whether one lies right behind the other, so that both are one range. */
  isNext(one: IncomingRecord, next: IncomingRecord): boolean {
    return one.start + one.length + RECORD_SEPARATOR.length === next.start;
  }

  async value(record: IncomingRecord): Promise<JsonObject> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.bytesOf(record)) pieces.push(piece);
    const value = parseJson(new TextDecoder().decode(joined(pieces)));
    if (!isJsonObject(value)) throw new TypeError('a spooled record is an object');
    return value;
  }

  dispose(): Promise<void> {
    return this.scratch.dispose();
  }
}

/** A record that goes to another agent says so itself (FORMATS 1.5: `agent`). */
function named(record: StoredRecord, agent: string): { value: JsonObject; bytes: Uint8Array } {
  const { value, bytes, view } = record;
  if (agent === view.agent || value['agent'] !== view.agent) return { value, bytes };
  const renamed = withMember(value, 'agent', agent);
  return { value: renamed, bytes: encodeRecord(renamed) };
}

/** A record as it lies in a list that Loom writes: indented by two, the list's own indentation included. */
export function encodeRecord(value: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2).replaceAll('\n', '\n  '));
}
