import * as vscode from 'vscode';
import type { LoomMemoryApi } from '../../src/extension/api';
import type { Node } from '../../src/extension/explorer/nodes';

function equal(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`expected ${wanted}, got ${found}`);
}

suite('In the web worker host', () => {
  let api: LoomMemoryApi;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>('loom-memory.loom-memory');
    if (extension === undefined) throw new Error('the extension is absent');
    api = await extension.activate();
    await api.settled();
  });

  const find = async (...path: readonly string[]): Promise<Node> => {
    let nodes = await api.children();
    let found: Node | undefined;
    for (const name of path) {
      found = undefined;
      for (const node of nodes) if ((await api.item(node)).label === name) found ??= node;
      if (found === undefined) throw new Error(`${name} is not in the view`);
      nodes = await api.children(found);
    }
    if (found === undefined) throw new Error('no path');
    return found;
  };

  test('the browser bundle runs, without Node', () => {
    equal(api.host, 'web');
    equal(typeof (globalThis as { readonly importScripts?: unknown }).importScripts, 'function');
  });

  test('the view counts what the Node host counts, gzip and pairs of files included', async () => {
    equal(String((await api.item(await find('frontend-developer', 'Patterns'))).description), '214');
    equal(String((await api.item(await find('database-engineer', 'Patterns'))).description), '40');
    equal(String((await api.item(await find('Archived'))).description), '12 decisions');
  });

  test('a record opens as a page', async () => {
    const node = await find('backend-architect', 'Patterns', 'Outbox table for events');
    await vscode.commands.executeCommand('loomMemory.openRecord', node);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputCustom)) throw new Error('no preview is open');
    const page = (await vscode.workspace.openTextDocument(input.uri)).getText();
    equal(page.startsWith('# Outbox table for events\n'), true);
  });

  test('the status bar says what is wrong', async () => {
    const end = Date.now() + 15_000;
    while (api.statusText() !== '$(warning) Memory 1') {
      if (Date.now() > end) throw new Error(`the text is ${String(api.statusText())}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
});
