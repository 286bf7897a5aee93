import * as vscode from 'vscode';
import { LoomError, throwIfCancelled } from '../core/errors';
import { safePath } from '../core/path';
import type { DurableStore, ReadOptions } from '../core/ports';
import { memoryScratch } from './scratch';
import { SeenFolders } from './seenFolders';
import {
  describe,
  fromFileSystem,
  isLink,
  isMissing,
  kindOf,
  lookAt,
  openWriter,
  personal,
  readWhole,
} from './vscodeFile';

const PIECE_BYTES = 1024 * 1024;
/** For so many milliseconds a folder that was seen to be no link is taken to be none: a look is a message to another process. */
const TRUST_MS = 1000;

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

  const statOrNothing = (path: string): Promise<vscode.FileStat | undefined> => lookAt(place(path));

  const seen = new SeenFolders(TRUST_MS);
  const lookAtFolder = async (folder: string): Promise<vscode.FileStat | undefined> => {
    const time = performance.now();
    const found = await statOrNothing(folder);
    if (found !== undefined && isLink(found.type) && folder !== '')
      throw new LoomError('path-unsafe', { path: personal(place(folder)), reason: 'a link' });
    if (found !== undefined && (found.type & vscode.FileType.Directory) !== 0) seen.saw(folder, time);
    return found;
  };
  /** Refuses a link among the folders above a path: a swapped folder must not lead a read or write elsewhere. */
  const refuseLinks = async (path: string): Promise<void> => {
    await Promise.all(seen.unseenAbove(path).map(lookAtFolder));
  };

  /** `workspace.fs` makes missing folders by itself; the port says that they are missing. */
  const refuseNoFolder = async (path: string): Promise<void> => {
    const folder = parentOf(path);
    const found = await lookAtFolder(folder);
    await refuseLinks(path);
    if (found === undefined || (found.type & vscode.FileType.Directory) === 0)
      throw new LoomError('folder-missing', { path: personal(place(folder)) });
  };
  /** Providers tell a folder in the way by an error of their own kind, or not at all. */
  const refuseOccupied = (path: string, existing: vscode.FileStat | undefined, replace: boolean): void => {
    if (existing === undefined) return;
    if (kindOf(existing.type, false) === 'folder')
      throw new LoomError('io-failed', { path: personal(place(path)), detail: 'a folder is in the way' });
    if (!replace) throw new LoomError('output-exists', { path: personal(place(path)) });
  };
  /** Looks whether a file may come to `to`, and that no link lies on the way. */
  const checkTarget = async (to: string, replace: boolean): Promise<void> => {
    const [existing] = await Promise.all([statOrNothing(to), refuseNoFolder(to)]);
    refuseOccupied(to, existing, replace);
  };

  return {
    root: personal(root),
    async stat(path) {
      const [found] = await Promise.all([statOrNothing(path), refuseLinks(path)]);
      return found === undefined ? undefined : describe(found, path === '');
    },
    async list(path) {
      const folder = place(path);
      // The folder itself may be no link either.
      if (path !== '') await refuseLinks(`${path}/`);
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
      const bytes = await readWhole(file);
      if (bytes === undefined) throw new LoomError('file-missing', { path: personal(file) });
      const end = Math.min(options.end ?? bytes.length, bytes.length);
      for (let at = start; at < end; at += PIECE_BYTES) {
        throwIfCancelled(signal);
        yield bytes.slice(at, Math.min(at + PIECE_BYTES, end));
      }
    },
    async write(path, { replace, like }) {
      const file = place(safePath(path));
      if (like !== undefined) await refuseLinks(safePath(like));
      if (files.isWritableFileSystem(file.scheme) === false) {
        throw new LoomError('permission-denied', { path: personal(file) });
      }
      await checkTarget(path, replace);
      return openWriter(file, replace, inTurn);
    },
    async makeFolder(path) {
      const folder = place(path);
      const [existing] = await Promise.all([statOrNothing(path), refuseLinks(path)]);
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
        seen.forget(path);
      } catch (error) {
        if (!isMissing(error)) throw fromFileSystem(error, target, 'file-missing');
      }
    },
    async move(from, to, { replace }) {
      const [source, target] = [place(safePath(from)), place(safePath(to))];
      await Promise.all([refuseLinks(from), checkTarget(to, replace)]);
      try {
        await inTurn(async () => files.rename(source, target, { overwrite: replace }));
        seen.forget(from);
      } catch (error) {
        throw fromFileSystem(error, source, 'file-missing');
      }
    },
    async duplicate(from, to) {
      const [source, target] = [place(safePath(from)), place(safePath(to))];
      await Promise.all([refuseLinks(from), checkTarget(to, false)]);
      try {
        await files.copy(source, target, { overwrite: false });
      } catch (error) {
        throw fromFileSystem(error, source, 'file-missing');
      }
    },
    async claimFolder(path) {
      const folder = place(safePath(path));
      return inTurn(async () => {
        const [existing] = await Promise.all([statOrNothing(path), refuseNoFolder(path)]);
        if (existing !== undefined) return false;
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
      const [found] = await Promise.all([statOrNothing(path), refuseLinks(path)]);
      if (found === undefined) return true;
      try {
        if (kindOf(found.type, false) !== 'folder')
          throw new LoomError('folder-missing', { path: personal(folder) });
        if ((await files.readDirectory(folder)).length > 0) return false;
        await files.delete(folder, { recursive: false, useTrash: false });
        seen.forget(path);
        return true;
      } catch (error) {
        if (isMissing(error)) return true;
        throw fromFileSystem(error, folder, 'folder-missing');
      }
    },
    async touchFolder(path) {
      const folder = place(safePath(path));
      const [found] = await Promise.all([statOrNothing(path), refuseLinks(path)]);
      if (found === undefined) throw new LoomError('folder-missing', { path: personal(folder) });
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
      const old = await readWhole(file);
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
