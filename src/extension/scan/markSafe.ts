import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { RedactionDecision } from '../../core/anonymise/choices';
import { settingAsItStands } from '../contract';
import { ANONYMISATION_SETTINGS, decisionEntry } from '../exportWizard/anonymisationSettings';
import type { Services } from '../services';

/**
 * Keeps in the settings of the workspace that a value may stay where it is: its fingerprint, never itself. Exports leave
 * it too. False when nothing was written: in Restricted Mode, where the workspace's settings are not read, or when a
 * settings file refuses.
 */
export async function markSafe(services: Services, fingerprint: string): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(
      l10n.t('Trust this workspace first: in Restricted Mode its decisions are not read.'),
    );
    return false;
  }
  const key = ANONYMISATION_SETTINGS.decisions;
  const decision: RedactionDecision = {
    target: { kind: 'value', fingerprint },
    action: 'reject',
    lasting: true,
  };
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [folder] = folders;
  // One folder's settings serve a window of one; of several the workspace file's own do.
  const settings = vscode.workspace.getConfiguration(undefined, folders.length === 1 ? folder : undefined);
  const before = settingAsItStands(vscode.workspace, key, folders.length === 1 ? folder : undefined);
  const kept: readonly unknown[] = Array.isArray(before) ? before : [];
  try {
    await settings.update(key, [...kept, decisionEntry(decision)], vscode.ConfigurationTarget.Workspace);
    return true;
  } catch (error) {
    await services.fail(error);
    return false;
  }
}
