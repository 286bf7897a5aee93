import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PlanDocument, PlanItem } from '../../core/import/plan';
import { documentUri, recordUri, type Side } from './address';
import type { OpenImport } from './imports';
import type { PlanEntry } from './model';

/** How an editor opens: `focus` leaves the list for it. */
export interface ShowOptions {
  /** What stands right of the record here; what fits the decision when absent. */
  readonly right?: Side | undefined;
  readonly focus?: boolean | undefined;
}

/** Opens what an item or document is about. */
export function showEntry(current: OpenImport, entry: PlanEntry, options?: ShowOptions): Promise<void> {
  return 'path' in entry ? showDocument(current, entry, options) : showItem(current, entry, options);
}

/** Opens what an item is about: a diff of the record here with the incoming or merged one, or the only side there is. */
async function showItem(
  current: OpenImport,
  item: PlanItem,
  { right, focus = false }: ShowOptions = {},
): Promise<void> {
  const { existing, incoming, merged } = await current.plan.compare(item.key);
  const uri = (side: Side): vscode.Uri => recordUri(item, current.number, side);
  const title = item.title === '' ? item.id : item.title;
  if (existing !== undefined && incoming !== undefined && item.action !== 'same') {
    const shown = right ?? rightOf(item);
    const side = shown === 'merged' && merged === undefined ? 'incoming' : shown;
    await showDiff(uri('existing'), uri(side), comparisonTitle(title, item.agent, side), focus);
  } else {
    await showOne(uri(incoming === undefined ? 'existing' : 'incoming'), focus);
  }
}

/** Opens a document as it is here and as it comes or would be merged; or the only side there is. */
async function showDocument(
  current: OpenImport,
  document: PlanDocument,
  { right, focus = false }: ShowOptions = {},
): Promise<void> {
  const uri = (side: Side): vscode.Uri => documentUri(document, current.number, side);
  const planned = current.plan.documents.find(({ key }) => key === document.key);
  if (planned?.version('incoming') === undefined) await showOne(uri('existing'), focus);
  else if (planned.file === undefined) await showOne(uri('incoming'), focus);
  else {
    const shown = right ?? rightOf(document);
    const side = shown === 'merged' && planned.version('merged') === undefined ? 'incoming' : shown;
    const title =
      side === 'merged'
        ? l10n.t('{0}: here and merged', document.path)
        : l10n.t('{0}: here and incoming', document.path);
    await showDiff(uri('existing'), uri(side), title, focus);
  }
}

function rightOf({ action }: PlanEntry): Side {
  return action === 'merge' ? 'merged' : 'incoming';
}

function comparisonTitle(title: string, agent: string, right: Side): string {
  return right === 'merged'
    ? l10n.t('{0} ({1}): here and merged', title, agent)
    : l10n.t('{0} ({1}): here and incoming', title, agent);
}

async function showDiff(left: vscode.Uri, right: vscode.Uri, title: string, focus: boolean): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', left, right, title, {
    preview: true,
    preserveFocus: !focus,
  } satisfies vscode.TextDocumentShowOptions);
}

async function showOne(uri: vscode.Uri, focus: boolean): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri, {
    preview: true,
    preserveFocus: !focus,
  } satisfies vscode.TextDocumentShowOptions);
}
