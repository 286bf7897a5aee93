// Long lists of the memory, of which another thread reads a half, against the same in one go.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArrivalThread } from '../../src/core/import/arrivals';
import { readExisting } from '../../src/core/import/existing';
import type { Comparing, ExistingRecord } from '../../src/core/import/existing';
import { groupBy } from '../../src/core/import/groupBy';
import { IncomingTexts } from '../../src/core/import/incomingTexts';
import { planImport } from '../../src/core/import/planImport';
import type { PlannedImport } from '../../src/core/import/plannedImport';
import { HALVES_BYTES } from '../../src/core/import/presentHalves';
import { IncomingSpool } from '../../src/core/import/spoolIncoming';
import { readLayout } from '../../src/core/store/layout';
import type { Store } from '../../src/core/store/store';
import { memoryStore } from '../../src/platform/memory';
import { builtThreads } from './arrivalThreads';
import { asks, byHand, gzipped, host, memoryOf, pattern } from './importMaking';
import type { TestMemory } from './importMaking';

const openThread = builtThreads('memory');
let thread: ArrivalThread;
let spool: IncomingSpool;

beforeAll(async () => {
  thread = openThread();
  spool = new IncomingSpool(await memoryStore().scratch(), host.codecs, host.clock);
});

afterAll(async () => {
  await thread.close();
});

/** What planning knows of each record. */
const facts = ({ sketches, sketch, ...record }: ExistingRecord): unknown => ({
  ...record,
  words: sketches === undefined ? undefined : [...sketches.words(sketch)],
  title: sketches === undefined ? undefined : [...sketches.title(sketch)],
  keys: sketches === undefined ? undefined : [...sketches.keys(sketch)],
});

/** Reads the patterns of `front` with and without the thread; gives how often the thread was asked. */
async function readBoth(store: Store, comparing: () => Comparing | undefined): Promise<number> {
  const files = (await readLayout(store)).agents[0]?.records.pattern ?? [];
  const section = { agent: 'front', kind: 'pattern', files } as const;
  const whole = await readExisting(store, section, comparing(), {}, () => Promise.resolve(undefined));
  let read = 0;
  const counting: ArrivalThread = {
    open: (order) => thread.open(order),
    openPresent: (order) => {
      const there = thread.openPresent(order);
      return {
        push: (text) => there.push(text),
        filterBy: (filter) => {
          there.filterBy(filter);
        },
        end: async () => {
          const end = await there.end();
          if (end !== undefined) read += 1;
          return end;
        },
      };
    },
    close: () => Promise.resolve(),
  };
  const halves = await readExisting(store, section, comparing(), {}, () => Promise.resolve(counting), 0);
  expect(halves.records.map(facts)).toEqual(whole.records.map(facts));
  expect([...halves.byId.keys()]).toEqual([...whole.byId.keys()]);
  expect({ ...halves, records: 0, byId: 0, hasId: 0 }).toEqual({ ...whole, records: 0, byId: 0, hasId: 0 });
  for (const id of ['p-1', 'p-2', 'p-3', '01234567-0123-8123-8123-0123456789ab', 'nobody'])
    expect(halves.hasId(id)).toBe(whole.hasId(id));
  return read;
}

const record = fc.record(
  {
    id: fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4', '01234567-0123-8123-8123-0123456789ab', ''),
    title: fc.lorem({ maxCount: 5 }),
    description: fc.string({ unit: 'binary', maxLength: 40 }),
    confidence: fc.constantFrom(0, 0.5, 7),
    merged_hashes: fc.array(fc.string(), { maxLength: 2 }),
    list: fc.array(fc.record({ title: fc.string() }), { maxLength: 3 }),
    big: fc.constant(12345678901234567890),
  },
  { requiredKeys: ['title'] },
);
const lists = fc.array(record, { maxLength: 30 });
const comparings = fc.option(
  fc.record({
    ids: fc.subarray(['p-1', 'p-2']),
    merged: fc.subarray(['p-3']),
    others: fc.subarray(['p-1', 'p-4']),
  }),
  { nil: undefined },
);

function comparingOf(asked: { ids: string[]; merged: string[]; others: string[] } | undefined) {
  return (): Comparing | undefined => {
    if (asked === undefined) return undefined;
    const incoming = groupBy(
      asked.ids.map((id) => ({ id, hash: 7 })),
      ({ id }) => id,
    );
    const texts = new IncomingTexts([], 'pattern', spool, host.codecs, {});
    return { incoming, merged: new Set(asked.merged), others: asked.others, texts };
  };
}

describe('two halves of a list are what the list is', () => {
  test('whatever its records are, and whatever is asked of them', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(lists, comparings, fc.constantFrom('\n', '\r\n'), async (list, asked, end) => {
        const text = JSON.stringify(list, null, 2).replaceAll('\n', end);
        read += await readBoth(memoryOf({ 'front/patterns.json': text }), comparingOf(asked));
      }),
    );
    expect(read).toBeGreaterThan(20);
  });

  test('also where it is no plain list of sound records on lines of their own', async () => {
    const damage = fc.constantFrom(
      (text: string) => text.slice(0, -2),
      (text: string) => `${text}x`,
      (text: string) => text.replace('"confidence":', '"confidence":,'),
      (text: string) => text.replace('},\n  {', '}\n  {'),
      (text: string) => text.replaceAll('"title":', '"title": 1, "title":'),
      (text: string) => `{"patterns": ${text}}`,
      (text: string) => `\uFEFF${text}`,
      (text: string) => JSON.stringify([[], {}]) + text,
      (text: string) => text.replaceAll('\n', ''),
      (text: string) => text.replaceAll('\n  ', '\n'),
      (text: string) => gzipped(text),
    );
    await fc.assert(
      fc.asyncProperty(lists, comparings, damage, async (list, asked, damaged) => {
        const content = damaged(JSON.stringify(list, null, 2));
        await readBoth(memoryOf({ 'front/patterns.json': content }), comparingOf(asked));
      }),
    );
  });
});

describe('a plan on two threads', () => {
  const count = 8000;
  const filling = 'const nothing = 0;\n'.repeat(350);
  const list = Array.from({ length: count }, (_, number) => ({
    ...pattern(`p-${number}`, `${number % 7} words of the text that is number ${number}`),
    filling,
  }));
  const long = JSON.stringify(list, null, 2);
  const source = () =>
    byHand({
      front: {
        patterns: [0, 1, 900, 3999, 4001, 6500, count - 1].flatMap((number) => [
          pattern(`p-${(number + 3) % count}`, 'the words of another text'),
          pattern(`q-${number}`, `${number % 7} words of the text that is number ${number}`),
          pattern(`r-${number}`, `nothing like that at all: ${number}`),
        ]),
      },
    });

  async function planned(store: TestMemory, withThread: boolean): Promise<PlannedImport> {
    const threads = withThread ? { arrivalThread: () => Promise.resolve(openThread()) } : {};
    return planImport({ ...host, ...threads }, store, source(), asks);
  }

  const said = async (store: TestMemory, withThread: boolean): Promise<unknown> => {
    const plan = await planned(store, withThread);
    await plan.dispose();
    return {
      items: plan.items.map(({ key, id, action, reason, existingId }) => [
        key,
        id,
        action,
        reason,
        existingId,
      ]),
      problems: plan.problems,
      notes: plan.notes,
    };
  };

  test('is the same plan', async () => {
    expect(long.length).toBeGreaterThan(HALVES_BYTES);
    const store = memoryOf({ 'front/patterns.json': long });
    const theirs = await said(store, false);
    expect(theirs).toMatchObject({ problems: [] });
    expect(JSON.stringify(theirs)).toContain('100% the same text: p-6500');
    expect(await said(store, true)).toEqual(theirs);
  });

  test('tells of damage in either half as one thread does', async () => {
    for (const place of [0.1, 0.9]) {
      const at = Math.floor(long.length * place);
      const store = memoryOf({ 'front/patterns.json': `${long.slice(0, at)}\u0000${long.slice(at)}` });
      const theirs = await said(store, false);
      expect(JSON.stringify(theirs)).toContain('cannot be read');
      expect(await said(store, true)).toEqual(theirs);
    }
  });

  test('is one of the file that is there now, when another took its place meanwhile', async () => {
    const store = memoryOf({ 'front/patterns.json': long });
    const later = long.replaceAll('words of the text', 'phrases of that line');
    let isSwapped = false;
    const swapping: TestMemory = {
      ...store,
      files: {
        ...store.files,
        read: (path, options) => {
          if (!isSwapped && (options?.start ?? 0) > 0 && options?.end === undefined) {
            isSwapped = true;
            store.home.put(`memory/${path}`, later);
          }
          return store.files.read(path, options);
        },
      },
    };
    const found = await said(swapping, true);
    expect(isSwapped).toBe(true);
    expect(found).toEqual(await said(memoryOf({ 'front/patterns.json': later }), false));
  });

  test('goes on alone when the thread ends', async () => {
    const store = memoryOf({ 'front/patterns.json': long });
    const theirs = await said(store, false);
    const dying = openThread();
    await dying.close();
    const plan = await planImport(
      { ...host, arrivalThread: () => Promise.resolve(dying) },
      store,
      source(),
      asks,
    );
    await plan.dispose();
    expect(
      plan.items.map(({ key, id, action, reason, existingId }) => [key, id, action, reason, existingId]),
    ).toEqual((theirs as { items: unknown }).items);
  });
});
