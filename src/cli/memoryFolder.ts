import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LoomError } from '../core/errors';
import { errnoOf, fromErrno } from '../platform/errno';

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

/** The name of the project that a memory belongs to: of the folder that holds `.loom`, else of the memory's own. */
export function projectName(memory: string): string {
  const above = dirname(memory);
  return basename(above) === '.loom' ? basename(dirname(above)) : basename(memory);
}
