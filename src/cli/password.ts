import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LoomError } from '../core/errors';
import { fromErrno } from '../platform/errno';
import { HiddenInput } from './hiddenInput';
import type { Io } from './io';

/** Variables that may hold the password: ours, and the one of the ECM tools (M65). */
const VARIABLES = ['AML_EXPORT_PASSWORD', 'ECM_EXPORT_PASSWORD'] as const;

/** A password that needs nobody: from `--password-file`, else from the environment. */
export async function givenPassword(io: Io, passwordFile: string | undefined): Promise<string | undefined> {
  if (passwordFile !== undefined) {
    const line = passwordFile === '-' ? await io.stdin.firstLine() : await fileLine(io, passwordFile);
    if (line === '') throw new LoomError('password-missing', { path: passwordFile });
    return line;
  }
  return VARIABLES.map((name) => io.env[name]).find((value) => value !== undefined && value !== '');
}

/** The password of a new bundle: given, or typed twice. Throws `password-missing` where nobody can be asked. */
export async function newPassword(io: Io, passwordFile: string | undefined): Promise<string> {
  const given = await givenPassword(io, passwordFile);
  if (given !== undefined) return given;
  if (!canAsk(io)) throw new LoomError('password-missing', {});
  await io.stderr.write('There is no way to recover a lost password.\n');
  return asking(io, async (input) => {
    const first = await input.ask('Password for the export: ');
    if (first === '') throw new LoomError('password-missing', {});
    const second = await input.ask('The same password again: ');
    if (first !== second) throw new LoomError('password-mismatch', {});
    return first;
  });
}

/** The password of a bundle that is there: given, or typed once. */
export async function existingPassword(
  io: Io,
  passwordFile: string | undefined,
  path: string,
): Promise<string> {
  const given = await givenPassword(io, passwordFile);
  if (given !== undefined) return given;
  if (!canAsk(io)) throw new LoomError('password-missing', { path });
  const typed = await askOnce(io, `Password for ${path}: `);
  if (typed === '') throw new LoomError('password-missing', { path });
  return typed;
}

/** As `existingPassword`, for what also works without: nothing is typed, or nobody is there (`quiet`: is to be asked). */
export async function optionalPassword(
  io: Io,
  passwordFile: string | undefined,
  path: string,
  quiet: boolean,
): Promise<string | undefined> {
  const given = await givenPassword(io, passwordFile);
  if (given !== undefined || quiet || !canAsk(io)) return given;
  const typed = await askOnce(io, `Password for ${path} (Enter to go on without): `);
  return typed === '' ? undefined : typed;
}

function canAsk(io: Io): boolean {
  return io.stdin.isTerminal && io.stderr.isTerminal;
}

async function askOnce(io: Io, question: string): Promise<string> {
  return asking(io, (input) => input.ask(question));
}

async function asking<Answer>(io: Io, ask: (input: HiddenInput) => Promise<Answer>): Promise<Answer> {
  const input = new HiddenInput(io);
  try {
    return await ask(input);
  } finally {
    input.close();
  }
}

async function fileLine(io: Io, path: string): Promise<string> {
  const full = resolve(io.cwd, path);
  try {
    const text = await readFile(full, 'utf8');
    return text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    throw fromErrno(error, full, 'file-missing');
  }
}
