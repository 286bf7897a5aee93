// Undo and the audit trail in a real workbench: an import by the command line, records that were learned since, and what
// is asked before they would be lost.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aml, exportBundle } from './bundles.mjs';
import { openWorkbench, removeDamage } from './harness.mjs';

const SOLUTIONS = '.loom/memory/frontend-developer/solutions.json';
const LEARNED = 'Focus leaves the dialog when its portal is drawn again';

let workbench;
/** The file as it was before the import. */
let untouched;
before(async () => {
  workbench = await openWorkbench({
    prepare: (folder) => {
      removeDamage(folder);
      untouched = readFileSync(path.join(folder, SOLUTIONS), 'utf8');
      importAndLearn(folder);
    },
  });
  await workbench.status.waitFor();
  await workbench.openMemoryView();
});
after(() => workbench?.close());
afterEach((context) => workbench?.shotOfFailure(context));

/** Exports, imports two new records, and then learns and changes one each, as Loom does. */
function importAndLearn(folder) {
  exportBundle(folder, 'loom-export-shop-web.tar.gz');
  const file = path.join(folder, SOLUTIONS);
  const [first] = JSON.parse(readFileSync(file, 'utf8'));
  const made = (id, errorMessage) => ({ ...first, id, problem: { ...first.problem, errorMessage } });
  const source = path.join(folder, 'from-a-colleague.json');
  const solutions = [
    made('hydration-mismatch', 'Hydration failed because the server rendered another date'),
    made('stale-closure', 'The interval counts with the value of its first render'),
  ];
  writeFileSync(source, JSON.stringify({ agents: { 'frontend-developer': { solutions } } }));
  aml(folder, ['import', source, '--yes']);
  const [used, ...others] = JSON.parse(readFileSync(file, 'utf8'));
  const learned = made('portal-focus', LEARNED);
  writeFileSync(`${file}.tmp`, JSON.stringify([{ ...used, verifiedCount: 99 }, ...others, learned], null, 2));
  renameSync(`${file}.tmp`, file);
}

const here = () => readFileSync(path.join(workbench.folder, SOLUTIONS), 'utf8');
const press = (key) => workbench.page.keyboard.press(key);

async function askForUndo() {
  const { quickInput, quickRows } = workbench;
  await workbench.runCommand('Loom Memory: Undo Last Operation');
  await quickInput.locator('.quick-input-title', { hasText: 'Undo: import' }).waitFor();
  await quickInput.locator('input[placeholder^="2 changes were made since"]').waitFor();
  await quickRows.filter({ hasText: LEARNED }).first().waitFor();
}

test('what would be lost is named before anything is taken back; Enter leaves everything as it is', async () => {
  const now = here();
  await askForUndo();
  await workbench.page.mouse.move(900, 700);
  await workbench.shot('undo-lost-light');
  const focused = workbench.quickInput.locator('.monaco-list-row.focused');
  assert.match(await focused.innerText(), /Leave everything as it is/);
  await press('Enter');
  await workbench.quickInput.waitFor({ state: 'hidden' });
  assert.equal(here(), now);
  await workbench.setTheme('dark');
  await askForUndo();
  await workbench.page.mouse.move(900, 700);
  await workbench.shot('undo-lost-dark');
  await press('Escape');
  await workbench.quickInput.waitFor({ state: 'hidden' });
  assert.equal(here(), now);
});

test('taken back all the same, the file is as it was before the import, to the byte', async () => {
  await askForUndo();
  await workbench.quickRows.filter({ hasText: 'Take it back and lose what follows' }).click();
  await workbench.quickInput.waitFor({ state: 'hidden' });
  for (let tries = 0; here() !== untouched; tries++) {
    assert.ok(tries < 100, 'the file is put back');
    await workbench.page.waitForTimeout(100);
  }
});

test('the audit trail is a page: the export, the import, and what took it back, newest first', async () => {
  const { page } = workbench;
  await workbench.runCommand('Loom Memory: Show Audit Trail');
  const trail = workbench.webview();
  await trail.getByRole('heading', { name: 'Audit trail of shop-web' }).waitFor();
  const rows = trail.locator('tbody tr');
  await rows.nth(2).waitFor();
  const verbs = await rows.locator('td:nth-child(2)').allInnerTexts();
  assert.deepEqual(verbs.slice(0, 3), ['undo', 'import', 'export']);
  assert.match(await rows.nth(1).innerText(), /add 2.*taken back.*frontend-developer/s);
  await page.mouse.move(900, 700);
  for (const theme of ['dark', 'light']) {
    await workbench.setTheme(theme);
    await rows.first().waitFor();
    await workbench.shot(`audit-${theme}`);
  }
});
