import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from '../../src/cli/jsonPieces';

const text = (value: object): string => [...jsonPieces(value)].join('');

test('the text of an object in pieces is the one that JSON.stringify gives', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (value) => {
      expect(text(value)).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('a long list comes in several pieces, and elements may be made when they are due', () => {
  const elements = Array.from({ length: 2500 }, (_, index) => ({ index, list: [index] }));
  function* made(): Generator<object> {
    yield* elements;
  }
  const pieces = [...jsonPieces({ before: 1, elements: made(), none: [].values() })];
  expect(pieces.join('')).toBe(JSON.stringify({ before: 1, elements, none: [] }, null, 2));
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(80_000);
});
