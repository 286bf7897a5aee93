import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf } from './errno';

/**
 * Makes a folder and its parents with permissions `mode`, and gives the first one that it made; undefined when it was there.
 * As `mkdir` with `recursive`, which of a disk that is mounted read-only only says that the folder is missing. Throws what the
 * system says.
 */
export async function makeFolders(path: string, mode = 0o777): Promise<string | undefined> {
  if (await isFolder(path)) return undefined;
  const first = await makeFolders(dirname(path), mode);
  try {
    await mkdir(path, mode);
  } catch (error) {
    // Another process was faster.
    if (await isFolder(path)) return first;
    throw error;
  }
  return first ?? path;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
