import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PlanAction, PlanDocument, PlanItem } from '../../core/import/plan';
import type { Kind } from '../../core/store/records';
import { IMPORT_SCHEME } from '../contract';
import { DisposableStore } from '../disposables';
import { countProblems, format, inMarkdown, kindWord } from '../words';
import type { ImportModel, PlanEntry } from './model';
import { childrenOf, entriesOfNode, idOfNode, type ImportNode, type ListNode, type Topic } from './nodes';
import { actionWords, applyWords, countWords, MARKS } from './words';

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The letter of a row is a decoration of its own URI, which says what becomes of it. */
const MARK_AUTHORITY = 'row';

const TOPIC_ICONS: { readonly [Name in Topic]: string } = {
  invalid: 'error',
  problems: 'warning',
  loss: 'info',
  notes: 'note',
};

/** The rows of a plan: agents, their records and documents, and what else there is to say. */
export class ImportTree implements vscode.TreeDataProvider<ImportNode> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #disposables = new DisposableStore();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly model: ImportModel) {
    this.#disposables.add(this.#changed);
    this.#disposables.add(
      vscode.window.registerFileDecorationProvider({ provideFileDecoration: decorationOf }),
    );
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  getChildren(node?: ImportNode): ImportNode[] {
    return [...childrenOf(this.model, node)];
  }

  getParent(node: ImportNode): ImportNode | undefined {
    return node.type === 'record' ? { type: 'agent', agent: node.item.agent } : undefined;
  }

  getTreeItem(node: ImportNode): vscode.TreeItem {
    const item = this.#rowOf(node);
    item.id = idOfNode(node);
    return item;
  }

  #rowOf(node: ImportNode): vscode.TreeItem {
    switch (node.type) {
      case 'apply':
        return this.#applyRow();
      case 'agent':
        return this.#agentRow(node);
      case 'global':
        return this.#globalRow(node);
      case 'topic':
        return topicRow(node.topic, this.model.plan[node.topic].length);
      case 'page':
        return this.#pageRow(node.of, node.start, node.end);
      case 'record':
        return this.#recordRow(node, node.item);
      case 'document':
        return this.#documentRow(node, node.document);
      case 'fact':
        return this.#factRow(node.topic, node.index);
    }
  }

  #applyRow(): vscode.TreeItem {
    const label = applyWords(this.model.changes());
    const item = new vscode.TreeItem(label);
    item.contextValue = ';apply;';
    item.command = { command: 'loomMemory.importPlan.apply', title: label };
    if (vscode.workspace.isTrusted) {
      item.iconPath = new vscode.ThemeIcon('check');
    } else {
      item.iconPath = new vscode.ThemeIcon('workspace-untrusted');
      item.description = l10n.t('once you trust this workspace');
    }
    return item;
  }

  #agentRow(node: Extract<ImportNode, { readonly type: 'agent' }>): vscode.TreeItem {
    const { agent } = node;
    const items = this.model.itemsOf(agent);
    const counts = this.model.tally(items);
    const needsPerson = counts.conflict > 0;
    const item = new vscode.TreeItem(
      agent,
      needsPerson || this.model.agents.length === 1 ? Expanded : Collapsed,
    );
    item.description = countWords(counts);
    item.iconPath = new vscode.ThemeIcon('hubot');
    item.contextValue = `;group;${needsPerson ? 'conflicts;' : ''}`;
    const from = [...new Set(items.map((each) => each.from))].filter((name) => name !== agent);
    item.tooltip = new vscode.MarkdownString(
      [
        `**${inMarkdown(agent)}**`,
        inMarkdown(countWords(counts)),
        ...(from.length === 0 ? [] : [l10n.t('In the source: {0}', inMarkdown(from.join(', ')))]),
      ].join('\n\n'),
    );
    this.#addCheckbox(item, entriesOfNode(this.model, node), agent);
    return item;
  }

  #globalRow(node: ImportNode): vscode.TreeItem {
    const label = l10n.t('Global');
    const item = new vscode.TreeItem(label, Collapsed);
    const documents = entriesOfNode(this.model, node);
    item.description = countWords(this.model.tally(documents));
    item.iconPath = new vscode.ThemeIcon('globe');
    item.contextValue = ';group;';
    this.#addCheckbox(item, documents, label);
    return item;
  }

  #pageRow(of: ListNode, start: number, end: number): vscode.TreeItem {
    const label = `${format.number(start + 1)} – ${format.number(end)}`;
    const item = new vscode.TreeItem(label, Collapsed);
    if (of.type === 'agent') {
      const items = this.model.itemsOf(of.agent).slice(start, end);
      item.description = countWords(this.model.tally(items));
      item.contextValue = ';group;';
      this.#addCheckbox(item, items, label);
    }
    return item;
  }

  #recordRow(node: ImportNode, plan: PlanItem): vscode.TreeItem {
    const label = plan.title === '' ? plan.id : plan.title;
    const item = new vscode.TreeItem(label);
    item.resourceUri = markUri(plan.action, plan.key);
    item.description = plan.reason;
    item.iconPath = new vscode.ThemeIcon(KIND_ICONS[plan.kind]);
    item.tooltip = recordTooltip(plan);
    item.contextValue = contextOf('record', plan);
    item.accessibilityInformation = {
      label: [label, kindWord(plan.kind), actionWords(plan.action), plan.reason].join(', '),
    };
    item.command = showCommand(node);
    this.#addCheckbox(item, [plan], label);
    return item;
  }

  #documentRow(node: ImportNode, document: PlanDocument): vscode.TreeItem {
    const name = document.path.slice(document.path.lastIndexOf('/') + 1);
    const item = new vscode.TreeItem(name);
    item.resourceUri = markUri(document.action, document.key);
    item.description = document.reason;
    item.iconPath = new vscode.ThemeIcon('json');
    item.tooltip = `${document.path}: ${actionWords(document.action)}, ${document.reason}`;
    item.contextValue = contextOf('document', document);
    item.accessibilityInformation = {
      label: [name, actionWords(document.action), document.reason].join(', '),
    };
    item.command = showCommand(node);
    this.#addCheckbox(item, [document], name);
    return item;
  }

  #factRow(topic: Topic, index: number): vscode.TreeItem {
    const { plan } = this.model;
    const invalid = topic === 'invalid' ? plan.invalid[index] : undefined;
    if (invalid !== undefined) {
      const { agent, kind, id, pointer, detail } = invalid;
      const item = new vscode.TreeItem(id);
      item.description = `${pointer} ${detail}`;
      item.tooltip = `${agent}, ${kindWord(kind)} ${id}: ${pointer} ${detail}`;
      return item;
    }
    const fact = plan[topic][index];
    const text =
      typeof fact === 'string' ? fact : fact !== undefined && 'message' in fact ? fact.message : '';
    const item = new vscode.TreeItem(text);
    item.tooltip = text;
    return item;
  }

  /** A row of several is checked when any of them is written. */
  #addCheckbox(row: vscode.TreeItem, items: readonly PlanEntry[], label: string): void {
    const own = items.filter((item) => this.model.canCheck(item));
    if (own.length === 0) return;
    const checked = own.some((item) => this.model.isChecked(item));
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    row.checkboxState = {
      state: checked ? Checked : Unchecked,
      tooltip: checked ? l10n.t('Is imported') : l10n.t('Is not imported'),
      accessibilityInformation: { label, role: 'checkbox' },
    };
  }
}

const KIND_ICONS: { readonly [Name in Kind]: string } = {
  pattern: 'lightbulb',
  solution: 'tools',
  decision: 'law',
};

/** For menus: what it is, what becomes of it, what can be chosen. */
function contextOf(type: 'record' | 'document', { action, choices }: PlanEntry): string {
  return `;${type};${action};${choices.map((choice) => `can-${choice};`).join('')}`;
}

function topicRow(topic: Topic, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(
    topicWords(topic, count),
    topic === 'loss' || topic === 'notes' ? Collapsed : Expanded,
  );
  item.iconPath = new vscode.ThemeIcon(
    TOPIC_ICONS[topic],
    topic === 'invalid' || topic === 'problems' ? new vscode.ThemeColor('list.warningForeground') : undefined,
  );
  return item;
}

function topicWords(topic: Topic, count: number): string {
  switch (topic) {
    case 'invalid':
      return count === 1
        ? l10n.t('1 record breaks a rule of its kind')
        : l10n.t('{0} records break a rule of their kind', format.number(count));
    case 'problems':
      return countProblems(count);
    case 'loss':
      return l10n.t('What the source cannot carry');
    case 'notes':
      return l10n.t('Notes');
  }
}

function showCommand(node: ImportNode): vscode.Command {
  return { command: 'loomMemory.importPlan.showChange', title: l10n.t('Show Change'), arguments: [node] };
}

function recordTooltip(plan: PlanItem): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const { existingId } = plan;
  text.appendMarkdown(
    [
      `**${inMarkdown(plan.title === '' ? plan.id : plan.title)}**`,
      l10n.t('{0} {1} of {2}', kindWord(plan.kind), inMarkdown(plan.id), inMarkdown(plan.agent)),
      `${MARKS[plan.action].letter}: ${actionWords(plan.action)}. ${inMarkdown(plan.reason)}`,
      ...(existingId === undefined || existingId === plan.id
        ? []
        : [l10n.t('The one here: {0}', inMarkdown(existingId))]),
    ].join('\n\n'),
  );
  return text;
}

function markUri(action: PlanAction, key: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: IMPORT_SCHEME,
    authority: MARK_AUTHORITY,
    path: `/${key}`,
    query: action,
  });
}

function decorationOf(uri: vscode.Uri): vscode.FileDecoration | undefined {
  if (uri.scheme !== IMPORT_SCHEME || uri.authority !== MARK_AUTHORITY) return undefined;
  const action = (Object.keys(MARKS) as PlanAction[]).find((name) => name === uri.query);
  if (action === undefined) return undefined;
  const { letter, color } = MARKS[action];
  return new vscode.FileDecoration(letter, actionWords(action), new vscode.ThemeColor(color));
}
