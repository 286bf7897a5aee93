import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newScan, scanValue } from '../../src/core/store/scan';
import { encode } from './storeMaking';

/** Scans text that comes in pieces of these sizes; gives the offset after the value, -1 when it does not end. */
function scanInPieces(text: Uint8Array, sizes: readonly number[]): number {
  const state = newScan();
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const piece = text.subarray(at, at + Math.max(1, sizes[turn % sizes.length] ?? 1));
    const end = scanValue(piece, 0, state);
    if (end !== -1) return at + end;
    at += piece.length;
  }
  return -1;
}

const keysOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>(
        (sum, each) => sum + keysOf(each),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      );

describe('scanning for the end of a value', () => {
  test('finds the end of any object or list in any pieces, and counts its keys', () => {
    const values = fc.oneof(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })),
      fc.array(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })),
    );
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(undefined, 2, '\t'),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
        (value, indent, sizes) => {
          const json = JSON.stringify(value, undefined, indent);
          const text = encode(`${json}]}"rest`);
          expect(scanInPieces(text, sizes)).toBe(encode(json).length);
          const state = newScan();
          scanValue(text, 0, state);
          expect(state.colons).toBe(keysOf(JSON.parse(json)));
        },
      ),
    );
  });

  test('is not misled by quotes and brackets in strings of any length, behind any number of backslashes', () => {
    const part = fc.constantFrom(
      '\\\\',
      '\\"',
      '{',
      ']',
      'x',
      'long text without anything '.repeat(3),
      '\\u005c',
      ':',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 70 }), (parts, size) => {
        const json = `{"k":"${parts.join('')}"}`;
        expect(scanInPieces(encode(`${json},`), [size])).toBe(json.length);
      }),
    );
  });

  test('tells of the strings that begin at depth 1', () => {
    const text = '{"a": {"b": 1}, "c": "d"}';
    const names: number[] = [];
    scanValue(encode(text), 0, newScan(names));
    expect(names.map((at) => text[at + 1])).toEqual(['a', 'c', 'd']);
  });

  test('a value without an end has none', () => {
    expect(scanInPieces(encode('{"a": [1, "x'), [3])).toBe(-1);
    expect(scanInPieces(encode('{"a\\'), [1])).toBe(-1);
  });
});
