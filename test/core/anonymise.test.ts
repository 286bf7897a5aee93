import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CATEGORIES,
  CATEGORY_WORDS,
  createAnonymiser,
  NOTHING_FOUND,
} from '../../src/core/anonymise/anonymiser';
import type { Hit } from '../../src/core/anonymise/hit';
import {
  anonymise,
  anonymiserFor,
  anonymiseText,
  codecs,
  decode,
  encode,
  expandExample,
  salt,
} from './anonymiseSupport';

const fill = (spec: string): string => expandExample(spec);
const slackToken = fill('xo~xb-{d:12}-{d:12}-{a:24}');
const githubToken = fill('gh~p_{a:36}');
const awsKey = fill('AK~IA{u:16}');
const jwt = fill('ey~JhbGciOiJIUzI1NiJ9.ey~JzdWIiOiIxMjM0In0.{w:43}');
const password = fill('Gran~ite_4711');

/** Every way in which JSON may write a text. */
function encodings(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const hex = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
  return [
    plain,
    plain.replaceAll('/', '\\/'),
    Array.from(text, (letter) => hex(letter.charCodeAt(0))).join(''),
    hex(text.charCodeAt(0)) + plain.slice(1),
    plain.slice(0, -1) + hex(text.charCodeAt(text.length - 1)),
  ];
}

describe('the example of the seed', () => {
  test('comes out as the seed shows it', () => {
    expect(
      anonymise({
        implementation: `api.authenticate('${fill('sk_~live_abc123')}')`,
        context: { api_url: 'https://internal.company.com' },
      }),
    ).toEqual({
      implementation: 'api.authenticate(process.env.API_KEY)',
      context: { api_url: 'https://api.example.com' },
    });
  });

  test('has its summary lines', () => {
    expect(
      ['api-keys', 'passwords', 'urls', 'emails', 'clients'].map(
        (id) => CATEGORY_WORDS[CATEGORIES.find((category) => category === id)!],
      ),
    ).toEqual([
      'API keys removed',
      'Passwords redacted',
      'URLs generalized',
      'Email addresses masked',
      'Client names removed',
    ]);
  });
});

describe('levels', () => {
  const record = {
    id: 'a1',
    note: `deploy@web01.corp.fernhill.dev failed for jo.mo@fernhill-metrics.com with ${githubToken}`,
    host: 'https://wiki.corp.fernhill.dev/a',
    path: '/home/balmeida/app',
    ip: 'no route to 10.20.30.40',
    client: 'Bluestone Mutual',
  };

  test('none gives the same bytes back and counts nothing', () => {
    const bytes = encode(JSON.stringify(record));
    const anonymiser = createAnonymiser({ level: 'none', salt }, codecs);
    expect(anonymiser.record(bytes)).toEqual({ bytes, changed: false, hits: 0 });
    expect(anonymiser.record(bytes).bytes).toBe(bytes);
    expect(Object.values(anonymiser.counts()).every((count) => count === 0)).toBe(true);
  });

  test('partial keeps hosts, addresses, paths and client words, and no credentials or personal data', () => {
    const text = JSON.stringify(anonymise(record, { level: 'partial', clients: ['Bluestone Mutual'] }));
    for (const kept of ['wiki.corp.fernhill.dev', 'balmeida', '10.20.30.40', 'Bluestone Mutual'])
      expect(text).toContain(kept);
    for (const gone of [githubToken, 'jo.mo@']) expect(text).not.toContain(gone);
  });

  test('partial keeps the host of a connection string and not its password', () => {
    const text = anonymiseText(`postgres://web:${password}@db7.internal.fernhill.dev:5432/web`, {
      level: 'partial',
    });
    expect(text).toContain('@db7.internal.fernhill.dev:5432/web');
    expect(text).not.toContain(password);
  });

  test('full takes them all', () => {
    const text = JSON.stringify(anonymise(record, { clients: ['Bluestone Mutual'] }));
    for (const gone of [githubToken, 'jo.mo@', 'wiki.corp', 'balmeida', '10.20.30.40', 'Bluestone'])
      expect(text).not.toContain(gone);
  });

  test('names go when asked for and stay otherwise', () => {
    const text = 'Author: Beatriz Almeida';
    expect(anonymiseText(text)).toBe(text);
    expect(anonymiseText(text, { detectNames: true })).toMatch(/^Author: Person-[a-z2-7]{8}$/);
    expect(anonymiseText('seen by almeida, beatriz', { names: ['Almeida'] })).not.toContain('almeida');
  });
});

describe('placeholders', () => {
  test('are equal for equal values through an export, and others under another salt', () => {
    const anonymiser = anonymiserFor();
    const one = decode(anonymiser.record(encode('{"a":"jo@fernhill.dev"}')).bytes);
    expect(decode(anonymiser.record(encode('{"a":"jo@fernhill.dev"}')).bytes)).toBe(one);
    expect(decode(anonymiser.record(encode('{"a":"mo@fernhill.dev"}')).bytes)).not.toBe(one);
    expect(anonymise({ a: 'jo@fernhill.dev' }, { salt: new Uint8Array(16) })).not.toEqual(JSON.parse(one));
  });

  test('of addresses come from the documentation ranges and do not collide', () => {
    const anonymiser = anonymiserFor();
    const seen = new Set<string>();
    for (let index = 1; index <= 700; index += 1) {
      const text = decode(
        anonymiser.record(encode(`{"a":"to 10.1.${Math.floor(index / 250) + 2}.${(index % 250) + 1}"}`))
          .bytes,
      );
      expect(text).toMatch(/"to (?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+"/);
      seen.add(text);
    }
    expect(seen.size).toBe(700);
  });
});

describe('code', () => {
  test.each([
    ['js', `const stripe = init("${githubToken}");`, 'const stripe = init(process.env.GITHUB_TOKEN);'],
    [
      'python',
      `session = Session(api_token='${slackToken}')`,
      'session = Session(api_token=os.environ["SLACK_TOKEN"])',
    ],
    ['go', `client := api.Dial("${githubToken}")`, 'client := api.Dial(os.Getenv("GITHUB_TOKEN"))'],
    [
      'template',
      `fetch(url, { headers: { a: \`Bearer ${githubToken}\` } });`,
      'fetch(url, { headers: { a: `Bearer ${process.env.GITHUB_TOKEN}` } });',
    ],
  ])('%s: a literal becomes a reference to the environment', (_, before, after) => {
    expect(anonymise({ codeTemplate: before })).toEqual({ codeTemplate: after });
  });

  test('two secrets of one record get two names', () => {
    const code = `a("${fill('gh~p_{a:36}')}"); b("${fill('gh~p_{l:36}')}");`;
    expect(anonymise({ code })).toEqual({
      code: 'a(process.env.GITHUB_TOKEN); b(process.env.GITHUB_TOKEN_2);',
    });
  });

  test('keeps the quotes where only a literal may stand', () => {
    for (const text of [
      `{"password": "${password}"}`,
      `password: "${password}"`,
      `<a b="1" password="${password}"/>`,
    ]) {
      const now = anonymiseText(text);
      expect(now).not.toContain(password);
      expect(now).toContain('REDACTED_PASSWORD_');
      expect(now.match(/"/g)?.length).toBe(text.match(/"/g)?.length);
    }
  });
});

describe('what must stay', () => {
  test.each([
    'version 8.0.2.17',
    'Chrome/121.0.6167.85',
    'sha512-' + fill('{b:86}') + '==',
    fill('{h:40}'),
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    'YOUR_API_KEY',
    '${TOKEN}',
    'process.env.API_KEY',
    '***',
    'dev@example.com',
    'http://localhost:4200',
    '192.0.2.10',
    '::1',
    'password: string;',
    'const token = await getToken();',
    'resetPasswordForUser(id)',
    'Password: use the manager',
    'TOKEN_LIFETIME=3600',
    'event.key === "Escape"',
    'https://github.com/microsoft/vscode/issues/519',
    'git@github.com:denoland/deno.git',
    '2024-11-05T07:08:09Z',
    'config.local.json',
    'sun.internal.misc.Unsafe',
    '/home/runner/work/site',
    '4111111111111112',
    '@vue/compiler-sfc@3.4.15',
    'secretName: web-tls',
  ])('%s', (text) => {
    expect(anonymiseText(text)).toBe(text);
  });

  test('ids, dates, numbers, duplicate keys, white space and order, byte for byte', () => {
    const before = `{ "id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",\n  "n": 9007199254740993, "x": 1.0e+2, "x": 1,\t"__proto__": {"patternId": "deadbeef"},\n "relatedPatterns": ["p-1"], "created": "2025-01-01T00:00:00Z", "note": "${githubToken}" }\r\n`;
    const after = decode(anonymiserFor().record(encode(before)).bytes);
    expect(after.replace(/REDACTED_\w+/, githubToken)).toBe(before);
    expect(after).not.toContain(githubToken);
  });
});

describe('where a secret hides', () => {
  test.each([githubToken, awsKey, jwt, slackToken])('%# in every JSON encoding', (secret) => {
    for (const written of encodings(secret)) {
      const after = decode(anonymiserFor().record(encode(`{"note":"see ${written} there"}`)).bytes);
      expect(JSON.stringify(JSON.parse(after))).not.toContain(secret);
      expect(after).toMatch(/"see REDACTED_\w+ there"/);
    }
  });

  test('in a key, and keys that become equal stay two', () => {
    const after = anonymise({
      'https://a.corp.fernhill.dev': 1,
      'https://b.corp.fernhill.dev': 2,
      [githubToken]: { [githubToken]: 3 },
    });
    expect(Object.keys(after as object)).toEqual([
      'https://api.example.com',
      'https://api.example.com-2',
      expect.stringMatching(/^REDACTED_/),
    ]);
    expect(JSON.stringify(after)).not.toContain(githubToken);
  });

  test('in base64, one level deep', () => {
    const wrapped = Buffer.from(`token ${githubToken}`).toString('base64');
    expect(anonymiseText(`config ${wrapped} end`)).not.toContain(wrapped);
  });

  test('split by characters that are not seen, and by a line end', () => {
    const middle = Math.floor(githubToken.length / 2);
    for (const split of ['\u200b', '\u00ad', '\ufeff', '\r\n']) {
      const after = anonymiseText(`x ${githubToken.slice(0, middle)}${split}${githubToken.slice(middle)} y`);
      expect(after).not.toContain(githubToken.slice(4, middle));
      expect(after).not.toContain(githubToken.slice(middle));
    }
  });

  test('once with its name, elsewhere without: in one record, in later ones, and in earlier ones after a first reading', () => {
    const named = encode(JSON.stringify({ b: `someone wrote ${password} on the wall`, password }));
    const bare = encode(JSON.stringify({ note: `it was ${password}, they say` }));
    const anonymiser = anonymiserFor();
    expect(anonymiser.record(bare).changed).toBe(false);
    expect(decode(anonymiser.record(named).bytes)).not.toContain(password);
    expect(decode(anonymiser.record(bare).bytes)).not.toContain(password);
    const prepared = anonymiserFor();
    expect(prepared.learn(bare)).toBe(NOTHING_FOUND);
    expect(prepared.learn(named)).toBeGreaterThan(NOTHING_FOUND);
    expect(decode(prepared.record(bare, { seen: NOTHING_FOUND }).bytes)).not.toContain(password);
  });
});

describe('hits', () => {
  test('say where and what was replaced by what, and the bytes of its string', () => {
    const hits: Hit[] = [];
    const anonymiser = anonymiserFor({ onHit: (hit) => hits.push(hit) });
    const text = JSON.stringify({ a: { 'b/c': ['x', `see ${githubToken}`] } });
    anonymiser.record(encode(text));
    expect(hits[0]?.replacement).toMatch(/^REDACTED_GITHUB_TOKEN_[a-z2-7]{8}$/);
    expect(hits).toEqual([
      {
        pointer: '/a/b~1c/1',
        inKey: false,
        rule: 'github-token',
        category: 'api-keys',
        start: 4,
        end: 4 + githubToken.length,
        value: githubToken,
        replacement: hits[0]?.replacement,
        tier: 'secret',
        replacedStart: 4,
        replacedEnd: 4 + githubToken.length,
        mask: undefined,
        action: 'accept',
        stringStart: text.indexOf('see '),
        stringEnd: text.length - '"]}}'.length,
      },
    ]);
    expect(anonymiser.counts()['api-keys']).toBe(1);
  });
});

describe('any JSON', () => {
  const secret = fc.constantFrom(
    githubToken,
    awsKey,
    jwt,
    slackToken,
    `password=${password}`,
    'jo.mo@fernhill.dev',
    'https://a.corp.fernhill.dev/x',
    '10.20.30.40',
    'DE89 3704 0044 0532 0130 00',
    '/home/balmeida/x',
    '+49 89 636-48018',
    `postgres://u:${password}@db.fernhill.dev/x`,
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.string(), secret, fc.string()).map(([before, value, after]) => `${before} ${value} ${after}`),
    fc.array(secret).map((parts) => parts.join(' ')),
    fc.array(secret).map((parts) => `f("${parts.join('", "')}");`),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      text,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(
          fc.constantFrom('id', 'password', 'author', 'codeTemplate', 'created', 'token', 'host'),
          text,
        ),
        tie('value'),
        { maxKeys: 5 },
      ),
    ),
  })).value;

  const shape = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(shape)
      : typeof value === 'object' && value !== null
        ? Object.values(value).map(shape)
        : typeof value === 'string'
          ? 'text'
          : value;

  test('stays JSON of the same shape, numbers untouched, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const before = encode(JSON.stringify(value));
        const first = anonymiserFor({ detectNames: true }).document(before);
        const parsed: unknown = JSON.parse(decode(first.bytes));
        expect(shape(parsed)).toEqual(shape(JSON.parse(decode(before))));
        if (!first.changed) expect(first.bytes).toBe(before);
        const second = anonymiserFor({ detectNames: true }).document(first.bytes);
        expect(decode(second.bytes)).toBe(decode(first.bytes));
      }),
      { numRuns: 300 },
    );
  });

  test('lone surrogates stay what they are', () => {
    const before = `{"a":"\\ud800 ${githubToken} \\udc00"}`;
    const after = decode(anonymiserFor().record(encode(before)).bytes);
    expect(after).toMatch(/^\{"a":"\\ud800 REDACTED_\w+ \\udc00"\}$/);
  });

  test('100,000 levels deep', () => {
    const bytes = encode(`${'[{"a":'.repeat(50_000)}"${githubToken}"${'}]'.repeat(50_000)}`);
    const after = decode(anonymiserFor().document(bytes).bytes);
    expect(after).toContain('REDACTED_GITHUB_TOKEN_');
    expect(after).not.toContain(githubToken);
  });

  test('a string of 10 MB', () => {
    const bytes = encode(
      JSON.stringify({ a: `${'The cache warms up in two minutes. '.repeat(300_000)}${githubToken}` }),
    );
    const after = anonymiserFor().document(bytes).bytes;
    expect(after.length).toBeLessThan(bytes.length);
    expect(decode(after.subarray(-60))).toContain('REDACTED_GITHUB_TOKEN_');
  });
});
