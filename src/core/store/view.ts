import { isJsonArray, isJsonObject } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Kind, RecordShape, RecordView } from './records';

const MAX_TITLE = 120;

/**
 * The normalised view of a record (DESIGN section 4) and which shape it has. Every field is checked by its type and
 * range: what does not fit counts as absent. Never throws, whatever the record is.
 *
 * A record without an id gets one made of its content (`pattern-1f0c9a52b3d47e60`), so that it stays the same
 * wherever the record lies; two records that say the same share it.
 */
export function viewRecord(
  value: JsonObject,
  agent: string,
  kind: Kind,
): { view: RecordView; shape: RecordShape } {
  const shape = shapeOf(value);
  const evolution = field(value, 'evolution');
  const lifecycle = field(value, 'lifecycle');
  const created =
    text(field(evolution, 'created')) ??
    text(field(lifecycle, 'created_at')) ??
    text(field(value, 'created')) ??
    text(field(value, 'timestamp')) ??
    null;
  const id = idOf(value) ?? `${kind}-${contentKey(value)}`;
  const view: RecordView = {
    id,
    agent,
    kind,
    title: titleOf(value) ?? id,
    created,
    last_used:
      text(field(evolution, 'lastUsed')) ??
      text(field(lifecycle, 'last_used_at')) ??
      text(field(value, 'last_used')) ??
      created,
    confidence: confidenceOf(value, kind),
    success_rate: successRateOf(value, kind),
    use_count: useCountOf(value, kind),
    tags: tagsOf(field(value, 'tags')),
    active: field(value, 'active') !== false,
    schema_version: schemaVersionOf(value, shape),
  };
  return { view, shape };
}

/**
 * How well a record did, 0 to 1: `metrics.successRate`, `performance.success_rate`, `success_rate`; else a solution's
 * `effectiveness.worked` and a decision's `outcome.wouldRepeat` as 1 or 0. Null when it does not say.
 */
export function successRateOf(value: JsonObject, kind: Kind): number | null {
  const stated =
    share(field(field(value, 'metrics'), 'successRate')) ??
    share(field(field(value, 'performance'), 'success_rate')) ??
    share(field(value, 'success_rate'));
  if (stated !== undefined) return stated;
  if (kind === 'solution') return asRate(field(field(value, 'effectiveness'), 'worked'));
  if (kind === 'decision') {
    const outcome = field(value, 'outcome');
    return asRate(field(outcome, 'wouldRepeat')) ?? asRate(field(outcome, 'would_repeat'));
  }
  return null;
}

/** 0 to 1, as the record says it, or as Loom works it out for a solution; null when there is none. */
export function confidenceOf(value: JsonObject, kind: Kind): number | null {
  const stated =
    share(field(field(value, 'evolution'), 'confidenceScore')) ??
    share(field(field(value, 'lifecycle'), 'confidence')) ??
    share(field(value, 'confidence'));
  if (stated !== undefined) return stated;
  return kind === 'solution' ? solutionConfidence(value) : null;
}

/** FORMATS 1.5. In hundredths, so that 0.7 + 0.1 is 0.8 and not a little less. */
function solutionConfidence(value: JsonObject): number | null {
  const effectiveness = field(value, 'effectiveness');
  const worked = field(effectiveness, 'worked');
  if (typeof worked !== 'boolean') return null;
  const verified = Math.min(20, 5 * (amount(field(value, 'verifiedCount')) ?? 0));
  const prevented = Math.min(10, 2 * (amount(field(effectiveness, 'preventedRecurrence')) ?? 0));
  return Math.min(100, (worked ? 70 : 30) + verified + prevented) / 100;
}

function useCountOf(value: JsonObject, kind: Kind): number | null {
  return (
    amount(field(field(value, 'metrics'), 'executionCount')) ??
    amount(field(field(value, 'performance'), 'execution_count')) ??
    amount(field(value, 'use_count')) ??
    (kind === 'solution' ? amount(field(value, 'verifiedCount')) : undefined) ??
    null
  );
}

export function shapeOf(value: JsonObject): RecordShape {
  const version = field(value, 'version');
  const isNested = NESTED_BODIES.some((name) => isJsonObject(field(value, name)));
  if (
    isJsonObject(field(value, 'performance')) ||
    isJsonObject(field(value, 'lifecycle')) ||
    (isNested && version === '2.0.0')
  )
    return '2.0.0';
  if (isNested) return '1.x';
  return FLAT_FIELDS.some((name) => Object.hasOwn(value, name)) ? 'flat' : 'free';
}

const NESTED_BODIES = ['pattern', 'problem', 'solution', 'decision', 'metrics', 'evolution', 'effectiveness'];
const FLAT_FIELDS = [
  'last_used',
  'success_rate',
  'confidence',
  'use_count',
  'success_count',
  'implementation',
  'created',
];

/** A guess in the order of Loom's own tools (FORMATS 1.6), for each record by itself. */
function schemaVersionOf(value: JsonObject, shape: RecordShape): string {
  if (shape === 'flat' || shape === 'free') return shape;
  if (shape === '2.0.0') return '2.0.0';
  if (Object.hasOwn(value, 'metadata')) return '1.2.0';
  return Object.hasOwn(value, 'tags') && Object.hasOwn(value, 'active') ? '1.1.0' : '1.0.0';
}

function idOf(value: JsonObject): string | undefined {
  const id = field(value, 'id');
  if (typeof id === 'string' && id !== '') return id;
  return typeof id === 'number' ? String(id) : undefined;
}

/** Paths of the texts that name a record, the best first. */
const TITLE_PATHS: readonly (readonly string[])[] = [
  ['pattern', 'approach', 'technique'],
  ['problem', 'errorMessage'],
  ['decision', 'question'],
  ['title'],
  ['name'],
  ['question'],
  ['technique'],
  ['errorMessage'],
  ['error_message'],
  ['pattern', 'type'],
  ['problem', 'errorType'],
  ['solution', 'rootCause'],
  ['solution', 'fixApproach'],
  ['decision', 'chosenOption'],
  ['decision', 'type'],
  ['summary'],
  ['description'],
  ['pattern'],
  ['problem'],
  ['decision'],
  ['solution'],
  ['text'],
  ['content'],
  ['type'],
];

/** Where titles are looked for, keys divided by points. */
export const TITLE_PLACES: readonly string[] = TITLE_PATHS.map((path) => path.join('.'));

/** Places of which `confidenceOf` asks what is there, and those of which `shapeOf` asks of what kind it is. */
export const CONFIDENCE_PLACES: readonly string[] = [
  'evolution.confidenceScore',
  'lifecycle.confidence',
  'confidence',
  'effectiveness.worked',
  'effectiveness.preventedRecurrence',
  'verifiedCount',
];
export const SHAPE_PLACES: readonly string[] = [...NESTED_BODIES, ...FLAT_FIELDS, 'performance', 'lifecycle'];

/** Texts at the top that say what a record is attached to, not what it is. */
const NO_TITLES: ReadonlySet<string> = new Set([
  'id',
  'agent',
  'timestamp',
  'version',
  'created',
  'last_used',
]);

/** The title of a record in one of the places for it; undefined when the first text at its top has to do. */
export function placedTitle(value: JsonObject): string | undefined {
  for (const path of TITLE_PATHS) {
    const title = oneLine(path.reduce<JsonValue | undefined>(field, value));
    if (title !== undefined) return title;
  }
  return undefined;
}

function titleOf(value: JsonObject): string | undefined {
  const placed = placedTitle(value);
  if (placed !== undefined) return placed;
  for (const [key, each] of Object.entries(value)) {
    if (!NO_TITLES.has(key)) {
      const title = oneLine(each);
      if (title !== undefined) return title;
    }
  }
  return undefined;
}

/** One line without control characters or marks that turn the direction of what follows; undefined for no text. */
function oneLine(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Most titles are plain and short: nothing to clean.
  if (value.length <= MAX_TITLE && /^[!-~]+(?: [!-~]+)*$/.test(value)) return value;
  const line = value
    .slice(0, 4 * MAX_TITLE)
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .toWellFormed()
    .trim();
  if (line === '') return undefined;
  return line.length <= MAX_TITLE
    ? line
    : `${line
        .slice(0, MAX_TITLE - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

function tagsOf(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
}

/**
 * As `property` of json.ts, at half its cost: none of the names read here is one that objects inherit, and parsed
 * objects have no other prototype, whatever their keys are called.
 */
function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number from 0 to 1. */
function share(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

/** A finite number that is not below 0. */
function amount(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}

function asRate(value: JsonValue | undefined): number | null {
  return typeof value === 'boolean' ? Number(value) : null;
}

/** 64 bits of FNV-1a over the JSON text: not for secrecy, only for two records to differ. */
function contentKey(value: JsonObject): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (const character of JSON.stringify(value)) {
    const code = character.codePointAt(0) ?? 0;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 13), 0x01000193);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
