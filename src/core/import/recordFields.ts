import { isJsonObject, property } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Kind, RecordShape } from '../store/records';

/**
 * How two values of one field become one (X4). `weighted`: a mean, by how often each record was used. `either`: true when
 * one of them is.
 */
export type MergeRule = 'max' | 'sum' | 'weighted' | 'latest' | 'earliest' | 'union' | 'either';

/** A field that records of several shapes have, each in its own place. */
export interface RecordField {
  readonly name: string;
  readonly rule: MergeRule;
  /** Where each shape keeps it; a shape that is missing has no place of its own for it. */
  readonly places: Readonly<Partial<Record<RecordShape, string>>>;
  /** Other places in which it is found. */
  readonly also?: readonly string[];
  readonly range?: { readonly min: number; readonly max?: number; readonly whole?: boolean };
}

const RATE = { min: 0, max: 1 } as const;
const COUNT = { min: 0, whole: true } as const;
const AMOUNT = { min: 0 } as const;

function everywhere(place: string): RecordField['places'] {
  return { '1.x': place, '2.0.0': place, flat: place, free: place };
}

function nested(place: string, flat: string): RecordField['places'] {
  return { '1.x': place, '2.0.0': place, flat, free: flat };
}

const TAGS: RecordField = { name: 'tags', rule: 'union', places: everywhere('tags') };
/** What a flat record of any kind has (FORMATS 1.7). */
const FLAT_FIELDS: readonly RecordField[] = [
  { name: 'confidence', rule: 'max', places: { flat: 'confidence', free: 'confidence' }, range: RATE },
  {
    name: 'success_rate',
    rule: 'weighted',
    places: { flat: 'success_rate', free: 'success_rate' },
    range: RATE,
  },
  { name: 'created', rule: 'earliest', places: { flat: 'created', free: 'created' } },
  { name: 'last_used', rule: 'latest', places: { flat: 'last_used', free: 'last_used' } },
];

/** The fields of each kind that merging and checking look at (FORMATS 1.5 to 1.7). The first is how often it was used. */
export const RECORD_FIELDS: { readonly [Of in Kind]: readonly RecordField[] } = {
  pattern: [
    {
      name: 'use_count',
      rule: 'sum',
      places: {
        '1.x': 'metrics.executionCount',
        '2.0.0': 'performance.execution_count',
        flat: 'use_count',
        free: 'use_count',
      },
      range: COUNT,
    },
    {
      name: 'confidence',
      rule: 'max',
      places: {
        '1.x': 'evolution.confidenceScore',
        '2.0.0': 'lifecycle.confidence',
        flat: 'confidence',
        free: 'confidence',
      },
      range: RATE,
    },
    {
      name: 'success_rate',
      rule: 'weighted',
      places: {
        '1.x': 'metrics.successRate',
        '2.0.0': 'performance.success_rate',
        flat: 'success_rate',
        free: 'success_rate',
      },
      range: RATE,
    },
    {
      name: 'avg_time_saved_ms',
      rule: 'weighted',
      places: {
        '1.x': 'metrics.avgTimeSavedMs',
        '2.0.0': 'performance.avg_time_saved_ms',
        flat: 'avg_time_saved_ms',
      },
      range: AMOUNT,
    },
    {
      name: 'error_prevention_count',
      rule: 'sum',
      places: {
        '1.x': 'metrics.errorPreventionCount',
        '2.0.0': 'performance.error_prevention_count',
        flat: 'error_prevention_count',
      },
      range: COUNT,
    },
    {
      name: 'refinements',
      rule: 'sum',
      places: { '1.x': 'evolution.refinements', '2.0.0': 'lifecycle.refinement_count', flat: 'refinements' },
      range: COUNT,
    },
    {
      name: 'success_count',
      rule: 'sum',
      places: { flat: 'success_count', free: 'success_count' },
      range: COUNT,
    },
    {
      name: 'created',
      rule: 'earliest',
      places: {
        '1.x': 'evolution.created',
        '2.0.0': 'lifecycle.created_at',
        flat: 'created',
        free: 'created',
      },
    },
    {
      name: 'last_used',
      rule: 'latest',
      places: {
        '1.x': 'evolution.lastUsed',
        '2.0.0': 'lifecycle.last_used_at',
        flat: 'last_used',
        free: 'last_used',
      },
    },
    {
      name: 'when_applicable',
      rule: 'union',
      places: nested('pattern.conditions.whenApplicable', 'conditions.when_applicable'),
    },
    {
      name: 'when_not_applicable',
      rule: 'union',
      places: nested('pattern.conditions.whenNotApplicable', 'conditions.when_not_applicable'),
    },
    TAGS,
  ],
  solution: [
    {
      name: 'use_count',
      rule: 'sum',
      places: nested('verifiedCount', 'use_count'),
      also: ['verified_count'],
      range: COUNT,
    },
    ...FLAT_FIELDS,
    { name: 'worked', rule: 'either', places: nested('effectiveness.worked', 'worked') },
    {
      name: 'time_to_fix_minutes',
      rule: 'weighted',
      places: nested('effectiveness.timeToFixMinutes', 'time_to_fix_minutes'),
      range: AMOUNT,
    },
    {
      name: 'prevented_recurrence',
      rule: 'sum',
      places: nested('effectiveness.preventedRecurrence', 'prevented_recurrence'),
      range: COUNT,
    },
    {
      name: 'related_errors_fixed',
      rule: 'sum',
      places: nested('effectiveness.relatedErrorsFixed', 'related_errors_fixed'),
      range: COUNT,
    },
    {
      name: 'related_patterns',
      rule: 'union',
      places: nested('solution.relatedPatterns', 'related_patterns'),
    },
    TAGS,
  ],
  decision: [
    { name: 'use_count', rule: 'sum', places: { flat: 'use_count', free: 'use_count' }, range: COUNT },
    ...FLAT_FIELDS,
    {
      name: 'alternatives_considered',
      rule: 'union',
      places: nested('decision.alternativesConsidered', 'alternatives_considered'),
    },
    {
      name: 'primary_factors',
      rule: 'union',
      places: nested('decision.decisionFactors.primary', 'decision_factors.primary'),
    },
    {
      name: 'secondary_factors',
      rule: 'union',
      places: nested('decision.decisionFactors.secondary', 'decision_factors.secondary'),
    },
    {
      name: 'lessons_learned',
      rule: 'union',
      places: nested('outcome.lessonsLearned', 'lessons_learned'),
      also: ['outcome.lessons_learned'],
    },
    { name: 'improvements', rule: 'union', places: nested('outcome.improvements', 'improvements') },
    { name: 'reviewed_at', rule: 'latest', places: nested('reviewedAt', 'reviewed_at') },
    TAGS,
  ],
};

const placesOf = new WeakMap<RecordField, readonly (readonly string[])[]>();

/** The places of a field, those of the shapes first. */
export function allPlaces(field: RecordField): readonly (readonly string[])[] {
  const known = placesOf.get(field);
  if (known !== undefined) return known;
  const names = new Set([...Object.values(field.places), ...(field.also ?? [])]);
  const places = [...names].map(keysOf);
  placesOf.set(field, places);
  return places;
}

/** Where a record has a field, and what is there; undefined when it has it nowhere. */
export function findField(
  record: JsonObject,
  field: RecordField,
): { readonly place: readonly string[]; readonly value: JsonValue } | undefined {
  return findPlace(record, allPlaces(field));
}

/** The first of some places at which a record has something, and what is there. */
export function findPlace(
  record: JsonObject,
  places: readonly (readonly string[])[],
): { readonly place: readonly string[]; readonly value: JsonValue } | undefined {
  for (const place of places) {
    const value = valueAt(record, place);
    if (value !== undefined && value !== null) return { place, value };
  }
  return undefined;
}

const known = new Map<string, readonly string[]>();

/** The keys of a place. All places stand in this program, so each is taken apart once. */
export function keysOf(place: string): readonly string[] {
  let keys = known.get(place);
  if (keys === undefined) {
    keys = place.split('.');
    known.set(place, keys);
  }
  return keys;
}

export function valueAt(record: JsonObject, place: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const key of place) value = property(value, key);
  return value;
}

/**
 * The record with a field set. Objects on the way have to be there: a record of Loom's models may not get half of one
 * (`outcome` with lessons and nothing else is refused by them).
 */
export function withValue(record: JsonObject, place: readonly string[], value: JsonValue): JsonObject {
  const [key, ...rest] = place;
  if (key === undefined) return record;
  if (rest.length === 0) return withMember(record, key, value);
  const inner = property(record, key);
  return isJsonObject(inner) ? withMember(record, key, withValue(inner, rest, value)) : record;
}

/** A copy with one member set, in its place or at the end. `fromEntries` makes own members of any name. */
export function withMember(object: JsonObject, key: string, value: JsonValue): JsonObject {
  const entries = Object.entries(object).map(([name, each]): [string, JsonValue] => [
    name,
    name === key ? value : each,
  ]);
  if (!Object.hasOwn(object, key)) entries.push([key, value]);
  return Object.fromEntries(entries);
}
