import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Choice } from '../../core/import/plan';
import { chooseOne, type Row } from '../exportWizard/quickInput';
import type { ImportPlanArguments } from '../contract';
import type { Services } from '../services';
import { format } from '../words';
import { importAddress, type Side } from './address';
import { applyPlan } from './applyPlan';
import type { Imports, OpenImport } from './imports';
import type { PlanEntry } from './model';
import { entriesOfNode, type ImportNode } from './nodes';
import { showEntry } from './showChange';
import { choiceWords, countConflicts } from './words';

/** Commands of the open plan; without one they do nothing, since no menu shows them then. */
export class ImportCommands {
  constructor(
    private readonly services: Services,
    private readonly imports: Imports,
  ) {}

  async apply(): Promise<void> {
    const { current } = this.imports;
    if (current !== undefined) await applyPlan(this.services, this.imports, current);
  }

  async close(): Promise<void> {
    await this.imports.current?.close();
  }

  async showChange(target: ImportPlanArguments, right?: Side): Promise<void> {
    const { current } = this.imports;
    if (current === undefined) return;
    const [entry] = entriesOf(current, target);
    if (entry !== undefined) await showEntry(current, entry, { right, focus: isInEditor(target) });
  }

  /** Opens the next conflict after the one in front, else the first. */
  async nextConflict(): Promise<void> {
    const { current } = this.imports;
    if (current === undefined) return;
    const conflicts = current.model.agents.flatMap((agent) =>
      current.model.itemsOf(agent).filter(({ action }) => action === 'conflict'),
    );
    const shown = entriesOf(current, [])[0];
    const all = current.model.agents.flatMap((agent) => current.model.itemsOf(agent));
    const after = shown === undefined ? [] : all.slice(all.findIndex((item) => item === shown) + 1);
    const next = after.find(({ action }) => action === 'conflict') ?? conflicts[0];
    if (next === undefined) {
      vscode.window.setStatusBarMessage(l10n.t('No conflict is left.'), 4000);
      return;
    }
    await showEntry(current, next, { focus: true });
  }

  /** Decides about what is selected or in front, and shows there what came of it. */
  async choose(choice: Choice, target: ImportPlanArguments): Promise<void> {
    const { current } = this.imports;
    if (current === undefined) return;
    const items = entriesOf(current, target);
    await this.#decide(current, items, choice, isInEditor(target));
  }

  /** Checks or unchecks, as Space does in other lists with boxes. */
  toggle(target: ImportPlanArguments): Promise<void> {
    const { current } = this.imports;
    if (current === undefined) return Promise.resolve();
    const { model } = current;
    const items = entriesOf(current, target).filter((item) => model.canCheck(item));
    model.check(items, !items.some((item) => model.isChecked(item)));
    current.redraw();
    return Promise.resolve();
  }

  /** Asks what becomes of it; the way by keyboard. */
  async askChoice(target: ImportPlanArguments): Promise<void> {
    const { current } = this.imports;
    if (current === undefined) return;
    const items = entriesOf(current, target);
    const choices = choicesOf(items);
    const [first] = items;
    if (first === undefined || choices.length === 0) {
      vscode.window.setStatusBarMessage(l10n.t('There is nothing to decide here.'), 4000);
      return;
    }
    const title = items.length === 1 ? nameOf(first) : l10n.t('{0} entries', format.number(items.length));
    const choice = await pickChoice(title, choices, first.choice);
    if (choice !== undefined) await this.#decide(current, items, choice, isInEditor(target));
  }

  /** What was decided about one conflict becomes the decision of all that are left. */
  async sameForAll(target: ImportPlanArguments): Promise<void> {
    const { current } = this.imports;
    if (current === undefined) return;
    const [item] = entriesOf(current, target);
    const conflicts = current.model.conflicts();
    if (conflicts.length === 0) {
      vscode.window.setStatusBarMessage(l10n.t('No conflict is left.'), 4000);
      return;
    }
    const title = countConflicts(conflicts.length);
    const choice = item?.choice ?? (await pickChoice(title, choicesOf(conflicts), undefined));
    if (choice === undefined) return;
    const changed = current.model.decideConflicts(choice);
    current.redraw();
    vscode.window.setStatusBarMessage(
      l10n.t('{0}: {1} decided.', choiceWords(choice).label, format.number(changed)),
      4000,
    );
  }

  async #decide(
    current: OpenImport,
    items: readonly PlanEntry[],
    choice: Choice,
    inEditor: boolean,
  ): Promise<void> {
    current.model.decide(items, choice);
    current.redraw();
    const [item] = items;
    // The diff that was decided in shows what was chosen.
    if (inEditor && item !== undefined)
      await showEntry(current, item, { right: choice === 'merge' ? 'merged' : 'incoming', focus: true });
  }
}

async function pickChoice(
  title: string,
  choices: readonly Choice[],
  active: Choice | undefined,
): Promise<Choice | undefined> {
  const outcome = await chooseOne<Row>(
    { title, canGoBack: false },
    {
      placeholder: l10n.t('What becomes of it'),
      rows: choices.map((choice) => {
        const { label, detail, icon } = choiceWords(choice);
        return { id: choice, label: `$(${icon}) ${label}`, detail };
      }),
      active,
    },
  );
  return outcome.kind === 'answer' ? choices.find((choice) => choice === outcome.value.id) : undefined;
}

/** What can be chosen for any of them, in the order of the first. */
function choicesOf(items: readonly PlanEntry[]): readonly Choice[] {
  return [...new Set(items.flatMap((item) => item.choices))];
}

function nameOf(entry: PlanEntry): string {
  if ('path' in entry) return entry.path;
  return entry.title === '' ? entry.id : entry.title;
}

function isInEditor([target]: ImportPlanArguments): boolean {
  return target === undefined || target instanceof vscode.Uri;
}

/** The rows of a menu when they are selected together, the row of a button, or, from a key, what is selected. */
function nodesOf({ view }: OpenImport, [target, selected]: ImportPlanArguments): readonly ImportNode[] {
  if (target === 'view') return view.selection;
  if (target === undefined || target instanceof vscode.Uri) return [];
  return selected?.includes(target) === true ? selected : [target];
}

function entriesOf(current: OpenImport, target: ImportPlanArguments): readonly PlanEntry[] {
  if (!isInEditor(target)) {
    return [...new Set(nodesOf(current, target).flatMap((node) => entriesOfNode(current.model, node)))];
  }
  const [uri = vscode.window.activeTextEditor?.document.uri] = target;
  const address = uri instanceof vscode.Uri ? importAddress(uri) : undefined;
  if (address?.plan !== current.number) return [];
  const entry = current.model.item(address.key) ?? current.model.document(address.key);
  return entry === undefined ? [] : [entry];
}
