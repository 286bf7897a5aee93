import { describe, expect, test } from 'vitest';
import { anonymiseText, expandExample } from './anonymiseSupport';

const first = expandExample('gh~p_Wm9Xr4Bt8Lvq7Zk2Wm9');
const second = expandExample('x{a:18}');

describe('a token that is broken in two goes whole', () => {
  test.each([
    ['by an editor, within quotes', 'export X="$\n$"'],
    ['by a shell', 'it was cut: $\\\n$ (80 columns)'],
    ['by a terminal, words behind it', 'it was cut: $\n$ (80 columns)'],
    ['by a mail', 'the token is $\r\n$ by the way'],
    ['on lines of its own', 'token:\n$\n$\n'],
    ['by a sign of JavaScript', "send('$' + '$')"],
    ['by a sign of PHP', "send('$' . '$');"],
    ['in literals that stand one below the other', 'send("$"\n     "$")'],
  ])('%s', (_, text) => {
    const given = text.replace('$', first).replace('$', second);
    const result = anonymiseText(given);
    expect(result).not.toContain(second);
    expect(result).not.toContain(first.slice(4));
  });

  test.each([
    ['a variable', 'OTHER=value1'],
    ['a word', 'finished'],
    ['a name of code', 'runMigration2'],
    ['a hash', '3f2504e04f8941d39a0c0305e82c3301'],
    ['an option', '--verbose'],
    ['a sentence', 'Next32 steps are below'],
  ])('and what stands in the line behind it stays: %s', (_, line) => {
    expect(anonymiseText(`the token is ${first}${second}\n${line}\n`)).toMatch(
      new RegExp(`^the token is REDACTED_GITHUB_TOKEN_[a-z2-7]{8}\n${line}\n$`),
    );
  });

  test('and a second literal beside one that is whole stays', () => {
    expect(anonymiseText(`send('${first}' + 'suffix')`)).toContain("'suffix'");
  });
});
