import { constants } from 'node:fs';
import { lstat, open, readdir, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { LoomError, throwIfCancelled } from '../core/errors';
import { safePath } from '../core/path';
import type { DurableStore, FolderEntry, ReadOptions } from '../core/ports';
import { errnoOf, fromErrno } from './errno';
import { makeFolders } from './makeFolders';
import { nodeChanges } from './nodeChanges';
import { diskScratch } from './nodeScratch';
import { describe, isMissing, kindOf, lstatOrNothing } from './nodeStat';
import { openWriter } from './nodeWriter';
import { SeenFolders } from './seenFolders';

/** Fresh buffers of this size: large enough that system calls do not count, small enough to stay in a CPU's cache. */
const READ_BYTES = 256 * 1024;
/** For so many milliseconds a folder that was seen to be no link is taken to be none. */
const TRUST_MS = 50;

/**
 * A `DurableStore` on the local disk. `root` may be relative to the working folder, may itself be reached through links
 * (it is the person's choice), and need not be there yet; below it no link is ever followed.
 */
export function nodeStore(root: string): DurableStore {
  const place = (path: string): string => (path === '' ? root : join(root, safePath(path)));

  const seen = new SeenFolders(TRUST_MS);
  const lookAtFolder = async (folder: string): Promise<void> => {
    const time = performance.now();
    const full = place(folder);
    const found = await lstatOrNothing(full);
    if (found?.isSymbolicLink() === true)
      throw new LoomError('path-unsafe', { path: full, reason: 'a link' });
    if (found?.isDirectory() === true) seen.saw(folder, time);
  };
  /** Refuses a link among the folders above `path`: a swapped folder must not lead a read or write elsewhere. */
  const refuseLinks = async (path: string): Promise<void> => {
    await Promise.all(seen.unseenAbove(path).map(lookAtFolder));
  };

  /** The full path of something below the root. */
  const resolve = async (path: string): Promise<string> => {
    const full = place(safePath(path));
    await refuseLinks(path);
    return full;
  };

  return {
    root,
    ...nodeChanges(root, resolve),
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
      const full = await resolve(path);
      yield* readPieces(full, options);
    },
    async write(path, { like, ...options }) {
      const full = await resolve(path);
      return openWriter(full, like === undefined ? options : { ...options, like: await resolve(like) });
    },
    async makeFolder(path, options = {}) {
      const full = place(path);
      await refuseLinks(path);
      try {
        await makeFolders(full, options.private === true ? 0o700 : 0o777);
      } catch (error) {
        throw fromErrno(error, full, 'folder-missing');
      }
    },
    async remove(path) {
      const full = await resolve(path);
      try {
        await rm(full, { recursive: true, force: true });
      } catch (error) {
        throw fromErrno(error, full, 'file-missing');
      }
    },
    scratch: () => Promise.resolve(diskScratch(root)),
  };
}

async function readPiece(handle: FileHandle, at: number, end: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(Math.min(READ_BYTES, end - at));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
  return bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
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
    // The next piece is read while somebody works on the one before.
    let reading = start < end ? readPiece(handle, start, end) : undefined;
    try {
      for (let at = start; reading !== undefined;) {
        throwIfCancelled(signal);
        const piece: Uint8Array = await reading;
        if (piece.length === 0) break;
        at += piece.length;
        reading = at < end ? readPiece(handle, at, end) : undefined;
        yield piece;
      }
    } finally {
      await Promise.allSettled([reading]);
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
