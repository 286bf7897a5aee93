import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomRule } from '../../src/core/anonymise/choices';
import {
  anonymise,
  anonymiserFor,
  anonymiseText,
  decode,
  encode,
  expandExample,
  type AnonymiseOptions,
} from './anonymiseSupport';

const nightjar: CustomRule = { id: 'bird', category: 'clients', pattern: 'NIGHTJAR', ignoreCase: false };
const token = expandExample('gh~p_{a:36}');

describe('own rules', () => {
  test('are matched with their case or without, and write their own replacement', () => {
    const rules = [{ ...nightjar, ignoreCase: true, replacement: 'PROJECT' }];
    expect(anonymiseText('NightJar and NIGHTJAR', { rules })).toBe('PROJECT and PROJECT');
    expect(anonymiseText('nightjar', { rules: [nightjar] })).toBe('nightjar');
  });

  test.each([
    ['clients', /^on CLIENT[A-Z2-7]{8}$/],
    ['passwords', /^on REDACTED_PASSWORD_[a-z2-7]{8}$/],
    ['urls', /^on REDACTED_URL_[a-z2-7]{8}$/],
    ['names', /^on Person-?[a-z2-7]{8}$/],
  ] as const)('of the category %s write its placeholder', (category, expected) => {
    expect(anonymiseText('on NIGHTJAR', { rules: [{ ...nightjar, category }] })).toMatch(expected);
  });

  test('of project context stay at partial, those of secrets go', () => {
    const options: AnonymiseOptions = { level: 'partial', rules: [nightjar] };
    expect(anonymiseText('on NIGHTJAR', options)).toBe('on NIGHTJAR');
    const secret = { ...nightjar, category: 'api-keys' } as const;
    expect(anonymiseText('on NIGHTJAR', { ...options, rules: [secret] })).not.toContain('NIGHTJAR');
  });

  test('leave the ids of records as they are', () => {
    expect(anonymise({ id: 'NIGHTJAR-1', note: 'x' }, { rules: [nightjar] })).toEqual({
      id: 'NIGHTJAR-1',
      note: 'x',
    });
  });

  test('look at keys and at every escape of a text', () => {
    const anonymiser = anonymiserFor({ rules: [nightjar] });
    const after = decode(anonymiser.record(encode(String.raw`{"NIGHTJAR":"\u004eIGHTJAR"}`)).bytes);
    expect(JSON.stringify(JSON.parse(after))).not.toContain('NIGHTJAR');
  });
});

describe('code on request', () => {
  const redactCode = true;
  test('goes from fields that hold it, with the number of its lines', () => {
    expect(
      anonymise(
        { codeTemplate: 'a();\nb();\n', code_fix: 'x', note: 'prose', snippets: ['y\nz'] },
        { redactCode },
      ),
    ).toEqual({
      codeTemplate: '[code: 2 lines]',
      code_fix: '[code: 1 line]',
      note: 'prose',
      snippets: ['[code: 2 lines]'],
    });
  });

  test('goes from fenced blocks, closed or not, and the prose stays', () => {
    expect(anonymiseText('Do:\n```ts\na();\nb();\n```\nthen\n~~~\nc\n~~~', { redactCode })).toBe(
      'Do:\n[code: 2 lines]\nthen\n[code: 1 line]',
    );
    expect(anonymiseText('Do:\n```\na();', { redactCode })).toBe('Do:\n[code: 1 line]');
  });

  test('takes what it holds along, and what was found in it goes elsewhere too', () => {
    const password = expandExample('Gran~ite_4711');
    const after = JSON.stringify(
      anonymise(
        { a: '```\npassword = "' + password + '"\n```', b: `it is ${password} there` },
        { redactCode },
      ),
    );
    expect(after).not.toContain(password);
    expect(after).toContain('[code: 1 line]');
  });
});

describe('paths on request', () => {
  const redactPaths = true;
  test.each([
    ['see src/web/cart.ts', /^see path-[a-z2-7]{8}\.ts$/],
    ['see ./cart/index.js:12', /^see path-[a-z2-7]{8}\.js:12$/],
    ['in ../../lib/x and on', /^in path-[a-z2-7]{8} and on$/],
    ['in packages/ui/button now', /^in path-[a-z2-7]{8} now$/],
    ['cd /srv/data/archive', /^cd path-[a-z2-7]{8}$/],
    [String.raw`open C:\work\shop\a.cs`, /^open path-[a-z2-7]{8}\.cs$/],
    ['~/notes/todo.md.', /^path-[a-z2-7]{8}\.md\.$/],
  ])('go from %j', (text, expected) => {
    expect(anonymiseText(text, { redactPaths })).toMatch(expected);
  });

  test.each([
    'and/or',
    'TCP/IP',
    'https://example.com/a/b.html',
    '2025/10/23',
    'input/output',
    'application/json',
    'a 1/2 share',
  ])('%j stays', (text) => {
    expect(anonymiseText(text, { redactPaths })).toBe(text);
  });

  test('a bare file name goes where its key says so', () => {
    expect(anonymise({ file: 'cart.ts', note: 'cart.ts' }, { redactPaths })).toMatchObject({
      note: 'cart.ts',
    });
    expect(anonymise({ file: 'cart.ts' }, { redactPaths })).not.toEqual({ file: 'cart.ts' });
  });
});

describe('with any choices', () => {
  const choices: AnonymiseOptions = {
    rules: [
      nightjar,
      { id: 'ticket', category: 'urls', pattern: String.raw`TICKET-\d{1,6}`, ignoreCase: true },
    ],
    names: ['Wilma Okafor'],
    clients: ['Bluestone Mutual'],
    detectNames: true,
    redactCode: true,
    redactPaths: true,
  };
  const piece = fc.constantFrom(
    'NIGHTJAR',
    'ticket-42',
    'Wilma Okafor',
    'bluestone-mutual',
    'src/web/cart.ts',
    '\n```\ncode\n```\n',
    token,
    'plain words',
    ' ',
    ', ',
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(' '));
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.boolean(), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom('note', 'code', 'file', 'id', 'steps', 'confidence'), tie('any')),
  })).any;

  const shape = (of: unknown): unknown =>
    Array.isArray(of)
      ? of.map(shape)
      : typeof of === 'object' && of !== null
        ? Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, shape(inner)]))
        : typeof of === 'string'
          ? 'text'
          : of;

  test('a second pass changes nothing, shape and numbers stay, and nothing listed is left', () => {
    fc.assert(
      fc.property(value, (input) => {
        const once = anonymise(input, choices);
        expect(shape(once)).toEqual(shape(input));
        expect(anonymise(once, choices)).toEqual(once);
        const left = JSON.stringify([once], (key, inner: unknown) => (key === 'id' ? '' : inner));
        for (const word of ['NIGHTJAR', 'ticket-42', 'Wilma', 'bluestone', 'cart.ts', token])
          expect(left).not.toContain(word);
      }),
      { numRuns: 60 },
    );
  });
});
