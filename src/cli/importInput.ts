import { createWriteStream } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DEFAULT_LIMITS } from '../core/bundle/limits';
import { firstBytes } from '../core/bundle/layers';
import { hasSealMagic, SEAL_HEADER_BYTES } from '../core/bundle/sealHeader';
import { LoomError } from '../core/errors';
import type { ImportInput } from '../core/import/request';
import { fromErrno } from '../platform/errno';
import { nodeStore } from '../platform/node';
import type { Io } from './io';
import { isFolder } from './memoryFolder';

/** What is imported, and whether it needs a password. */
export interface OpenedInput {
  readonly input: ImportInput;
  readonly sealed: boolean;
  /** Absolute. */
  readonly path: string;
  /** Takes away what standard input was kept in. */
  close(): Promise<void>;
}

/** Opens a file or folder by the name that was typed, or standard input (`-`). Throws `file-missing`, `permission-denied`. */
export async function openImportInput(io: Io, typed: string): Promise<OpenedInput> {
  if (typed !== '-') return open(io, typed, resolve(io.cwd, typed), () => Promise.resolve());
  const folder = await mkdtemp(join(tmpdir(), 'loom-import-'));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, 'input');
    await pipeline(Readable.from(limited(io.stdin.bytes())), createWriteStream(file, { mode: 0o600 }), {
      signal: io.signal,
    });
    return await open(io, 'standard input', file, close);
  } catch (error) {
    await close();
    if (io.signal.aborted) throw new LoomError('cancelled', {}, { cause: error });
    throw fromErrno(error, 'standard input', 'file-missing');
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > DEFAULT_LIMITS.entryBytes)
      throw new LoomError('archive-too-large', {
        path: 'standard input',
        limit: 'the bytes of the file',
        allowed: DEFAULT_LIMITS.entryBytes,
      });
    yield piece;
  }
}

async function open(io: Io, name: string, full: string, close: () => Promise<void>): Promise<OpenedInput> {
  let real: string;
  try {
    // The store below follows no link; that the name itself is one is the person's own choice.
    real = await realpath(full);
  } catch (error) {
    throw fromErrno(error, name, 'file-missing');
  }
  const beside = { folder: nodeStore(dirname(real)), name: basename(real) };
  const scratch = nodeStore(tmpdir());
  if (await isFolder(real)) {
    const input = { name, folder: nodeStore(real), beside, scratch };
    return { input, sealed: false, path: full, close };
  }
  const found = await beside.folder.stat(beside.name);
  if (found?.kind !== 'file') throw new LoomError('file-missing', { path: name });
  const read: NonNullable<ImportInput['file']>['read'] = (options) =>
    beside.folder.read(beside.name, options);
  const sealed = hasSealMagic(await firstBytes(read({ signal: io.signal }), SEAL_HEADER_BYTES));
  return {
    input: { name, file: { path: name, size: found.size, read }, beside, scratch },
    sealed,
    path: full,
    close,
  };
}
