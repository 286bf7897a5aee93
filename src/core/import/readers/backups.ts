import * as z from 'zod/mini';
import { toHex } from '../../hex';
import { LoomError } from '../../errors';
import { collect } from '../../bundle/byteReader';
import { DEFAULT_LIMITS, tooLarge } from '../../bundle/limits';
import { parseJson } from '../../json';
import { joinPath, safePath } from '../../path';
import type { Codecs, FileStore, Host, Run } from '../../ports';
import type { Receiver, SourceFacts } from '../incoming';
import { below } from './memory';
import { readMemory } from './readMemory';
import type { Reader, ReadOptions } from './reader';
import { typescriptBackupReader } from './typescriptBackup';
import { virtualStore } from './virtualStore';
import type { VirtualFile } from './virtualStore';

const METADATA = 'backup_metadata.json';
const BACKUP_NAME = /^(full|incr|diff)_\d{8}_\d{6}/;
const MAX_METADATA = 64 * 1024 * 1024;

/** What is used of an entry of `backup_metadata.json` (FORMATS 1.10); the rest may be anything. */
const entrySchema = z.looseObject({
  backup_id: z.string(),
  backup_type: z.optional(z.string()),
  timestamp: z.optional(z.string()),
  agents: z.optional(z.array(z.string())),
  checksums: z.optional(z.record(z.string(), z.string())),
  parent_backup_id: z.optional(z.nullable(z.string())),
});
const metadataSchema = z.looseObject({ backups: z.array(z.unknown()) });
export type BackupEntry = z.infer<typeof entrySchema>;

/** The entries of a backup folder's index that can be read; none when there is no index. */
export async function readBackupIndex(folder: FileStore): Promise<readonly BackupEntry[]> {
  if ((await folder.stat(METADATA))?.kind !== 'file') return [];
  const bytes = await collect(folder.read(METADATA), MAX_METADATA);
  if (bytes === undefined) throw tooLarge(`${folder.root}/${METADATA}`, 'documentBytes', DEFAULT_LIMITS);
  try {
    const parsed = metadataSchema.safeParse(
      parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
    if (!parsed.success) return [];
    return parsed.data.backups.flatMap((entry) => {
      const checked = entrySchema.safeParse(entry);
      return checked.success ? [checked.data] : [];
    });
  } catch (error) {
    const path = `${folder.root}/${METADATA}`;
    throw new LoomError('archive-damaged', { path, detail: 'it is not JSON' }, { cause: error });
  }
}

/** One backup of Loom's Python tools (FORMATS 1.10), full or incremental; the base of an incremental one lies beside it. */
export const pythonBackupReader: Reader = {
  id: 'python-backup',
  description: 'a backup of Loom (Python)',
  async recognises({ input, entries }) {
    if (input.folder === undefined || entries.length === 0) return 0;
    if (!entries.every((entry) => entry.kind === 'folder')) return 0;
    const isNamed = BACKUP_NAME.test(input.beside?.name ?? '');
    const isListed =
      input.beside !== undefined &&
      (await readBackupIndex(input.beside.folder)).some((entry) => entry.backup_id === input.beside?.name);
    if (!isNamed && !isListed) return 0;
    for (const { name } of entries) {
      const inside = await input.folder.list(name);
      if (!inside.every((entry) => entry.kind === 'file' && entry.name.endsWith('.gz'))) return 0;
    }
    return 0.95;
  },
  async read(input, options, host, receiver, run) {
    const { folder, beside } = input;
    if (folder === undefined) throw new LoomError('folder-missing', { path: input.name });
    const index = beside === undefined ? [] : await readBackupIndex(beside.folder);
    return readPythonBackup({ folder, beside, index }, options, host, receiver, run);
  },
};

interface PythonBackup {
  readonly folder: FileStore;
  readonly beside: { readonly folder: FileStore; readonly name: string } | undefined;
  readonly index: readonly BackupEntry[];
}

async function readPythonBackup(
  { folder, beside, index }: PythonBackup,
  options: ReadOptions,
  host: Host,
  receiver: Receiver,
  run: Run,
): Promise<SourceFacts> {
  const own = index.find((entry) => entry.backup_id === beside?.name);
  const base = own?.parent_backup_id ?? undefined;
  const isIncremental = base !== undefined || /^(incr|diff)_/.test(beside?.name ?? '');
  const files = new Map<string, VirtualFile>();
  let isPartial = isIncremental;
  if (base !== undefined && beside !== undefined) {
    const place = safePath(base);
    if ((await beside.folder.stat(place))?.kind !== 'folder')
      throw damaged(folder.root, `it is incremental, and its base ${base} does not lie beside it`);
    const known = index.find((entry) => entry.backup_id === base);
    await addFiles(files, beside.folder, place, known, options, host.codecs, run);
    isPartial = false;
    receiver.note(`Its base ${base} was read first.`);
  } else if (isIncremental) {
    receiver.note('It is incremental and its base is not known: only what had changed is in it.');
  }
  await addFiles(files, folder, '', own, options, host.codecs, run);
  if (own === undefined || Object.keys(own.checksums ?? {}).length === 0)
    receiver.note(`No ${METADATA} beside it has checksums of it: it was read unchecked.`);
  const store = virtualStore(folder.root, files, () => folder.scratch());
  await readMemory({ files: store, codecs: host.codecs }, '', receiver, run);
  return { isPartial };
}

/** The files of a backup by the names that they had in the memory, each gunzipped once; checksums are compared. */
async function addFiles(
  files: Map<string, VirtualFile>,
  folder: FileStore,
  place: string,
  entry: BackupEntry | undefined,
  options: ReadOptions,
  codecs: Codecs,
  run: Run,
): Promise<void> {
  const expected = new Map(Object.entries(entry?.checksums ?? {}));
  for (const { name: agent, kind } of await folder.list(place)) {
    if (kind !== 'folder') continue;
    for (const file of await folder.list(joinPath(place, agent))) {
      if (file.kind !== 'file' || !file.name.endsWith('.gz')) continue;
      const inMemory = `${agent}/${file.name.slice(0, -'.gz'.length)}`;
      const path = joinPath(place, agent, file.name);
      const read: VirtualFile['read'] = (signal) => codecs.gunzip(folder.read(path, { signal }));
      const wanted = expected.get(inMemory);
      expected.delete(inMemory);
      if (options.verify && wanted !== undefined && (await hashOf(read(run.signal), codecs)) !== wanted)
        throw damaged(`${folder.root}/${path}`, 'it does not match its checksum', agent);
      files.set(inMemory, { size: (await folder.stat(path))?.size ?? 0, read });
    }
  }
  const [missing] = expected.keys();
  if (options.verify && missing !== undefined)
    throw damaged(folder.root, `${missing} is missing`, missing.split('/')[0]);
}

async function hashOf(source: AsyncIterable<Uint8Array>, codecs: Codecs): Promise<string> {
  const hash = codecs.sha256();
  for await (const piece of source) hash.update(piece);
  return toHex(hash.digest());
}

function damaged(path: string, detail: string, section?: string): LoomError<'archive-damaged'> {
  return new LoomError('archive-damaged', { path, detail, section });
}

/**
 * A folder of backups: `memory-backup`, or the project's or `.loom` folder cannot be meant, since they hold a memory. The
 * newest backup is read; name the backup itself to read another.
 */
export const backupFolderReader: Reader = {
  id: 'backup-folder',
  description: 'a folder of backups',
  async recognises({ input, entries }) {
    if (input.folder === undefined) return 0;
    const named = entries.filter((entry) => entry.kind === 'folder' && BACKUP_NAME.test(entry.name));
    const isIndexed = entries.some((entry) => entry.name === METADATA);
    const typescript = entries.filter((entry) => TYPESCRIPT_NAME.test(entry.name));
    return Promise.resolve(isIndexed || named.length > 0 || typescript.length > 0 ? 0.9 : 0);
  },
  async read(input, options, host, receiver, run) {
    const { folder } = input;
    if (folder === undefined) throw new LoomError('folder-missing', { path: input.name });
    const index = await readBackupIndex(folder);
    const newest = await newestBackup(folder, index, host);
    if (newest === undefined) throw new LoomError('not-an-archive', { path: input.name });
    receiver.note(`The newest backup was read: ${newest.name}.`);
    if (newest.isTar) {
      const found = await folder.stat(newest.name);
      const file = {
        path: `${input.name}/${newest.name}`,
        size: found?.size ?? 0,
        read: (asked: Parameters<FileStore['read']>[1]) => folder.read(newest.name, asked),
      };
      const inner = {
        ...input,
        name: file.path,
        file,
        folder: undefined,
        beside: { folder, name: newest.name },
      };
      return typescriptBackupReader.read(inner, options, host, receiver, run);
    }
    const backup = { folder: below(folder, newest.name), beside: { folder, name: newest.name }, index };
    return readPythonBackup(backup, options, host, receiver, run);
  },
};

const TYPESCRIPT_NAME = /^backup-(\d+)-[0-9a-z]+\.tar\.gz$/;

/** By the times that the names say: local time for Python's, milliseconds since 1970 for TypeScript's. */
async function newestBackup(
  folder: FileStore,
  index: readonly BackupEntry[],
  host: Host,
): Promise<{ name: string; isTar: boolean } | undefined> {
  let newest: { name: string; isTar: boolean; time: number } | undefined;
  const listed = new Map(index.map((entry) => [entry.backup_id, entry]));
  for (const { name, kind } of await folder.list('')) {
    const milliseconds = TYPESCRIPT_NAME.exec(name)?.[1];
    const isTar = kind === 'file' && milliseconds !== undefined;
    const isFolder = kind === 'folder' && (BACKUP_NAME.test(name) || listed.has(name));
    if (!isTar && !isFolder) continue;
    const time = isTar ? Number(milliseconds) : nameTime(name, listed.get(name)?.timestamp, host);
    if (newest === undefined || time > newest.time) newest = { name, isTar, time };
  }
  return newest;
}

function nameTime(name: string, timestamp: string | undefined, host: Host): number {
  const parts = /_(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})/.exec(name);
  const text = parts === null ? timestamp : `${parts.slice(1, 4).join('-')}T${parts.slice(4, 7).join(':')}`;
  const wall = text === undefined ? Number.NaN : Date.parse(`${text.replace(/(Z|[+-]\d{2}:?\d{2})$/, '')}Z`);
  return Number.isNaN(wall) ? 0 : wall - host.clock.offsetMinutes(wall) * 60_000;
}
