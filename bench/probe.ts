// Driven by inProcess.mjs: `probe root|expand|loop|cancel|detect MEMORY [LEVEL]` prints what it measured as one JSON object.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { createAnonymiser, NOT_NOTED } from '../src/core/anonymise/anonymiser';
import type { AnonymisationLevel } from '../src/core/bundle/metadata';
import { exportMemory } from '../src/core/export/exportMemory';
import type { ExportRequest } from '../src/core/export/request';
import type { Host, Run } from '../src/core/ports';
import { readLayout } from '../src/core/store/layout';
import { readRecords } from '../src/core/store/readRecords';
import { firstPage, indexRecords } from '../src/core/store/recordIndex';
import type { AgentFiles, Store } from '../src/core/store/store';
import { nodeStore } from '../src/platform/node';
import { nodeCodecs } from '../src/platform/nodeCodecs';

const PAGE = 200;
/** The histogram's own timer fires this often, so a quiet loop shows this many milliseconds. */
const RESOLUTION = 1;

const host: Host = {
  clock: { now: () => Date.UTC(2026, 0, 1), offsetMinutes: () => 0 },
  random: { bytes: (length) => new Uint8Array(length).fill(1) },
  log: { info: () => undefined, warn: () => undefined },
  codecs: nodeCodecs(),
  sqlite: undefined,
};

const [what = '', memory = '', level = 'none'] = process.argv.slice(2);
const store: Store = { files: nodeStore(memory), codecs: host.codecs };

const timed = async <Result>(work: () => Promise<Result>): Promise<{ result: Result; time: number }> => {
  const begin = performance.now();
  const result = await work();
  return { result, time: performance.now() - begin };
};

async function root(): Promise<object> {
  const { time } = await timed(() => readLayout(store));
  return { root: time };
}

async function expand(): Promise<object> {
  const layout = await readLayout(store);
  const largest = layout.agents.reduce<AgentFiles | undefined>(
    (most, agent) => (agent.bytes > (most?.bytes ?? -1) ? agent : most),
    undefined,
  );
  if (largest === undefined) throw new Error('the memory has no agents');
  const files = largest.records.pattern;
  const first = await timed(() => firstPage(store, largest.name, 'pattern', files, PAGE));
  const index = await timed(() => indexRecords(store, largest.name, 'pattern', files));
  const middle = Math.floor(index.result.count / 2);
  const page = await timed(() => index.result.page(middle, middle + PAGE));
  return { first: first.time, index: index.time, page: page.time, count: index.result.count };
}

function exportTo(folder: string, run: Run): Promise<unknown> {
  const levels: readonly AnonymisationLevel[] = ['full', 'partial', 'none'];
  const request: ExportRequest = {
    filters: {},
    includeGlobal: true,
    shared: 'used',
    includeDerived: false,
    anonymise: levels.find((known) => known === level) ?? 'none',
    format: 'tar',
    level: 6,
    manifest: 'none',
    verify: false,
    replace: false,
    name: 'export.tar.gz',
    project: 'bench',
    user: 'bench',
    secret: new Uint8Array(32),
    dryRun: false,
  };
  return exportMemory(host, store, { kind: 'folder', store: nodeStore(folder) }, request, run);
}

async function loop(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-bench-loop-'));
  try {
    const delays = monitorEventLoopDelay({ resolution: RESOLUTION });
    delays.enable();
    await exportTo(folder, {});
    delays.disable();
    const own = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
    return { p50: own(delays.percentile(50)), p99: own(delays.percentile(99)), longest: own(delays.max) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cancels at twelve moments spread over an export; `left`: files that were there afterwards. */
async function cancel(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-bench-cancel-'));
  try {
    const whole = join(folder, 'whole');
    mkdirSync(whole);
    const { time } = await timed(() => exportTo(whole, {}));
    const waits: number[] = [];
    let left = 0;
    for (let part = 1; part <= 12; part += 1) {
      const target = join(folder, String(part));
      mkdirSync(target);
      const controller = new AbortController();
      let asked = Infinity;
      const timer = setTimeout(
        () => {
          asked = performance.now();
          controller.abort();
        },
        (time * part) / 13,
      );
      const ended = await exportTo(target, { signal: controller.signal }).then(
        () => 'done',
        () => 'cancelled',
      );
      clearTimeout(timer);
      if (ended === 'cancelled') {
        waits.push(performance.now() - asked);
        left += readdirSync(target).length;
      }
    }
    return { longest: Math.max(...waits), left, cancelled: waits.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Megabytes of records a second of CPU, of some 60 MB that lie in memory. */
async function detect(): Promise<object> {
  const records: Uint8Array[] = [];
  let bytes = 0;
  for (const { name, records: files } of (await readLayout(store)).agents) {
    for await (const batch of readRecords(store, name, 'pattern', files.pattern)) {
      for (const record of batch.records) records.push(record.bytes.slice());
      bytes += batch.records.reduce((sum, record) => sum + record.bytes.length, 0);
      if (bytes > DETECTED_BYTES) break;
    }
    if (bytes > DETECTED_BYTES) break;
  }
  const anonymiser = createAnonymiser({ level: 'full', salt: new Uint8Array(32) }, host.codecs);
  const begin = process.cpuUsage();
  const seen = records.map((record) => anonymiser.learn(record));
  const learnt = process.cpuUsage(begin);
  for (const [index, record] of records.entries())
    anonymiser.record(record, { seen: seen[index] ?? NOT_NOTED });
  const whole = process.cpuUsage(begin);
  const speed = ({ user, system }: NodeJS.CpuUsage): number => bytes / (user + system);
  return { speed: speed(whole), found: speed(learnt) };
}

const DETECTED_BYTES = 60_000_000;

const probes: Readonly<Record<string, () => Promise<object>>> = { root, expand, loop, cancel, detect };
const chosen = probes[what];
if (chosen === undefined) throw new Error(`there is no probe "${what}"`);
console.log(JSON.stringify(await chosen()));
