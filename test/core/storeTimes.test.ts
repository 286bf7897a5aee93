import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTime } from '../../src/core/store/times';
import { clock } from './storeMaking';

const start = (text: string): string | undefined => {
  const time = parseTime(text, clock, 'start');
  return time === undefined ? undefined : new Date(time).toISOString();
};
const end = (text: string): string | undefined => {
  const time = parseTime(text, clock, 'end');
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('reading a time', () => {
  test.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05.678901+00:00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
    ['2026-01-02 03:04:05z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02t03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
    ['2026-01-02T03:04:05-0530', '2026-01-02T08:34:05.000Z'],
    ['2026-01-02T03:04:05+09', '2026-01-01T18:04:05.000Z'],
    ['2026-01-02T03:04:05', '2026-01-02T02:04:05.000Z'],
    ['2026-07-02T03:04:05.5', '2026-07-02T01:04:05.500Z'],
    ['2026-07-02', '2026-07-01T22:00:00.000Z'],
    [' 2024-02-29 ', '2024-02-28T23:00:00.000Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(start(text)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '2026',
    '2026-01',
    '2026-13-01',
    '2026-00-10',
    '2026-02-29',
    '2026-01-32',
    '26-01-01',
    '2026-1-1',
    '2026/01/01',
    '01.02.2026',
    '2026-01-01T',
    '2026-01-01T24:00:00Z',
    '2026-01-01T10:60Z',
    '2026-01-01T10:00:60Z',
    '2026-01-01T10:00:00+25:00',
    '2026-01-01T10:00:00 UTC',
    '2026-01-01Z',
    '1767225600',
    '2026-01-01T10:00:00ZZ',
  ])('%j is no time', (text) => {
    expect(start(text)).toBeUndefined();
  });

  test('a date alone is the local day from its first to its last millisecond', () => {
    expect([start('2026-01-05'), end('2026-01-05')]).toEqual([
      '2026-01-04T23:00:00.000Z',
      '2026-01-05T22:59:59.999Z',
    ]);
    // 23 and 25 hours long, when the clocks change.
    expect([start('2026-03-29'), end('2026-03-29')]).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T21:59:59.999Z',
    ]);
    expect([start('2026-10-25'), end('2026-10-25')]).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T22:59:59.999Z',
    ]);
  });

  test('with a time of day both edges are that moment', () => {
    expect(end('2026-01-02T03:04:05Z')).toBe(start('2026-01-02T03:04:05Z'));
  });

  test('every moment reads back from its ISO form, with any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (date, offset) => {
          expect(parseTime(date.toISOString(), clock, 'start')).toBe(date.getTime());
          const wall = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
          const pad = (value: number): string => String(value).padStart(2, '0');
          const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
          expect(parseTime(`${wall}${zone}`, clock, 'end')).toBe(date.getTime());
        },
      ),
    );
  });

  test('any text is a time or none, never an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const time = parseTime(text, clock, 'start');
        expect(time === undefined || Number.isFinite(time)).toBe(true);
      }),
    );
  });
});
