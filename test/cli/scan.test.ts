import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sealed, tarOf } from '../core/scanFixtures';
import { aml, FAKE_KEY, sampleProject, temporaryFolder, writeFiles } from './harness';
import type { Outcome } from './harness';

interface Finding {
  readonly file: string;
  readonly entry: string | null;
  readonly agent: string | null;
  readonly id: string;
  readonly pointer: string;
  readonly level: string;
  readonly line: number;
}
interface Report {
  readonly findings: readonly Finding[];
  readonly counts: { readonly levels: Readonly<Record<string, number>>; readonly categories: object };
  readonly problems: readonly { readonly file: string; readonly code: string }[];
}
const reportOf = (outcome: Outcome): Report => JSON.parse(outcome.stdout) as Report;
const clean = async (cwd: string): Promise<void> =>
  writeFiles(join(cwd, '.loom/memory'), { 'frontend-developer/patterns.json': [] });
const bundleWith = (key: string): Uint8Array =>
  new Uint8Array(
    gzipSync(tarOf({ 'loom-export/agents/front/patterns.json': JSON.stringify([{ id: 'one', note: key }]) })),
  );

describe('aml scan', () => {
  test('of the memory says what lies where, and ends with 1', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['scan'], { cwd });
    expect(outcome.code).toBe(1);
    await expect(outcome.stdout + outcome.stderr).toMatchFileSnapshot('golden/scan.txt');
    expect(outcome.stdout).not.toContain(FAKE_KEY);
  });

  test('with --json gives every finding with its place and a fingerprint, never the value', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['scan', '--json'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([1, '']);
    const { findings, counts, problems } = reportOf(outcome);
    expect(findings).toMatchObject([
      {
        file: '.loom/memory/frontend-developer/patterns.json',
        entry: null,
        agent: 'frontend-developer',
        id: 'fp-weak',
        pointer: '/note',
        category: 'api-keys',
        level: 'critical',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      },
      { id: 'fp-weak', pointer: '/mail', category: 'emails', level: 'medium' },
    ]);
    expect(counts.levels).toEqual({ critical: 1, high: 0, medium: 1, low: 0 });
    expect(problems).toEqual([]);
    expect(outcome.stdout).not.toContain(FAKE_KEY);
    const lines = (await readFile(join(cwd, findings[0]?.file ?? ''), 'utf8')).split('\n');
    expect(lines[(findings[0]?.line ?? 0) - 1]).toContain(FAKE_KEY);
  });

  test('ends with 0 when nothing is found, and --fail-on says what counts', async () => {
    const cwd = await sampleProject();
    const code = async (...options: string[]): Promise<number> =>
      (await aml(['scan', ...options], { cwd })).code;
    expect(await code('--fail-on', 'critical')).toBe(1);
    expect(await code('--fail-on', 'never')).toBe(0);
    await writeFiles(join(cwd, '.loom/memory'), {
      'frontend-developer/patterns.json': [{ id: 'one', mail: 'jane.doe@acme-corp.com' }],
    });
    expect(await code()).toBe(1);
    expect(await code('--fail-on', 'medium')).toBe(1);
    expect(await code('--fail-on', 'high')).toBe(0);
    expect(reportOf(await aml(['scan', '--json', '--min-level', 'high'], { cwd })).findings).toEqual([]);
    await clean(cwd);
    const outcome = await aml(['scan'], { cwd });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toBe('Nothing found in 13 files.\n');
  });

  test('of a project takes its backups too, of several places all of them', async () => {
    const cwd = await sampleProject();
    await clean(cwd);
    await mkdir(join(cwd, '.loom/memory-backup/full_20260101_020000/old'), { recursive: true });
    await writeFile(
      join(cwd, '.loom/memory-backup/full_20260101_020000/old/patterns.json.gz'),
      gzipSync(JSON.stringify([{ id: 'kept', note: FAKE_KEY }])),
    );
    await writeFile(join(cwd, 'note.json'), JSON.stringify({ note: FAKE_KEY }));
    const { findings } = reportOf(await aml(['scan', '.', 'note.json', '--json'], { cwd }));
    expect(findings.map(({ file, agent, id }) => [file, agent, id])).toEqual([
      ['.loom/memory-backup/full_20260101_020000/old/patterns.json.gz', 'old', 'kept'],
      ['note.json', null, 'note.json'],
    ]);
    expect((await aml(['scan'], { cwd })).code).toBe(0);
  });

  test('of a single file of a memory knows whose it is by its folder', async () => {
    const cwd = await sampleProject();
    const { findings } = reportOf(
      await aml(['scan', 'patterns.json', '--json'], { cwd: join(cwd, '.loom/memory/frontend-developer') }),
    );
    expect(findings).toMatchObject([
      { file: 'patterns.json', agent: 'frontend-developer', id: 'fp-weak' },
      { id: 'fp-weak' },
    ]);
  });

  test('of exports: none of what the anonymised one holds, all of the other, encrypted or not', async () => {
    const cwd = await sampleProject();
    const env = { AML_EXPORT_PASSWORD: 'not-a-real-password' };
    await aml(['export', 'safe.tar.gz'], { cwd });
    await aml(['export', 'raw.json', '--format', 'json', '--anonymize', 'none'], { cwd });
    expect(
      (await aml(['export', 'sealed.tar.gz', '--encrypt', '--anonymize', 'none'], { cwd, env })).stderr,
    ).toBe('');
    expect((await aml(['scan', 'safe.tar.gz'], { cwd })).stdout).toContain('Nothing found');
    const found = async (file: string): Promise<unknown[]> =>
      reportOf(await aml(['scan', file, '--json'], { cwd, env })).findings.map(({ agent, id, pointer }) => [
        agent,
        id,
        pointer,
      ]);
    const expected = [
      ['frontend-developer', 'fp-weak', '/note'],
      ['frontend-developer', 'fp-weak', '/mail'],
    ];
    expect(await found('raw.json')).toEqual(expected);
    expect(await found('sealed.tar.gz.enc')).toEqual(expected);
  });

  test('of an export as SQLite finds what the records hold, compressed and from standard input too', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'raw.db', '--format', 'sqlite', '--anonymize', 'none'], { cwd });
    await aml(['export', 'safe.db', '--format', 'sqlite'], { cwd });
    const bytes = await readFile(join(cwd, 'raw.db'));
    await writeFile(join(cwd, 'raw.db.gz'), gzipSync(bytes));
    expect((await aml(['scan', 'safe.db'], { cwd })).stdout).toBe('Nothing found in 1 file.\n');
    const found = async (file: string): Promise<unknown[]> => {
      const outcome = await aml(['scan', file, '--json'], { cwd, piped: bytes });
      expect([outcome.code, outcome.stderr]).toEqual([1, '']);
      return reportOf(outcome).findings.map((one) => [one.file, one.entry, one.agent, one.id, one.pointer]);
    };
    for (const [file, name] of [
      ['raw.db', 'raw.db'],
      ['raw.db.gz', 'raw.db.gz'],
      ['-', 'standard input'],
    ] as const) {
      expect(await found(file)).toEqual([
        [name, expect.stringMatching(/^patterns\/\d+\/record$/), 'frontend-developer', 'fp-weak', '/note'],
        [name, expect.stringMatching(/^patterns\/\d+\/record$/), 'frontend-developer', 'fp-weak', '/mail'],
      ]);
    }
  });

  test('finds listed names, clients and own rules too, and leaves what a review has rejected', async () => {
    const cwd = await sampleProject();
    await writeFiles(cwd, {
      'names.txt': 'Anna Lindqvist\n',
      'clients.txt': 'Bluestone Mutual\n',
      'rules.json': [{ id: 'ticket', category: 'urls', pattern: 'TICKET-[0-9]{4}' }],
      '.loom/memory/frontend-developer/patterns.json': [
        { id: 'one', note: `Anna Lindqvist of bluestone-mutual, TICKET-1234, ${FAKE_KEY}` },
      ],
    });
    const found = async (...options: string[]): Promise<unknown> =>
      reportOf(await aml(['scan', '--json', ...options], { cwd })).counts.categories;
    const lists = ['--names', 'names.txt', '--clients', 'clients.txt', '--rules', 'rules.json'];
    expect(await found()).toEqual({ 'api-keys': 1 });
    expect(await found(...lists)).toEqual({ 'api-keys': 1, names: 1, clients: 1, urls: 1 });
    await aml(['export', '--review', 'review.json'], { cwd });
    const review = await readFile(join(cwd, 'review.json'), 'utf8');
    await writeFile(join(cwd, 'review.json'), review.replace('"decision": "accept"', '"decision": "reject"'));
    const outcome = await aml(['scan', '--review-from', 'review.json'], { cwd });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toBe('Nothing found in 13 files. 1 finding marked as safe.\n');
  });

  test('prints nothing that could drive a terminal', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, '.loom/memory'), {
      'frontend-developer/patterns.json': [{ id: 'evil\u001b[2J', ['k\u0007']: FAKE_KEY }],
    });
    const { stdout } = await aml(['scan', '--no-color'], { cwd, terminal: true });
    expect(stdout).toContain('API key');
    expect(stdout).not.toMatch(/[\u0007\u001b]/);
  });
});

describe('what cannot be read', () => {
  test('is told of, and decides the exit code only where nothing was found', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, '.loom/memory'), { 'test-automator/patterns.json': '[{"id": "a"}, {"id"' });
    const found = await aml(['scan'], { cwd });
    expect(found.code).toBe(1);
    expect(found.stderr).toContain('test-automator/patterns.json has a fault at line 1, column ');
    await clean(cwd);
    expect((await aml(['scan'], { cwd })).code).toBe(5);
    await writeFiles(join(cwd, '.loom/memory'), {
      'test-automator/patterns.json': new Uint8Array(gzipSync('[]')).subarray(0, 12),
    });
    expect((await aml(['scan'], { cwd })).code).toBe(4);
  });

  test('a wrong or missing password is 3, for a bundle alone and for one in a folder', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'x.tar.gz.enc'), await sealed(bundleWith('nothing'), 'right'));
    const env = { AML_EXPORT_PASSWORD: 'wrong' };
    const alone = await aml(['scan', 'x.tar.gz.enc', '--json'], { cwd, env });
    expect(alone.code).toBe(3);
    expect(JSON.parse(alone.stdout)).toMatchObject({ error: { code: 'password-wrong' } });
    expect((await aml(['scan', 'x.tar.gz.enc'], { cwd })).code).toBe(3);
    expect((await aml(['scan', '.'], { cwd, env })).code).toBe(3);
    expect((await aml(['scan', '.'], { cwd, env: { AML_EXPORT_PASSWORD: 'right' } })).code).toBe(0);
    expect((await aml(['scan', 'x.tar.gz.enc'], { cwd, typed: 'right\r' })).code).toBe(0);
  });

  test('a file that is no archive and no text is 4', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'picture.bin'), new Uint8Array(600).fill(0));
    const outcome = await aml(['scan', 'picture.bin'], { cwd });
    expect([outcome.code, outcome.stdout]).toEqual([4, '']);
    expect(outcome.stderr).toContain('picture.bin is not a bundle or archive of a known format.');
  });

  test('is named in the page, in JSON and in SARIF where something else was scanned', async () => {
    const cwd = await temporaryFolder();
    await writeFiles(cwd, {
      'shared/note.json': { note: 'nothing' },
      'shared/picture.png': new Uint8Array(600),
    });
    const page = await aml(['scan', 'shared'], { cwd });
    expect([page.code, page.stdout]).toEqual([0, 'Nothing found in 1 file.\n']);
    expect(page.stderr).toBe(
      'warning: shared/picture.png was not scanned: it is of no kind that is read here.\n',
    );
    expect(JSON.parse((await aml(['scan', 'shared', '--json'], { cwd })).stdout)).toMatchObject({
      skipped: ['shared/picture.png'],
    });
    expect((await aml(['scan', 'shared', '--sarif'], { cwd })).stdout).toContain(
      'shared/picture.png was not scanned',
    );
  });

  test('a damaged database is 4, for one alone and among others', async () => {
    const cwd = await temporaryFolder();
    await writeFiles(cwd, {
      'notes.db': new TextEncoder().encode('SQLite format 3\0and no more'),
      'a.json': [],
    });
    const alone = await aml(['scan', 'notes.db'], { cwd });
    expect([alone.code, alone.stdout]).toEqual([4, '']);
    expect(alone.stderr).toContain('notes.db is damaged: file is not a database.');
    expect((await aml(['scan', '.'], { cwd })).code).toBe(4);
  });

  test('what standard input holds is 4 when it is nothing known, under the name it goes by', async () => {
    const cwd = await temporaryFolder();
    const outcome = await aml(['scan', '-'], { cwd, piped: new Uint8Array(600) });
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).toContain('standard input is not a bundle or archive of a known format.');
  });

  test('a file that is not there is 7, a folder without memory anywhere is 5', async () => {
    const cwd = await temporaryFolder();
    expect((await aml(['scan', 'nothing.json'], { cwd })).code).toBe(7);
    expect((await aml(['scan'], { cwd })).code).toBe(5);
  });

  test('a link inside a memory is not followed', async () => {
    const cwd = await sampleProject();
    await clean(cwd);
    await writeFile(join(cwd, 'outside.json'), JSON.stringify({ note: FAKE_KEY }));
    await symlink(join(cwd, 'outside.json'), join(cwd, '.loom/memory/global/linked.json'));
    const outcome = await aml(['scan', '--json'], { cwd });
    expect(reportOf(outcome)).toMatchObject({
      findings: [],
      problems: [{ file: '.loom/memory/global/linked.json', code: 'path-unsafe' }],
    });
  });
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<string, number>>;
        };
      }[];
    }[];
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  }[];
}

describe('aml scan --sarif', () => {
  test('has what SARIF 2.1.0 requires and what code scanning reads', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['scan', '--sarif'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([1, '']);
    expect(outcome.stdout).not.toContain(FAKE_KEY);
    const log = JSON.parse(outcome.stdout) as Sarif;
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    const rules = run?.tool.driver.rules.map((rule) => rule.id) ?? [];
    expect(run?.tool.driver.name).toBe('Loom Memory');
    expect(new Set(rules).size).toBe(rules.length);
    expect(run?.results).toHaveLength(2);
    for (const result of run?.results ?? []) {
      expect(rules[result.ruleIndex]).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      expect(Object.values(result.partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
      expect(result.locations).toHaveLength(1);
      const { artifactLocation, region } = result.locations[0]?.physicalLocation ?? {};
      expect(artifactLocation?.uri).toBe('.loom/memory/frontend-developer/patterns.json');
      for (const name of ['startLine', 'startColumn', 'endLine', 'endColumn']) {
        expect(region?.[name]).toBeGreaterThanOrEqual(1);
      }
    }
    expect(run?.invocations.map((one) => one.executionSuccessful)).toEqual([true]);
  });

  test('of a file inside a bundle names the bundle as a relative URI', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'my export.tar.gz'), bundleWith(FAKE_KEY));
    const log = JSON.parse((await aml(['scan', 'my export.tar.gz', '--sarif'], { cwd })).stdout) as Sarif;
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'my%20export.tar.gz' },
      region: { startLine: 1, startColumn: 1 },
    });
    expect(result?.message.text).toContain('loom-export/agents/front/patterns.json');
  });

  test('is one form of a report and --json another', async () => {
    const cwd = await sampleProject();
    expect((await aml(['scan', '--sarif', '--json'], { cwd })).code).toBe(2);
  });
});
