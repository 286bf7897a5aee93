import { LoomError, throwIfCancelled } from '../errors';
import { joinPath, unsafeNameReason } from '../path';
import type { FileStore, FolderEntry, Run } from '../ports';
import { KINDS } from './records';
import type { Kind, Problem } from './records';
import type { AgentDocument, AgentFiles, GlobalDocument, Layout, Store, StoreFile } from './store';

/** Folders of a store that are never agents (FORMATS 1.1, M16); nor is any whose name begins with a dot. */
export const RESERVED_FOLDERS: readonly string[] = [
  'global',
  'config',
  'backup',
  'backups',
  'audit',
  'monitoring',
  'archives',
];

/** The file of each kind in an agent's folder; `.gz` may follow (FORMATS 1.2). */
export const KIND_FILES = {
  pattern: 'patterns.json',
  solution: 'solutions.json',
  decision: 'decisions.json',
} as const satisfies Readonly<Record<Kind, string>>;

const AGENT_DOCUMENTS: readonly AgentDocument[] = ['metrics', 'context', 'index'];
const GLOBAL_DOCUMENTS: readonly GlobalDocument[] = [
  'cross-agent',
  'project-meta',
  'team-conventions',
  'archived-decisions',
  'index',
];

/**
 * What lies where, by names and `stat` only. Throws `memory-missing` when the root is not a folder,
 * `permission-denied` or `io-failed` when the root itself cannot be listed; anything below becomes a problem.
 */
export async function readLayout(store: Store, run: Run = {}): Promise<Layout> {
  const { files } = store;
  const root = await files.stat('');
  if (root?.kind !== 'folder') throw new LoomError('memory-missing', { path: files.root });
  const problems: Problem[] = [];
  const agents: AgentFiles[] = [];
  let global: Layout['global'] = {};
  let globalBytes = 0;
  const top = await files.list('');
  for (const entry of top) {
    throwIfCancelled(run.signal);
    if (entry.name.startsWith('.') || isTransient(entry) || OWN_FILES.test(entry.name)) continue;
    if (entry.kind === 'link') {
      problems.push(linkRefused(entry.name));
      continue;
    }
    if (entry.kind !== 'folder' || (RESERVED_FOLDERS.includes(entry.name) && entry.name !== 'global'))
      continue;
    const unsafe = unsafeFolderReason(entry.name);
    if (unsafe !== undefined) {
      problems.push({
        file: entry.name,
        code: 'name-unsafe',
        message: `The folder ${JSON.stringify(entry.name)} is left out: its name has ${unsafe}.`,
        level: 'error',
      });
      continue;
    }
    const folder = await readFolder(files, entry.name, problems);
    if (folder === undefined) continue;
    if (entry.name === 'global') {
      global = pickDocuments(folder, GLOBAL_DOCUMENTS);
      globalBytes = folder.bytes;
      continue;
    }
    const agent = readAgent(folder);
    if (agent !== undefined) agents.push(agent);
  }
  const rootFolder = await statFiles(files, '', top, problems, (name) => CONFIG.test(name));
  const config = rootFolder.pair('config.json');
  const bytes = sum(agents.map((agent) => agent.bytes)) + globalBytes + sum(config.map((file) => file.size));
  return { agents, global, config, bytes, problems };
}

/**
 * The files of records of every agent by kind, by their names alone: one listing a folder, and no `stat`. For who reads them at
 * once; links and folders that cannot be looked into are left out.
 */
export async function listRecordFiles({ files }: Store, run: Run = {}): Promise<readonly RecordFiles[]> {
  const found: RecordFiles[] = [];
  for (const folder of await files.list('')) {
    throwIfCancelled(run.signal);
    if (folder.kind !== 'folder' || !isAgentName(folder.name) || isTransient(folder)) continue;
    const names = await namesIn(files, folder.name);
    for (const kind of KINDS) {
      const paths = [KIND_FILES[kind], `${KIND_FILES[kind]}.gz`]
        .filter((name) => names.has(name))
        .map((name) => ({ path: joinPath(folder.name, name) }));
      if (paths.length > 0) found.push({ agent: folder.name, kind, files: paths });
    }
  }
  return found;
}

/** Where the records of one kind of one agent lie. */
export interface RecordFiles {
  readonly agent: string;
  readonly kind: Kind;
  readonly files: readonly Pick<StoreFile, 'path'>[];
}

async function namesIn(files: FileStore, folder: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await files.list(folder);
    return new Set(entries.filter(({ kind }) => kind === 'file').map(({ name }) => name));
  } catch (error) {
    // Throws what is not about the folder.
    folderProblem(error, folder);
    return new Set();
  }
}

/**
 * The files of one kind of one agent as they are now: for reading a section again after it changed.
 */
export async function readSectionFiles(
  store: Store,
  agent: string,
  kind: Kind,
): Promise<readonly StoreFile[]> {
  const found: StoreFile[] = [];
  for (const name of [KIND_FILES[kind], `${KIND_FILES[kind]}.gz`]) {
    const file = await statFile(store.files, joinPath(agent, name));
    if (file !== undefined) found.push(file);
  }
  return found;
}

/** The file at a path with what tells its states apart; undefined when no regular file is there. */
export async function statFile(files: FileStore, path: string): Promise<StoreFile | undefined> {
  const found = await files.stat(path);
  if (found?.kind !== 'file') return undefined;
  return { path, size: found.size, modified: found.modified, version: found.version };
}

/**
 * What tells the state of a file apart from others; undefined when no file is there, or when it cannot be looked at:
 * reading it then says why.
 */
export async function currentVersion(files: FileStore, path: string): Promise<string | undefined> {
  try {
    return (await statFile(files, path))?.version;
  } catch (error) {
    if (error instanceof LoomError) return undefined;
    throw error;
  }
}

interface Folder {
  readonly name: string;
  readonly bytes: number;
  /** The plain and the gzip form of a file name, those that are there. */
  pair(name: string): readonly StoreFile[];
  /** Whether the folder holds, or once held, a file of this name, readable or not. */
  mentions(name: string): boolean;
}

async function readFolder(files: FileStore, name: string, problems: Problem[]): Promise<Folder | undefined> {
  try {
    return await statFiles(files, name, await files.list(name), problems, () => true);
  } catch (error) {
    problems.push(folderProblem(error, name));
    return undefined;
  }
}

/** What a folder that cannot be looked into means; errors that are not about it are thrown on. */
function folderProblem(error: unknown, folder: string): Problem {
  // It was a folder when its parent was listed: somebody has put a link in its place.
  if (LoomError.is(error, 'path-unsafe')) return linkRefused(folder);
  let why: string;
  if (LoomError.is(error, 'permission-denied')) why = 'there is no permission';
  else if (LoomError.is(error, 'locked')) why = 'another process has locked it';
  else if (LoomError.is(error, 'io-failed')) why = error.data.detail;
  else throw error;
  const message = `The folder ${folder} cannot be read: ${why}.`;
  return { file: folder, code: 'file-unreadable', message, level: 'error' };
}

async function statFiles(
  files: FileStore,
  folder: string,
  entries: readonly FolderEntry[],
  problems: Problem[],
  wanted: (name: string) => boolean,
): Promise<Folder> {
  const found = new Map<string, StoreFile>();
  const names = new Set<string>();
  let bytes = 0;
  for (const entry of entries) {
    const path = joinPath(folder, entry.name);
    if (entry.name.startsWith('.') || !wanted(entry.name.replace(/\.tmp$/, ''))) continue;
    if (entry.kind === 'file' && entry.name.endsWith('.tmp')) {
      names.add(entry.name.slice(0, -'.tmp'.length));
      problems.push({
        file: path,
        code: 'temporary-left',
        message: `${path} was left by a write that did not end; it is not read.`,
        level: 'warning',
      });
    }
    if (isTransient(entry) || unsafeNameReason(entry.name) !== undefined) continue;
    if (entry.kind === 'link' && isKnownName(entry.name)) {
      names.add(entry.name);
      problems.push(linkRefused(path));
    }
    if (entry.kind !== 'file') continue;
    const file = await statFile(files, path);
    if (file === undefined) continue;
    names.add(entry.name);
    found.set(entry.name, file);
    bytes += file.size;
  }
  return {
    name: folder,
    bytes,
    pair: (name) => [name, `${name}.gz`].flatMap((each) => found.get(each) ?? []),
    mentions: (name) => names.has(name) || names.has(`${name}.gz`),
  };
}

/** An agent is a folder with at least one file that agents have; undefined for other folders (notes, pictures). */
function readAgent(folder: Folder): AgentFiles | undefined {
  if (!KNOWN_AGENT_FILES.some((name) => folder.mentions(name))) return undefined;
  return {
    name: folder.name,
    records: {
      pattern: folder.pair(KIND_FILES.pattern),
      solution: folder.pair(KIND_FILES.solution),
      decision: folder.pair(KIND_FILES.decision),
    },
    documents: pickDocuments(folder, AGENT_DOCUMENTS),
    bytes: folder.bytes,
  };
}

function pickDocuments<Name extends string>(
  folder: Folder,
  names: readonly Name[],
): Partial<Record<Name, readonly StoreFile[]>> {
  const picked: Partial<Record<Name, readonly StoreFile[]>> = {};
  for (const name of names) {
    const files = folder.pair(`${name}.json`);
    if (files.length > 0) picked[name] = files;
  }
  return picked;
}

const CONFIG = /^config\.json(\.gz)?$/;
/** Files beside the folders: the settings, which are looked at by name, and what Loom's `init` writes for people. */
const OWN_FILES = /^(config\.json(\.gz)?|README\.md)$/;
const KNOWN_AGENT_FILES: readonly string[] = [
  ...Object.values(KIND_FILES),
  ...AGENT_DOCUMENTS.map((name) => `${name}.json`),
];
const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...KNOWN_AGENT_FILES,
  ...GLOBAL_DOCUMENTS.map((name) => `${name}.json`),
  'config.json',
]);

function isKnownName(name: string): boolean {
  return KNOWN_NAMES.has(name.replace(/\.gz$/, ''));
}

/** What writers leave or hold for a moment: torn temporaries, locks (FORMATS 1.3) and our own parts. */
function isTransient(entry: FolderEntry): boolean {
  return /\.(tmp|lock|part)$/.test(entry.name);
}

/** Whether a folder of this name may be an agent's. */
function isAgentName(name: string): boolean {
  return !name.startsWith('.') && !RESERVED_FOLDERS.includes(name) && unsafeFolderReason(name) === undefined;
}

function unsafeFolderReason(name: string): string | undefined {
  // Names that are no UTF-8 arrive with replacement characters and lead to no file.
  return name.includes('\ufffd') ? 'bytes that are not UTF-8' : unsafeNameReason(name);
}

function linkRefused(path: string): Problem {
  return {
    file: path,
    code: 'link-refused',
    message: `${path} is a link; links are not followed.`,
    level: 'error',
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
