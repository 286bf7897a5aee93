import { constants } from 'node:fs';
import { copyFile, link, lstat, lutimes, mkdir, open, rename, rmdir, statfs, unlink } from 'node:fs/promises';
import { LoomError } from '../core/errors';
import type { DurableStore, FileWriter } from '../core/ports';
import { errnoOf, fromErrno } from './errno';
import { describe, lstatOrNothing } from './nodeStat';
import { openWriter, putInPlace, syncFolder } from './nodeWriter';

/** How long Windows may refuse to rename a file that a scanner or an editor holds open: tries, and the pause between. */
const BUSY_TRIES = 10;
const BUSY_PAUSE_MS = 50;
/** Copied at once to another device. */
const COPY_BYTES = 256 * 1024;

type Changes = Pick<
  DurableStore,
  'move' | 'duplicate' | 'claimFolder' | 'releaseFolder' | 'touchFolder' | 'append' | 'sync' | 'freeBytes'
>;

/** Refuses links on the way and gives the full path. */
type Resolve = (path: string) => Promise<string>;

/** The part of a store on the local disk that changes many files as one. `resolve` guards every path. */
export function nodeChanges(root: string, resolve: Resolve): Changes {
  return {
    async move(from, to, { replace }) {
      const [source, target] = [await resolve(from), await resolve(to)];
      await refuseAbsent(source);
      try {
        await moveFile(source, target, replace);
      } catch (error) {
        throw fromErrno(error, target, 'folder-missing');
      }
    },
    async duplicate(from, to, { apart = false } = {}) {
      const [source, target] = [await resolve(from), await resolve(to)];
      await refuseAbsent(source);
      try {
        if (apart) await copy(source, target);
        else await linkOrCopy(source, target);
      } catch (error) {
        throw fromErrno(error, target, 'folder-missing');
      }
    },
    async claimFolder(path) {
      const full = await resolve(path);
      try {
        await mkdir(full);
        return true;
      } catch (error) {
        if (errnoOf(error) === 'EEXIST') return false;
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async releaseFolder(path) {
      const full = await resolve(path);
      try {
        await rmdir(full);
        return true;
      } catch (error) {
        const code = errnoOf(error);
        if (code === 'ENOENT') return true;
        if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async touchFolder(path) {
      const full = await resolve(path);
      try {
        const now = new Date();
        await lutimes(full, now, now);
        return describe(await lstat(full, { bigint: true })).modified;
      } catch (error) {
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async append(path, bytes, options = {}) {
      const full = await resolve(path);
      try {
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
        const handle = await open(full, flags, options.private === true ? 0o600 : 0o666);
        try {
          // One call unless the disk is nearly full, so that two processes' lines do not run into each other.
          for (let done = 0; done < bytes.length;) done += (await handle.write(bytes, done)).bytesWritten;
          await handle.sync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async sync(path) {
      const full = path === '' ? root : await resolve(path);
      try {
        await syncFolder(full);
      } catch (error) {
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async freeBytes() {
      try {
        const { bavail, bsize } = await statfs(root);
        return bavail * bsize;
      } catch {
        // A file system that does not say: the write itself will.
        return undefined;
      }
    },
  };
}

async function refuseAbsent(source: string): Promise<void> {
  if ((await lstatOrNothing(source)) === undefined) throw new LoomError('file-missing', { path: source });
}

async function moveFile(source: string, target: string, replace: boolean): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      if (replace) await rename(source, target);
      else await renameNew(source, target);
      return;
    } catch (error) {
      const code = errnoOf(error);
      if (code === 'EXDEV') break;
      const isBusy =
        process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY');
      if (!isBusy || tries === BUSY_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS));
    }
  }
  // The target is on another device: written beside it, then put in its place.
  const writer = await openWriter(target, { replace, like: source });
  try {
    await appendFile(writer, source);
    await writer.commit();
  } finally {
    await writer.abandon();
  }
  await unlink(source);
}

async function appendFile(writer: FileWriter, source: string): Promise<void> {
  const handle = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const buffer = new Uint8Array(COPY_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      await writer.append(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** Renames where nothing may be replaced. A folder cannot be linked: there the check is a moment before the act. */
async function renameNew(source: string, target: string): Promise<void> {
  if ((await lstatOrNothing(source))?.isDirectory() === true) {
    if ((await lstatOrNothing(target)) !== undefined) throw new LoomError('output-exists', { path: target });
    await rename(source, target);
    return;
  }
  await putInPlace(source, target, false);
}

async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
    return;
  } catch (error) {
    const code = errnoOf(error);
    if (code === undefined || !NO_LINKS.has(code)) throw error;
  }
  await copy(source, target);
  const handle = await open(target, constants.O_RDWR);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Shares the blocks where the file system can, until one of the two is written to. */
function copy(source: string, target: string): Promise<void> {
  return copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
}

/** How file systems say that they have no (more) hard links, or none to another device or another owner's file. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'EXDEV',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
]);
