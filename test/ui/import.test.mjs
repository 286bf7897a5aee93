// An import in a real workbench: a folder is dropped on the tree, one conflict is decided in its diff, the other in the
// list, the plan is applied, and what then lies on disk is compared.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { remoteUri } from '../../tools/editor-host/host.mjs';
import { PASSWORD, exportBundle } from './bundles.mjs';
import { openWorkbench, removeDamage } from './harness.mjs';

const MEMORY = '.loom/memory';
const SOLUTIONS = 'frontend-developer/solutions.json';
const SOURCE = 'from-a-colleague';

let workbench;
before(async () => {
  workbench = await openWorkbench({
    prepare: (folder) => {
      removeDamage(folder);
      makeSource(folder);
    },
  });
  await workbench.status.waitFor();
  await workbench.openMemoryView();
  await workbench.widenSideBar(260);
});
after(() => workbench?.close());
afterEach((context) => workbench?.shotOfFailure(context));

/** Another memory: two records in another version, two that are new, and a new agent. */
function makeSource(folder) {
  const source = path.join(folder, SOURCE);
  mkdirSync(path.join(source, 'frontend-developer'), { recursive: true });
  const [first, second, ...others] = JSON.parse(readFileSync(path.join(folder, MEMORY, SOLUTIONS), 'utf8'));
  const changed = (record, rootCause) => ({
    ...record,
    solution: { ...record.solution, rootCause },
    verifiedCount: 9,
  });
  const made = (id, errorMessage) => ({ ...first, id, problem: { ...first.problem, errorMessage } });
  writeFileSync(
    path.join(source, SOLUTIONS),
    JSON.stringify([
      changed(first, 'The list is undefined until the query has settled.'),
      changed(second, 'Two effects wrote the same state in one render.'),
      ...others.slice(0, 6),
      made('hydration-mismatch', 'Hydration failed because the server rendered another date'),
      made('portal-focus', 'Focus leaves the dialog when its portal is drawn again'),
    ]),
  );
  cpSync(path.join(folder, MEMORY, 'devops-engineer'), path.join(source, 'release-manager'), {
    recursive: true,
  });
}

const list = () => workbench.page.locator('.pane-body .monaco-list[aria-label="Import Plan"]');
const rows = () => list().locator('.monaco-list-row');
const planRow = (text) => rows().filter({ hasText: text }).first();
const press = (key) => workbench.page.keyboard.press(key);
const here = () => JSON.parse(readFileSync(path.join(workbench.folder, MEMORY, SOLUTIONS), 'utf8'));
/** Names of all that lies in the memory and beside it. */
const everything = () => readdirSync(path.join(workbench.folder, '.loom'), { recursive: true }).toSorted();
const message = (pattern) => workbench.page.locator('.pane-body .message', { hasText: pattern }).waitFor();

/** Drops until it is taken: a window that has just opened draws its rows anew, and the one under the drop is gone. */
async function drop(name) {
  const asked = workbench.quickInput.locator('.quick-input-title', { hasText: `Import ${name}` });
  await workbench.untilShown(() => dropOnce(name), asked);
}

/** Drops a file or folder of the workspace on the first row, with the data that the explorer gives to a drag. */
async function dropOnce(name) {
  const uri = remoteUri(workbench.server.authority, path.join(workbench.folder, name));
  await workbench.rows.first().evaluate((row, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', text);
    const { x, y, width, height } = row.getBoundingClientRect();
    const place = { clientX: x + width / 2, clientY: y + height / 2 };
    for (const type of ['dragenter', 'dragover', 'drop']) {
      row.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...place }));
    }
  }, uri);
}

async function chooseStrategy(strategy) {
  const { quickInput, quickRows } = workbench;
  await quickInput.locator('.quick-input-title', { hasText: `Import ${SOURCE}` }).waitFor();
  await workbench.shot('import-strategy');
  await quickRows.filter({ hasText: strategy }).first().click();
  await planRow('Apply').waitFor();
}

const closePlan = async () => {
  await workbench.runCommand('Loom Memory: Close the Plan');
  await list().waitFor({ state: 'detached' });
};
/** Lines of the side of the diff that is on the right. */
const rightSide = () => workbench.page.locator('.editor.modified .view-line');
const title = (name) => workbench.page.locator('.editor-group-container').getByRole('button', { name });

test('what is dropped on the tree is planned record by record; nothing is written', async () => {
  const before = here();
  const lying = everything();
  await drop(SOURCE);
  await chooseStrategy('Each one is a conflict');
  await message(/to add, .* 2 conflicts\. Nothing is written before you apply\./);
  await workbench.page.mouse.move(900, 650);
  for (const theme of ['dark', 'light']) {
    await workbench.setTheme(theme);
    await workbench.shot(`import-plan-${theme}`);
  }
  assert.deepEqual(here(), before);
  assert.deepEqual(everything(), lying);
  await closePlan();
});

test('one conflict merged in its diff, one taken by keyboard, one record left out; then applied', async () => {
  const { page, quickRows } = workbench;
  const [first, second] = here();
  await drop(SOURCE);
  await chooseStrategy('Each one is a conflict');
  await planRow('Cannot read properties of undefined').click();
  await rightSide().filter({ hasText: 'until the query has settled' }).waitFor();
  await page.mouse.move(900, 650);
  for (const theme of ['dark', 'light']) {
    await workbench.setTheme(theme);
    await workbench.shot(`import-conflict-${theme}`);
  }
  await title('Merge Both').click();
  await page.locator('.tab', { hasText: 'here and merged' }).waitFor();
  await message('1 conflict.');
  await workbench.shot('import-merged');

  await planRow('Text content does not match').click();
  await page.locator('.tab', { hasText: 'Text content does not match' }).waitFor();
  await rightSide().filter({ hasText: 'Two effects wrote' }).waitFor();
  const decide = async () => {
    await planRow('Text content does not match').click();
    await press('F2');
  };
  await (await workbench.untilShown(decide, quickRows.filter({ hasText: 'Take' }).first())).click();
  await message(/1 to merge, 1 to replace/);

  await planRow('Focus leaves the dialog').click();
  await page.locator('.tab', { hasText: 'Focus leaves the dialog' }).waitFor();
  await page.locator('.view-line', { hasText: 'portal-focus' }).first().waitFor();
  // What was opened may have taken the focus.
  await planRow('Focus leaves the dialog').click();
  await press('ArrowUp');
  await press('ArrowDown');
  await press(' ');
  await message('1 left out');
  await workbench.shot('import-decided');

  await planRow('Apply').click();
  await list().waitFor({ state: 'detached' });
  const now = here();
  assert.equal(now.length, 47, 'one record is new');
  assert.ok(now.some(({ id }) => id === 'hydration-mismatch'));
  assert.ok(!now.some(({ id }) => id === 'portal-focus'), 'what was unchecked is not there');
  const merged = now.find(({ id }) => id === first.id);
  assert.equal(merged.verifiedCount, first.verifiedCount + 9, 'counts are summed');
  assert.equal(now.find(({ id }) => id === second.id).verifiedCount, 9, 'the incoming one took its place');
  await workbench.row('release-manager').waitFor();
  assert.deepEqual(await page.locator('.tabs-container .tab').allInnerTexts(), [], 'its diffs are closed');

  await workbench.runCommand('Notifications: Show Notifications');
  const done = page.locator('.notifications-center .notification-list-item', {
    hasText: 'Imported into shop-web',
  });
  await done.waitFor();
  await page.mouse.move(900, 300);
  for (const theme of ['dark', 'light']) {
    await workbench.setTheme(theme);
    if (!(await done.isVisible())) await workbench.runCommand('Notifications: Show Notifications');
    await done.waitFor();
    await workbench.shot(`import-applied-${theme}`);
  }
  await done.getByRole('button', { name: 'Undo' }).click();
  await workbench.quickInput.locator('.quick-input-title', { hasText: 'Undo: import' }).waitFor();
  await press('Enter');
  await workbench.row('release-manager').waitFor({ state: 'detached' });
  assert.deepEqual(here().slice(0, 2), [first, second]);
  assert.equal(here().length, 46);
});

test('in Restricted Mode an encrypted bundle can be looked at, by its password, and not applied', async () => {
  await workbench.close();
  const bundle = 'loom-export-locked.tar.gz.enc';
  workbench = await openWorkbench({
    trust: true,
    prepare: (folder) => {
      removeDamage(folder);
      exportBundle(folder, bundle, ['--encrypt', '--anonymize', 'none']);
      // Two of what was exported have gone since.
      const file = path.join(folder, MEMORY, SOLUTIONS);
      writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8')).slice(2)));
    },
  });
  await workbench.openMemoryView();
  await workbench.widenSideBar(260);
  const { page, quickInput, quickText } = workbench;
  const before = here();
  await drop(bundle);
  await quickInput.getByText('This bundle is encrypted. Type its password.').waitFor();
  await quickText.fill('not this one');
  await press('Enter');
  await quickInput.getByText('Type it again.').waitFor();
  await workbench.shot('import-password-again');
  await quickText.fill(PASSWORD);
  await press('Enter');
  await quickInput.locator('input[placeholder="Which agents to import"]').waitFor();
  await workbench.shot('import-agents');
  await press('Enter');
  await quickInput.locator('input[placeholder^="What to do with records"]').waitFor();
  await press('Enter');
  await planRow('once you trust this workspace').waitFor();
  await message('2 to add');
  await planRow('Apply').click();
  await workbench.runCommand('Notifications: Show Notifications');
  const refused = page.locator('.notifications-center .notification-list-item', {
    hasText: 'Restricted Mode',
  });
  await refused.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
  await page.mouse.move(900, 300);
  await workbench.shot('import-restricted');
  assert.deepEqual(here(), before);
});
