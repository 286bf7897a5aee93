// Shared by the UI tests: a real workbench in Chromium with the extension from the source folder (or an installed
// .vsix), over a copy of the sample workspace. One workbench per test file is enough: opening one takes 5 seconds.
//
//   let workbench;
//   before(async () => { workbench = await openWorkbench(); });
//   after(() => workbench?.close());
//   afterEach((context) => workbench?.shotOfFailure(context));
//   test('…', async () => { await workbench.runCommand('Loom Memory: Export…'); … await workbench.shot('export'); });
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  launchBrowser,
  makeUserData,
  remoteUri,
  serverCommand,
  startServer,
  workbenchUrl,
} from '../../tools/editor-host/host.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
export const shots = path.join(root, 'out/shots');

/** The value of the setting, the name in the picker, and the class that the workbench then has. */
export const themes = {
  light: { setting: 'Light Modern', label: 'Light Modern', class: 'vs' },
  dark: { setting: 'Dark Modern', label: 'Dark Modern', class: 'vs-dark' },
  highContrast: { setting: 'Default High Contrast', label: 'Dark High Contrast', class: 'hc-black' },
  highContrastLight: {
    setting: 'Default High Contrast Light',
    label: 'Light High Contrast',
    class: 'hc-light',
  },
};

/** A copy of the sample workspace below `scratch`. */
function copySample(scratch) {
  const folder = path.join(scratch, 'shop-web');
  // An export of the sample, which `npm start` makes, leaves its trail beside the memory.
  const filter = (source) => path.basename(source) !== 'memory-history';
  cpSync(path.join(root, 'samples/shop-web'), folder, { recursive: true, filter });
  return folder;
}

/** For tests of a healthy store: the sample's damaged file out of the way. */
export const removeDamage = (folder) =>
  rmSync(path.join(folder, '.loom/memory/test-automator/patterns.json'));

/**
 * Opens a window.
 * - `prepare(folder)`: changes the copied workspace before it is opened; may give another folder (or a
 *   .code-workspace file) to open instead.
 * - `settings`: user settings. `theme`: a key of `themes`. `size`: of the window.
 * - `vsix`: installs this file instead of developing the source folder. Only then do notification toasts show.
 * - `trust`: leaves workspace trust on (Restricted Mode).
 */
export async function openWorkbench({
  prepare,
  settings = {},
  theme = 'light',
  size = { width: 1280, height: 800 },
  vsix,
  trust = false,
} = {}) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'loom-'));
  const cleanups = [() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })];
  const close = async () => {
    while (cleanups.length > 0) await cleanups.pop()();
  };
  try {
    const sample = copySample(scratch);
    const folder = (await prepare?.(sample)) ?? sample;
    const colours = { 'workbench.colorTheme': themes[theme].setting };
    const server = await serve({ scratch, settings: { ...settings, ...colours }, vsix, trust });
    cleanups.push(() => server.stop());
    const browser = await launchBrowser();
    cleanups.push(() => browser.close());
    const context = await browser.newContext({ viewport: size, acceptDownloads: true });
    // A window opens in 5 seconds, and in 40 where many programs run.
    context.setDefaultTimeout(60_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    const page = await context.newPage();
    const payload = vsix ? [] : [['extensionDevelopmentPath', remoteUri(server.authority, root)]];
    const place = folder.endsWith('.code-workspace') ? { workspace: folder } : { folder };
    await page.goto(workbenchUrl(server, { ...place, payload }));
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    return { ...controls(page), page, folder, scratch, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serve({ scratch, settings, vsix, trust }) {
  const serverDataDir = path.join(scratch, 's');
  makeUserData(path.join(serverDataDir, 'data'), {
    ...(trust
      ? { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' }
      : {}),
    ...settings,
  });
  if (vsix) {
    const code = await serverCommand(['--install-extension', vsix], { serverDataDir, stdio: 'ignore' });
    assert.equal(code, 0, `${vsix} can be installed`);
  }
  return startServer({ serverDataDir, driver: !vsix, trust });
}

/** What a person does in the window, by VS Code's own parts (HTML of 1.103 to 1.139). */
function controls(page) {
  const quickInput = page.locator('.quick-input-widget');
  const quickText = quickInput.locator('.quick-input-box input');
  const tree = page.locator('.pane-body .monaco-list[aria-label="Memory"]');
  /**
   * Runs a command from the palette by its whole title, such as "Loom Memory: Export…". Opens the palette anew while
   * the command is not there: a window that has just opened does not know the extension's commands yet.
   */
  const runCommand = async (title) => {
    // The palette sorts by its own taste: take the row that says exactly this.
    const row = quickInput.locator('.label-name').getByText(title, { exact: true }).first();
    for (let tries = 1; ; tries++) {
      await page.keyboard.press('F1');
      await quickText.waitFor({ state: 'visible' });
      await quickText.fill(`>${title}`);
      try {
        await row.waitFor({ timeout: 5000 });
        break;
      } catch (error) {
        if (tries === 6) throw error;
        await page.keyboard.press('Escape');
      }
    }
    await row.click();
  };
  const shot = async (name) => {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
  };
  /**
   * Does something until that shows what it should: a list that is being drawn again takes no clicks, and an editor that is
   * being opened takes the focus away. Gives what it shows.
   */
  const untilShown = async (act, shown) => {
    for (let tries = 1; ; tries++) {
      await act();
      try {
        await shown.waitFor({ timeout: 8000 });
        return shown;
      } catch (error) {
        if (tries === 4) throw error;
      }
    }
  };
  return {
    untilShown,
    quickInput,
    quickText,
    /** Rows of the quick pick that is open: one that was closed may lie there still. */
    quickRows: quickInput.locator('.monaco-list-row:visible'),
    /** The Memory view's tree. Rows: `.monaco-list-row`, text `.label-name`, description `.label-description`. */
    tree,
    rows: tree.locator('.monaco-list-row'),
    /** A row of the tree by the beginning of its name. */
    row: (name) =>
      tree
        .locator('.monaco-list-row')
        .filter({ has: page.locator('.label-name', { hasText: name }) })
        .first(),
    /** The extension's status bar item: text without icons. */
    status: page.locator('.statusbar-item[id^="loom-memory.loom-memory."]'),
    toast: page.locator('.notification-toast .notification-list-item-message'),
    dialog: page.locator('.monaco-dialog-box'),

    /** A screenshot at out/shots/<name>.png. */
    shot,

    /** For `afterEach((context) => workbench.shotOfFailure(context))`: what the window looked like then. */
    async shotOfFailure(context) {
      if (context.passed === false) await shot(`failed-${context.name.replace(/\W+/g, '-').slice(0, 60)}`);
    },

    runCommand,

    /** Shows the Memory view and waits for its first row. */
    async openMemoryView() {
      const tab = page.locator('.activitybar a[aria-label="Loom Memory"]');
      await tab.waitFor({ timeout: 60_000 });
      if (!(await tree.isVisible())) await tab.click();
      await page.mouse.move(800, 400); // no hover over the tab in screenshots
      await tree.locator('.monaco-list-row').first().waitFor({ timeout: 60_000 });
    },

    /** Makes room for what stands right of the names. */
    async widenSideBar(pixels) {
      const edge = await page.locator('.part.sidebar').boundingBox();
      const x = edge.x + edge.width + 1;
      await page.mouse.move(x, 500);
      await page.mouse.down();
      await page.mouse.move(x + pixels, 500, { steps: 5 });
      await page.mouse.up();
      await page.mouse.move(900, 400);
    },

    /** Expands a row of the tree and waits until it is open. */
    async expand(name) {
      const row = tree
        .locator('.monaco-list-row')
        .filter({ has: page.locator('.label-name', { hasText: name }) })
        .first();
      if ((await row.getAttribute('aria-expanded')) !== 'true')
        await row.locator('.monaco-tl-twistie').click();
      await page.waitForFunction(
        (element) => element.getAttribute('aria-expanded') === 'true',
        await row.elementHandle(),
      );
    },

    /** The document inside the webview that is in front. */
    webview: () => page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame'),

    /** Changes the colour theme of the open window, through the picker. */
    async setTheme(theme) {
      const { label, class: className } = themes[theme];
      const first = quickInput.locator('.quick-input-list .monaco-list-row', { hasText: 'Modern' }).first();
      // A picker that is opened before the window knows its themes stays empty.
      for (let tries = 1; ; tries++) {
        await runCommand('Preferences: Color Theme');
        try {
          await first.waitFor({ timeout: 5000 });
          break;
        } catch (error) {
          if (tries === 6) throw error;
          await page.keyboard.press('Escape');
        }
      }
      await quickText.fill(label);
      await quickInput.locator('.monaco-list-row.focused', { hasText: label }).waitFor();
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
      await page.locator(`.monaco-workbench.${className}`).waitFor();
      await page.mouse.move(900, 700); // it stands where the palette was
    },
  };
}

/** Runs `take(theme)` once in light, dark and high contrast. */
export async function inEveryTheme(workbench, take) {
  for (const theme of ['dark', 'highContrast', 'light']) {
    await workbench.setTheme(theme);
    await take(theme);
  }
}
