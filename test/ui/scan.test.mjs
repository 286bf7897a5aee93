// Scanning for secrets, by clicks and keys in the real workbench.
import assert from 'node:assert/strict';
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
