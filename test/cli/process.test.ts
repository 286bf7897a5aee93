import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from './built';
import type { BuiltProgram } from './built';
import { aml, pattern, sampleProject, temporaryFolder, writeFiles } from './harness';

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram();
}, 60_000);

const env = { AML_EXPORT_PASSWORD: 'not-a-real-password' };

describe('the program as a process', () => {
  test('has a version, that of the package', async () => {
    const { code, stdout } = await program.sh('aml --version', { cwd: await temporaryFolder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^aml \d+\.\d+\.\d+\n$/);
  });

  test('ends with the code that its errors have', async () => {
    const cwd = await sampleProject();
    const { code, stdout, stderr } = await program.sh('aml export --agents nobody', { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toHaveLength(3);
    const slip = await program.sh('aml exprot', { cwd });
    expect(slip).toEqual({
      code: 2,
      stdout: '',
      stderr: 'aml: There is no command "exprot".\nhint: did you mean "export"?\n',
    });
  });

  test('ends quietly when the reader of a list goes away', async () => {
    const cwd = await sampleProject();
    const records = Array.from({ length: 20_000 }, (_, index) =>
      pattern(`p-${String(index)}`, 'many', `Pattern ${String(index)}`),
    );
    await writeFiles(join(cwd, '.loom/memory'), { 'many/patterns.json': records });
    const line = 'aml list --json | head -c 10; echo "$?"; { aml list --json; echo "code $?" >&2; } | true';
    const { stdout, stderr } = await program.sh(line, { cwd });
    expect(stdout).toBe('{"records"0\n');
    expect(stderr).toBe('code 0\n');
  });

  test('sends a bundle through a pipe', async () => {
    const cwd = await sampleProject();
    const { code, stdout } = await program.sh('aml export - 2>report.txt | tar -tzf - | head -3', { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('loom-export/metadata.json');
    expect((await stat(join(cwd, 'report.txt'))).size).toBeGreaterThan(100);
  });

  test('a full disk under standard output ends with 7', async () => {
    const cwd = await sampleProject();
    const { code, stderr } = await program.sh('aml export - > /dev/full', { cwd });
    expect(code).toBe(7);
    expect(stderr).toContain('There is no space left for standard output.');
  });

  test('a folder that may not be written to ends with 7, as root too', async () => {
    const cwd = await sampleProject();
    await mkdir(join(cwd, 'closed'));
    await mkdir(join(cwd, 'config'), { mode: 0o777 });
    await chmod(join(cwd, 'closed'), 0o555);
    for (const folder of [cwd, join(cwd, 'config'), join(program.file, '../..')]) await chmod(folder, 0o777);
    const outcome = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        [program.file, 'export', 'closed/out.tar.gz'],
        {
          cwd,
          env: { ...process.env, XDG_CONFIG_HOME: join(cwd, 'config') },
          // Root may write everywhere: it steps down to "nobody" for this.
          ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
        },
        (error, _stdout, stderr) => {
          resolve({ code: error?.code ?? 0, stderr });
        },
      );
    });
    expect(outcome.code).toBe(7);
    expect(outcome.stderr).toMatch(
      /^aml: There is no permission for .*closed.*\nhint: check the permissions/,
    );
    expect(await readdir(join(cwd, 'closed'))).toEqual([]);
  });
});

describe('SIGINT', () => {
  test('half way through an export ends with 130 and leaves nothing behind', async () => {
    const cwd = await sampleProject();
    const out = join(cwd, 'out');
    await mkdir(out);
    // Some seconds of work: 40 MB that is encrypted and anonymised.
    const text = 'A retry after a timeout made two orders, and nobody saw it until the month ended. '.repeat(
      24,
    );
    const records = Array.from({ length: 20_000 }, (_, index) =>
      pattern(`p-${String(index)}`, 'many', `Pattern ${String(index)}`, { extra: { text } }),
    );
    await writeFiles(join(cwd, '.loom/memory'), { 'many/patterns.json': records });
    const child = spawn(process.execPath, [program.file, 'export', 'out/big.tar.gz', '--encrypt'], {
      cwd,
      env: { ...process.env, ...env, XDG_CONFIG_HOME: join(cwd, '.test-config') },
    });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    // The file that is written beside the final name shows that the work has begun.
    for (let tries = 0; (await readdir(out)).length === 0 && tries < 500; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stderr).toBe('aml: Cancelled. Nothing was written.\nhint: run the command again to start over\n');
    expect(await readdir(out)).toEqual([]);
  }, 60_000);
});

describe('the hidden prompt', () => {
  /** Runs the program on a pseudo-terminal of its own and types what is asked for, as a person does. */
  const onTerminal = (
    cwd: string,
    argv: readonly string[],
    answers: readonly (readonly [string, string])[],
  ) =>
    new Promise<{ code: number; shown: string }>((resolve, reject) => {
      const script = `
import json, os, pty, sys
argv, answers = json.loads(sys.argv[1]), json.loads(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(argv[0], argv)
shown = b''
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if answers and answers[0][0].encode() in shown:
        os.write(terminal, answers.pop(0)[1].encode())
_, status = os.waitpid(pid, 0)
print(json.dumps({'code': os.waitstatus_to_exitcode(status), 'shown': shown.decode()}))
`;
      execFile(
        'python3',
        ['-c', script, JSON.stringify([process.execPath, program.file, ...argv]), JSON.stringify(answers)],
        { cwd, env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'xterm' } },
        (error, stdout) => {
          if (error === null) resolve(JSON.parse(stdout) as { code: number; shown: string });
          else reject(new Error('the terminal could not be run', { cause: error }));
        },
      );
    });

  test('takes the password twice on a real terminal and shows none of it', async () => {
    const cwd = await sampleProject();
    const { code, shown } = await onTerminal(
      cwd,
      ['export', 'out.tar.gz', '--encrypt'],
      [
        ['for the export: ', 'gehéim qwzx\r'],
        ['again: ', 'gehéim qwzx\r'],
      ],
    );
    expect(code).toBe(0);
    expect(shown).toContain('Export complete');
    expect(shown).not.toMatch(/geh|qwzx/);
    const opened = await aml(['verify', 'out.tar.gz.enc'], {
      cwd,
      env: { AML_EXPORT_PASSWORD: 'gehéim qwzx' },
    });
    expect(opened.code).toBe(0);
  });

  test('Ctrl+C at the prompt ends with 130', async () => {
    const cwd = await sampleProject();
    const { code, shown } = await onTerminal(
      cwd,
      ['export', 'out.tar.gz', '--encrypt'],
      [['for the export: ', 'half\u0003']],
    );
    expect(code).toBe(130);
    expect(shown).not.toContain('half');
    expect(await readdir(cwd)).not.toContain('out.tar.gz.enc');
  });
});
