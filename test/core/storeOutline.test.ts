// Outlines: reading a few members of a record from its bytes, with all of it checked, against JSON.parse of the whole.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrivingReading, presentReading, wholeValue } from '../../src/core/import/outlines';
import type { ArrivingRecord, PresentRecord, SketchOf } from '../../src/core/import/outlines';
import { canRewrite, countersOf, mergedHashes } from '../../src/core/import/mergeRecords';
import { Sketches } from '../../src/core/import/sketches';
import { findFault } from '../../src/core/import/validate';
import { isJsonArray, isJsonObject, parseJson, property } from '../../src/core/json';
import type { JsonValue } from '../../src/core/json';
import { OutlineMembers } from '../../src/core/store/outlinePlaces';
import { OutlineReader } from '../../src/core/store/outlineReader';
import { KINDS } from '../../src/core/store/records';
import { TextSpans } from '../../src/core/store/textSpans';
import { viewRecord } from '../../src/core/store/view';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { webCodecs } from '../../src/platform/webCodecs';

const codecs = nodeCodecs();
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const clock = { now: () => 0, offsetMinutes: () => 0 };

/** Reads an object that more text follows, as in a list. */
function read(text: string | Uint8Array, whole: readonly string[] = [], kind: readonly string[] = []) {
  const bytes = typeof text === 'string' ? encode(text) : text;
  const reader = new OutlineReader(OutlineMembers.of({ whole, kind }), codecs);
  const padded = new Uint8Array(bytes.length + 20).fill(0x20);
  padded.set(bytes);
  const end = reader.read(padded, 0);
  return { reader, end, took: end === bytes.length };
}

/** What `JSON.parse` of the bytes gives; undefined when they are no JSON object, or not UTF-8. */
function parsed(bytes: Uint8Array): JsonValue | undefined {
  try {
    const value = parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keys that planning looks at, among others. */
const keys = fc.constantFrom(
  ...['id', 'agent', 'pattern', 'problem', 'solution', 'decision', 'metrics', 'evolution', 'lifecycle'],
  ...['approach', 'technique', 'type', 'tags', 'active', 'confidence', 'confidenceScore', 'successRate'],
  ...[
    'created',
    'lastUsed',
    'whenApplicable',
    'conditions',
    'rationale',
    'title',
    'merged_hashes',
    'question',
  ],
  ...['relatedPatterns', 'effectiveness', 'worked', 'executionCount', 'use_count', 'performance', 'x', ''],
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom('2025-01-02T03:04:05.678Z', 'a "quoted"\nline\\', '\u{1f600} ü', '\ud800'),
);
const json = fc.letrec<{ value: JsonValue; object: { [key: string]: JsonValue } }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    texts,
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.constantFrom(null, true, false, 1e400, 12345678901234567890, -0, 0.1),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(keys, tie('value'), { maxKeys: 9, noNullPrototype: true }),
}));
const layout = fc.constantFrom(undefined, 2, '\t', ' \r\n ');

/** Records that are nearly those that Loom writes: most have an id and a title. */
const records = fc
  .record({
    object: json.object,
    id: fc.option(fc.uuid(), { nil: undefined, freq: 9 }),
    title: fc.option(texts, { nil: undefined }),
    pattern: fc.option(
      fc.record({ approach: fc.record({ technique: texts, rationale: texts }), type: texts }),
      { nil: undefined },
    ),
    kind: fc.constantFrom(...KINDS),
  })
  .map(({ object, kind, ...more }) => {
    const own = Object.entries(more).filter(([, value]) => value !== undefined);
    return { value: { ...object, ...Object.fromEntries(own) }, kind };
  });

describe('an outline is read from bytes', () => {
  test('of whatever JSON.stringify writes, with its members as JSON.parse gives them', () => {
    fc.assert(
      fc.property(json.object, layout, (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { reader, took } = read(
          text,
          ['id', 'title', 'pattern.type', 'metrics.successRate', 'tags'],
          ['x'],
        );
        expect(took).toBe(true);
        const back = parsed(encode(text));
        for (const place of [['id'], ['title'], ['pattern', 'type'], ['metrics', 'successRate']]) {
          const at = (from: JsonValue | undefined) =>
            place.reduce<JsonValue | undefined>(
              (each, key) => (isJsonObject(each) && Object.hasOwn(each, key) ? each[key] : undefined),
              from,
            );
          const [ours, theirs] = [at(reader.outline), at(back)];
          if (typeof theirs !== 'object' || theirs === null) expect(ours).toBe(theirs);
          else expect(Array.isArray(ours)).toBe(Array.isArray(theirs));
        }
        expect(reader.hasInexact).toBe(back !== undefined && !canRewrite(back));
      }),
    );
  });

  test('and of nothing that JSON.parse refuses: bytes are changed, taken away and put in', () => {
    fc.assert(
      fc.property(
        json.object,
        layout,
        fc.array(fc.record({ at: fc.nat(), remove: fc.nat(2), insert: fc.uint8Array({ maxLength: 3 }) }), {
          maxLength: 3,
        }),
        fc.constantFrom(...Array.from('"\\{}[],:0-.eEtfn \n\u0000')),
        (value, indent, edits, extra) => {
          let bytes = encode(JSON.stringify(value, null, indent));
          for (const { at, remove, insert } of edits) {
            const place = at % (bytes.length + 1);
            const middle = insert.length === 3 ? insert : encode(extra);
            bytes = Uint8Array.from([
              ...bytes.subarray(0, place),
              ...middle,
              ...bytes.subarray(place + remove),
            ]);
          }
          const { end } = read(bytes, ['id', 'title']);
          if (end === -1) return;
          expect(parsed(bytes.subarray(0, end))).toBeDefined();
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a key beyond ASCII', '{"\u00fc":1}'],
    ['a key that is there twice', '{"a":1,"a":2}'],
    ['a key with an escape', '{"\\u0061":1}'],
    ['a key twice further inside', '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
    ['a number with a leading zero', '{"a":01}'],
    ['a number that ends with a point', '{"a":1.}'],
    ['a number without digits behind its exponent', '{"a":1e}'],
    ['a plus before a number', '{"a":+1}'],
    ['a control character in a text', '{"a":"\u0001"}'],
    ['an unknown escape', '{"a":"\\x"}'],
    ['a cut escape', '{"a":"\\u12"}'],
    ['a comma before the end', '{"a":1,}'],
    ['a comma before the end of a list', '{"a":[1,]}'],
    ['a missing colon', '{"a" 1}'],
    ['brackets that do not match', '{"a":[1}}'],
    ['a word that is none', '{"a":nul}'],
    ['objects deeper than 64 levels', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    [
      'more keys than can be compared',
      `{${Array.from({ length: 257 }, (_, key) => `"k${key}":0`).join(',')}}`,
    ],
  ])('but not of an object with %s', (_, text) => {
    expect(read(text, ['a']).end).toBe(-1);
  });

  test.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['an overlong form of three bytes', [0xe0, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a character beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['a lone continuation', [0x80]],
    ['a character that is cut', [0xe2, 0x82]],
  ])('nor of one whose text holds %s', (_, bytes) => {
    const text = Uint8Array.from([...encode('{"a":"x'), ...bytes, ...encode('"}')]);
    expect(read(text, ['a']).end).toBe(-1);
    expect(parsed(text)).toBeUndefined();
  });

  test('nor of one that ends with the text, since more of it may come', () => {
    const reader = new OutlineReader(OutlineMembers.of({ whole: ['a'], kind: [] }), codecs);
    const text = encode('{"a":12,"b":"text","c":[true]}');
    for (let end = 0; end < text.length; end += 1) expect(reader.read(text.subarray(0, end), 0)).toBe(-1);
  });

  test('which keys came before, and in which order, changes nothing', () => {
    const places = { whole: ['id', 'metrics.successRate', 'pattern.x.id'], kind: ['pattern', 'tags'] };
    const layouts = fc.constantFrom<(value: JsonValue) => string>(
      (value) => JSON.stringify(value),
      (value) => JSON.stringify(value, null, 2),
      (value) => JSON.stringify(value, null, 1).replaceAll(':', '\t:\r\n'),
      // Keys twice, and none at all.
      (value) => JSON.stringify(value).replaceAll('"x":', '"id":'),
      (value) => JSON.stringify(value).replaceAll('"x":', ''),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(json.object, layouts), { maxLength: 12 }), (list) => {
        const again = new OutlineReader(OutlineMembers.of(places), codecs);
        for (const [value, write] of [...list, ...list]) {
          const text = encode(`${write(value)}${' '.repeat(20)}`);
          const fresh = new OutlineReader(OutlineMembers.of(places), codecs);
          const end = fresh.read(text, 0);
          expect(again.read(text, 0)).toBe(end);
          if (end !== -1) expect(again.outline).toEqual(fresh.outline);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('keys that nobody could remember all are read all the same', () => {
    const reader = new OutlineReader(OutlineMembers.of({ whole: ['id'], kind: [] }), codecs);
    for (let index = 0; index < 6000; index += 1) {
      const name = `name-${String(index)}`;
      const text = encode(`{"${name}":{"${name}":1,"id":2},"id":"${name}"}${' '.repeat(20)}`);
      expect(reader.read(text, 0)).toBe(text.length - 20);
      expect(reader.outline).toEqual({ id: name });
    }
  });

  test('a member named __proto__ changes nothing', () => {
    const { reader, took } = read('{"__proto__":{"id":"x"},"id":"y"}', ['id', 'title']);
    expect(took).toBe(true);
    expect(reader.outline).toEqual({ id: 'y' });
  });
});

describe('what planning asks of a record', () => {
  const spread = (text: string): Uint8Array => encode(`${text},${' '.repeat(20)}`);
  const hosts = [
    ['node', codecs],
    ['web', webCodecs()],
  ] as const;

  test.each(hosts)('of a source is answered by its outline as by all of it (%s)', (_, which) => {
    let outlines = 0;
    fc.assert(
      fc.property(records, layout, ({ value, kind }, indent) => {
        const text = JSON.stringify(value, null, indent);
        const taken: ArrivingRecord[] = [];
        arrivingReading(
          'front',
          kind,
          which,
        )('patterns.json', (each) => taken.push(each)).takeSound?.(spread(text), 0, {
          offset: 0,
          index: 0,
          gap: 0,
        });
        const [record] = taken;
        // It is parsed.
        if (record === undefined) return;
        outlines += 1;
        const whole = wholeValue(record);
        expect(whole).toEqual(parseJson(text));
        const { view, shape } = viewRecord(whole, 'front', kind);
        expect(record.view).toEqual(
          Object.fromEntries(Object.keys(record.view).map((key) => [key, property({ ...view }, key)])),
        );
        expect(record.shape).toBe(shape);
        for (const level of ['basic', 'full'] as const)
          expect(findFault(record.value, kind, shape, level, clock)).toEqual(
            findFault(whole, kind, shape, level, clock),
          );
        expect(countersOf(kind, record.value)).toEqual(countersOf(kind, whole));
        expect(mergedHashes(record.value)).toEqual(mergedHashes(whole));
        expect('merged_hashes' in record.value).toBe('merged_hashes' in whole);
        const references = (from: JsonValue): JsonValue[] => {
          const found = property(property(from, 'solution'), 'relatedPatterns');
          return isJsonArray(found) ? found.filter((each) => typeof each === 'string') : [];
        };
        expect(references(record.value)).toEqual(references(whole));
        expect(property(record.value, 'agent') === 'front').toBe(property(whole, 'agent') === 'front');
      }),
      { numRuns: 1000 },
    );
    expect(outlines).toBeGreaterThan(100);
  });

  test.each(hosts)('of the memory too, and its texts have the same words (%s)', (_, which) => {
    let sketched = 0;
    fc.assert(
      fc.property(records, layout, ({ value, kind }, indent) => {
        const text = JSON.stringify(value, null, indent);
        const ours = new Sketches();
        const theirs = new Sketches();
        const taken: PresentRecord[] = [];
        const sketchOf: SketchOf = (_id, found) =>
          found instanceof TextSpans ? ours.addSpans(found, kind) : ours.add(found, kind);
        presentReading(
          'front',
          kind,
          which,
          sketchOf,
        )('patterns.json', (each) => taken.push(each)).takeSound?.(spread(text), 0, {
          offset: 0,
          index: 7,
          gap: 0,
        });
        const [record] = taken;
        if (record === undefined) return;
        const whole = wholeValue(record);
        const { view, shape } = viewRecord(whole, 'front', kind);
        expect(record).toMatchObject({
          id: view.id,
          confidence: view.confidence,
          shape,
          index: 7,
          canRewrite: canRewrite(whole),
        });
        expect(mergedHashes(record.value)).toEqual(mergedHashes(whole));
        expect(record.sketch).toBe(theirs.add(whole, kind));
        if (record.sketch === undefined) return;
        sketched += 1;
        expect(ours.spoken(0)).toEqual(theirs.spoken(0));
        expect(ours.title(0)).toEqual(theirs.title(0));
        expect(ours.numbers(0)).toBe(theirs.numbers(0));
      }),
      { numRuns: 1000 },
    );
    expect(sketched).toBeGreaterThan(100);
  });

  test('texts are cut after 1,000 characters, wherever that is', () => {
    const long = (unit: string, times: number): string => unit.repeat(times);
    const texts = fc.constantFrom(
      long('word ', 150),
      long('ü word ', 130),
      long('a\\n', 400),
      'short',
      '',
      'one two three',
    );
    fc.assert(
      fc.property(texts, texts, fc.array(texts, { maxLength: 4 }), (technique, rationale, whenApplicable) => {
        const value = {
          id: 'x',
          pattern: { approach: { technique, rationale }, conditions: { whenApplicable } },
        };
        const ours = new Sketches();
        const theirs = new Sketches();
        const sketchOf: SketchOf = (_id, found) =>
          found instanceof TextSpans ? ours.addSpans(found, 'pattern') : undefined;
        presentReading(
          'front',
          'pattern',
          codecs,
          sketchOf,
        )('patterns.json', () => undefined).takeSound?.(spread(JSON.stringify(value)), 0, {
          offset: 0,
          index: 0,
          gap: 0,
        });
        expect(ours.size === 0).toBe(theirs.add(value, 'pattern') === undefined);
        if (ours.size === 0) return;
        expect(ours.spoken(0)).toEqual(theirs.spoken(0));
        expect(ours.title(0)).toEqual(theirs.title(0));
      }),
    );
  });
});
