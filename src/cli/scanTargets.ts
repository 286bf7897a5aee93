import { realpath } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { LoomError } from '../core/errors';
import type { ScanTarget } from '../core/scan/texts';
import { fromErrno } from '../platform/errno';
import { nodeStore } from '../platform/node';
import { openBundleFile } from './bundleFile';
import type { Context } from './context';
import type { Io } from './io';
import { isFolder } from './memoryFolder';

/** What `-` is called in a report. */
export const STANDARD_INPUT = 'standard input';

export interface ScanTargets {
  readonly targets: readonly ScanTarget[];
  /** The first encrypted file that was named. */
  readonly sealed: string | undefined;
  /** Takes away what standard input was kept in. */
  readonly close: () => Promise<void>;
}

/** What was named, or the memory. Of a project's folder what lies in its `.loom` is meant; `-` is standard input. */
export async function openScanTargets(named: readonly string[], context: Context): Promise<ScanTargets> {
  const { io } = context;
  if (named.length === 0)
    return {
      targets: [folderTarget(io.cwd, await context.memoryPath())],
      sealed: undefined,
      close: () => Promise.resolve(),
    };
  const targets: ScanTarget[] = [];
  let sealed: string | undefined;
  let close = (): Promise<void> => Promise.resolve();
  try {
    for (const typed of new Set(named)) {
      const full = resolve(io.cwd, typed);
      if (typed === '-') {
        const piped = await openPiped(io);
        close = piped.close;
        targets.push(piped.target);
        if (piped.sealed) sealed ??= STANDARD_INPUT;
      } else if (await isFolder(full)) {
        const inner = await loomFolders(full);
        targets.push(...inner.map((folder) => folderTarget(io.cwd, folder)));
      } else {
        const file = await openBundleFile(io, typed);
        if (file.sealed) sealed ??= typed;
        const { source, beside } = file;
        targets.push({ type: 'file', source, path: await realPath(full, typed), beside });
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { targets, sealed, close };
}

interface PipedTarget {
  readonly target: ScanTarget;
  readonly sealed: boolean;
  readonly close: () => Promise<void>;
}

/** Standard input, kept as a file that can be read twice. */
async function openPiped(io: Io): Promise<PipedTarget> {
  const { openImportInput } = await import('./importInput');
  const opened = await openImportInput(io, '-');
  const { file } = opened.input;
  if (file === undefined) throw new LoomError('file-missing', { path: STANDARD_INPUT });
  const source = { ...file, path: STANDARD_INPUT };
  return {
    target: { type: 'file', source, path: STANDARD_INPUT },
    sealed: opened.sealed,
    close: () => opened.close(),
  };
}

/** The memory and the backups of a project, else the folder itself. */
async function loomFolders(folder: string): Promise<string[]> {
  const loom = basename(folder) === '.loom' ? folder : join(folder, '.loom');
  const inner: string[] = [];
  for (const name of ['memory', 'memory-backup']) {
    if (await isFolder(join(loom, name))) inner.push(join(loom, name));
  }
  return inner.length > 0 ? inner : [folder];
}

function folderTarget(cwd: string, folder: string): ScanTarget {
  const prefix = relative(cwd, folder);
  const isBelow = !prefix.startsWith('..');
  return {
    type: 'folder',
    files: nodeStore(folder),
    show: (path) => (isBelow ? join(prefix, path) : join(folder, path)).replaceAll('\\', '/'),
  };
}

async function realPath(full: string, typed: string): Promise<string> {
  try {
    return await realpath(full);
  } catch (error) {
    throw fromErrno(error, typed, 'file-missing');
  }
}
