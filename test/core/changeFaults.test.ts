import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readTrail } from '../../src/core/audit/trail';
import type { DurableStore } from '../../src/core/ports';
import { changeStore } from '../../src/core/store/changeStore';
import { recoverStore } from '../../src/core/store/recover';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import {
  FOLDER,
  changesTo,
  contentsOf,
  faultyStore,
  importing,
  processesOf,
  strayNames,
  testHost,
  writable,
} from './changeMaking';
import type { FaultPlan } from './changeMaking';

const FILES = {
  'config.json': '{}',
  'a/patterns.json': '[1]',
  'a/solutions.json': '[2]',
  'b/patterns.json': '[3]',
};
const CHANGES = {
  'a/patterns.json': '[1,4]',
  'a/solutions.json': null,
  'b/patterns.json': '[5]',
  'new/decisions.json': '[6]',
};
const AFTER = {
  'config.json': '{}',
  'a/': '',
  'a/patterns.json': '[1,4]',
  'b/': '',
  'b/patterns.json': '[5]',
  'new/': '',
  'new/decisions.json': '[6]',
};

const NOTE = '["p-1",1]\n["p-2",2]\n';
const NOTED = { 'here/': '', 'here/20251023-103000-000.jsonl': NOTE };
const note = {
  folder: 'imports/here',
  content: () => NOTE.split(/(?<=\n)/).map((line) => new TextEncoder().encode(line)),
};

/** What operations have noted in the history, with anything that lies beside it. */
const notesOf = (home: DurableStore): Promise<Record<string, string>> =>
  contentsOf(home, `${FOLDER}-history/imports`);

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

interface Place {
  readonly make: () => Promise<DurableStore>;
  /** Every so many calls one fails: a disk takes its time. */
  readonly every: number;
}

const stores: Readonly<Record<string, Place>> = {
  'in memory': { make: () => Promise.resolve(memoryStore()), every: 1 },
  'on a disk': {
    every: 9,
    make: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'loom-memory-faults-'));
      folders.push(folder);
      return nodeStore(folder);
    },
  },
};

async function makeHome(make: () => Promise<DurableStore>): Promise<DurableStore> {
  const home = await make();
  for (const [path, text] of Object.entries(FILES)) {
    await home.makeFolder(
      `${FOLDER}/${path.slice(0, Math.max(0, path.lastIndexOf('/')))}`.replace(/\/$/, ''),
    );
    const writer = await home.write(`${FOLDER}/${path}`, { replace: false });
    await writer.append(new TextEncoder().encode(text));
    await writer.commit();
  }
  return home;
}

/** One run with one fault: what the caller was told, and what is there after the next opening. */
async function runWith(
  make: () => Promise<DurableStore>,
  plan: FaultPlan,
): Promise<{
  readonly isDone: boolean;
  readonly isSeenDone: boolean;
  readonly message: string;
  readonly reached: boolean;
}> {
  const home = await makeHome(make);
  const before = await contentsOf(home);
  const changes = await changesTo(writable(home), CHANGES);
  const faulty = faultyStore(home, plan);
  let message = '';
  try {
    await changeStore(testHost(), writable(faulty), importing, changes, {}, { wait: 0.2, note });
  } catch (error) {
    message = error instanceof Error ? JSON.stringify(error) : String(error);
  }
  const where = `call ${plan.at}, ${plan.lasting ? 'and all after it' : 'alone'}: ${message}`;
  // Nobody ever sees a file that is half written.
  for (const [path, text] of Object.entries(await contentsOf(home)))
    if (path.endsWith('.json'))
      expect([Reflect.get(before, path), Reflect.get(AFTER, path)], where).toContain(text);
  await recoverStore(testHost(processesOf(new Set())), writable(home), {}, { wait: 0.2 });
  const after = await contentsOf(home);
  const isSeenDone = Object.hasOwn(after, 'new/decisions.json');
  expect(after, where).toEqual(isSeenDone ? AFTER : before);
  expect(await strayNames(home), where).toEqual([]);
  expect((await readTrail(writable(home))).entries, where).toHaveLength(isSeenDone ? 1 : 0);
  expect(await notesOf(home), where).toEqual(isSeenDone ? NOTED : {});
  return { isDone: message === '', isSeenDone, message, reached: faulty.calls >= plan.at };
}

describe.each(Object.entries(stores))(
  'a change %s, with faults at its calls of the store',
  (_name, { make, every }) => {
    test.each(['no-space', 'permission-denied', 'io-failed'] as const)(
      'one call fails with %s: the memory is as before, with an error that names a path, or as after, without',
      async (code) => {
        let failures = 0;
        for (let at = 1; ; at += every) {
          const { isDone, isSeenDone, message, reached } = await runWith(make, { at, lasting: false, code });
          if (!reached) break;
          expect(isSeenDone, `call ${at}: ${message}`).toBe(isDone);
          if (isDone) continue;
          failures += 1;
          expect(message).toContain(`"code":"${code}"`);
          expect(message).toMatch(/\"path\":\"[^\"]+\"/);
        }
        expect(failures).toBeGreaterThan(50 / every);
      },
    );

    test('all calls fail from one on, as when the process dies there: the next opening finds before or after', async () => {
      const seen = new Set<boolean>();
      for (let at = 1; ; at += every) {
        const { isSeenDone, reached } = await runWith(make, { at, lasting: true, code: 'io-failed' });
        if (!reached) break;
        seen.add(isSeenDone);
      }
      expect(seen).toEqual(new Set([false, true]));
    });
  },
);

describe('a fault in the recovery itself', () => {
  test('is no more than another death: the one after it finds before or after', async () => {
    const outcomes = new Set<boolean>();
    let at = 1;
    for (let isDeep = true; isDeep; at += 11) {
      isDeep = false;
      for (let again = 1; ; again += 2) {
        const home = await makeHome(() => Promise.resolve(memoryStore()));
        const before = await contentsOf(home);
        const changes = await changesTo(writable(home), CHANGES);
        const dying = faultyStore(home, { at, lasting: true, code: 'io-failed' });
        try {
          await changeStore(testHost(), writable(dying), importing, changes, {}, { wait: 0.2, note });
        } catch {
          isDeep = true;
        }
        const second = faultyStore(home, { at: again, lasting: true, code: 'io-failed' });
        try {
          await recoverStore(testHost(), writable(second), {}, { wait: 0.2 });
        } catch {
          // As a process dies: without a word.
        }
        await recoverStore(testHost(), writable(home), {}, { wait: 0.2 });
        const after = await contentsOf(home);
        const isDone = Object.hasOwn(after, 'new/decisions.json');
        expect(after, `calls ${at} and ${again}`).toEqual(isDone ? AFTER : before);
        expect(await strayNames(home), `calls ${at} and ${again}`).toEqual([]);
        expect(await notesOf(home), `calls ${at} and ${again}`).toEqual(isDone ? NOTED : {});
        outcomes.add(isDone);
        if (second.calls < again) break;
      }
    }
    expect(outcomes).toEqual(new Set([false, true]));
  });
});
