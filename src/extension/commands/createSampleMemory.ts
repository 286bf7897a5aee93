import * as vscode from 'vscode';
import { LoomError } from '../../core/errors';
import type { FileStore } from '../../core/ports';
import { run } from '../contract';
import { systemClock } from '../host/surroundings';
import type { Services } from '../services';
import { sampleMemory } from './sampleMemory';

/** Writes a small memory into a folder that has none, for trying things out; offers to remove it again. */
export async function createSampleMemory(services: Services): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const root = services.memories.rootOf(folder);
  if (root === undefined) throw new LoomError('memory-missing', { path: folder.uri.fsPath });
  const store = await services.openFolder(root);
  // Even an empty or damaged memory is a memory: nothing is ever written over it.
  if ((await store.stat('')) !== undefined) throw new LoomError('output-exists', { path: store.root });
  const files = sampleMemory(systemClock.now());
  await write(store, files);
  await services.memories.look();
  await run(vscode.commands, 'loomMemory.showMemory');
  offerRemoval(services, store, root, [...files.keys()]);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  const [folder] = folders;
  if (folder === undefined) await vscode.commands.executeCommand('workbench.action.files.openFolder');
  return folder;
}

async function write(store: FileStore, files: ReadonlyMap<string, string>): Promise<void> {
  try {
    for (const [path, text] of files) {
      await store.makeFolder(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
      const writer = await store.write(path, { replace: false });
      await writer.append(new TextEncoder().encode(text));
      await writer.commit();
    }
  } catch (error) {
    // All or nothing: half a sample would look like a damaged memory.
    for (const path of files.keys()) await store.remove(path);
    throw error;
  }
}

function offerRemoval(
  services: Services,
  store: FileStore,
  root: vscode.Uri,
  files: readonly string[],
): void {
  const remove = vscode.l10n.t('Remove It');
  const answered = async (): Promise<void> => {
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('Created a sample memory of 3 agents in {0}.', store.root),
      remove,
    );
    if (answer !== remove) return;
    // What was added meanwhile is no sample and stays, with the folders it lies in.
    for (const file of files) await store.remove(file);
    for (const { name } of await store.list(''))
      if ((await store.list(name)).length === 0) await store.remove(name);
    if ((await store.list('')).length === 0) await vscode.workspace.fs.delete(root, { recursive: true });
    await services.memories.look();
  };
  answered().catch((error: unknown) => services.fail(error));
}
