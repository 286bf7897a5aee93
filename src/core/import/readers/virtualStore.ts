import { LoomError } from '../../errors';
import { joinPath } from '../../path';
import type { FileStore, FolderEntry, Scratch } from '../../ports';

/** A file that lies in something else: a backup's folder, a tar. */
export interface VirtualFile {
  readonly size: number;
  read(signal: AbortSignal | undefined): AsyncIterable<Uint8Array>;
}

/**
 * Files that lie elsewhere as a store that can be read: whoever reads a memory then reads a backup. `root` is for messages,
 * `scratch` is lent by the host. Nothing can be written.
 */
export function virtualStore(
  root: string,
  files: ReadonlyMap<string, VirtualFile>,
  scratch: () => Promise<Scratch>,
): FileStore {
  const folders = new Map<string, Map<string, FolderEntry>>([['', new Map()]]);
  for (const path of files.keys()) {
    const segments = path.split('/');
    for (const [depth, name] of segments.entries()) {
      const folder = joinPath(...segments.slice(0, depth));
      const kind = depth === segments.length - 1 ? 'file' : 'folder';
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
      entries.set(name, { name, kind });
      folders.set(folder, entries);
    }
  }
  const refuse = (path: string): Promise<never> =>
    Promise.reject(new LoomError('permission-denied', { path: `${root}/${path}` }));
  return {
    root,
    stat(path) {
      const file = files.get(path);
      if (file !== undefined)
        return Promise.resolve({ kind: 'file', size: file.size, modified: 0, version: path });
      return Promise.resolve(
        folders.has(path) ? { kind: 'folder', size: 0, modified: 0, version: path } : undefined,
      );
    },
    list: (path) =>
      Promise.resolve([...(folders.get(path)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1))),
    async *read(path, options = {}) {
      const file = files.get(path);
      if (file === undefined) throw new LoomError('file-missing', { path: `${root}/${path}` });
      yield* file.read(options.signal);
    },
    write: refuse,
    makeFolder: refuse,
    remove: refuse,
    scratch,
  };
}
