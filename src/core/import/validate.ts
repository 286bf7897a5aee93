import { isJsonArray, isJsonObject, property } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Clock } from '../ports';
import type { Kind, RecordShape } from '../store/records';
import { parseTime } from '../store/times';
import { RECORD_FIELDS } from './recordFields';
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
  const { id } = value;
  if (id !== undefined && !((typeof id === 'string' && id !== '') || typeof id === 'number'))
    return { pointer: '/id', detail: 'is not a text' };
  return faultIn(value, checksOf(kind, shape), level, clock);
}

/** What is asked of a member of a record, and of those inside it. */
interface Check {
  readonly key: string;
  readonly place: string;
  readonly container: 'object' | 'list' | undefined;
  readonly field: RecordField | undefined;
  /** The first place, this one or one inside it, that a record of the shape cannot be without. */
  readonly required: string | undefined;
  readonly inner: readonly Check[];
}

function faultIn(
  value: JsonValue,
  checks: readonly Check[],
  level: ValidationLevel,
  clock: Clock,
): Fault | undefined {
  for (const { key, place, container, field, required, inner } of checks) {
    const found = property(value, key);
    if (found === undefined || found === null) {
      if (level === 'full' && required !== undefined)
        return { pointer: pointerOf(required), detail: 'is missing' };
      continue;
    }
    const detail =
      containerFault(found, container) ??
      (field === undefined ? undefined : faultOf(found, field, level, clock));
    if (detail !== undefined) return { pointer: pointerOf(place), detail };
    const fault = inner.length === 0 ? undefined : faultIn(found, inner, level, clock);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function containerFault(found: JsonValue, container: Check['container']): string | undefined {
  if (container === 'object') return isJsonObject(found) ? undefined : 'is not an object';
  if (container === 'list') return isJsonArray(found) ? undefined : 'is not a list';
  return undefined;
}

const knownChecks = new Map<string, readonly Check[]>();

function checksOf(kind: Kind, shape: RecordShape): readonly Check[] {
  const name = `${kind} ${shape}`;
  let checks = knownChecks.get(name);
  if (checks === undefined) {
    const fields = new Map<string, RecordField>();
    for (const field of RECORD_FIELDS[kind]) {
      const place = field.places[shape];
      if (place !== undefined) fields.set(place, field);
    }
    checks = checksUnder('', { objects: OBJECTS[kind], fields, required: REQUIRED[kind][shape] });
    knownChecks.set(name, checks);
  }
  return checks;
}

interface Wanted {
  readonly objects: readonly string[];
  readonly fields: ReadonlyMap<string, RecordField>;
  readonly required: readonly string[];
}

/** The checks of the members whose places begin with `prefix`: each object on the way is looked up once. */
function checksUnder(prefix: string, wanted: Wanted): readonly Check[] {
  const { objects, fields, required } = wanted;
  const places = [...objects, 'tags', ...fields.keys(), ...required].filter((place) =>
    place.startsWith(prefix),
  );
  const keys = new Set(places.map((place) => place.slice(prefix.length).split('.')[0] ?? ''));
  return [...keys].map((key) => {
    const place = `${prefix}${key}`;
    return {
      key,
      place,
      container: objects.includes(place) ? 'object' : place === 'tags' ? 'list' : undefined,
      field: fields.get(place),
      required: required.find((each) => each === place || each.startsWith(`${place}.`)),
      inner: checksUnder(`${place}.`, wanted),
    };
  });
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
