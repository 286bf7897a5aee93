import * as vscode from 'vscode';
import { settingAsItStands } from '../contract';
import { ANONYMISATION_SETTINGS, decisionEntry } from '../exportWizard/anonymisationSettings';
import type { Services } from '../services';
import type { ReviewSession } from './session';

/**
 * Writes what a review decided for good into the workspace's settings: own rules beside those that stand there, decisions
 * in their place. Nothing in Restricted Mode, where the workspace's are not read. A settings file that cannot be written
 * is said; the export goes on with what was decided.
 */
export async function keepLasting(services: Services, session: ReviewSession): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const { folder } = session.memory;
  const settings = vscode.workspace.getConfiguration(undefined, folder);
  const target =
    vscode.workspace.workspaceFile === undefined
      ? vscode.ConfigurationTarget.Workspace
      : vscode.ConfigurationTarget.WorkspaceFolder;
  const write = async (key: string, before: readonly unknown[], after: readonly unknown[]): Promise<void> => {
    if (JSON.stringify(before) !== JSON.stringify(after)) await settings.update(key, after, target);
  };
  const listIn = (key: (typeof ANONYMISATION_SETTINGS)['rules' | 'decisions']): readonly unknown[] => {
    const value = settingAsItStands(vscode.workspace, key, folder);
    return Array.isArray(value) ? value : [];
  };
  const { rules, decisions } = ANONYMISATION_SETTINGS;
  const added = session.addedRules.filter(({ lasting }) => lasting).map(({ rule }) => rule);
  try {
    await write(rules, listIn(rules), [...listIn(rules), ...added]);
    await write(decisions, listIn(decisions), session.model.decisions.lasting().map(decisionEntry));
  } catch (error) {
    await services.fail(error);
  }
}
