import { joined } from '../bundle/byteReader';
import type { Clock, Codecs, Scratch } from '../ports';
import { toHex } from '../hex';
import { isJsonObject, parseJson } from '../json';
import type { JsonObject } from '../json';
import type { Kind, RecordShape } from '../store/records';
import { bytesHash } from './bytesHash';
import { countersOf, mergedHashes } from './mergeRecords';
import type { Counters } from './mergeRecords';
import { wholeValue } from './outlines';
import type { ArrivingRecord } from './outlines';
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
  /** `bytesHash` of its bytes. */
  readonly hash: number;
  readonly confidence: number | null;
  readonly counters: Counters | undefined;
  readonly mergedHashes: readonly string[];
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
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly scratch: Scratch,
    codecs: Codecs,
    readonly clock: Clock,
  ) {
    this.#hash = codecs.sha256();
  }

  /** Adds records that go to `agent`. They are written while the next ones are read: `settle` before any is asked for. */
  async add(agent: string, found: readonly ArrivingRecord[]): Promise<void> {
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
        hash: bytesHash(bytes),
        confidence: view.confidence,
        counters: countersOf(view.kind, value),
        mergedHashes: 'merged_hashes' in value ? mergedHashes(value) : NO_HASHES,
        start: this.#used,
        length: bytes.length,
      });
      bodies.push(bytes, RECORD_SEPARATOR);
      this.#used += bytes.length + RECORD_SEPARATOR.length;
    }
    await this.#writing;
    this.#writing = this.scratch.append(joined(bodies));
    // Should reading fail first, that is what is told.
    this.#writing.catch(() => undefined);
  }

  /** Resolves when all that was added is written. */
  async settle(): Promise<void> {
    await this.#writing;
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
    return parsed(joined(pieces));
  }

  /** The values of records in their order; those that lie close together are read in one go. */
  async *values(
    records: readonly IncomingRecord[],
  ): AsyncGenerator<{ readonly record: IncomingRecord; readonly value: JsonObject }, void, undefined> {
    for (let first = 0; first < records.length;) {
      const start = records[first]?.start ?? 0;
      let end = first;
      let until = start;
      for (; end < records.length; end += 1) {
        const record = records[end];
        if (
          record === undefined ||
          record.start < until ||
          record.start + record.length - start > WINDOW_BYTES
        )
          break;
        until = record.start + record.length;
      }
      // One that is larger than the window comes alone.
      if (end === first) {
        end = first + 1;
        until = start + (records[first]?.length ?? 0);
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of this.scratch.read(start, until)) pieces.push(piece);
      const window = joined(pieces);
      for (const record of records.slice(first, end)) {
        const at = record.start - start;
        yield { record, value: parsed(window.subarray(at, at + record.length)) };
      }
      first = end;
    }
  }

  dispose(): Promise<void> {
    return this.scratch.dispose();
  }
}

/** What `values` reads at once. */
const WINDOW_BYTES = 1024 * 1024;

function parsed(bytes: Uint8Array): JsonObject {
  const value = parseJson(new TextDecoder().decode(bytes));
  if (!isJsonObject(value)) throw new TypeError('a spooled record is an object');
  return value;
}

/** A record that goes to another agent says so itself (FORMATS 1.5: `agent`). */
function named(record: ArrivingRecord, agent: string): { value: JsonObject; bytes: Uint8Array } {
  const { value, bytes, view } = record;
  if (agent === view.agent || value['agent'] !== view.agent) return { value, bytes };
  const renamed = withMember(wholeValue(record), 'agent', agent);
  return { value: renamed, bytes: encodeRecord(renamed) };
}

/** A record as it lies in a list that Loom writes: indented by two, the list's own indentation included. */
export function encodeRecord(value: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2).replaceAll('\n', '\n  '));
}
