// What may happen to the plan of an import in a real workbench before it is applied: the memory changes, records are not
// valid, trust is granted, or there are several memories.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openWorkbench, removeDamage } from './harness.mjs';
import { remoteUri } from '../../tools/editor-host/host.mjs';

const SOLUTIONS = '.loom/memory/frontend-developer/solutions.json';
const SOURCE = 'from-a-colleague.json';

let workbench;
afterEach(async (context) => {
  await workbench?.shotOfFailure(context);
  await workbench?.close();
  workbench = undefined;
});

/** Opens a window over the sample, with a source of these solutions made of the sample's first two. */
async function openWith(make, options = {}) {
  workbench = await openWorkbench({
    ...options,
    prepare: (folder) => {
      removeDamage(folder);
      const records = JSON.parse(readFileSync(path.join(folder, SOLUTIONS), 'utf8'));
      writeSource(folder, make(...records));
      return options.prepare?.(folder);
    },
  });
  await workbench.openMemoryView();
  await workbench.widenSideBar(260);
}

function writeSource(folder, solutions) {
  writeFileSync(
    path.join(folder, SOURCE),
    JSON.stringify({ agents: { 'frontend-developer': { solutions } } }),
  );
}

const made = (record, id, errorMessage) => ({ ...record, id, problem: { ...record.problem, errorMessage } });
const changed = (record, rootCause) => ({ ...record, solution: { ...record.solution, rootCause } });

const list = () => workbench.page.locator('.pane-body .monaco-list[aria-label="Import Plan"]');
const planRow = (text) => list().locator('.monaco-list-row').filter({ hasText: text }).first();
const message = (pattern) => workbench.page.locator('.pane-body .message', { hasText: pattern }).waitFor();
const press = (key) => workbench.page.keyboard.press(key);
const here = (folder = workbench.folder) => JSON.parse(readFileSync(path.join(folder, SOLUTIONS), 'utf8'));

/** Writes the memory as Loom does: beside it, then renamed over it. */
function learn(records) {
  const file = path.join(workbench.folder, SOLUTIONS);
  writeFileSync(`${file}.tmp`, JSON.stringify(records, null, 2));
  renameSync(`${file}.tmp`, file);
}

/** Drops the source on the Memory view until it is taken, with the data that the explorer gives to a drag. */
async function drop(folder = workbench.folder, row = workbench.rows.first()) {
  const uri = remoteUri(workbench.server.authority, path.join(folder, SOURCE));
  const asked = workbench.quickInput.locator('.quick-input-title', { hasText: `Import ${SOURCE}` });
  const letGo = (element, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/uri-list', text);
    const { x, y, width, height } = element.getBoundingClientRect();
    const place = { clientX: x + width / 2, clientY: y + height / 2 };
    for (const type of ['dragenter', 'dragover', 'drop'])
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...place }));
  };
  await workbench.untilShown(() => row.evaluate(letGo, uri), asked);
}

async function chooseStrategy(strategy) {
  await workbench.quickRows.filter({ hasText: strategy }).first().click();
  await planRow('frontend-developer').waitFor();
}

function askToApply(answer) {
  const row = workbench.quickRows.filter({ hasText: answer }).first();
  return workbench.untilShown(() => planRow('Apply').click(), row);
}

/** The notification that says so, in the list of all: toasts do not show here. */
async function notification(text) {
  await workbench.runCommand('Notifications: Show Notifications');
  const found = workbench.page.locator('.notifications-center .notification-list-item', { hasText: text });
  await found.first().waitFor();
  return found.first();
}

test('a memory that has changed since is not written to; Plan Again keeps what was decided', async () => {
  await openWith((first, second) => [
    changed(first, 'The list is undefined until the query has settled.'),
    changed(second, 'Two effects wrote the same state in one render.'),
    made(first, 'portal-focus', 'Focus leaves the dialog'),
  ]);
  await drop();
  await chooseStrategy('Each one is a conflict');
  const decide = async () => {
    await planRow('Cannot read properties of undefined').click();
    await press('F2');
  };
  await (await workbench.untilShown(decide, workbench.quickRows.filter({ hasText: 'Take' }).first())).click();
  await message('1 to add, 1 to replace, 1 conflict');

  const [first, second, ...others] = here();
  learn([first, second, ...others, made(first, 'portal-focus', 'Focus leaves the dialog')]);
  await (await askToApply('Apply 2 Changes')).click();
  const told = await notification('The memory has changed since this plan was made. Nothing was written.');
  assert.equal(here().length, others.length + 3);
  assert.deepEqual(here()[0], first, 'nothing was written');
  await workbench.page.mouse.move(900, 300);
  await workbench.shot('import-changed');
  await told.getByRole('button', { name: 'Plan Again' }).click();
  await message('1 to replace, 1 same, 1 conflict');
  await (await askToApply('Apply 1 Change')).click();
  await list().waitFor({ state: 'detached' });
  const now = here();
  assert.equal(now[0].solution.rootCause, 'The list is undefined until the query has settled.');
  assert.deepEqual(now[1], second);
  assert.ok(
    now.some(({ id }) => id === 'portal-focus'),
    'what was learned meanwhile is there',
  );
});

test('records that are not valid stand first, with the reason; they can be left out', async () => {
  await openWith((first) => [
    { ...made(first, 'broken', 'The clock goes backwards'), effectiveness: { worked: 'perhaps' } },
    made(first, 'sound', 'The bundle holds two copies of the router'),
  ]);
  await drop();
  await chooseStrategy('One record of both versions');
  await planRow('1 record breaks a rule of its kind').waitFor();
  assert.match(await planRow('broken').innerText(), /\/effectiveness\/worked/);
  await workbench.page.mouse.move(900, 650);
  await workbench.shot('import-invalid');
  const before = here();
  await (await askToApply('Back to the plan')).click();
  assert.deepEqual(here(), before);
  await (await askToApply('Leave out what cannot be imported')).click();
  await list().waitFor({ state: 'detached' });
  const ids = here().map(({ id }) => id);
  assert.ok(ids.includes('sound'));
  assert.ok(!ids.includes('broken'));
});

test('of several memories, it comes into the one on which it was dropped; the others stay as they are', async () => {
  let second;
  await openWith((first) => [made(first, 'sound', 'The bundle holds two copies of the router')], {
    prepare: (folder) => {
      second = path.join(path.dirname(folder), 'shop-api');
      mkdirSync(second);
      cpSync(path.join(folder, '.loom'), path.join(second, '.loom'), { recursive: true });
      const file = path.join(path.dirname(folder), 'shop.code-workspace');
      writeFileSync(file, JSON.stringify({ folders: [{ path: 'shop-web' }, { path: 'shop-api' }] }));
      return file;
    },
  });
  const first = path.join(path.dirname(workbench.folder), 'shop-web');
  await workbench.row('shop-api').waitFor();
  await drop(first, workbench.row('shop-api'));
  await chooseStrategy('One record of both versions');
  await workbench.page.locator('.pane-header', { hasText: `${SOURCE} into shop-api` }).waitFor();
  await planRow('Apply 1 Change').click();
  await list().waitFor({ state: 'detached' });
  assert.ok(here(second).some(({ id }) => id === 'sound'));
  assert.ok(!here(first).some(({ id }) => id === 'sound'));
  assert.ok(!existsSync(path.join(first, '.loom/memory-history')), 'nothing lies beside the other one');
});

test('trust that is granted while the plan is open is enough: the plan is the same, and can be applied', async () => {
  await openWith((first) => [made(first, 'sound', 'The bundle holds two copies of the router')], {
    trust: true,
  });
  await drop();
  await chooseStrategy('One record of both versions');
  await planRow('once you trust this workspace').waitFor();
  await planRow('Apply').click();
  const refused = await notification('Restricted Mode');
  await refused.getByRole('button', { name: 'Manage Workspace Trust' }).click();
  await workbench.page
    .locator('.workspace-trust-editor')
    .getByRole('button', { name: 'Trust' })
    .first()
    .click();
  await planRow('once you trust this workspace').waitFor({ state: 'detached' });
  // Newer versions show it over everything else.
  const modal = workbench.page.locator('.monaco-modal-editor-block');
  if ((await modal.count()) > 0) await modal.getByRole('button', { name: /close/i }).first().click();
  await planRow('Apply 1 Change').click();
  await list().waitFor({ state: 'detached' });
  assert.ok(here().some(({ id }) => id === 'sound'));
});
