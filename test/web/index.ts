// Runs the suites of this folder with mocha inside the web worker extension host: one bundle, no files there.
import 'mocha/mocha';
import { loadTests } from 'loom:web-tests';

export async function run(): Promise<void> {
  mocha.setup({
    ui: 'tdd',
    reporter: 'spec',
    color: false,
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
  });
  await loadTests(); // after setup(): the files use suite() and test() as they load
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failures) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: failures });
    });
  });
  // `scripts/test.mjs` adds these lines up.
  console.log(`loom-tests: ${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed`);
}
