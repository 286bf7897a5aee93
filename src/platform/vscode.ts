import * as vscode from 'vscode';
import { LoomError, throwIfCancelled } from '../core/errors';
import { safePath } from '../core/path';
import type { DurableStore, FileStat, FileWriter, ReadOptions } from '../core/ports';
import { memoryScratch } from './scratch';

const PIECE_BYTES = 1024 * 1024;
/** `workspace.fs` reads files whole, and an engine's buffer ends at 2 GiB: this much is read, more is refused. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/**
 * A `DurableStore` on `workspace.fs`: remote, virtual and web workspaces. What that port lacks is made up for as far as it can be:
 * a range is cut from the whole file, bytes are durable when the provider says so, and a scratch lies in memory. A folder is
 * claimed by looking and then making it, so that two windows may both believe that they have it; a folder is touched by a
 * file that comes and goes in it; permissions are the provider's.
 *
 * @param root may itself be reached through links; below it none is followed.
 */
export function vscodeStore(root: vscode.Uri): DurableStore {
  const files = vscode.workspace.fs;
  // Providers look for the target and rename in two steps: writers of one store take turns, so that only one can win.
  let lane: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = lane.then(work, work);
    lane = mine.catch(() => undefined);
    return mine;
  };
  const place = (path: string): vscode.Uri =>
    path === '' ? root : vscode.Uri.joinPath(root, ...safePath(path).split('/'));

  const statOrNothing = async (path: string): Promise<vscode.FileStat | undefined> => {
    try {
      return await files.stat(place(path));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw fromFileSystem(error, place(path), 'file-missing');
    }
  };

  /** Refuses a link among the folders above `path`: a swapped folder must not lead a read or write elsewhere. */
  const refuseLinks = async (path: string): Promise<void> => {
    const above: string[] = [];
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
      above.push(path.slice(0, end));
    // At once: each is a message to the process that has the files, perhaps on another machine.
    const found = await Promise.all(above.map(statOrNothing));
    for (const [index, folder] of above.entries()) {
      const stat = found[index];
      if (stat !== undefined && isLink(stat.type))
        throw new LoomError('path-unsafe', { path: personal(place(folder)), reason: 'a link' });
    }
  };

  /** `workspace.fs` makes missing folders by itself; the port says that they are missing. */
  const refuseNoFolder = async (path: string): Promise<void> => {
    const folder = parentOf(path);
    const above = await statOrNothing(folder);
    if (above === undefined || (above.type & vscode.FileType.Directory) === 0)
      throw new LoomError('folder-missing', { path: personal(place(folder)) });
  };
  /** Providers tell a folder in the way by an error of their own kind, or not at all. */
  const refuseOccupied = async (path: string, replace: boolean): Promise<void> => {
    const existing = await statOrNothing(path);
    if (existing === undefined) return;
    if (kindOf(existing.type, false) === 'folder')
      throw new LoomError('io-failed', { path: personal(place(path)), detail: 'a folder is in the way' });
    if (!replace) throw new LoomError('output-exists', { path: personal(place(path)) });
  };

  return {
    root: personal(root),
    async stat(path) {
      const [found] = await Promise.all([statOrNothing(path), refuseLinks(path)]);
      return found === undefined ? undefined : describe(found, path === '');
    },
    async list(path) {
      const folder = place(path);
      await refuseLinks(path);
      if (path !== '') {
        const found = await statOrNothing(path);
        if (found !== undefined && isLink(found.type)) {
          throw new LoomError('path-unsafe', { path: personal(folder), reason: 'a link' });
        }
      }
      try {
        const entries = await files.readDirectory(folder);
        return entries
          .map(([name, type]) => ({ name, kind: kindOf(type, false) }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch (error) {
        if (isMissing(error)) return [];
        throw fromFileSystem(error, folder, 'folder-missing');
      }
    },
    async *read(path, options: ReadOptions = {}) {
      const file = place(safePath(path));
      const { start = 0, signal } = options;
      throwIfCancelled(signal);
      await refuseLinks(path);
      const bytes = await readWhole(file, () => statOrNothing(path));
      const end = Math.min(options.end ?? bytes.length, bytes.length);
      for (let at = start; at < end; at += PIECE_BYTES) {
        throwIfCancelled(signal);
        yield bytes.slice(at, Math.min(at + PIECE_BYTES, end));
      }
    },
    async write(path, { replace, like }) {
      const file = place(safePath(path));
      await refuseLinks(path);
      if (like !== undefined) await refuseLinks(safePath(like));
      if (files.isWritableFileSystem(file.scheme) === false) {
        throw new LoomError('permission-denied', { path: personal(file) });
      }
      await refuseNoFolder(path);
      await refuseOccupied(path, replace);
      return openWriter(file, replace, inTurn);
    },
    async makeFolder(path) {
      await refuseLinks(path === '' ? '' : safePath(path));
      const folder = place(path);
      const existing = await statOrNothing(path);
      if (existing !== undefined) {
        const kind = kindOf(existing.type, path === '');
        if (kind === 'folder') return;
        throw new LoomError('io-failed', { path: personal(folder), detail: 'a file is in the way' });
      }
      try {
        await files.createDirectory(folder);
      } catch (error) {
        throw fromFileSystem(error, folder, 'folder-missing');
      }
    },
    async remove(path) {
      const target = place(safePath(path));
      await refuseLinks(path);
      try {
        await files.delete(target, { recursive: true, useTrash: false });
      } catch (error) {
        if (!isMissing(error)) throw fromFileSystem(error, target, 'file-missing');
      }
    },
    async move(from, to, { replace }) {
      const [source, target] = [place(safePath(from)), place(safePath(to))];
      await refuseLinks(from);
      await refuseLinks(to);
      await refuseNoFolder(to);
      await refuseOccupied(to, replace);
      try {
        await inTurn(async () => files.rename(source, target, { overwrite: replace }));
      } catch (error) {
        throw fromFileSystem(error, source, 'file-missing');
      }
    },
    async duplicate(from, to) {
      const [source, target] = [place(safePath(from)), place(safePath(to))];
      await refuseLinks(from);
      await refuseLinks(to);
      await refuseNoFolder(to);
      await refuseOccupied(to, false);
      try {
        await files.copy(source, target, { overwrite: false });
      } catch (error) {
        throw fromFileSystem(error, source, 'file-missing');
      }
    },
    async claimFolder(path) {
      const folder = place(safePath(path));
      await refuseLinks(path);
      return inTurn(async () => {
        if ((await statOrNothing(path)) !== undefined) return false;
        if ((await statOrNothing(parentOf(path))) === undefined)
          throw new LoomError('folder-missing', { path: personal(folder) });
        try {
          await files.createDirectory(folder);
          return true;
        } catch (error) {
          throw fromFileSystem(error, folder, 'folder-missing');
        }
      });
    },
    async releaseFolder(path) {
      const folder = place(safePath(path));
      await refuseLinks(path);
      const found = await statOrNothing(path);
      if (found === undefined) return true;
      try {
        if (kindOf(found.type, false) !== 'folder')
          throw new LoomError('folder-missing', { path: personal(folder) });
        if ((await files.readDirectory(folder)).length > 0) return false;
        await files.delete(folder, { recursive: false, useTrash: false });
        return true;
      } catch (error) {
        if (isMissing(error)) return true;
        throw fromFileSystem(error, folder, 'folder-missing');
      }
    },
    async touchFolder(path) {
      const folder = place(safePath(path));
      await refuseLinks(path);
      if ((await statOrNothing(path)) === undefined)
        throw new LoomError('folder-missing', { path: personal(folder) });
      const mark = vscode.Uri.joinPath(folder, '.touch');
      try {
        await files.writeFile(mark, new Uint8Array());
        await files.delete(mark, { useTrash: false });
        return (await files.stat(folder)).mtime;
      } catch (error) {
        throw fromFileSystem(error, folder, 'folder-missing');
      }
    },
    async append(path, bytes) {
      const file = place(safePath(path));
      await refuseLinks(path);
      const old =
        (await statOrNothing(path)) === undefined
          ? undefined
          : await readWhole(file, () => statOrNothing(path));
      const writer = openWriter(file, true, inTurn);
      if (old !== undefined) await writer.append(old);
      await writer.append(bytes);
      await writer.commit();
    },
    sync: () => Promise.resolve(),
    freeBytes: () => Promise.resolve(undefined),
    scratch: () => Promise.resolve(memoryScratch()),
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The whole file as it was at one moment: read between two looks that agree. */
async function readWhole(
  file: vscode.Uri,
  look: () => Promise<vscode.FileStat | undefined>,
): Promise<Uint8Array> {
  const before = await look();
  if (before === undefined) throw new LoomError('file-missing', { path: personal(file) });
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
  const after = await look();
  if (after === undefined || after.size !== before.size || after.mtime !== before.mtime) {
    throw new LoomError('memory-changing', { file: personal(file) });
  }
  return bytes;
}

/** Runs `work` after everything that was asked before it has ended. */
type InTurn = (work: () => Promise<void>) => Promise<void>;

function openWriter(file: vscode.Uri, replace: boolean, inTurn: InTurn): FileWriter {
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

function isLink(type: vscode.FileType): boolean {
  return (type & vscode.FileType.SymbolicLink) !== 0;
}

function kindOf(type: vscode.FileType, isRoot: boolean): FileStat['kind'] {
  if (isLink(type) && !isRoot) return 'link';
  if ((type & vscode.FileType.File) !== 0) return 'file';
  return (type & vscode.FileType.Directory) !== 0 ? 'folder' : 'other';
}

function describe(found: vscode.FileStat, isRoot: boolean): FileStat {
  const kind = kindOf(found.type, isRoot);
  return {
    kind,
    size: kind === 'file' ? found.size : 0,
    modified: found.mtime,
    version: `${String(found.size)}-${String(found.mtime)}-${String(found.ctime)}`,
  };
}

/** A place as a person knows it. */
function personal(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof vscode.FileSystemError &&
    (error.code === 'FileNotFound' || error.code === 'FileNotADirectory')
  );
}

/** Without it, `instanceof` leaves the kind of error open. */
function isLoomError(error: unknown): error is LoomError {
  return error instanceof LoomError;
}

function fromFileSystem(
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
