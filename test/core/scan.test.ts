// Scanning (issue 3): where a secret lies, whose it is, and what becomes of text that cannot be read.
import fc from 'fast-check';
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { createFingerprint } from '../../src/core/anonymise/fingerprint';
import type { RedactionDecision } from '../../src/core/anonymise/choices';
import type { ScanFinding, ScanReport } from '../../src/core/scan/finding';
import { scan } from '../../src/core/scan/scan';
import { sealed, tarOf } from './scanFixtures';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { encode, gzip } from './storeMaking';

/** Composed here, so that no scanner takes this file for a leak. */
const KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const PASSWORD = ['Tr0ub4dor', 'Horse', '77'].join('-');
const MAIL = 'maria.keller@contoso-industries.com';
const secret = new Uint8Array(32).fill(7);
const codecs = nodeCodecs();

interface Options {
  readonly decisions?: readonly RedactionDecision[];
  readonly password?: string;
  readonly signal?: AbortSignal;
}

function scanFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  { decisions, password, signal }: Options = {},
): Promise<ScanReport> {
  return scan(
    { codecs },
    {
      targets: [{ type: 'folder', files: memoryStore(files), show: (path) => path }],
      choices: { secret, decisions },
      password,
    },
    { signal },
  );
}

/** The characters of a text that a finding names. */
function textAt(text: string, { start, end }: ScanFinding['range']): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return text.slice(offset(start.line, start.column), offset(end.line, end.column));
}

const fail = (): never => {
  throw new Error('there is no finding');
};

const record = (id: string, note: string): object => ({ id, agent: 'front', pattern: { type: 'x' }, note });

test('a file that changes while it is scanned is told in the state before', async () => {
  const file = 'front/patterns.json';
  const store = memoryStore({ [file]: JSON.stringify([record('one', KEY)]) });
  const before = (await store.stat(file))?.version;
  const target = { type: 'folder', files: store, show: (path: string) => path } as const;
  const change = async (): Promise<void> => {
    const writer = await store.write(file, { replace: true });
    await writer.append(encode('[]'));
    await writer.commit();
  };
  let changed: Promise<void> | undefined;
  const onProgress = (): void => {
    changed ??= change();
  };
  const report = await scan({ codecs }, { targets: [target], choices: { secret } }, { onProgress });
  await changed;
  expect((await store.stat(file))?.version).not.toBe(before);
  expect(report.versions.get(file)).toBe(before);
});

describe('a finding', () => {
  test('says whose record it is, where in it and where in the file, and never what it is', async () => {
    const text = JSON.stringify([record('one', 'nothing'), record('two', `use ${KEY} for tests`)], null, 2);
    const { findings, problems } = await scanFiles({ 'front/patterns.json': text });
    expect(problems).toEqual([]);
    expect(findings).toMatchObject([
      {
        file: 'front/patterns.json',
        agent: 'front',
        kind: 'pattern',
        id: 'two',
        pointer: '/note',
        inKey: false,
        category: 'api-keys',
        level: 'critical',
        fingerprint: createFingerprint(secret, codecs)(KEY),
      },
    ]);
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY]);
    expect(JSON.stringify(findings)).not.toContain(KEY);
  });

  test.each([
    ['a bare list', (list: unknown) => list],
    ['a wrapped list', (list: unknown) => ({ version: 1, patterns: list })],
  ])('names the record in %s, large or small', async (_name, wrap) => {
    for (const count of [3, 3000]) {
      const records = Array.from({ length: count }, (_, index) =>
        record(`id-${index}`, index === count - 1 ? KEY : 'x'.repeat(100)),
      );
      const text = JSON.stringify(wrap(records), null, 2);
      const { findings } = await scanFiles({ 'front/patterns.json': text });
      expect(findings).toMatchObject([{ id: `id-${count - 1}`, pointer: '/note', kind: 'pattern' }]);
      expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY]);
    }
  });

  test('names the record that is larger than a piece by its id', async () => {
    const large = {
      id: 'large',
      filler: Array.from({ length: 9000 }, () => 'a long line of plain words'),
      note: KEY,
    };
    const text = JSON.stringify([{ id: 'small' }, large]);
    const { findings } = await scanFiles({ 'front/solutions.json': text });
    expect(findings).toMatchObject([{ id: 'large', kind: 'solution', pointer: '/note' }]);
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY]);
  });

  test('of a document has the path of its file and a pointer from its top', async () => {
    const { findings } = await scanFiles({
      'global/team-conventions.json': JSON.stringify({ mail: { lead: MAIL } }),
      'front/context.json': JSON.stringify({ 'a/b': [MAIL] }),
    });
    expect(findings).toMatchObject([
      { agent: 'front', kind: 'document', id: 'front/context.json', pointer: '/a~1b/0' },
      { agent: 'global', kind: 'document', id: 'global/team-conventions.json', pointer: '/mail/lead' },
    ]);
    expect(findings.map(({ level }) => level)).toEqual(['medium', 'medium']);
  });

  test('of code offers the reference to the environment, with the quotes, and a mask for the value', async () => {
    const text = JSON.stringify([record('one', `const client = new Api('${KEY}');`)]);
    const { findings } = await scanFiles({ 'front/patterns.json': text });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding?.replacement).toMatch(/^process\.env\.[A-Z0-9_]+$/);
    expect(finding?.mask).toMatch(/^REDACTED_[A-Z0-9_]+_[a-z2-7]{8}$/);
    expect(findings.map(({ replaced }) => textAt(text, replaced))).toEqual([`'${KEY}'`]);
  });

  test.each([
    ['critical', `password = "${PASSWORD}"`],
    ['high', `card 4539 1488 0343 6467 of the customer`],
    ['medium', `ask ${MAIL}`],
    ['low', `the server is db01.corp.contoso-industries.internal`],
  ])('is %s by what it lets others do', async (level, note) => {
    const { findings } = await scanFiles({ 'a/patterns.json': JSON.stringify([record('one', note)]) });
    expect(findings.map((finding) => finding.level)).toContain(level);
  });
});

describe('places', () => {
  test('are right for every layout of the text, and however its bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ id: fc.uuid(), before: fc.string({ unit: 'grapheme' }), planted: fc.boolean() }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        fc.constantFrom(undefined, 1, 2, '\t'),
        fc.boolean(),
        async (drawn, indent, isCompressed) => {
          const text = JSON.stringify(
            drawn.map(({ id, before, planted }) => ({
              id,
              note: `${before}\n${planted ? KEY : ''} "end" \\`,
            })),
            null,
            indent,
          );
          const { findings, problems } = await scanFiles({
            'a/patterns.json': isCompressed ? gzip(text) : text,
          });
          expect(problems).toEqual([]);
          const keys = findings.filter(({ range }) => textAt(text, range) === KEY);
          expect(keys.map(({ id }) => id)).toEqual(drawn.filter((one) => one.planted).map((one) => one.id));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('count an escape as what it is in the file', async () => {
    const escaped = `${KEY.slice(0, 3)}\\u006c${KEY.slice(4)}`;
    const text = `[\n  {"id": "one", "note": "é😀\\n\\u00e9 ${escaped} after"}\n]`;
    const { findings } = await scanFiles({ 'a/patterns.json': text });
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([escaped]);
  });

  test('do not count a byte order mark', async () => {
    const text = JSON.stringify({ note: KEY });
    const { findings } = await scanFiles({ 'a/context.json': `\ufeff${text}` });
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY]);
  });
});

describe('where secrets hide', () => {
  test('keys of objects, whose pointers show the replacement', async () => {
    const text = JSON.stringify({ accounts: { [KEY]: { owner: MAIL, note: 'x' } } });
    const { findings } = await scanFiles({ 'a/context.json': text });
    expect(findings).toMatchObject([
      {
        inKey: true,
        level: 'critical',
        pointer: expect.stringMatching(/^\/accounts\/REDACTED_\w+$/) as unknown,
      },
      { inKey: false, pointer: expect.stringMatching(/^\/accounts\/REDACTED_\w+\/owner$/) as unknown },
    ]);
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY, MAIL]);
    expect(JSON.stringify(findings)).not.toContain(KEY);
  });

  test('keys of what is larger than a piece, and ids', async () => {
    const filler = Array.from({ length: 9000 }, () => 'a long line of plain words');
    const text = JSON.stringify([{ id: MAIL, [KEY]: { filler, last: MAIL } }]);
    const { findings } = await scanFiles({ 'a/patterns.json': text });
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([MAIL, KEY, MAIL]);
    expect(JSON.stringify(findings)).not.toContain(KEY);
    expect(JSON.stringify(findings)).not.toContain(MAIL);
  });

  test('gzip bytes under a plain name, and gzip twice over', async () => {
    const text = JSON.stringify([record('one', KEY)]);
    const { findings } = await scanFiles({
      'a/patterns.json': gzip(text),
      'b/patterns.json.gz': gzip(gzip(text)),
    });
    expect(findings.map(({ agent, id }) => [agent, id])).toEqual([
      ['a', 'one'],
      ['b', 'one'],
    ]);
  });

  test('a place where nothing names them, once they were found in another file', async () => {
    const bare = JSON.stringify({ words: `then I typed ${PASSWORD} twice` });
    const named = JSON.stringify({ password: PASSWORD });
    expect((await scanFiles({ 'a/context.json': bare })).findings).toEqual([]);
    const { findings } = await scanFiles({ 'a/context.json': bare, 'b/context.json': named });
    expect(findings.map(({ agent }) => agent)).toEqual(['a', 'b']);
  });

  test('text that is no JSON: CSV, Markdown, JSON lines', async () => {
    const { findings } = await scanFiles({
      'out/patterns.csv': `id,note\r\none,"see ${KEY}"\r\n`,
      'out/notes.md': `# Notes\n\n[link](x) and ${KEY}\n`,
      'out/lines.jsonl': `{"id":"a","note":"x"}\n{"id":"b","note":"${KEY}"}\n`,
    });
    expect(findings.map(({ file, range }) => [file, range.start.line])).toEqual([
      ['out/lines.jsonl', 2],
      ['out/notes.md', 3],
      ['out/patterns.csv', 2],
    ]);
  });

  test('archives of pruned decisions, Python backups and tars of any make', async () => {
    const text = JSON.stringify([record('one', KEY)]);
    const { findings } = await scanFiles({
      'archives/front/negative_decisions_20260102_030405.json.gz': gzip(text),
      'full_20260101_020000/back/patterns.json.gz': gzip(gzip(text)),
      'backup-1767225600000-abcdefghi.tar.gz': gzip(tarOf({ 'test/solutions.json': gzip(text) })),
    });
    expect(findings.map(({ entry, agent, kind, id }) => [entry, agent, kind, id])).toEqual([
      ['test/solutions.json', 'test', 'solution', 'one'],
      [undefined, 'front', 'decision', 'one'],
      [undefined, 'back', 'pattern', 'one'],
    ]);
  });

  test('an encrypted bundle, given its password', async () => {
    const plain = gzip(
      tarOf({ 'loom-export/agents/front/patterns.json': JSON.stringify([record('one', KEY)]) }),
    );
    const files = { 'x.tar.gz.enc': await sealed(plain, 'right') };
    expect((await scanFiles(files, { password: 'right' })).findings).toMatchObject([
      { file: 'x.tar.gz.enc', entry: 'loom-export/agents/front/patterns.json', agent: 'front', id: 'one' },
    ]);
    expect((await scanFiles(files, { password: 'wrong' })).problems).toMatchObject([
      { code: 'password-wrong' },
    ]);
    expect((await scanFiles(files)).problems).toMatchObject([{ code: 'password-missing' }]);
  });
});

describe('decisions', () => {
  const text = JSON.stringify([record('one', KEY), record('two', KEY)]);
  const files = { 'front/patterns.json': text };
  const fingerprint = createFingerprint(secret, codecs)(KEY);
  const reject = { action: 'reject', lasting: true } as const;

  test('that mark a value as safe take it out of the report, and are counted', async () => {
    const decisions = [{ ...reject, target: { kind: 'value', fingerprint } as const }];
    expect(await scanFiles(files, { decisions })).toMatchObject({ findings: [], markedSafe: 2 });
  });

  test('may be about one place only', async () => {
    const target = { kind: 'place', agent: 'front', id: 'one', pointer: '/note', start: 0 } as const;
    const { findings, markedSafe } = await scanFiles(files, { decisions: [{ ...reject, target }] });
    expect(findings.map(({ id }) => id)).toEqual(['two']);
    expect(markedSafe).toBe(1);
  });

  test('to redact change nothing here', async () => {
    const decisions = [{ action: 'accept', lasting: true, target: { kind: 'value', fingerprint } } as const];
    expect((await scanFiles(files, { decisions })).findings).toHaveLength(2);
  });
});

describe('bad input', () => {
  test('broken JSON is a problem with its place, and its secrets are found all the same', async () => {
    const text = `[\n  {"id": "one", "note": "${KEY}"},\n  {"id": "two", "broken": tru, "password": "${PASSWORD}"}\n]`;
    const { findings, problems } = await scanFiles({ 'a/patterns.json': text });
    expect(problems).toMatchObject([{ file: 'a/patterns.json', code: 'json-damaged', line: 3 }]);
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY, PASSWORD]);
  });

  test('a quote that is missing hides nothing behind it', async () => {
    const text = `[{"id": "one, "note": "words", "key": "${KEY}"}]`;
    const { findings, problems } = await scanFiles({ 'a/patterns.json': text });
    expect(problems).toMatchObject([{ code: 'json-damaged' }]);
    expect(findings.map(({ range }) => textAt(text, range))).toEqual([KEY]);
  });

  test('large broken JSON is gone through to its end', async () => {
    const rows = Array.from({ length: 4000 }, (_, index) =>
      JSON.stringify(record(`id-${index}`, 'x'.repeat(90))),
    );
    rows[2000] = '{"id": "broken", note}';
    rows.push(JSON.stringify(record('last', KEY)));
    const { findings, problems } = await scanFiles({ 'a/patterns.json': `[${rows.join(',\n')}` });
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['json-damaged', 2001],
      ['json-damaged', 4001],
    ]);
    expect(findings).toMatchObject([{ id: 'last' }]);
  });

  test('damaged gzip is a problem, and what came before the damage is scanned', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => record(`id-${index}`, String(Math.sin(index))));
    const bytes = gzip(JSON.stringify([record('first', KEY), ...rows]));
    bytes.fill(0xff, bytes.length - 4000);
    const { findings, problems } = await scanFiles({ 'a/patterns.json': bytes });
    expect(problems).toMatchObject([{ file: 'a/patterns.json', code: 'gzip-damaged' }]);
    expect(findings).toMatchObject([{ id: 'first' }]);
  });

  test('a file that is not JSON under a JSON name is a problem and is scanned as words', async () => {
    const { findings, problems } = await scanFiles({ 'a/patterns.json': `token: ${KEY}` });
    expect(problems).toMatchObject([{ code: 'json-damaged' }]);
    expect(findings).toHaveLength(1);
  });

  test('bytes that are no UTF-8 are a problem', async () => {
    const bytes = new Uint8Array([...encode('[{"id":"one","note":"'), 0xff, 0xfe, ...encode(` ${KEY}"}]`)]);
    const { findings, problems } = await scanFiles({ 'a/patterns.json': bytes });
    expect(problems).toMatchObject([{ code: 'not-utf8' }]);
    expect(findings).not.toEqual([]);
  });

  test('links, databases and other bytes are named, not passed over', async () => {
    const files = memoryStore({
      'a/patterns.json': '[]',
      'export.db': Buffer.from('SQLite format 3\0'.padEnd(600, '\0')),
      'global/bloom.dat': new Uint8Array(9),
      'b/patterns.json': new Uint8Array(40),
    });
    files.plantLink('c/patterns.json');
    const report = await scan(
      { codecs },
      { targets: [{ type: 'folder', files, show: (path) => `memory/${path}` }], choices: { secret } },
    );
    expect(report.problems.map(({ file, code }) => [file, code])).toEqual([
      ['memory/export.db', 'format-unavailable'],
      ['memory/c/patterns.json', 'path-unsafe'],
    ]);
    expect(report.skipped).toEqual(['memory/b/patterns.json', 'memory/global/bloom.dat']);
  });

  test('a tar that is cut is a problem, and what is there is scanned', async () => {
    const tar = tarOf({ 'a/patterns.json': JSON.stringify([record('one', KEY)]) });
    const { findings, problems } = await scanFiles({ 'cut.tar.gz': gzip(tar.subarray(0, 1024)) });
    expect(problems).toMatchObject([{ file: 'cut.tar.gz', code: 'archive-damaged' }]);
    expect(findings).toMatchObject([{ id: 'one' }]);
  });

  test('a string of 10 MB, and brackets 100,000 deep, are gone through', async () => {
    const depth = 100_000;
    const { findings, problems } = await scanFiles({
      'a/context.json': JSON.stringify({ text: `${'words and words. '.repeat(600_000)} ${KEY}` }),
      'b/context.json': `${'['.repeat(depth)}"${KEY}"${']'.repeat(depth)}`,
    });
    expect(findings.map(({ file }) => file)).toEqual(['a/context.json', 'b/context.json']);
    expect(problems).toEqual([]);
  }, 60_000);

  test('thousands of hits in one string cost no more than a walk through it', async () => {
    const mails = Array.from({ length: 5000 }, (_, index) => `person${index}@contoso-industries.com`);
    const text = JSON.stringify({ log: mails.join(` ${'some words of a log line '.repeat(20)}\n`) });
    const { findings } = await scanFiles({ 'a/context.json': text });
    expect(findings).toHaveLength(5000);
    expect(textAt(text, findings[4999]?.range ?? fail())).toBe('person4999@contoso-industries.com');
  }, 20_000);

  test('cancelling ends it', async () => {
    const stopped = AbortSignal.abort();
    await expect(scanFiles({ 'a/patterns.json': '[{}]' }, { signal: stopped })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
