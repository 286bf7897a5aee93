// Installs what package-lock.json names, when it is not there yet: `npm run setup`.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, root, run } from './run.mjs';

/** npm writes this file last, so an install that was cut off is not taken for one. */
const installed = path.join(root, 'node_modules/.package-lock.json');

export async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node ${process.versions.node} is too old: Loom Memory needs 20.19 or later.`);
  }
  const lock = statSync(path.join(root, 'package-lock.json')).mtimeMs;
  if (existsSync(installed) && statSync(installed).mtimeMs >= lock) return;
  console.log('Installing dependencies');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(setUp);
