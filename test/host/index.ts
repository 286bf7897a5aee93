// Runs the suites of this folder with mocha inside the Node extension host (`test/runHost.ts` starts it).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Rejections that nobody handles are only logged by the extension host. Ours fail the run, other extensions' do not. */
function collectUnhandled(): { readonly stop: () => readonly string[] } {
  const found: string[] = [];
  const root = join(__dirname, '..', '..', '..');
  const note = (reason: unknown): void => {
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    if (text.includes(root)) found.push(text);
  };
  process.on('unhandledRejection', note);
  return {
    stop: () => {
      process.off('unhandledRejection', note);
      return found;
    },
  };
}

export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'tdd',
    color: false,
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    ...(process.env['TEST_GREP'] === undefined ? {} : { grep: process.env['TEST_GREP'] }),
  });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const unhandled = collectUnhandled();
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: failures });
    });
  });
  const rejections = unhandled.stop();
  for (const rejection of rejections) console.error(`Unhandled rejection: ${rejection}`);
  const allFailed = failed + rejections.length;
  // `scripts/test.mjs` adds these lines up.
  console.log(`loom-tests: ${passed} passed, ${allFailed} failed`);
  if (allFailed > 0) throw new Error(`${allFailed} failed`);
}
