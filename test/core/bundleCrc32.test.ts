import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineCrc32, crc32 } from '../../src/core/bundle/crc32';

describe('CRC-32', () => {
  test('agrees with zlib for any bytes and any start', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (bytes, seed) => {
          expect(crc32(bytes, seed)).toBe(zlibCrc32(bytes, seed));
        },
      ),
    );
  });

  test('of two runs is combined as if they had been read in one go', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.uint8Array({ maxLength: 3000 }), (first, second) => {
        const combined = combineCrc32(zlibCrc32(first), zlibCrc32(second), second.length);
        expect(combined).toBe(zlibCrc32(Buffer.concat([first, second])));
      }),
    );
  });

  test('is combined over lengths beyond 32 bits', () => {
    // x^(8 n) for n = 2^33 + 5 in two ways: at once, and by adding zeros in two runs.
    const zeros = (crc: number, count: number) => combineCrc32(crc, 0, count);
    expect(zeros(zeros(0x12345678, 2 ** 33), 5)).toBe(zeros(0x12345678, 2 ** 33 + 5));
    expect(zeros(0x12345678, 0)).toBe(0x12345678);
  });
});
