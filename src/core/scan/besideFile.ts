import { fileSource } from '../bundle/archive';
import type { ArchiveSource } from '../bundle/layers';
import type { FileStore } from '../ports';

/** Finds a file whose name is that of another and some more: `-wal`. Undefined when there is none. */
export type BesideFile = (ending: string) => Promise<ArchiveSource | undefined>;

export function besideFile(files: FileStore, path: string): BesideFile {
  return async (ending) => {
    const found = await files.stat(`${path}${ending}`);
    return found?.kind === 'file' ? fileSource(files, `${path}${ending}`) : undefined;
  };
}
