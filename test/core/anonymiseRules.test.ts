import { describe, expect, test } from 'vitest';
import { applyRule } from '../../src/core/anonymise/applyRule';
import type { Finding } from '../../src/core/anonymise/rule';
import { RULES as ALWAYS } from '../../src/core/anonymise/ruleTable';
import { NAME_RULES } from '../../src/core/anonymise/rules/namePlaces';
import { EXAMPLES } from './anonymiseExamples/all';
import { anonymiserFor, anonymiseText, encode, expandExample } from './anonymiseSupport';

const RULES = [...ALWAYS, ...NAME_RULES];

function matches(rule: (typeof RULES)[number], text: string): Finding[] {
  const found: Finding[] = [];
  applyRule(rule, text, found);
  return found;
}

describe('the table of rules', () => {
  test('names every rule once', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(180);
  });

  test('has no empty keyword: it would stand in every text, and every text would be looked at', () => {
    expect(RULES.filter(({ keywords }) => keywords.includes('')).map((rule) => rule.id)).toEqual([]);
  });

  test('has no examples of rules that are gone', () => {
    const ids = new Set(RULES.map((rule) => rule.id));
    expect(Object.keys(EXAMPLES).filter((id) => !ids.has(id))).toEqual([]);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s has examples and counter-examples',
    (_, rule) => {
      expect(EXAMPLES[rule.id]?.examples.length).toBeGreaterThan(0);
      expect(EXAMPLES[rule.id]?.counterExamples?.length).toBeGreaterThan(0);
      expect(rule.pattern.flags).toContain('g');
    },
  );

  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s finds its examples, alone and in the pipeline',
    (_, rule) => {
      for (const example of EXAMPLES[rule.id]?.examples ?? []) {
        const text = expandExample(example);
        const found = matches(rule, text);
        expect(found.length, example).toBeGreaterThan(0);
        const value = text.slice(found[0]!.start, found[0]!.end);
        const detectNames = rule.tier === 'name';
        expect(anonymiseText(`so ${text} it is`, { detectNames }), example).not.toContain(value);
      }
    },
  );

  test.each(RULES.map((rule) => [rule.id, rule] as const))('%s leaves its counter-examples', (_, rule) => {
    for (const example of EXAMPLES[rule.id]?.counterExamples ?? [])
      expect(matches(rule, expandExample(example)), example).toEqual([]);
  });
});

describe('hostile text', () => {
  const size = 200_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const pieces = [
    'a',
    'A1b',
    '0',
    '1.',
    '1:',
    'a:',
    '-',
    ' ',
    '\\',
    '"',
    "'",
    '`',
    '@',
    'a@',
    'a@b.',
    'a.',
    'eyJ',
    'eyJa.',
    '=',
    '://',
    'a://b:',
    'http://a@',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    'password',
    'password ',
    'password=',
    'password: ',
    "password='",
    'password("',
    'token is ',
    'key',
    'key:',
    'secret=>',
    'basic ',
    'Bearer ',
    'curl -u a:',
    'curl ',
    'mysql -u',
    'login ',
    'sid=',
    'session',
    'Thanks, ',
    'Ann Lee ',
    'A. ',
    'Dr ',
    '+1 ',
    '(1) ',
    '1 ',
    '12 34 ',
    '1234 ',
    '4111 ',
    '4111-',
    'DE89 ',
    'GB82WEST',
    'call 1 ',
    'ssn ',
    'phone: 0',
    '/home/',
    'C:\\Users\\',
    '\\\\',
    '~a',
    '%40',
    '[at]',
    ' dot ',
    'a dot ',
    'internal.',
    'a-',
    'a.internal',
    '::',
    'f:f',
    'fd00:',
    '1-1-',
    '{',
    '<',
    '<password',
    '<!--',
    '${',
    '{{',
    '$(',
    '\n',
    '\r\n',
    'A\r\n',
    '\u200b',
    'a\u200b',
    'é',
    '你好',
    '\u{1f600}',
    'x_',
    'X_',
    'xX',
    'sk-',
    'sk-a',
    'ghp_',
    'xoxb-',
    '0/',
    'AKIA',
    'hooks.slack.com/services/',
    '_auth=',
    'AccountKey=',
    'passwordpassword=',
    'set_password(',
    'name value=',
    'const a = "',
    'value',
    ', value:',
  ];

  test('takes time in proportion to its length, whatever it repeats', () => {
    const anonymiser = anonymiserFor({ detectNames: true, clients: ['Ann & Co'], names: ['Ann Lee'] });
    const slow: string[] = [];
    for (const piece of pieces) {
      const bytes = encode(JSON.stringify({ password: fill(piece), note: fill(piece) }));
      // Seconds of the processor, not of the clock: other legs run beside this one.
      const before = process.cpuUsage();
      anonymiser.record(bytes);
      const { user, system } = process.cpuUsage(before);
      const spent = (user + system) / 1000;
      // Each takes 10 to 1,100 ms; anything worse than linear takes minutes.
      if (spent > 8000) slow.push(`${JSON.stringify(piece)} ${Math.round(spent)} ms`);
    }
    expect(slow).toEqual([]);
  }, 240_000);
});
