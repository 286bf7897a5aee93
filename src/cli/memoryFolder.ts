import { rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LoomError } from '../core/errors';
import { errnoOf, fromErrno } from '../platform/errno';
import { makeFolders } from '../platform/makeFolders';

/** Whether there is a folder at an absolute path, links followed: it is the person's own choice. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG') return false;
    throw fromErrno(error, path, 'folder-missing');
  }
}

/**
 * The memory folder of a run, absolute: the one that was named (or the `.loom/memory` in it, for a project's folder), else
 * the nearest `.loom/memory` at or above the working folder. Throws `memory-missing`.
 */
export async function findMemory(cwd: string, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    const folder = resolve(cwd, named);
    if (!(await isFolder(folder))) throw new LoomError('memory-missing', { path: named });
    for (const inner of [join(folder, '.loom', 'memory'), join(folder, 'memory')]) {
      const belongs = inner !== join(folder, 'memory') || basename(folder) === '.loom';
      if (belongs && (await isFolder(inner))) return inner;
    }
    return folder;
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    const candidate = join(folder, '.loom', 'memory');
    if (await isFolder(candidate)) return candidate;
    if (dirname(folder) === folder) throw new LoomError('memory-missing', { path: cwd });
  }
}

/** A memory for what is to come into it. */
export interface ReceivingMemory {
  /** Absolute. */
  readonly path: string;
  readonly isNew: boolean;
  /** Takes the folders that were made for it away again while nothing is in them. */
  settle(): Promise<void>;
}

/**
 * The memory that `findMemory` finds; where there is none, a new one: the folder that was named, else `.loom/memory` in the
 * working folder. Throws `permission-denied`, `io-failed`.
 */
export async function findOrMakeMemory(cwd: string, named: string | undefined): Promise<ReceivingMemory> {
  try {
    return { path: await findMemory(cwd, named), isNew: false, settle: () => Promise.resolve() };
  } catch (error) {
    if (!LoomError.is(error, 'memory-missing')) throw error;
  }
  const path = named === undefined ? join(cwd, '.loom', 'memory') : resolve(cwd, named);
  try {
    const first = (await makeFolders(path)) ?? path;
    return { path, isNew: true, settle: () => removeEmpty(path, first) };
  } catch (error) {
    throw fromErrno(error, path, 'folder-missing');
  }
}

async function removeEmpty(path: string, last: string): Promise<void> {
  try {
    for (let folder = path; ; folder = dirname(folder)) {
      await rmdir(folder);
      if (folder === last) return;
    }
  } catch (error) {
    const code = errnoOf(error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT')
      throw fromErrno(error, path, 'folder-missing');
  }
}

/** The name of the project that a memory belongs to: of the folder that holds `.loom`, else of the memory's own. */
export function projectName(memory: string): string {
  const above = dirname(memory);
  return basename(above) === '.loom' ? basename(dirname(above)) : basename(memory);
}
