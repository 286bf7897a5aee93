// A module as the program is shipped: built, because threads run files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/**
 * Builds a module, loaded dynamically, before the tests of a file; gives what gives the function `like` of it as it is there.
 * `beside`: puts into the folder of the built files what they need there.
 */
export function builtModule<Exported extends { readonly name: string }>(
  source: string,
  like: Exported,
  beside?: (folder: string) => void,
): () => Exported {
  let folder = '';
  let exported: { readonly it: Exported } | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loom-built-'));
    await build({
      stdin: {
        contents: `export const load = async () => (await import(${JSON.stringify(source)})).${like.name};`,
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
      external: ['node-sqlite3-wasm'],
    });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    beside?.(folder);
    const entry = (await import(pathToFileURL(join(folder, 'entry.js')).href)) as {
      load(): Promise<Exported>;
    };
    exported = { it: await entry.load() };
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  return () => {
    if (exported === undefined) throw new Error(`${source} is not built yet`);
    return exported.it;
  };
}
