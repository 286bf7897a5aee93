import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { presets, withPreset } from '../../src/core/export/presets';
import { requestFromOptions } from '../../src/core/export/fromOptions';
import { LoomError } from '../../src/core/errors';
import { exportOptions, readOptionValue, wantedValue } from '../../src/core/options';
import type { OptionType } from '../../src/core/options';

const anyDate = (): boolean => true;

function refusal(name: string, option: OptionType, text: string): unknown {
  try {
    return readOptionValue(name, option, text, (date) => date === '2025-10-01');
  } catch (error) {
    return LoomError.is(error, 'value-invalid') ? error.data : error;
  }
}

describe('readOptionValue', () => {
  test('names the option, the value and the form wanted when a number is out of range', () => {
    const option = exportOptions['min-confidence'].option;
    expect(refusal('min-confidence', option, '1.5')).toEqual({
      option: '--min-confidence',
      value: '1.5',
      wanted: 'a number from 0 to 1',
    });
  });

  test.each(['', ' ', 'abc', '0x10', 'NaN', 'Infinity', '1,5', '--', '1e999', '- 1'])(
    'refuses %j as a number',
    (text) => {
      expect(refusal('min-uses', exportOptions['min-uses'].option, text)).toMatchObject({ value: text });
    },
  );

  test('refuses a fraction where a whole number is wanted', () => {
    expect(refusal('min-uses', exportOptions['min-uses'].option, '2.5')).toMatchObject({
      wanted: 'a whole number of at least 0',
    });
  });

  test('takes the ends of a range', () => {
    const option = exportOptions.level.option;
    expect(readOptionValue('level', option, '1', anyDate)).toBe(1);
    expect(readOptionValue('level', option, '9', anyDate)).toBe(9);
    expect(refusal('level', option, '0')).toMatchObject({ value: '0' });
    expect(refusal('level', option, '10')).toMatchObject({ value: '10' });
  });

  test('reads back every number in range as it is written', () => {
    const option = exportOptions['min-confidence'].option;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
        expect(readOptionValue('min-confidence', option, String(value), anyDate)).toBe(value);
      }),
    );
  });

  test('splits lists at commas, trims, and drops repeats', () => {
    expect(readOptionValue('agents', exportOptions.agents.option, 'a, b,a', anyDate)).toEqual(['a', 'b']);
  });

  test('names the part of a list that is not among the choices', () => {
    expect(refusal('type', exportOptions.type.option, 'patterns,patern')).toEqual({
      option: '--type',
      value: 'patern',
      wanted: 'patterns, solutions and decisions, separated by commas',
    });
  });

  test('refuses an empty part of a list', () => {
    expect(refusal('agents', exportOptions.agents.option, 'a,,b')).toMatchObject({ value: 'a,,b' });
  });

  test('leaves the judgement of dates to the caller', () => {
    expect(refusal('since', exportOptions.since.option, '2025-10-01')).toBe('2025-10-01');
    expect(refusal('since', exportOptions.since.option, 'yesterday')).toEqual({
      option: '--since',
      value: 'yesterday',
      wanted: 'a date such as 2025-10-01 or 2025-10-01T12:00:00Z',
    });
  });

  test('names the choices', () => {
    expect(wantedValue(exportOptions.format.option)).toBe('tar, json, sqlite or csv');
    expect(refusal('format', exportOptions.format.option, 'zip')).toMatchObject({ value: 'zip' });
  });
});

describe('presets', () => {
  test('hold values that the options would take from a person', () => {
    for (const [name, preset] of Object.entries(presets)) {
      for (const [option, value] of Object.entries(preset.values)) {
        if (typeof value === 'boolean') continue;
        const description = Object.entries(exportOptions).find(([known]) => known === option);
        expect(description, `${name}: ${option}`).toBeDefined();
        expect(readOptionValue(option, description![1].option, String(value), anyDate)).toEqual(value);
      }
    }
  });

  test('give way to what was said', () => {
    const values = withPreset({ preset: 'team', 'min-confidence': 0.5, encrypt: false });
    expect(values).toMatchObject({ anonymize: 'full', 'min-confidence': 0.5, encrypt: false });
  });

  test('audit is the recipe of the seed: no anonymisation, with manifest, verified', () => {
    expect(requestFromOptions(withPreset({ preset: 'audit' }))).toMatchObject({
      anonymise: 'none',
      manifest: 'full',
      verify: true,
    });
  });
});

describe('requestFromOptions', () => {
  test('takes the defaults of the seed when nothing is said', () => {
    expect(requestFromOptions({})).toEqual({
      choices: { detectNames: false, redactCode: false, redactPaths: false },
      salt: undefined,
      agents: undefined,
      kinds: undefined,
      filters: {
        since: undefined,
        until: undefined,
        dateField: undefined,
        minConfidence: undefined,
        minSuccessRate: undefined,
        minUses: undefined,
      },
      includeGlobal: true,
      shared: 'used',
      includeDerived: false,
      anonymise: 'full',
      format: 'tar',
      level: 5,
      manifest: 'full',
      verify: false,
      replace: false,
      dryRun: false,
    });
  });

  test('turns plurals into kinds and --no-with-manifest into no manifest, whatever its detail', () => {
    const request = requestFromOptions({
      type: ['solutions', 'decisions'],
      'with-manifest': false,
      manifest: 'minimal',
    });
    expect(request.kinds).toEqual(['solution', 'decision']);
    expect(request.manifest).toBe('none');
  });
});
