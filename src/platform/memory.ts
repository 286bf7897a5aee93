import { LoomError, throwIfCancelled } from '../core/errors';
import { joinPath, safePath } from '../core/path';
import type { FileStat, FileStore, FileWriter, FolderEntry, ReadOptions, Scratch } from '../core/ports';
import { memoryScratch } from './scratch';

const PIECE_BYTES = 1024 * 1024;

interface StoredFile {
  readonly bytes: Uint8Array;
  readonly modified: number;
  readonly version: string;
}

/** A store in memory, for tests, previews and hosts without a disk, with what tests need beside the port. */
export interface MemoryStore extends FileStore {
  /** Copies of all files by path. */
  snapshot(): Map<string, Uint8Array>;
  /** Puts a link at a path, where a real store would hold one. It leads nowhere: nobody may follow it. */
  plantLink(path: string): void;
}

/**
 * A `FileStore` in a Map. `files`: what is in it from the start; text is stored as UTF-8, folders are made as needed.
 * A write is seen only when committed, whole; a reader keeps the bytes that were there when it began.
 */
export function memoryStore(files: Readonly<Record<string, string | Uint8Array>> = {}): MemoryStore {
  const contents = new Map<string, StoredFile>();
  const folders = new Set<string>(['']);
  const links = new Set<string>();
  let changes = 0;

  const put = (path: string, bytes: Uint8Array): void => {
    changes += 1;
    contents.set(path, { bytes, modified: Date.now(), version: String(changes) });
  };
  const addFolder = (path: string): void => {
    let folder = '';
    for (const segment of path.split('/')) {
      folder = joinPath(folder, segment);
      folders.add(folder);
    }
  };
  for (const [path, content] of Object.entries(files)) {
    addFolder(parentOf(safePath(path)));
    put(path, typeof content === 'string' ? new TextEncoder().encode(content) : content.slice());
  }

  const refuseLinks = (path: string): void => {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      if (links.has(path.slice(0, end)))
        throw new LoomError('path-unsafe', { path, reason: 'a link on the way' });
    }
  };
  const kindOf = (path: string): FileStat['kind'] | undefined => {
    if (links.has(path)) return 'link';
    if (contents.has(path)) return 'file';
    return folders.has(path) ? 'folder' : undefined;
  };
  const checkFree = (path: string, replace: boolean): void => {
    const kind = kindOf(path);
    if (kind === 'folder') throw new LoomError('io-failed', { path, detail: 'a folder is in the way' });
    if (kind !== undefined && !replace) throw new LoomError('output-exists', { path });
  };

  return {
    root: 'memory:',
    stat: (path) =>
      settle(() => {
        if (path !== '') refuseLinks(safePath(path));
        const kind = kindOf(path);
        if (kind === undefined) return undefined;
        const file = contents.get(path);
        return {
          kind,
          size: file?.bytes.length ?? 0,
          modified: file?.modified ?? 0,
          version: file?.version ?? kind,
        };
      }),
    list: (path) =>
      settle(() => {
        if (path !== '') refuseLinks(safePath(path));
        if (links.has(path)) throw new LoomError('path-unsafe', { path, reason: 'a link' });
        const entries = new Map<string, FolderEntry>();
        const start = path === '' ? 0 : path.length + 1;
        for (const key of [...folders, ...contents.keys(), ...links]) {
          if (key === '' || parentOf(key) !== path) continue;
          const name = key.slice(start);
          entries.set(name, { name, kind: kindOf(key) ?? 'other' });
        }
        return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      }),
    async *read(path, options: ReadOptions = {}) {
      refuseLinks(safePath(path));
      if (links.has(path)) throw new LoomError('path-unsafe', { path, reason: 'a link' });
      const file = contents.get(path);
      if (file === undefined) throw new LoomError('file-missing', { path });
      const end = Math.min(options.end ?? file.bytes.length, file.bytes.length);
      for (let at = options.start ?? 0; at < end; at += PIECE_BYTES) {
        throwIfCancelled(options.signal);
        yield await Promise.resolve(file.bytes.slice(at, Math.min(at + PIECE_BYTES, end)));
      }
    },
    write: (path, { replace }) =>
      settle(() => {
        refuseLinks(safePath(path));
        if (!folders.has(parentOf(path))) throw new LoomError('folder-missing', { path: parentOf(path) });
        checkFree(path, replace);
        return memoryWriter(path, (bytes) => {
          if (!folders.has(parentOf(path))) throw new LoomError('folder-missing', { path: parentOf(path) });
          checkFree(path, replace);
          links.delete(path);
          put(path, bytes);
        });
      }),
    makeFolder: (path) =>
      settle(() => {
        if (path === '') return;
        refuseLinks(safePath(path));
        for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
          const kind = kindOf(path.slice(0, end));
          if (kind === 'file' || kind === 'link')
            throw new LoomError('io-failed', { path, detail: 'a file is in the way' });
        }
        addFolder(path);
      }),
    remove: (path) =>
      settle(() => {
        refuseLinks(safePath(path));
        for (const set of [contents, folders, links]) {
          for (const key of [...set.keys()]) if (key === path || key.startsWith(`${path}/`)) set.delete(key);
        }
      }),
    scratch: () => Promise.resolve(memoryScratch()),
    snapshot: () => new Map([...contents].map(([path, file]) => [path, file.bytes.slice()])),
    plantLink: (path) => {
      addFolder(parentOf(safePath(path)));
      links.add(path);
    },
  };
}

function memoryWriter(path: string, commit: (bytes: Uint8Array) => void): FileWriter {
  let scratch: Scratch | undefined = memoryScratch();
  let length = 0;
  let committed = false;
  return {
    async append(bytes) {
      if (scratch === undefined) throw new LoomError('io-failed', { path, detail: 'the file is closed' });
      length += bytes.length;
      await scratch.append(bytes);
    },
    async commit() {
      if (scratch === undefined || committed)
        throw new LoomError('io-failed', { path, detail: 'the file is closed' });
      const whole = new Uint8Array(length);
      let at = 0;
      for await (const piece of scratch.read(0, length)) {
        whole.set(piece, at);
        at += piece.length;
      }
      commit(whole);
      committed = true;
      scratch = undefined;
    },
    abandon() {
      scratch = undefined;
      return Promise.resolve();
    },
  };
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** Runs at once and gives the result, or what was thrown, as a promise. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
