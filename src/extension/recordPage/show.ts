import * as vscode from 'vscode';
import { LoomError } from '../../core/errors';
import { readText } from '../../core/store/text';
import { parseTime } from '../../core/store/times';
import type { StoredRecord } from '../../core/store/records';
import type { Store } from '../../core/store/store';
import type { Catalogue } from '../catalogue';
import type { Node } from '../explorer/nodes';
import { systemClock } from '../host/surroundings';
import type { Memories } from '../memories';
import type { Memory } from '../services';
import { isLoomError, sentenceOf } from '../speak';
import { format, kindWord } from '../words';
import {
  addressOf,
  formOf,
  pageUri,
  type FileAddress,
  type PageAddress,
  type RecordAddress,
} from './address';
import { indentJson } from './indentJson';
import { renderRecordPage } from './render';

/** The editor that the built-in Markdown support registers for its preview. */
const PREVIEW = 'vscode.markdown.preview.editor';
/** Records handed over that stay open; the oldest goes when there are more. */
const MAX_HELD = 100;
/** VS Code itself shows larger files without colours and refuses them to extensions at 50 MB. */
const MAX_TEXT = 40 * 1024 * 1024;
/** How many records are looked through at a time for one that is not where it was. */
const SEARCH_STEP = 500;

/** Opens a document: a page in the Markdown preview, JSON in the editor, each in the tab that the last one had. */
export async function showDocument(uri: vscode.Uri): Promise<void> {
  if (formOf(uri) === 'page') {
    await vscode.commands.executeCommand('vscode.openWith', uri, PREVIEW, { preview: true });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
}

/** Where a node's document is; undefined for nodes without one. */
export function addressOfNode(node: Node): PageAddress | undefined {
  if (node.type === 'document') return { type: 'file', memory: node.memory.key, file: node.path };
  if (node.type !== 'record') return undefined;
  const { record } = node;
  return {
    type: 'record',
    memory: node.memory.key,
    agent: node.agent,
    kind: node.kind,
    position: node.position,
    file: record.file,
    index: record.index,
    id: record.view.id,
    title: record.view.title,
  };
}

/** Makes the text of virtual documents, and keeps records that were handed over to be shown. */
export class Pages {
  private readonly held = new Map<number, { readonly record: StoredRecord; readonly place: string }>();
  private lastHeld = 0;

  constructor(private readonly memories: Memories) {}

  /** Opens the page of a record that lies in no store of this workspace. */
  async showHeld(record: StoredRecord, origin: string): Promise<void> {
    this.lastHeld += 1;
    this.held.set(this.lastHeld, { record: { ...record, bytes: record.bytes.slice() }, place: origin });
    for (const number of this.held.keys()) if (this.held.size > MAX_HELD) this.held.delete(number);
    const { kind, title } = record.view;
    await showDocument(pageUri({ type: 'held', number: this.lastHeld, origin, kind, title }, 'page'));
  }

  /** The text of a document. What cannot be shown gives a text that says why: an error would close the tab. */
  async text(uri: vscode.Uri): Promise<string> {
    try {
      return await this.readText(uri);
    } catch (error) {
      if (isLoomError(error)) return sentenceOf(error);
      throw error;
    }
  }

  /** The record that a document shows, with where it lies; undefined when it is gone. */
  async record(
    address: Exclude<PageAddress, FileAddress>,
  ): Promise<{ readonly record: StoredRecord; readonly place: string } | undefined> {
    if (address.type === 'held') return this.held.get(address.number);
    const memory = await this.memory(address.memory);
    if (memory === undefined) return undefined;
    const record = await recordAt(address, await memory.catalogue());
    return record === undefined ? undefined : { record, place: record.file };
  }

  private async readText(uri: vscode.Uri): Promise<string> {
    const address = addressOf(uri);
    if (address === undefined) return vscode.l10n.t('There is nothing at this address.');
    if (address.type === 'file') {
      const memory = await this.memory(address.memory);
      if (memory === undefined) return vscode.l10n.t('There is nothing at this address.');
      return fileText(await memory.store(), address.file);
    }
    const found = await this.record(address);
    if (found === undefined) return vscode.l10n.t('"{0}" is not in the memory any more.', address.title);
    const { view, value, bytes } = found.record;
    if (formOf(uri) === 'json') return indentJson(new TextDecoder().decode(bytes));
    return renderRecordPage(
      { view, value, place: found.place },
      {
        t: (message, ...args) => vscode.l10n.t(message, ...args),
        format,
        kind: {
          pattern: kindWord('pattern'),
          solution: kindWord('solution'),
          decision: kindWord('decision'),
        },
        now: systemClock.now(),
        time: (text) => parseTime(text, systemClock, 'start'),
      },
    );
  }

  private async memory(key: string): Promise<Memory | undefined> {
    return (await this.memories.ready()).find((one) => one.key === key);
  }
}

/** At its place when it is still there, else wherever its id is. */
async function recordAt(address: RecordAddress, catalogue: Catalogue): Promise<StoredRecord | undefined> {
  const { agent, kind, position, id } = address;
  const [there] = await catalogue.page(agent, kind, position, position + 1);
  if (there?.view.id === id && there.file === address.file) return there;
  const { count } = await catalogue.index(agent, kind);
  let elsewhere: StoredRecord | undefined;
  for (let start = 0; start < count; start += SEARCH_STEP) {
    for (const record of await catalogue.page(agent, kind, start, start + SEARCH_STEP)) {
      if (record.view.id !== id) continue;
      if (record.file === address.file && record.index === address.index) return record;
      elsewhere ??= record;
    }
  }
  return elsewhere;
}

async function fileText(store: Store, file: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of readText(store, file)) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > MAX_TEXT) {
      throw new LoomError('io-failed', {
        path: file,
        detail: vscode.l10n.t('it is too large to be shown as text'),
      });
    }
  }
  return text + decoder.decode();
}

/** Open documents of ours, so that they can be read again when the store changed. */
export function openDocuments(): readonly vscode.Uri[] {
  return vscode.workspace.textDocuments
    .map((document) => document.uri)
    .filter((uri) => addressOf(uri) !== undefined);
}

/** The document that the active editor shows, whether a page's preview or JSON; undefined when it is another. */
export function activeDocument(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
  return uri !== undefined && addressOf(uri) !== undefined ? uri : undefined;
}
