import * as vscode from 'vscode';
import { LoomError } from '../../core/errors';
import type { Memory, Services } from '../services';
import { refuseToWrite } from './refuseToWrite';

/** Folders of the workspace that could have a memory, and where it would lie. */
export function memoryless({ memories }: Services): readonly {
  readonly folder: vscode.WorkspaceFolder;
  readonly root: vscode.Uri;
}[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new LoomError('memory-missing', { path: vscode.l10n.t('this window') });
  return folders.flatMap((folder) => {
    const root = memories.rootOf(folder);
    return root === undefined ? [] : [{ folder, root }];
  });
}

/** Makes an empty memory. Undefined where nothing may be written; the person knows why then. */
export async function createMemory(services: Services, root: vscode.Uri): Promise<Memory | undefined> {
  if (await refuseToWrite(root)) return undefined;
  await vscode.workspace.fs.createDirectory(root);
  const memories = await services.memories.look();
  return memories.find(({ key }) => key === root.toString());
}
