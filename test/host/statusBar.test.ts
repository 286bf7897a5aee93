import * as assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LoomMemoryApi } from '../../src/extension/api';
import type { Problem } from '../../src/core/store/records';
import { judgeHealth } from '../../src/core/health/level';
import { statusText, statusTooltip } from '../../src/extension/statusBar';

suite('Status bar', () => {
  let api: LoomMemoryApi;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>('loom-memory.loom-memory');
    assert.ok(extension);
    api = await extension.activate();
    await api.settled();
  });

  const eventually = async (what: string, check: () => boolean): Promise<void> => {
    const end = Date.now() + 15_000;
    while (!check()) {
      assert.ok(Date.now() < end, `within 15 s: ${what}; the text is ${String(api.statusText())}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  test('counts what is wrong, and is plain when nothing is', async () => {
    await eventually('one problem is shown', () => api.statusText() === '$(warning) Memory 1');
    const [root] = await api.ready();
    assert.ok(root);
    const damaged = join(root.fsPath, 'test-automator', 'patterns.json');
    const aside = join(root.fsPath, '..', 'damaged-patterns.json');
    await rename(damaged, aside);
    try {
      await eventually('the memory is well', () => api.statusText() === '$(database) Memory');
    } finally {
      await rename(aside, damaged);
    }
    await eventually('the problem is back', () => api.statusText() === '$(warning) Memory 1');
  });

  test('can be hidden by its setting', async () => {
    const settings = vscode.workspace.getConfiguration('loomMemory');
    await settings.update('statusBar.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually('it is hidden', () => api.statusText() === undefined);
    } finally {
      await settings.update('statusBar.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await eventually('it is back', () => api.statusText() !== undefined);
  });

  test('the text is short at every level', () => {
    assert.equal(statusText('ok', 0), '$(database) Memory');
    assert.equal(statusText('warning', 2), '$(warning) Memory 2');
    assert.equal(statusText('critical', 3), '$(error) Memory');
  });

  test('the tooltip counts, names problems as text, and runs only commands of ours', () => {
    const problem: Problem = {
      file: '[x](command:evil)/patterns.json',
      code: 'json-damaged',
      message: '[x](command:evil)/patterns.json cannot be read: it ends too soon.',
      level: 'error',
    };
    const health = judgeHealth({ agents: [], bytes: 1000, problems: [problem], recordFiles: 2 });
    const tooltip = statusTooltip([
      {
        name: 'shop',
        agents: 5,
        counts: { pattern: 1247, solution: 2, decision: 3 },
        bytes: 14_200_000,
        health,
      },
    ]);
    assert.match(tooltip.value, /1,247/);
    assert.match(tooltip.value, /14\.2 MB/);
    assert.doesNotMatch(tooltip.value, /\]\(command:evil\)/);
    assert.deepEqual(tooltip.isTrusted, {
      enabledCommands: ['loomMemory.showMemory', 'loomMemory.showProblems', 'loomMemory.export'],
    });
  });
});
