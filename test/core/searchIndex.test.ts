// The search index of Loom's Python tools, `global/index.json`: brought up to date by what changes the records.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { applyImport } from '../../src/core/import/applyImport';
import { matchPlanFile, readPlanFile, renderPlanFile } from '../../src/core/import/planFile';
import type { JsonObject, JsonValue } from '../../src/core/json';
import type { DurableStore } from '../../src/core/ports';
import { recoverStore } from '../../src/core/store/recover';
import type { Store } from '../../src/core/store/store';
import { readLayout } from '../../src/core/store/layout';
import { SEARCH_INDEX, renewSearchIndex } from '../../src/core/store/searchIndex';
import { planUndo } from '../../src/core/undo/planUndo';
import { undoOperation } from '../../src/core/undo/undoOperation';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { FOLDER, codeOf, faultyStore, textOf, writable } from './changeMaking';
import { byHand, gzipped, host, importInto, memoryOf, pattern, plan } from './importMaking';
import type { TestMemory } from './importMaking';

interface Index {
  readonly entries: readonly JsonObject[];
  readonly version: string;
}

const entry = (agent: string, id: string, more: object = {}): JsonObject => ({
  id,
  agent,
  item_type: 'pattern',
  timestamp: '2025-09-01T08:00:00.000Z',
  tags: [],
  confidence: 0.5,
  success_rate: 0.5,
  file_path: `/home/somebody/shop/.loom/memory/${agent}/patterns.json`,
  offset: 0,
  size: 10,
  ...more,
});

/** A memory with an index that knows its one record, and a pickle beside it. */
const indexed = (index: unknown = { entries: [entry('front', 'p-1')], version: '1.0.0', made_by: 'tests' }) =>
  memoryOf({
    'front/patterns.json': [pattern('p-1', 'Memoise lists', { confidence: 0.9 })],
    'global/index.json': index,
    'global/bloom.dat': 'a pickle',
  });

const indexOf = async (memory: TestMemory): Promise<Index> =>
  JSON.parse(await textOf(memory.home, `${FOLDER}/${SEARCH_INDEX}`)) as Index;
const idsOf = async (memory: TestMemory): Promise<JsonValue[]> =>
  (await indexOf(memory)).entries.map(({ id = null }) => id);

const source = () =>
  byHand({
    front: { patterns: [pattern('p-2', 'Split bundles by route')] },
    back: { patterns: [pattern('p-3', 'Outbox table for events')] },
  });

describe('the search index', () => {
  test('of the Python tools themselves is made again to the byte, but for the order of its sections', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loom-memory-index-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp('test/fixtures/loom-python-2.0.0/memory', folder, { recursive: true });
    const store: Store = { files: nodeStore(folder), codecs: nodeCodecs() };
    const before = await readFile(join(folder, SEARCH_INDEX), 'utf8');
    const change = await renewSearchIndex(store, await readLayout(store));
    let text = '';
    for await (const piece of change?.content?.(store) ?? []) text += new TextDecoder().decode(piece);
    const sorted = (json: string): string[] =>
      (JSON.parse(json) as Index).entries.map((each) => JSON.stringify(each)).sort();
    // Made before two agents came and before some files were compressed, which are found under their new names.
    const plain = (lines: string[]): string[] => lines.map((line) => line.replace('.json.gz"', '.json"'));
    expect(plain(sorted(text))).toEqual(expect.arrayContaining(sorted(before)));
    expect(text.slice(0, 30)).toBe(before.slice(0, 30));
    expect(text.slice(-30)).toBe(before.slice(-30));
  });

  test('knows what an import brought, in the same change; what else it holds stays', async () => {
    const memory = indexed();
    const planned = await plan(memory, source());
    const { operation, notes } = await applyImport(host, memory, planned, { user: 'f00d' });
    await planned.dispose();
    expect(operation?.written).toContain(SEARCH_INDEX);
    const index = await indexOf(memory);
    expect(index).toMatchObject({ version: '1.0.0', made_by: 'tests' });
    expect(index.entries.map(({ agent, id, file_path }) => [agent, id, file_path])).toEqual([
      ['back', 'p-3', '/home/somebody/shop/.loom/memory/back/patterns.json'],
      ['front', 'p-1', '/home/somebody/shop/.loom/memory/front/patterns.json'],
      ['front', 'p-2', '/home/somebody/shop/.loom/memory/front/patterns.json'],
    ]);
    expect(index.entries[1]).toMatchObject({ confidence: 0.9, offset: 0, tags: ['a'] });
    expect(notes).toEqual(['global/bloom.dat is derived from the records and older than they are now.']);
    expect(await textOf(memory.home, `${FOLDER}/global/bloom.dat`)).toBe('a pickle');
  });

  test('goes back with the import, also when somebody has made it anew since: that is no loss', async () => {
    const memory = indexed();
    await importInto(memory, source());
    memory.home.put(`${FOLDER}/${SEARCH_INDEX}`, JSON.stringify({ entries: [], version: '1.0.0' }));
    const undo = await planUndo(host, memory, undefined);
    expect([undo.lost, undo.lostFiles]).toEqual([[], []]);
    await undoOperation(host, memory, undo, 'f00d');
    expect(await idsOf(memory)).toEqual(['p-1']);
  });

  test.each([
    ['made anew', { entries: [entry('front', 'p-1'), entry('front', 'p-1')], version: '1.0.0' }],
    ['removed', undefined],
  ])('one that was %s since makes no plan stale: held, or saved and worked out again', async (_, index) => {
    const memory = indexed();
    const held = await plan(memory, source());
    const saved = readPlanFile(renderPlanFile(held, 'source', 0), 'plan.json');
    if (index === undefined) await memory.home.remove(`${FOLDER}/${SEARCH_INDEX}`);
    else memory.home.put(`${FOLDER}/${SEARCH_INDEX}`, JSON.stringify(index));
    memory.home.put(`${FOLDER}/front/index.json`, '{"made": "since"}');
    const again = await plan(memory, source());
    matchPlanFile(again, saved, 'plan.json');
    await again.dispose();
    const { operation } = await applyImport(host, memory, held, { user: 'f00d' });
    await held.dispose();
    expect(operation?.written).toContain('front/patterns.json');
    if (index === undefined) expect(await memory.files.stat(SEARCH_INDEX)).toBeUndefined();
    else expect(await idsOf(memory)).toEqual(['p-3', 'p-1', 'p-2']);
    expect(await textOf(memory.home, `${FOLDER}/front/index.json`)).toBe('{"made": "since"}');
  });

  test('a plan that was saved when indexes still counted is applied too', async () => {
    const memory = indexed();
    const planned = await plan(memory, source());
    const saved = readPlanFile(renderPlanFile(planned, 'source', 0), 'plan.json');
    const older = { ...saved, memory: { ...saved.memory, [SEARCH_INDEX]: '17' } };
    expect(() => {
      matchPlanFile(planned, older, 'plan.json');
    }).not.toThrow();
    await planned.dispose();
  });

  test.each(['front/metrics.json', 'front/context.json', 'global/cross-agent.json', 'config.json'])(
    '%s is not derived: a plan is stale once it is another',
    async (path) => {
      const memory = indexed();
      const planned = await plan(memory, source());
      memory.home.put(`${FOLDER}/${path}`, '{"said": "since"}');
      expect(await codeOf(applyImport(host, memory, planned, { user: 'f00d' }))).toBe('memory-changed');
      await planned.dispose();
    },
  );

  test('one that is made anew while the import is being written gives way to the one of the import', async () => {
    const memory = indexed();
    const planned = await plan(memory, source());
    const home: DurableStore = {
      ...memory.home,
      claimFolder: (path) => {
        if (path.endsWith('.lock'))
          memory.home.put(`${FOLDER}/${SEARCH_INDEX}`, JSON.stringify({ entries: [], version: '1.0.0' }));
        return memory.home.claimFolder(path);
      },
    };
    await applyImport(host, { ...writable(home), files: memory.files }, planned, { user: 'f00d' });
    await planned.dispose();
    expect(await idsOf(memory)).toEqual(['p-3', 'p-1', 'p-2']);
  });

  test('one that is made anew after the process died does not take the import back', async () => {
    const memory = indexed();
    const planned = await plan(memory, source());
    let moved = 0;
    const killed = (): Promise<never> => Promise.reject(new Error('killed'));
    const home: DurableStore = {
      ...memory.home,
      move: (from, to, options) => {
        if (to.startsWith(`${FOLDER}/`)) moved += 1;
        return moved > 1 ? killed() : memory.home.move(from, to, options);
      },
      remove: killed,
      releaseFolder: killed,
    };
    const dying = { ...writable(home), files: memory.files };
    await expect(applyImport(host, dying, planned, { user: 'f00d' })).rejects.toThrow('killed');
    await planned.dispose();
    memory.home.put(`${FOLDER}/${SEARCH_INDEX}`, JSON.stringify({ entries: [], version: '1.0.0' }));
    expect(await recoverStore(host, memory)).toMatchObject([{ outcome: 'completed' }]);
    expect(await idsOf(memory)).toEqual(['p-3', 'p-1', 'p-2']);
  });

  test('is made for what is there after an undo also where the import had none, and goes with an agent that goes', async () => {
    const memory = memoryOf({ 'front/patterns.json': [pattern('p-1', 'Memoise lists')] });
    await importInto(memory, source());
    memory.home.put(
      `${FOLDER}/${SEARCH_INDEX}`,
      JSON.stringify({ entries: [entry('front', 'p-1'), entry('back', 'p-3')], version: '1.0.0' }),
    );
    for (const agent of ['front', 'back']) memory.home.put(`${FOLDER}/${agent}/index.json`, '{}');
    const undo = await planUndo(host, memory, undefined);
    expect([undo.lost, undo.lostFiles]).toEqual([[], []]);
    expect(undo.files.map(({ path, action, changedSince }) => [path, action, changedSince])).toEqual([
      ['front/patterns.json', 'put-back', false],
      ['back/patterns.json', 'remove', false],
      ['back/index.json', 'remove', false],
    ]);
    const { notes } = await undoOperation(host, memory, undo, 'f00d');
    expect(await idsOf(memory)).toEqual(['p-1']);
    expect((await readLayout(memory)).agents.map(({ name }) => name)).toEqual(['front']);
    expect(notes).toEqual(['front/index.json is derived from the records and older than they are now.']);
  });

  test('is not made where there is none', async () => {
    const memory = memoryOf({ 'front/patterns.json': [pattern('p-1', 'Memoise lists')] });
    await importInto(memory, source());
    expect(await memory.files.stat(SEARCH_INDEX)).toBeUndefined();
  });

  test.each([
    ['of another form', { index: {} }],
    ['that is not JSON', '{"entries": ['],
    ['that is gzip, which the tools do not read', gzipped({ entries: [], version: '1.0.0' })],
  ])('one %s is left as it is, and that is said', async (_, index) => {
    const memory = indexed(index);
    const before = memory.home.read(`${FOLDER}/${SEARCH_INDEX}`);
    const bytes: number[] = [];
    for await (const piece of before) bytes.push(...piece);
    const planned = await plan(memory, source());
    const { notes } = await applyImport(host, memory, planned, { user: 'f00d' });
    await planned.dispose();
    expect(notes[0]).toBe('global/index.json is derived from the records and older than they are now.');
    const now: number[] = [];
    for await (const piece of memory.home.read(`${FOLDER}/${SEARCH_INDEX}`)) now.push(...piece);
    expect(now).toEqual(bytes);
  });

  test('keeps its entries of a file that cannot be read', async () => {
    const memory = indexed({ entries: [entry('front', 'p-1'), entry('lost', 'x-1')], version: '1.0.0' });
    memory.home.put(`${FOLDER}/lost/patterns.json`, '[{"id": ');
    await importInto(memory, source());
    expect(await idsOf(memory)).toEqual(['p-3', 'p-1', 'p-2', 'x-1']);
  });

  test('is as before when the import fails at any call of the store, and as after when it does not', async () => {
    const outcomes = new Set<boolean>();
    for (let at = 1; ; at += 1) {
      const memory = indexed();
      const faulty = faultyStore(memory.home, { at, lasting: false, code: 'no-space' });
      const planned = await plan(memory, source());
      let isDone = true;
      try {
        await applyImport(host, { ...writable(faulty), files: memory.files }, planned, { user: 'f00d' });
      } catch {
        isDone = false;
      }
      await planned.dispose();
      expect((await idsOf(memory)).length, `call ${String(at)}`).toBe(isDone ? 3 : 1);
      outcomes.add(isDone);
      if (faulty.calls < at) break;
    }
    expect(outcomes).toEqual(new Set([true, false]));
  });
});
