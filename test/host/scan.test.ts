import * as assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import type { LoomMemoryApi } from '../../src/extension/api';

const EXTENSION = 'loom-memory.loom-memory';
/** Composed here, so that no scanner takes this file for a leak. */
const KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

suite('Scan for Secrets', () => {
  let root: vscode.Uri;
  let planted = 0;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<LoomMemoryApi>(EXTENSION);
    assert.ok(extension, 'the extension is there');
    const [found] = await (await extension.activate()).ready();
    assert.ok(found, 'the sample memory is found');
    root = found;
  });

  const own = (uri: vscode.Uri): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'Loom Memory');
  const eventually = async (what: string, check: () => boolean | Promise<boolean>): Promise<void> => {
    const end = Date.now() + 15_000;
    while (!(await check())) {
      assert.ok(Date.now() < end, `within 15 s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const record = (note: string): object => ({ id: 'planted', agent: 'planted', note });
  /** A memory file of its own, which is gone when `work` ends. */
  const withFile = async (
    text: string,
    work: (uri: vscode.Uri) => Promise<void>,
    encode: (text: string) => string | Uint8Array = (plain) => plain,
  ): Promise<void> => {
    // Another name each time: an editor may still hold the text that a file of that name had.
    planted += 1;
    const folder = vscode.Uri.joinPath(root, `planted-${planted}`);
    await vscode.workspace.fs.createDirectory(folder);
    const uri = vscode.Uri.joinPath(folder, 'patterns.json');
    await writeFile(uri.fsPath, encode(text));
    try {
      await work(uri);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(folder.fsPath, { recursive: true });
      await eventually('no diagnostics of a file that is gone', () => own(uri).length === 0);
    }
  };
  const scan = async (target?: vscode.Uri): Promise<void> => {
    await vscode.commands.executeCommand('loomMemory.scan', target);
  };
  const fixesAt = (uri: vscode.Uri, range: vscode.Range): Thenable<vscode.CodeAction[]> =>
    vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
  const apply = async (actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> => {
    const action = actions.find((one) => title.test(one.title));
    assert.ok(action, `${String(title)} is among ${actions.map((one) => one.title).join(', ')}`);
    if (action.edit !== undefined) assert.ok(await vscode.workspace.applyEdit(action.edit));
    if (action.command !== undefined) {
      await vscode.commands.executeCommand(
        action.command.command,
        ...((action.command.arguments ?? []) as unknown[]),
      );
    }
  };

  test('shows each finding at its line and column, by its rule, and never says what it is', async () => {
    await withFile(JSON.stringify([record(`const api = new Api('${KEY}');`)], null, 2), async (uri) => {
      await scan();
      const [diagnostic] = own(uri);
      assert.ok(diagnostic, 'there is a diagnostic');
      assert.equal(own(uri).length, 1);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.getText(diagnostic.range), KEY);
      assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(typeof diagnostic.code, 'string');
      assert.match(diagnostic.message, /^API key \(critical\): \/note, planted-\d, planted$/);
      assert.ok(!diagnostic.message.includes(KEY));
    });
  });

  test('a quick fix moves a literal to the environment, can be undone, and the finding goes with it', async () => {
    await withFile(JSON.stringify([record(`const api = new Api('${KEY}');`)], null, 2), async (uri) => {
      await scan();
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const before = document.getText();
      const range = own(uri)[0]?.range ?? new vscode.Range(0, 0, 0, 0);
      await apply(await fixesAt(uri, range), /^Move to the environment: process\.env\.\w+$/);
      assert.match(document.getText(), /"const api = new Api\(process\.env\.\w+\);"/);
      await eventually('the finding is gone before the file is saved', () => own(uri).length === 0);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
      await eventually('the finding is back', () => own(uri).length === 1);
      await apply(await fixesAt(uri, own(uri)[0]?.range ?? range), /^Mask with REDACTED_\w+$/);
      await document.save();
      assert.match(await readFile(uri.fsPath, 'utf8'), /new Api\('REDACTED_\w+'\)/);
      await eventually('nothing is found any more', () => own(uri).length === 0);
    });
  });

  test('a value that is marked as safe is kept as a fingerprint in the settings, and found no more', async () => {
    const settings = (): readonly unknown[] =>
      vscode.workspace.getConfiguration().get<readonly unknown[]>('loomMemory.anonymization.decisions') ?? [];
    await withFile(JSON.stringify([record(KEY)]), async (uri) => {
      await scan();
      await vscode.workspace.openTextDocument(uri);
      try {
        await apply(await fixesAt(uri, own(uri)[0]?.range ?? new vscode.Range(0, 0, 0, 0)), /^Mark as safe/);
        await eventually('nothing is found any more', () => own(uri).length === 0);
        assert.equal(settings().length, 1);
        assert.ok(!JSON.stringify(settings()).includes(KEY));
        await scan();
        assert.deepEqual(own(uri), []);
      } finally {
        await vscode.workspace
          .getConfiguration()
          .update('loomMemory.anonymization.decisions', undefined, vscode.ConfigurationTarget.Workspace);
      }
    });
  });

  test('a file of the memory is scanned when it is saved', async () => {
    await withFile(JSON.stringify([record('nothing')]), async (uri) => {
      const document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, document.positionAt(document.getText().indexOf('nothing')), `${KEY} `);
      await vscode.workspace.applyEdit(edit);
      assert.deepEqual(own(uri), []);
      await document.save();
      await eventually('the finding is shown', () => own(uri).length === 1);
    });
  });

  test('a compressed file has its findings on the page of its text, where no fix pretends to edit', async () => {
    const text = JSON.stringify([record(KEY)], null, 2);
    await withFile(
      text,
      async (uri) => {
        await scan();
        assert.deepEqual(own(uri), []);
        const [page] = vscode.languages
          .getDiagnostics()
          .filter(([one, found]) => one.scheme === 'loom-memory' && own(one).length > 0 && found.length > 0)
          .map(([one]) => one)
          .filter((one) => one.path.includes(`planted-${planted}/`));
        assert.ok(page, 'the page of the text has diagnostics');
        const [diagnostic] = own(page);
        assert.ok(diagnostic);
        const document = await vscode.workspace.openTextDocument(page);
        assert.equal(document.getText(diagnostic.range), KEY);
        const actions = await fixesAt(page, diagnostic.range);
        assert.ok(actions.every((action) => action.edit === undefined));
        await writeFile(uri.fsPath, gzipSync('[]'));
        await eventually('the page follows the file', () => own(page).length === 0);
      },
      (plain) => gzipSync(plain),
    );
  });

  test('what was in a page before its file changed does not come back, whenever the file changed', async () => {
    for (const pause of [0, 150]) {
      await withFile(
        JSON.stringify([record(KEY)]),
        async (uri) => {
          await scan(uri);
          const page = vscode.languages
            .getDiagnostics()
            .map(([one]) => one)
            .find((one) => one.path.includes(`planted-${planted}/`) && own(one).length > 0);
          assert.ok(page, 'the page of the text has diagnostics');
          await vscode.workspace.openTextDocument(page);
          await new Promise((resolve) => setTimeout(resolve, pause));
          await writeFile(uri.fsPath, gzipSync('[]'));
          await eventually('the page follows the file', () => own(page).length === 0);
          // What is shown of a page is looked at 400 ms after it was opened or changed.
          await new Promise((resolve) => setTimeout(resolve, 1200));
          assert.deepEqual(own(page), []);
        },
        (plain) => gzipSync(plain),
      );
    }
  });

  test('a bundle is scanned from its context menu', async () => {
    const uri = vscode.Uri.joinPath(root, '..', '..', 'export.json');
    const bundle = { metadata: { version: '1.0.0' }, agents: { front: { patterns: [record(KEY)] } } };
    await writeFile(uri.fsPath, JSON.stringify(bundle));
    try {
      await scan(uri);
      assert.match(own(uri)[0]?.message ?? '', /^API key \(critical\): \/note, front, planted$/);
      await writeFile(uri.fsPath, JSON.stringify(bundle).replaceAll(KEY, 'nothing'));
      await eventually('it is scanned again when it changes', () => own(uri).length === 0);
      await writeFile(uri.fsPath, JSON.stringify(bundle));
      await scan(uri);
      assert.equal(own(uri).length, 1);
    } finally {
      await rm(uri.fsPath);
    }
    await eventually('its findings go with it', () => own(uri).length === 0);
  });

  test('a database has a problem for each row that holds something, plain and compressed', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const uri = vscode.Uri.joinPath(root, '..', '..', 'notes.db');
    const database = new DatabaseSync(uri.fsPath);
    database.exec('CREATE TABLE notes (title TEXT, body TEXT)');
    const insert = database.prepare('INSERT INTO notes VALUES (?, ?)');
    insert.run('first', 'nothing');
    insert.run('second', JSON.stringify({ keys: [KEY] }));
    database.close();
    const zipped = uri.with({ path: `${uri.path}.gz` });
    await writeFile(zipped.fsPath, gzipSync(await readFile(uri.fsPath)));
    try {
      for (const file of [uri, zipped]) {
        await scan(file);
        const found = own(file).map(({ message, range }) => [message, range.isEmpty]);
        assert.deepEqual(found, [['API key (critical): notes/2, line 1, /body/keys/0', true]]);
      }
    } finally {
      await rm(uri.fsPath);
      await rm(zipped.fsPath);
    }
  });

  test('a database in a memory has its problems itself, also compressed', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    await withFile('[]', async (uri) => {
      const file = vscode.Uri.joinPath(uri, '..', 'kept.db');
      const database = new DatabaseSync(file.fsPath);
      database.exec('CREATE TABLE notes (body TEXT)');
      database.prepare('INSERT INTO notes VALUES (?)').run(KEY);
      database.close();
      const zipped = file.with({ path: `${file.path}.gz` });
      await writeFile(zipped.fsPath, gzipSync(await readFile(file.fsPath)));
      await scan();
      assert.deepEqual([own(file).length, own(zipped).length], [1, 1]);
      await rm(file.fsPath);
      await rm(zipped.fsPath);
      await eventually('they go with the files', () => own(file).length + own(zipped).length === 0);
    });
  });

  test('the sample memory has findings in its files, plain and compressed', async () => {
    await scan();
    const files = vscode.languages
      .getDiagnostics()
      .filter(([uri]) => own(uri).length > 0)
      .map(([uri]) => `${uri.scheme}:${uri.path.split('/').slice(-2).join('/')}`);
    assert.ok(files.includes('file:backend-architect/patterns.json'), files.join(', '));
    assert.ok(files.includes('loom-memory:backend-architect/solutions.json'), files.join(', '));
  });
});
