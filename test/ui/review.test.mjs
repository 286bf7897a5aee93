// The review of redactions in a real workbench: what it shows, one reject and one rule of one's own, and what then leaves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, afterEach, before, test } from 'node:test';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openWorkbench, root } from './harness.mjs';

let workbench;
before(async () => {
  workbench = await openWorkbench();
  await workbench.status.waitFor();
  await workbench.openMemoryView();
  await workbench.widenSideBar(260);
});
after(() => workbench?.close());
afterEach((context) => workbench?.shotOfFailure(context));

/** The made-up secrets of the sample, put together here: no file holds them whole. */
const secrets = JSON.parse(readFileSync(path.join(root, 'samples/shop-web-secrets.json'), 'utf8')).map(
  ({ kind, parts }) => ({ kind, text: parts.join('') }),
);
const secret = (kind) => secrets.find((one) => one.kind === kind).text;
const exported = () => readdirSync(workbench.folder).filter((name) => name.startsWith('loom-export'));
const settings = () => path.join(workbench.folder, '.vscode/settings.json');
const list = () => workbench.page.locator('.pane-body .monaco-list[aria-label="Review"]');
const rows = () => list().locator('.monaco-list-row');
const reviewRow = (text) => rows().filter({ hasText: text }).first();
const press = (key) => workbench.page.keyboard.press(key);

async function question(step) {
  const { quickInput, quickText } = workbench;
  await quickInput.locator('.quick-input-title', { hasText: `Export memory (${step}/6)` }).waitFor();
  await quickText.waitFor();
}

/** Goes to the third question, waits for its counts, and opens the review. */
async function openReview() {
  await workbench.runCommand('Loom Memory: Export…');
  for (const step of [1, 2]) {
    await question(step);
    await press('Enter');
  }
  await question(3);
  await workbench.quickRows.filter({ hasText: /Partial.*\d+ items? would change/ }).waitFor();
  await workbench.quickRows.filter({ hasText: 'Review…' }).click();
  await reviewRow('Continue the export').waitFor();
}

async function expandGroup(category, agent) {
  const index = await rows().evaluateAll(
    (all, names) => {
      const texts = all.map((row) => row.textContent ?? '');
      const start = texts.findIndex((text) => text.startsWith(names[0]));
      return texts.findIndex((text, place) => place > start && text.startsWith(names[1]));
    },
    [category, agent],
  );
  const group = rows().nth(index);
  if ((await group.getAttribute('aria-expanded')) !== 'true')
    await group.locator('.monaco-tl-twistie').click();
}

async function message(pattern) {
  await workbench.page.locator('.pane-body .message', { hasText: pattern }).waitFor();
}

/** The text of every file in a bundle. */
const contentsOf = (bundle) =>
  execFileSync('tar', ['-xzOf', path.join(workbench.folder, bundle)], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
const metadataOf = (bundle) =>
  JSON.parse(
    execFileSync('tar', ['-xzOf', path.join(workbench.folder, bundle), 'loom-export/metadata.json'], {
      encoding: 'utf8',
    }),
  );

async function removeExports() {
  await workbench.runCommand('View: Close All Editors');
  for (const name of exported()) rmSync(path.join(workbench.folder, name), { recursive: true });
}

test('what would change, hit by hit, with before and after; leaving it leaves nothing', async () => {
  const { page } = workbench;
  for (const theme of ['dark', 'light']) {
    await workbench.setTheme(theme);
    await openReview();
    await message('32 replaced as proposed. Nothing is written before you continue.');
    await expandGroup('API keys', 'backend-architect');
    await reviewRow('→ process.env.API_KEY').click();
    await page
      .locator('.monaco-diff-editor .view-line', { hasText: 'process.env.API_KEY' })
      .first()
      .waitFor();
    await page.mouse.move(900, 650);
    await workbench.shot(`review-${theme}`);
    await workbench.runCommand('Loom Memory: Show All Changes');
    await page.locator('.tab', { hasText: 'Redactions of this export' }).waitFor();
    await page
      .locator('.monaco-component.multiDiffEditor .view-line', { hasText: 'REDACTED_PASSWORD' })
      .first()
      .waitFor();
    await page.mouse.move(900, 650);
    await workbench.shot(`review-all-${theme}`);
    await workbench.runCommand('Loom Memory: Cancel the Review');
    await question(3);
    await press('Escape');
    await list().waitFor({ state: 'detached' });
    // Nothing that was read is left in a tab.
    await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  }
  assert.deepEqual(exported(), []);
  assert.ok(!existsSync(settings()), 'no settings were written');
});

test('one reject and one added rule: the bundle holds exactly that', async () => {
  const { page, quickInput, quickText } = workbench;
  const cloudKey = secrets.find(({ text }) => text.startsWith(['AK', 'IA'].join('')));
  await openReview();
  await expandGroup('API keys', 'backend-architect');
  const hit = reviewRow('JavaScript heap out of memory').filter({ hasText: 'aws-access-key-id' });
  await hit.hover();
  await hit.getByRole('button', { name: 'Reject' }).click();
  await message('31 replaced as proposed · 1 left as it is.');
  await reviewRow('API keys').filter({ hasText: '8 of 9 replaced' }).waitFor();

  await workbench.runCommand('Loom Memory: Add a Rule…');
  for (const [pattern, reason] of [
    ['(payment', /pattern is broken: unterminated group/],
    ['(pay+)+$', /cannot be used: it can take far longer/],
  ]) {
    await quickText.fill(pattern);
    await press('Enter');
    await quickInput.locator('.quick-input-message', { hasText: reason }).waitFor();
  }
  await quickText.fill('payment webhook');
  await press('Enter');
  await quickInput.getByText('Client names').waitFor();
  await quickText.fill('Client');
  await press('Enter');
  const found = quickInput.locator('input[placeholder^="It finds "]');
  await found.waitFor();
  const [, places] = /It finds (\d+) places more/.exec(await found.getAttribute('placeholder'));
  await workbench.shot('review-rule');
  await press('Enter');
  await message(`${31 + Number(places)} replaced as proposed · 1 left as it is.`);
  const all = 32 + Number(places);
  await reviewRow('Continue the export')
    .filter({ hasText: `${all - 1} of ${all} replaced` })
    .waitFor();
  await page.mouse.move(900, 650);
  await workbench.shot('review-decided');

  await reviewRow('Continue the export').click();
  for (const step of [4, 5, 6]) {
    await question(step);
    if (step === 6) await workbench.quickRows.filter({ hasText: '1 left as it is' }).waitFor();
    await press('Enter');
  }
  const view = workbench.webview();
  await view.getByText('verified just now').waitFor();
  const bundle = exported().find((name) => name.endsWith('.tar.gz'));
  const contents = contentsOf(bundle);
  assert.ok(contents.includes(cloudKey.text), 'what was rejected is there');
  assert.ok(!/payment webhook/i.test(contents), 'what the rule finds is gone');
  for (const { kind, text } of secrets) {
    if (text !== cloudKey.text) assert.ok(!contents.includes(text), `no ${kind} is there`);
  }
  const { anonymization } = metadataOf(bundle);
  assert.equal(anonymization.decisions.rejected, 1);
  assert.equal(anonymization.decisions.own_rules, Number(places));
  assert.equal(anonymization.decisions.accepted, 31 + Number(places));
  assert.ok(!existsSync(settings()), 'decisions for one export are not kept');
  await removeExports();
});

test('by keyboard: Delete leaves a hit as it is, F2 writes another text, Insert takes both back', async () => {
  const { quickInput, quickText } = workbench;
  await openReview();
  await expandGroup('API keys', 'backend-architect');
  await reviewRow('→ process.env.API_KEY').click();
  await press('Delete');
  await message('1 left as it is.');
  await reviewRow('stays').waitFor();
  await workbench.untilShown(() => press('F2'), quickInput.getByText('What to write in place of'));
  await quickText.fill('the support team');
  await press('Enter');
  await message('1 edited');
  await reviewRow('→ the support team').waitFor();
  await workbench.shot('review-edited');
  await press('Insert');
  await message('32 replaced as proposed.');
  await workbench.runCommand('Loom Memory: Cancel the Review');
  await question(3);
  await press('Escape');
});

test('never is kept in the settings of the workspace, by its hash, and the next review starts from it', async () => {
  const key = secrets.find(({ text }) => text.startsWith(['AK', 'IA'].join(''))).text;
  await openReview();
  await expandGroup('API keys', 'backend-architect');
  const hit = reviewRow('aws-access-key-id');
  await hit.hover();
  await hit.getByRole('button', { name: 'Never Replace' }).click();
  await message('1 left as it is.');
  await reviewRow('Continue the export').click();
  await question(4);
  await press('Escape');
  const kept = readFileSync(settings(), 'utf8');
  assert.match(
    kept,
    /"loomMemory\.anonymization\.decisions": \[\s*\{\s*"target": \{\s*"kind": "value",\s*"fingerprint": "[0-9a-f]{32}"\s*\},\s*"action": "reject"\s*\}\s*\]/,
  );
  assert.ok(!kept.includes(key), 'the settings hold no secret');
  await openReview();
  await message('1 left as it is.');
  await expandGroup('API keys', 'backend-architect');
  await reviewRow('aws-access-key-id').filter({ hasText: 'never' }).waitFor();
  await workbench.runCommand('Loom Memory: Cancel the Review');
  await question(3);
  await workbench.shot('review-counted');
  await press('Escape');
});
