import * as vscode from 'vscode';
import { LoomError } from '../../core/errors';
import { chooseOne } from '../exportWizard/quickInput';
import type { Memory, Services } from '../services';

/** The memory of the workspace, asked for where there are several; undefined when the question was dismissed. */
export async function chooseMemory(services: Services): Promise<Memory | undefined> {
  const memories = await services.memories.ready();
  const [only] = memories;
  if (only === undefined) throw new LoomError('memory-missing', { path: vscode.workspace.name ?? '' });
  if (memories.length === 1) return only;
  const outcome = await chooseOne(
    { title: vscode.l10n.t('Memory'), canGoBack: false },
    {
      placeholder: vscode.l10n.t('Which memory?'),
      rows: memories.map(({ key, name, root }) => ({ id: key, label: name, description: root.fsPath })),
    },
  );
  if (outcome.kind !== 'answer') return undefined;
  return memories.find(({ key }) => key === outcome.value.id);
}
