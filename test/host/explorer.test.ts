import * as assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LoomMemoryApi } from '../../src/extension/api';
import type { Node } from '../../src/extension/explorer/nodes';

const EXTENSION = 'loom-memory.loom-memory';

suite('Memory view', () => {
  let api: LoomMemoryApi;
  let store: string;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>(EXTENSION);
    assert.ok(extension, 'the extension is there');
    api = await extension.activate();
    const [root] = await api.ready();
    assert.ok(root, 'the sample memory is found');
    store = root.fsPath;
    await api.settled();
  });

  const label = async (node: Node): Promise<string> => {
    const { label: text } = await api.item(node);
    return typeof text === 'string' ? text : '';
  };
  const labels = async (nodes: readonly Node[]): Promise<string[]> => Promise.all(nodes.map(label));
  /** Follows labels from the root. */
  const find = async (...path: readonly string[]): Promise<Node> => {
    let nodes = await api.children();
    let found: Node | undefined;
    for (const name of path) {
      found = undefined;
      for (const node of nodes) if ((await label(node)) === name) found ??= node;
      assert.ok(found, `${name} is among ${(await labels(nodes)).join(', ')}`);
      nodes = await api.children(found);
    }
    assert.ok(found);
    return found;
  };
  const described = async (...path: readonly string[]): Promise<string> =>
    String((await api.item(await find(...path))).description);
  /** Waits for something that a watcher brings about. */
  const eventually = async (what: string, check: () => Promise<boolean>): Promise<void> => {
    const end = Date.now() + 15_000;
    while (!(await check())) {
      assert.ok(Date.now() < end, `within 15 s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  test('lists agents with counts and success, then global data, archived decisions and problems', async () => {
    assert.deepEqual(await labels(await api.children()), [
      'backend-architect',
      'database-engineer',
      'devops-engineer',
      'frontend-developer',
      'test-automator',
      'Global',
      'Archived',
      'Problems',
    ]);
    assert.match(await described('frontend-developer'), /^278 records · \d+ %$/);
    assert.equal(await described('Archived'), '12 decisions');
    assert.equal(await described('Global'), 'cross-agent, project-meta, team-conventions');
  });

  test('an agent has its kinds with their counts, its metrics and its context', async () => {
    const agent = await find('backend-architect');
    assert.deepEqual(await labels(await api.children(agent)), [
      'Patterns',
      'Solutions',
      'Decisions',
      'Metrics',
      'Context',
    ]);
    assert.equal(await described('backend-architect', 'Patterns'), '59');
  });

  test('both files of a pair are one list', async () => {
    assert.equal(await described('database-engineer', 'Patterns'), '40');
    assert.equal((await api.children(await find('database-engineer', 'Patterns'))).length, 40);
  });

  test('more than 200 records come in named pages of at most 200', async () => {
    const pages = await api.children(await find('frontend-developer', 'Patterns'));
    assert.deepEqual(await labels(pages), ['1 – 200', '201 – 214']);
    const [first, second] = await Promise.all(pages.map((page) => api.children(page)));
    assert.equal(first?.length, 200);
    assert.equal(second?.length, 14);
  });

  test('a record is drawn with its title, confidence and uses; its tooltip says the rest', async () => {
    const item = await api.item(
      await find('backend-architect', 'Patterns', 'Idempotency key on order creation'),
    );
    assert.match(String(item.description), /^0\.\d\d · \d+ uses?$/);
    assert.ok(item.tooltip instanceof vscode.MarkdownString);
    assert.match(item.tooltip.value, /api\\-design/);
    assert.notEqual(item.tooltip.isTrusted, true);
  });

  test('ids are unique and the same at every look', async () => {
    const ids = async (): Promise<string[]> => {
      const found: string[] = [];
      const walk = async (nodes: readonly Node[]): Promise<void> => {
        for (const node of nodes) {
          found.push(String((await api.item(node)).id));
          await walk(await api.children(node));
        }
      };
      await walk(await api.children());
      return found;
    };
    const first = await ids();
    assert.equal(new Set(first).size, first.length);
    await vscode.commands.executeCommand('loomMemory.refresh');
    assert.deepEqual(await ids(), first);
  });

  test('where something is wrong there is a warning icon with the reason, and nowhere else', async () => {
    const icon = async (name: string): Promise<string> => {
      const { iconPath } = await api.item(await find(name));
      return iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
    };
    assert.equal(await icon('test-automator'), 'warning');
    assert.equal(await described('test-automator'), 'patterns.json cannot be read');
    assert.equal(await described('test-automator', 'Patterns'), 'cannot be read · 18 records readable');
    assert.equal((await api.children(await find('test-automator', 'Patterns'))).length, 18);
    assert.equal(await icon('backend-architect'), 'hubot');
    const [problem] = await api.children(await find('Problems'));
    assert.ok(problem?.type === 'problem');
    assert.equal(problem.problem.file, 'test-automator/patterns.json');
    assert.equal(problem.problem.line, 812);
  });

  test('a problem opens its file at the line', async () => {
    const [problem] = await api.children(await find('Problems'));
    await vscode.commands.executeCommand('loomMemory.openFile', problem);
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.fsPath,
      join(store, 'test-automator', 'patterns.json'),
    );
    assert.equal(vscode.window.activeTextEditor.selection.active.line, 811);
  });

  test('a record opens as a page in the Markdown preview', async () => {
    await vscode.commands.executeCommand(
      'loomMemory.openRecord',
      await find('backend-architect', 'Patterns', 'Outbox table for events'),
    );
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputCustom);
    assert.equal(tab.input.uri.scheme, 'loom-memory');
    assert.equal(tab.label, 'Outbox table for events.md');
    const page = (await vscode.workspace.openTextDocument(tab.input.uri)).getText();
    assert.match(page, /^# Outbox table for events\n/);
    assert.match(page, /When to use/);
    assert.match(page, /```\w+\n/);
  });

  test('raw JSON shows the bytes of the record, numbers to the last digit', async () => {
    const node = await find('backend-architect', 'Patterns', 'Idempotency key on order creation');
    await vscode.commands.executeCommand('loomMemory.openRawJson', node);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document && node.type === 'record');
    assert.equal(document.languageId, 'json');
    assert.deepEqual(JSON.parse(document.getText()), node.record.value);
    await vscode.commands.executeCommand('loomMemory.openRecord');
    assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom);
  });

  test('a compressed document is shown as text', async () => {
    await vscode.commands.executeCommand(
      'loomMemory.openRecord',
      await find('frontend-developer', 'Metrics'),
    );
    const text = vscode.window.activeTextEditor?.document.getText();
    assert.ok(text?.startsWith('{'), text?.slice(0, 40));
  });

  test('copying ids takes every selected record', async () => {
    const nodes = (await api.children(await find('devops-engineer', 'Decisions'))).slice(0, 3);
    await vscode.commands.executeCommand('loomMemory.copyId', nodes[0], nodes);
    const ids = nodes.map((node) => (node.type === 'record' ? node.record.view.id : ''));
    assert.equal(await vscode.env.clipboard.readText(), ids.join('\n'));
  });

  test('a filter leaves the matching records and their agents, and clearing it brings all back', async () => {
    await vscode.commands.executeCommand('loomMemory.filter', 'IDEMPOTENCY order');
    await eventually('agents without a match are gone', async () => (await api.children()).length === 1);
    const records = await api.children(await find('backend-architect', 'Patterns'));
    assert.ok(records.length > 0);
    for (const name of await labels(records)) assert.match(name, /idempotency/i);
    await vscode.commands.executeCommand('loomMemory.clearFilter');
    assert.equal((await api.children()).length, 8);
  });

  test('follows changes on disk: one file changed, its agent is counted again', async () => {
    const file = join(store, 'devops-engineer', 'decisions.json');
    const before = await readFile(file, 'utf8');
    const records = JSON.parse(before) as readonly unknown[];
    const count = Number.parseInt(await described('devops-engineer'), 10);
    const added = { id: 'watched', decision: { question: 'Is the view watching?', chosenOption: 'Yes' } };
    try {
      await writeFile(file, JSON.stringify([...records, added]));
      // Only the watcher can bring this about: nothing below the agent is asked for.
      await eventually('the new decision is counted', async () =>
        (await described('devops-engineer')).startsWith(`${String(count + 1)} records`),
      );
      await find('devops-engineer', 'Decisions', 'Is the view watching?');
    } finally {
      await writeFile(file, before);
    }
    await eventually('the count is the old one again', async () =>
      (await described('devops-engineer')).startsWith(`${String(count)} records`),
    );
  });

  test('what a record says is text on its page: no command, image, HTML or fence comes of it', async () => {
    const file = join(store, 'devops-engineer', 'decisions.json');
    const before = await readFile(file, 'utf8');
    const hostile = [
      '[run](command:workbench.action.terminal.new)',
      '![x](https://example.invalid/x.png)',
      '<img src=https://example.invalid/x.png>',
      '```mermaid',
    ].join('\n');
    const record = {
      id: 'hostile',
      decision: { question: `# ${hostile}`, chosenOption: hostile, rationale: hostile },
      [hostile]: hostile,
    };
    try {
      await writeFile(file, JSON.stringify([record]));
      await eventually('the hostile record is there', async () => {
        await api.settled();
        return (await described('devops-engineer', 'Decisions')) === '1';
      });
      const [node] = await api.children(await find('devops-engineer', 'Decisions'));
      await vscode.commands.executeCommand('loomMemory.openRecord', node);
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      assert.ok(input instanceof vscode.TabInputCustom);
      const html = await vscode.commands.executeCommand<string>(
        'markdown.api.render',
        (await vscode.workspace.openTextDocument(input.uri)).getText(),
      );
      const outsideCode = html.replace(/<pre[\s\S]*?<\/pre>/g, '');
      assert.doesNotMatch(outsideCode, /<img|<a [^>]*command:|mermaid">/);
      assert.match(outsideCode, /&lt;img src=/);
    } finally {
      await writeFile(file, before);
    }
    await eventually('the old decisions are back', async () => {
      await api.settled();
      return (await described('devops-engineer', 'Decisions')) === '7';
    });
  });

  test('an agent whose folder is removed leaves the view', async () => {
    const folder = join(store, 'short-lived');
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(folder));
    await writeFile(join(folder, 'patterns.json'), '[{"id":"p","name":"One","confidence":0.5}]');
    await eventually('the agent appears', async () =>
      (await labels(await api.children())).includes('short-lived'),
    );
    await rm(folder, { recursive: true });
    await eventually(
      'the agent is gone',
      async () => !(await labels(await api.children())).includes('short-lived'),
    );
  });
});
