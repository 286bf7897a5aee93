import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aml, pattern, sampleProject, temporaryFolder, writeFiles } from './harness';
import type { Outcome, RunOptions } from './harness';

/** A project with a memory of one pattern, and a bundle of the sample project in it. */
async function projectWithBundle(): Promise<string> {
  const cwd = await temporaryFolder();
  const sample = await sampleProject();
  await aml(['export', join(cwd, 'team.tar.gz'), '--anonymize', 'none', '--no-with-manifest'], {
    cwd: sample,
  });
  await writeFiles(join(cwd, '.loom/memory'), {
    'frontend-developer/patterns.json': [
      pattern('fp-best', 'frontend-developer', 'React.memo with custom comparison', { uses: 3 }),
    ],
  });
  return cwd;
}

const importing = (
  cwd: string,
  argv: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<Outcome> => aml(['import', ...argv], { cwd, ...options });

interface ImportJson {
  readonly applied: boolean;
  readonly plan: Readonly<Record<string, number>>;
  readonly records: readonly { readonly id: string; readonly action: string; readonly reason: string }[];
  readonly error?: { readonly code: string };
}

function jsonOf(outcome: Outcome): ImportJson {
  return JSON.parse(outcome.stdout) as ImportJson;
}

describe('aml import', () => {
  test('shows each record by its id and writes nothing with --dry-run', async () => {
    const cwd = await projectWithBundle();
    const { code, stdout, stderr } = await importing(cwd, ['team.tar.gz', '--dry-run']);
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot('golden/import-dry-run.txt');
    expect(
      JSON.parse(await readFile(join(cwd, '.loom/memory/frontend-developer/patterns.json'), 'utf8')),
    ).toHaveLength(1);
  });

  test('says what it did, and that a second time there is nothing to do', async () => {
    const cwd = await projectWithBundle();
    const first = await importing(cwd, ['team.tar.gz']);
    expect([first.code, first.stderr]).toEqual([0, '']);
    await expect(first.stdout).toMatchFileSnapshot('golden/import.txt');
    const again = await importing(cwd, ['team.tar.gz']);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('Nothing to import from team.tar.gz: 11 here already.');
  });

  test('makes the memory where there is none yet, and leaves no folder behind when nothing comes into it', async () => {
    const cwd = await temporaryFolder();
    const bundle = join(await projectWithBundle(), 'team.tar.gz');
    const { code, stderr } = await importing(cwd, [bundle, '--dry-run']);
    expect([code, stderr]).toEqual([
      0,
      `There is no memory here yet: it comes into ${join(cwd, '.loom', 'memory')}.\n`,
    ]);
    expect(await readdir(cwd)).toEqual([]);
    expect((await importing(cwd, [bundle])).code).toBe(0);
    expect((await importing(cwd, [bundle, '--memory', 'other/memory'])).code).toBe(0);
    for (const memory of ['.loom/memory', 'other/memory'])
      expect(await readdir(join(cwd, memory))).toContain('frontend-developer');
  });

  test('prints the one JSON object', async () => {
    const cwd = await projectWithBundle();
    const { applied, plan, records } = jsonOf(await importing(cwd, ['team.tar.gz', '--json']));
    expect(applied).toBe(true);
    expect(plan).toEqual({
      add: 10,
      same: 0,
      merge: 1,
      replace: 0,
      keep: 0,
      conflict: 0,
      skip: 0,
      remove: 0,
    });
    expect(records).toContainEqual(
      expect.objectContaining({
        id: 'fp-best',
        action: 'merge',
        agent: 'frontend-developer',
        kind: 'pattern',
      }),
    );
    expect(jsonOf(await importing(cwd, ['team.tar.gz', '--json'])).applied).toBe(false);
  });

  test('takes standard input', async () => {
    const cwd = await projectWithBundle();
    const piped = new Uint8Array(await readFile(join(cwd, 'team.tar.gz')));
    expect((await importing(cwd, ['-'], { piped })).stdout).toContain('10 added, 1 merged');
  });

  test('does exactly what a saved plan says, and refuses when memory or source changed', async () => {
    const cwd = await projectWithBundle();
    expect(
      (await importing(cwd, ['team.tar.gz', '--plan', 'plan.json', '--agents', 'test-automator'])).stdout,
    ).toContain('2 to add');
    expect((await importing(cwd, ['team.tar.gz', '--plan', 'plan.json'])).code).toBe(2);
    const edited = (await readFile(join(cwd, 'plan.json'), 'utf8')).replace(
      '"action": "add"',
      '"action": "skip"',
    );
    await writeFile(join(cwd, 'edited.json'), edited);
    expect((await importing(cwd, ['--apply', 'edited.json'])).stderr).toContain('cannot be applied');
    expect((await importing(cwd, ['--apply', 'plan.json'])).stdout).toContain('2 added');
    const late = await importing(cwd, ['--apply', 'plan.json']);
    expect([late.code, late.stderr]).toEqual([
      5,
      expect.stringContaining('The memory has changed meanwhile'),
    ]);
    await rm(join(cwd, '.loom/memory/test-automator'), { recursive: true });
    await writeFiles(cwd, {
      'team.tar.gz': { agents: { 'test-automator': { patterns: [pattern('x', 'y', 'z')] } } },
    });
    expect((await importing(cwd, ['--apply', 'plan.json'])).code).toBe(4);
  });

  test('asks about conflicts in a terminal, and nobody elsewhere', async () => {
    const cwd = await projectWithBundle();
    const refused = await importing(cwd, ['team.tar.gz', '--merge-strategy', 'ask']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('nobody to ask')]);
    const asked = await importing(cwd, ['team.tar.gz', '--merge-strategy', 'ask', '--yes'], {
      typed: 'x\rT\r',
    });
    expect(asked.stderr).toContain(
      'Conflict 1 of 1: pattern fp-best of frontend-developer: another version is here',
    );
    expect(asked.stderr).toContain('take for all');
    expect(asked.stdout).toContain('1 replaced');
  });

  test('asks before it applies in a terminal; Enter is no', async () => {
    const cwd = await projectWithBundle();
    expect((await importing(cwd, ['team.tar.gz'], { typed: '\r' })).code).toBe(130);
    expect((await importing(cwd, ['team.tar.gz'], { typed: 'y\r' })).code).toBe(0);
  });

  test('wants a yes before it replaces or removes without a terminal', async () => {
    const cwd = await projectWithBundle();
    for (const option of ['--merge-strategy=replace', '--restore']) {
      const { code, stderr } = await importing(cwd, ['team.tar.gz', option]);
      expect([code, stderr]).toEqual([2, expect.stringContaining('--yes')]);
    }
    expect((await importing(cwd, ['team.tar.gz', '--restore', '--force'])).stdout).toContain('1 replaced');
  });

  test('opens an encrypted bundle with a password from a file or the environment, never from an argument', async () => {
    const cwd = await projectWithBundle();
    const sample = await sampleProject();
    const secret = { AML_EXPORT_PASSWORD: 'not-a-real-password' };
    await aml(['export', join(cwd, 'sealed.tar.gz'), '--encrypt', '--anonymize', 'none'], {
      cwd: sample,
      env: secret,
    });
    await writeFiles(cwd, { 'key.txt': 'not-a-real-password\n' });
    expect((await importing(cwd, ['sealed.tar.gz.enc'])).code).toBe(3);
    expect((await importing(cwd, ['sealed.tar.gz.enc', '--password', 'x'])).code).toBe(2);
    expect(
      (await importing(cwd, ['sealed.tar.gz.enc', '--password-file', 'key.txt', '--dry-run'])).code,
    ).toBe(0);
    expect((await importing(cwd, ['sealed.tar.gz.enc'], { env: secret })).code).toBe(0);
  });

  test.each([
    [['nothing.tar.gz'], 7],
    [['team.tar.gz', '--agents', 'nobody'], 2],
    [['team.tar.gz', '--map', 'one'], 2],
    [['team.tar.gz', '--map', 'frontend-developer=global'], 2],
    [['team.tar.gz', '--validate', '--skip-validation'], 2],
    [['team.tar.gz', '--restore', '--merge-strategy', 'merge'], 2],
    [['--apply', 'plan.json', '--restore'], 2],
    [['-', '--plan', 'plan.json'], 2],
    [[], 2],
  ] as const)('%j ends with %i', async (argv, code) => {
    expect((await importing(await projectWithBundle(), argv)).code).toBe(code);
  });

  test('a record that is not valid, with its path and reason; the others with --skip-invalid', async () => {
    const cwd = await projectWithBundle();
    const bad = pattern('p-bad', 'a', 'T', { success: 7 });
    await writeFiles(cwd, {
      'bad.json': { agents: { a: { patterns: [bad, pattern('p-good', 'a', 'U')] } } },
    });
    const refused = await importing(cwd, ['bad.json']);
    expect([refused.code, refused.stderr]).toEqual([
      4,
      'aml: bad.json: record p-bad of a is not valid, /metrics/successRate is 7 and may be at most 1 (0 more).\nhint: mend the record, or add --skip-invalid to import the others\n',
    ]);
    expect((await importing(cwd, ['bad.json', '--dry-run'])).code).toBe(4);
    expect((await importing(cwd, ['bad.json', '--skip-invalid'])).stdout).toContain('1 added');
  });

  test('a file of the memory that cannot be read is left alone, and the exit code says so', async () => {
    const cwd = await projectWithBundle();
    await writeFiles(join(cwd, '.loom/memory'), { 'test-automator/patterns.json': '[{"id": ' });
    const { code, stdout } = await importing(cwd, ['team.tar.gz', '--json']);
    expect(code).toBe(5);
    expect(jsonOf({ code, stdout, stderr: '', bytes: new Uint8Array(0) }).plan).toMatchObject({ skip: 2 });
    expect(await readFile(join(cwd, '.loom/memory/test-automator/patterns.json'), 'utf8')).toBe('[{"id": ');
  });
});
