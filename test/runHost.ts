// One entry for the tests inside an extension host: `node out/test/runHost.js [web]`. Desktop VS Code where
// VSCODE_UNDER_TEST says so (stable, insiders, a version, or the path of an executable), else the editor host in
// tools/editor-host, whose version VSCODE_HOST picks (newest, oldest).
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import { runTests } from '@vscode/test-electron';

const root = resolve(import.meta.dirname, '..', '..');

function vscodeUnderTest(): { vscodeExecutablePath: string } | { version: string } {
  const wanted = process.env['VSCODE_UNDER_TEST'] ?? 'host';
  if (wanted === 'host') return { vscodeExecutablePath: join(root, 'tools/editor-host/code') };
  return wanted.includes(sep) ? { vscodeExecutablePath: wanted } : { version: wanted };
}

async function main(): Promise<void> {
  const web = process.argv[2] === 'web';
  // A fresh user every time; a short name, for the sockets inside.
  const scratch = mkdtempSync(join(tmpdir(), 'loom-'));
  const workspace = join(scratch, 'shop-web');
  // An export of the sample, which `npm start` makes, leaves its trail beside the memory.
  const filter = (source: string): boolean => basename(source) !== 'memory-history';
  cpSync(join(root, 'samples/shop-web'), workspace, { recursive: true, filter });
  try {
    await runTests({
      ...vscodeUnderTest(),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, web ? 'out/test/web/index.cjs' : 'out/test/host/index.cjs'),
      launchArgs: [
        workspace,
        `--user-data-dir=${join(scratch, 'user')}`,
        `--extensions-dir=${join(scratch, 'extensions')}`,
        ...(web ? ['--extensionDevelopmentKind=web'] : []),
      ],
      extensionTestsEnv: { LOOM_REPOSITORY: root, LOOM_SCRATCH: scratch },
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
