import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstPage, indexRecords } from '../../src/core/store/recordIndex';
import { KINDS } from '../../src/core/store/records';
import { readLayout } from '../../src/core/store/layout';
import type { StoreFile } from '../../src/core/store/store';
import type { TestStore } from './storeMaking';
import { encode, gzip, readSection, storeOf } from './storeMaking';

async function filesOf(store: TestStore): Promise<readonly StoreFile[]> {
  return (await readLayout(store)).agents[0]?.records.pattern ?? [];
}

const list = (count: number, from = 0): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({ id: `r${from + index}`, metrics: { successRate: 0.5 } })),
    undefined,
    2,
  );

describe('the index of a section', () => {
  test.each([
    ['plain', { 'a/patterns.json': list(500) }],
    ['gzip', { 'a/patterns.json': gzip(list(500)) }],
    ['with a byte order mark', { 'a/patterns.json': encode(`\ufeff${list(500)}`) }],
    ['wrapped', { 'a/patterns.json': `{"version":"1","patterns":${list(500)}}` }],
    ['a pair', { 'a/patterns.json': list(200), 'a/patterns.json.gz': gzip(list(300, 200)) }],
  ])('%s: pages hold the records that reading finds', async (_name, files) => {
    const store = storeOf(files);
    const index = await indexRecords(store, 'a', 'pattern', await filesOf(store));
    expect(index).toMatchObject({ count: 500, problems: [], meanSuccessRate: 0.5 });
    expect(index.bytes).toBe((await filesOf(store)).reduce((sum, file) => sum + file.size, 0));
    const { records } = await readSection(store, 'a', 'pattern');
    for (const [start, end] of [
      [0, 1],
      [0, 200],
      [190, 210],
      [200, 400],
      [499, 500],
      [0, 500],
    ] as const) {
      expect(await index.page(start, end)).toEqual(records.slice(start, end));
    }
    expect(await index.page(500, 700)).toEqual([]);
    expect((await index.page(450, 700)).map((record) => record.view.id)).toEqual(
      Array.from({ length: 50 }, (_, place) => `r${450 + place}`),
    );
  });

  test('the mean success rate is that of the views, whatever the shapes', async () => {
    const share = fc.option(fc.double({ min: 0, max: 1.2, noNaN: true }), { nil: undefined });
    const record = fc.record(
      {
        id: fc.string(),
        name: fc.constantFrom('metrics', 'success_rate', '"outcome":1'),
        metrics: fc.record({ successRate: share }, { requiredKeys: [] }),
        performance: fc.record({ success_rate: share }, { requiredKeys: [] }),
        success_rate: share,
        effectiveness: fc.record({ worked: fc.boolean() }, { requiredKeys: [] }),
        outcome: fc.record({ wouldRepeat: fc.boolean(), would_repeat: fc.boolean() }, { requiredKeys: [] }),
        context: fc.record({ metrics: fc.record({ successRate: share }) }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(record),
        fc.constantFrom(...KINDS),
        fc.constantFrom(undefined, 2),
        async (records, kind, indent) => {
          const store = storeOf({ 'a/patterns.json': JSON.stringify(records, undefined, indent) });
          const files = await filesOf(store);
          const { meanSuccessRate } = await indexRecords(store, 'a', kind, files);
          const rates = (await readSection(store, 'a', kind, files)).records.flatMap(
            (each) => each.view.success_rate ?? [],
          );
          if (rates.length === 0) expect(meanSuccessRate).toBeNull();
          else
            expect(meanSuccessRate).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / rates.length, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('damage of the structure is a problem, damage inside a record leaves a gap in its page', async () => {
    const store = storeOf({ 'a/patterns.json': '[{"id":"a"},{"id":NaN},{"id":"c"},7' });
    const index = await indexRecords(store, 'a', 'pattern', await filesOf(store));
    expect(index.count).toBe(3);
    expect(index.problems.map((problem) => problem.code)).toEqual(['record-not-an-object', 'json-damaged']);
    expect((await index.page(0, 3)).map((record) => record.view.id)).toEqual(['a', 'c']);
  });

  test('a page of a file that was replaced is refused', async () => {
    const store = storeOf({ 'a/patterns.json': list(3) });
    const index = await indexRecords(store, 'a', 'pattern', await filesOf(store));
    const writer = await store.files.write('a/patterns.json', { replace: true });
    await writer.append(encode(list(2)));
    await writer.commit();
    await expect(index.page(0, 1)).rejects.toMatchObject({
      code: 'memory-changing',
      data: { file: 'a/patterns.json' },
    });
  });

  test('a section without files is empty', async () => {
    expect(await indexRecords(storeOf({}), 'a', 'pattern', [])).toMatchObject({
      count: 0,
      problems: [],
      meanSuccessRate: null,
      bytes: 0,
    });
  });
});

describe('the first page of a section', () => {
  test('holds the first records and says whether there are more', async () => {
    const store = storeOf({ 'a/patterns.json': list(5), 'a/patterns.json.gz': gzip(list(5, 5)) });
    const files = await filesOf(store);
    const { records } = await readSection(store, 'a', 'pattern');
    for (const limit of [1, 4, 5, 6, 9]) {
      const page = await firstPage(store, 'a', 'pattern', files, limit);
      expect(page).toEqual({ records: records.slice(0, limit), problems: [], complete: false });
    }
    for (const limit of [10, 11])
      expect(await firstPage(store, 'a', 'pattern', files, limit)).toEqual({
        records,
        problems: [],
        complete: true,
      });
  });

  test('reads no more of a large file than it needs', async () => {
    const store = storeOf({ 'a/patterns.json': list(60_000) });
    const { files, codecs } = store;
    let bytes = 0;
    const counting = {
      ...files,
      async *read(path: string) {
        for await (const piece of files.read(path)) {
          bytes += piece.length;
          yield piece;
        }
      },
    };
    await firstPage({ files: counting, codecs }, 'a', 'pattern', await filesOf(store), 200);
    expect(bytes).toBeLessThanOrEqual(1024 * 1024);
    expect((await filesOf(store))[0]?.size).toBeGreaterThan(4_000_000);
  });

  test('says what is wrong on the way', async () => {
    const store = storeOf({ 'a/patterns.json': 'null' });
    const page = await firstPage(store, 'a', 'pattern', await filesOf(store), 10);
    expect(page).toMatchObject({ records: [], problems: [{ code: 'not-an-array' }], complete: true });
  });
});
