import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { run } from '../contract';
import type { Node } from '../explorer/nodes';
import { sourceName, type ImportSource } from './source';

/** What is dropped on the Memory view is imported, into the memory that it was dropped on. */
export async function importDropped(target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
  const sources = await droppedSources(data);
  const source = await oneOf(sources);
  if (source === undefined) return;
  await run(vscode.commands, 'loomMemory.import', source, { memory: target?.memory.key });
}

/** Places first: files come without one from programs that do not tell it. */
async function droppedSources(data: vscode.DataTransfer): Promise<readonly ImportSource[]> {
  const list = (await data.get('text/uri-list')?.asString()) ?? '';
  const uris = list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => vscode.Uri.parse(line, true));
  if (uris.length > 0) return uris;
  const files = [...data].flatMap(([, item]) => item.asFile() ?? []);
  return Promise.all(files.map(async (file) => file.uri ?? { name: file.name, bytes: await file.data() }));
}

async function oneOf(sources: readonly ImportSource[]): Promise<ImportSource | undefined> {
  if (sources.length < 2) return sources[0];
  const picked = await vscode.window.showQuickPick(
    sources.map((source) => ({ label: sourceName(source), source })),
    { title: l10n.t('Import'), placeHolder: l10n.t('One at a time: which one first') },
  );
  return picked?.source;
}
