import { LoomError } from '../../errors';
import type { FileStore, FolderEntry } from '../../ports';
import { joinPath } from '../../path';
import { readLayout } from '../../store/layout';
import { readMemory } from './readMemory';
import type { Reader } from './reader';
import { virtualStore } from './virtualStore';
import type { VirtualFile } from './virtualStore';

/** Another memory: the folder itself, the `.loom` around it, or the project's. */
export const memoryReader: Reader = {
  id: 'memory',
  description: 'a Loom memory',
  async recognises({ input, entries }, host) {
    if (input.folder === undefined) return 0;
    const place = await memoryIn(input.folder, entries);
    if (place === undefined) return 0;
    if (place !== '') return 0.9;
    const layout = await readLayout({ files: input.folder, codecs: host.codecs });
    return layout.agents.length > 0 ? 0.7 : layout.config.length > 0 ? 0.6 : 0;
  },
  async read(input, _options, host, receiver, run) {
    const folder = input.folder;
    if (folder === undefined) throw new LoomError('folder-missing', { path: input.name });
    const place = (await memoryIn(folder, await folder.list(''))) ?? '';
    const files = place === '' ? folder : below(folder, place);
    await readMemory({ files, codecs: host.codecs }, '', receiver, run);
    return {};
  },
};

/** Where in a folder its memory lies: '' when it is one; undefined when it holds records or an export itself. */
async function memoryIn(folder: FileStore, entries: readonly FolderEntry[]): Promise<string | undefined> {
  const has = (name: string, kind: FolderEntry['kind']): boolean =>
    entries.some((entry) => entry.name === name && entry.kind === kind);
  if (has('.loom', 'folder') && (await folder.stat('.loom/memory'))?.kind === 'folder') return '.loom/memory';
  if (has('memory', 'folder') && (await looksLikeMemory(folder, 'memory'))) return 'memory';
  return entries.some((entry) => RECORD_FILE.test(entry.name)) ? undefined : '';
}

async function looksLikeMemory(folder: FileStore, place: string): Promise<boolean> {
  const names = new Set((await folder.list(place)).map((entry) => entry.name));
  return names.has('config.json') || names.has('global');
}

/** A folder of a store as a store. */
export function below(folder: FileStore, place: string): FileStore {
  const inside = (path: string): string => joinPath(place, path);
  return {
    root: `${folder.root}/${place}`,
    stat: (path) => folder.stat(inside(path)),
    list: (path) => folder.list(inside(path)),
    read: (path, options) => folder.read(inside(path), options),
    write: (path, options) => folder.write(inside(path), options),
    makeFolder: (path) => folder.makeFolder(inside(path)),
    remove: (path) => folder.remove(inside(path)),
    scratch: () => folder.scratch(),
  };
}

const RECORD_FILE = /^(patterns|solutions|decisions)\.json(\.gz)?$/;

/** The folder of one agent: its name is the agent's. */
export const agentReader: Reader = {
  id: 'agent',
  description: "an agent's folder",
  recognises: ({ entries }) =>
    Promise.resolve(entries.some((entry) => entry.kind === 'file' && RECORD_FILE.test(entry.name)) ? 0.8 : 0),
  async read(input, _options, host, receiver, run) {
    const { folder, beside } = input;
    if (folder === undefined) throw new LoomError('folder-missing', { path: input.name });
    const files = new Map<string, VirtualFile>();
    const agent = beside?.name ?? 'imported';
    for (const { name, kind } of await folder.list('')) {
      if (kind !== 'file') continue;
      const found = await folder.stat(name);
      const read: VirtualFile['read'] = (signal) => folder.read(name, { signal });
      files.set(joinPath(agent, name), { size: found?.size ?? 0, read });
    }
    const store = { files: virtualStore(folder.root, files, () => folder.scratch()), codecs: host.codecs };
    await readMemory(store, '', receiver, run);
    return {};
  },
};
