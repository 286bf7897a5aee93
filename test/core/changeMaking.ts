// What tests of changes share: a memory in memory with its home, and ports that fail.
import { LoomError } from '../../src/core/errors';
import type { LoomErrorCode } from '../../src/core/errors';
import type { DurableStore, FileStore, FileWriter, Host, Processes } from '../../src/core/ports';
import type { FileChange, Operation, WritableStore } from '../../src/core/store/changes';
import { memoryStore } from '../../src/platform/memory';
import type { MemoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

export const FOLDER = 'memory';
const codecs = nodeCodecs();

/** A memory of these files (paths below the memory's folder) and the store that it lies in. */
export function memoryHome(files: Readonly<Record<string, string>>): MemoryStore {
  const home = memoryStore({ [`${FOLDER}/config.json`]: '{}' });
  for (const [path, text] of Object.entries(files)) home.put(`${FOLDER}/${path}`, text);
  return home;
}

export function writable(home: DurableStore): WritableStore {
  return { home, folder: FOLDER, files: folderOf(home, FOLDER), codecs };
}

/** A folder of a store as a store of its own, for reading. */
export function folderOf(store: DurableStore, folder: string): FileStore {
  const at = (path: string): string => (path === '' ? folder : `${folder}/${path}`);
  return {
    root: `${store.root}/${folder}`,
    stat: (path) => store.stat(at(path)),
    list: (path) => store.list(at(path)),
    read: (path, options) => store.read(at(path), options),
    write: (path, options) => store.write(at(path), options),
    makeFolder: (path) => store.makeFolder(at(path)),
    remove: (path) => store.remove(at(path)),
    scratch: () => store.scratch(),
  };
}

/** Processes as a test wants them: all of `living` live, all others are dead. */
export function processesOf(living: Set<string>, name = 'test'): Processes {
  let count = 0;
  return {
    begin: () => {
      count += 1;
      const own = `${name}-${String(count)}-${Math.random().toString(36).slice(2)}`;
      living.add(own);
      return own;
    },
    end: (own) => {
      living.delete(own);
    },
    isAlive: (own) => Promise.resolve(living.has(own)),
  };
}

export interface TestHost extends Host {
  readonly warnings: string[];
}

export function testHost(
  processes: Processes = processesOf(new Set()),
  time = Date.UTC(2025, 9, 23, 10, 30),
): TestHost {
  const warnings: string[] = [];
  return {
    clock: { now: () => time, offsetMinutes: () => 0 },
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    log: { info: () => undefined, warn: (message) => warnings.push(message) },
    codecs,
    sqlite: undefined,
    processes,
    warnings,
  };
}

export const importing: Operation = {
  verb: 'import',
  counts: { add: 2 },
  agents: ['a'],
  user: 'f00d',
};

/** Changes files of a memory as they are now: text is what a file will hold, null removes it. */
export async function changesTo(
  store: WritableStore,
  files: Readonly<Record<string, string | null>>,
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  for (const [path, text] of Object.entries(files)) {
    const from = (await store.files.stat(path))?.version;
    changes.push({ path, from, content: text === null ? undefined : () => bytesOf(text) });
  }
  return changes;
}

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const half = Math.ceil(bytes.length / 2);
  for (let at = 0; at < bytes.length; at += half) yield await Promise.resolve(bytes.slice(at, at + half));
}

/** The texts of all files below the memory's folder, and the names of its folders, locks included. */
export async function contentsOf(home: FileStore, folder = FOLDER): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = async (path: string): Promise<void> => {
    for (const { name, kind } of await home.list(path)) {
      const full = `${path}/${name}`;
      const key = full.slice(folder.length + 1);
      if (kind === 'folder') {
        found[`${key}/`] = '';
        await walk(full);
      } else found[key] = await textOf(home, full);
    }
  };
  await walk(folder);
  return found;
}

export async function textOf(store: FileStore, path: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of store.read(path)) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

/** Names in the history, without those that belong there: the trail, `.gitignore`, notes and operations that are done. */
export async function strayNames(home: FileStore): Promise<readonly string[]> {
  const names = (await home.list(`${FOLDER}-history`)).map(({ name }) => name);
  return names.filter((name) => !/^(\.gitignore|audit\.jsonl|imports|\d{8}-\d{6}-\d{3})$/.test(name));
}

/** Which call fails. */
export interface FaultPlan {
  /** From 1; no call fails when it is past the last. */
  readonly at: number;
  /** This call only, or this and all that follow, as after a kill. */
  readonly lasting: boolean;
  readonly code: 'no-space' | 'permission-denied' | 'io-failed';
}

export interface FaultyStore extends DurableStore {
  /** Calls so far. */
  readonly calls: number;
}

/** A store whose calls fail as planned. A lasting fault ends the process's work: nothing that it does reaches the disk. */
export function faultyStore(store: DurableStore, plan: FaultPlan): FaultyStore {
  let calls = 0;
  const count = (path: string): void => {
    calls += 1;
    if (calls === plan.at || (plan.lasting && calls > plan.at))
      throw faultOf(plan.code, `${store.root}/${path}`);
  };
  const guard = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
    count(path);
    return work();
  };
  const guardWriter = (path: string, writer: FileWriter): FileWriter => ({
    append: (bytes) => guard(path, () => writer.append(bytes)),
    commit: () => guard(path, () => writer.commit()),
    abandon: async () => {
      // A dead process's files are closed too.
      await writer.abandon();
      count(path);
    },
  });
  return {
    get calls() {
      return calls;
    },
    root: store.root,
    stat: (path) => guard(path, () => store.stat(path)),
    list: (path) => guard(path, () => store.list(path)),
    async *read(path, options) {
      count(path);
      yield* store.read(path, options);
    },
    write: (path, options) => guard(path, async () => guardWriter(path, await store.write(path, options))),
    makeFolder: (path, options) => guard(path, () => store.makeFolder(path, options)),
    remove: (path) => guard(path, () => store.remove(path)),
    scratch: () => store.scratch(),
    move: (from, to, options) => guard(to, () => store.move(from, to, options)),
    duplicate: (from, to, options) => guard(to, () => store.duplicate(from, to, options)),
    claimFolder: (path) => guard(path, () => store.claimFolder(path)),
    releaseFolder: (path) => guard(path, () => store.releaseFolder(path)),
    touchFolder: (path) => guard(path, () => store.touchFolder(path)),
    append: (path, bytes, options) => guard(path, () => store.append(path, bytes, options)),
    sync: (path) => guard(path, () => store.sync(path)),
    freeBytes: () => guard('', () => store.freeBytes()),
  };
}

function faultOf(code: FaultPlan['code'], path: string): LoomError {
  return code === 'io-failed' ? new LoomError(code, { path, detail: 'EIO' }) : new LoomError(code, { path });
}

export async function codeOf(work: Promise<unknown>): Promise<LoomErrorCode | 'none'> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof LoomError) return (error as LoomError).code;
    throw error;
  }
}
