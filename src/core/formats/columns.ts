import { isJsonArray, isJsonObject, parseJson, property } from '../json';
import type { JsonArray, JsonObject, JsonValue } from '../json';
import type { OutgoingRecord } from '../export/output';
import type { Kind } from '../store/records';

/** One cell of a table, before a format writes it its own way. */
export type Cell = string | number | boolean | null;

/** `count` is a number that is whole in every record the field writes; `flag` is true or false. */
export type ColumnType = 'text' | 'number' | 'count' | 'flag';

/** A column of a table. The columns of a table are its contract: new ones go to the end, none changes its meaning. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A column filled from a record's own fields: the first path that holds a fitting value wins. */
interface FieldColumn extends Column {
  readonly from: readonly string[];
}

const RECORD_COLUMNS: readonly Column[] = [
  { name: 'id', type: 'text' },
  { name: 'agent', type: 'text' },
  { name: 'title', type: 'text' },
  { name: 'created', type: 'text' },
  { name: 'last_used', type: 'text' },
  { name: 'confidence', type: 'number' },
  { name: 'success_rate', type: 'number' },
  { name: 'use_count', type: 'count' },
  { name: 'tags', type: 'text' },
  { name: 'active', type: 'flag' },
  { name: 'schema_version', type: 'text' },
];

/**
 * The record shapes of FORMATS 1.5 (1.x, camelCase), 1.6 (2.0.0) and 1.7 (flat, snake_case), in that order. Long texts that
 * nobody sorts or counts by (code, steps, a pattern's rationale) are in the record only: with them a table is twice its size.
 */
const FIELD_COLUMNS: { readonly [Of in Kind]: readonly FieldColumn[] } = {
  pattern: [
    { name: 'type', type: 'text', from: ['pattern.type', 'type'] },
    { name: 'technique', type: 'text', from: ['pattern.approach.technique', 'technique', 'name'] },
    {
      name: 'when_applicable',
      type: 'text',
      from: ['pattern.conditions.whenApplicable', 'conditions.when_applicable'],
    },
    {
      name: 'avg_time_saved_ms',
      type: 'number',
      from: ['metrics.avgTimeSavedMs', 'performance.avg_time_saved_ms', 'avg_time_saved_ms'],
    },
    {
      name: 'error_prevention_count',
      type: 'count',
      from: ['metrics.errorPreventionCount', 'performance.error_prevention_count', 'error_prevention_count'],
    },
    {
      name: 'refinements',
      type: 'count',
      from: ['evolution.refinements', 'lifecycle.refinement_count', 'refinements'],
    },
  ],
  solution: [
    {
      name: 'error_type',
      type: 'text',
      from: ['problem.errorType', 'problem.error_type', 'error_type', 'type'],
    },
    {
      name: 'error_message',
      type: 'text',
      from: ['problem.errorMessage', 'problem.error_message', 'error_message', 'name'],
    },
    { name: 'root_cause', type: 'text', from: ['solution.rootCause', 'solution.root_cause', 'root_cause'] },
    {
      name: 'fix',
      type: 'text',
      from: ['solution.fixApproach', 'solution.fix_approach', 'fix_approach', 'fix'],
    },
    { name: 'worked', type: 'flag', from: ['effectiveness.worked', 'worked'] },
    {
      name: 'time_to_fix_minutes',
      type: 'number',
      from: ['effectiveness.timeToFixMinutes', 'effectiveness.time_to_fix_minutes', 'time_to_fix_minutes'],
    },
    {
      name: 'prevented_recurrence',
      type: 'count',
      from: [
        'effectiveness.preventedRecurrence',
        'effectiveness.prevented_recurrence',
        'prevented_recurrence',
      ],
    },
    {
      name: 'related_errors_fixed',
      type: 'count',
      from: [
        'effectiveness.relatedErrorsFixed',
        'effectiveness.related_errors_fixed',
        'related_errors_fixed',
      ],
    },
  ],
  decision: [
    { name: 'type', type: 'text', from: ['decision.type', 'type'] },
    { name: 'question', type: 'text', from: ['decision.question', 'question', 'name'] },
    {
      name: 'chosen_option',
      type: 'text',
      from: ['decision.chosenOption', 'decision.chosen_option', 'chosen_option'],
    },
    {
      name: 'alternatives',
      type: 'text',
      from: [
        'decision.alternativesConsidered',
        'decision.alternatives_considered',
        'alternatives_considered',
      ],
    },
    { name: 'rationale', type: 'text', from: ['decision.rationale', 'rationale'] },
    {
      name: 'primary_factors',
      type: 'text',
      from: [
        'decision.decisionFactors.primary',
        'decision.decision_factors.primary',
        'decision_factors.primary',
      ],
    },
    {
      name: 'would_repeat',
      type: 'flag',
      from: ['outcome.wouldRepeat', 'outcome.would_repeat', 'would_repeat'],
    },
    {
      name: 'lessons_learned',
      type: 'text',
      from: ['outcome.lessonsLearned', 'outcome.lessons_learned', 'lessons_learned'],
    },
    { name: 'reviewed_at', type: 'text', from: ['reviewedAt', 'reviewed_at'] },
  ],
};

/** The columns of one kind's table, in order: the normalised view, then the kind's own. The record itself comes after. */
export function columnsOf(kind: Kind): readonly Column[] {
  return [...RECORD_COLUMNS, ...FIELD_COLUMNS[kind].map(({ name, type }) => ({ name, type }))];
}

/** What fills one kind's columns. Text is well-formed Unicode without NUL; the record's JSON keeps what that loses. */
export function rowReader(kind: Kind): (record: OutgoingRecord) => Cell[] {
  const fields = FIELD_COLUMNS[kind].map(({ type, from }) => ({
    type,
    paths: from.map((path) => path.split('.')),
  }));
  return (record) => {
    const { view } = record;
    const value = record.value ?? parseRecord(record.bytes);
    const row: Cell[] = [
      plainText(view.id),
      plainText(view.agent),
      plainText(view.title),
      view.created === null ? null : plainText(view.created),
      view.last_used === null ? null : plainText(view.last_used),
      finite(view.confidence),
      finite(view.success_rate),
      finite(view.use_count),
      plainText(view.tags.join(LIST_SEPARATOR)),
      view.active,
      plainText(view.schema_version),
    ];
    for (const { type, paths } of fields) row.push(firstCell(value, paths, type));
    return row;
  };
}

/** Between the entries of a list that becomes one cell. */
const LIST_SEPARATOR = '; ';

/**
 * Text as every reader takes it: a lone surrogate has no UTF-8 form and NUL ends a string for C programs (the csv module of
 * Python before 3.11, the text functions of SQLite), so each becomes U+FFFD.
 */
export function plainText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', '\ufffd') : whole;
}

function parseRecord(bytes: Uint8Array): JsonObject {
  const value = parseJson(new TextDecoder().decode(bytes));
  return isJsonObject(value) ? value : {};
}

function firstCell(record: JsonObject, paths: readonly (readonly string[])[], type: ColumnType): Cell {
  for (const path of paths) {
    let found: JsonValue | undefined = record;
    for (const key of path) {
      found = property(found, key);
      if (found === undefined) break;
    }
    const cell = found === undefined ? null : toCell(found, type);
    if (cell !== null) return cell;
  }
  return null;
}

/** Null for a value that does not fit the column: a path that holds something else does not hide the next path. */
function toCell(value: JsonValue, type: ColumnType): Cell {
  if (type === 'flag') return typeof value === 'boolean' ? value : null;
  if (type === 'number' || type === 'count') return typeof value === 'number' ? finite(value) : null;
  const text = isJsonArray(value) ? listText(value) : toText(value);
  return text === null ? null : plainText(text);
}

function listText(list: JsonArray): string {
  return list
    .map(toText)
    .filter((text) => text !== null)
    .join(LIST_SEPARATOR);
}

/** Null for null, and for a value nested deeper than the engine can write (some thousand levels): `record` still holds it. */
function toText(value: JsonValue): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return null;
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** `1e999` is valid JSON and reads as Infinity, which neither CSV nor SQL has. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** What a document's path in a bundle says: `agents/<agent>/metrics.json`, `global/cross-agent.json`. */
export function documentOf(path: string): { readonly agent: string | undefined; readonly name: string } {
  const [top, agent, file] = path.split('/');
  const name = (file ?? agent ?? path).replace(/\.json$/, '');
  return { agent: top === 'agents' && file !== undefined ? agent : undefined, name };
}
