// What ships: the packaged .vsix, what is in it, and the extension installed from it in a plain window.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import { openWorkbench, root } from './harness.mjs';

const vsix = path.join(root, 'out/loom-memory.vsix');
let output;
let names;

before(() => {
  mkdirSync(path.dirname(vsix), { recursive: true });
  const program = path.join(root, 'node_modules/.bin/vsce');
  const packed = spawnSync(program, ['package', '--no-dependencies', '-o', vsix], {
    cwd: root,
    encoding: 'utf8',
  });
  output = `${packed.stdout}${packed.stderr}`;
  assert.equal(packed.status, 0, output);
  names = Object.keys(unzipSync(readFileSync(vsix)));
});

describe('the package', () => {
  test('is made without a warning', () => {
    assert.doesNotMatch(output, /\bWARN/i);
  });

  test('has at most 1.5 MB', () => {
    assert.ok(statSync(vsix).size <= 1.5 * 1024 * 1024, `${statSync(vsix).size} bytes`);
  });

  test('holds what runs and what is read, nothing else', () => {
    const wanted =
      /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package(\.nls)?\.json|(readme|changelog|support)\.md|LICENSE(\.txt)?|dist\/(extension\.js|(chunks|web|webview|sqlite)\/[\w.-]+)|(media|l10n|schemas)\/[\w./-]+))$/i;
    assert.deepEqual(
      names.filter((name) => !wanted.test(name)),
      [],
    );
  });

  test('holds every file that package.json names', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const named = [
      manifest.main,
      manifest.browser,
      manifest.icon,
      'package.nls.json',
      'l10n/bundle.l10n.json',
    ];
    for (const name of named) {
      const entry = path.posix.join('extension', name);
      assert.ok(names.includes(entry), entry);
    }
  });

  test('has no native code', () => {
    assert.deepEqual(
      names.filter((name) => /\.(node|so|dll|dylib|exe)$/.test(name)),
      [],
    );
  });
});

describe('installed', () => {
  let workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix });
  });
  after(() => workbench?.close());
  afterEach((context) => workbench?.shotOfFailure(context));

  test('shows the memory of the workspace and its state', async () => {
    assert.doesNotMatch(await workbench.page.title(), /Extension Development Host/);
    await workbench.openMemoryView();
    await workbench.row('frontend-developer').waitFor();
    await workbench.row('test-automator').waitFor();
    await workbench.status.filter({ hasText: /^\s*Memory 1$/ }).waitFor();
  });

  test('exports from the palette with Enter alone, says so and opens the manifest', async () => {
    const { page, quickInput } = workbench;
    await workbench.runCommand('Loom Memory: Export…');
    for (let step = 1; step <= 6; step++) {
      await quickInput.locator('.quick-input-title', { hasText: `(${step}/6)` }).waitFor();
      await quickInput.locator('.monaco-list-row').first().waitFor();
      await page.keyboard.press('Enter');
    }
    await workbench.toast
      .filter({ hasText: /^Exported [\d,]+ patterns, \d+ solutions and \d+ decisions/ })
      .waitFor();
    await page.locator('.tab', { hasText: 'loom-export-' }).waitFor();
    await workbench.webview().getByText('frontend-developer').first().waitFor();
    const made = readdirSync(workbench.folder).filter((name) => name.startsWith('loom-export-'));
    assert.equal(made.length, 2, made.join(', '));
    await workbench.shot('installed-export');
  });
});
