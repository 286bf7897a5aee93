import * as vscode from 'vscode';
import { fileSource, inspectArchive, type ArchiveSource, type Inspection } from '../../core/bundle/archive';
import { LoomError } from '../../core/errors';
import type { ImportInput } from '../../core/import/request';
import type { FileStore } from '../../core/ports';
import { nameOf } from '../manifestViewer/actions';
import type { Services } from '../services';

/** A file that was dropped by a program that gives its bytes and no place. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a person chose to import. */
export type ImportSource = vscode.Uri | DroppedFile;

export function sourceName(source: ImportSource): string {
  return source instanceof vscode.Uri ? nameOf(source) : source.name;
}

/** Arguments of commands are whatever was passed; undefined for what is no source. */
export function readSource(value: unknown): ImportSource | undefined {
  if (value instanceof vscode.Uri) return value;
  if (typeof value !== 'object' || value === null || !('bytes' in value) || !('name' in value))
    return undefined;
  const { name, bytes } = value;
  return typeof name === 'string' && bytes instanceof Uint8Array ? { name, bytes } : undefined;
}

/** Opens a source for the planner, which finds out what it is. Throws `file-missing`. */
export async function openInput(services: Services, source: ImportSource): Promise<ImportInput> {
  const scratch = await scratchFolder(services);
  if (!(source instanceof vscode.Uri)) return { name: source.name, file: bytesSource(source), scratch };
  const name = nameOf(source);
  const isWhole = await isFolder(source);
  // Stores follow no link; that what was chosen is one is the person's own choice.
  const real = await services.platform.realPlace(source);
  const folder = await services.openFolder(vscode.Uri.joinPath(real, '..'));
  const beside = { folder, name: nameOf(real) };
  if (isWhole) return { name, folder: await services.openFolder(real), beside, scratch };
  return { name, file: await fileSource(folder, beside.name), beside, scratch };
}

/**
 * What a source says of itself before it is read: undefined for a folder and for files that are no archive. Throws
 * `password-wrong`, `file-missing` and what damage there is on the way.
 */
export async function inspectSource(
  services: Services,
  source: ImportSource,
  password: string | undefined,
): Promise<Inspection | undefined> {
  const { file } = await openInput(services, source);
  if (file === undefined) return undefined;
  try {
    return await inspectArchive(file, { password }, await services.host());
  } catch (error) {
    // Records in a file by themselves are no archive, and can be imported all the same.
    if (LoomError.is(error, 'not-an-archive')) return undefined;
    throw error;
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) throw new LoomError('file-missing', { path: uri.fsPath });
    throw error;
  }
}

/** The extension's own folder: a preview writes nothing into the workspace. */
async function scratchFolder(services: Services): Promise<FileStore> {
  const store = await services.openFolder(services.context.globalStorageUri);
  await store.makeFolder('');
  return store;
}

function bytesSource({ name, bytes }: DroppedFile): ArchiveSource {
  return {
    path: name,
    size: bytes.length,
    // Read as a file is: in order, from where one likes.
    async *read({ start = 0, end = bytes.length } = {}) {
      await Promise.resolve();
      yield bytes.subarray(start, end);
    },
  };
}
