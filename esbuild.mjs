// Every bundle of the product and of its host tests, one row each: `node esbuild.mjs [--tests] [--watch] [NAME…]`.
import * as esbuild from 'esbuild';
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
};
/** Node's default prefers CommonJS, of which a dynamic import gives no named exports. */
const nodeFields = { mainFields: ['module', 'main'] };
/** Lets the CommonJS packages among the dependencies find Node's modules from an ES module bundle. */
const requireBanner = {
  js: "import{createRequire as loomCreateRequire}from'node:module';const require=/*@__PURE__*/loomCreateRequire(import.meta.url);",
};

/** Node reads ES modules as UTF-8: letters of other alphabets need no escapes of six bytes. */
const modules = { charset: 'utf8' };

/** Node bundles are ES modules with lazy chunks (VS Code takes them from 1.100 on); the web host takes one CommonJS file. */
export const bundles = {
  // The desktop and remote extension host: a small entry, everything else loaded at the first command.
  extension: {
    ...common,
    ...modules,
    entryPoints: { extension: 'src/extension/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    splitting: true,
    ...nodeFields,
    external: ['vscode', 'node-sqlite3-wasm'],
    banner: requireBanner,
  },
  // Chunks in a folder of their own: the .vsix leaves the program out.
  cli: {
    ...common,
    ...modules,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'cli-chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    splitting: true,
    ...nodeFields,
    external: ['node-sqlite3-wasm'],
    banner: requireBanner,
  },
  web: {
    ...common,
    entryPoints: { 'web/extension': 'src/extension/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    define: { global: 'globalThis' },
  },
  manifestViewer: {
    ...common,
    entryPoints: { 'webview/manifest': 'src/webview/manifest/main.ts' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
  },
};

/** The suites of test/web by their names: the worker host has no folder to list. */
const webTests = {
  name: 'loom:web-tests',
  setup(build) {
    build.onResolve({ filter: /^loom:web-tests$/ }, ({ path: name }) => ({ path: name, namespace: 'loom' }));
    build.onLoad({ filter: /^loom:web-tests$/, namespace: 'loom' }, () => {
      const names = readdirSync(path.join(root, 'test/web')).filter((name) => name.endsWith('.test.ts'));
      const loads = names.map((name) => `await import('./${name}');`);
      return {
        contents: `export async function loadTests() { ${loads.join(' ')} }`,
        resolveDir: path.join(root, 'test/web'),
      };
    });
  },
};

const testBundles = {
  // mocha stays outside: it finds its parts by path.
  host: {
    ...common,
    entryPoints: readdirSync(path.join(root, 'test/host'))
      .filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
      .map((name) => `test/host/${name}`),
    outdir: 'out/test/host',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha', 'fast-check', 'node-sqlite3-wasm'],
    minify: false,
  },
  webHost: {
    ...common,
    entryPoints: { index: 'test/web/index.ts' },
    outdir: 'out/test/web',
    outExtension: { '.js': '.cjs' },
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"test"' },
    plugins: [webTests],
    minify: false,
  },
  runHost: {
    ...common,
    entryPoints: ['test/runHost.ts'],
    outdir: 'out/test',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    minify: false,
  },
};

/** SQLite for hosts whose Node has none: loaded on demand, so it is copied and never bundled into an entry. */
function copySqlite() {
  mkdirSync(path.join(root, 'dist/sqlite'), { recursive: true });
  const files = ['node-sqlite3-wasm.js', 'node-sqlite3-wasm.wasm'];
  for (const file of files) {
    copyFileSync(
      path.join(root, 'node_modules/node-sqlite3-wasm/dist', file),
      path.join(root, 'dist/sqlite', file),
    );
  }
  writeFileSync(path.join(root, 'dist/sqlite/package.json'), '{"type":"commonjs"}\n');
  return [...files, 'package.json'].map((file) => `dist/sqlite/${file}`);
}

/** Removes what former builds left. Not before the build: whoever runs `dist` meanwhile keeps whole files. */
function removeStale(folder, written) {
  for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(root, file).split(path.sep).join('/');
    if (entry.isFile() && !written.has(name)) rmSync(file, { force: true });
  }
}

/**
 * Puts what the entry imports at once into its one file: VS Code takes 2 to 3 ms for each module of a start. The pieces
 * are stateless, so the copies that lazy chunks share with each other do no harm.
 */
async function joinEntry(entry) {
  const lazyStaysOutside = {
    name: 'loom:lazy-stays-outside',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path: name, kind }) =>
        kind === 'dynamic-import' ? { path: name, external: true } : undefined,
      );
    },
  };
  await esbuild.build({
    ...common,
    entryPoints: [entry],
    outfile: entry,
    allowOverwrite: true,
    platform: 'node',
    format: 'esm',
    external: ['vscode'],
    plugins: [lazyStaysOutside],
  });
}

async function build(table) {
  const written = new Set();
  for (const [name, options] of table) {
    try {
      const { metafile } = await esbuild.build(options);
      for (const file of Object.keys(metafile.outputs)) written.add(file);
      if (name === 'extension') await joinEntry('dist/extension.js');
    } catch (error) {
      console.error(`The bundle "${name}" cannot be built.`);
      throw error;
    }
  }
  return written;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const all = process.argv.includes('--tests') ? testBundles : bundles;
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const wanted = Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name));
  const copied = all === bundles ? copySqlite() : [];
  if (process.argv.includes('--watch')) {
    for (const [, options] of wanted) await (await esbuild.context(options)).watch();
  } else {
    const written = new Set([...(await build(wanted)), ...copied]);
    if (names.length === 0) removeStale(all === bundles ? 'dist' : 'out/test', written);
  }
}
