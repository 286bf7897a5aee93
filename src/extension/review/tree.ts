import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { categoryTitle } from '../categoryNames';
import { format, inMarkdown, kindWord } from '../words';
import type { Action, Outcome } from './decisions';
import type { ReviewItem, Tally } from './model';
import { childrenOf, idOfNode, itemsOfNode, type ReviewNode } from './nodes';
import type { ReviewSession } from './session';

const icons: { readonly [Name in Action]: vscode.ThemeIcon } = {
  accept: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  reject: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('editorWarning.foreground')),
  edit: new vscode.ThemeIcon('edit', new vscode.ThemeColor('editorInfo.foreground')),
};

/** The rows of a review: categories, their agents, what was found there. */
export class ReviewTree implements vscode.TreeDataProvider<ReviewNode> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly session: ReviewSession) {}

  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    return [...childrenOf(this.session.model, this.session.isReady, node)];
  }

  /** Only rows of the first level are ever revealed. */
  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: ReviewNode): vscode.TreeItem {
    switch (node.type) {
      case 'continue':
        return this.#continueRow();
      case 'category':
        return this.#groupRow(node, categoryTitle(node.category), 'category');
      case 'agent':
        return this.#groupRow(node, node.agent, 'agent');
      case 'page':
        return this.#groupRow(node, rangeWords(node.start, node.end), 'page');
      case 'item':
        return this.#itemRow(node);
    }
  }

  #continueRow(): vscode.TreeItem {
    const item = new vscode.TreeItem(l10n.t('Continue the export'));
    item.id = 'continue';
    item.description = replacedWords(this.session.model.tally());
    item.iconPath = new vscode.ThemeIcon('arrow-right');
    item.contextValue = ';continue;';
    item.command = { command: 'loomMemory.review.continue', title: l10n.t('Continue the export') };
    return item;
  }

  #groupRow(node: ReviewNode, label: string, type: 'category' | 'agent' | 'page'): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const tally = this.session.model.tally(itemsOfNode(this.session.model, node));
    const item = new vscode.TreeItem(label, type === 'category' ? Expanded : Collapsed);
    item.id = idOfNode(node);
    item.description = replacedWords(tally);
    item.contextValue = `;group;${type};${tally.accept > 0 ? 'someAccepted;' : ''}${tally.reject > 0 ? 'someRejected;' : ''}`;
    item.checkboxState = checkbox(tally.accept + tally.edit > 0, label);
    return item;
  }

  #itemRow(node: ReviewNode & { readonly type: 'item' }): vscode.TreeItem {
    const { hit, record, masked } = node.item;
    const outcome = this.session.model.decisions.outcome(hit);
    const label = itemLabel(node.item, outcome);
    const item = new vscode.TreeItem(label);
    item.id = idOfNode(node);
    item.description = [...outcomeWords(outcome), hit.rule, record.title].join(' · ');
    item.tooltip = tooltip(node.item, outcome);
    item.iconPath = icons[outcome.action];
    item.contextValue = `;item;${outcome.action};${outcome.lasting ? 'lasting;' : ''}`;
    item.checkboxState = checkbox(outcome.action !== 'reject', masked);
    item.accessibilityInformation = { label: [label, item.description].join(', ') };
    item.command = {
      command: 'loomMemory.review.showChange',
      title: l10n.t('Show Change'),
      arguments: [node],
    };
    return item;
  }
}

/** "sk_l…c123 → REDACTED_API_KEY_…"; what stays as it is has no arrow. */
function itemLabel({ masked }: ReviewItem, { action, replacement }: Outcome): string {
  return action === 'reject' ? masked : `${masked} → ${replacement === '' ? '""' : replacement}`;
}

function outcomeWords({ action, lasting, by }: Outcome): readonly string[] {
  if (lasting) {
    const always = action === 'reject' ? l10n.t('never') : l10n.t('always');
    return [by === 'rule' ? l10n.t('{0}, by rule', always) : always];
  }
  switch (action) {
    case 'accept':
      return [];
    case 'reject':
      return [l10n.t('stays')];
    case 'edit':
      return [l10n.t('edited')];
  }
}

/** "27"; "24 of 27 replaced" once something is left as it is. */
export function replacedWords({ accept, reject, edit }: Tally): string {
  const replaced = accept + edit;
  return reject === 0
    ? format.number(replaced)
    : l10n.t('{0} of {1} replaced', format.number(replaced), format.number(replaced + reject));
}

/** "201 – 400", from places that count from 0. */
export function rangeWords(start: number, end: number): string {
  return `${format.number(start + 1)} – ${format.number(end)}`;
}

function checkbox(checked: boolean, label: string): NonNullable<vscode.TreeItem['checkboxState']> {
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return {
    state: checked ? Checked : Unchecked,
    tooltip: checked ? l10n.t('Is replaced') : l10n.t('Stays as it is'),
    accessibilityInformation: { label, role: 'checkbox' },
  };
}

function tooltip({ hit, record, masked }: ReviewItem, outcome: Outcome): vscode.MarkdownString {
  const kind = record.kind === 'document' ? l10n.t('document') : kindWord(record.kind);
  const text = new vscode.MarkdownString();
  text.appendMarkdown(
    [
      `${inMarkdown(masked)} → ${inMarkdown(outcome.replacement)}`,
      l10n.t('Rule: {0}', inMarkdown(hit.rule)),
      l10n.t('In: {0}, {1} of {2}', inMarkdown(record.title), kind, inMarkdown(record.agent)),
      l10n.t('At: {0}', inMarkdown(hit.pointer)),
      ...outcomeWords(outcome).map((words) => l10n.t('Decision: {0}', words)),
    ].join('\n\n'),
  );
  return text;
}
