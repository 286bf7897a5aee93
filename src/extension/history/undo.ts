import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { planUndo, type UndoPlan } from '../../core/undo/planUndo';
import { undoOperation } from '../../core/undo/undoOperation';
import { losesAnything, operationWords } from '../../core/undo/undoText';
import { run } from '../contract';
import { chooseOne, type Row } from '../exportWizard/quickInput';
import { withProgress } from '../importWizard/makePlan';
import { userHash } from '../importWizard/userHash';
import type { Services } from '../services';
import { format } from '../words';
import { chooseMemory } from './chooseMemory';
import { retentionOf } from './retentionOf';

/** A list is for reading, not for scrolling. */
const MAX_NAMED = 50;

/** Takes back the last change of a memory, after it was shown what that does. Undoing it again is in the audit trail. */
export async function undoLast(services: Services): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    await askForTrust();
    return;
  }
  const memory = await chooseMemory(services);
  if (memory === undefined) return;
  const [host, store] = await Promise.all([services.host(), memory.writable()]);
  const plan = await withProgress(l10n.t('Looking at the last change'), (work) =>
    planUndo(host, store, undefined, work),
  );
  if (!(await isWanted(plan))) return;
  const { notes } = await withProgress(l10n.t('Taking the last change back'), async (work) =>
    undoOperation(host, store, plan, await userHash(services), work, { retention: retentionOf(memory) }),
  );
  await (await memory.catalogue()).refresh();
  await services.memories.look();
  for (const note of notes) services.log.info(note);
  void tell(services, plan);
}

async function askForTrust(): Promise<void> {
  const manage = l10n.t('Manage Workspace Trust');
  const message = l10n.t(
    'This workspace is in Restricted Mode: its memory can be changed once you trust it.',
  );
  if ((await vscode.window.showWarningMessage(message, manage)) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
}

async function isWanted(plan: UndoPlan): Promise<boolean> {
  const loses = losesAnything(plan);
  const lost: readonly Omit<Row, 'id'>[] = [
    ...plan.lost.map(({ title, id, agent, change }) => ({
      label: title === '' ? id : title,
      description: `${agent}, ${changeWord(change)}`,
    })),
    ...plan.lostFiles.map((path) => ({ label: path, description: changeWord('changed') })),
  ];
  const files: readonly Omit<Row, 'id'>[] = plan.files.map(({ path, action }) => ({
    label: path,
    description: action === 'remove' ? l10n.t('is removed') : l10n.t('is put back'),
  }));
  const outcome = await chooseOne<Row>(
    { title: l10n.t('Undo: {0}', operationWords(plan)), canGoBack: false },
    {
      placeholder: lossWords(lost.length),
      active: loses ? 'keep' : 'undo',
      rows: [
        { id: 'undo', label: loses ? l10n.t('Take it back and lose what follows') : l10n.t('Take it back') },
        { id: 'keep', label: l10n.t('Leave everything as it is') },
        ...named(l10n.t('Would be lost'), lost),
        ...named(l10n.t('Files'), files),
      ],
    },
  );
  return outcome.kind === 'answer' && outcome.value.id === 'undo';
}

/** Rows to read, under a heading; none where there is nothing to name. */
function named(heading: string, rows: readonly Omit<Row, 'id'>[]): readonly Row[] {
  if (rows.length === 0) return [];
  return [
    { id: heading, label: heading, kind: vscode.QuickPickItemKind.Separator },
    ...rows.slice(0, MAX_NAMED).map((row, place) => ({ id: `${heading} ${String(place)}`, ...row })),
  ];
}

function lossWords(count: number): string {
  if (count === 0) return l10n.t('Nothing has changed in these files since');
  return count === 1
    ? l10n.t('1 change was made since, and would be lost')
    : l10n.t('{0} changes were made since, and would be lost', format.number(count));
}

function changeWord(change: UndoPlan['lost'][number]['change']): string {
  const words: Readonly<Record<typeof change, string>> = {
    added: l10n.t('added since'),
    changed: l10n.t('changed since'),
    removed: l10n.t('removed since'),
  };
  return words[change];
}

async function tell(services: Services, plan: UndoPlan): Promise<void> {
  const show = l10n.t('Show Audit Trail');
  const message = l10n.t('Took back: {0}.', operationWords(plan));
  try {
    if ((await vscode.window.showInformationMessage(message, show)) === show)
      await run(vscode.commands, 'loomMemory.showAudit');
  } catch (error) {
    await services.fail(error);
  }
}
