import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LoomError, throwIfCancelled } from '../core/errors';
import { safePath } from '../core/path';
import type { FileStat, FileStore, FileWriter, FolderEntry, ReadOptions, Scratch } from '../core/ports';
import { errnoOf, fromErrno } from './errno';
import { partName, removeLeftParts } from './leftParts';
import { memoryScratch } from './scratch';

/** Fresh buffers of this size: large enough that system calls do not count, small enough to stay in a CPU's cache. */
const READ_BYTES = 256 * 1024;
/** What a scratch keeps in memory before it takes a file. */
const SCRATCH_BYTES = 1024 * 1024;

/**
 * A `FileStore` on the local disk. `root` may be relative to the working folder, may itself be reached through links
 * (it is the person's choice), and need not be there yet; below it no link is ever followed.
 */
export function nodeStore(root: string): FileStore {
  const place = (path: string): string => (path === '' ? root : join(root, safePath(path)));

  /** Refuses a link among the folders above `path`: a swapped folder must not lead a read or write elsewhere. */
  const refuseLinks = async (path: string): Promise<void> => {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const above = place(path.slice(0, end));
      const found = await lstatOrNothing(above);
      if (found?.isSymbolicLink() === true)
        throw new LoomError('path-unsafe', { path: above, reason: 'a link' });
    }
  };

  return {
    root,
    async stat(path) {
      const full = place(path);
      try {
        await refuseLinks(path);
        return describe(await (path === '' ? stat(full, { bigint: true }) : lstat(full, { bigint: true })));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw fromErrno(error, full, 'file-missing');
      }
    },
    async list(path) {
      const full = place(path);
      try {
        await refuseLinks(path);
        if (path !== '' && (await lstat(full)).isSymbolicLink())
          throw new LoomError('path-unsafe', { path: full, reason: 'a link' });
        const entries: FolderEntry[] = [];
        for (const entry of await readdir(full, { withFileTypes: true })) {
          entries.push({ name: entry.name, kind: await kindOf(entry, join(full, entry.name)) });
        }
        return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch (error) {
        if (isMissing(error)) return [];
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async *read(path, options) {
      const full = place(safePath(path));
      await refuseLinks(path);
      yield* readPieces(full, options);
    },
    async write(path, { replace }) {
      const full = place(safePath(path));
      await refuseLinks(path);
      return openWriter(full, replace);
    },
    async makeFolder(path) {
      const full = place(path);
      await refuseLinks(path);
      try {
        await mkdir(full, { recursive: true });
      } catch (error) {
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async remove(path) {
      const full = place(safePath(path));
      await refuseLinks(path);
      try {
        await rm(full, { recursive: true, force: true });
      } catch (error) {
        throw fromErrno(error, full, 'file-missing');
      }
    },
    scratch: () => Promise.resolve(diskScratch(root)),
  };
}

interface Stats {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function describe(found: Stats): FileStat {
  const kind = found.isFile()
    ? 'file'
    : found.isDirectory()
      ? 'folder'
      : found.isSymbolicLink()
        ? 'link'
        : 'other';
  return {
    kind,
    size: kind === 'file' ? Number(found.size) : 0,
    modified: Number(found.mtimeNs / 1000n) / 1000,
    version: versionOf(found),
  };
}

/** The time of change (ctime) is in it because nobody can set it back as `touch` sets back the time of writing. */
function versionOf(found: Stats): string {
  return `${String(found.ino)}-${String(found.size)}-${String(found.mtimeNs)}-${String(found.ctimeNs)}`;
}

async function kindOf(
  entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
  full: string,
): Promise<FileStat['kind']> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  // Some file systems give no type with the name.
  const found = await lstatOrNothing(full);
  return found === undefined ? 'other' : describe(found).kind;
}

async function lstatOrNothing(full: string): Promise<Stats | undefined> {
  try {
    return await lstat(full, { bigint: true });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fromErrno(error, full, 'file-missing');
  }
}

function isMissing(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

async function* readPieces(full: string, options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  const { start = 0, end = Infinity, signal } = options;
  throwIfCancelled(signal);
  let handle: FileHandle;
  try {
    // Not blocking: opening a FIFO that somebody planted must not hang.
    handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errnoOf(error) === 'ELOOP')
      throw new LoomError('path-unsafe', { path: full, reason: 'a link' }, { cause: error });
    throw fromErrno(error, full, 'file-missing');
  }
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw new LoomError('io-failed', { path: full, detail: 'not a file' });
    for (let at = start; at < end;) {
      throwIfCancelled(signal);
      const buffer = new Uint8Array(Math.min(READ_BYTES, end - at));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
    }
    const after = await handle.stat({ bigint: true });
    if (before.size !== after.size || before.mtimeNs !== after.mtimeNs)
      throw new LoomError('memory-changing', { file: full });
  } catch (error) {
    throw fromErrno(error, full, 'file-missing');
  } finally {
    await handle.close();
  }
}

/** `link` and `unlink` instead of `rename` where nothing may be replaced: the check and the act are then one step. */
async function openWriter(full: string, replace: boolean): Promise<FileWriter> {
  const folder = dirname(full);
  const existing = await lstatOrNothing(full);
  if (existing !== undefined && !replace) throw new LoomError('output-exists', { path: full });
  if (existing?.isDirectory() === true)
    throw new LoomError('io-failed', { path: full, detail: 'a folder is in the way' });
  let part: string;
  let handle: FileHandle;
  try {
    await removeLeftParts(folder, basename(full));
    part = join(folder, await partName(basename(full)));
    handle = await open(part, 'wx');
  } catch (error) {
    throw fromErrno(error, full, 'folder-missing');
  }
  let position = 0;
  let state: 'open' | 'failed' | 'done' = 'open';
  const closed = (): LoomError => new LoomError('io-failed', { path: full, detail: 'the file is closed' });
  return {
    async append(bytes) {
      if (state !== 'open') throw closed();
      const at = position;
      position += bytes.length;
      try {
        await writeAll(handle, bytes, at);
      } catch (error) {
        state = 'failed';
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async commit() {
      if (state !== 'open') throw closed();
      state = 'failed';
      try {
        await handle.sync();
        await handle.close();
        await putInPlace(part, full, replace);
        state = 'done';
        await syncFolder(folder);
      } catch (error) {
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async abandon() {
      if (state === 'done') return;
      state = 'done';
      await handle.close();
      await rm(part, { force: true });
    },
  };
}

export async function putInPlace(part: string, full: string, replace: boolean): Promise<void> {
  if (!replace) {
    try {
      await link(part, full);
      await unlink(part);
      return;
    } catch (error) {
      const code = errnoOf(error);
      if (code === 'EEXIST') throw new LoomError('output-exists', { path: full }, { cause: error });
      // File systems without hard links (FAT, some network shares): the check is then a moment before the act.
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EMLINK') throw error;
      if ((await lstatOrNothing(full)) !== undefined) throw new LoomError('output-exists', { path: full });
    }
  }
  await rename(part, full);
}

export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and makes a rename durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    // Some network and FUSE file systems cannot sync a folder; the file itself is in place and durable.
    const code = errnoOf(error);
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}

/** Writes all bytes at a fixed place, so that appends that were not awaited cannot change places. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/**
 * In memory up to 1 MiB, then in a file of the folder that loses its name as soon as it is open: whatever ends the
 * process, the system frees it.
 */
function diskScratch(root: string): Scratch {
  const memory = memoryScratch();
  const path = join(root, `.scratch.${randomBytes(8).toString('hex')}.part`);
  let file: Promise<FileHandle> | undefined;
  let named = false;
  let length = 0;

  const openFile = async (): Promise<FileHandle> => {
    const handle = await open(path, 'wx+', 0o600);
    try {
      await unlink(path);
    } catch {
      // Some systems keep the name of an open file: it is removed by `dispose` instead.
      named = true;
    }
    let at = 0;
    for await (const piece of memory.read(0, memory.length)) {
      await writeAll(handle, piece, at);
      at += piece.length;
    }
    await memory.dispose();
    return handle;
  };

  return {
    async append(bytes) {
      const start = length;
      length += bytes.length;
      if (file === undefined && length <= SCRATCH_BYTES) return memory.append(bytes);
      try {
        file ??= openFile();
        await writeAll(await file, bytes, start);
      } catch (error) {
        throw fromErrno(error, root, 'folder-missing');
      }
      return start;
    },
    async *read(start, end) {
      if (file === undefined) {
        yield* memory.read(start, end);
        return;
      }
      const handle = await file;
      for (let at = start; at < Math.min(end, length);) {
        const buffer = new Uint8Array(Math.min(READ_BYTES, end - at, length - at));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0)
          throw new LoomError('io-failed', { path: root, detail: 'a scratch file was cut' });
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    },
    async dispose() {
      await memory.dispose();
      length = 0;
      if (file === undefined) return;
      const handle = await file;
      file = undefined;
      await handle.close();
      if (named) await rm(path, { force: true });
    },
  };
}
