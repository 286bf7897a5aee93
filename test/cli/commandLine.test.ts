import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../src/cli/commandLine';
import type { CommandLine } from '../../src/cli/commandLine';
import { LoomError } from '../../src/core/errors';
import { aml, sampleProject, temporaryFolder } from './harness';

const folders = new Set(['.loom/memory', '/somewhere', 'list']);
const read = (...argv: string[]): Promise<CommandLine> =>
  readCommandLine(argv, {
    isFolder: (path) => Promise.resolve(folders.has(path)),
    loadDateCheck: () => Promise.resolve((text) => /^\d{4}-\d\d-\d\d/.test(text)),
  });
async function failure(...argv: string[]): Promise<unknown> {
  try {
    return await read(...argv);
  } catch (error) {
    return error instanceof LoomError ? error.toJSON() : error;
  }
}

describe('the command and the memory folder', () => {
  test('are found in either order of global options', async () => {
    expect(await read('.loom/memory', 'list')).toMatchObject({ memory: '.loom/memory', json: false });
    expect(await read('--memory', '/somewhere', '--json', 'list')).toMatchObject({
      memory: '/somewhere',
      json: true,
    });
    expect(await read('list', '--memory=/elsewhere', '--json')).toMatchObject({
      memory: '/elsewhere',
      json: true,
    });
    expect((await read('.loom/memory', 'list')).command?.name).toBe('list');
  });

  test('a word that is both a command and a folder is the command', async () => {
    expect(await read('list')).toMatchObject({ memory: undefined });
  });

  test('an unknown command names the nearest', async () => {
    expect(await failure('exprot')).toEqual({
      code: 'command-unknown',
      data: { command: 'exprot', nearest: 'export' },
    });
  });

  test.each(['backup', 'prune', 'optimize', 'migrate', 'monitor'])(
    'the command %s, which is not there yet, is unknown',
    async (command) => {
      expect(await failure(command, 'x')).toMatchObject({ code: 'command-unknown', data: { command } });
    },
  );

  test('a folder that is not there, before a command, is a missing memory', async () => {
    expect(await failure('nowhere', 'list')).toEqual({ code: 'memory-missing', data: { path: 'nowhere' } });
    expect(await failure('./nowhere/memory')).toMatchObject({ code: 'memory-missing' });
  });

  test('naming the memory twice is refused', async () => {
    expect(await failure('.loom/memory', 'list', '--memory', '/somewhere')).toMatchObject({ code: 'usage' });
  });
});

describe('options', () => {
  test('are read by their types, with = or without, repeated lists joined', async () => {
    const line = await read(
      'export',
      '--agents=a,b',
      '--agents',
      'c',
      '--min-confidence',
      '0.8',
      '--no-with-manifest',
      '--no-include-global',
      '--encrypt',
      'out.tar.gz',
    );
    expect(line.values).toEqual({
      agents: ['a', 'b', 'c'],
      'min-confidence': 0.8,
      'with-manifest': false,
      'include-global': false,
      encrypt: true,
    });
    expect(line.positionals).toEqual(['out.tar.gz']);
  });

  test('of one meaning: the last wins', async () => {
    const line = await read('export', '--encrypt', '--no-encrypt', '--min-uses', '5', '--min-uses', '6');
    expect(line.values).toEqual({ encrypt: false, 'min-uses': 6 });
  });

  test('both spellings of anonymize are one option', async () => {
    expect((await read('export', '--anonymise', 'none')).values).toEqual({ anonymize: 'none' });
    expect((await read('export', '--anonymize=none')).values).toEqual({ anonymize: 'none' });
  });

  test('everything after -- is a positional, and so is -', async () => {
    expect((await read('search', '--', '--json')).positionals).toEqual(['--json']);
    expect((await read('export', '-')).positionals).toEqual(['-']);
  });

  test.each([
    [['export', '--agent', 'a'], '--agent', '--agents'],
    [['export', '--no-encript'], '--no-encript', '--no-encrypt'],
    [['export', '--min-confidance=1'], '--min-confidance', '--min-confidence'],
    [['list', '--jsno'], '--jsno', '--json'],
    [['agents', '-x'], '-x', undefined],
    [['export', '--no-force'], '--no-force', undefined],
    [['list', '--encrypt'], '--encrypt', undefined],
  ])('%j is unknown and names the nearest', async (argv, option, nearest) => {
    expect(await failure(...argv)).toMatchObject({ code: 'option-unknown', data: { option } });
    if (nearest !== undefined) expect(await failure(...argv)).toMatchObject({ data: { nearest } });
  });

  test.each([
    [['export', '--min-confidence', '1.01'], '--min-confidence', '1.01'],
    [['export', '--min-success-rate=-0.1'], '--min-success-rate', '-0.1'],
    [['export', '--min-success-rate', '-0.1'], '--min-success-rate', '-0.1'],
    [['export', '--min-uses', 'many'], '--min-uses', 'many'],
    [['export', '--since', '10/01/2025'], '--since', '10/01/2025'],
    [['export', '--format', 'zip'], '--format', 'zip'],
    [['export', '--type', 'metrics'], '--type', 'metrics'],
    [['export', '--level', '10'], '--level', '10'],
    [['export', '--encrypt=yes'], '--encrypt', 'yes'],
    [['export', '--preset', 'tame'], '--preset', 'tame'],
    [['list', '--limit', '0'], '--limit', '0'],
  ])('%j has a value that is refused by name', async (argv, option, value) => {
    expect(await failure(...argv)).toMatchObject({ code: 'value-invalid', data: { option, value } });
  });

  test('a missing value is not taken from the next option', async () => {
    expect(await failure('export', '--agents', '--json')).toMatchObject({ code: 'usage' });
    expect(await failure('export', '--agents')).toMatchObject({ code: 'usage' });
  });

  test.each([['--password', 'hunter2'], ['--password=hunter2'], ['--passphrase', 'x']])(
    'a password as an argument (%s) is refused with the other ways',
    async (...argv) => {
      expect(await failure('export', ...argv)).toMatchObject({
        code: 'usage',
        data: { hint: 'use the prompt, AML_EXPORT_PASSWORD or --password-file FILE' },
      });
    },
  );

  test('of a command before the command are told where to stand', async () => {
    expect(await failure('--agents', 'a', 'export')).toMatchObject({ code: 'usage' });
  });
});

describe('positionals', () => {
  test('that are missing or too many are refused', async () => {
    expect(await failure('inspect')).toMatchObject({ code: 'usage' });
    expect(await failure('diff', 'a')).toMatchObject({ code: 'usage' });
    expect(await failure('agents', 'a')).toMatchObject({ code: 'usage' });
    expect(await failure('export', 'a', 'b')).toMatchObject({ code: 'usage' });
    expect((await read('search', 'a', 'b', 'c')).positionals).toHaveLength(3);
  });
});

describe('aml', () => {
  test('says an error in two lines, without a stack', async () => {
    const cwd = await temporaryFolder();
    const { code, stdout, stderr } = await aml(['exprot'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe('aml: There is no command "exprot".\nhint: did you mean "export"?\n');
  });

  test('says an error as one JSON object on standard output with --json', async () => {
    const cwd = await temporaryFolder();
    const { code, stdout, stderr } = await aml(['--json', 'list', '--agnets', 'a'], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'option-unknown',
        message: 'There is no option --agnets.',
        hint: 'did you mean --agents?',
        data: { option: '--agnets', nearest: '--agents' },
      },
    });
    expect(stderr).toBe('');
  });

  test('finds the nearest .loom/memory above, and takes a project or a memory folder by name', async () => {
    const project = await sampleProject();
    const inner = join(project, 'packages/app');
    await mkdir(inner, { recursive: true });
    const elsewhere = await temporaryFolder();
    for (const [argv, cwd] of [
      [['agents', '--json'], inner],
      [[project, 'agents', '--json'], elsewhere],
      [[join(project, '.loom/memory'), 'agents', '--json'], elsewhere],
      [['agents', '--json', '--memory', join(project, '.loom')], elsewhere],
      [['.loom/memory', 'agents', '--json'], project],
    ] as const) {
      const { code, stdout } = await aml(argv, { cwd });
      expect(code, argv.join(' ')).toBe(0);
      expect(stdout).toContain('"frontend-developer"');
    }
  });

  test('without a memory says so and ends with 5', async () => {
    const cwd = await temporaryFolder();
    const { code, stderr } = await aml(['agents'], { cwd });
    expect(code).toBe(5);
    expect(stderr).toContain(`There is no agent memory at ${cwd}.`);
    expect((await aml(['--memory', 'nowhere', 'list'], { cwd })).code).toBe(5);
  });
});
