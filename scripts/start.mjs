// `npm start` on a fresh clone: installs, builds, exports the sample workspace and shows what came out.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { main, root, run } from './run.mjs';
import { setUp } from './setUp.mjs';

/** "Memory damaged or unreadable" (the exit codes are in the README): the export was made without the damaged file. */
const damaged = 5;

await main(async () => {
  await setUp();
  await run('node', ['esbuild.mjs']);
  const folder = path.join(root, 'exports');
  mkdirSync(folder, { recursive: true });
  const program = ['dist/cli.js', '--memory', path.join(root, 'samples/shop-web/.loom/memory')];
  console.log('\n$ aml --memory samples/shop-web/.loom/memory export --verify\n');
  const code = await run('node', [path.join(root, program[0]), ...program.slice(1), 'export', '--verify'], {
    cwd: folder,
    codes: [0, damaged],
  });
  console.log(`\nThe files are in ${folder}`);
  if (code === damaged) {
    console.log(
      'Exit code 5: one file of the sample is damaged on purpose (samples/README.md). Everything else is in the export.',
    );
  }
  console.log('\nNext: npm run vscode opens the same workspace in VS Code; npm test runs every test.');
});
