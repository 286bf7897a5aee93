// Bundles for the tests of the manifest viewer, made by the command line out of a copy of the sample workspace.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { root } from './harness.mjs';

export const PASSWORD = 'harvest-piano-cobalt-fence';

/** `aml` with the memory of a workspace. */
export function aml(folder, argv) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'dist/cli.js'), '--memory', path.join(folder, '.loom/memory'), ...argv],
    { encoding: 'utf8', env: { ...process.env, AML_EXPORT_PASSWORD: PASSWORD } },
  );
  // 5: the sample has one damaged file on purpose; everything else is done.
  assert.ok(status === 0 || status === 5, stderr);
}

/** `aml export` of a workspace into itself; gives the path of the file written. */
export function exportBundle(folder, name, options = []) {
  const out = path.join(folder, name);
  aml(folder, ['export', out, ...options]);
  return out;
}

/** Changes one letter inside a file of a bundle; the tar and the gzip around it stay whole. */
export function damageEntry(bundle, entry) {
  const tar = gunzipSync(readFileSync(bundle));
  const header = tar.indexOf(entry);
  assert.ok(header >= 0 && header % 512 === 0, `${entry} is in the bundle`);
  const letter = tar.indexOf('technique', header);
  assert.ok(letter > 0);
  tar[letter] = 'T'.charCodeAt(0);
  writeFileSync(bundle, gzipSync(tar));
}

/** Opens a file of the workspace by its name, as a person does from the keyboard. */
export async function openByName(workbench, name) {
  const { page, quickText, quickInput } = workbench;
  await page.keyboard.press('ControlOrMeta+P');
  await quickText.fill(name);
  await quickInput.locator('.monaco-list-row.focused', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
}
