import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recoverStore } from '../../src/core/store/recover';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { nodeProcesses } from '../../src/platform/nodeProcesses';
import { strayNames, testHost } from './changeMaking';
import { FILES, numberOf } from './changeProcess';

/** `importKilled.test.ts` adds 200 of the whole program. */
const KILLS = 60;
const AT_ONCE = 3;

let scratch: string;
let program: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'loom-memory-killed-'));
  program = join(scratch, 'changeProcess.mjs');
  await build({
    entryPoints: ['test/core/changeProcess.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'silent',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}, 60_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function emptyMemory(name: string): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(join(folder, 'memory'), { recursive: true });
  return folder;
}

const storeOf = (folder: string) => ({
  home: nodeStore(folder),
  folder: 'memory',
  files: nodeStore(join(folder, 'memory')),
  codecs: nodeCodecs(),
});

/** Lets a process change the memory; kills it so long after it is ready. Gives the last number that it told of. */
function changing(
  folder: string,
  times: number,
  killAfter?: number,
): Promise<{ told: number; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, folder, String(times)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      const isFirst = text === '';
      text += bytes.toString();
      if (isFirst && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    child.on('close', (code) => {
      const lines = text.split('\n').slice(0, -1);
      resolve({ told: Math.max(0, ...lines.map(Number).filter((line) => !Number.isNaN(line))), code });
    });
  });
}

/** The number in every file, which must be one; with nothing beside them. */
async function settledNumber(folder: string, label: string): Promise<number> {
  const store = storeOf(folder);
  const numbers = await Promise.all(FILES.map((path) => numberOf(store, path)));
  expect(new Set(numbers).size, `${label}: ${numbers.join(' ')}`).toBe(1);
  const names = (await readdir(store.files.root, { recursive: true })).sort();
  const wanted = numbers[0] === 0 ? [] : FILES.flatMap((path) => [path.split('/')[0], path]);
  expect(names, label).toEqual(wanted);
  expect(await strayNames(store.home), label).toEqual([]);
  return numbers[0] ?? 0;
}

describe('a process that is killed while it changes a memory', () => {
  test(`leaves all files of one moment after the next opening, ${KILLS} times`, async () => {
    let interrupted = 0;
    const lane = async (name: string): Promise<void> => {
      const folder = await emptyMemory(name);
      let last = 0;
      for (let kill = 0; kill < KILLS / AT_ONCE; kill += 1) {
        const { told } = await changing(folder, 1000, Math.random() * 150);
        const label = `${name}, kill ${kill}`;
        // Before anything is ended: every single file is whole.
        for (const path of FILES) expect(await numberOf(storeOf(folder), path), label).not.toBeNaN();
        const host = testHost(await nodeProcesses());
        interrupted += (await recoverStore(host, storeOf(folder), {}, { wait: 5 })).length;
        const number = await settledNumber(folder, label);
        // The last one that was told of, or the one after it: nothing that was told is lost.
        const known = Math.max(last, told);
        expect([known, known + 1], label).toContain(number);
        last = number;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => lane(`lane-${index}`)));
    expect(interrupted).toBeGreaterThan(KILLS / 4);
  }, 180_000);

  test('keeps nobody waiting: others go on at once, and no change is lost or made twice', async () => {
    const folder = await emptyMemory('contested');
    const dying = changing(folder, 1000, 300);
    const [first, second] = await Promise.all([changing(folder, 12), changing(folder, 12), dying]);
    expect([first.code, second.code]).toEqual([0, 0]);
    const host = testHost(await nodeProcesses());
    await recoverStore(host, storeOf(folder), {}, { wait: 5 });
    const killed = (await dying).told;
    const number = await settledNumber(folder, 'contested');
    expect(number).toBeGreaterThanOrEqual(Math.max(first.told, second.told, killed));
    expect(number).toBeGreaterThanOrEqual(24);
  }, 120_000);
});
