import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOT_NOTED } from '../../src/core/anonymise/anonymiser';
import type { Hit } from '../../src/core/anonymise/hit';
import { scan } from '../../src/core/scan/scan';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { anonymise, anonymiserFor, anonymiseText, decode, encode, expandExample } from './anonymiseSupport';

const password = expandExample('hun~ter2-blue');
const token = expandExample('{a:16}');

/** What is replaced in a JSON text, by the pointers of its strings. */
function hitsOf(json: string, options: Parameters<typeof anonymiserFor>[0] = {}): Hit[] {
  const hits: Hit[] = [];
  anonymiserFor({ ...options, onHit: (hit) => void hits.push(hit) }).document(encode(json));
  return hits;
}

describe('a name and its value that are two members of one object', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['Kubernetes and ECS', { name: 'DB_PASSWORD', value: password }],
    ['tags of AWS', { Key: 'db_password', Value: password }],
    ['CloudFormation', { ParameterKey: 'MasterPassword', ParameterValue: password }],
    ['key and val', { key: 'apiKey', val: token }],
    ['headers', { header: 'Authorization', value: token }],
    ['headers with a content', { header: 'X-Api-Key', content: token }],
    ['variables with a default', { variable: 'STRIPE_KEY', default: token }],
    ['answers of a form', { field: 'password', answer: password }],
    ['answers to a question', { question: 'What is the root password?', answer: password }],
    ['a type', { type: 'password', value: password }],
    ['a type beside a name that says nothing', { type: 'password', name: 'field1', value: password }],
    ['a name with dots', { property: 'spring.datasource.password', value: password }],
    ['data', { label: 'password', data: password }],
    ['an id of a field', { id: 'login_password', text: password }],
    ['a list of values', { Name: 'DB_PASSWORD', Values: ['8080', password] }],
    ['a word where the name leaves no doubt', { name: 'DB_PASSWORD', value: expandExample('correct~horse') }],
    ['other members between them', { name: 'DB_PASSWORD', meta: { a: [1, { name: 'x' }] }, value: password }],
    ['a phone number', { label: 'phone', value: '0171 2345678' }],
    ['an identity number', { attribute: 'passport_number', value: 'X1234567' }],
    ['a machine', { name: 'host', value: 'buildbox-7' }],
  ])('is found: %s', (_, record) => {
    const members = Object.entries(record);
    const value = [record['value'] ?? members.at(-1)?.[1]].flat().at(-1) as string;
    const turned = Object.fromEntries(members.reverse());
    for (const text of [record, turned, { list: [{ name: 'PORT', value: '8080' }, record] }])
      expect(JSON.stringify(anonymise(text))).not.toContain(value);
  });

  test.each([
    ['a setting', { name: 'PORT', value: '8080' }],
    ['a reference', { name: 'DB_PASSWORD', value: '${DB_PASSWORD}' }],
    [
      'a reference to a secret',
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    ],
    ['a description of a field', { name: 'password', type: 'string', value: 'required' }],
    ['a field that must have its value', { field: 'password', value: 'Mandatory' }],
    ['prose', { name: 'token', description: 'The token that the server gives to a client; keep it.' }],
    ['prose as content', { name: 'Password hashing', content: 'Use argon2id; never md5, as in 2012.' }],
    ['a text for people', { key: 'login.password', value: 'Enter your password' }],
    ['its own word', { key: 'password', value: 'Kennwort' }],
    ['a placeholder', { name: 'api_key', value: 'YOUR_API_KEY' }],
    ['a version', { name: 'version', value: '1.22.333' }],
    ['an id', { name: 'session', value: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }],
    ['an id of a secret', { name: 'secret', value: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }],
    ['a part of a language', { type: 'token', value: 'identifier1' }],
    ['a part of data', { name: 'key', value: 'q7Zk2Wm9Xr4Bt8Lvq7Zk' }],
    ['a rule about secrets', { name: 'max_password_length', value: '123456' }],
    ['a count', { name: 'tokens', value: 1234567 }],
    ['a date', { name: 'phone', value: '2024-11-21' }],
    ['a value of another object', { a: { name: 'DB_PASSWORD' }, b: { value: 'release-8080x' } }],
    ['a value below', { name: 'DB_PASSWORD', rules: { value: 'release-8080x' } }],
    ['a value above', { value: 'release-8080x', rules: { name: 'DB_PASSWORD' } }],
    ['a value of the next object', [{ name: 'DB_PASSWORD' }, { name: 'PORT', value: 'release-8080x' }]],
  ])('stays: %s', (_, record) => {
    expect(anonymise(record)).toEqual(record);
  });

  test('names of people go when they are asked for', () => {
    const record = { field: 'full_name', value: 'Ingrid Solheim' };
    expect(anonymise(record)).toEqual(record);
    expect(JSON.stringify(anonymise(record, { detectNames: true }))).not.toContain('Solheim');
  });

  test('goes by its level', () => {
    const record = [
      { name: 'host', value: 'buildbox-7' },
      { label: 'phone', value: '0171 2345678' },
      { name: 'DB_PASSWORD', value: password },
    ];
    const json = JSON.stringify(record);
    expect(hitsOf(json).map((hit) => hit.pointer)).toEqual(['/0/value', '/1/value', '/2/value']);
    expect(hitsOf(json, { level: 'partial' }).map((hit) => hit.pointer)).toEqual(['/1/value', '/2/value']);
    expect(anonymise(record, { level: 'none' })).toEqual(record);
  });

  test('says where it stands, whichever member comes first', () => {
    const json = `{"env":[{"x":1},{"value":"${password}","a":{"b":["c"]},"name":"DB_PASSWORD"}]}`;
    const [hit, ...others] = hitsOf(json);
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      pointer: '/env/1/value',
      rule: 'password-by-key',
      start: 0,
      value: password,
    });
    expect(hit?.end).toBe(password.length);
    expect(json.slice(hit?.stringStart, hit?.stringEnd)).toBe(password);
    expect(hit?.replacement).toMatch(/^REDACTED_DB_PASSWORD_/);
    const listed = hitsOf(JSON.stringify({ values: ['8080', password], key: 'a.password' }));
    expect(listed.map(({ pointer }) => pointer)).toEqual(['/values/1']);
  });

  test('may stay where a person says so, and is not searched for then', () => {
    const json = JSON.stringify([{ value: password, name: 'DB_PASSWORD' }, `so ${password} it is`]);
    const [first] = hitsOf(json);
    expect(first).toBeDefined();
    const decide = (decision: object) => anonymiserFor(decision).document(encode(json));
    expect(decide({}).hits).toBe(2);
    const left = { decisions: [{ action: 'reject', target: { kind: 'rule', rule: 'password-by-key' } }] };
    expect(decide(left).changed).toBe(false);
  });

  test('is learnt for other records, before and after it', () => {
    const records = [{ note: `it is ${password} now` }, { value: password, name: 'DB_PASSWORD' }].map(
      (record) => encode(JSON.stringify(record)),
    );
    const anonymiser = anonymiserFor();
    const seen = records.map((record) => anonymiser.learn(record));
    const after = records.map((record, index) =>
      decode(anonymiser.record(record, { seen: seen[index] ?? NOT_NOTED }).bytes),
    );
    expect(after.join('')).not.toContain(password);
    expect(after[0]).toContain('REDACTED_DB_PASSWORD_');
  });

  test('is found in a text that ends too early', () => {
    const cut = `{"env":[{"value":"${password}","name":"DB_PASSWORD"`;
    expect(decode(anonymiserFor().document(encode(cut)).bytes)).not.toContain(password);
  });

  test('is found where escapes hide letters of name and value', () => {
    const json = `{"value":"\\u0068${password.slice(1)}","n\\u0061me":"DB_P\\u0041SSWORD"}`;
    const anonymiser = anonymiserFor();
    const bytes = encode(json);
    const seen = anonymiser.learn(bytes);
    expect(decode(anonymiser.document(bytes, { seen }).bytes)).not.toContain(password.slice(1));
  });
});

const names = fc.constantFrom('name', 'key', 'Key', 'ParameterKey', 'header', 'label', 'type', 'title');
const values = fc.constantFrom('value', 'Value', 'val', 'content', 'default', 'ParameterValue', 'data');
const words = fc.constantFrom(
  'DB_PASSWORD',
  'apiKey',
  'phone',
  'host',
  'PORT',
  'password',
  'notes',
  'author',
);
const texts = fc.constantFrom(
  password,
  token,
  '8080',
  'required',
  '0171 2345678',
  'buildbox-7',
  'plain words',
);
const members = fc.tuple(
  fc.tuple(names, words),
  fc.tuple(values, texts),
  fc.option(fc.tuple(names, words)),
  fc.option(fc.tuple(values, texts)),
  fc.constant(['more', { name: 'PORT', list: ['x'] }]),
);

describe('any object with names and values', () => {
  const shuffled = members
    .map((all) => new Map(all.filter((member) => member !== null) as [string, unknown][]))
    .chain((all) =>
      fc.tuple(
        fc.constant(Object.fromEntries(all)),
        fc.shuffledSubarray([...all], { minLength: all.size, maxLength: all.size }).map(Object.fromEntries),
      ),
    ) as fc.Arbitrary<[object, object]>;

  test('comes out the same in whatever order its members stand', () => {
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(anonymise(other)).toEqual(anonymise(one));
      }),
    );
  });

  test('is changed once, and in the same way in two readings', () => {
    fc.assert(
      fc.property(shuffled, ([, record]) => {
        const bytes = encode(JSON.stringify([record]));
        const once = anonymiserFor().document(bytes).bytes;
        expect(decode(anonymiserFor().document(once).bytes)).toBe(decode(once));
        const anonymiser = anonymiserFor();
        const seen = anonymiser.learn(bytes);
        expect(decode(anonymiser.document(bytes, { seen }).bytes)).toBe(decode(once));
      }),
    );
  });

  test('keeps what has no name that says anything', () => {
    fc.assert(
      fc.property(
        values,
        texts.filter((text) => !/[A-Z]|^0/.test(text)),
        (key, text) => {
          const record = { name: 'notes', [key]: text };
          expect(anonymise(record)).toEqual(record);
        },
      ),
    );
  });
});

describe('the same in a text', () => {
  test.each([
    ['JSON', `{"name":"DB_PASSWORD","value":"${password}"}`],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ name: 'DB_PASSWORD', value: password }))],
    ['YAML', `env:\n  - name: DB_PASSWORD\n    value: ${password}\n`],
    ['XML', `<add key="DbPassword" value="${password}"/>`],
    ['XML with elements', `<property><name>password</name><value>${password}</value></property>`],
    ['Terraform', `setting {\n  name  = "DB_PASSWORD"\n  value = "${password}"\n}`],
    ['a table', `| Name | Value |\n|---|---|\n| DB_PASSWORD | ${password} |`],
    ['.NET', `new EnvVar { Name = "DB_PASSWORD", Value = "${password}" }`],
    ['Go', `corev1.EnvVar{Name: "DB_PASSWORD", Value: "${password}"}`],
    ['an answer of a form', `{"field":"password","answer":"${password}"}`],
    [
      'a description between them',
      `{"name":"DB_PASSWORD","description":"the database","value":"${password}"}`,
    ],
    ['a type between attributes', `<Parameter name="password" type="string" value="${password}"/>`],
    [
      'a type on a line of its own',
      `name = "/db/password"\n  type = "SecureString"\n  value = "${password}"`,
    ],
    ['builders', `EnvVar.builder().name("DB_PASSWORD").value("${password}").build()`],
    ['a shorthand of commands', `--environment name=DB_PASSWORD,value=${password}`],
  ])('is found: %s', (_, text) => {
    expect(anonymiseText(text)).not.toContain(password);
  });

  test.each([
    ['a reference', '- name: DB_PASSWORD\n  value: ${DB_PASSWORD}'],
    [
      'a reference to a secret',
      '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db\n      key: password',
    ],
    ['a value of the next item', '- name: DB_PASSWORD\n- name: PORT\n  value: release-8080'],
    [
      'a description',
      '{"name":"password","type":"string","description":"what 2 people know","value":"required"}',
    ],
    ['a validator', 'field("password").value("required")'],
  ])('stays: %s', (_, text) => {
    expect(anonymiseText(text)).toBe(text);
  });
});

test('a scan says line and column of a value whose name stands below it', async () => {
  const json = `{\n  "env": [\n    {\n      "value": "${password}",\n      "name": "DB_PASSWORD"\n    }\n  ]\n}\n`;
  const { findings, problems } = await scan(
    { codecs: nodeCodecs() },
    {
      targets: [{ type: 'folder', files: memoryStore({ 'a/task.json': json }), show: (path) => path }],
      choices: { secret: new Uint8Array(32).fill(7) },
    },
  );
  expect(problems).toEqual([]);
  expect(findings).toMatchObject([
    {
      pointer: '/env/0/value',
      rule: 'password-by-key',
      category: 'passwords',
      range: { start: { line: 4, column: 17 }, end: { line: 4, column: 17 + password.length } },
    },
  ]);
});
