// Settings of anonymisation as choices of an export: taken as they are meant, refused by name and number otherwise.
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../src/core/errors';
import { settingDefaults, type SettingKey } from '../../../src/extension/contract';
import { choicesOfSettings, decisionEntry } from '../../../src/extension/exportWizard/anonymisationSettings';

type Settings = Readonly<Record<string, unknown>>;

/** `names` stands for `loomMemory.anonymization.names`. */
const choices = (settings: Settings): ReturnType<typeof choicesOfSettings> =>
  choicesOfSettings((key: SettingKey) => settings[key.replace('loomMemory.anonymization.', '')]);

async function refusal(settings: Settings): Promise<string> {
  try {
    await choices(settings);
  } catch (error) {
    if (LoomError.is(error, 'setting-invalid')) return `${error.data.setting}: ${error.data.reason}`;
    throw error;
  }
  return 'taken';
}

const rule = { id: 'codename', category: 'clients', pattern: String.raw`NIGHTJAR-\d+` };
const fingerprint = '0123456789abcdef0123456789abcdef';

describe('settings of anonymisation', () => {
  test('nothing set adds nothing', async () => {
    const nothing = {
      names: [],
      clients: [],
      rules: [],
      detectNames: false,
      redactCode: false,
      redactPaths: false,
      decisions: [],
    };
    expect(await choices({})).toEqual(nothing);
    expect(await choicesOfSettings((key) => settingDefaults[key])).toEqual(nothing);
  });

  test('lists, rules, flags and decisions become choices; decisions that are kept last', async () => {
    const decision = { target: { kind: 'value', fingerprint }, action: 'reject' };
    expect(
      await choices({
        names: ['Anna Lindqvist'],
        clients: ['Kestrel Foods'],
        rules: [rule, { ...rule, id: 'other', ignoreCase: true, replacement: 'X' }],
        detectNames: true,
        redactCode: true,
        redactPaths: true,
        decisions: [decision],
      }),
    ).toEqual({
      names: ['Anna Lindqvist'],
      clients: ['Kestrel Foods'],
      rules: [
        { ...rule, ignoreCase: false },
        { ...rule, id: 'other', ignoreCase: true, replacement: 'X' },
      ],
      detectNames: true,
      redactCode: true,
      redactPaths: true,
      decisions: [{ ...decision, lasting: true }],
    });
  });

  test('a decision is read back as it was written', async () => {
    const decisions = [
      { target: { kind: 'value', fingerprint }, action: 'edit', replacement: 'X', lasting: true },
      { target: { kind: 'rule', rule: 'email' }, action: 'accept', lasting: true },
    ] as const;
    expect((await choices({ decisions: decisions.map(decisionEntry) })).decisions).toEqual(decisions);
  });

  test.each<readonly [Settings, string]>([
    [{ names: 'Anna' }, 'names: it has to be a list'],
    [{ names: ['Anna', 7] }, 'names: entry 2 has to be a text that is not empty'],
    [{ clients: [' '] }, 'clients: entry 1 has to be a text that is not empty'],
    [{ detectNames: 'yes' }, 'detectNames: it has to be true or false'],
    [
      { rules: [rule, { ...rule, category: 'key' }] },
      'rules: entry 2 (at "category") has to be an object with',
    ],
    [{ rules: [{ ...rule, flags: 'i' }] }, 'rules: entry 1 has to be an object with'],
    [{ rules: [rule, rule] }, 'rules: entry 2 ("codename"): another rule has this id'],
    [{ rules: [{ ...rule, pattern: '(' }] }, 'rules: entry 1 ("codename"): its pattern is broken'],
    [{ rules: [{ ...rule, pattern: '(a+)+$' }] }, 'rules: entry 1 ("codename"): '],
    [
      { decisions: [{ target: { kind: 'value', fingerprint: 'hunter22' }, action: 'reject' }] },
      'decisions: entry 1',
    ],
    [{ decisions: [{ target: { kind: 'rule', rule: 'x' }, action: 'edit' }] }, 'decisions: entry 1'],
    [
      { decisions: [{ target: { kind: 'rule', rule: 'x' }, action: 'accept', replacement: '' }] },
      'decisions: entry 1',
    ],
  ])('%j is refused with its place', async (settings, beginning) => {
    expect(await refusal(settings)).toMatch(
      new RegExp(`^loomMemory\\.anonymization\\.${beginning.replace(/[()"{}]/g, '\\$&')}`),
    );
  });
});
