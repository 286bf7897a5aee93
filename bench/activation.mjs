// How long VS Code takes to load and activate the extension, beside an empty extension with a tree view, both in one window.
// The figures are VS Code's own (Developer: Show Running Extensions).
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser, startServer, temporaryServerData, workbenchUrl } from '../tools/editor-host/host.mjs';
import { median, table } from './measure.mjs';
import { project } from './stores.mjs';

/** As the list of running extensions names them. */
const OURS = 'Loom Memory';
const EMPTY = 'Empty Extension';

const EMPTY_MAIN = `import * as vscode from 'vscode';
export function activate(context) {
  context.subscriptions.push(vscode.window.createTreeView('empty.view', {
    treeDataProvider: { getChildren: () => [], getTreeItem: (item) => item },
  }));
}
`;

/** An extension that does the least an extension with a view can do, activated by the same event as ours. */
function writeEmptyExtension(folder) {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'empty',
    displayName: 'Empty Extension',
    publisher: 'bench',
    version: '1.0.0',
    type: 'module',
    engines: { vscode: '^1.103.0' },
    main: './main.js',
    activationEvents: ['workspaceContains:.loom/memory'],
    contributes: { views: { explorer: [{ id: 'empty.view', name: 'Empty' }] } },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'main.js'), EMPTY_MAIN);
}

/** What a .vsix holds of ours, laid where installed extensions are. */
function installOurs(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media', 'l10n']) {
    cpSync(path.join(project, name), path.join(folder, name), { recursive: true });
  }
}

/** One window; milliseconds by the name of the extension. */
async function activateOnce(browser, folder, server) {
  // Tall, so that the list of running extensions shows every row.
  const page = await browser.newPage({ viewport: { width: 1280, height: 2400 } });
  try {
    await page.goto(
      workbenchUrl(server, {
        folder: path.join(folder, 'shop-web'),
      }),
    );
    await page.locator('[id="loom-memory.loom-memory.loomMemory.status"]').waitFor({ timeout: 60_000 });
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget .quick-input-box input');
    await input.fill('>Developer: Show Running Extensions');
    await page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: 'Running' }).waitFor();
    await page.keyboard.press('Enter');
    const times = {};
    for (const name of [OURS, EMPTY]) {
      const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: name });
      const text = await row.locator('.activation-time').first().innerText();
      const time = /(\d+)\s*ms/.exec(text);
      if (time === null) throw new Error(`No time is shown for ${name}: ${text}`);
      times[name] = Number(time[1]);
    }
    return times;
  } finally {
    await page.close();
  }
}

export async function measureActivation({ rounds }) {
  const data = temporaryServerData();
  const folder = path.join(data.folder, 'bench');
  const extensionsDir = path.join(folder, 'extensions');
  writeEmptyExtension(path.join(extensionsDir, 'bench.empty-1.0.0'));
  installOurs(path.join(extensionsDir, 'loom-memory.loom-memory-0.1.0'));
  cpSync(path.join(project, 'samples/shop-web'), path.join(folder, 'shop-web'), { recursive: true });
  const server = await startServer({ serverDataDir: data.folder, extensionsDir });
  const browser = await launchBrowser();
  try {
    const answers = [];
    // The first window also warms the server's disk cache: it is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const times = await activateOnce(browser, folder, server);
      if (round > 0) answers.push(times);
    }
    const row = (name) => {
      const values = answers.map((times) => times[name]);
      return [name, `${Math.min(...values)} / ${median(values)} / ${Math.max(...values)}`];
    };
    console.log(table(['activation (loading and the call)', 'ms'], [row(OURS), row(EMPTY)]));
    const over = median(answers.map((times) => times[OURS] - times[EMPTY]));
    console.log(`Median over the empty extension, paired: ${over} ms.`);
  } finally {
    await browser.close();
    await server.stop();
    data.remove();
  }
}

if (process.argv[1] === import.meta.filename)
  await measureActivation({ rounds: Number(process.argv[2] ?? 9) });
