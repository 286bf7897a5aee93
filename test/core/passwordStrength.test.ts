import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passwordStrength } from '../../src/core/export/passwordStrength';

const ORDER = ['weak', 'fair', 'good', 'strong'];

describe('the strength of a password', () => {
  test.each([
    ['', 'weak'],
    ['a', 'weak'],
    ['password1', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['abcdefghijklmnop', 'weak'],
    ['12345678901234', 'weak'],
    ['Tr0ub4dor', 'fair'],
    ['kestrel mop 41', 'good'],
    ['harvest-piano-cobalt-fence', 'strong'],
    ['Kö7§mßq2&Zw!x', 'strong'],
  ])('%j is %s', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });

  test('another random character never makes it weaker', () => {
    fc.assert(
      fc.property(fc.string(), (password) => {
        const longer = `${password}\u{1F9F6}`;
        expect(ORDER.indexOf(passwordStrength(longer))).toBeGreaterThanOrEqual(
          ORDER.indexOf(passwordStrength(password)),
        );
      }),
    );
  });
});
