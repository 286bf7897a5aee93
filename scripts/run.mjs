// How the scripts start other programs.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a program in the repository with its output shown; rejects unless it ends with one of `codes`. */
export function run(command, parameters, { codes = [0], cwd = root, env = {}, show = true } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : 'ignore',
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code !== null && codes.includes(code)) resolve(code);
      else reject(new Error(`${command} ${parameters.join(' ')} ended with ${code ?? signal}.`));
    });
  });
}

/** Ends the process with one line for people instead of a stack. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
