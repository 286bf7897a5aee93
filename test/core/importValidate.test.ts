// Times in records, as `--validate` checks them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault } from '../../src/core/import/validate';
import { parseTime } from '../../src/core/store/times';

const clock = { now: () => 0, offsetMinutes: () => 0 };
const two = fc.integer({ min: 0, max: 62 }).map((number) => String(number).padStart(2, '0'));
const times = fc
  .tuple(
    fc.constantFrom('2024', '2025', '1900', '0000', '9999'),
    fc.array(two, { minLength: 5, maxLength: 5 }),
  )
  .chain(([year, [month = '', day = '', hour = '', minute = '', second = '']]) =>
    fc
      .constantFrom('Z', '.5Z', '.123Z', '.1234567890Z', '', '+01:00', 'z', 'Z ')
      .map((end) => `${year}-${month}-${day}T${hour}:${minute}:${second}${end}`),
  );
const days = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 27, max: 32 }))
  .map(([month, day]) => `2025-${String(month).padStart(2, '0')}-${day}T10:00:00.000Z`);

describe('the full check of a record', () => {
  test('takes a time that can be read as one, and no other', () => {
    fc.assert(
      fc.property(fc.oneof(times, days), (created) => {
        const fault = findFault({ id: 'x', created }, 'pattern', 'flat', 'full', clock);
        const isTime = parseTime(created, clock, 'start') !== undefined;
        expect(fault).toEqual(isTime ? undefined : { pointer: '/created', detail: 'is not a time' });
      }),
      { numRuns: 1000 },
    );
  });
});
