import { isJsonObject, parseJson } from '../json';
import type { JsonObject } from '../json';
import type { Codecs } from '../ports';
import { OutlineMembers } from '../store/outlinePlaces';
import { OutlineReader } from '../store/outlineReader';
import { recordReader } from '../store/readRecords';
import type { RecordReading } from '../store/readRecords';
import type { Kind, StoredRecord } from '../store/records';
import { placedTitle, VIEW_PLACES, viewRecord } from '../store/view';
import { canRewrite, MERGED_HASHES } from './mergeRecords';
import { RECORD_FIELDS } from './recordFields';
import { textPlaces } from './similarity';
import { CHECKED_PLACES, REFERENCE_PLACE } from './validate';

/**
 * A record as planning sees it. `value` may be an outline: it has the members that planning looks at, and no others. The
 * whole record lies in `bytes`.
 */
export interface OutlinedRecord extends StoredRecord {
  readonly isOutline?: boolean | undefined;
  /** False when it holds a number that would come out another one if it was written again. */
  readonly canRewrite: boolean;
}

/** A record of a source: of some sources parsed, of others its outline. */
export type ArrivingRecord = Omit<OutlinedRecord, 'canRewrite'>;

/** What is looked at: with `texts`, also what says whether two records are alike (`similarity.ts`). */
export type OutlineUse = 'plain' | 'texts';

/**
 * Reads records for planning: sound ones by their outline, which takes a third of the time that parsing takes; others are
 * parsed, and what is wrong with them is told.
 */
export function outlineReading(
  agent: string,
  kind: Kind,
  use: OutlineUse,
  codecs: Codecs,
): RecordReading<OutlinedRecord> {
  return (file, take) => {
    const reader = new OutlineReader(membersOf(kind, use), codecs);
    return {
      onRecord: recordReader(agent, kind, file, (record) => {
        take({ ...record, canRewrite: canRewrite(record.value) });
      }),
      takeSound: (text, start, index) => {
        const end = reader.read(text, start);
        if (end === -1) return -1;
        const value = reader.outline;
        const { id } = value;
        if (typeof id !== 'string' || id === '' || placedTitle(value) === undefined) return -1;
        const { view, shape } = viewRecord(value, agent, kind);
        const bytes = text.subarray(start, end);
        take({ view, shape, value, bytes, file, index, isOutline: true, canRewrite: !reader.hasInexact });
        return end;
      },
    };
  };
}

/** All of a record. */
export function wholeValue({ value, bytes, isOutline }: ArrivingRecord): JsonObject {
  if (isOutline !== true) return value;
  const whole = parseJson(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (!isJsonObject(whole)) throw new TypeError('an outline is that of an object');
  return whole;
}

const known = new Map<string, OutlineMembers>();

function membersOf(kind: Kind, use: OutlineUse): OutlineMembers {
  const key = `${kind} ${use}`;
  let members = known.get(key);
  if (members === undefined) {
    members = new OutlineMembers(placesOf(kind, use));
    known.set(key, members);
  }
  return members;
}

function placesOf(kind: Kind, use: OutlineUse): ConstructorParameters<typeof OutlineMembers>[0] {
  const fields = RECORD_FIELDS[kind].map((field) => ({
    isList: field.rule === 'union',
    places: [...Object.values(field.places), ...(field.also ?? [])],
  }));
  return {
    whole: [
      ...VIEW_PLACES.whole,
      'agent',
      ...fields.flatMap(({ isList, places }) => (isList ? [] : places)),
      MERGED_HASHES,
      REFERENCE_PLACE,
      ...(use === 'texts' ? textPlaces(kind) : []),
    ],
    kind: [
      ...VIEW_PLACES.kind,
      ...fields.flatMap(({ isList, places }) => (isList ? places : [])),
      ...CHECKED_PLACES[kind],
    ],
  };
}
