import { describe, expect, test } from 'vitest';
import { commandTable } from '../../src/cli/commandTable';
import { documentation } from '../../src/cli/help';
import { aml, temporaryFolder } from './harness';

describe('help', () => {
  test('of the program', async () => {
    const { code, stdout, stderr } = await aml(['--help'], { cwd: await temporaryFolder() });
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot('golden/help.txt');
  });

  test.each(commandTable.map((command) => command.name))('of %s', async (name) => {
    const cwd = await temporaryFolder();
    const { code, stdout, stderr } = await aml([name, '--help'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(`golden/help-${name}.txt`);
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  aml '))).toEqual([]);
    expect((await aml(['help', name], { cwd })).stdout).toBe(stdout);
    // Help is help whatever else is wrong with the line.
    expect((await aml([name, '--no-such-option', '-h'], { cwd })).stdout).toBe(stdout);
  });

  test('alone, without a command, is a usage error that shows the help', async () => {
    const cwd = await temporaryFolder();
    const { code, stdout, stderr } = await aml([], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe((await aml(['--help'], { cwd })).stdout);
  });

  test('names every command that there is and no other', async () => {
    const { stdout } = await aml(['--help'], { cwd: await temporaryFolder() });
    const listed = [...(/Commands:\n((?: .*\n)+)/.exec(stdout)?.[1] ?? '').matchAll(/^ {2}(\w+)/gm)];
    expect(listed.map((match) => match[1])).toEqual([
      'export',
      'import',
      'inspect',
      'verify',
      'diff',
      'agents',
      'list',
      'show',
      'search',
      'status',
      'scan',
      'undo',
      'audit',
    ]);
  });
});

test('--version prints name and version', async () => {
  const { code, stdout } = await aml(['--version'], { cwd: await temporaryFolder() });
  expect([code, stdout]).toEqual([0, 'aml 0.0.0\n']);
});

test('docs/command-line.md is what the option tables say (update it with vitest -u)', async () => {
  await expect(documentation()).toMatchFileSnapshot('../../docs/command-line.md');
});
