// The manifest viewer in a real workbench: what a person sees, types and hears of a bundle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { damageEntry, exportBundle, openByName, PASSWORD } from './bundles.mjs';
import { inEveryTheme, openWorkbench } from './harness.mjs';

const plain = 'loom-export-20251023-103000.tar.gz';
const sealed = 'loom-export-sealed.tar.gz.enc';
const damaged = 'loom-export-damaged.tar.gz';
const hostile = 'loom-export-hostile.json';

let workbench;
before(async () => {
  workbench = await openWorkbench({
    prepare: (folder) => {
      exportBundle(folder, plain, ['--min-confidence', '0.5']);
      exportBundle(folder, sealed, ['--encrypt']);
      damageEntry(exportBundle(folder, damaged), 'loom-export/agents/frontend-developer/patterns.json');
      writeFileSync(path.join(folder, hostile), JSON.stringify(hostileExport()));
      writeFileSync(path.join(folder, 'other.tar.gz'), gzipSync('not a tar at all'));
    },
  });
});
after(() => workbench?.close());

/** Markup wherever an export can put a name. */
function hostileExport() {
  const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  return {
    metadata: {
      version: '1.0.0',
      export_date: markup,
      source_project: markup,
      exported_by: markup,
      agents: ['<b>bold</b>'],
      filters_applied: { [markup]: markup },
      anonymized: true,
      encrypted: false,
      compression: 'none',
      anonymization: { level: markup, counts: { [markup]: 3 } },
      unreadable: [{ file: markup, message: markup }],
    },
    agents: { '<b>bold</b>': { patterns: [], solutions: [], decisions: [] } },
    global: {},
    checksums: {},
  };
}

async function waitUntil(check) {
  for (const end = Date.now() + 15_000; !(await check());) {
    assert.ok(Date.now() < end, `within 15 s: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const marks = (view) => view.locator('.checksums .mark');

/** Through the open dialog, which a window in a browser draws itself. */
async function openWithDialog(name) {
  const { page, quickText } = workbench;
  await workbench.runCommand('Loom Memory: Open Bundle…');
  // The dialog writes its folder into the field when it is ready.
  await page.waitForFunction(
    (folder) => document.querySelector('.quick-input-box input')?.value.startsWith(folder),
    workbench.folder,
  );
  await quickText.fill(path.join(workbench.folder, name));
  await page.keyboard.press('Enter');
}

async function closeEditors() {
  await workbench.runCommand('View: Close All Editors');
  await workbench.page.locator('iframe.webview.ready').first().waitFor({ state: 'detached' });
}

test('a bundle opens as its manifest, and Verify marks every section', async () => {
  const { page } = workbench;
  await openByName(workbench, plain);
  const view = workbench.webview();
  await view.locator('h1', { hasText: plain }).waitFor();
  await view.getByText('verified just now').waitFor();
  assert.match(await view.locator('.subtitle').innerText(), /^Exported .+ · version 1\.0\.0 · .+ of .+ \(\d/);
  assert.deepEqual(await view.locator('tbody th').allInnerTexts(), [
    'backend-architect',
    'database-engineer',
    'devops-engineer',
    'frontend-developer',
    'test-automator',
  ]);
  await view.getByText('confidence at least 0.5').waitFor();
  await view.getByText(/API keys\s\d/).waitFor();
  assert.ok((await marks(view).allInnerTexts()).every((text) => text === 'ok'));

  // Reading so little takes less than a screen refresh: what was on the page is noted as it changes.
  await view.locator('#page').evaluate((page) => {
    globalThis.seen = [];
    new MutationObserver(() => globalThis.seen.push(page.querySelector('.mark')?.textContent)).observe(page, {
      childList: true,
      subtree: true,
    });
  });
  await view.getByRole('button', { name: 'Verify' }).click();
  await waitUntil(async () => {
    const seen = await view.locator('#page').evaluate(() => globalThis.seen);
    return seen.includes('checking…') && seen.at(-1) === 'ok';
  });
  assert.ok((await marks(view).allInnerTexts()).every((text) => text === 'ok'));
  assert.match(await view.locator('#live').textContent(), /^Verified: all \d sections are intact\.$/);
  await page.mouse.move(640, 790);
  await inEveryTheme(workbench, (theme) => workbench.shot(`manifest-plain-${theme}`));
});

test('the import command is copied, and everything is reached from the keyboard', async () => {
  const { page } = workbench;
  const view = workbench.webview();
  await view.getByRole('button', { name: 'Verify' }).focus();
  const reached = [];
  // The last thing to reach is Copy: one more Tab would leave the page.
  while (reached.length < 20 && reached.at(-1) !== 'Copy') {
    reached.push(await view.locator(':focus').innerText());
    if (reached.at(-1) !== 'Copy') await page.keyboard.press('Tab');
  }
  for (const name of ['Verify', 'Reveal', 'backend-architect', 'test-automator', 'Copy']) {
    assert.ok(reached.includes(name), `Tab reaches ${name}: ${reached.join(', ')}`);
  }
  await page.keyboard.press('Enter');
  await view.getByText('Import command copied.').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `aml import ${plain} --validate`);
});

test('the records inside are searched, and Enter opens the page of one', async () => {
  const { page } = workbench;
  const view = workbench.webview();
  await view.getByRole('button', { name: 'frontend-developer' }).focus();
  await page.keyboard.press('Enter');
  await view.locator('.records-view h1', { hasText: 'frontend-developer' }).waitFor();
  await view.locator('.record').first().waitFor();
  assert.match(await view.locator('.records-view .subtitle').innerText(), /\d+ records/);
  await page.keyboard.type('memo');
  await view.locator('.records-view .subtitle', { hasText: / of / }).waitFor();
  const titles = await view.locator('.record-title').allInnerTexts();
  assert.ok(titles.length > 0 && titles.some((title) => /memo/i.test(title)), titles.join(', '));
  await inEveryTheme(workbench, (theme) => workbench.shot(`manifest-records-${theme}`));
  await view.locator('#search').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasNotText: plain }).waitFor();
  await workbench.webview().locator('h1', { hasText: titles[0] }).waitFor();
});

test('the list of records is still there when its tab was hidden, and Escape leads back', async () => {
  const { page } = workbench;
  await page.locator('.tab', { hasText: plain }).click();
  const view = workbench.webview();
  await view.locator('#search').waitFor();
  assert.equal(await view.locator('#search').inputValue(), 'memo');
  await view.locator('#search').press('Escape');
  await view.locator('table').waitFor();
  await view.locator('[data-key="agent:frontend-developer"]:focus').waitFor();
  await closeEditors();
});

test('an encrypted bundle takes no wrong password and opens with the right one', async () => {
  const { page } = workbench;
  await openByName(workbench, sealed);
  const view = workbench.webview();
  await view.locator('#password:focus').waitFor();
  await view.getByText('PBKDF2-HMAC-SHA256, 600,000 iterations').waitFor();
  assert.equal(await view.locator('table').count(), 0);
  await inEveryTheme(workbench, (theme) => workbench.shot(`manifest-locked-${theme}`));

  await view.locator('#password').focus();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await view.locator('.field-error', { hasText: 'The password does not open this bundle.' }).waitFor();
  await view.locator('#password:focus').waitFor();
  assert.equal(await view.locator('#password').inputValue(), '');
  await inEveryTheme(workbench, (theme) => workbench.shot(`manifest-wrong-password-${theme}`));

  await view.locator('#password').focus();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await view.getByText('verified just now').waitFor();
  await view.getByText('encrypted: AES-256-GCM').waitFor();
  assert.equal(await view.locator('tbody tr').count(), 5);
  await inEveryTheme(workbench, (theme) => workbench.shot(`manifest-opened-${theme}`));
  await closeEditors();
});

test('damage is named with what is intact', async () => {
  await openByName(workbench, damaged);
  const view = workbench.webview();
  await view.locator('.notice.bad', { hasText: 'Damaged: frontend-developer' }).waitFor();
  await view.locator('.notice.bad', { hasText: /Intact: .*backend-architect.*global data/ }).waitFor();
  const rows = await view.locator('.checksums li').allInnerTexts();
  for (const row of rows) {
    assert.equal(/damaged/.test(row), row.startsWith('frontend-developer'), row);
  }
  await inEveryTheme(workbench, (theme) => workbench.shot(`manifest-damaged-${theme}`));
  await closeEditors();
});

test('markup in a bundle is text', async () => {
  await openWithDialog(hostile);
  const view = workbench.webview();
  await view.locator('tbody th', { hasText: '<b>bold</b>' }).waitFor();
  assert.equal(await view.locator('img, main script, b').count(), 0);
  await view.getByText('<script>').first().waitFor();
  await closeEditors();
});

test('a file that is no archive says so', async () => {
  await openWithDialog('other.tar.gz');
  const view = workbench.webview();
  await view.locator('.notice', { hasText: 'is not a bundle or archive of a known format' }).waitFor();
});
