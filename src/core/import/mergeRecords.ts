import { isJsonArray, isJsonObject, property } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Clock } from '../ports';
import type { Kind, RecordShape } from '../store/records';
import { parseTime } from '../store/times';
import { contentHash } from './contentHash';
import {
  allPlaces,
  findField,
  findPlace,
  keysOf,
  RECORD_FIELDS,
  withMember,
  withValue,
} from './recordFields';
import type { RecordField } from './recordFields';

/** A record as merging sees it. */
export interface MergeSide {
  readonly value: JsonObject;
  readonly shape: RecordShape;
  readonly id: string;
  /** `contentHash` of the value. */
  readonly hash: string;
}

/** Which records a merged one was made of: their ids, and the hashes of the versions that went in. */
export const MERGED_FROM = 'merged_from';
export const MERGED_HASHES = 'merged_hashes';

/**
 * One record of two (X4). It is the one here, in its own shape and with its id, and takes from the incoming one: the larger
 * confidence, both counts added up, conditions and tags united, the later last use and earlier creation, rates as means
 * weighted by use, and, where both have one shape, every field that it lacks. Texts that differ stay as they are here.
 *
 * `base`: the counts that the incoming record had when it was last taken in, so that only what came since is added.
 */
export function mergeRecords(
  kind: Kind,
  existing: MergeSide,
  incoming: MergeSide,
  base: Counters | undefined,
  clock: Clock,
): JsonObject {
  const weights = weightsOf(kind, existing.value, incoming.value, base);
  let merged = existing.shape === incoming.shape ? filled(existing.value, incoming.value) : existing.value;
  for (const [index, field] of RECORD_FIELDS[kind].entries()) {
    const theirs = findField(incoming.value, field);
    if (theirs === undefined) continue;
    const ours = findField(existing.value, field);
    const own = field.places[existing.shape];
    const place = ours?.place ?? (own === undefined ? undefined : keysOf(own));
    if (place === undefined) continue;
    const value =
      ours === undefined
        ? theirs.value
        : combined(field, ours.value, theirs.value, base?.[index] ?? 0, weights, clock);
    merged = withValue(merged, place, value);
  }
  return withOrigins(merged, existing, incoming);
}

/** The counts of a record, by the place of their field in `RECORD_FIELDS`; others are missing. */
export type Counters = Readonly<Record<number, number>>;

/** What a later import needs to add up only what came since; undefined when the record counts nothing. */
export function countersOf(kind: Kind, value: JsonObject): Counters | undefined {
  let counters: Record<number, number> | undefined;
  for (const { index, places } of COUNTED[kind]) {
    const found = findPlace(value, places)?.value;
    if (typeof found === 'number' && found > 0) (counters ??= {})[index] = found;
  }
  return counters;
}

const COUNTED = {
  pattern: countedOf('pattern'),
  solution: countedOf('solution'),
  decision: countedOf('decision'),
} as const;

function countedOf(
  kind: Kind,
): readonly { readonly index: number; readonly places: readonly (readonly string[])[] }[] {
  return RECORD_FIELDS[kind].flatMap((field, index) =>
    field.rule === 'sum' ? [{ index, places: allPlaces(field) }] : [],
  );
}

/** Versions that went into a record, by hash; empty for one that was never merged. */
export function mergedHashes(value: JsonObject): readonly string[] {
  return texts(property(value, MERGED_HASHES));
}

/**
 * Whether a record can be written again without losing anything: a number that a double cannot hold exactly would come out
 * another one.
 */
export function canRewrite(value: JsonValue): boolean {
  if (typeof value === 'number')
    return Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));
  if (isJsonArray(value)) return value.every(canRewrite);
  if (!isJsonObject(value)) return true;
  // Without the list of values that `Object.values` makes: all records of a memory come by here.
  for (const key in value) if (!canRewrite(value[key] ?? null)) return false;
  return true;
}

interface Weights {
  readonly ours: number;
  readonly theirs: number;
}

function weightsOf(
  kind: Kind,
  existing: JsonObject,
  incoming: JsonObject,
  base: Counters | undefined,
): Weights {
  const [uses] = RECORD_FIELDS[kind];
  if (uses === undefined) return { ours: 1, theirs: 1 };
  const ours = amount(findField(existing, uses)?.value);
  const theirs = Math.max(0, amount(findField(incoming, uses)?.value) - (base?.[0] ?? 0));
  return ours + theirs === 0 ? { ours: 1, theirs: 1 } : { ours, theirs };
}

function amount(value: JsonValue | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** What does not have the type that the rule is for stays as it is here. */
function combined(
  field: RecordField,
  ours: JsonValue,
  theirs: JsonValue,
  base: number,
  weights: Weights,
  clock: Clock,
): JsonValue {
  switch (field.rule) {
    case 'union':
      return isJsonArray(ours) && isJsonArray(theirs) ? union(ours, theirs) : ours;
    case 'either':
      return typeof ours === 'boolean' && typeof theirs === 'boolean' ? ours || theirs : ours;
    case 'latest':
    case 'earliest':
      return typeof ours === 'string' && typeof theirs === 'string'
        ? byTime(ours, theirs, field.rule === 'latest' ? 1 : -1, clock)
        : ours;
    case 'max':
    case 'sum':
    case 'weighted':
      return typeof ours === 'number' && typeof theirs === 'number'
        ? numbers(field, ours, theirs, base, weights)
        : ours;
  }
}

function numbers(field: RecordField, ours: number, theirs: number, base: number, weights: Weights): number {
  if (field.rule === 'max') return Math.max(ours, theirs);
  if (field.rule === 'sum') return ours + Math.max(0, theirs - base);
  const mean = (ours * weights.ours + theirs * weights.theirs) / (weights.ours + weights.theirs);
  // Six digits: what a mean adds beyond them is noise of the division.
  return Math.round(mean * 1e6) / 1e6;
}

function byTime(ours: string, theirs: string, sign: 1 | -1, clock: Clock): string {
  const our = parseTime(ours, clock, 'start');
  const their = parseTime(theirs, clock, 'start');
  if (their === undefined) return ours;
  return our === undefined || (their - our) * sign > 0 ? theirs : ours;
}

/** Ours in their order, then those of theirs that say something else. */
function union(ours: readonly JsonValue[], theirs: readonly JsonValue[]): readonly JsonValue[] {
  const seen = new Set(ours.map(contentHash));
  const added = theirs.filter((each) => {
    const hash = contentHash(each);
    if (seen.has(hash)) return false;
    seen.add(hash);
    return true;
  });
  return added.length === 0 ? ours : [...ours, ...added];
}

/** Ours with every member of theirs that it lacks, at every depth. */
export function filled(ours: JsonObject, theirs: JsonObject): JsonObject {
  let result = ours;
  for (const [key, value] of Object.entries(theirs)) {
    if (key === MERGED_FROM || key === MERGED_HASHES) continue;
    const own = property(ours, key);
    if (own === undefined) result = withMember(result, key, value);
    else if (isJsonObject(own) && isJsonObject(value)) {
      const inner = filled(own, value);
      if (inner !== own) result = withMember(result, key, inner);
    }
  }
  return result;
}

function withOrigins(merged: JsonObject, existing: MergeSide, incoming: MergeSide): JsonObject {
  const before = mergedHashes(existing.value);
  const hashes = new Set([
    ...(before.length > 0 ? before : [existing.hash]),
    ...mergedHashes(incoming.value),
    incoming.hash,
  ]);
  const origins = texts(property(existing.value, MERGED_FROM));
  const ids = new Set([
    ...(origins.length > 0 ? origins : [existing.id]),
    ...texts(property(incoming.value, MERGED_FROM)),
    incoming.id,
  ]);
  return withMember(withMember(merged, MERGED_FROM, [...ids]), MERGED_HASHES, [...hashes]);
}

function texts(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
