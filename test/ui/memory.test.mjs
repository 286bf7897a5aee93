// The Memory view and the status bar, by clicks and keys in the real workbench.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { inEveryTheme, openWorkbench, removeDamage } from './harness.mjs';

describe('a memory with a damaged file', () => {
  let workbench;
  before(async () => {
    workbench = await openWorkbench();
    await workbench.openMemoryView();
    await workbench.widenSideBar(120);
  });
  after(() => workbench?.close());
  afterEach((context) => workbench?.shotOfFailure(context));

  test('shows five agents with their counts, and which of them has a file that cannot be read', async () => {
    const { rows, row } = workbench;
    await row('frontend-developer').filter({ hasText: '278 records · 87 %' }).waitFor();
    await row('test-automator').filter({ hasText: 'patterns.json cannot be read' }).waitFor();
    const names = await rows.locator('.label-name').allInnerTexts();
    assert.deepEqual(names.slice(0, 5), [
      'backend-architect',
      'database-engineer',
      'devops-engineer',
      'frontend-developer',
      'test-automator',
    ]);
  });

  test('the status bar counts the problem', async () => {
    await workbench.status.filter({ hasText: /^\s*Memory 1$/ }).waitFor();
  });

  test('an agent opens to its kinds, a kind to titles, the rest of a long list to a page of its own', async () => {
    const { row, rows } = workbench;
    await workbench.expand('frontend-developer');
    await row('Patterns').filter({ hasText: '214' }).waitFor();
    await workbench.expand('Patterns');
    await row('React.memo with custom comparison').waitFor();
    await workbench.page.mouse.move(800, 400);
    await inEveryTheme(workbench, (theme) => workbench.shot(`memory-${theme}`));
    await row('React.memo with custom comparison').click();
    await workbench.page.keyboard.press('End');
    await rows.filter({ hasText: /201\s*–\s*214/ }).waitFor();
    await workbench.page.keyboard.press('Home');
  });

  test('Enter on a record opens its page, Alt+Enter there its raw JSON', async () => {
    const { page, row } = workbench;
    await row('React.memo with custom comparison').click();
    await page.keyboard.press('Enter');
    const document = workbench.webview();
    await document.getByRole('heading', { name: 'React.memo with custom comparison' }).waitFor();
    await document.getByText('lists with more than 100 items').waitFor();
    await page.mouse.move(800, 700);
    await inEveryTheme(workbench, (theme) => workbench.shot(`record-${theme}`));
    await row('React.memo with custom comparison').click();
    await page.keyboard.press('Alt+Enter');
    await page.locator('.view-lines', { hasText: '"confidenceScore"' }).waitFor();
  });

  test('the filter leaves what matches, and clearing it brings all back', async () => {
    const { page, quickText, row, rows } = workbench;
    await workbench.runCommand('Loom Memory: Filter Memory…');
    await quickText.fill('outbox');
    await page.keyboard.press('Enter');
    await row('backend-architect').waitFor();
    await row('frontend-developer').waitFor({ state: 'hidden' });
    await rows.filter({ hasText: 'Outbox table for events' }).first().waitFor();
    await workbench.shot('memory-filtered');
    await workbench.runCommand('Loom Memory: Clear Filter');
    await row('frontend-developer').waitFor();
  });

  test('follows the disk: the problem goes when the damaged file does', async () => {
    rmSync(path.join(workbench.folder, '.loom/memory/test-automator/patterns.json'));
    await workbench.status.filter({ hasText: /^\s*Memory$/ }).waitFor();
    await workbench.page.getByRole('button', { name: 'Collapse All' }).first().click(); // the row may be far below
    await workbench.row('test-automator').filter({ hasText: '24 records' }).waitFor();
  });
});

describe('a healthy memory', () => {
  let workbench;
  before(async () => {
    workbench = await openWorkbench({ prepare: removeDamage });
  });
  after(() => workbench?.close());
  afterEach((context) => workbench?.shotOfFailure(context));

  test('has a plain status bar item, which a click follows to the Memory view', async () => {
    await workbench.status.filter({ hasText: /^\s*Memory$/ }).waitFor();
    await workbench.status.click();
    await workbench.row('test-automator').filter({ hasText: '24 records' }).waitFor();
  });
});

describe('a folder without a memory', () => {
  let workbench;
  before(async () => {
    workbench = await openWorkbench({
      prepare: (folder) => rmSync(path.join(folder, '.loom'), { recursive: true }),
    });
  });
  after(() => workbench?.close());
  afterEach((context) => workbench?.shotOfFailure(context));

  test('has no status bar item, and the view says what to do', async () => {
    const { page } = workbench;
    const tab = page.locator('.activitybar a[aria-label="Loom Memory"]');
    await tab.waitFor({ timeout: 60_000 });
    assert.equal(await workbench.status.count(), 0);
    await tab.click();
    await page.getByText('This workspace has no agent memory yet.').waitFor();
    assert.equal(await workbench.status.count(), 0);
    await workbench.shot('memory-none');
  });
});
