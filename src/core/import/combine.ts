import type { Clock } from '../ports';
import type { JsonObject } from '../json';
import { toHex } from '../hex';
import type { Codecs } from '../ports';
import { viewRecord } from '../store/view';
import { contentHash } from './contentHash';
import { mergeRecords } from './mergeRecords';
import type { MergeSide } from './mergeRecords';
import type { PlannedItem } from './plannedItem';
import { withMember } from './recordFields';
import type { IncomingRecord, IncomingSpool } from './spoolIncoming';

/** Everything that goes into one record of the memory. */
export interface Contributions {
  /** The incoming record that takes its place, or is added. */
  readonly take: PlannedItem | undefined;
  /** Those that are merged into it. */
  readonly merge: readonly PlannedItem[];
}

/**
 * The record that comes of one here (undefined: none is) and what goes into it. What is merged goes in by the order of its
 * hash, so that the order of the source makes no difference.
 */
export async function combine(
  existing: JsonObject | undefined,
  { take, merge }: Contributions,
  spool: IncomingSpool,
  clock: Clock,
  codecs: Codecs,
): Promise<JsonObject> {
  let value = existing ?? {};
  const any = take ?? merge[0];
  if (any === undefined) return value;
  const { kind, agent } = any;
  if (take?.incoming !== undefined) {
    value = await spool.value(take.incoming);
    if (take.newId !== undefined)
      value = withMember(value, 'id', newId(take.incoming.id, contentHash(value), codecs));
  }
  const byHash = merge.toSorted((one, other) => (one.incoming?.hash ?? 0) - (other.incoming?.hash ?? 0));
  for (const item of byHash) {
    if (item.incoming === undefined) continue;
    const theirs = sideOf(await spool.value(item.incoming), item.incoming);
    const { view, shape } = viewRecord(value, agent, kind);
    const ours = { value, shape, id: view.id, hash: contentHash(value) };
    value = mergeRecords(kind, ours, theirs, item.base?.counters, clock);
  }
  return value;
}

function sideOf(value: JsonObject, { shape, id }: IncomingRecord): MergeSide {
  return { value, shape, id, hash: contentHash(value) };
}

/**
 * An id for a record that may not keep its own: a UUID, as Loom's models want it (FORMATS 1.5), made of the record, so that
 * the same record gets the same one every time.
 */
export function newId(id: string, content: string, codecs: Codecs): string {
  const hasher = codecs.sha256();
  hasher.update(new TextEncoder().encode(`${id}\n${content}`));
  const hex = toHex(hasher.digest());
  // Version 8 (RFC 9562: made by a rule of one's own), variant 10.
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** False for ids that `newId` never makes: most of those that programs make are UUIDs of another version. */
export function mayBeNewId(id: string): boolean {
  return id.length === 36 && id[14] === '8';
}
