// What of `vscode` the store on `workspace.fs` uses, in memory: for its contract outside VS Code, and to count its calls, each of
// which is a message to the process that has the files. It is as the providers of VS Code are: a stat does not follow the last
// link, a copy or a rename into a missing folder makes it, errors have codes.

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const;

export class FileSystemError extends Error {
  constructor(
    readonly code: string,
    uri: Uri,
  ) {
    super(`${code}: ${uri.path}`);
  }
}

export class Uri {
  readonly scheme = 'memfs';

  constructor(readonly path: string) {}

  get fsPath(): string {
    return this.path;
  }

  static joinPath({ path }: Uri, ...segments: readonly string[]): Uri {
    const joined = path.split('/').filter((segment) => segment !== '');
    for (const segment of segments) {
      if (segment === '..') joined.pop();
      else joined.push(segment);
    }
    return new Uri(`/${joined.join('/')}`);
  }

  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
}

interface Entry {
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

const entries = new Map<string, Entry>();
const counts = new Map<string, number>();
/** Later than every time before, as a provider's clock of high resolution. */
let now = 0;

function nextTime(): number {
  now = Math.max(Date.now(), now + 1);
  return now;
}

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

function count(call: string): Promise<void> {
  counts.set(call, (counts.get(call) ?? 0) + 1);
  // Nobody answers at once.
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function find(uri: Uri): Entry {
  const entry = entries.get(uri.path);
  if (entry === undefined) throw new FileSystemError('FileNotFound', uri);
  return entry;
}

function touch(path: string): void {
  const entry = entries.get(path);
  if (entry !== undefined) entries.set(path, { ...entry, mtime: nextTime() });
}

function makeFolders(path: string): void {
  if (entries.has(path)) return;
  if (path !== '/') makeFolders(parentOf(path));
  entries.set(path, { type: FileType.Directory, bytes: new Uint8Array(), mtime: nextTime() });
  touch(parentOf(path));
}

const below = (path: string): string[] =>
  [...entries.keys()].filter((each) => each === path || each.startsWith(`${path}/`));

function take(from: Uri, to: Uri, overwrite: boolean, isMove: boolean): void {
  find(from);
  if (entries.has(to.path) && !overwrite) throw new FileSystemError('FileExists', to);
  makeFolders(parentOf(to.path));
  for (const path of below(to.path)) entries.delete(path);
  for (const path of below(from.path)) {
    const entry = entries.get(path);
    if (entry !== undefined) entries.set(`${to.path}${path.slice(from.path.length)}`, entry);
    if (isMove) entries.delete(path);
  }
  touch(parentOf(from.path));
  touch(parentOf(to.path));
}

export const workspace = {
  fs: {
    isWritableFileSystem: () => true,
    async stat(uri: Uri) {
      await count('stat');
      const { type, bytes, mtime } = find(uri);
      return { type, size: bytes.length, mtime, ctime: mtime };
    },
    async readDirectory(uri: Uri) {
      await count('readDirectory');
      if (find(uri).type !== FileType.Directory) throw new FileSystemError('FileNotADirectory', uri);
      return [...entries]
        .filter(([path]) => path !== '/' && parentOf(path) === uri.path)
        .map(([path, { type }]): [string, number] => [path.slice(path.lastIndexOf('/') + 1), type]);
    },
    async readFile(uri: Uri) {
      await count('readFile');
      const { type, bytes } = find(uri);
      if (type === FileType.Directory) throw new FileSystemError('FileIsADirectory', uri);
      return bytes.slice();
    },
    async writeFile(uri: Uri, bytes: Uint8Array) {
      await count('writeFile');
      makeFolders(parentOf(uri.path));
      entries.set(uri.path, { type: FileType.File, bytes: bytes.slice(), mtime: nextTime() });
      touch(parentOf(uri.path));
    },
    async createDirectory(uri: Uri) {
      await count('createDirectory');
      makeFolders(uri.path);
    },
    async delete(uri: Uri, { recursive = false }: { recursive?: boolean } = {}) {
      await count('delete');
      find(uri);
      if (!recursive && below(uri.path).length > 1) throw new FileSystemError('NoPermissions', uri);
      for (const path of below(uri.path)) entries.delete(path);
      touch(parentOf(uri.path));
    },
    async rename(from: Uri, to: Uri, { overwrite = false }: { overwrite?: boolean } = {}) {
      await count('rename');
      take(from, to, overwrite, true);
    },
    async copy(from: Uri, to: Uri, { overwrite = false }: { overwrite?: boolean } = {}) {
      await count('copy');
      take(from, to, overwrite, false);
    },
  },
};

/** Around the API: for tests. */
export const provider = {
  /** An empty folder of its own. */
  newRoot(): Uri {
    const root = new Uri(`/root-${String(nextTime())}`);
    makeFolders(root.path);
    return root;
  },
  put(root: Uri, path: string, content: string | Uint8Array): void {
    const full = `${root.path}/${path}`;
    makeFolders(parentOf(full));
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
    entries.set(full, { type: FileType.File, bytes, mtime: nextTime() });
  },
  plantLink(root: Uri, path: string): void {
    const full = `${root.path}/${path}`;
    makeFolders(parentOf(full));
    entries.set(full, { type: FileType.SymbolicLink, bytes: new Uint8Array(), mtime: nextTime() });
  },
  /** Every file below a root, as paths from there. */
  allFiles(root: Uri): readonly string[] {
    return below(root.path)
      .filter((path) => entries.get(path)?.type === FileType.File)
      .map((path) => path.slice(root.path.length + 1))
      .sort();
  },
  remove(root: Uri): void {
    for (const path of below(root.path)) entries.delete(path);
  },
  /** Calls since the last time, by name; then from nothing. */
  takeCounts(): Readonly<Record<string, number>> {
    const taken = Object.fromEntries(counts);
    counts.clear();
    return taken;
  },
};
