import { joined } from '../bundle/byteReader';
import type { Clock, Codecs, Scratch } from '../ports';
import { toHex } from '../hex';
import { isJsonObject, parseJson } from '../json';
import type { JsonObject } from '../json';
import type { Kind, RecordShape } from '../store/records';
import type { ArrivedBatch } from './arrivals';
import { bytesHash } from './bytesHash';
import { RECORD_SEPARATOR } from './encodeRecord';
import type { Counters } from './mergeRecords';

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

  /**
   * Adds records of agent `from` that go to `agent`. They are written while the next ones are read: `settle` before any is
   * asked for.
   */
  async add(
    { from, agent, kind }: Pick<IncomingRecord, 'from' | 'agent' | 'kind'>,
    batch: ArrivedBatch,
  ): Promise<void> {
    let at = 0;
    for (const [index, id] of batch.ids.entries()) {
      const length = batch.lengths[index] ?? 0;
      this.records.push({
        agent,
        from,
        kind,
        id,
        title: batch.titles[index] ?? '',
        shape: batch.shapes[index] ?? 'free',
        hash: bytesHash(batch.bodies.subarray(at, at + length)),
        confidence: batch.confidences[index] ?? null,
        counters: batch.counters[index] ?? undefined,
        mergedHashes: batch.mergedHashes[index] ?? NO_HASHES,
        start: this.#used + at,
        length,
      });
      at += length + RECORD_SEPARATOR.length;
    }
    this.#used += at;
    await this.#writing;
    this.#writing = this.scratch.append(batch.bodies);
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
