import { isJsonArray, isJsonObject } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Clock } from '../ports';
import type { Kind, RecordShape } from '../store/records';
import { parseTime } from '../store/times';
import { keysOf, RECORD_FIELDS, valueAt } from './recordFields';
import type { RecordField } from './recordFields';
import type { ValidationLevel } from './request';

/** What is wrong with a record: where, and the end of a sentence. */
export interface Fault {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly detail: string;
}

/** Members that are objects where they are there at all (FORMATS 1.5, 1.6). */
const OBJECTS: { readonly [Of in Kind]: readonly string[] } = {
  pattern: ['metrics', 'evolution', 'performance', 'lifecycle'],
  solution: ['effectiveness'],
  decision: ['outcome'],
};

const COMMON = ['id', 'agent', 'timestamp'];
/** What a record of a shape cannot be without; only the full check asks for it. */
const REQUIRED: { readonly [Of in Kind]: Readonly<Record<RecordShape, readonly string[]>> } = {
  pattern: {
    '1.x': [
      ...COMMON,
      'pattern.type',
      'pattern.approach.technique',
      'metrics.successRate',
      'metrics.executionCount',
      'evolution.created',
      'evolution.lastUsed',
      'evolution.confidenceScore',
    ],
    '2.0.0': [
      ...COMMON,
      'pattern.type',
      'performance.success_rate',
      'performance.execution_count',
      'lifecycle.created_at',
      'lifecycle.confidence',
    ],
    flat: ['id'],
    free: ['id'],
  },
  solution: requiredOfBoth([
    'problem.errorType',
    'problem.errorMessage',
    'solution.rootCause',
    'effectiveness.worked',
  ]),
  decision: requiredOfBoth(['decision.type', 'decision.question', 'decision.chosenOption']),
};

/** Solutions and decisions of 2.0.0 keep the body of 1.x (FORMATS 1.6). */
function requiredOfBoth(body: readonly string[]): Readonly<Record<RecordShape, readonly string[]>> {
  const places = [...COMMON, ...body];
  return { '1.x': places, '2.0.0': places, flat: ['id'], free: ['id'] };
}

/** Where a pattern that belongs to a solution is named. */
export const REFERENCE_PLACE = 'solution.relatedPatterns';

/** Places, besides those of `RECORD_FIELDS`, of which `findFault` asks what kind of value is there. */
export const CHECKED_PLACES: { readonly [Of in Kind]: readonly string[] } = {
  pattern: checkedPlaces('pattern'),
  solution: checkedPlaces('solution'),
  decision: checkedPlaces('decision'),
};

function checkedPlaces(kind: Kind): readonly string[] {
  return ['tags', ...OBJECTS[kind], ...Object.values(REQUIRED[kind]).flat()];
}

/**
 * The first fault of a record (X6); undefined when there is none. `basic`: what is there has the right type and range.
 * `full`: what its shape needs is there too, and times are times. Unknown fields are nobody's fault.
 */
export function findFault(
  value: JsonObject,
  kind: Kind,
  shape: RecordShape,
  level: ValidationLevel,
  clock: Clock,
): Fault | undefined {
  if (level === 'none') return undefined;
  const { id, tags } = value;
  if (id !== undefined && !((typeof id === 'string' && id !== '') || typeof id === 'number'))
    return { pointer: '/id', detail: 'is not a text' };
  for (const name of OBJECTS[kind]) {
    const member = value[name];
    if (member !== undefined && member !== null && !isJsonObject(member))
      return { pointer: `/${name}`, detail: 'is not an object' };
  }
  if (tags !== undefined && tags !== null && !isJsonArray(tags))
    return { pointer: '/tags', detail: 'is not a list' };
  for (const { field, place, keys } of fieldsOf(kind, shape)) {
    const found = valueAt(value, keys);
    if (found === undefined || found === null) continue;
    const detail = faultOf(found, field, level, clock);
    if (detail !== undefined) return { pointer: pointerOf(place), detail };
  }
  if (level !== 'full') return undefined;
  for (const place of REQUIRED[kind][shape]) {
    const found = valueAt(value, keysOf(place));
    if (found === undefined || found === null) return { pointer: pointerOf(place), detail: 'is missing' };
  }
  return undefined;
}

/** A field in the place where a shape has it. */
interface PlacedField {
  readonly field: RecordField;
  readonly place: string;
  readonly keys: readonly string[];
}

const placedFields = new Map<string, readonly PlacedField[]>();

function fieldsOf(kind: Kind, shape: RecordShape): readonly PlacedField[] {
  const name = `${kind} ${shape}`;
  let fields = placedFields.get(name);
  if (fields === undefined) {
    fields = RECORD_FIELDS[kind].flatMap((field) => {
      const place = field.places[shape];
      return place === undefined ? [] : [{ field, place, keys: keysOf(place) }];
    });
    placedFields.set(name, fields);
  }
  return fields;
}

/** Times as programs write them, but for the last days of a month, which not every month has: `parseTime` takes them too. */
const USUAL_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

function faultOf(
  found: JsonValue,
  field: RecordField,
  level: ValidationLevel,
  clock: Clock,
): string | undefined {
  switch (field.rule) {
    case 'union':
      return isJsonArray(found) ? undefined : 'is not a list';
    case 'either':
      return typeof found === 'boolean' ? undefined : 'is neither true nor false';
    case 'latest':
    case 'earliest':
      if (typeof found !== 'string') return 'is not a time';
      return level === 'basic' || USUAL_TIME.test(found) || parseTime(found, clock, 'start') !== undefined
        ? undefined
        : 'is not a time';
    case 'max':
    case 'sum':
    case 'weighted':
      return numberFault(found, field.range);
  }
}

function numberFault(found: JsonValue, range: RecordField['range']): string | undefined {
  if (typeof found !== 'number' || !Number.isFinite(found)) return 'is not a number';
  if (range === undefined) return undefined;
  if (found < range.min) return `is ${found} and has to be at least ${range.min}`;
  if (range.max !== undefined && found > range.max) return `is ${found} and may be at most ${range.max}`;
  return undefined;
}

function pointerOf(place: string): string {
  return `/${place.replaceAll('.', '/')}`;
}
