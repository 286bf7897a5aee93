import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { importCommand } from '../../core/export/reportText';
import { LoomError } from '../../core/errors';
import { MANIFEST_VIEW_TYPE } from '../contract';
import type { Services } from '../services';

/** What is to happen in a viewer that is about to open: told to its session, once. */
export interface Handover {
  /** Opens an encrypted bundle without asking: the person typed this password a moment ago. */
  readonly password?: string | undefined;
  readonly verify?: boolean | undefined;
}

/** What waits for the viewer of a file, by its URI. A session takes its entry out when it begins. */
export class Handovers {
  readonly #waiting = new Map<string, Handover>();
  readonly #arrived = new vscode.EventEmitter<vscode.Uri>();
  /** Something waits for a viewer that may be open already. */
  readonly onDidArrive = this.#arrived.event;

  leave(file: vscode.Uri, handover: Handover): void {
    this.#waiting.set(file.toString(), handover);
    this.#arrived.fire(file);
  }

  take(file: vscode.Uri): Handover | undefined {
    const waiting = this.#waiting.get(file.toString());
    this.#waiting.delete(file.toString());
    return waiting;
  }
}

const handoversOf = new WeakMap<Services, Handovers>();

/** One register a window: the services are made once by `activate`. */
export function handovers(services: Services): Handovers {
  const known = handoversOf.get(services);
  if (known !== undefined) return known;
  const made = new Handovers();
  handoversOf.set(services, made);
  return made;
}

export async function openInViewer(
  services: Services,
  file: vscode.Uri,
  handover: Handover = {},
): Promise<void> {
  handovers(services).leave(file, handover);
  await vscode.commands.executeCommand('vscode.openWith', file, MANIFEST_VIEW_TYPE, { preview: false });
}

/** Shows a file where the person works: in the explorer when the workspace holds it, else in the system's file manager. */
export async function revealBundle(file: vscode.Uri): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(file) !== undefined) {
    await vscode.commands.executeCommand('revealInExplorer', file);
  } else if (vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined) {
    await vscode.commands.executeCommand('revealFileInOS', file);
  } else {
    await vscode.env.clipboard.writeText(file.fsPath);
    void vscode.window.showInformationMessage(
      l10n.t('This window cannot show {0} in a file manager. Its path is in the clipboard.', file.fsPath),
    );
  }
}

export function nameOf(file: vscode.Uri): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}

export async function copyImportCommand(file: vscode.Uri): Promise<void> {
  await vscode.env.clipboard.writeText(importCommand(nameOf(file), true));
  vscode.window.setStatusBarMessage(l10n.t('Import command copied.'), 4000);
}

/** The bundle that a command means: its argument, the viewer in front, else the one the person picks. */
export async function bundleFor(argument: unknown): Promise<vscode.Uri | undefined> {
  if (argument instanceof vscode.Uri) return argument;
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const input: unknown = activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === MANIFEST_VIEW_TYPE) return input.uri;
  return askForBundle();
}

export async function askForBundle(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [picked] =
    (await vscode.window.showOpenDialog({
      ...(folder !== undefined && { defaultUri: folder }),
      title: l10n.t('Open a bundle'),
      openLabel: l10n.t('Open'),
      filters: {
        [l10n.t('Bundles and exports')]: ['gz', 'tgz', 'enc', 'json', 'md'],
        [l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  return picked;
}

/** Throws `file-missing` before an editor opens on nothing. */
export async function mustExist(file: vscode.Uri): Promise<vscode.Uri> {
  try {
    await vscode.workspace.fs.stat(file);
  } catch (error) {
    if (error instanceof vscode.FileSystemError) throw new LoomError('file-missing', { path: file.fsPath });
    throw error;
  }
  return file;
}
