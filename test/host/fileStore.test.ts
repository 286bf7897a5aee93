// The contract of every FileStore, run against `workspace.fs` of this host. The contract is written for vitest, which does
// not run in here: it is bundled with mocha under vitest's name, then loaded.
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { buildSync } from 'esbuild';

const root = process.env['LOOM_REPOSITORY'] ?? join(__dirname, '..', '..', '..');
const load = createRequire(join(root, 'package.json'));
const esbuild = load('esbuild') as { readonly buildSync: typeof buildSync };
const outfile = join(mkdtempSync(join(process.env['LOOM_SCRATCH'] ?? tmpdir(), 'contract-')), 'contract.cjs');

esbuild.buildSync({
  absWorkingDir: root,
  entryPoints: ['test/host/contract/vscodeStore.ts'],
  alias: { vitest: './test/host/contract/vitest.ts' },
  bundle: true,
  outfile,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  external: ['vscode'],
  logLevel: 'silent',
});
load(outfile);
