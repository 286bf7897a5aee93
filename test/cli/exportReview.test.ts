import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aml, temporaryFolder, writeFiles } from './harness';
import type { Outcome } from './harness';

// Composed, so that no file holds one.
const TOKEN = ['gh', 'p_', 'q7Zk2Wm9Xr4Bt8Lv'.repeat(3).slice(0, 36)].join('');
const MAIL = ['jo.mo', 'fernhill.dev'].join('@');

interface ReviewJson {
  time: number;
  hits: Record<string, unknown>[];
}

/** A project whose memory holds a token twice and an address once. */
async function project(): Promise<string> {
  const cwd = await temporaryFolder();
  const record = (id: string, note: string): object => ({ id, name: id, note });
  await writeFiles(cwd, {
    '.loom/memory/front/patterns.json': [
      record('p-1', `deploy with ${TOKEN} today`),
      record('p-2', `ask ${MAIL} about ${TOKEN}`),
      record('p-3', 'NIGHTJAR ships in Bluestone, says Wilma Okafor; see src/web/cart.ts'),
    ],
  });
  return cwd;
}

async function review(cwd: string): Promise<ReviewJson> {
  const outcome = await aml(['export', '--review', 'review.json'], { cwd });
  expect([outcome.code, outcome.stderr]).toEqual([0, '']);
  return JSON.parse(await readFile(join(cwd, 'review.json'), 'utf8')) as ReviewJson;
}

const save = async (cwd: string, file: ReviewJson): Promise<void> =>
  writeFile(join(cwd, 'review.json'), JSON.stringify(file, null, 2));

/** All that a bundle holds, unpacked. */
const contentOf = async (cwd: string, name = 'out.tar.gz'): Promise<string> =>
  gunzipSync(await readFile(join(cwd, name))).toString('utf8');

const errorOf = (outcome: Outcome): { code: string; data: Record<string, unknown> } =>
  (JSON.parse(outcome.stdout) as { error: { code: string; data: Record<string, unknown> } }).error;

describe('aml export --review', () => {
  test('writes each item with its words around and no value, and exports nothing', async () => {
    const cwd = await project();
    const { hits } = await review(cwd);
    expect(hits).toHaveLength(3);
    expect(hits[0]).toMatchObject({
      decision: 'accept',
      for: 'place',
      excerpt: 'deploy with ••• today',
      category: 'api-keys',
      agent: 'front',
      id: 'p-1',
      pointer: '/note',
      start: 12,
    });
    const text = await readFile(join(cwd, 'review.json'), 'utf8');
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(MAIL);
    expect((await readdir(cwd)).filter((name) => name.includes('export'))).toEqual([]);
  });

  test('then --review-from: one rejected, one edited, and the bundle holds exactly that', async () => {
    const cwd = await project();
    const file = await review(cwd);
    const [first, second, third] = file.hits;
    Object.assign(first ?? {}, { decision: 'reject' });
    const mail = [second, third].find((hit) => hit?.['category'] === 'emails');
    const token = [second, third].find((hit) => hit?.['category'] === 'api-keys');
    Object.assign(mail ?? {}, { decision: 'edit', replacement: 'the cart team' });
    await save(cwd, file);
    const outcome = await aml(['export', 'out.tar.gz', '--review-from', 'review.json', '--json'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const content = await contentOf(cwd);
    expect(content).toContain(`deploy with ${TOKEN} today`);
    expect(content).toContain(`ask the cart team about ${String(token?.['replacement'])}`);
    expect(content).not.toContain(MAIL);
    const report = JSON.parse(outcome.stdout) as { anonymization: Record<string, unknown> };
    expect(report.anonymization).toMatchObject({
      decisions: { accepted: 1, rejected: 1, edited: 1, own_rules: 0 },
    });
  });

  test('shows no value that is a key, and finds the place of its decision again', async () => {
    const cwd = await temporaryFolder();
    const notes = { [`held by ${TOKEN}`]: `written to ${MAIL}` };
    await writeFiles(cwd, { '.loom/memory/front/patterns.json': [{ id: 'p-1', name: 'Keys', notes }] });
    const file = await review(cwd);
    expect(file.hits.map((hit) => hit['pointer'])).toEqual(['/notes/held by •••', '/notes/held by •••']);
    expect(JSON.stringify(file)).not.toContain(TOKEN);
    Object.assign(file.hits.find((hit) => hit['category'] === 'emails') ?? {}, { decision: 'reject' });
    await save(cwd, file);
    const outcome = await aml(['export', 'out.tar.gz', '--review-from', 'review.json', '--json'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).not.toContain(TOKEN);
    expect(await contentOf(cwd)).toContain(`written to ${MAIL}`);
    expect(await contentOf(cwd)).not.toContain(TOKEN);
  });

  test('takes a decision for a value or a rule wherever it is found', async () => {
    const cwd = await project();
    const file = await review(cwd);
    Object.assign(file.hits[0] ?? {}, { decision: 'reject', for: 'value' });
    await save(cwd, file);
    expect((await aml(['export', 'out.tar.gz', '--review-from', 'review.json'], { cwd })).code).toBe(0);
    expect((await contentOf(cwd)).split(TOKEN)).toHaveLength(3);
  });

  test('names the hit that is not there any more, and exports nothing', async () => {
    const cwd = await project();
    const file = await review(cwd);
    Object.assign(file.hits[2] ?? {}, { decision: 'reject' });
    await save(cwd, file);
    const path = join(cwd, '.loom/memory/front/patterns.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('about', 'on'));
    const outcome = await aml(['export', 'out.tar.gz', '--review-from', 'review.json', '--json'], { cwd });
    expect(outcome.code).toBe(2);
    expect(errorOf(outcome)).toMatchObject({ code: 'review-invalid' });
    expect(errorOf(outcome).data['reason']).toMatch(/^hit 3 \(front p-2 \/note\)/);
    expect(await readdir(cwd)).not.toContain('out.tar.gz');
  });

  test('warns of a decision about a value that is found nowhere any more', async () => {
    const cwd = await project();
    const file = await review(cwd);
    file.hits = file.hits.filter((hit) => hit['category'] === 'emails');
    Object.assign(file.hits[0] ?? {}, { decision: 'reject', for: 'value' });
    await save(cwd, file);
    const path = join(cwd, '.loom/memory/front/patterns.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace(MAIL, 'nobody'));
    const outcome = await aml(['export', 'out.tar.gz', '--review-from', 'review.json'], { cwd });
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('hit 1 (front p-2 /note): its value is found nowhere any more');
  });

  test.each([
    ['{"review":1,\n"hits":[}', 'line 2'],
    ['{"review":2}', 'no review of this program'],
    ['{"review":1,"time":1,"hits":[{"decision":"maybe"}]}', 'hit 1 has no usable "decision"'],
  ])('refuses the file %s', async (text, reason) => {
    const cwd = await project();
    await writeFile(join(cwd, 'review.json'), text);
    const outcome = await aml(['export', 'out.tar.gz', '--review-from', 'review.json'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(reason);
  });

  test.each([
    [['--review', 'a.json', '--review-from', 'b.json']],
    [['-', '--review', 'a.json']],
    [['out.tar.gz', '--review', 'a.json']],
    [['--review', 'a.json', '--anonymize', 'none']],
    [['--review-from', '-']],
  ])('refuses export %j', async (argv) => {
    const cwd = await project();
    const outcome = await aml(['export', ...argv], { cwd });
    expect(outcome.code).toBe(2);
    expect(await readdir(cwd)).not.toContain('a.json');
  });

  test('writes to standard output for -, and replaces no file unasked', async () => {
    const cwd = await project();
    const outcome = await aml(['export', '--review', '-'], { cwd });
    expect((JSON.parse(outcome.stdout) as ReviewJson).hits).toHaveLength(3);
    await writeFile(join(cwd, 'review.json'), 'mine');
    expect((await aml(['export', '--review', 'review.json'], { cwd })).code).toBe(2);
    expect(await readFile(join(cwd, 'review.json'), 'utf8')).toBe('mine');
  });
});

describe('aml export with own words and rules', () => {
  test('hides names, clients, what rules find, code and paths', async () => {
    const cwd = await project();
    await writeFiles(cwd, {
      'names.txt': '# people\nWilma Okafor\n',
      'clients.json': ['Bluestone'],
      'rules.jsonl':
        '# ours\n{"id":"project-bird","category":"clients","pattern":"NIGHTJAR","replacement":"PROJECT"}\n',
    });
    const own = ['--names', 'names.txt', '--clients', 'clients.json', '--rules', 'rules.jsonl'];
    const outcome = await aml(['export', 'out.tar.gz', ...own, '--redact-paths', '--json'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const content = await contentOf(cwd);
    for (const word of ['Wilma', 'Okafor', 'Bluestone', 'NIGHTJAR', 'src/web'])
      expect(content).not.toContain(word);
    expect(content).toMatch(
      /PROJECT ships in Client[a-z2-7]{8}, says Person[ -]?[a-z2-7]{8}; see path-[a-z2-7]{8}\.ts/,
    );
    const report = JSON.parse(outcome.stdout) as {
      anonymization: { decisions: object; rules: object; hits: readonly object[] };
    };
    expect(report.anonymization.decisions).toMatchObject({ own_rules: 1 });
    expect(report.anonymization.rules).toMatchObject({ 'project-bird': 1, 'listed-name': 1, 'file-path': 1 });
    expect(report.anonymization.hits).toHaveLength(7);
  });

  test.each([
    [
      '[\n{"id":"a","category":"clients","pattern":"x"},\n{"id":"b","category":"clients","pattern":"(a+)+$"}\n]',
      3,
    ],
    ['{"id":"a","category":"clients","pattern":"("}', 1],
    ['# one\n\n{"id":"a","category":"secrets","pattern":"x"}', 3],
    ['{"id":"a","category":"clients","pattern":"x"}\n{"id":"a","category":"clients","pattern":"y"}', 2],
    ['{"id":"a","category":"clients","pattern":"x*"}', 1],
    ['{"id":"a","category":"clients","pattern":"x","replacement":"xx"}', 1],
    ['{"id":"a","category":"clients","pattern":"x","replacment":"y"}', 1],
    ['[\n{"id":"a",\n]', 3],
    ['not json', 1],
  ])('refuses the rules %j with the line', async (text, line) => {
    const cwd = await project();
    await writeFile(join(cwd, 'rules.json'), text);
    const outcome = await aml(['export', 'out.tar.gz', '--rules', 'rules.json', '--json'], { cwd });
    expect(outcome.code).toBe(2);
    expect(errorOf(outcome)).toMatchObject({ code: 'rules-invalid', data: { file: 'rules.json', line } });
    expect(await readdir(cwd)).not.toContain('out.tar.gz');
  });

  test.each(['', '# nothing\n', '[1]', 'x\n'])('refuses the word list %j', async (text) => {
    const cwd = await project();
    await writeFile(join(cwd, 'names.txt'), text);
    const outcome = await aml(['export', 'out.tar.gz', '--names', 'names.txt'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('names.txt cannot be used');
  });
});
