// Every bundle of the product, one row each: `node esbuild.mjs [--watch] [--tests]`.
import * as esbuild from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const tests = process.argv.includes('--tests');
const common = {
  bundle: true,
  minify: true,
  sourcemap: false,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
};
/** Lets the CommonJS packages among the dependencies find Node's modules from an ES module bundle. */
const requireBanner = {
  js: "import{createRequire as loomCreateRequire}from'node:module';const require=loomCreateRequire(import.meta.url);",
};

/** name → options. Node bundles are ES modules that share lazy chunks; the web host takes one CommonJS file. */
const bundles = {
  // The desktop and remote extension host: a small entry, everything else loaded at the first command.
  extension: {
    entryPoints: { extension: 'src/extension/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    splitting: true,
    external: ['vscode', 'node-sqlite3-wasm'],
    banner: requireBanner,
  },
  cli: {
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    splitting: true,
    external: ['node-sqlite3-wasm'],
    banner: requireBanner,
  },
  web: {
    entryPoints: { 'web/extension': 'src/extension/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    define: { global: 'globalThis' },
  },
  manifestViewer: {
    entryPoints: { 'webview/manifest': 'src/webview/manifest/main.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
  },
};

const testBundles = {
  host: {
    entryPoints: existsSync('test/host')
      ? readdirSync('test/host')
          .filter((name) => name.endsWith('.ts'))
          .map((name) => `test/host/${name}`)
      : [],
    outdir: 'out/test/host',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha', 'fast-check'],
    minify: false,
  },
  webHost: {
    entryPoints: existsSync('test/web/index.ts') ? ['test/web/index.ts'] : [],
    outfile: 'out/test/web/index.js',
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"test"' },
    minify: false,
  },
  runHost: {
    entryPoints: existsSync('test/runHost.ts') ? ['test/runHost.ts'] : [],
    outdir: 'out/test',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    minify: false,
  },
};

const table = tests ? testBundles : bundles;
if (!tests) rmSync('dist', { recursive: true, force: true });
for (const [name, options] of Object.entries(table)) {
  const entries = Array.isArray(options.entryPoints)
    ? options.entryPoints
    : Object.values(options.entryPoints);
  if (entries.length === 0 || !entries.every((entry) => existsSync(entry))) continue;
  try {
    await esbuild.build({ ...common, ...options });
  } catch (error) {
    console.error(`The bundle "${name}" cannot be built.`);
    throw error;
  }
}
if (!tests) {
  // SQLite for hosts whose Node has none: loaded on demand, so it is copied and never bundled into an entry.
  mkdirSync('dist/sqlite', { recursive: true });
  for (const file of ['node-sqlite3-wasm.js', 'node-sqlite3-wasm.wasm']) {
    copyFileSync(`node_modules/node-sqlite3-wasm/dist/${file}`, `dist/sqlite/${file}`);
  }
  writeFileSync('dist/sqlite/package.json', '{"type":"commonjs"}\n');
}
