import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeOptions } from '../../src/core/importOptions';
import { DEFAULT_RETENTION, DEFAULT_WAIT } from '../../src/core/store/changes';
import { settingDefaults } from '../../src/extension/contract';
import { SEED_TIME, aml, pattern, temporaryFolder, writeFiles } from './harness';
import type { Outcome } from './harness';

const FILE = '.loom/memory/one/patterns.json';
const DAY = 24 * 60 * 60 * 1000;

/** A project with one record, and a source with another. */
async function project(): Promise<string> {
  const cwd = await temporaryFolder();
  await writeFiles(cwd, { [FILE]: [pattern('p-0', 'one', 'The first technique')] });
  return cwd;
}

/** Imports a record that is not there yet. */
async function importing(
  cwd: string,
  number: number,
  argv: readonly string[] = [],
  time = SEED_TIME + number,
): Promise<Outcome> {
  const name = `source-${String(number)}.json`;
  const record = pattern(`p-${String(number)}`, 'one', `Technique of ${'x'.repeat(number)}, quite another`);
  await writeFiles(cwd, { [name]: { agents: { one: { patterns: [record] } } } });
  return aml(['import', name, ...argv], { cwd, time });
}

/** Operations that can be taken back, oldest first. */
async function kept(cwd: string): Promise<readonly string[]> {
  return (await readdir(join(cwd, '.loom/memory-history'))).filter((name) => /^\d/.test(name)).sort();
}

describe('how much of the past is kept', () => {
  test('is the same in options and settings unless somebody says otherwise', () => {
    const { operations, days, bytes } = DEFAULT_RETENTION;
    const size = bytes / 1024 ** 2;
    expect([operations, days, size]).toEqual([20, 30, 1024]);
    expect([
      changeOptions['keep-operations'].option.default,
      changeOptions['keep-days'].option.default,
      changeOptions['keep-size'].option.default,
      changeOptions.wait.option.default,
    ]).toEqual([operations, days, size, DEFAULT_WAIT]);
    expect([
      settingDefaults['loomMemory.history.operations'],
      settingDefaults['loomMemory.history.days'],
      settingDefaults['loomMemory.history.size'],
    ]).toEqual([operations, days, size]);
  });

  test('--keep-operations: older ones go after the next change, and can then not be taken back', async () => {
    const cwd = await project();
    for (const number of [1, 2, 3]) expect((await importing(cwd, number)).code).toBe(0);
    const [oldest = '', ...newer] = await kept(cwd);
    expect(newer).toHaveLength(2);
    expect((await importing(cwd, 4, ['--keep-operations', '3'])).code).toBe(0);
    expect(await kept(cwd)).toEqual([...newer, expect.stringMatching(/^\d{8}-/)]);
    const { code, stderr } = await aml(['undo', oldest], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('no longer kept')]);
  });

  test('--keep-days and --keep-size: the newest stays in any case', async () => {
    const cwd = await project();
    await importing(cwd, 1, [], SEED_TIME);
    await importing(cwd, 2, ['--keep-days', '60'], SEED_TIME + 40 * DAY);
    expect(await kept(cwd)).toHaveLength(2);
    await importing(cwd, 3, ['--keep-days', '0'], SEED_TIME + 41 * DAY);
    expect(await kept(cwd)).toHaveLength(1);
    await importing(cwd, 4, [], SEED_TIME + 41 * DAY + 1);
    await importing(cwd, 5, ['--keep-size', '0'], SEED_TIME + 41 * DAY + 2);
    expect(await kept(cwd)).toHaveLength(1);
    expect((await aml(['undo', '--keep-size', '0'], { cwd, time: SEED_TIME + 42 * DAY })).code).toBe(0);
    expect(await kept(cwd)).toHaveLength(1);
  });

  test.each([
    ['--keep-operations', '0'],
    ['--keep-operations', '1.5'],
    ['--keep-days', '-1'],
    ['--keep-size', 'all'],
    ['--wait', '-1'],
  ])('%s %s is refused', async (option, value) => {
    const cwd = await project();
    expect((await importing(cwd, 1, [`${option}=${value}`])).code).toBe(2);
  });
});

describe('a memory that another program holds', () => {
  const lock = (cwd: string): string => join(cwd, `${FILE}.lock`);

  test('is waited for, which is said once, for as long as --wait says; then exit code 6, and nothing is written', async () => {
    const cwd = await project();
    await mkdir(lock(cwd));
    const before = await readFile(join(cwd, FILE), 'utf8');
    const { code, stderr } = await importing(cwd, 1, ['--wait', '0.3']);
    expect(code).toBe(6);
    expect(stderr.split('\n')).toEqual([
      'Waiting for another program that holds the lock of one/patterns.json.',
      expect.stringContaining('one/patterns.json is locked by another process.'),
      expect.stringContaining('hint: '),
      '',
    ]);
    expect(await readFile(join(cwd, FILE), 'utf8')).toBe(before);
    expect(await kept(cwd)).toEqual([]);
    expect(await readdir(join(cwd, '.loom/memory/one'))).toEqual(['patterns.json', 'patterns.json.lock']);
  });

  test('is not waited for with --wait 0, and a plan can be applied with a wait of its own', async () => {
    const cwd = await project();
    await mkdir(lock(cwd));
    const refused = await importing(cwd, 1, ['--wait', '0']);
    expect([refused.code, refused.stderr]).toEqual([6, expect.not.stringContaining('Waiting')]);
    await rm(lock(cwd), { recursive: true });
    expect((await importing(cwd, 1, ['--plan', 'plan.json'])).code).toBe(0);
    await mkdir(lock(cwd));
    const apply = ['import', '--apply', 'plan.json', '--wait', '0', '--keep-days', '1'];
    expect((await aml(apply, { cwd })).code).toBe(6);
    await rm(lock(cwd), { recursive: true });
    expect((await aml(apply, { cwd })).code).toBe(0);
  });

  test('goes on as soon as it is free', async () => {
    const cwd = await project();
    await mkdir(lock(cwd));
    const freed = new Promise((resolve) => {
      setTimeout(() => {
        resolve(rm(lock(cwd), { recursive: true }));
      }, 400);
    });
    const { code, stderr } = await importing(cwd, 1);
    await freed;
    expect([code, stderr]).toEqual([
      0,
      'Waiting for another program that holds the lock of one/patterns.json.\n',
    ]);
  });
});
