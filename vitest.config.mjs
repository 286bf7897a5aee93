import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Everything that needs no VS Code; test/host, test/web and test/ui have runners of their own.
    include: ['test/*.test.ts', 'test/{core,contract,cli}/**/*.test.ts'],
    // The CLI tests run the built program.
    globalSetup: ['scripts/buildForTests.mjs'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
