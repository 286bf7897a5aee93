import { lstat, mkdir, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { encryptedName, exportName, formatOfName, templateUses } from '../../core/export/name';
import { LoomError } from '../../core/errors';
import type { ExportOptionValues, FormatId } from '../../core/options';
import { unsafeNameReason } from '../../core/path';
import { errnoOf, fromErrno } from '../../platform/errno';
import type { Io } from '../io';
import { isFolder } from '../memoryFolder';

/** Where an export goes, as `OUT` and the options say it. */
export type Place =
  | { readonly kind: 'stream'; readonly format: FormatId }
  | {
      readonly kind: 'folder';
      readonly format: FormatId;
      /** Absolute. */
      readonly folder: string;
      /** As the person wrote it, ended by a slash. */
      readonly location: string;
      /** Of the file in the folder; '' when the folder itself is the export (CSV). */
      readonly name: string;
    };

/**
 * Decides format, folder and name of an export (M67, M68, M88, M89, M94). Throws `folder-missing` for an output folder
 * that is not there, `output-exists`, `value-invalid` and `usage` for what does not go together.
 */
export async function decidePlace(
  io: Io,
  values: ExportOptionValues,
  out: string | undefined,
): Promise<Place> {
  const format = values.format ?? formatOfName(out ?? '') ?? 'tar';
  const encrypted = values.encrypt === true;
  const separate = format === 'sqlite' || format === 'csv';
  if (encrypted && separate) {
    throw new LoomError('usage', {
      message: `An export as ${format} cannot be encrypted.`,
      hint: 'use --format tar or --format json with --encrypt',
    });
  }
  if (out === '-') {
    if (separate) {
      throw new LoomError('usage', {
        message: `An export as ${format} cannot go to standard output.`,
        hint: 'use --format tar or --format json, or name a file',
      });
    }
    if (io.stdout.isTerminal && (format === 'tar' || encrypted)) {
      throw new LoomError('usage', {
        message: 'Standard output is a terminal, which cannot show a bundle.',
        hint: 'send it to a file or a program: aml export - > bundle.tar.gz',
      });
    }
    return { kind: 'stream', format };
  }
  const place = await decideFolder(io, values, out, format, encrypted);
  if (place.name !== '' && values.force !== true && values['dry-run'] !== true) {
    await refuseExisting(join(place.folder, place.name));
  }
  return place;
}

async function decideFolder(
  io: Io,
  values: ExportOptionValues,
  out: string | undefined,
  format: FormatId,
  encrypted: boolean,
): Promise<Extract<Place, { kind: 'folder' }>> {
  const template = values['name-template'];
  const suggested = async (): Promise<string> =>
    exportName(template, format, encrypted, {
      time: io.clock.now(),
      agents: values.agents,
      gitSha: template !== undefined && templateUses(template, 'gitSha') ? await gitSha(io.cwd) : undefined,
    });
  if (out === undefined || (template !== undefined && format === 'csv')) {
    const above = out === undefined ? io.cwd : await existingFolder(io, out);
    const name = await suggested();
    if (format !== 'csv') return { kind: 'folder', format, folder: io.cwd, location: './', name };
    return {
      kind: 'folder',
      format,
      folder: join(above, name),
      location: `${out === undefined ? './' : written(out)}${name}/`,
      name: '',
    };
  }
  const full = resolve(io.cwd, out);
  const isFolderName = /[/\\]$/.test(out) || (await isFolder(full));
  if (format === 'csv') return { kind: 'folder', format, folder: full, location: written(out), name: '' };
  if (isFolderName) {
    const folder = await existingFolder(io, out);
    return { kind: 'folder', format, folder, location: written(out), name: await suggested() };
  }
  if (template !== undefined) {
    throw new LoomError('usage', {
      message: `${out} names the file already, and --name-template names it again.`,
      hint: 'end OUT with a slash to name a folder',
    });
  }
  const folder = await existingFolder(io, dirname(out));
  const name = encrypted ? encryptedName(basename(full)) : basename(full);
  const reason = unsafeNameReason(name);
  if (reason !== undefined) {
    throw new LoomError('value-invalid', {
      option: 'OUT',
      value: out,
      wanted: `a name for a file, which this is not: ${reason}`,
    });
  }
  return { kind: 'folder', format, folder, location: written(dirname(out)), name };
}

async function existingFolder(io: Io, path: string): Promise<string> {
  const full = resolve(io.cwd, path);
  if (!(await isFolder(full))) throw new LoomError('folder-missing', { path });
  return full;
}

/** A folder as the person wrote it, `./` before what is relative and a slash after it. */
function written(path: string): string {
  const ended = /[/\\]$/.test(path) ? path : `${path}/`;
  return isAbsolute(path) || /^\.{1,2}[/\\]/.test(ended) ? ended : `./${ended}`;
}

async function refuseExisting(full: string): Promise<void> {
  try {
    await lstat(full);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw fromErrno(error, full, 'folder-missing');
  }
  throw new LoomError('output-exists', { path: full });
}

/** Makes the folder of a CSV export when it is not there (its parent must be); gives what takes it back while it is empty. */
export async function makeExportFolder(folder: string): Promise<{ takeBack(): Promise<void> }> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') {
      if (await isFolder(folder)) return { takeBack: () => Promise.resolve() };
      throw new LoomError('output-exists', { path: folder }, { cause: error });
    }
    throw fromErrno(error, folder, 'folder-missing');
  }
  return {
    takeBack: async () => {
      try {
        await rmdir(folder);
      } catch {
        // Somebody put something into it meanwhile: then it is theirs. The error that led here is the one to report.
      }
    },
  };
}

/** The short hash of the commit that is checked out where the program runs; undefined outside of a repository. */
async function gitSha(cwd: string): Promise<string | undefined> {
  const { execFile } = await import('node:child_process');
  return new Promise((done) => {
    execFile('git', ['rev-parse', '--short', 'HEAD'], { cwd }, (error, stdout) => {
      // No git, no repository or no commit: the name then has nothing to put in, which the caller reports.
      done(error === null && stdout.trim() !== '' ? stdout.trim() : undefined);
    });
  });
}
