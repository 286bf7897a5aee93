import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import threads from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { fileSource, inspectArchive } from '../../src/core/bundle/archive';
import type { BundleMetadata } from '../../src/core/bundle/metadata';
import { verifyArchive } from '../../src/core/bundle/verify';
import type { LoomMemoryApi } from '../../src/extension/api';
import type { Node } from '../../src/extension/explorer/nodes';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

const EXTENSION = 'loom-memory.loom-memory';
const host = { codecs: nodeCodecs() };

suite('Export wizard', () => {
  let api: LoomMemoryApi;
  let folder: string;

  const exports = (): string[] =>
    readdirSync(folder).filter((name) => /^(loom-export|nightly-)/.test(name) && !name.endsWith('.md'));

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>(EXTENSION);
    assert.ok(extension);
    api = await extension.activate();
    await api.ready();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of readdirSync(folder)) {
      if (/^(loom-export|nightly-)/.test(name)) rmSync(join(folder, name), { recursive: true });
    }
  });

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Presses Enter on whatever question is open until the command is done; gives the name of what it wrote. */
  async function pressEnterUntilWritten(command: Thenable<unknown>): Promise<string> {
    const done = Promise.resolve(command).then(() => 'done');
    while ((await Promise.race([done, pause(300)])) !== 'done') {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    const [written] = exports();
    assert.ok(written, 'an export was written');
    return written;
  }

  /** How many threads are opened while something is done. */
  async function countThreads(work: () => Promise<void>): Promise<number> {
    const { Worker } = threads;
    let opened = 0;
    threads.Worker = class extends Worker {
      constructor(...options: ConstructorParameters<typeof Worker>) {
        super(...options);
        opened += 1;
      }
    };
    syncBuiltinESMExports();
    try {
      await work();
    } finally {
      threads.Worker = Worker;
      syncBuiltinESMExports();
    }
    return opened;
  }

  async function metadataOf(name: string): Promise<BundleMetadata> {
    const source = await fileSource(nodeStore(folder), name);
    const { metadata } = await inspectArchive(source, {}, host);
    assert.ok(metadata);
    return metadata;
  }

  async function find(...path: readonly string[]): Promise<Node> {
    let nodes = await api.children();
    let found: Node | undefined;
    for (const name of path) {
      found = undefined;
      for (const node of nodes) if ((await api.item(node)).label === name) found ??= node;
      assert.ok(found, `${name} is in the view`);
      nodes = await api.children(found);
    }
    assert.ok(found);
    return found;
  }

  test('Enter on every question writes a bundle that verifies, with its manifest, and shows it', async () => {
    const name = await pressEnterUntilWritten(vscode.commands.executeCommand('loomMemory.export'));
    const source = await fileSource(nodeStore(folder), name);
    assert.deepEqual((await verifyArchive(source, {}, host)).problems, []);
    assert.ok(existsSync(join(folder, name.replace('.tar.gz', '-manifest.md'))));
    const metadata = await metadataOf(name);
    assert.equal(metadata.anonymization?.level, 'full');
    assert.equal(metadata.agents.length, 5);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof vscode.TabInputCustom);
    assert.equal(activeTab.input.viewType, 'loomMemory.manifest');
    assert.equal(activeTab.label, name);
  });

  test('two long files are looked through on two threads: what is secret in one goes from the other too', async () => {
    const password = ['Tr0ub4dor', '&3x'].join('');
    const filler = 'The cache was cold, so the first request waited for all of them. '.repeat(60);
    const long = (text: string): string =>
      JSON.stringify(
        [text, ...Array.from({ length: 1300 }, () => filler)].map((note, id) => ({ id: `${id}`, note })),
      );
    const agents = { 'long-one': `DB_PASSWORD=${password}`, 'long-two': `then ${password} worked` };
    const opened = await countThreads(async () => {
      try {
        for (const [agent, text] of Object.entries(agents)) {
          mkdirSync(join(folder, '.loom/memory', agent));
          writeFileSync(join(folder, '.loom/memory', agent, 'patterns.json'), long(text));
        }
        const name = await pressEnterUntilWritten(vscode.commands.executeCommand('loomMemory.export'));
        const bundle = gunzipSync(readFileSync(join(folder, name))).toString();
        assert.ok(bundle.includes('long-one') && bundle.includes('long-two'));
        assert.ok(!bundle.includes(password), 'the password is gone from both');
      } finally {
        for (const agent of Object.keys(agents))
          rmSync(join(folder, '.loom/memory', agent), { recursive: true, force: true });
      }
    });
    // The wizard looks through the memory as well, to say how much would change.
    assert.ok(opened > 1, 'threads were opened');
  });

  test('from the menu of an agent only that agent is exported', async () => {
    const node = await find('backend-architect');
    const command = vscode.commands.executeCommand('loomMemory.exportSelection', node, [node]);
    const metadata = await metadataOf(await pressEnterUntilWritten(command));
    assert.equal(metadata.filters_applied['agents'], 'backend-architect');
    assert.equal(metadata.agent_summaries?.['frontend-developer']?.solutions ?? 0, 0);
  });

  test('from selected records only those are exported', async () => {
    const kind = await find('database-engineer', 'Decisions');
    const records = (await api.children(kind)).slice(0, 2);
    const [first] = records;
    const command = vscode.commands.executeCommand('loomMemory.exportSelection', first, records);
    const metadata = await metadataOf(await pressEnterUntilWritten(command));
    assert.deepEqual(metadata.counts, { patterns: 0, solutions: 0, decisions: 2 });
  });

  test('a preset leaves only the password and the place to be asked, and the name follows its template', async () => {
    const settings = vscode.workspace.getConfiguration('loomMemory.export');
    await settings.update('nameTemplate', 'nightly-${agents}', vscode.ConfigurationTarget.Global);
    try {
      const command = vscode.commands.executeCommand('loomMemory.export', { preset: 'audit' });
      const name = await pressEnterUntilWritten(command);
      assert.equal(name, 'nightly-all.tar.gz');
      assert.equal((await metadataOf(name)).anonymization?.level, 'none');
    } finally {
      await settings.update('nameTemplate', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('the setting names the folder that is suggested', async () => {
    const settings = vscode.workspace.getConfiguration('loomMemory.export');
    await settings.update('folder', 'src', vscode.ConfigurationTarget.Global);
    try {
      const command = vscode.commands.executeCommand('loomMemory.export', { preset: 'audit' });
      const done = Promise.resolve(command).then(() => 'done');
      while ((await Promise.race([done, pause(300)])) !== 'done') {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      const written = readdirSync(join(folder, 'src')).filter((name) => name.startsWith('loom-export'));
      for (const name of written) rmSync(join(folder, 'src', name));
      assert.equal(written.length, 2, written.join(', '));
      assert.deepEqual(exports(), []);
    } finally {
      await settings.update('folder', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('an export without anonymisation is not what the next one starts from', async () => {
    const command = vscode.commands.executeCommand('loomMemory.export', { preset: 'audit' });
    await pressEnterUntilWritten(command);
    for (const name of exports()) rmSync(join(folder, name));
    const again = vscode.commands.executeCommand('loomMemory.export');
    const metadata = await metadataOf(await pressEnterUntilWritten(again));
    assert.equal(metadata.anonymization?.level, 'full');
  });

  test('leaving the wizard writes nothing', async () => {
    const command = vscode.commands.executeCommand('loomMemory.export');
    await pause(1000);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pause(500);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await command;
    assert.deepEqual(exports(), []);
  });

  test('the import command of a bundle is copied', async () => {
    const file = vscode.Uri.file(join(folder, "my team's.tar.gz"));
    await vscode.commands.executeCommand('loomMemory.copyImportCommand', file);
    const text = await vscode.env.clipboard.readText();
    assert.equal(text, String.raw`aml import 'my team'\''s.tar.gz' --validate`);
  });
});
