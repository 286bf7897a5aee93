import { randomBytes } from 'node:crypto';
import { open, rm, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { LoomError } from '../core/errors';
import type { Scratch } from '../core/ports';
import { fromErrno } from './errno';
import { writeAll } from './nodeWriter';
import { memoryScratch } from './scratch';

/** Bytes read at once. */
const READ_BYTES = 1024 * 1024;
/** What a scratch keeps in memory before it takes a file. */
const SCRATCH_BYTES = 1024 * 1024;

/**
 * In memory up to 1 MiB, then in a file of the folder that loses its name as soon as it is open: whatever ends the
 * process, the system frees it.
 */
export function diskScratch(root: string): Scratch {
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
      const until = Math.min(end, length);
      const pieceAt = async (at: number): Promise<Uint8Array> => {
        const buffer = new Uint8Array(Math.min(READ_BYTES, until - at));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0)
          throw new LoomError('io-failed', { path: root, detail: 'a scratch file was cut' });
        return buffer.subarray(0, bytesRead);
      };
      // The next piece is read while somebody works on the one before.
      let reading = start < until ? pieceAt(start) : undefined;
      for (let at = start; reading !== undefined;) {
        const piece: Uint8Array = await reading;
        at += piece.length;
        reading = at < until ? pieceAt(at) : undefined;
        // It may never be asked for.
        reading?.catch(() => undefined);
        yield piece;
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
