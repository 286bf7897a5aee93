import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aml, FAKE_KEY, sampleProject, SEED_TIME, temporaryFolder, writeFiles } from './harness';
import type { Outcome } from './harness';

const NAME = 'loom-export-20251023-103000.tar.gz';

interface ExportJson {
  readonly files: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Record<string, number>>;
  readonly anonymization: { readonly level: string; readonly counts: Readonly<Record<string, number>> };
  readonly problems: readonly { readonly file: string }[];
  readonly records?: readonly { readonly id: string; readonly reason: string }[];
}

const json = (outcome: Outcome): ExportJson => JSON.parse(outcome.stdout) as ExportJson;
const errorOf = (outcome: Outcome): unknown => (JSON.parse(outcome.stdout) as { error: unknown }).error;
const visible = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name !== '.loom' && name !== '.test-config').sort();

/** Sizes and counts that depend on how much is anonymised. */
const masked = (text: string): string =>
  text
    .replace(/\b[\d.]+ (k?B|MB)\b/g, '<size>')
    .replace(/[\d.]+x ratio/g, '<ratio>')
    .replace(/\b\d+ items?\b/g, '<items>')
    .replace(/Anonymized by (agent|rule):\n(?:[├└].*\n)+/g, 'Anonymized by $1:\n<lines>\n')
    .replace(/Anonymization summary:\n(?:[├└].*\n)+/, 'Anonymization summary:\n<lines>\n');

describe('aml export', () => {
  test('prints the report of the seed and writes bundle and manifest into the working folder', async () => {
    const cwd = await sampleProject();
    const { code, stdout, stderr } = await aml(['export'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    await expect(masked(stdout)).toMatchFileSnapshot('golden/export.txt');
    expect(await visible(cwd)).toEqual(['loom-export-20251023-103000-manifest.md', NAME]);
  });

  test('with --json prints what was written as one object', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['export', 'out.tar.gz', '--min-confidence', '0.8', '--json'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const report = json(outcome);
    expect(report).toMatchObject({
      files: [join(cwd, 'out.tar.gz'), join(cwd, 'out-manifest.md')],
      counts: { patterns: 4, solutions: 2, decisions: 0 },
      anonymization: { level: 'full' },
      problems: [],
      metadata: { version: '1.0.0', export_date: '2025-10-23T10:30:00Z', encrypted: false },
    });
    expect(Object.values(report.excluded).reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  test('writes the same bytes for the same memory, options and clock', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'one.tar.gz'], { cwd });
    await aml(['export', 'two.tar.gz'], { cwd });
    expect(await readFile(join(cwd, 'one.tar.gz'))).toEqual(await readFile(join(cwd, 'two.tar.gz')));
  });

  test('hashes project and user under a key that is kept for the owner only', async () => {
    const cwd = await sampleProject();
    const { metadata } = json(await aml(['export', '--json'], { cwd }));
    const again = json(await aml(['export', '--json'], { cwd, time: SEED_TIME + 60_000 })).metadata;
    expect(metadata['source_project']).toMatch(/^[0-9a-f]{32}$/);
    expect(metadata['exported_by']).toMatch(/^[0-9a-f]{32}$/);
    expect(metadata['source_project']).not.toBe(metadata['exported_by']);
    expect(again['source_project']).toBe(metadata['source_project']);
    expect(JSON.stringify(metadata)).not.toContain('somebody');
    const key = await stat(join(cwd, '.test-config/loom-memory/identity-key'));
    expect([key.size, key.mode & 0o777]).toEqual([32, 0o600]);
  });

  test('takes secrets out unless told not to', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'full.json'], { cwd });
    await aml(['export', 'none.json', '--anonymise', 'none'], { cwd });
    expect(await readFile(join(cwd, 'full.json'), 'utf8')).not.toContain(FAKE_KEY);
    expect(await readFile(join(cwd, 'none.json'), 'utf8')).toContain(FAKE_KEY);
  });

  test('--dry-run lists every record with its reason and writes nothing', async () => {
    const cwd = await sampleProject();
    const argv = ['export', '--agents', 'frontend-developer', '--type', 'patterns,solutions', '--dry-run'];
    const text = await aml(argv, { cwd });
    expect(text.code).toBe(0);
    await expect(masked(text.stdout)).toMatchFileSnapshot('golden/export-dry-run.txt');
    const report = json(await aml([...argv, '--json', '--encrypt'], { cwd }));
    expect(report.files).toEqual([]);
    expect(report.records?.map((record) => record.id).sort()).toEqual([
      'fp-best',
      'fp-fair',
      'fp-weak',
      'fs-1',
      'fs-2',
      'tp-shared',
    ]);
    expect(await visible(cwd)).toEqual([]);
  });
});

describe('where an export goes', () => {
  test('into a folder that is there, by its default name', async () => {
    const cwd = await sampleProject();
    await mkdir(join(cwd, 'backups'));
    for (const out of ['backups', 'backups/', './backups/']) {
      expect((await aml(['export', out, '--force'], { cwd })).code).toBe(0);
    }
    expect(await visible(join(cwd, 'backups'))).toEqual(['loom-export-20251023-103000-manifest.md', NAME]);
  });

  test.each(['missing/out.tar.gz', 'missing/', 'file.txt/out.tar.gz'])(
    'not into %s, whose folder is not there',
    async (out) => {
      const cwd = await sampleProject();
      await writeFile(join(cwd, 'file.txt'), '');
      const outcome = await aml(['export', out, '--json'], { cwd });
      expect(outcome.code).toBe(7);
      expect(errorOf(outcome)).toMatchObject({ code: 'folder-missing' });
      expect(await visible(cwd)).toEqual(['file.txt']);
    },
  );

  test('not over a file that is there, unless forced', async () => {
    const cwd = await sampleProject();
    await writeFile(join(cwd, 'out.tar.gz'), 'mine');
    const outcome = await aml(['export', 'out.tar.gz'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toBe(
      `aml: ${join(cwd, 'out.tar.gz')} is there already.\nhint: add --force to replace it, or choose another name\n`,
    );
    expect(await readFile(join(cwd, 'out.tar.gz'), 'utf8')).toBe('mine');
    expect((await aml(['export', 'out.tar.gz', '--force'], { cwd })).code).toBe(0);
    expect((await aml(['verify', 'out.tar.gz'], { cwd })).code).toBe(0);
  });

  test('not beside a manifest that is there, unless forced', async () => {
    const cwd = await sampleProject();
    await writeFile(join(cwd, 'out-manifest.md'), 'mine');
    expect((await aml(['export', 'out.tar.gz'], { cwd })).code).toBe(2);
    expect(await visible(cwd)).toEqual(['out-manifest.md']);
    expect((await aml(['export', 'out.tar.gz', '--no-with-manifest'], { cwd })).code).toBe(0);
  });

  test('as the format that the ending of its name says', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'review.json'], { cwd });
    expect(JSON.parse(await readFile(join(cwd, 'review.json'), 'utf8'))).toHaveProperty('metadata');
    await aml(['export', 'memory.sqlite'], { cwd });
    expect((await readFile(join(cwd, 'memory.sqlite'))).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  test('as CSV into a folder that is made, and taken away again when nothing came of it', async () => {
    const cwd = await sampleProject();
    expect((await aml(['export', '--format', 'csv'], { cwd })).code).toBe(0);
    expect(await visible(join(cwd, 'loom-export-20251023-103000'))).toContain('patterns.csv');
    const outcome = await aml(['export', 'none/', '--format', 'csv', '--min-uses', '1000'], { cwd });
    expect(outcome.code).toBe(2);
    expect(await visible(cwd)).toEqual(['loom-export-20251023-103000']);
    expect((await aml(['export', 'a/b/', '--format', 'csv'], { cwd })).code).toBe(7);
  });

  test('to standard output as nothing but its bytes, with the report beside', async () => {
    const cwd = await sampleProject();
    const { code, bytes, stderr } = await aml(['export', '-'], { cwd });
    expect(code).toBe(0);
    expect(gunzipSync(bytes).subarray(0, 11).toString()).toBe('loom-export');
    expect(stderr).toContain('Export complete');
    expect(stderr).toContain('Location:    standard output');
    expect(await visible(cwd)).toEqual([]);
    const machine = await aml(['export', '-', '--json'], { cwd });
    expect(machine.bytes).toEqual(bytes);
    expect((JSON.parse(machine.stderr) as ExportJson).files).toEqual(['-']);
  });

  test('not to a terminal, and neither SQLite nor CSV to standard output', async () => {
    const cwd = await sampleProject();
    expect((await aml(['export', '-'], { cwd, terminal: true })).code).toBe(2);
    for (const format of ['sqlite', 'csv']) {
      const outcome = await aml(['export', '-', '--format', format], { cwd });
      expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    }
  });

  test('to standard output it cannot be read back: asked for it is refused, a preset does without', async () => {
    const cwd = await sampleProject();
    expect((await aml(['export', '-', '--verify'], { cwd })).code).toBe(2);
    expect((await aml(['export', '-', '--preset', 'audit'], { cwd })).code).toBe(0);
  });

  test('a reader that goes away costs the export: that is no success', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['export', '-'], { cwd, closesAfter: 0 });
    expect(outcome.code).toBe(7);
    expect(outcome.stderr).toContain('the reader has gone');
  });

  test('by a template, in a folder; not when OUT names the file already', async () => {
    const cwd = await sampleProject();
    const template = ['--name-template', '${agents}-${date}'];
    expect((await aml(['export', ...template, '--no-with-manifest'], { cwd })).code).toBe(0);
    expect(await visible(cwd)).toEqual(['all-20251023-103000.tar.gz']);
    expect((await aml(['export', 'out.tar.gz', ...template], { cwd })).code).toBe(2);
  });

  test('a template with ${gitSha} outside of a repository is refused', async () => {
    const cwd = await sampleProject();
    const env = { GIT_CEILING_DIRECTORIES: cwd };
    const outcome = await aml(['export', '--name-template', 'x-${gitSha}', '--json'], { cwd, env });
    expect(outcome.code).toBe(2);
    expect(errorOf(outcome)).toMatchObject({ code: 'value-invalid', data: { option: '--name-template' } });
  });
});

describe('what an export refuses', () => {
  test('an agent that there is not, naming the nearest', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['export', '--agents', 'frontend-developr'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toBe(
      'aml: There is no agent "frontend-developr" in this memory.\n' +
        'hint: did you mean frontend-developer? The agents are backend-architect, frontend-developer, test-automator\n',
    );
  });

  test.each([
    ['--since', 'last tuesday'],
    ['--until', '2025-13-01'],
    ['--since', '2025-02-30'],
    ['--since', ''],
  ])('%s %j, naming the value and the form wanted', async (option, value) => {
    const cwd = await sampleProject();
    const outcome = await aml(['export', `${option}=${value}`], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(
      `aml: ${option} does not take "${value}": it takes a date such as 2025-10-01 or 2025-10-01T12:00:00Z.`,
    );
  });

  test('a range that ends before it begins', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['export', '--since', '2025-10-02', '--until', '2025-10-01', '--json'], {
      cwd,
    });
    expect(outcome.code).toBe(2);
    expect(errorOf(outcome)).toMatchObject({ code: 'value-invalid' });
  });

  test('an empty result, saying which filter took what', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['export', '--min-confidence', '0.99', '--type', 'patterns'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(
      /^aml: Nothing matches: 6 .*confidence.*0\.99.*\nhint: loosen the filters/,
    );
    expect(await visible(cwd)).toEqual([]);
  });

  test('an empty memory', async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, '.loom/memory'), { recursive: true });
    const outcome = await aml(['export'], { cwd });
    expect(outcome.code).toBe(2);
    expect(await visible(cwd)).toEqual([]);
  });

  test('encryption of what cannot be encrypted', async () => {
    const cwd = await sampleProject();
    for (const format of ['csv', 'sqlite']) {
      const outcome = await aml(['export', '--format', format, '--encrypt'], {
        cwd,
        env: { AML_EXPORT_PASSWORD: 'x' },
      });
      expect(outcome.code).toBe(2);
      expect(outcome.stderr).toContain('cannot be encrypted');
    }
  });
});

describe('a memory that cannot be read in part', () => {
  test('is exported but for that part, which is listed; the exit code is 5', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, '.loom/memory'), { 'test-automator/patterns.json': '[{"id": "a"}, {"id"' });
    const { code, stdout, stderr } = await aml(['export', 'out.tar.gz'], { cwd });
    expect(code).toBe(5);
    expect(stdout).toMatch(
      /Not exported, cannot be read:\n└── test-automator\/patterns\.json cannot be read: /,
    );
    expect(stderr).toContain('aml: 1 file of ');
    expect((await aml(['verify', 'out.tar.gz'], { cwd })).code).toBe(0);
    const report = json(await aml(['export', 'two.tar.gz', '--json'], { cwd }));
    expect(report.counts).toEqual({ patterns: 4, solutions: 3, decisions: 2 });
    expect(report.problems.map((problem) => problem.file)).toEqual(['test-automator/patterns.json']);
  });
});

describe('a cancelled export', () => {
  test('ends with 130 and leaves nothing behind', async () => {
    const cwd = await sampleProject();
    const controller = new AbortController();
    controller.abort();
    const outcome = await aml(['export', 'out.tar.gz'], { cwd, signal: controller.signal });
    expect(outcome.code).toBe(130);
    expect(outcome.stderr).toContain('aml: Cancelled. Nothing was written.');
    expect(await visible(cwd)).toEqual([]);
  });
});
