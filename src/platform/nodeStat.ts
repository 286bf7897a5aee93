import { lstat } from 'node:fs/promises';
import type { FileStat } from '../core/ports';
import { errnoOf, fromErrno } from './errno';

export interface Stats {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  readonly mode: bigint;
  readonly uid: bigint;
  readonly gid: bigint;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export function describe(found: Stats): FileStat {
  const kind = found.isFile()
    ? 'file'
    : found.isDirectory()
      ? 'folder'
      : found.isSymbolicLink()
        ? 'link'
        : 'other';
  return {
    kind,
    size: kind === 'file' ? Number(found.size) : 0,
    modified: Number(found.mtimeNs / 1000n) / 1000,
    version: versionOf(found),
  };
}

/** The time of change (ctime) is in it because nobody can set it back as `touch` sets back the time of writing. */
function versionOf(found: Stats): string {
  return `${String(found.ino)}-${String(found.size)}-${String(found.mtimeNs)}-${String(found.ctimeNs)}`;
}

export async function kindOf(
  entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
  full: string,
): Promise<FileStat['kind']> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  // Some file systems give no type with the name.
  const found = await lstatOrNothing(full);
  return found === undefined ? 'other' : describe(found).kind;
}

export async function lstatOrNothing(full: string): Promise<Stats | undefined> {
  try {
    return await lstat(full, { bigint: true });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fromErrno(error, full, 'file-missing');
  }
}

export function isMissing(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
