// An export that looks through its memory on two threads, as the program is shipped, against the same on one thread.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { RedactionDecision } from '../../src/core/anonymise/choices';
import { exportMemory } from '../../src/core/export/exportMemory';
import type { ExportRequest } from '../../src/core/export/request';
import { reviewExport } from '../../src/core/export/reviewExport';
import { filesForThread } from '../../src/core/export/surveyThread';
import type { SurveyOrder } from '../../src/core/export/surveyThread';
import type { Host } from '../../src/core/ports';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { openSurveyThread } from '../../src/platform/surveyThread';
import { builtModule } from './builtModule';
import { wholeExport } from './exportRequest';
import { hostWith } from './formatsRecords';

const openThread = builtModule('./src/platform/surveyThread', openSurveyThread);

const PASSWORD = ['Tr0ub4dor', '&3x'].join('');
const OTHER = ['hunter', 'Two22!'].join('');
const filler = 'The cache was cold, so the first request of every pod waited for all of them. '.repeat(60);

const list = (name: string, count: number, more: object): object[] => [
  { id: `${name}-first`, name, ...more },
  ...Array.from({ length: count }, (_, index) => ({ id: `${name}-${String(index)}`, example: filler })),
];

/** Two long files, of which the second is looked through elsewhere, and what else a memory holds. */
const memory = {
  'large/patterns.json': JSON.stringify(
    list('large', 1300, { setup: `DB_PASSWORD=${PASSWORD}`, note: `${OTHER} works too` }),
  ),
  'middle/patterns.json': JSON.stringify(
    list('middle', 1100, { setup: `PGPASSWORD=${OTHER}`, note: `${PASSWORD} works too`, at: '10.20.30.40' }),
  ),
  'small/patterns.json': gzipSync(JSON.stringify([{ id: 's', note: `${PASSWORD}, ${OTHER}, 10.20.30.41` }])),
  'small/solutions.json': '[{"id":"torn","name":"it ends her',
  'global/project-meta.json': JSON.stringify({ name: `made with ${OTHER}` }),
};
const store = { files: memoryStore(memory), codecs: nodeCodecs() };
const request: ExportRequest = {
  ...wholeExport,
  name: 'out.json',
  format: 'json',
  anonymise: 'full',
  time: 1,
};

/** A host with a thread that `open` opens. */
function withThread(open = (order: SurveyOrder) => openThread()(order)) {
  const surveyThread = vi.fn((order: SurveyOrder) => Promise.resolve(open(order)));
  const host: Host = { ...hostWith(), surveyThread };
  return { host, opened: () => surveyThread.mock.calls.length };
}

async function exported(host: Host, asked: ExportRequest): Promise<string> {
  const target = memoryStore();
  await exportMemory(host, store, { kind: 'folder', store: target }, asked);
  const pieces: Uint8Array[] = [];
  for await (const piece of target.read('out.json')) pieces.push(piece.slice());
  return Buffer.concat(pieces).toString();
}

describe('a memory of many files', () => {
  test('is looked through on two threads; the export is the same to the byte', async () => {
    const { host, opened } = withThread();
    const onTwo = await exported(host, request);
    expect(opened()).toBe(1);
    expect(onTwo).not.toContain(PASSWORD);
    expect(onTwo).not.toContain(OTHER);
    expect(onTwo).toBe(await exported(hostWith(), request));
  });

  test('listed names, own rules and decisions about one place hold on both', async () => {
    const decisions: RedactionDecision[] = [];
    for await (const { agent, id, hits } of reviewExport(hostWith(), store, request))
      for (const { pointer, start } of hits)
        if (id === 'middle-first' && pointer === '/setup')
          decisions.push({
            target: { kind: 'place', agent, id, pointer, start },
            action: 'reject',
            lasting: false,
          });
    expect(decisions).toHaveLength(1);
    const asked: ExportRequest = {
      ...request,
      choices: {
        names: ['Maria Rossi'],
        rules: [{ id: 'pods', category: 'clients', pattern: 'every pod', ignoreCase: false }],
        decisions,
      },
    };
    const onTwo = await exported(withThread().host, asked);
    expect(onTwo).toContain(`PGPASSWORD=${OTHER}`);
    expect(onTwo.split(OTHER)).toHaveLength(2);
    expect(onTwo).not.toContain('every pod');
    expect(onTwo).toBe(await exported(hostWith(), asked));
  });

  test('a review says the same with two threads', async () => {
    const reviewed = async (host: Host): Promise<unknown[]> => {
      const all: unknown[] = [];
      for await (const one of reviewExport(host, store, request)) all.push(one);
      return all;
    };
    expect(await reviewed(withThread().host)).toEqual(await reviewed(hostWith()));
  });

  test('a host without a thread looks through all of it itself', async () => {
    const { host, opened } = withThread(() => undefined);
    expect(await exported(host, request)).toBe(await exported(hostWith(), request));
    expect(opened()).toBe(1);
  });

  test('for an export that is not anonymised no thread is opened', async () => {
    const { host, opened } = withThread();
    await exported(host, { ...request, anonymise: 'none' });
    expect(opened()).toBe(0);
  });

  test('an export that is cancelled meanwhile ends the thread', async () => {
    const disposed = vi.fn();
    const { host } = withThread((order) => {
      const thread = openThread()(order);
      if (thread === undefined) return undefined;
      return {
        ...thread,
        dispose: async () => {
          await thread.dispose();
          disposed();
        },
      };
    });
    const control = new AbortController();
    const run = {
      signal: control.signal,
      onProgress: () => {
        control.abort();
      },
    };
    const target = { kind: 'folder', store: memoryStore() } as const;
    await expect(exportMemory(host, store, target, request, run)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(disposed).toHaveBeenCalledTimes(1);
  });

  test('an export whose thread ends goes on alone, and says so to the log', async () => {
    const warnings: string[] = [];
    const { host } = withThread((order) => {
      const thread = openThread()(order);
      if (thread === undefined) return undefined;
      return {
        ...thread,
        close() {
          void thread.dispose();
        },
      };
    });
    const log = { info: () => undefined, warn: (message: string) => warnings.push(message) };
    expect(await exported({ ...host, log }, request)).toBe(await exported(hostWith(), request));
    expect(warnings).toEqual([
      'the thread that reads texts ended: all of the memory is looked through on this one',
    ]);
  });
});

describe('the files for another thread', () => {
  const files = fc.uniqueArray(
    fc.record({
      agent: fc.constant('a'),
      kind: fc.constant('pattern' as const),
      path: fc.string({ minLength: 1, maxLength: 4 }),
      size: fc.oneof(fc.nat(100_000_000), fc.constantFrom(0, 4_194_304)),
    }),
    { selector: ({ path }) => path, maxLength: 12 },
  );

  test('are as much as those that stay, but for the largest, or none', () => {
    fc.assert(
      fc.property(files, (all) => {
        const theirs = filesForThread(all);
        const sum = (isTheirs: boolean): number =>
          all.reduce((bytes, file) => bytes + (theirs.includes(file) === isTheirs ? file.size : 0), 0);
        const largest = Math.max(0, ...all.map(({ size }) => size));
        if (theirs.length > 0) {
          expect(Math.abs(sum(true) - sum(false))).toBeLessThanOrEqual(largest);
          expect(sum(true)).toBeGreaterThanOrEqual(4 * 1024 * 1024);
        } else expect(sum(false) - largest).toBeLessThanOrEqual(Math.max(largest, 2 * 4 * 1024 * 1024));
      }),
    );
  });

  test('are the same in whatever order the files come', () => {
    fc.assert(
      fc.property(
        files.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(filesForThread(shuffled)).toEqual(filesForThread(all));
        },
      ),
    );
  });
});
