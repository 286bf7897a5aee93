// An import where there is no Node: planned, decided, applied and taken back through `workspace.fs` alone.
import * as vscode from 'vscode';
import { isJsonArray, isJsonObject, parseJson, type JsonObject } from '../../src/core/json';
import type { LoomMemoryApi } from '../../src/extension/api';

const SOLUTIONS = 'frontend-developer/solutions.json';

function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

suite('An import in the web worker host', () => {
  let api: LoomMemoryApi;
  let memory: vscode.Uri;
  let source: vscode.Uri;
  let before: Uint8Array;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

  async function solutions(): Promise<readonly JsonObject[]> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(memory, SOLUTIONS));
    const value = parseJson(new TextDecoder().decode(bytes));
    return isJsonArray(value) ? value.filter(isJsonObject) : [];
  }

  /** Runs a command and takes what is offered first in each question that it asks. */
  async function runWithDefaults(command: string, ...args: readonly unknown[]): Promise<void> {
    const done = Promise.resolve(vscode.commands.executeCommand(command, ...args)).then(() => true);
    for (let tries = 0; !(await Promise.race([done, pause(500).then(() => false)])); tries += 1) {
      check(tries < 40, `${command} does not end`);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
  }

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>('loom-memory.loom-memory');
    if (extension === undefined) throw new Error('the extension is absent');
    api = await extension.activate();
    const [root] = await api.ready();
    if (root === undefined) throw new Error('there is no memory');
    memory = root;
    before = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(memory, SOLUTIONS));
    source = vscode.Uri.joinPath(memory, '..', '..', 'from-a-colleague.json');
    const [first] = await solutions();
    const made = {
      ...first,
      id: 'made-elsewhere',
      problem: { errorType: 'RangeError', errorMessage: 'Too far' },
    };
    const text = JSON.stringify({ agents: { 'frontend-developer': { solutions: [made] } } });
    await vscode.workspace.fs.writeFile(source, new TextEncoder().encode(text));
    await vscode.commands.executeCommand('loomMemory.showMemory');
  });

  suiteTeardown(async () => {
    await vscode.workspace.fs.delete(source);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(memory, SOLUTIONS), before);
  });

  test('is planned and writes nothing; applied, the record is there; taken back, the file is as before', async function () {
    // Some hundred messages to the process that has the files, on a machine that may have other work.
    this.timeout(120_000);
    const count = (await solutions()).length;
    await runWithDefaults('loomMemory.import', source);
    const rows = await api.importRows();
    check(rows[0]?.type === 'apply', `the first row is ${String(rows[0]?.type)}`);
    check((await solutions()).length === count, 'planning has written');
    await runWithDefaults('loomMemory.importPlan.apply');
    const now = await solutions();
    check(now.length === count + 1, `${String(now.length)} solutions`);
    check(
      now.some(({ id }) => id === 'made-elsewhere'),
      'the record is not there',
    );
    check((await api.importRows()).length === 0, 'the plan is still open');
    await runWithDefaults('loomMemory.undo');
    const after = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(memory, SOLUTIONS));
    check(String(after) === String(before), 'the file is not as it was');
  });
});
