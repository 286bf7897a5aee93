import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import { bundles } from '../../esbuild.mjs';

/** The program as it is installed: built from the sources by the row of `esbuild.mjs`, and named `aml` on a PATH of its own. */
export interface BuiltProgram {
  /** The built file, to be run by node. */
  readonly file: string;
  /** Runs a line of shell with `aml` on the PATH. */
  sh(line: string, options: ShellOptions): Promise<ShellOutcome>;
}

export interface ShellOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ShellOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Call it in `beforeAll`: it takes about a second. What it wrote is gone after the file's last test. */
export async function buildProgram(): Promise<BuiltProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'aml-built-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  await build({ ...bundles.cli, outdir: join(folder, 'dist') });
  await cp('package.json', join(folder, 'package.json'));
  // Where the built program looks for SQLite's WebAssembly when Node has no SQLite of its own.
  await mkdir(join(folder, 'dist/sqlite'), { recursive: true });
  for (const file of ['node-sqlite3-wasm.js', 'node-sqlite3-wasm.wasm']) {
    await cp(join('node_modules/node-sqlite3-wasm/dist', file), join(folder, 'dist/sqlite', file));
  }
  const file = join(folder, 'dist/cli.js');
  await chmod(file, 0o755);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await symlink(file, join(bin, 'aml'));
  return {
    file,
    sh: (line, { cwd, env }) =>
      new Promise((resolve) => {
        execFile(
          'sh',
          ['-c', line],
          {
            cwd,
            env: {
              PATH: `${bin}:${process.env['PATH'] ?? ''}`,
              HOME: cwd,
              XDG_CONFIG_HOME: join(cwd, '.test-config'),
              SOURCE_DATE_EPOCH: '1761215400',
              ...env,
            },
          },
          (error, stdout, stderr) => {
            const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
            resolve({ code, stdout, stderr });
          },
        );
      }),
  };
}
