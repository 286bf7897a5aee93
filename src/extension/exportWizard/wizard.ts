import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { LoomError } from '../../core/errors';
import type { ExportOptions } from '../contract';
import type { Node } from '../explorer/nodes';
import { selectionOf } from '../explorer/selection';
import type { Memory, Services } from '../services';
import { Counting } from './counting';
import { requestOf, startDraft, type Draft, type Preselection } from './draft';
import { runExport } from './runExport';
import { askAnonymisation } from './steps/anonymisation';
import { askDestination } from './steps/destination';
import { askEncryption } from './steps/encryption';
import { askFilters } from './steps/filters';
import { askFormat } from './steps/format';
import { presetAnswers } from './steps/presets';
import { askScope } from './steps/scope';
import { STEPS, type Next, type StepName, type Wizard } from './steps/step';

/** What an export needs of its surroundings. */
type Surroundings = Pick<Wizard, 'services' | 'reviews'>;

const askers: { readonly [Step in StepName]: (wizard: Wizard) => Promise<Next> } = {
  scope: askScope,
  filters: askFilters,
  anonymisation: askAnonymisation,
  format: askFormat,
  encryption: askEncryption,
  destination: askDestination,
};

/** From the palette, the view's title, a keybinding. */
export async function exportMemoryOf(
  around: Surroundings,
  options: ExportOptions | undefined,
): Promise<void> {
  const { services } = around;
  const memory = await chooseMemory(services);
  if (memory === undefined) return;
  const draft = startDraft(services, memory, { agents: textList(options?.agents) });
  const preset = typeof options?.preset === 'string' ? options.preset : undefined;
  if (preset === undefined) {
    await go(around, draft, 'scope');
    return;
  }
  const answers = presetAnswers(services, preset);
  if (answers === undefined) {
    throw new LoomError('value-invalid', {
      option: 'preset',
      value: preset,
      wanted: l10n.t('the name of a preset'),
    });
  }
  draft.answers = answers;
  await go(around, draft, 'encryption');
}

/** From the context menu of the Memory view: what was selected there is what is chosen here. */
export async function exportSelection(
  around: Surroundings,
  node: Node | undefined,
  selected: readonly Node[] | undefined,
): Promise<void> {
  const selection = node === undefined ? undefined : selectionOf(node, selected);
  if (selection === undefined) {
    await exportMemoryOf(around, undefined);
    return;
  }
  const { memory, agents, kinds, ids }: Preselection & { memory: Memory } = selection;
  await go(around, startDraft(around.services, memory, { agents, kinds, ids }), 'scope');
}

/** Arguments of a keybinding are whatever a person wrote. */
function textList(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

async function chooseMemory(services: Services): Promise<Memory | undefined> {
  const memories = await services.memories.ready();
  const [first] = memories;
  if (first === undefined) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.name ?? l10n.t('this window');
    throw new LoomError('memory-missing', { path: folder });
  }
  if (memories.length === 1) return first;
  const picked = await vscode.window.showQuickPick(
    memories.map((memory) => ({ label: memory.name, description: memory.root.fsPath, memory })),
    { title: l10n.t('Export memory'), placeHolder: l10n.t('Which memory to export') },
  );
  return picked?.memory;
}

/** Asks from `first` on, exports, and comes back to a step when the export asks for other answers. */
async function go({ services, reviews }: Surroundings, draft: Draft, first: StepName): Promise<void> {
  // Settings that cannot be used are said now, not after six questions.
  await requestOf(services, draft, { dryRun: true });
  let from: StepName | undefined = first;
  while (from !== undefined) {
    // The background reading ends before the export begins: both would read the same files at the same time.
    const counting = new Counting(services, draft);
    let answered: boolean;
    try {
      answered = await ask({ services, reviews, draft, counting }, from);
    } finally {
      counting.dispose();
    }
    from = answered ? await runExport(services, draft) : undefined;
  }
}

/** True when every step has its answer. */
async function ask(wizard: Wizard, first: StepName): Promise<boolean> {
  let place = STEPS.indexOf(first);
  for (;;) {
    const step = STEPS[place];
    if (step === undefined) return true;
    const next = await askers[step](wizard);
    if (next === 'cancel') return false;
    if (next === 'next') place += 1;
    else if (next === 'back') place = Math.max(0, place - 1);
    else place = STEPS.indexOf(next);
  }
}
