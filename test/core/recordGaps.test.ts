// What lies between two records of a list: runs of records are copied with it, so it has to be a comma and white space.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrivingReading } from '../../src/core/import/outlines';
import type { ArrivingRecord } from '../../src/core/import/outlines';
import { splitNames } from '../../src/core/store/readRecords';
import { ListSplitter } from '../../src/core/store/splitList';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

/** Where the records of a text lie that is given in pieces. */
function placesOf(text: string, pieceBytes: number) {
  const found: { readonly offset: number; readonly gap: number; readonly length: number }[] = [];
  const take = ({ place, bytes }: ArrivingRecord): void => {
    found.push({ offset: place?.offset ?? -1, gap: place?.gap ?? -1, length: bytes.length });
  };
  const reading = arrivingReading('front', 'pattern', nodeCodecs())('patterns.json', take);
  const splitter = new ListSplitter({ ...splitNames('pattern'), ...reading });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    splitter.push(bytes.slice(at, at + pieceBytes));
    splitter.split(false);
  }
  splitter.split(true);
  return { found, bytes };
}

const elements = fc.constantFrom(
  '{"id":"one","title":"One"}',
  '{\n  "id": "two",\n  "title": "Zwölf {[,"\n}',
  // A key twice: it is read, with a fault.
  '{"id":"three","id":"four"}',
  '{"title":"no id"}',
  '{"id":"broken",}',
  '{"id":',
  '[{"id":"inner"}]',
  'null',
  '"text"',
);
const separators = fc.constantFrom(
  ',',
  ', ',
  ' ,\n\t',
  ',\r\n  ',
  '',
  ' ',
  ',,',
  ' ] ',
  '],"records":[',
  ' : ',
);

describe('what lies between two records', () => {
  test('is told only where it is a comma and white space, right behind the record that was told of before', () => {
    let told = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(elements, separators), { maxLength: 8 }),
        fc.constantFrom('[', '{"patterns":['),
        fc.integer({ min: 1, max: 80 }),
        (parts, start, pieceBytes) => {
          const { found, bytes } = placesOf(`${start}${parts.flat().join('')}]`, pieceBytes);
          const end = { last: -1 };
          for (const { offset, gap, length } of found) {
            if (gap > 0) {
              told += 1;
              expect(offset - gap).toBe(end.last);
              expect(new TextDecoder().decode(bytes.subarray(offset - gap, offset))).toMatch(/^\s*,\s*$/);
            }
            end.last = offset + length;
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(told).toBeGreaterThan(50);
  });

  test('is told of every record but the first where all are sound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 200 }), (count, pieceBytes) => {
        const list = Array.from({ length: count }, (_, index) => ({ id: `id-${String(index)}`, title: 'x' }));
        for (const indent of [undefined, 2]) {
          const { found } = placesOf(JSON.stringify(list, null, indent), pieceBytes);
          expect(found.map(({ gap }) => gap > 0)).toEqual(list.map((_, index) => index > 0));
        }
      }),
    );
  });
});
