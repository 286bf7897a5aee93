// Measurements: node bench/run.mjs WHAT… [--rounds 5] [--cli dist/cli.js] [--node24 PATH]; docs/benchmarks.md says more.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { project } from './stores.mjs';

/** What can be measured, by name. Each prints a table. */
const measurements = {
  plain: async (context) => (await import('./exports.mjs')).comparePlain(context),
  encrypted: async (context) => (await import('./exports.mjs')).compareEncrypted(context),
  verify: async (context) => (await import('./exports.mjs')).compareVerify(context),
  memory: async (context) => (await import('./exports.mjs')).compareMemory(context),
  tables: async (context) => (await import('./exports.mjs')).compareTables(context),
  import: async (context) => (await import('./imports.mjs')).compareImport(context),
  planning: async (context) => (await import('./imports.mjs')).comparePlanning(context),
  start: async (context) => (await import('./exports.mjs')).compareStart(context),
  levels: async (context) => (await import('./exports.mjs')).compareLevels(context),
  tree: async (context) => (await import('./inProcess.mjs')).measureTree(context),
  activation: async (context) => (await import('./activation.mjs')).measureActivation(context),
  detection: async (context) => (await import('./inProcess.mjs')).measureDetection(context),
  loop: async (context) => (await import('./inProcess.mjs')).measureLoop(context),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    cli: { type: 'string', default: path.join(project, 'dist', 'cli.js') },
    node24: { type: 'string', default: process.env.BENCH_NODE24 },
  },
});
const wanted = positionals.length === 0 ? Object.keys(measurements) : [...new Set(positionals)];
const unknown = wanted.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}: ${Object.keys(measurements).join(', ')}.`);
  process.exit(2);
}
if (!existsSync(values.cli)) {
  console.error(`There is no ${values.cli}: npm run build makes it.`);
  process.exit(2);
}
const context = {
  rounds: Number(values.rounds),
  cli: path.resolve(values.cli),
  node24: await findNode24(values.node24),
};
const [{ model }] = os.cpus();
console.log(
  `Node ${process.versions.node}, ${os.availableParallelism()} x ${model}, load ${os.loadavg()[0].toFixed(2)}, ` +
    `${context.rounds} rounds; three figures are minimum / median / maximum.`,
);
for (const name of wanted) {
  console.log(`\n## ${name}\n`);
  await measurements[name](context);
}
console.log(`\nLoad at the end ${os.loadavg()[0].toFixed(2)}.`);

/** A Node that has node:sqlite: the one given, this one, or the one that the editor host for tests brought along. */
async function findNode24(given) {
  if (given !== undefined) return given;
  if (process.getBuiltinModule('node:sqlite') !== undefined) return process.execPath;
  const { serverNode } = await import('../tools/editor-host/install.mjs');
  const node = serverNode('newest');
  return existsSync(node) ? node : undefined;
}
