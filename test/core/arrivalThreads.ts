// The other thread of an import as the program is shipped: built, because threads run files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import type { ArrivalThread, ThreadWork } from '../../src/core/import/arrivals';

/** Builds the thread before the tests of a file; gives what opens one. */
export function builtThreads(what: ThreadWork): () => ArrivalThread {
  let folder = '';
  let open: (what: ThreadWork) => ArrivalThread | undefined = () => undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loom-arrivals-'));
    await build({
      stdin: {
        contents:
          "export const load = async () => (await import('./src/platform/arrivalThread')).openArrivalThread;",
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      outdir: folder,
      entryNames: 'entry',
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      minify: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'es2022',
    });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const entry = (await import(pathToFileURL(join(folder, 'entry.js')).href)) as {
      load(): Promise<typeof open>;
    };
    open = await entry.load();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  return () => {
    const thread = open(what);
    if (thread === undefined) throw new Error('the thread cannot be opened');
    return thread;
  };
}
