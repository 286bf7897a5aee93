import { constants } from 'node:fs';
import { link, open, rename, rm, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LoomError } from '../core/errors';
import type { FileWriter } from '../core/ports';
import { errnoOf, fromErrno } from './errno';
import { partName, removeLeftParts } from './leftParts';
import { lstatOrNothing } from './nodeStat';

/** As `DurableWriteOptions`; `like` is a full path. */
export interface NodeWriteOptions {
  readonly replace: boolean;
  readonly private?: boolean | undefined;
  readonly like?: string | undefined;
}

/** `link` and `unlink` instead of `rename` where nothing may be replaced: the check and the act are then one step. */
export async function openWriter(full: string, options: NodeWriteOptions): Promise<FileWriter> {
  const { replace } = options;
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
    handle = await open(part, 'wx', options.private === true ? 0o600 : 0o666);
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
        if (options.like !== undefined) await takeAccess(handle, options.like);
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
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Gives an open file the permissions of the one at `like`, and its owner where this process may. */
async function takeAccess(handle: FileHandle, like: string): Promise<void> {
  const found = await lstatOrNothing(like);
  if (found?.isFile() !== true) return;
  const own = await handle.stat({ bigint: true });
  if (own.uid !== found.uid || own.gid !== found.gid) {
    try {
      await handle.chown(Number(found.uid), Number(found.gid));
    } catch (error) {
      // Only root may give files away; the file is then the writer's, as with any editor that saves by renaming.
      if (errnoOf(error) !== 'EPERM') throw error;
    }
  }
  // After the owner, since a change of owner takes set-id bits away.
  await handle.chmod(Number(found.mode & 0o7777n));
}
