// Secrets wrapped in base64, hex and percent signs, one level deep (issue 3, "bad input").
import fc from 'fast-check';
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { scan } from '../../src/core/scan/scan';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { anonymise, anonymiseText } from './anonymiseSupport';

/** Composed here, so that no scanner takes this file for a leak. */
const TOKEN = ['ghp', 'q7Zk2Wm9Xr4Bt8Lvq7Zk2Wm9Xr4Bt8Lvq7Zk'].join('_');
const PASSWORD = ['Tr0ub4dor', 'Horse%77'].join('&');

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
/** Every character, letters too. */
const percents = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

const WRAPPED: readonly (readonly [string, string])[] = [
  ['a token in base64', base64(`token ${TOKEN}`)],
  ['a token in hex', hex(TOKEN)],
  ['a token in upper-case hex', hex(TOKEN).toUpperCase()],
  ['a token in hex with 0x before it', `0x${hex(TOKEN)}`],
  ['a named password in hex', hex(`password=${PASSWORD}`)],
  ['JSON in hex', hex(JSON.stringify({ user: 'web', password: PASSWORD }))],
  ['a token in percent signs throughout', percents(TOKEN)],
  ['a named password in percent signs throughout', percents(`password=${PASSWORD}`)],
];

describe('a wrapped secret goes', () => {
  test.each(WRAPPED)('%s: in a sentence and in code', (_, wrapped) => {
    expect(anonymiseText(`the blob was ${wrapped} in the log`)).not.toContain(wrapped.slice(8));
    expect(anonymiseText(`const blob = "${wrapped}";`)).not.toContain(wrapped.slice(8));
  });

  test.each(WRAPPED)('%s: what stands instead is not found again', (_, wrapped) => {
    const once = anonymiseText(`the blob was ${wrapped} in the log`);
    expect(anonymiseText(once)).toBe(once);
  });

  test('the password of a URL inside a URL, and nothing but it', () => {
    const inner = encodeURIComponent(`https://deploy:${PASSWORD}@git.fernhill.dev/a`);
    const after = anonymiseText(`see https://sso.example.com/login?next=${inner}&lang=en`);
    expect(after).toMatch(
      /^see https:\/\/sso\.example\.com\/login\?next=https%3A%2F%2Fdeploy%3AREDACTED_PASSWORD_\w+%40git\.fernhill\.dev%2Fa&lang=en$/,
    );
  });

  test('a JSON object in a query loses its password and stays one', () => {
    const after = anonymiseText(
      `GET /search?q=${encodeURIComponent(JSON.stringify({ user: 'web', password: 'Granite!4711' }))}`,
    );
    const query = decodeURIComponent(after.slice(after.indexOf('q=') + 2));
    expect(JSON.parse(query)).toEqual({
      user: 'web',
      password: expect.stringMatching(/^REDACTED_PASSWORD_/) as string,
    });
  });

  test('at level partial too', () => {
    for (const [, wrapped] of WRAPPED)
      expect(JSON.stringify(anonymise({ note: wrapped }, { level: 'partial' }))).not.toContain(
        wrapped.slice(8),
      );
  });
});

describe('what only looks wrapped stays', () => {
  const digest = (algorithm: string): string => createHash(algorithm).update('loom').digest('hex');

  test.each([
    `commit ${digest('sha1')}`,
    `md5 ${digest('md5')}`,
    `sha256:${digest('sha256')}`,
    `SHA-512 ${digest('sha512').toUpperCase()}`,
    'id 6f1c0a52-9d3e-4b7a-8c11-2f0e5d7a9b34',
    'color 0xFFAABBCC and 0xdeadbeefdeadbeefdeadbeef',
    '00000000  4c 6f 6f 6d 20 4d 65 6d  6f 72 79 0a 70 61 73 73  |Loom Memory.pass|',
    `readable hex ${hex('nothing but a sentence about the weather')}`,
    `readable base64 ${base64('nothing but a sentence about the weather')}`,
    'https://example.com/a%20b%2Fc?title=Release%20notes%3A%20two&tags=%5Bred%2Cblue%5D',
    'https://example.com/?filter=token%3Drequired%26password%3Drequired',
    'printf("%20d %5.2f %s%%", count)',
    "LIKE '%3d%' AND rate > 20%3",
    '100%70 of password%2Fsecret pages',
  ])('%s', (text) => {
    expect(anonymiseText(text)).toBe(text);
  });

  test('random bytes in hex', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 200 }), (bytes) => {
        // That is the form of a Jenkins token.
        fc.pre(bytes.length !== 17 || bytes[0] !== 0x11);
        const text = `blob ${Buffer.from(bytes).toString('hex')} read`;
        expect(anonymiseText(text)).toBe(text);
      }),
    );
  });
});

describe('a scan', () => {
  test.each(WRAPPED)('finds %s where it lies', async (_, wrapped) => {
    for (const [path, text] of [
      ['front/patterns.json', JSON.stringify([{ id: 'one', agent: 'front', note: `blob ${wrapped} end` }])],
      ['notes.md', `# Notes\n\nblob ${wrapped} end\n`],
    ] as const) {
      const { findings } = await scan(
        { codecs: nodeCodecs() },
        {
          targets: [{ type: 'folder', files: memoryStore({ [path]: text }), show: (name) => name }],
          choices: { secret: new Uint8Array(32).fill(7) },
        },
      );
      expect(findings.map(({ level }) => level)).toContain('critical');
      const { line, column } = findings[0]?.range.start ?? { line: 0, column: 0 };
      const before = text.split('\n')[line - 1]?.slice(0, column - 1) ?? '';
      const at = text.indexOf(wrapped) - (text.lastIndexOf('\n', text.indexOf(wrapped)) + 1);
      expect(before.length).toBeGreaterThanOrEqual(at);
      expect(before.length).toBeLessThan(at + wrapped.length);
    }
  });
});
