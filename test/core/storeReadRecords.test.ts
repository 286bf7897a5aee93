import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../src/core/store/readRecords';
import { encode, gzip, readPatterns, readSection, storeOf } from './storeMaking';

const two = '[{"id":"one"},{"id":"two"}]';
const ids = (read: { records: readonly { view: { id: string } }[] }): string[] =>
  read.records.map((record) => record.view.id);

describe('encodings of a records file', () => {
  test.each([
    ['plain', 'a/patterns.json', encode(two)],
    ['gzip under .json', 'a/patterns.json', gzip(two)],
    ['gzip under .json.gz', 'a/patterns.json.gz', gzip(two)],
    ['plain under .json.gz', 'a/patterns.json.gz', encode(two)],
    ['with a byte order mark', 'a/patterns.json', encode(`\ufeff${two}`)],
    ['gzip with a byte order mark inside', 'a/patterns.json', gzip(`\ufeff${two}`)],
    ['two-space indent', 'a/patterns.json', encode(JSON.stringify(JSON.parse(two), undefined, 2))],
    ['tabs and CRLF', 'a/patterns.json', encode('[\r\n\t{"id":"one"} ,\r\n\t{ "id" :\t"two"}\r\n]\r\n')],
    ['a wrapper', 'a/patterns.json', encode(`{"version":"1.0.0","patterns":${two},"total":2}`)],
    ['a wrapper of records', 'a/patterns.json', encode(`{ "meta": {"x": [1]}, "records" : ${two} }`)],
    ['a wrapper of items', 'a/patterns.json', encode(`{"items":${two}}`)],
    ['a wrapper of entries, gzip', 'a/patterns.json', gzip(`{"entries":${two},"version":"1"}`)],
    ['a wrapper with an escaped name', 'a/patterns.json', encode(`{"p\\u0061tterns":${two}}`)],
  ])('%s is read', async (_name, path, content) => {
    const read = await readSection(storeOf({ [path]: content }), 'a', 'pattern');
    expect(ids(read)).toEqual(['one', 'two']);
    expect(read.problems).toEqual([]);
    expect(read.records.map((record) => [record.index, record.file])).toEqual([
      [0, path],
      [1, path],
    ]);
  });

  test('gzip of several members is read to its end', async () => {
    const bytes = Buffer.concat([gzipSync(two.slice(0, 9)), gzipSync(two.slice(9))]);
    expect(ids(await readPatterns(new Uint8Array(bytes)))).toEqual(['one', 'two']);
  });

  test('solutions and decisions have wrappers of their own names', async () => {
    const store = storeOf({
      'a/solutions.json': `{"solutions":${two}}`,
      'a/decisions.json': `{"decisions":${two}}`,
    });
    expect(ids(await readSection(store, 'a', 'solution'))).toEqual(['one', 'two']);
    expect(ids(await readSection(store, 'a', 'decision'))).toEqual(['one', 'two']);
  });

  test('both files of a pair are one list, the plain one first', async () => {
    const store = storeOf({
      'a/patterns.json': '[{"id":"new"}]',
      'a/patterns.json.gz': gzip('[{"id":"old"}]'),
    });
    const read = await readSection(store, 'a', 'pattern');
    expect(ids(read)).toEqual(['new', 'old']);
    expect(read.records.map((record) => record.file)).toEqual(['a/patterns.json', 'a/patterns.json.gz']);
  });

  test('an empty list has no records and no problem', async () => {
    for (const empty of ['[]', ' [ \n ] ', '{"patterns":[]}'])
      expect(await readPatterns(empty)).toMatchObject({ records: [], problems: [] });
  });

  test('the bytes of a record are its own, as they stand in the file', async () => {
    const text = '[ {"id": "é",\n "n": 1.50e+2, "big": 12345678901234567890 } ]';
    const { records } = await readPatterns(text);
    expect(new TextDecoder().decode(records[0]?.bytes)).toBe(text.slice(2, -2));
  });

  test('keys like __proto__ stay harmless keys of their own', async () => {
    const { records, problems } = await readPatterns(
      '[{"id":"a","__proto__":{"confidence":1},"constructor":2}]',
    );
    expect(problems).toEqual([]);
    expect(Object.keys(records[0]?.value ?? {})).toEqual(['id', '__proto__', 'constructor']);
    expect(records[0]?.view.confidence).toBeNull();
    expect(Object.getPrototypeOf({})).not.toHaveProperty('confidence');
  });

  test('exact strings survive: U+0000, U+2028, emoji, escaped lone surrogates', async () => {
    const text = '[{"id":"\\u0000\u2028😀\\ud800"}]';
    const { records, problems } = await readPatterns(text);
    expect(problems).toEqual([]);
    expect(records[0]?.value).toEqual(JSON.parse(text.slice(1, -1)));
    expect(new TextDecoder().decode(records[0]?.bytes)).toBe(text.slice(1, -1));
  });
});

describe('a list of any records', () => {
  const records = fc.array(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' })),
    { maxLength: 12 },
  );
  const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });

  test('reads as JSON.parse reads it, with any white space and either encoding', async () => {
    await fc.assert(
      fc.asyncProperty(records, space, fc.boolean(), fc.boolean(), async (list, gap, zipped, wrapped) => {
        const items = list.map((record) => JSON.stringify(record)).join(`${gap},${gap}`);
        const json = `${gap}[${gap}${items}${gap}]${gap}`;
        const text = wrapped ? `{"patterns":${json}}` : json;
        const read = await readPatterns(zipped ? gzip(text) : text);
        expect(read.problems).toEqual([]);
        expect(read.records.map((record) => record.value)).toEqual(JSON.parse(json));
      }),
      { numRuns: 60 },
    );
  });

  test('is read whole when its file comes in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 60 }), async (list, size) => {
        const { files, codecs } = storeOf({ 'a/patterns.json': JSON.stringify(list, undefined, 1) });
        const slow = {
          codecs,
          files: {
            ...files,
            async *read(path: string) {
              for await (const piece of files.read(path))
                for (let at = 0; at < piece.length; at += size) yield piece.slice(at, at + size);
            },
          },
        };
        const read = await readSection(slow, 'a', 'pattern');
        expect(read.problems).toEqual([]);
        expect(read.records.map((record) => record.value)).toEqual(JSON.parse(JSON.stringify(list)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a large file', () => {
  test('comes in batches no larger than 256 KiB and a piece of the file, and tells how far it is on the disk', async () => {
    const list = Array.from({ length: 5000 }, (_, index) => ({ id: `r${index}`, text: 'x'.repeat(1000) }));
    const store = storeOf({ 'a/patterns.json': JSON.stringify(list) });
    const file = { path: 'a/patterns.json', size: 0, modified: 0, version: '' };
    const seen: number[] = [];
    let count = 0;
    for await (const batch of readRecords(store, 'a', 'pattern', [file])) {
      seen.push(batch.bytesRead);
      const bytes = batch.records.reduce((sum, record) => sum + record.bytes.length, 0);
      expect(bytes).toBeLessThan(1.25 * 1024 * 1024);
      for (const record of batch.records)
        expect(JSON.parse(new TextDecoder().decode(record.bytes))).toEqual(list[count++]);
    }
    expect(count).toBe(5000);
    expect(seen.length).toBeGreaterThan(4);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(JSON.stringify(list).length);
  });

  test('a record larger than a batch comes whole', async () => {
    const list = [{ id: 'small' }, { id: 'large', text: 'é"\\'.repeat(1_500_000) }, { id: 'last' }];
    const { records, problems } = await readPatterns(JSON.stringify(list));
    expect(problems).toEqual([]);
    expect(records.map((record) => record.value)).toEqual(list);
  });

  test('reading stops when it is cancelled', async () => {
    const store = storeOf({ 'a/patterns.json': two });
    const file = { path: 'a/patterns.json', size: 0, modified: 0, version: '' };
    const reading = (async () => {
      for await (const batch of readRecords(store, 'a', 'pattern', [file], { signal: AbortSignal.abort() }))
        expect(batch).toBeUndefined();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
