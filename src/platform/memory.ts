import { LoomError, throwIfCancelled } from '../core/errors';
import { joinPath, safePath } from '../core/path';
import type { DurableStore, FileStat, FileWriter, FolderEntry, ReadOptions, Scratch } from '../core/ports';
import { memoryScratch } from './scratch';

const PIECE_BYTES = 1024 * 1024;

interface StoredFile {
  readonly bytes: Uint8Array;
  readonly modified: number;
  readonly version: string;
}

/** A store in memory, for tests, previews and hosts without a disk, with what tests need beside the port. */
export interface MemoryStore extends DurableStore {
  /** Copies of all files by path. */
  snapshot(): Map<string, Uint8Array>;
  /** Puts a link at a path, where a real store would hold one. It leads nowhere: nobody may follow it. */
  plantLink(path: string): void;
  /** Writes a file at once, with its folders: as another program would. */
  put(path: string, content: string | Uint8Array): void;
  /** Says that a folder was last touched at `time`, as for one that was left long ago. */
  age(path: string, time: number): void;
}

/**
 * A `DurableStore` in a Map: a move is one step, and nothing outlives the process. `files`: what is in it from the start; text is stored as UTF-8, folders are made as needed.
 * A write is seen only when committed, whole; a reader keeps the bytes that were there when it began.
 */
export function memoryStore(files: Readonly<Record<string, string | Uint8Array>> = {}): MemoryStore {
  const contents = new Map<string, StoredFile>();
  const folders = new Set<string>(['']);
  const links = new Set<string>();
  /** When folders were last touched. */
  const touched = new Map<string, number>();
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
  const putWithFolders = (path: string, content: string | Uint8Array): void => {
    addFolder(parentOf(safePath(path)));
    put(path, typeof content === 'string' ? new TextEncoder().encode(content) : content.slice());
  };
  for (const [path, content] of Object.entries(files)) putWithFolders(path, content);

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

  /** The entries at and below a path: of files, folders and links, whatever is asked for. */
  const below = <Value>(map: ReadonlyMap<string, Value>, path: string): [string, Value][] =>
    [...map].filter(([key]) => key === path || key.startsWith(`${path}/`));
  const checkTarget = (path: string, replace: boolean): void => {
    refuseLinks(safePath(path));
    if (!folders.has(parentOf(path))) throw new LoomError('folder-missing', { path: parentOf(path) });
    checkFree(path, replace);
  };
  const checkSource = (path: string): void => {
    refuseLinks(safePath(path));
    if (kindOf(path) === undefined) throw new LoomError('file-missing', { path });
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
          modified: file?.modified ?? touched.get(path) ?? 0,
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
    write: (path, { replace, like }) =>
      settle(() => {
        if (like !== undefined) refuseLinks(safePath(like));
        checkTarget(path, replace);
        return memoryWriter(path, (bytes) => {
          checkTarget(path, replace);
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
    move: (from, to, { replace }) =>
      settle(() => {
        checkSource(from);
        checkTarget(to, replace);
        for (const [path, file] of below(contents, from)) {
          contents.delete(path);
          contents.set(`${to}${path.slice(from.length)}`, file);
        }
        for (const set of [folders, links]) {
          for (const path of [...set].filter((each) => each === from || each.startsWith(`${from}/`))) {
            set.delete(path);
            set.add(`${to}${path.slice(from.length)}`);
          }
        }
      }),
    duplicate: (from, to) =>
      settle(() => {
        checkSource(from);
        checkTarget(to, false);
        const file = contents.get(from);
        if (file === undefined) throw new LoomError('io-failed', { path: from, detail: 'not a file' });
        contents.set(to, file);
      }),
    claimFolder: (path) =>
      settle(() => {
        refuseLinks(safePath(path));
        if (kindOf(path) !== undefined) return false;
        checkTarget(path, false);
        folders.add(path);
        touched.set(path, Date.now());
        return true;
      }),
    releaseFolder: (path) =>
      settle(() => {
        refuseLinks(safePath(path));
        const kind = kindOf(path);
        if (kind === undefined) return true;
        if (kind !== 'folder') throw new LoomError('folder-missing', { path });
        const isEmpty = ![...contents.keys(), ...folders, ...links].some((each) => parentOf(each) === path);
        if (isEmpty) folders.delete(path);
        return isEmpty;
      }),
    touchFolder: (path) =>
      settle(() => {
        refuseLinks(safePath(path));
        if (!folders.has(path)) throw new LoomError('folder-missing', { path });
        const now = Date.now();
        touched.set(path, now);
        return now;
      }),
    append: (path, bytes) =>
      settle(() => {
        checkTarget(path, true);
        const before = contents.get(path)?.bytes ?? new Uint8Array();
        const whole = new Uint8Array(before.length + bytes.length);
        whole.set(before);
        whole.set(bytes, before.length);
        put(path, whole);
      }),
    sync: () => Promise.resolve(),
    freeBytes: () => Promise.resolve(undefined),
    scratch: () => Promise.resolve(memoryScratch()),
    snapshot: () => new Map([...contents].map(([path, file]) => [path, file.bytes.slice()])),
    plantLink: (path) => {
      addFolder(parentOf(safePath(path)));
      links.add(path);
    },
    put: putWithFolders,
    age: (path, time) => {
      touched.set(path, time);
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
