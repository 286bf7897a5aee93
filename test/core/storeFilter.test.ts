import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilters } from '../../src/core/store/filter';
import type { Filters } from '../../src/core/store/filter';
import type { RecordView } from '../../src/core/store/records';
import { clock } from './storeMaking';

const base: RecordView = {
  id: 'x',
  agent: 'a',
  kind: 'pattern',
  title: 'x',
  created: '2025-09-15T12:00:00Z',
  last_used: '2025-10-15T12:00:00Z',
  confidence: 0.8,
  success_rate: 0.9,
  use_count: 5,
  tags: [],
  active: true,
  schema_version: '1.1.0',
};
const why = (filters: Filters, change: Partial<RecordView> = {}): string | undefined =>
  compileFilters(filters, clock)({ ...base, ...change });

describe('filters', () => {
  test('no filters keep everything', () => {
    expect(why({}, { confidence: null, created: null })).toBeUndefined();
  });

  test('thresholds keep what is equal to them', () => {
    expect(why({ minConfidence: 0.8, minSuccessRate: 0.9, minUses: 5 })).toBeUndefined();
    expect(why({ minConfidence: 0.81 })).toBe('below confidence 0.81');
    expect(why({ minSuccessRate: 0.95 })).toBe('below success rate 0.95');
    expect(why({ minUses: 6 })).toBe('used fewer than 6 times');
    expect(why({ minUses: 1 }, { use_count: 0 })).toBe('used fewer than 1 time');
  });

  test('a record without the field that is asked for is left out, and the reason says so', () => {
    expect(why({ minConfidence: 0 }, { confidence: null })).toBe('no confidence');
    expect(why({ minSuccessRate: 0 }, { success_rate: null })).toBe('no success rate');
    expect(why({ minUses: 0 }, { use_count: null })).toBe('no use count');
    expect(why({ since: '2025-10-01' }, { last_used: null })).toBe('no last used date');
    expect(why({ until: '2025-10-01' }, { created: null })).toBe('no created date');
    expect(why({ until: '2025-10-01' }, { created: 'last week' })).toBe('no readable created date');
  });

  test('a lone since looks at the last use', () => {
    expect(why({ since: '2025-10-01' })).toBeUndefined();
    expect(why({ since: '2025-10-16' })).toBe('last used before 2025-10-16');
  });

  test('a lone until looks at the creation', () => {
    expect(why({ until: '2025-09-15' })).toBeUndefined();
    expect(why({ until: '2025-09-14' })).toBe('created after 2025-09-14');
  });

  test('a pair looks at the creation, both ends in', () => {
    expect(why({ since: '2025-09-15', until: '2025-09-15' })).toBeUndefined();
    expect(why({ since: '2025-10-01', until: '2025-10-31' })).toBe('created before 2025-10-01');
    expect(why({ since: '2025-09-15T12:00:00Z', until: '2025-09-15T12:00:00Z' })).toBeUndefined();
  });

  test('the field can be chosen', () => {
    expect(why({ since: '2025-10-01', dateField: 'created' })).toBe('created before 2025-10-01');
    expect(why({ since: '2025-10-01', until: '2025-10-31', dateField: 'last_used' })).toBeUndefined();
  });

  test.each([
    [{ since: 'yesterday' }, '--since', 'yesterday', 'a date such as 2025-10-01 or 2025-10-01T12:00:00Z'],
    [{ until: '2025-02-30' }, '--until', '2025-02-30', 'a date such as 2025-10-01 or 2025-10-01T12:00:00Z'],
    [
      { since: '2025-10-02', until: '2025-10-01' },
      '--since',
      '2025-10-02',
      'a date that is not after --until (2025-10-01)',
    ],
    [{ minConfidence: 1.1 }, '--min-confidence', '1.1', 'a number from 0 to 1'],
    [{ minConfidence: Number.NaN }, '--min-confidence', 'NaN', 'a number from 0 to 1'],
    [{ minSuccessRate: -0.1 }, '--min-success-rate', '-0.1', 'a number from 0 to 1'],
    [{ minUses: 1.5 }, '--min-uses', '1.5', 'a whole number, 0 or more'],
    [{ minUses: -1 }, '--min-uses', '-1', 'a whole number, 0 or more'],
  ])('%j is refused, naming the value and the form wanted', (filters, option, value, wanted) => {
    expect(() => compileFilters(filters, clock)).toThrow(
      expect.objectContaining({ code: 'value-invalid', data: { option, value, wanted } }),
    );
  });

  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const views = fc.record({
    confidence: fc.option(share),
    success_rate: fc.option(share),
    use_count: fc.option(fc.nat(20)),
    created: fc.option(fc.constantFrom('2025-01-01', '2025-06-01T00:00:00Z', '2025-12-31', 'bad')),
  });
  const limits: fc.Arbitrary<Filters> = fc.record({
    minConfidence: fc.option(share, { nil: undefined }),
    minSuccessRate: fc.option(share, { nil: undefined }),
    minUses: fc.option(fc.nat(20), { nil: undefined }),
    until: fc.option(fc.constantFrom('2025-03-01', '2025-12-31'), { nil: undefined }),
  });

  test('together keep what each keeps alone', () => {
    fc.assert(
      fc.property(limits, views, (filters, change) => {
        const kept = why(filters, change) === undefined;
        const alone = Object.entries<unknown>({ ...filters }).every(
          ([name, value]) => why({ [name]: value }, change) === undefined,
        );
        expect(kept).toBe(alone);
      }),
    );
  });

  test('a higher threshold keeps no more', () => {
    fc.assert(
      fc.property(share, share, views, (one, other, change) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        if (why({ minConfidence: high }, change) === undefined)
          expect(why({ minConfidence: low }, change)).toBeUndefined();
      }),
    );
  });
});
