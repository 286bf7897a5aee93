import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LoomMemoryApi } from '../../src/extension/api';

const EXTENSION = 'loom-memory.loom-memory';

suite('Review and settings of anonymisation', () => {
  let folder: string;

  const exports = (): string[] =>
    readdirSync(folder).filter((name) => name.startsWith('loom-export') && !name.endsWith('.md'));
  const settings = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration('loomMemory.anonymization');
  const set = (name: string, value: unknown): Thenable<void> =>
    settings().update(name, value, vscode.ConfigurationTarget.Workspace);
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));
  const accept = (): Thenable<unknown> =>
    vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>(EXTENSION);
    assert.ok(extension);
    await (await extension.activate()).ready();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of readdirSync(folder)) {
      if (name.startsWith('loom-export')) rmSync(join(folder, name), { recursive: true });
    }
    for (const name of ['clients', 'rules', 'decisions', 'names']) await set(name, undefined);
  });

  /** Presses Enter on every question until the command is done; the text of all files of the bundle it wrote. */
  async function exported(): Promise<string> {
    const command = vscode.commands.executeCommand('loomMemory.export');
    const done = Promise.resolve(command).then(() => 'done');
    while ((await Promise.race([done, pause(300)])) !== 'done') await accept();
    const [written] = exports();
    assert.ok(written, 'an export was written');
    return execFileSync('tar', ['-xzOf', join(folder, written)], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  test('client words, own rules and kept decisions of the settings are in every export', async () => {
    await set('clients', ['Problem details']);
    await set('rules', [
      { id: 'webhook', category: 'clients', pattern: 'payment webhook', replacement: 'the hook' },
    ]);
    await set('decisions', [{ target: { kind: 'rule', rule: 'aws-access-key-id' }, action: 'reject' }]);
    const text = await exported();
    assert.ok(!/problem details/i.test(text));
    assert.ok(!/payment webhook/i.test(text));
    assert.ok(text.includes('the hook'));
    assert.match(text, new RegExp(['AK', 'IA', '[A-Z0-9]{16}'].join('')));
  });

  test('a setting that cannot be used stops the export before its first question', async () => {
    await set('rules', [{ id: 'broken', category: 'clients', pattern: '(' }]);
    await vscode.commands.executeCommand('loomMemory.export');
    assert.deepEqual(exports(), []);
  });

  test('a review that is left closes what it showed and writes nothing', async () => {
    const command = vscode.commands.executeCommand('loomMemory.export');
    const tabs = (): readonly vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const until = async (condition: () => boolean, act?: () => Thenable<unknown>): Promise<void> => {
      while (!condition()) {
        await pause(300);
        await act?.();
      }
    };
    for (let step = 1; step <= 2; step += 1) {
      await pause(1500);
      await accept();
    }
    await pause(1500);
    // The review is the last row, before the first.
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectPrevious');
    await pause(300);
    await accept();
    await until(
      () => tabs().some(({ label }) => label.startsWith('Redactions of this export')),
      () => vscode.commands.executeCommand('loomMemory.review.showAllChanges'),
    );
    await vscode.commands.executeCommand('loomMemory.review.cancel');
    await until(() => tabs().length === 0);
    const done = Promise.resolve(command).then(() => 'done');
    while ((await Promise.race([done, pause(300)])) !== 'done') {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    }
    assert.deepEqual(exports(), []);
    assert.equal(
      vscode.workspace.getConfiguration('loomMemory.anonymization').inspect('decisions')?.workspaceValue,
      undefined,
    );
  });
});
