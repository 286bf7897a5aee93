// `npm test` on a fresh clone: installs what is missing, then runs every check and every runner, and ends with one line
// `N passed, N failed` summed over all of them. Output of a leg that fails is shown; all of it stays in out/logs.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { serverNode } from '../tools/editor-host/install.mjs';
import { main, root, run } from './run.mjs';
import { setUp } from './setUp.mjs';

const logs = path.join(root, 'out/logs');
/** Two legs at a time: each has a VS Code server and a browser, and the machine that matters has two cores. */
const lanes = 2;
const minutesPerLeg = 20;

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const log = (leg) => path.join(logs, `${leg}.log`);
const fileIn = (name) => path.join(logs, name);

/** What a runner says about itself → { passed, failed, skipped, ran? }; undefined when it says nothing. */
const counts = {
  vitest: (leg) => {
    if (!existsSync(fileIn(`${leg}.json`))) return undefined;
    const report = JSON.parse(readFileSync(fileIn(`${leg}.json`), 'utf8'));
    const tests = report.testResults.flatMap((file) => file.assertionResults);
    // A file that does not load has no tests, but failed.
    const broken = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: tests
        .filter(({ status }) => status !== 'passed' && status !== 'failed')
        .map((test) => test.fullName),
      ran: tests.filter(({ status }) => status === 'passed').map((test) => test.fullName),
    };
  },
  nodeTest: (leg) => {
    if (!existsSync(fileIn(`${leg}.tap`))) return undefined;
    const tap = readFileSync(fileIn(`${leg}.tap`), 'utf8');
    const sum = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
    const skipped = [...tap.matchAll(/^\s*ok \d+ - (.*) # (?:SKIP|TODO)/gm)].map((match) => match[1]);
    return { passed: sum('pass'), failed: sum('fail') + sum('cancelled'), skipped };
  },
  mocha: (leg) => {
    const line = /^loom-tests: (\d+) passed, (\d+) failed$/m.exec(readFileSync(log(leg), 'utf8'));
    return line === null ? undefined : { passed: Number(line[1]), failed: Number(line[2]), skipped: [] };
  },
};

const vitest = (leg, node, files) => [
  node,
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${fileIn(`${leg}.json`)}`,
  ...files,
];

const nodeTest = (leg, files) => [
  'node',
  '--test',
  '--test-concurrency=1',
  ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=tap', `--test-reporter-destination=${fileIn(`${leg}.tap`)}`],
  ...files.map((file) => `test/ui/${file}`),
];

/** The legs, in the order in which they are begun; each waits for those in `after`. */
function legs() {
  const uiFiles = readdirSync(path.join(root, 'test/ui')).filter((name) => name.endsWith('.test.mjs'));
  const installed = 'vsix.test.mjs';
  const developed = uiFiles.filter((name) => name !== installed);
  return [
    { name: 'build', command: ['node', 'esbuild.mjs'], after: [] },
    { name: 'hosts', command: ['node', 'scripts/installHosts.mjs'], after: [] },
    { name: 'build-tests', command: ['node', 'esbuild.mjs', '--tests'], after: ['build'] },
    { name: 'types', command: [bin('tsc'), '-b'], after: [] },
    { name: 'lint', command: [bin('eslint'), '--max-warnings=0', '.'], after: [] },
    { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'], after: [] },
    {
      name: 'unit',
      command: vitest('unit', process.execPath, []),
      after: ['build'],
      counts: counts.vitest,
    },
    ...[
      ['host', [], 'newest'],
      ['web', ['web'], 'newest'],
      ['host-oldest', [], 'oldest'],
    ].map(([name, parameters, host]) => ({
      name,
      command: ['node', 'out/test/runHost.js', ...parameters],
      env: { VSCODE_HOST: host, VSCODE_HOST_ARTIFACTS: path.join(logs, name) },
      after: ['build', 'build-tests', 'hosts'],
      counts: counts.mocha,
    })),
    {
      name: 'ui',
      command: nodeTest('ui', developed),
      after: ['build', 'hosts'],
      counts: counts.nodeTest,
    },
    {
      // What is written for Node's own SQLite and zlib, on the Node that VS Code 1.139 has.
      name: 'unit-node24',
      command: vitest('unit-node24', serverNode('newest'), ['test/contract', 'test/core/formats']),
      after: ['build', 'hosts'],
      counts: counts.vitest,
    },
    {
      name: 'vsix',
      command: nodeTest('vsix', [installed]),
      after: ['build', 'hosts'],
      counts: counts.nodeTest,
    },
  ];
}

/** Runs one leg to its end → { passed, failed, skipped, note }. Never rejects. */
function runLeg(leg) {
  return new Promise((resolve) => {
    const output = openSync(log(leg.name), 'w');
    const [command, ...parameters] = leg.command;
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...process.env, CI: 'true', FORCE_COLOR: '0', ...leg.env },
      stdio: ['ignore', output, output],
      detached: true,
    });
    running.add(child);
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      end(child, 'SIGKILL');
    }, minutesPerLeg * 60_000);
    const finish = (code) => {
      clearTimeout(limit);
      running.delete(child);
      closeSync(output);
      resolve(verdict(leg, code, late));
    };
    child.once('error', () => finish(-1));
    child.once('exit', finish);
  });
}

function verdict(leg, code, late) {
  const good = code === 0;
  const nothing = { passed: 0, failed: 1, skipped: [] };
  if (leg.counts === undefined) {
    return { ...nothing, failed: good ? 0 : 1, note: good ? 'ok' : 'failed' };
  }
  const found = leg.counts(leg.name);
  const why = late ? `stopped after ${minutesPerLeg} minutes` : `ended with ${code}`;
  if (found === undefined) return { ...nothing, note: `gave no result (${why})` };
  if (found.passed + found.failed === 0) return { ...nothing, note: 'ran no test' };
  // A runner that fails although every test passed counts as one failure.
  const failed = found.failed === 0 && !good ? 1 : found.failed;
  return { ...found, failed, note: failed === 0 ? 'ok' : `failed (${why})` };
}

const running = new Set();
/** A leg's servers and browsers are in its process group. */
function end(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // ESRCH: it has ended already
  }
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) end(child, 'SIGTERM');
    process.exit(130);
  });
}

async function runAll(all) {
  const results = new Map();
  const waiting = [...all];
  const worker = async () => {
    for (;;) {
      const at = waiting.findIndex((leg) => leg.after.every((name) => results.has(name)));
      if (at < 0) {
        if (waiting.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 100)); // what it waits for is running in the other lane
        continue;
      }
      const [leg] = waiting.splice(at, 1);
      // Without a build there is nothing to test; the build's failure is counted, these are not run.
      const missing = leg.after.find((name) => results.get(name).failed > 0);
      const begun = Date.now();
      const result = missing
        ? { passed: 0, failed: 1, skipped: [], note: `not run: ${missing} failed` }
        : await runLeg(leg);
      results.set(leg.name, result);
      tell(leg, result, Date.now() - begun, missing === undefined);
    }
  };
  await Promise.all(Array.from({ length: lanes }, worker));
  return [...results.values()];
}

function tell(leg, { passed, failed, note }, milliseconds, ran) {
  const numbers = leg.counts === undefined ? '' : ` ${passed} passed, ${failed} failed,`;
  console.log(`${leg.name.padEnd(12)}${numbers} ${note} (${(milliseconds / 1000).toFixed(1)} s)`);
  if (failed === 0 || !ran) return;
  const lines = readFileSync(log(leg.name), 'utf8').trimEnd().split('\n');
  console.log(
    lines
      .slice(-120)
      .map((line) => `  | ${line}`)
      .join('\n'),
  );
}

/** Programs that tests compare ours with. As root on Debian they are installed, else the run stops and says which. */
async function needTools() {
  const packages = { sqlite3: 'sqlite3', python3: 'python3', tar: 'tar', sha256sum: 'coreutils' };
  const missing = Object.keys(packages).filter((name) => spawnSync(name, ['--version']).error !== undefined);
  if (missing.length === 0) return;
  const names = missing.map((name) => packages[name]);
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error !== undefined) {
    throw new Error(
      `The tests need ${missing.join(' and ')}. Install them, for example: apt-get install ${names.join(' ')}`,
    );
  }
  console.log(`Installing ${names.join(', ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
}

await main(async () => {
  const begun = Date.now();
  await setUp();
  await needTools();
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const only = process.argv.slice(2);
  const all = legs();
  const unknown = only.filter((name) => !all.some((leg) => leg.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no leg ${unknown.join(', ')}: ${all.map((leg) => leg.name).join(', ')}`);
  const wanted = only.length === 0 ? all : withNeeds(all, only);
  const results = await runAll(wanted);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const ran = new Set(results.flatMap((result) => result.ran ?? []));
  for (const name of new Set(results.flatMap(({ skipped }) => skipped))) {
    if (!ran.has(name)) console.log(`Not run, since it is for other machines: ${name}`);
  }
  console.log(`\nTook ${((Date.now() - begun) / 60_000).toFixed(1)} minutes; the logs are in out/logs.`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
});

/** `npm test -- host ui`: these legs and what they need. */
function withNeeds(all, names) {
  const needed = new Set();
  const add = (name) => {
    needed.add(name);
    for (const before of all.find((leg) => leg.name === name).after) add(before);
  };
  names.forEach(add);
  return all.filter((leg) => needed.has(leg.name));
}
