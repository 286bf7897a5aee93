import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPreset,
  answersToKeep,
  canEncrypt,
  filterChoices,
  filterValues,
  filtersOf,
  kindsOf,
  readAnswers,
  readPresets,
  withFilters,
} from '../../src/core/export/wizardChoices';
import { parseJson } from '../../src/core/json';
import { FORMATS } from '../../src/core/options';
import { presets } from '../../src/core/export/presets';

describe('the answers that an export starts from', () => {
  test('what was kept comes back', () => {
    const answers = {
      agents: ['frontend-developer'],
      type: ['patterns', 'decisions'],
      'min-confidence': 0.8,
      since: '2025-10-01',
      'include-global': false,
      shared: 'none',
      anonymize: 'partial',
      format: 'json',
      encrypt: true,
    } as const;
    expect(readAnswers(parseJson(JSON.stringify(answersToKeep(answers))))).toEqual(answers);
  });

  test('every built-in preset is answers that can be kept, but for anonymisation that is off', () => {
    for (const { values } of Object.values(presets)) {
      const { anonymize, ...others } = values;
      expect(answersToKeep(values)).toEqual(anonymize === 'none' ? others : values);
    }
  });

  test('a value of the wrong type or out of range is left out, and the others stay', () => {
    expect(
      readAnswers({
        'min-confidence': 7,
        'min-uses': 2.5,
        format: 'zip',
        type: ['metrics'],
        agents: [],
        encrypt: 'yes',
        since: '2025-10-01',
        password: 'never kept',
      }),
    ).toEqual({ since: '2025-10-01' });
  });

  test('anything at all can lie in the state', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const kept = parseJson(JSON.stringify(value));
        expect(typeof readAnswers(kept)).toBe('object');
        expect(Array.isArray(readPresets(kept))).toBe(true);
      }),
    );
  });

  test('an export without anonymisation is not what the next one starts from', () => {
    expect(answersToKeep({ anonymize: 'none', format: 'tar' })).toEqual({ format: 'tar' });
  });
});

describe('filters', () => {
  test('everything and what a team is given are offered, and the last own filters beside them', () => {
    expect(filterChoices({}).map((choice) => choice.id)).toEqual(['all', 'team']);
    expect(filterChoices({ 'min-uses': 5, 'min-confidence': 0.8 }).map((choice) => choice.id)).toEqual([
      'all',
      'team',
    ]);
    const withLast = filterChoices({ since: '2025-10-01', format: 'json' });
    expect(withLast.at(-1)).toEqual({ id: 'last', values: { since: '2025-10-01' } });
  });

  test('other filters replace the old ones and nothing else', () => {
    const answers = { since: '2025-10-01', 'min-uses': 3, format: 'csv' } as const;
    expect(withFilters(answers, { 'min-confidence': 0.9 })).toEqual({ 'min-confidence': 0.9, format: 'csv' });
    expect(filterValues(answers)).toEqual({ since: '2025-10-01', 'min-uses': 3 });
  });

  test('they are what the export takes', () => {
    expect(filtersOf({ 'min-uses': 5, 'min-confidence': 0.8 })).toMatchObject({
      minUses: 5,
      minConfidence: 0.8,
    });
  });

  test('kinds are in the order of the product, all of them when none is named', () => {
    expect(kindsOf({})).toEqual(['pattern', 'solution', 'decision']);
    expect(kindsOf({ type: ['decisions', 'patterns'] })).toEqual(['pattern', 'decision']);
  });
});

describe('presets', () => {
  test('a name is there once, and the list is sorted', () => {
    const first = addPreset([], { name: 'weekly', values: { format: 'tar' } });
    const second = addPreset(first, { name: 'audit copy', values: {} });
    const third = addPreset(second, { name: 'weekly', values: { format: 'json' } });
    expect(third).toEqual([
      { name: 'audit copy', values: {} },
      { name: 'weekly', values: { format: 'json' } },
    ]);
    expect(readPresets(parseJson(JSON.stringify(third)))).toEqual(third);
  });
});

test('only what is one file can be encrypted', () => {
  expect(FORMATS.filter(canEncrypt)).toEqual(['tar', 'json']);
});
