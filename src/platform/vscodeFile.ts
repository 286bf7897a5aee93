import * as vscode from 'vscode';
import { LoomError } from '../core/errors';
import type { FileStat, FileWriter } from '../core/ports';
import { memoryScratch } from './scratch';

/* One file or folder of `workspace.fs`: looking, reading, writing, and what its errors mean. */

/** `workspace.fs` reads files whole, and an engine's buffer ends at 2 GiB: this much is read, more is refused. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** What lies at a place; undefined when nothing does. */
export async function lookAt(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fromFileSystem(error, uri, 'file-missing');
  }
}

/** The whole file as it was at one moment: read between two looks that agree. Undefined when none is there. */
export async function readWhole(file: vscode.Uri): Promise<Uint8Array | undefined> {
  const before = await lookAt(file);
  if (before === undefined) return undefined;
  const kind = kindOf(before.type, false);
  if (kind === 'link') throw new LoomError('path-unsafe', { path: personal(file), reason: 'a link' });
  if (kind !== 'file') throw new LoomError('io-failed', { path: personal(file), detail: 'not a file' });
  if (before.size > MAX_FILE_BYTES) {
    throw new LoomError('io-failed', {
      path: personal(file),
      detail: 'larger than 1 GiB, the most that is read here',
    });
  }
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(file);
  } catch (error) {
    throw fromFileSystem(error, file, 'file-missing');
  }
  const after = await lookAt(file);
  if (after === undefined || after.size !== before.size || after.mtime !== before.mtime) {
    throw new LoomError('memory-changing', { file: personal(file) });
  }
  return bytes;
}

/** Runs `work` after everything that was asked before it has ended. */
type InTurn = (work: () => Promise<void>) => Promise<void>;

export function openWriter(file: vscode.Uri, replace: boolean, inTurn: InTurn): FileWriter {
  const files = vscode.workspace.fs;
  let scratch: ReturnType<typeof memoryScratch> | undefined = memoryScratch();
  return {
    async append(bytes) {
      if (scratch === undefined)
        throw new LoomError('io-failed', { path: personal(file), detail: 'the file is closed' });
      await scratch.append(bytes);
    },
    async commit() {
      if (scratch === undefined)
        throw new LoomError('io-failed', { path: personal(file), detail: 'the file is closed' });
      const whole = new Uint8Array(scratch.length);
      let at = 0;
      for await (const piece of scratch.read(0, scratch.length)) {
        whole.set(piece, at);
        at += piece.length;
      }
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const mark = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) =>
        byte.toString(16).padStart(2, '0'),
      );
      const part = vscode.Uri.joinPath(file, '..', `.${name.slice(0, 60)}.${mark.join('')}.part`);
      try {
        await files.writeFile(part, whole);
        await inTurn(async () => files.rename(part, file, { overwrite: replace }));
      } catch (error) {
        await removeQuietly(part);
        throw fromFileSystem(error, file, 'folder-missing');
      }
      scratch = undefined;
    },
    abandon() {
      // Nothing lies beside the target before `commit`, which clears up after itself.
      scratch = undefined;
      return Promise.resolve();
    },
  };
}

async function removeQuietly(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file, { useTrash: false });
  } catch {
    // The error that led here says more than one about the clean-up; a part that stays is never taken for memory.
  }
}

export function isLink(type: vscode.FileType): boolean {
  return (type & vscode.FileType.SymbolicLink) !== 0;
}

export function kindOf(type: vscode.FileType, isRoot: boolean): FileStat['kind'] {
  if (isLink(type) && !isRoot) return 'link';
  if ((type & vscode.FileType.File) !== 0) return 'file';
  return (type & vscode.FileType.Directory) !== 0 ? 'folder' : 'other';
}

export function describe(found: vscode.FileStat, isRoot: boolean): FileStat {
  const kind = kindOf(found.type, isRoot);
  return {
    kind,
    size: kind === 'file' ? found.size : 0,
    modified: found.mtime,
    version: `${String(found.size)}-${String(found.mtime)}-${String(found.ctime)}`,
  };
}

/** A place as a person knows it. */
export function personal(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}

export function isMissing(error: unknown): boolean {
  return (
    error instanceof vscode.FileSystemError &&
    (error.code === 'FileNotFound' || error.code === 'FileNotADirectory')
  );
}

/** Without it, `instanceof` leaves the kind of error open. */
function isLoomError(error: unknown): error is LoomError {
  return error instanceof LoomError;
}

export function fromFileSystem(
  error: unknown,
  uri: vscode.Uri,
  missing: 'file-missing' | 'folder-missing',
): LoomError {
  if (isLoomError(error)) return error;
  const path = personal(uri);
  if (error instanceof vscode.FileSystemError) {
    if (isMissing(error)) return new LoomError(missing, { path }, { cause: error });
    if (error.code === 'FileExists') return new LoomError('output-exists', { path }, { cause: error });
    if (error.code === 'NoPermissions') return new LoomError('permission-denied', { path }, { cause: error });
  }
  const detail = error instanceof Error ? error.message : String(error);
  // Providers of the disk pass the system's own words through.
  if (/\bENOSPC\b|no space left/i.test(detail)) return new LoomError('no-space', { path }, { cause: error });
  if (/\b(EACCES|EPERM|EROFS)\b/.test(detail))
    return new LoomError('permission-denied', { path }, { cause: error });
  return new LoomError('io-failed', { path, detail }, { cause: error });
}
