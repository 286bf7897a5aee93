import { joinPath } from '../path';
import type { FileStore, FolderEntry } from '../ports';
import type { WritableStore } from './changes';
import type { StagedChange } from './stage';
import type { Store } from './store';

/** A memory as it will be: what is staged in `folder`/new lies over what is there. For reading, while more is staged. */
export function stagedStore(
  store: WritableStore,
  folder: string,
  staged: ReadonlyMap<string, StagedChange>,
): Store {
  const { home, files, codecs } = store;
  const place = (path: string): string => joinPath(folder, 'new', path);
  const overlay: FileStore = {
    ...files,
    stat: async (path) => {
      const change = staged.get(path);
      if (change === undefined) return (await files.stat(path)) ?? (await folderStat(path));
      return change.after === null ? undefined : home.stat(place(path));
    },
    list: async (path) => {
      const entries = new Map((await files.list(path)).map((entry) => [entry.name, entry]));
      for (const [name, entry] of stagedEntries(staged, path)) {
        if (entry !== undefined) entries.set(name, entry);
        else entries.delete(name);
      }
      return [...entries.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    read: (path, options) => {
      const change = staged.get(path);
      return change === undefined || change.after === null
        ? files.read(path, options)
        : home.read(place(path), options);
    },
  };
  /** A folder that is not there yet. */
  const folderStat = async (path: string): ReturnType<FileStore['stat']> =>
    [...staged.keys()].some((each) => each.startsWith(`${path}/`)) ? home.stat(place(path)) : undefined;
  return { files: overlay, codecs };
}

/** What is staged directly in a folder, by name; undefined: it is removed. */
function* stagedEntries(
  staged: ReadonlyMap<string, StagedChange>,
  folder: string,
): Generator<readonly [name: string, entry: FolderEntry | undefined]> {
  const start = folder === '' ? '' : `${folder}/`;
  for (const { path, after } of staged.values()) {
    if (!path.startsWith(start)) continue;
    const [name = '', ...more] = path.slice(start.length).split('/');
    if (more.length > 0) {
      if (after !== null) yield [name, { name, kind: 'folder' }];
    } else yield [name, after === null ? undefined : { name, kind: 'file' }];
  }
}
