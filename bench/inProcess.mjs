// What the extension host does, measured inside a process: the core bundled from its sources, driven by a child.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { measured, median, table } from './measure.mjs';
import { project, useStore, work } from './stores.mjs';

/** Bundles the probe with the core it drives; gives its path. */
async function bundleProbe() {
  const folder = path.join(work, 'probe');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, 'probe.mjs');
  await build({
    entryPoints: [path.join(project, 'bench', 'probe.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    external: ['node-sqlite3-wasm'],
    banner: {
      js: "import{createRequire as benchCreateRequire}from'node:module';const require=benchCreateRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}

/** Runs the probe `rounds` times; each answer is one JSON object. */
function probe(file, rounds, args) {
  return Array.from({ length: rounds }, () => {
    const run = measured({ command: process.execPath, args: [file, ...args] });
    return { ...JSON.parse(run.out), peak: run.peak };
  });
}

const milliseconds = (answers, field) => {
  const values = answers.map((answer) => answer[field]);
  return [Math.min(...values), median(values), Math.max(...values)]
    .map((value) => value.toFixed(1))
    .join(' / ');
};

/** The sidebar's work: the root of a 1 GB store, the first page of a large agent, the rest of its pages. */
export async function measureTree({ rounds }) {
  const file = await bundleProbe();
  const root = probe(file, rounds, ['root', useStore('s1g').memory]);
  const small = probe(file, rounds, ['expand', useStore('p10k').memory]);
  const large = probe(file, rounds, ['expand', useStore('p100k').memory]);
  console.log(
    table(
      ['tree, own time', 'ms'],
      [
        ['root of 1,010 MB, by stat only', milliseconds(root, 'root')],
        ['expand 10,000 patterns, first 200', milliseconds(small, 'first')],
        ['expand 100,000 patterns, first 200', milliseconds(large, 'first')],
        ['all pages of 10,000: index', milliseconds(small, 'index')],
        ['all pages of 100,000: index', milliseconds(large, 'index')],
        ['one page in the middle of 100,000', milliseconds(large, 'page')],
      ],
    ),
  );
  const ratio = median(large.map(({ first }) => first)) / median(small.map(({ first }) => first));
  console.log(`Expanding 100,000 over 10,000: ${ratio.toFixed(2)}.`);
}

/** Finding and replacing on one thread: what a record holds, then what others taught of it. */
export async function measureDetection({ rounds }) {
  const file = await bundleProbe();
  const rows = [
    ['60 of 202 MB, one record in a hundred holds a secret', 's200'],
    ['60 MB, each record holds a secret', 'dense'],
  ].map(([name, store]) => {
    const answers = probe(file, rounds, ['detect', useStore(store).memory]);
    return [
      name,
      milliseconds(answers, 'speed'),
      milliseconds(answers, 'found'),
      milliseconds(answers, 'peak'),
    ];
  });
  console.log(table(['detection and replacement', 'MB/s', 'looking MB/s', 'peak MiB'], rows));
}

/** How long an export keeps the event loop from others, and how soon a cancel is honoured. */
export async function measureLoop({ rounds }) {
  const file = await bundleProbe();
  const rows = [];
  for (const [name, level, store] of [
    ['1,010 MB, not anonymised', 'none', 's1g'],
    ['202 MB, anonymised', 'full', 's200'],
  ]) {
    const whole = probe(file, Math.min(rounds, 3), ['loop', useStore(store).memory, level]);
    const cancelled = probe(file, 1, ['cancel', useStore('s200').memory, level]);
    rows.push([
      name,
      milliseconds(whole, 'p50'),
      milliseconds(whole, 'p99'),
      milliseconds(whole, 'longest'),
      milliseconds(cancelled, 'longest'),
      String(cancelled[0].left),
    ]);
  }
  console.log(
    table(
      [
        'export',
        'loop p50 ms',
        'loop p99 ms',
        'longest block ms',
        'longest cancel ms',
        'files left by cancels',
      ],
      rows,
    ),
  );
}
