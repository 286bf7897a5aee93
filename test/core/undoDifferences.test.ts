// What an undo would lose, whatever the bytes look like in which it is written now.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/core/json';
import { isJsonArray, isJsonObject } from '../../src/core/json';
import { changeStore } from '../../src/core/store/changeStore';
import { planUndo } from '../../src/core/undo/planUndo';
import { FOLDER, changesTo, importing, memoryHome, testHost, writable } from './changeMaking';

const PATH = 'front/solutions.json';
const host = testHost();

/** How somebody writes JSON. */
interface Hand {
  readonly indent: number;
  readonly isReversed: boolean;
  readonly isAscii: boolean;
  readonly isGzip: boolean;
}

const hand: fc.Arbitrary<Hand> = fc.record({
  indent: fc.nat(4),
  isReversed: fc.boolean(),
  isAscii: fc.boolean(),
  isGzip: fc.boolean(),
});

function reversed(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

function written(records: readonly JsonObject[], { indent, isReversed, isAscii, isGzip }: Hand): Uint8Array {
  const list = isReversed ? [...records].reverse().map(reversed) : records;
  const text = JSON.stringify(list, null, indent);
  const escaped = isAscii
    ? text.replace(/[^ -~\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text;
  return isGzip ? new Uint8Array(gzipSync(escaped)) : new TextEncoder().encode(escaped);
}

const body = fc.dictionary(
  fc.constantFrom('note', 'schlüssel', 'a "b"', '😀', 'tags'),
  fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(fc.string()),
    fc.boolean(),
  ),
);

type Fate = 'same' | 'changed' | 'removed' | 'added';
const record = fc.record({
  body,
  fate: fc.constantFrom<Fate>('same', 'same', 'changed', 'removed', 'added'),
});

describe('what an undo would lose', () => {
  test('is each record that was added, changed or removed since, and no other', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), hand, hand, async (records, first, then) => {
        const home = memoryHome({ [PATH]: '[]' });
        const store = writable(home);
        const all = records.map(({ body: members, fate }, place) => ({
          fate,
          id: `s-${String(place)}`,
          value: { ...members, id: `s-${String(place)}` },
        }));
        const left = all.filter(({ fate }) => fate !== 'added').map(({ value }) => value);
        const text = new TextDecoder().decode(written(left, { ...first, isGzip: false }));
        await changeStore(host, store, importing, await changesTo(store, { [PATH]: text }));
        const now = all
          .filter(({ fate }) => fate !== 'removed')
          .map(({ value, fate }) => (fate === 'changed' ? { ...value, seen: 'since' } : value));
        home.put(`${FOLDER}/${PATH}`, written(now, then));
        const { lost, lostFiles, files } = await planUndo(host, store, undefined);
        const expected = all.flatMap(({ fate, id }) => (fate === 'same' ? [] : [`${fate} ${id}`]));
        expect(lost.map(({ change, id }) => `${change} ${id}`).sort()).toEqual(expected.sort());
        expect(lostFiles).toEqual([]);
        expect(files.map(({ changedSince }) => changedSince)).toEqual([expected.length > 0]);
      }),
      { numRuns: 200 },
    ));

  test('is told against what was there before where the disk had no room for a copy of what was written', async () => {
    const home = memoryHome({ [PATH]: '[]' });
    const full = writable({ ...home, freeBytes: () => Promise.resolve(10) });
    const changes = await changesTo(full, { [PATH]: '[{"id": "s-1"}]' });
    const { id } = await changeStore(host, full, importing, changes);
    expect([...home.snapshot().keys()].filter((path) => path.includes(`${id}/after`))).toEqual([]);
    const store = writable(home);
    expect((await planUndo(host, store, undefined)).lost).toEqual([]);
    home.put(`${FOLDER}/${PATH}`, '[{"id": "s-1"}, {"id": "s-2"}]');
    const { lost } = await planUndo(host, store, undefined);
    expect(lost.map((each) => each.id)).toEqual(['s-1', 's-2']);
  });

  test('is a file as a whole where it holds no records and says something else', async () => {
    const path = 'global/team-conventions.json';
    const home = memoryHome({ [path]: '{}' });
    const store = writable(home);
    await changeStore(
      host,
      store,
      importing,
      await changesTo(store, { [path]: '{"indent": 2, "tabs": false}' }),
    );
    home.put(`${FOLDER}/${path}`, '{"tabs":false,"indent":2}');
    expect((await planUndo(host, store, undefined)).lostFiles).toEqual([]);
    home.put(`${FOLDER}/${path}`, '{"tabs":true,"indent":2}');
    expect((await planUndo(host, store, undefined)).lostFiles).toEqual([path]);
    home.put(`${FOLDER}/${path}`, '{"tabs":');
    expect((await planUndo(host, store, undefined)).lostFiles).toEqual([path]);
  });
});
