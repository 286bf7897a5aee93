import { isJsonObject, parseJson } from '../json';
import type { JsonObject } from '../json';
import type { Codecs } from '../ports';
import { OutlineMembers } from '../store/outlinePlaces';
import { OutlineReader } from '../store/outlineReader';
import type { RecordPlace } from '../store/foundRecord';
import { recordReader } from '../store/readRecords';
import type { RecordReading } from '../store/readRecords';
import type { Kind, RecordShape, RecordView } from '../store/records';
import type { TextSpans } from '../store/textSpans';
import {
  CONFIDENCE_PLACES,
  confidenceOf,
  placedTitle,
  SHAPE_PLACES,
  shapeOf,
  TITLE_PLACES,
} from '../store/view';
import { canRewrite, MERGED_HASHES } from './mergeRecords';
import { RECORD_FIELDS } from './recordFields';
import { textPlaces } from './recordTexts';
import { CHECKED_PLACES, REFERENCE_PLACE } from './validate';

/** A record of a source. */
export interface ArrivingRecord {
  readonly view: Pick<RecordView, 'id' | 'agent' | 'kind' | 'title' | 'confidence'>;
  readonly shape: RecordShape;
  /** The record, or its outline: the members that planning looks at, and no others. */
  readonly value: JsonObject;
  readonly isOutline?: boolean | undefined;
  /** All of it. */
  readonly bytes: Uint8Array;
  /** In the text of its list; undefined where it comes from something else. */
  readonly place?: RecordPlace | undefined;
}

/** A record of the memory. As a `StoredRecord`, its bytes are good until the next batch. */
export interface PresentRecord {
  readonly id: string;
  readonly confidence: number | null;
  readonly shape: RecordShape;
  readonly value: JsonObject;
  readonly isOutline?: boolean | undefined;
  readonly bytes: Uint8Array;
  readonly index: number;
  /** False when it holds a number that would come out another one if it was written again. */
  readonly canRewrite: boolean;
  /** What `sketchOf` gave. */
  readonly sketch: number | undefined;
}

/**
 * Takes what says whether two records are alike: the texts at `textPlaces` of a record that is read by its outline, all of
 * one that is parsed. Gives the record's number in the sketches, if it gets one.
 */
export type SketchOf = (id: string, found: TextSpans | JsonObject) => number | undefined;

/**
 * Reads the records of a source: sound ones by their outline, which takes less than half of the time that parsing takes; others are
 * parsed, and what is wrong with them is told.
 */
export function arrivingReading(
  agent: string,
  kind: Kind,
  codecs: Pick<Codecs, 'textsOf'>,
): RecordReading<ArrivingRecord> {
  return (file, take) => {
    const reader = new OutlineReader(
      membersOf(`arriving ${kind}`, () => arrivingPlaces(kind)),
      codecs,
    );
    let place: RecordPlace | undefined;
    const parsing = recordReader(agent, kind, file, (record) => {
      take({ ...record, place });
    });
    return {
      onRecord: (found) => {
        const { offset, index, gap } = found;
        place = { offset, index, gap };
        return parsing(found);
      },
      takeSound: (text, start, where) => {
        const end = reader.read(text, start);
        if (end === -1) return -1;
        const value = reader.outline;
        const title = placedTitle(value);
        if (!hasId(value) || title === undefined) return -1;
        const view = { id: value.id, agent, kind, title, confidence: confidenceOf(value, kind) };
        take({
          view,
          shape: shapeOf(value),
          value,
          isOutline: true,
          bytes: text.subarray(start, end),
          place: where,
        });
        return end;
      },
    };
  };
}

/** Reads the records of the memory, as `arrivingReading` does. */
export function presentReading(
  agent: string,
  kind: Kind,
  codecs: Pick<Codecs, 'textsOf'>,
  sketchOf: SketchOf | undefined,
): RecordReading<PresentRecord> {
  return (file, take) => {
    const name = sketchOf === undefined ? 'present' : 'texts';
    const places = () => presentPlaces(kind, sketchOf !== undefined);
    const reader = new OutlineReader(membersOf(`${name} ${kind}`, places), codecs);
    return {
      onRecord: recordReader(
        agent,
        kind,
        file,
        ({ view: { id, confidence }, shape, value, bytes, index }) => {
          const sketch = sketchOf?.(id, value);
          take({ id, confidence, shape, value, bytes, index, canRewrite: canRewrite(value), sketch });
        },
      ),
      takeSound: (text, start, { index }) => {
        const end = reader.read(text, start);
        if (end === -1) return -1;
        const value = reader.outline;
        if (!hasId(value)) return -1;
        take({
          id: value.id,
          confidence: confidenceOf(value, kind),
          shape: shapeOf(value),
          value,
          isOutline: true,
          bytes: text.subarray(start, end),
          index,
          canRewrite: !reader.hasInexact,
          sketch: sketchOf?.(value.id, reader.texts),
        });
        return end;
      },
    };
  };
}

/**
 * Tells where the texts lie that say whether two records are alike, of the record that begins at `start`: good until it is called
 * again. Undefined for one that has to be parsed.
 */
export function textReader(
  kind: Kind,
  codecs: Pick<Codecs, 'textsOf'>,
): (bytes: Uint8Array, start: number) => TextSpans | undefined {
  const places = () => ({ whole: [], kind: [], texts: textPlaces(kind) });
  const reader = new OutlineReader(membersOf(`only texts ${kind}`, places), codecs);
  return (bytes, start) => (reader.read(bytes, start) === -1 ? undefined : reader.texts);
}

/** All of a record. */
export function wholeValue({
  value,
  bytes,
  isOutline,
}: Pick<ArrivingRecord, 'value' | 'bytes' | 'isOutline'>): JsonObject {
  if (isOutline !== true) return value;
  const whole = parseJson(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (!isJsonObject(whole)) throw new TypeError('an outline is that of an object');
  return whole;
}

/** Others get an id that is made of all that they say. */
function hasId(value: JsonObject): value is JsonObject & { readonly id: string } {
  const { id } = value;
  return typeof id === 'string' && id !== '';
}

const known = new Map<string, OutlineMembers>();

function membersOf(name: string, places: () => Parameters<typeof OutlineMembers.of>[0]): OutlineMembers {
  let members = known.get(name);
  if (members === undefined) {
    members = OutlineMembers.of(places());
    known.set(name, members);
  }
  return members;
}

function arrivingPlaces(kind: Kind): Parameters<typeof OutlineMembers.of>[0] {
  const fields = RECORD_FIELDS[kind].map((field) => ({
    isList: field.rule === 'union',
    places: [...Object.values(field.places), ...(field.also ?? [])],
  }));
  const values = fields.flatMap(({ isList, places }) => (isList ? [] : places));
  const lists = fields.flatMap(({ isList, places }) => (isList ? places : []));
  return {
    whole: [
      'id',
      'agent',
      'version',
      ...TITLE_PLACES,
      ...CONFIDENCE_PLACES,
      ...values,
      MERGED_HASHES,
      REFERENCE_PLACE,
    ],
    kind: [...SHAPE_PLACES, ...lists, ...CHECKED_PLACES[kind]],
  };
}

function presentPlaces(kind: Kind, withTexts: boolean): Parameters<typeof OutlineMembers.of>[0] {
  return {
    whole: ['id', 'version', ...CONFIDENCE_PLACES, MERGED_HASHES],
    kind: SHAPE_PLACES,
    texts: withTexts ? textPlaces(kind) : [],
  };
}
