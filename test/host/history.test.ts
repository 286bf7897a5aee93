import * as assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { changeStore } from '../../src/core/store/changeStore';
import type { LoomMemoryApi } from '../../src/extension/api';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { nodeProcesses } from '../../src/platform/nodeProcesses';

const EXTENSION = 'loom-memory.loom-memory';
const FILE = 'frontend-developer/decisions.json';

suite('Undo and audit trail', () => {
  let api: LoomMemoryApi;
  let memory: string;
  let history: string;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>(EXTENSION);
    assert.ok(extension);
    api = await extension.activate();
    const [root] = await api.ready();
    memory = root?.fsPath ?? '';
    history = `${memory}-history`;
    rmSync(history, { recursive: true, force: true });
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  suiteTeardown(() => {
    rmSync(history, { recursive: true, force: true });
  });

  /** Empties a file of the memory as an import would change it. */
  async function change(): Promise<string> {
    const files = nodeStore(memory);
    const codecs = nodeCodecs();
    const host = {
      clock: { now: () => Date.now(), offsetMinutes: () => 0 },
      random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
      log: { info: () => undefined, warn: () => undefined },
      codecs,
      sqlite: undefined,
      processes: await nodeProcesses(),
    };
    const store = { home: nodeStore(dirname(memory)), folder: 'memory', files, codecs };
    const from = (await files.stat(FILE))?.version;
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new TextEncoder().encode('[]'));
    };
    const operation = {
      verb: 'import',
      counts: { add: 7 },
      agents: ['frontend-developer'],
      user: 'f00d',
    } as const;
    return (await changeStore(host, store, operation, [{ path: FILE, from, content }])).id;
  }

  test('the last change is shown, then taken back', async () => {
    const before = readFileSync(join(memory, FILE));
    await change();
    assert.equal(readFileSync(join(memory, FILE), 'utf8'), '[]');
    const done = Promise.resolve(vscode.commands.executeCommand('loomMemory.undo')).then(() => 'done');
    for (let tries = 0; (await Promise.race([done, pause(500)])) !== 'done'; tries += 1) {
      assert.ok(tries < 40, 'the command ends');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    assert.deepEqual(readFileSync(join(memory, FILE)), before);
  });

  test('dismissing the question takes nothing back', async () => {
    await change();
    const done = Promise.resolve(vscode.commands.executeCommand('loomMemory.undo')).then(() => 'done');
    for (let tries = 0; (await Promise.race([done, pause(500)])) !== 'done'; tries += 1) {
      assert.ok(tries < 40, 'the command ends');
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
    assert.equal(readFileSync(join(memory, FILE), 'utf8'), '[]');
    const again = Promise.resolve(vscode.commands.executeCommand('loomMemory.undo')).then(() => 'done');
    while ((await Promise.race([again, pause(500)])) !== 'done')
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    assert.notEqual(readFileSync(join(memory, FILE), 'utf8'), '[]');
  });

  test('no more is kept of the past than the settings say, the newest always', async () => {
    const kept = (): number => readdirSync(history).filter((name) => /^\d{8}-\d{6}-\d{3}$/.test(name)).length;
    const settings = vscode.workspace.getConfiguration('loomMemory.history');
    await change();
    await change();
    assert.ok(kept() >= 2);
    await settings.update('operations', 1, vscode.ConfigurationTarget.Global);
    try {
      const done = Promise.resolve(vscode.commands.executeCommand('loomMemory.undo')).then(() => 'done');
      for (let tries = 0; (await Promise.race([done, pause(500)])) !== 'done'; tries += 1) {
        assert.ok(tries < 40, 'the command ends');
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      assert.equal(kept(), 1, 'the undo itself');
    } finally {
      await settings.update('operations', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('the audit trail is a page with a row for each operation, newest first', async () => {
    const id = await change();
    await vscode.commands.executeCommand('loomMemory.showAudit');
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.match(tab?.label ?? '', /Audit trail of shop-web/);
    const input = tab?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    const text = (await vscode.workspace.openTextDocument(input.uri)).getText();
    const rows = text.split('\n').filter((line) => /^\| \d{4}/.test(line));
    assert.match(rows[0] ?? '', new RegExp(`import \\| add 7 \\| frontend.*${id}`));
    assert.match(rows[1] ?? '', /undo .*put back 1/);
  });

  test('a change that a killed process left is ended when the memory is opened', async () => {
    mkdirSync(join(history, '20251023-103000-000.staged', 'new'), { recursive: true });
    const { recoverMemory } = await import('../../src/extension/history/recoverMemory');
    const codecs = nodeCodecs();
    const processes = await nodeProcesses();
    const host = {
      clock: { now: () => Date.now(), offsetMinutes: () => 0 },
      random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
      log: { info: () => undefined, warn: () => undefined },
      codecs,
      sqlite: undefined,
      processes,
    };
    const store = { home: nodeStore(dirname(memory)), folder: 'memory', files: nodeStore(memory), codecs };
    const log = vscode.window.createOutputChannel('recovery', { log: true });
    await recoverMemory(() => Promise.resolve(host), store, log);
    log.dispose();
    assert.deepEqual(
      readdirSync(history).filter((name) => name.includes('.staged') || name.startsWith('turn-')),
      [],
    );
  });
});
