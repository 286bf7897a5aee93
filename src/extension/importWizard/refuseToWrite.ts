import * as vscode from 'vscode';
import { l10n } from 'vscode';

/** True when nothing may be written at a place: then the person has been told why, and what to do. */
export async function refuseToWrite(place: vscode.Uri): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    const manage = l10n.t('Manage Workspace Trust');
    const picked = await vscode.window.showWarningMessage(
      l10n.t(
        'This workspace is in Restricted Mode: an import can be looked at, and applied once you trust it.',
      ),
      manage,
    );
    if (picked === manage) await vscode.commands.executeCommand('workbench.trust.manage');
    return true;
  }
  if (vscode.workspace.fs.isWritableFileSystem(place.scheme) === false) {
    await vscode.window.showErrorMessage(
      l10n.t(
        '{0} lies in a file system that cannot be written to. Open a copy of the folder to import into it.',
        place.path,
      ),
    );
    return true;
  }
  return false;
}
