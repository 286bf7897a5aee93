import * as assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isJsonArray, isJsonObject, parseJson, type JsonObject } from '../../src/core/json';
import type { LoomMemoryApi } from '../../src/extension/api';
import type { ImportNode } from '../../src/extension/importWizard/nodes';

const EXTENSION = 'loom-memory.loom-memory';
const SOLUTIONS = 'frontend-developer/solutions.json';

suite('Import', () => {
  let api: LoomMemoryApi;
  let memory: string;
  let source: string;
  let before: Buffer;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

  function solutionsOf(folder: string): JsonObject[] {
    const value = parseJson(readFileSync(join(folder, SOLUTIONS), 'utf8'));
    return isJsonArray(value) ? value.filter(isJsonObject) : [];
  }

  /** A copy of the memory with one agent, one record of it in another version and one that is new. */
  function makeSource(): void {
    const folder = join(source, 'memory');
    cpSync(join(memory, SOLUTIONS), join(folder, SOLUTIONS), { recursive: true });
    const [first, ...others] = solutionsOf(folder);
    assert.ok(first);
    const list = [
      { ...first, verifiedCount: 77 },
      ...others,
      { ...first, id: 'made-elsewhere', problem: { errorType: 'RangeError', errorMessage: 'Too far out' } },
    ];
    writeFileSync(join(folder, SOLUTIONS), JSON.stringify(list));
  }

  /** Takes row `place` of the next question that is open; the command goes on in the background. */
  async function answer(place: number): Promise<void> {
    await pause(700);
    for (let step = 0; step < place; step += 1) {
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    }
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }

  /** Plans the import of the source. The first time the strategy "ask" is looked for; later it is the one remembered. */
  async function openPlan(strategy = 0): Promise<readonly ImportNode[]> {
    const command = vscode.commands.executeCommand(
      'loomMemory.import',
      vscode.Uri.file(join(source, 'memory')),
    );
    await answer(strategy);
    await command;
    return api.importRows();
  }

  const records = async (): Promise<readonly Extract<ImportNode, { type: 'record' }>[]> =>
    (await api.importRows({ type: 'agent', agent: 'frontend-developer' })).filter(
      (row) => row.type === 'record',
    );

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>(EXTENSION);
    assert.ok(extension);
    api = await extension.activate();
    const [root] = await api.ready();
    memory = root?.fsPath ?? '';
    source = join(process.env['LOOM_SCRATCH'] ?? '', 'source');
    before = readFileSync(join(memory, SOLUTIONS));
    makeSource();
    await vscode.commands.executeCommand('loomMemory.showMemory');
  });

  teardown(async () => {
    await vscode.commands.executeCommand('loomMemory.importPlan.close');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  suiteTeardown(() => {
    rmSync(source, { recursive: true });
    writeFileSync(join(memory, SOLUTIONS), before);
    rmSync(`${memory}-history`, { recursive: true, force: true });
  });

  test('the plan says what would become of every record, conflicts first, and writes nothing', async () => {
    const rows = await openPlan(4);
    assert.deepEqual(
      rows.map((row) => row.type),
      ['apply', 'agent'],
    );
    const found = await records();
    assert.deepEqual(
      found.slice(0, 3).map(({ item }) => item.action),
      ['conflict', 'add', 'same'],
    );
    assert.deepEqual(readFileSync(join(memory, SOLUTIONS)), before);
  });

  test('a conflict opens as a diff of the record here and the incoming one', async () => {
    await openPlan();
    const [conflict] = await records();
    assert.equal(conflict?.item.action, 'conflict');
    await vscode.commands.executeCommand('loomMemory.importPlan.showChange', conflict);
    await pause(500);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [here, incoming] = await Promise.all([
      vscode.workspace.openTextDocument(input.original),
      vscode.workspace.openTextDocument(input.modified),
    ]);
    assert.ok(incoming.getText().includes('"verifiedCount": 77'));
    assert.ok(!here.getText().includes('"verifiedCount": 77'));
  });

  test('closing the plan closes its diffs, and its records are gone', async () => {
    await openPlan();
    const [conflict] = await records();
    assert.equal(conflict?.item.action, 'conflict');
    await vscode.commands.executeCommand('loomMemory.importPlan.showChange', conflict);
    await vscode.commands.executeCommand('loomMemory.importPlan.close');
    const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    assert.deepEqual(labels, []);
    assert.deepEqual(await api.importRows(), []);
  });

  test('what was decided is applied, the rest of the memory stays, and the view shows the new record', async () => {
    await openPlan();
    const [conflict] = await records();
    assert.equal(conflict?.item.action, 'conflict');
    await vscode.commands.executeCommand('loomMemory.importPlan.take', conflict);
    await vscode.commands.executeCommand('loomMemory.importPlan.apply');
    const [first] = solutionsOf(join(source, 'memory'));
    const now = solutionsOf(memory);
    assert.deepEqual(now.find(({ id }) => id === first?.['id'])?.['verifiedCount'], 77);
    assert.ok(now.some(({ id }) => id === 'made-elsewhere'));
    assert.equal(now.length, 47);
    assert.deepEqual(await api.importRows(), [], 'the plan is closed');
    await api.settled();
  });

  test('the same source a second time leaves nothing to do', async () => {
    const rows = await openPlan();
    assert.deepEqual(
      rows.map((row) => row.type),
      ['agent'],
    );
    assert.ok((await records()).every(({ item }) => item.action === 'same'));
  });
});
