import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePattern } from '../../src/core/anonymise/judgePattern';

/** Known forms of patterns that take polynomial or exponential time. */
const SLOW = [
  '(a+)+$',
  '(a|a)*b',
  '(a|aa)+$',
  '(.*a){20}',
  String.raw`\s+$`,
  String.raw`^(\w+\s?)*$`,
  '(a?){25}a{25}',
  '(a?a?)*b',
  String.raw`(\w+)\1+$`,
  String.raw`(\w+)\s+\1\s+\1$`,
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(x+x+)+y',
  '(?=(a+)+$)b',
  '(?<=(a+)+)b',
  '(?<!x*)b',
  '([a-zA-Z]+)*$',
  String.raw`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$`,
  '(foo|fo)*o*x',
  String.raw`\d+\d+x`,
  '.*.*=.*',
  '(?:a|ab|b)*c',
  'a*b?a*$',
  String.raw`^\s+|\s+$`,
  String.raw`(\s*\n)+$`,
  String.raw`"(?:[^"\\]|\\.|\\)*"`,
  '(a{1,100}){1,100}b',
  '([^,]*,){20}x',
  '<[^>]*>.*</[^>]*>',
  String.raw`\b(\w+)\b.*\b\1\b`,
  '(?:[a-z]+[0-9]*)+!',
  '[a-z]+@',
  String.raw`\S*acme\S*`,
  String.raw`(?:\w{1,50}\.){1,50}x`,
  '[a-z]{1,300}[a-z]{1,300}x',
  String.raw`(?:\p{L}+)*x`,
  '(?:(?:a{1,9}){1,9}){1,9}b',
];

const FAST = [
  String.raw`ACME-\d{4}`,
  String.raw`\bbluestone\b`,
  'proj_[a-z0-9]{8,32}',
  String.raw`(?:foo|bar)-\d+`,
  String.raw`\bTICKET-\d{1,8}\b`,
  String.raw`[A-Z]{2}\d{6}`,
  String.raw`https://wiki\.acme\.example/\S{1,200}`,
  String.raw`(?<=user )\w{1,30}`,
  'acme[ _-]?corp',
  String.raw`\p{Lu}\p{Ll}{1,30} GmbH`,
  'x.y',
  String.raw`\bACME(?:[ -]\w+)?\b`,
  String.raw`client_\w+`,
  String.raw`\b[\w.-]{1,64}@acme\.example`,
  String.raw`\b\w{1,40}\.corp\.acme\b`,
  String.raw`(?<![\w-])acme-(?:[a-z]{2,10}-){0,2}\d{1,6}(?!\d)`,
  String.raw`(?:[01]?\d|2[0-3]):[0-5]\d`,
  'PRJ-(?:[A-F0-9]{4}-){3}[A-F0-9]{4}',
  'Straße|Weg|Allee',
];

describe('judgePattern', () => {
  test.each(SLOW)('refuses %s', (pattern) => {
    expect(judgePattern(pattern, false)).toMatch(/\S/);
  });

  test.each(FAST)('takes %s', (pattern) => {
    expect(judgePattern(pattern, false)).toBeUndefined();
    expect(judgePattern(pattern, true)).toBeUndefined();
  });

  test('sees letters as one whatever their case when case is ignored', () => {
    const pattern = 'A{1,9}a{1,9}A{1,9}!';
    expect(judgePattern(pattern, false)).toBeUndefined();
    expect(judgePattern(pattern, true)).toBeDefined();
  });

  test.each([
    '[@~-]',
    '[-@]',
    '[a-]',
    '[A-z]',
    '[Z-a]',
    String.raw`[\w\\-]`,
    String.raw`[a\-z]`,
    '[^]',
    '[]',
    '[^a-]',
  ])('judges the class %s, whatever its case is taken for', (pattern) => {
    expect(judgePattern(pattern, true)).toBeUndefined();
    expect(judgePattern(`(?:${pattern}+)+x`, false)).toEqual(judgePattern(`(?:${pattern}+)+x`, true));
  });

  test('judges every class that JavaScript compiles', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '-',
        '^',
        'a',
        'Z',
        'a-z',
        'A-z',
        '\\-',
        '\\\\',
        '\\d',
        '\\p{L}',
        '\\]',
        '0-9',
        '~',
        '@',
        ' ',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.boolean(), (pieces, ignoreCase) => {
        const pattern = `[${pieces.join('')}]`;
        fc.pre(compiles(pattern));
        expect(() => judgePattern(pattern, ignoreCase)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    // A pattern that is none is the caller's to refuse.
    return false;
  }
}
