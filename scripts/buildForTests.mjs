// Builds the command line program when it is older than the source, so that `npx vitest run` alone is honest.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './run.mjs';

const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  );

export async function setup() {
  const program = path.join(root, 'dist/cli.js');
  const changed = Math.max(newest(path.join(root, 'src')), statSync(path.join(root, 'esbuild.mjs')).mtimeMs);
  if (existsSync(program) && statSync(program).mtimeMs >= changed) return;
  try {
    await run('node', ['esbuild.mjs', 'cli'], { show: false });
  } catch (error) {
    // The tests of the other layers say more than a run that stops here; those of the program must not pass on an
    // old build.
    rmSync(program, { force: true });
    console.error(`dist/cli.js: ${error.message} Its tests will fail. "npm run build" says why.`);
  }
}
