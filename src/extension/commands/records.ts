import * as vscode from 'vscode';
import type { Explorer } from '../explorer/register';
import type { Node } from '../explorer/nodes';
import type { RecordTarget } from '../contract';
import { addressOf, pageUri, type PageAddress } from '../recordPage/address';
import { activeDocument, addressOfNode, showDocument } from '../recordPage/show';
import type { Memory, Services } from '../services';

type Target = RecordTarget | undefined;

/** Opens a record's page in the preview; a document of the store as text. */
export async function openRecord(explorer: Explorer, target: Target): Promise<void> {
  const address = targetAddress(target, explorer);
  if (address !== undefined) await showDocument(pageUri(address, address.type === 'file' ? 'json' : 'page'));
}

export async function openRawJson(explorer: Explorer, target: Target): Promise<void> {
  const address = targetAddress(target, explorer);
  if (address !== undefined) await showDocument(pageUri(address, 'json'));
}

/** Copies the page as Markdown, ready for an issue or a chat. */
export async function copyRecord(services: Services, explorer: Explorer, target: Target): Promise<void> {
  const address = targetAddress(target, explorer);
  if (address === undefined) return;
  await vscode.env.clipboard.writeText(await (await services.pages()).text(pageUri(address, 'page')));
  said(vscode.l10n.t('Copied as Markdown'));
}

/** Copies ids of records and names of agents, one a line. */
export async function copyId(
  explorer: Explorer,
  target: Target,
  selected: readonly Node[] | undefined,
): Promise<void> {
  const nodes = isNode(target) && selected?.includes(target) === true ? selected : [target];
  const ids = nodes.flatMap((node) => {
    if (isNode(node) && node.type === 'agent') return [node.agent];
    const address = targetAddress(node, explorer);
    return address?.type === 'record' ? [address.id] : [];
  });
  if (ids.length === 0) return;
  await vscode.env.clipboard.writeText(ids.join('\n'));
  said(
    ids.length === 1
      ? vscode.l10n.t('Copied {0}', ids[0] ?? '')
      : vscode.l10n.t('Copied {0} ids', ids.length),
  );
}

/** Shows the file that something lies in, in the explorer. */
export async function revealFile(services: Services, explorer: Explorer, target: Target): Promise<void> {
  const file = await fileOf(services, explorer, target);
  if (file !== undefined) await vscode.commands.executeCommand('revealInExplorer', file);
}

/** Opens a file of the store as text, decompressed when it is gzip, at the place of its problem. */
export async function openFile(node: Node | undefined): Promise<void> {
  if (node === undefined) return;
  const file = await pathOf(node);
  if (file === undefined) return;
  const { memory } = node;
  const uri = vscode.Uri.joinPath(memory.root, file);
  const gzip = await isGzip(memory, file);
  const document = await vscode.workspace.openTextDocument(
    gzip ? pageUri({ type: 'file', memory: memory.key, file }, 'json') : uri,
  );
  const options: vscode.TextDocumentShowOptions = { preview: true };
  if (node.type === 'problem' && node.problem.line !== undefined) {
    const at = new vscode.Position(node.problem.line - 1, Math.max(0, (node.problem.column ?? 1) - 1));
    options.selection = new vscode.Range(at, at);
  }
  await vscode.window.showTextDocument(document, options);
}

/** A command of the page's title has its document's URI, one of a menu its node; the palette means the active page. */
function targetAddress(target: Target, explorer: Explorer): PageAddress | undefined {
  const active = target ?? activeDocument();
  if (active instanceof vscode.Uri) return addressOf(active);
  const [node] = active === 'view' ? explorer.view.selection : [active];
  return node === undefined ? undefined : addressOfNode(node);
}

async function fileOf(
  services: Services,
  explorer: Explorer,
  target: Target,
): Promise<vscode.Uri | undefined> {
  if (isNode(target)) {
    const path = await pathOf(target);
    if (path !== undefined) return vscode.Uri.joinPath(target.memory.root, path);
  }
  const address = targetAddress(target, explorer);
  if (address === undefined || address.type === 'held') return undefined;
  const memory = (await services.memories.ready()).find((one) => one.key === address.memory);
  return memory === undefined ? undefined : vscode.Uri.joinPath(memory.root, address.file);
}

function isNode(target: Target): target is Node {
  return target !== undefined && target !== 'view' && !(target instanceof vscode.Uri);
}

/** Relative to the store; undefined for nodes that lie in no one file. */
async function pathOf(node: Node): Promise<string | undefined> {
  switch (node.type) {
    case 'memory':
      return '';
    case 'agent':
      return node.agent;
    case 'kind':
      return (await (await node.memory.catalogue()).agent(node.agent))?.records[node.kind][0]?.path;
    case 'record':
      return node.record.file;
    case 'document':
      return node.path;
    case 'global':
      return 'global';
    case 'archive':
      return (await (await node.memory.catalogue()).layout()).global['archived-decisions']?.[0]?.path;
    case 'problem':
      return node.problem.file;
    case 'page':
    case 'problems':
      return undefined;
  }
}

async function isGzip(memory: Memory, file: string): Promise<boolean> {
  const store = await memory.store();
  for await (const piece of store.files.read(file, { start: 0, end: 2 }))
    return piece[0] === 0x1f && piece[1] === 0x8b;
  return false;
}

function said(message: string): void {
  vscode.window.setStatusBarMessage(message, 3000);
}
