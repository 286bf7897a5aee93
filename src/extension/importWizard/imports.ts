import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PlannedImport } from '../../core/import/plannedImport';
import { IMPORT_VIEW_ID, setContext } from '../contract';
import { DisposableStore } from '../disposables';
import { importAddress } from './address';
import type { ImportSubject } from './draft';
import { ImportModel, type Decisions } from './model';
import { entriesOfNode, type ImportNode } from './nodes';
import { sourceName } from './source';
import { textOf } from './texts';
import { ImportTree } from './tree';
import { countWords } from './words';

/** What is open: one plan at a time. */
export interface OpenImport {
  readonly number: number;
  readonly subject: ImportSubject;
  readonly plan: PlannedImport;
  readonly model: ImportModel;
  readonly view: vscode.TreeView<ImportNode>;
  /** Draws everything again: something was decided. */
  redraw(): void;
  /** Takes the view and all that was read away. */
  close(): Promise<void>;
}

/** Opens and closes plans, and gives the text of what they compare. */
export class Imports {
  #current: OpenImport | undefined;
  #last = 0;

  get current(): OpenImport | undefined {
    return this.#current;
  }

  /** Shows a plan, with what was decided in another one of the same source. A plan that is open already is closed. */
  async open(subject: ImportSubject, plan: PlannedImport, decisions: Decisions = new Map()): Promise<void> {
    await this.#current?.close();
    const model = new ImportModel(plan);
    model.takeDecisions(decisions);
    const disposables = new DisposableStore();
    const tree = disposables.add(new ImportTree(model));
    await setContext(vscode.commands, 'loomMemory.importing', stateOf(model));
    const view = disposables.add(
      vscode.window.createTreeView(IMPORT_VIEW_ID, {
        treeDataProvider: tree,
        canSelectMany: true,
        showCollapseAll: true,
        manageCheckboxStateManually: true,
      }),
    );
    this.#last += 1;
    const opened: OpenImport = {
      number: this.#last,
      subject,
      plan,
      model,
      view,
      redraw: () => {
        this.#draw(opened, tree);
      },
      close: () => this.#close(opened, disposables),
    };
    this.#current = opened;
    disposables.add(
      view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items) {
          model.check(entriesOfNode(model, node), state === vscode.TreeItemCheckboxState.Checked);
        }
        opened.redraw();
      }),
    );
    disposables.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        opened.redraw();
      }),
    );
    opened.redraw();
    await vscode.commands.executeCommand(`${IMPORT_VIEW_ID}.focus`);
  }

  /** The text of one side of a record or document. One that cannot be shown gives a text that says why. */
  async text(uri: vscode.Uri): Promise<string> {
    const address = importAddress(uri);
    const current = this.#current;
    if (address === undefined || current?.number !== address.plan) return l10n.t('This plan is closed.');
    return textOf(current, address);
  }

  #draw({ model, subject, view }: OpenImport, tree: ImportTree): void {
    view.description = l10n.t('{0} into {1}', sourceName(subject.source), subject.memory.name);
    view.message = messageWords(model);
    tree.refresh();
    void setContext(vscode.commands, 'loomMemory.importing', stateOf(model));
  }

  /** The view goes, and with it every tab that showed what was read. */
  async #close(opened: OpenImport, disposables: DisposableStore): Promise<void> {
    if (this.#current !== opened) return;
    this.#current = undefined;
    disposables.dispose();
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: open }) => open).filter(isOfImport);
    await vscode.window.tabGroups.close(tabs);
    await setContext(vscode.commands, 'loomMemory.importing', 'closed');
    await opened.plan.dispose();
  }
}

function stateOf(model: ImportModel): 'conflicts' | 'ready' {
  return model.conflicts().length > 0 ? 'conflicts' : 'ready';
}

function isOfImport({ input }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputTextDiff) return importAddress(input.modified) !== undefined;
  return input instanceof vscode.TabInputText && importAddress(input.uri) !== undefined;
}

/** "214 to add, 6 same, 2 conflicts. Nothing is written before you apply." */
function messageWords(model: ImportModel): string {
  const counts = countWords(model.tally());
  if (counts === '' && model.changes() === 0) return l10n.t('The source holds nothing for this memory.');
  const first = counts === '' ? l10n.t('No records') : counts;
  if (model.changes() > 0) return l10n.t('{0}. Nothing is written before you apply.', first);
  return model.conflicts().length > 0
    ? l10n.t('{0}. Decide what becomes of them.', first)
    : l10n.t('{0}. There is nothing to do.', first);
}
