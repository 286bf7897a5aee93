// The export wizard in a real workbench, from the keyboard.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PASSWORD } from './bundles.mjs';
import { inEveryTheme, openWorkbench } from './harness.mjs';

let workbench;
before(async () => {
  workbench = await openWorkbench();
  await workbench.status.waitFor();
});
after(() => workbench?.close());

const exported = () => readdirSync(workbench.folder).filter((name) => name.startsWith('loom-export'));

/** Waits for a question of the wizard; `step` of 6. */
async function question(step, placeholder) {
  const { quickInput, quickText, page } = workbench;
  await quickInput.locator('.quick-input-title', { hasText: `Export memory (${step}/6)` }).waitFor();
  if (placeholder) await quickInput.locator(`input[placeholder^="${placeholder}"]`).waitFor();
  await quickText.waitFor();
  await leaveHover(page);
}

/**
 * A pointer that rests on a list brings up a hover, which would lie over the picture. It goes when the pointer moves
 * elsewhere; a move to where the pointer is already moves nothing, so each try goes to another place.
 */
async function leaveHover(page) {
  for (const x of [640, 700, 760, 820]) {
    await page.mouse.move(x, 700, { steps: 4 });
    if (await page.locator('.workbench-hover-container').isHidden()) return;
    await page.waitForTimeout(500);
  }
}

const enter = () => workbench.page.keyboard.press('Enter');
const row = (text) => workbench.quickRows.filter({ hasText: text }).first();

async function startWizard() {
  await workbench.runCommand('Loom Memory: Export…');
  await question(1);
}

async function leaveWizard() {
  await workbench.page.keyboard.press('Escape');
  await workbench.quickInput.waitFor({ state: 'hidden' });
}

async function removeExports() {
  await workbench.runCommand('View: Close All Editors');
  for (const name of exported()) rmSync(path.join(workbench.folder, name), { recursive: true });
}

/** Shows the questions of the wizard in every theme: a theme cannot be changed while one is open. */
test('the questions, in every theme', async () => {
  await inEveryTheme(workbench, async (theme) => {
    await startWizard();
    await row('278 records').waitFor();
    await workbench.shot(`export-1-scope-${theme}`);
    await enter();
    await question(2);
    await row('All records (522)').waitFor();
    await row('Share with team: used at least 5 times, confidence at least 0.8 (122)').waitFor();
    await workbench.shot(`export-2-filters-${theme}`);
    await enter();
    await question(3);
    await row(/Partial.*\d+ items? would change/).waitFor();
    await workbench.shot(`export-3-anonymisation-${theme}`);
    await enter();
    await question(4);
    await workbench.shot(`export-4-format-${theme}`);
    await enter();
    await question(5);
    await workbench.shot(`export-5-encryption-${theme}`);
    await enter();
    await question(6);
    await row('522 records of 5 agents · fully anonymised · not encrypted').waitFor();
    await workbench.shot(`export-6-destination-${theme}`);
    await leaveWizard();
  });
  assert.deepEqual(exported(), [], 'leaving the wizard writes nothing');
});

test('six times Enter exports everything, anonymised, and shows the manifest', async () => {
  await startWizard();
  for (let step = 1; step <= 6; step += 1) {
    await question(step);
    await enter();
  }
  const view = workbench.webview();
  await view.getByText('verified just now').waitFor();
  const [manifest, bundle, ...others] = exported();
  assert.deepEqual(others, []);
  assert.match(bundle, /^loom-export-\d{8}-\d{6}\.tar\.gz$/);
  assert.match(manifest, /^loom-export-\d{8}-\d{6}-manifest\.md$/);
  await view.locator('h1', { hasText: bundle }).waitFor();
  await view.getByText('anonymised: full').waitFor();
  const entries = execFileSync('tar', ['-tzf', path.join(workbench.folder, bundle)], { encoding: 'utf8' });
  assert.match(entries, /loom-export\/agents\/frontend-developer\/patterns\.json/);
  await removeExports();
});

test('Back keeps what was answered, and every filter shows what it leaves', async () => {
  const { page, quickText, quickInput } = workbench;
  await startWizard();
  // The rows are drawn anew with their counts: a click at that very moment would be lost.
  await row('278 records').waitFor();
  await row('database-engineer').click();
  await enter();
  await question(2);
  await row('All records (458)').waitFor();
  await row('Custom…').click();
  await question(2, 'Which filters');
  await row('Confidence at least').click();
  await quickInput.getByText('Records with at least this confidence.').waitFor();
  await quickText.fill('7');
  await quickInput.getByText('"7" does not fit: it takes a number from 0 to 1.').waitFor();
  await workbench.shot('export-filter-invalid');
  await enter();
  await quickInput.getByText('"7" does not fit: it takes a number from 0 to 1.').waitFor();
  await quickText.fill('0.95');
  await quickInput.getByText(/\d+ of 458 records remain\./).waitFor();
  await workbench.shot('export-filter-value');
  await enter();
  await question(2, 'Which filters');
  await row(/Continue.*\d+ of 458 records remain/).waitFor();
  await workbench.shot('export-filter-custom');
  await enter();
  await question(3);
  await quickInput.getByRole('button', { name: /^Back/ }).click();
  await question(2);
  await row(/As last time: confidence at least 0.95 \(\d+\)/).waitFor();
  await quickInput.getByRole('button', { name: /^Back/ }).click();
  await question(1);
  assert.equal(
    await row('database-engineer').getByRole('checkbox').first().getAttribute('aria-checked'),
    'false',
  );
  await page.keyboard.press('Escape');
});

test('a password is asked twice, and the export opens with it', async () => {
  const { page, quickInput, quickText } = workbench;
  await startWizard();
  for (let step = 1; step <= 4; step += 1) {
    await question(step);
    await enter();
  }
  await question(5, 'Encrypt');
  await page.keyboard.press('ArrowDown');
  await enter();
  await quickInput.getByText('There is no way to recover it.').waitFor();
  await enter();
  await quickInput.getByText('Type a password, or go back to export without one.').waitFor();
  await page.keyboard.type('abc');
  await quickInput.getByText(/^Weak:/).waitFor();
  await workbench.shot('export-5-password');
  await quickText.fill(PASSWORD);
  await quickInput.getByText(/^Strong\./).waitFor();
  await enter();
  await quickInput.getByText('The same password again.').waitFor();
  await page.keyboard.type('harvest-x');
  await quickInput.getByText('The two passwords differ.').waitFor();
  await quickText.fill(PASSWORD);
  await enter();
  await question(6);
  await row('encrypted').first().waitFor();
  await enter();
  const view = workbench.webview();
  await view.getByText('verified just now').waitFor();
  await view.getByText('encrypted: AES-256-GCM').waitFor();
  assert.ok(exported().some((name) => name.endsWith('.tar.gz.enc')));
  await removeExports();
});

test('answers are saved as a preset and taken from it', async () => {
  const { page, quickInput, quickText } = workbench;
  await startWizard();
  await enter();
  await question(2);
  await row('Share with team').click();
  await question(3);
  await enter();
  await question(4);
  await row('JSON').click();
  await question(5);
  await row('No password').click();
  await question(6);
  await quickInput.getByRole('button', { name: 'Save as preset…' }).click();
  await quickInput.getByText('Name of the preset.').waitFor();
  await quickText.fill('For the team');
  await enter();
  await question(6);
  await leaveWizard();

  await startWizard();
  await quickInput.getByRole('button', { name: 'Start from a preset…' }).click();
  await row('For the team').waitFor();
  await row('Compliance audit').waitFor();
  await workbench.shot('export-presets');
  await row('For the team').click();
  await question(5);
  await enter();
  await question(6);
  await row('122 records').waitFor();
  await row('.json').waitFor();
  await enter();
  const view = workbench.webview();
  await view.getByText('used at least 5 times').waitFor();
  assert.ok(exported().some((name) => name.endsWith('.json')));
  await removeExports();
  await page.mouse.move(640, 700);
});

test('an export of tables shows its manifest, and Verify checks the folder', async () => {
  await startWizard();
  for (let step = 1; step <= 3; step += 1) {
    await question(step);
    await enter();
  }
  await question(4);
  await row('CSV').click();
  await question(5);
  await row('CSV cannot be encrypted').waitFor();
  await enter();
  await question(6);
  await enter();
  const view = workbench.webview();
  await view.locator('.notice', { hasText: 'Folder of CSV tables' }).waitFor();
  await view.getByText('verified just now').waitFor();
  const folder = exported().find((name) => !name.includes('.'));
  assert.ok(existsSync(path.join(workbench.folder, folder, 'patterns.csv')));
  await workbench.shot('manifest-csv');
  await removeExports();
});

test('the menu of an agent exports that agent', async () => {
  const { page } = workbench;
  await workbench.openMemoryView();
  await workbench.row('backend-architect').click({ button: 'right' });
  const item = page.locator('.monaco-menu .action-item', { hasText: 'Export…' }).first();
  await item.hover();
  await page.locator('.monaco-menu .action-item.focused', { hasText: 'Export…' }).waitFor();
  await enter();
  await question(1);
  const checked = async (name) => row(name).getByRole('checkbox').first().getAttribute('aria-checked');
  assert.equal(await checked('backend-architect'), 'true');
  assert.equal(await checked('frontend-developer'), 'false');
  await page.keyboard.press('Escape');
});
