import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DurableStore } from '../../src/core/ports';
import type { Subject } from './fileStore';

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'loom-memory-test-'));

/** A store on a folder of the disk, whatever it reaches that folder by. */
export async function diskSubject(open: (root: string) => DurableStore): Promise<Subject> {
  const root = await temporaryFolder();
  return {
    store: open(root),
    plantLink: (path) => symlink('nowhere', join(root, path)),
    allFiles: async () => {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .sort();
    },
    dispose: () => rm(root, { recursive: true }),
  };
}
