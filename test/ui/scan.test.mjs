// Scanning for secrets, by clicks and keys in the real workbench.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { openWorkbench } from './harness.mjs';

describe('a memory with secrets', () => {
  let workbench;
  let problems;
  before(async () => {
    workbench = await openWorkbench({ settings: { 'editor.minimap.enabled': false } });
    await workbench.openMemoryView();
    await workbench.widenSideBar(60);
    problems = workbench.page.locator('.markers-panel .monaco-list-row');
  });
  after(() => workbench?.close());
  const filterProblems = (text) =>
    workbench.page.locator('.markers-panel-action-filter input, .viewpane-filter input').first().fill(text);
  afterEach((context) => workbench?.shotOfFailure(context));

  test('the command counts findings on the nodes of the view and lists them as problems', async () => {
    const { page, row } = workbench;
    await workbench.runCommand('Loom Memory: Scan for Secrets');
    await row('backend-architect')
      .locator('.monaco-icon-label[class*="monaco-decoration"], .monaco-icon-suffix-container')
      .first()
      .waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await problems.filter({ hasText: 'patterns.json' }).first().waitFor();
    await problems.filter({ hasText: 'API key (critical)' }).first().waitFor();
    assert.equal(await page.locator('.markers-panel').getByText('sk_live').count(), 0);
  });

  test('Enter on a problem goes to its place; the quick fix replaces it and the problem is gone', async () => {
    const { page } = workbench;
    await filterProblems('pat-problem-details');
    const finding = problems.filter({ hasText: 'pat-problem-details-for-every-error' });
    const fixes = page.locator('.action-widget .monaco-list-row');
    const openFixes = async () => {
      await finding.first().click();
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: 'patterns.json' }).waitFor();
      await page.locator('.editor-instance .monaco-editor.focused').waitFor();
      await page.locator('.editor-instance .squiggly-error').first().waitFor();
      await page.keyboard.press('Control+.');
      await fixes.filter({ hasText: 'Mark as safe in this workspace' }).waitFor();
    };
    await finding.first().waitFor();
    await problems.filter({ hasText: 'solutions.json' }).first().waitFor({ state: 'hidden' });
    for (const theme of ['dark', 'light']) {
      await workbench.setTheme(theme);
      await openFixes();
      await workbench.shot(`scan-${theme}`);
      if (theme === 'dark') await page.keyboard.press('Escape');
    }
    await fixes.filter({ hasText: 'Mask with REDACTED_' }).waitFor();
    await fixes
      .filter({ hasText: /Move to the environment|Mask with/ })
      .first()
      .click();
    await finding.first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+S');
    const file = path.join(workbench.folder, '.loom/memory/backend-architect/patterns.json');
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    const written = () => /REDACTED_|env/.test(readFileSync(file, 'utf8').split('\n')[91] ?? '');
    // The tab is clean for a moment before the edit too: what counts is what the disk holds.
    for (let attempt = 0; attempt < 100 && !written(); attempt += 1) {
      await page.keyboard.press('Control+S');
      await page.waitForTimeout(100);
    }
    assert.ok(written());
  });

  test('a compressed file is shown as text, its findings underlined', async () => {
    const { page } = workbench;
    await workbench.runCommand('Problems: Focus on Problems View');
    await filterProblems('Private key');
    const finding = problems.filter({ hasText: 'Private key (critical): /solution/codeFix' });
    await finding.first().click();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'solutions.json' }).waitFor();
    await page.locator('.editor-instance .squiggly-error').first().waitFor();
    await workbench.shot('scan-compressed');
  });
});

describe('a database beside a memory', () => {
  let workbench;
  before(async () => {
    workbench = await openWorkbench({ prepare: plantDatabase });
    // Once the extension is there the window has settled.
    await workbench.openMemoryView();
    await workbench.runCommand('View: Show Explorer');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  });
  after(() => workbench?.close());
  afterEach((context) => workbench?.shotOfFailure(context));

  test('is scanned from its menu in the explorer; each row that holds something is a problem', async () => {
    const { page } = workbench;
    const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'notes.db' });
    const entry = page.locator('.context-view .action-label', { hasText: 'Scan for Secrets' });
    const problems = page.locator('.markers-panel .monaco-list-row');
    for (const theme of ['dark', 'light']) {
      await workbench.setTheme(theme);
      await file.click({ button: 'right' });
      await entry.waitFor();
      await workbench.shot(`scan-database-menu-${theme}`);
      await entry.click();
      await entry.waitFor({ state: 'hidden' });
      await workbench.runCommand('Problems: Focus on Problems View');
      await problems.filter({ hasText: 'API key (critical): notes/2, line 1, /body' }).waitFor();
      await workbench.shot(`scan-database-${theme}`);
    }
    assert.equal(await page.locator('.markers-panel').getByText('sk_live').count(), 0);
  });
});

/** Some nodes that run these tests have no SQLite of their own: the program of the system makes it. */
function plantDatabase(folder) {
  const key = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
  const script = `CREATE TABLE notes (title TEXT, body TEXT); INSERT INTO notes VALUES ('first', 'nothing'), ('second', 'use ${key} for tests');`;
  execFileSync('sqlite3', [path.join(folder, 'notes.db'), script]);
}
