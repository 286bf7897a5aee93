import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json';
import { FOLDER, codeOf, contentsOf, textOf } from './changeMaking';
import {
  byHand,
  exported,
  folderInput,
  gzipped,
  host,
  importInto,
  memoryOf,
  pattern,
  plan,
  recordsOf,
  verdicts,
} from './importMaking';
import { applyImport } from '../../src/core/import/applyImport';

const solution = (id: string, message: string): JsonObject => ({
  id,
  agent: 'front',
  timestamp: '2025-01-01T00:00:00.000Z',
  problem: { errorType: 'TypeError', errorMessage: message, context: {} },
  solution: { rootCause: 'a race', fixApproach: 'wait', prevention: 'a lock', relatedPatterns: [] },
  effectiveness: { worked: true, timeToFixMinutes: 5, preventedRecurrence: 1, relatedErrorsFixed: 0 },
  verifiedCount: 2,
});
const flat: JsonObject = {
  id: 'flat-1',
  name: 'Connection pooling',
  implementation: 'pool()',
  confidence: 0.7,
  use_count: 3,
  created: '2025-10-02',
};
const newest: JsonObject = {
  id: 'v2-1',
  agent: 'back',
  timestamp: '2025-01-01T00:00:00.000Z',
  version: '2.0.0',
  pattern: { type: 'x', approach: { technique: 'Queues' } },
  performance: { success_rate: 0.5, execution_count: 4 },
  lifecycle: { created_at: '2025-01-01', last_used_at: '2025-03-01', confidence: 0.6 },
};
const free: JsonObject = { id: 'free-1', anything: ['goes', { deep: null }], note: 'ä\u2028"\\', big: 1e21 };

function memoryOfAllShapes(): ReturnType<typeof memoryOf> {
  return memoryOf({
    'config.json': { agentOverrides: { front: { enabled: true } } },
    'front/patterns.json': [pattern('p-1', 'Memoise lists'), pattern('p-2', 'Split bundles')],
    'front/solutions.json': gzipped([solution('s-1', 'Cannot read properties')]),
    'front/metrics.json': { agent: 'front', usage: { patternUsageCount: 5 } },
    'back/patterns.json': { version: '1', patterns: [flat, newest] },
    'back/patterns.json.gz': gzipped([free]),
    'global/team-conventions.json': { indent: 2 },
    'global/cross-agent.json': [{ patternId: 'p-1', sourceAgent: 'front' }],
  });
}

describe('what was exported comes back', () => {
  test.each(['tar', 'json', 'csv'] as const)(
    'from %s, all shapes, gzip and plain, into an empty memory',
    async (format) => {
      const from = memoryOfAllShapes();
      const into = memoryOf();
      const planned = await importInto(into, await exported(from, { format }));
      expect(planned.counts()).toMatchObject({ add: 6, same: 0, conflict: 0 });
      expect(await recordsOf(into)).toEqual(await recordsOf(from));
      expect(JSON.parse(await textOf(into.home, `${FOLDER}/front/metrics.json`))).toEqual({
        agent: 'front',
        usage: { patternUsageCount: 5 },
      });
      expect(JSON.parse(await textOf(into.home, `${FOLDER}/global/cross-agent.json`))).toHaveLength(1);
      expect(JSON.parse(await textOf(into.home, `${FOLDER}/config.json`))).toEqual({
        agentOverrides: { front: { enabled: true } },
      });
    },
  );

  test('and a second time nothing is left to do', async () => {
    const into = memoryOf();
    const bundle = await exported(memoryOfAllShapes());
    await importInto(into, bundle);
    const before = await contentsOf(into.home);
    const again = await importInto(into, bundle);
    expect(again.isEmpty()).toBe(true);
    expect(again.counts()).toMatchObject({ same: 6, add: 0, merge: 0 });
    expect(await contentsOf(into.home)).toEqual(before);
  });

  test('whatever the records are', async () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const record = fc.dictionary(
      fc.constantFrom('name', 'note', '__proto__', 'a b', 'implementation', 'x'),
      fc.oneof(leaf, fc.array(leaf)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom('tar' as const, 'json' as const),
        async (bodies, gzip, format) => {
          const records = bodies.map((body, index) => ({ ...body, id: `r-${String(index)}` }));
          const from = memoryOf({ 'a/patterns.json': gzip ? gzipped(records) : records });
          const into = memoryOf();
          await importInto(into, await exported(from, { format }));
          expect(await recordsOf(into)).toEqual(await recordsOf(from));
          expect((await plan(into, await exported(from, { format }))).isEmpty()).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('from another memory, its project, or one agent of it', async () => {
    const files = { 'a/patterns.json': [pattern('p-1', 'Memoise lists')] };
    for (const [input, agent] of [
      [folderInput('memory', files), 'a'],
      [folderInput('shop', { '.loom/memory/a/patterns.json': files['a/patterns.json'] }), 'a'],
      [folderInput('solo', { 'patterns.json': files['a/patterns.json'] }), 'solo'],
    ] as const) {
      const into = memoryOf();
      await importInto(into, input);
      expect(Object.keys(await recordsOf(into))).toEqual([`${agent}/pattern`]);
    }
  });
});

describe('files keep what they are', () => {
  test('gzip stays gzip, the wrapper and unknown members stay, untouched records keep their bytes', async () => {
    const odd = '{ "id":"p-0",   "n": 12345678901234567890 }';
    const into = memoryOf({
      'front/patterns.json': `{"version": "7", "patterns": [ ${odd} ], "after": [1]}`,
      'front/solutions.json': gzipped('[]'),
    });
    await importInto(
      into,
      byHand({
        front: {
          patterns: [pattern('p-1', 'Memoise lists')],
          solutions: [solution('s-1', 'Boom went the race')],
        },
      }),
    );
    const text = await textOf(into.home, `${FOLDER}/front/patterns.json`);
    expect(text).toContain(`[ ${odd},\n  {`);
    expect(text.endsWith('], "after": [1]}')).toBe(true);
    const solutions = into.home.read(`${FOLDER}/front/solutions.json`);
    for await (const piece of solutions) expect([...piece.slice(0, 2)]).toEqual([0x1f, 0x8b]);
    expect((await recordsOf(into))['front/solution']).toHaveLength(1);
  });

  test('a new file is gzip where the memory is', async () => {
    const into = memoryOf({ 'back/patterns.json': gzipped([flat]) });
    await importInto(into, byHand({ front: { patterns: [pattern('p-1', 'Memoise lists')] } }));
    for await (const piece of into.home.read(`${FOLDER}/front/patterns.json`))
      expect([...piece.slice(0, 2)]).toEqual([0x1f, 0x8b]);
  });

  test('a record is changed in the file of the pair in which it lies', async () => {
    const into = memoryOf({
      'front/patterns.json': [pattern('p-1', 'Memoise lists')],
      'front/patterns.json.gz': gzipped([pattern('p-2', 'Split bundles', { uses: 1 })]),
    });
    const before = await textOf(into.home, `${FOLDER}/front/patterns.json`);
    await importInto(into, byHand({ front: { patterns: [pattern('p-2', 'Split bundles', { uses: 2 })] } }));
    expect(await textOf(into.home, `${FOLDER}/front/patterns.json`)).toBe(before);
    const merged = (await recordsOf(into))['front/pattern']?.find(({ id }) => id === 'p-2');
    expect(merged).toMatchObject({ metrics: { executionCount: 3 }, merged_from: ['p-2'] });
  });

  test('a file that cannot be read blocks its section and nothing else', async () => {
    const into = memoryOf({ 'front/patterns.json': '[{"id": "p-1"', 'front/decisions.json': [] });
    const planned = await importInto(
      into,
      byHand({ front: { patterns: [pattern('p-2', 'x')], solutions: [solution('s-1', 'Boom')] } }),
    );
    expect(verdicts(planned)).toEqual(['skip p-2', 'add s-1']);
    expect(planned.items[0]?.reason).toContain('front/patterns.json cannot be read');
    expect(await textOf(into.home, `${FOLDER}/front/patterns.json`)).toBe('[{"id": "p-1"');
  });
});

describe('strategies', () => {
  const here = pattern('p-1', 'Memoise lists', {
    confidence: 0.8,
    uses: 10,
    tags: ['a'],
    when: ['long lists'],
    success: 0.9,
  });
  const there = pattern('p-1', 'Memoise lists', {
    confidence: 0.9,
    uses: 30,
    tags: ['b'],
    when: ['slow rows'],
    success: 0.5,
    lastUsed: '2025-05-01T00:00:00.000Z',
  });
  const bring = (record: JsonObject = there) => byHand({ front: { patterns: [record] } });
  const memory = () => memoryOf({ 'front/patterns.json': [here] });
  const first = async (store: ReturnType<typeof memoryOf>) => (await recordsOf(store))['front/pattern'];

  test('merge: the larger confidence, counts added, conditions and tags united, the later use, rates by use', async () => {
    const into = memory();
    await importInto(into, bring());
    expect(await first(into)).toMatchObject([
      {
        id: 'p-1',
        metrics: { executionCount: 40, successRate: 0.6, errorPreventionCount: 2 },
        evolution: { confidenceScore: 0.9, lastUsed: '2025-05-01T00:00:00.000Z' },
        tags: ['a', 'b'],
        pattern: { conditions: { whenApplicable: ['long lists', 'slow rows'] } },
        merged_from: ['p-1'],
      },
    ]);
  });

  test('merge of the same file again adds nothing, with and without the memory of the import', async () => {
    const into = memory();
    await importInto(into, bring());
    expect((await plan(into, bring())).isEmpty()).toBe(true);
    await into.home.remove(`${FOLDER}-history`);
    expect((await plan(into, bring())).isEmpty()).toBe(true);
  });

  test('merge of a newer version adds only what came since', async () => {
    const into = memory();
    await importInto(into, bring());
    await importInto(
      into,
      bring({
        ...there,
        metrics: { successRate: 0.5, executionCount: 35, avgTimeSavedMs: 100, errorPreventionCount: 1 },
      }),
    );
    expect(await first(into)).toMatchObject([{ metrics: { executionCount: 45, errorPreventionCount: 2 } }]);
  });

  test.each([
    ['replace', 'replace p-1', 30],
    ['skip', 'skip p-1', 10],
    ['smart', 'merge p-1', 40],
  ] as const)('%s', async (strategy, verdict, uses) => {
    const into = memory();
    expect(verdicts(await importInto(into, bring(), { strategy }))).toEqual([verdict]);
    expect(await first(into)).toMatchObject([{ metrics: { executionCount: uses } }]);
  });

  test('append: both stay, the new one under a UUID, and only once', async () => {
    const into = memory();
    expect(verdicts(await importInto(into, bring(), { strategy: 'append' }))).toEqual(['add p-1']);
    const records = await first(into);
    expect(records).toHaveLength(2);
    expect(
      records
        ?.map(({ id }) => id)
        .filter((id) =>
          /^"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/.test(JSON.stringify(id)),
        ),
    ).toHaveLength(1);
    expect((await plan(into, bring(), { strategy: 'append' })).isEmpty()).toBe(true);
  });

  test('smart: a gap of more than 0.2 decides, one of 0.2 does not', async () => {
    const smart = async (confidence: number) => {
      const [item] = (await plan(memory(), bring(pattern('p-1', 'x', { confidence })), { strategy: 'smart' }))
        .items;
      return [item?.action, item?.reason];
    };
    expect(await smart(1)).toEqual(['merge', 'another version is here']);
    expect(await smart(0.5)).toEqual(['keep', 'confidence 0.5 against 0.8 here']);
    const low = memoryOf({ 'front/patterns.json': [pattern('p-1', 'y', { confidence: 0.1 })] });
    expect((await plan(low, bring(), { strategy: 'smart' })).items[0]?.action).toBe('replace');
  });

  test('ask: what differs is a conflict that stays out until somebody decides', async () => {
    const into = memory();
    const planned = await plan(into, bring(), { strategy: 'ask' });
    expect(verdicts(planned)).toEqual(['conflict p-1']);
    expect(planned.isEmpty()).toBe(true);
    expect(await planned.compare('front/pattern/p-1')).toMatchObject({
      existing: { metrics: { executionCount: 10 } },
      incoming: { metrics: { executionCount: 30 } },
      merged: { metrics: { executionCount: 40 } },
    });
    expect(planned.decide({ conflicts: true }, 'both')).toBe(1);
    await applyImport(host, into, planned, { user: 'f00d' });
    expect(await first(into)).toHaveLength(2);
  });

  test('a record with other words and another id is new; one with nearly the same words is merged', async () => {
    const long = 'Memoise the rows of long lists with a custom comparison of their props';
    const into = memoryOf({ 'front/patterns.json': [pattern('p-1', long)] });
    const near = pattern('p-9', long.replace('custom', 'special'));
    const far = pattern('p-8', 'Split the bundle by route and load the rest when it is asked for');
    const planned = await importInto(into, byHand({ front: { patterns: [near, far] } }));
    expect(verdicts(planned)).toEqual(['merge p-9', 'add p-8']);
    expect(planned.items[0]).toMatchObject({
      existingId: 'p-1',
      reason: expect.stringMatching(/9\d(\.\d)?% the same text: p-1/) as string,
    });
    expect((await plan(into, byHand({ front: { patterns: [near, far] } }))).isEmpty()).toBe(true);
  });
});

describe('three sides', () => {
  const one = pattern('p-1', 'Memoise lists', { uses: 10 });
  const two = pattern('p-1', 'Memoise lists', { uses: 15 });
  const bring = (...patterns: JsonObject[]) => byHand({ front: { patterns } });

  test('unchanged here since the last import: the newer version is taken', async () => {
    const into = memoryOf();
    await importInto(into, bring(one));
    expect(verdicts(await importInto(into, bring(two)))).toEqual(['replace p-1']);
    expect((await recordsOf(into))['front/pattern']).toEqual([two]);
  });

  test('unchanged there: what was done here stays', async () => {
    const into = memoryOf();
    await importInto(into, bring(one));
    into.home.put(`${FOLDER}/front/patterns.json`, JSON.stringify([two]));
    expect(verdicts(await importInto(into, bring(one)))).toEqual(['keep p-1']);
  });

  test('changed on both sides: merged, and what both had counts once', async () => {
    const into = memoryOf();
    await importInto(into, bring(one));
    into.home.put(
      `${FOLDER}/front/patterns.json`,
      JSON.stringify([pattern('p-1', 'Memoise lists', { uses: 12 })]),
    );
    await importInto(into, bring(two));
    expect((await recordsOf(into))['front/pattern']).toMatchObject([{ metrics: { executionCount: 17 } }]);
  });

  test('deleted here: it does not come back unasked', async () => {
    const into = memoryOf();
    await importInto(into, bring(one, pattern('p-2', 'Split bundles')));
    into.home.put(`${FOLDER}/front/patterns.json`, JSON.stringify([one]));
    const planned = await plan(into, bring(one, pattern('p-2', 'Split bundles')));
    expect(planned.items[1]).toMatchObject({
      action: 'skip',
      reason: 'deleted here since the last import',
      choices: ['take', 'skip'],
    });
    expect(
      verdicts(await plan(into, bring(one, pattern('p-2', 'Split bundles')), { resurrect: true })),
    ).toEqual(['same p-1', 'add p-2']);
  });
});

describe('restore', () => {
  test('makes the memory what the source is', async () => {
    const from = memoryOfAllShapes();
    const bundle = await exported(from);
    const into = memoryOf({
      'front/patterns.json': [
        pattern('p-3', 'Too much'),
        pattern('p-1', 'Memoise lists', { uses: 99 }),
        pattern('p-4', 'Too much too'),
      ],
      'back/solutions.json': [solution('s-9', 'gone')],
      'other/patterns.json': [pattern('o-1', 'gone as well')],
    });
    const planned = await importInto(into, bundle, { restore: true });
    expect(planned.counts()).toMatchObject({ replace: 1, remove: 4, add: 5 });
    expect(await recordsOf(into)).toEqual(await recordsOf(from));
    expect((await plan(into, bundle, { restore: true })).isEmpty()).toBe(true);
  });
});

describe('which records', () => {
  test('agents, kinds and new names; two agents become one', async () => {
    const source = byHand({
      a: { patterns: [pattern('p-1', 'Memoise lists', { uses: 1 })], solutions: [solution('s-1', 'Boom')] },
      b: { patterns: [pattern('p-1', 'Memoise lists', { uses: 2 }), pattern('p-2', 'Split bundles')] },
      c: { patterns: [pattern('p-3', 'Cache')] },
    });
    const into = memoryOf();
    await importInto(into, source, {
      agents: ['a', 'b'],
      kinds: ['pattern'],
      map: { a: 'front', b: 'front' },
    });
    const records = await recordsOf(into);
    expect(Object.keys(records)).toEqual(['front/pattern']);
    expect(records['front/pattern']).toMatchObject([
      { id: 'p-1', metrics: { executionCount: 3 } },
      { id: 'p-2' },
    ]);
    expect(await codeOf(plan(memoryOf(), source, { agents: ['nobody'] }))).toBe('agent-unknown');
  });

  test('an id that another kind has is a conflict', async () => {
    const planned = await plan(
      memoryOf({ 'front/solutions.json': [solution('x-1', 'Boom')] }),
      byHand({ front: { patterns: [pattern('x-1', 'Cache')] } }),
    );
    expect(planned.items[0]).toMatchObject({
      action: 'conflict',
      reason: 'its id is that of a solution of front',
    });
  });
});

describe('what is refused', () => {
  test.each(['../up', 'global', 'con', '.hidden', 'a/b', 'x.lock'])('the agent name %j', async (name) => {
    expect(await codeOf(plan(memoryOf(), byHand({ [name]: { patterns: [pattern('p-1', 'x')] } })))).toBe(
      'archive-hostile',
    );
  });

  test('a record that fails its schema, unless the others are to go on', async () => {
    const bad = { ...pattern('p-1', 'x'), metrics: { successRate: 1.7, executionCount: 1 } };
    const source = () => byHand({ front: { patterns: [bad, pattern('p-2', 'Split bundles')] } });
    const planned = await plan(memoryOf(), source());
    expect(planned.invalid).toEqual([
      {
        agent: 'front',
        kind: 'pattern',
        id: 'p-1',
        pointer: '/metrics/successRate',
        detail: 'is 1.7 and may be at most 1',
      },
    ]);
    expect(await codeOf(importInto(memoryOf(), source()))).toBe('record-invalid');
    const into = memoryOf();
    await importInto(into, source(), { skipInvalid: true });
    expect((await recordsOf(into))['front/pattern']).toHaveLength(1);
    expect((await plan(memoryOf(), source(), { validation: 'none' })).invalid).toEqual([]);
  });

  test('a memory that changed between plan and apply', async () => {
    const into = memoryOf({ 'front/patterns.json': [] });
    const planned = await plan(into, byHand({ front: { patterns: [pattern('p-1', 'x')] } }));
    into.home.put(`${FOLDER}/front/patterns.json`, '[ ]');
    expect(await codeOf(applyImport(host, into, planned, { user: 'f00d' }))).toBe('memory-changed');
    expect(await textOf(into.home, `${FOLDER}/front/patterns.json`)).toBe('[ ]');
  });

  test('an agent that would be larger than it may', async () => {
    const into = memoryOf({ 'config.json': { agentOverrides: { front: { memoryLimitMb: 0.0001 } } } });
    expect(await codeOf(importInto(into, byHand({ front: { patterns: [pattern('p-1', 'x')] } })))).toBe(
      'agent-too-large',
    );
  });
});
