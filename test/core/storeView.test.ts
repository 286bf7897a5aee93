import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, parseJson } from '../../src/core/json';
import type { JsonObject } from '../../src/core/json';
import { KINDS } from '../../src/core/store/records';
import type { Kind, RecordView } from '../../src/core/store/records';
import { viewRecord } from '../../src/core/store/view';

const view = (value: JsonObject, kind: Kind = 'pattern'): RecordView => viewRecord(value, 'agent', kind).view;

const pattern = {
  id: 'p',
  agent: 'other',
  timestamp: '2026-01-01T00:00:00Z',
  pattern: { type: 'kind of pattern', approach: { technique: 'the technique' } },
  metrics: { successRate: 0.9, executionCount: 7 },
  evolution: { created: '2026-01-02', lastUsed: '2026-01-03', confidenceScore: 0.8 },
};
const flat = {
  id: 'f',
  name: 'The name',
  created: '2025-01-01',
  last_used: '2025-02-01',
  success_rate: 0.5,
  confidence: 0.4,
  use_count: 3,
};

describe('the view of a record', () => {
  test('1.x pattern', () => {
    expect(viewRecord(pattern, 'agent', 'pattern')).toEqual({
      shape: '1.x',
      view: {
        id: 'p',
        agent: 'agent',
        kind: 'pattern',
        title: 'the technique',
        created: '2026-01-02',
        last_used: '2026-01-03',
        confidence: 0.8,
        success_rate: 0.9,
        use_count: 7,
        tags: [],
        active: true,
        schema_version: '1.0.0',
      },
    });
  });

  test('2.0.0 pattern', () => {
    const value = {
      id: 'p',
      version: '2.0.0',
      timestamp: '2026-01-01T00:00:00',
      pattern: pattern.pattern,
      tags: ['a', 1, 'b'],
      active: false,
      performance: { success_rate: 0.7, execution_count: 2 },
      lifecycle: { created_at: '2026-01-04', last_used_at: '2026-01-05', confidence: 0.6 },
      metadata: { version: '1.2.0' },
    };
    expect(viewRecord(value, 'agent', 'pattern')).toMatchObject({
      shape: '2.0.0',
      view: {
        created: '2026-01-04',
        last_used: '2026-01-05',
        confidence: 0.6,
        success_rate: 0.7,
        use_count: 2,
        tags: ['a', 'b'],
        active: false,
        schema_version: '2.0.0',
      },
    });
  });

  test('flat record', () => {
    expect(viewRecord(flat, 'agent', 'pattern')).toMatchObject({
      shape: 'flat',
      view: {
        title: 'The name',
        created: '2025-01-01',
        last_used: '2025-02-01',
        confidence: 0.4,
        success_rate: 0.5,
        use_count: 3,
        schema_version: 'flat',
      },
    });
  });

  test('free record', () => {
    expect(viewRecord({ insight: 'Measure first', when: 3 }, 'agent', 'pattern')).toMatchObject({
      shape: 'free',
      view: {
        title: 'Measure first',
        created: null,
        last_used: null,
        confidence: null,
        schema_version: 'free',
      },
    });
  });

  test('a solution has the confidence that Loom derives', () => {
    const confidence = (worked: boolean, verifiedCount: number, preventedRecurrence: number): number | null =>
      view({ effectiveness: { worked, preventedRecurrence }, verifiedCount }, 'solution').confidence;
    expect(confidence(true, 0, 0)).toBe(0.7);
    expect(confidence(true, 1, 1)).toBe(0.77);
    expect(confidence(true, 2, 0)).toBe(0.8);
    expect(confidence(true, 9, 0)).toBe(0.9);
    expect(confidence(true, 9, 9)).toBe(1);
    expect(confidence(false, 0, 3)).toBe(0.36);
    expect(view({ effectiveness: {} }, 'solution').confidence).toBeNull();
    expect(view({ effectiveness: { worked: true } }, 'pattern').confidence).toBeNull();
  });

  test('a solution and a decision have the success rate of their outcome', () => {
    expect(view({ effectiveness: { worked: true } }, 'solution').success_rate).toBe(1);
    expect(view({ effectiveness: { worked: false } }, 'solution').success_rate).toBe(0);
    expect(view({ outcome: { wouldRepeat: true } }, 'decision').success_rate).toBe(1);
    expect(view({ outcome: { would_repeat: false } }, 'decision').success_rate).toBe(0);
    expect(view({ outcome: {} }, 'decision').success_rate).toBeNull();
    expect(view({ verifiedCount: 4 }, 'solution').use_count).toBe(4);
    expect(view({ verifiedCount: 4 }, 'decision').use_count).toBeNull();
  });

  test('what has the wrong type or range counts as absent', () => {
    const wrong = view({
      id: {},
      evolution: { created: 5, lastUsed: null, confidenceScore: 1.2 },
      metrics: { successRate: '0.9', executionCount: -1 },
      tags: 'a',
      active: 'no',
    });
    expect(wrong).toMatchObject({
      created: null,
      last_used: null,
      confidence: null,
      success_rate: null,
      use_count: null,
      tags: [],
      active: true,
    });
    expect(view({ confidence: -0.1, success_rate: 1e999 })).toMatchObject({
      confidence: null,
      success_rate: null,
    });
    expect(view({ evolution: { confidenceScore: 'high' }, confidence: 0.5 }).confidence).toBe(0.5);
  });

  test('a record that was never used counts as used when it was made', () => {
    expect(view({ timestamp: '2026-01-01' }).last_used).toBe('2026-01-01');
  });

  test.each([
    [{ version: '2.0.0', pattern: {} }, '2.0.0'],
    [{ pattern: {}, metadata: { version: '2.0.0' } }, '1.2.0'],
    [{ pattern: {}, tags: [], active: true }, '1.1.0'],
    [{ pattern: {}, tags: [] }, '1.0.0'],
    [{ problem: {}, version: '2.0.0' }, '2.0.0'],
    [{ use_count: 1 }, 'flat'],
    [{ text: 'x' }, 'free'],
  ])('the schema version of %j is %s', (value, version) => {
    expect(view(value).schema_version).toBe(version);
  });

  test.each([
    [{ pattern: { type: 'type', approach: { technique: 'technique' } } }, 'pattern', 'technique'],
    [{ pattern: { type: 'only the type' } }, 'pattern', 'only the type'],
    [
      { problem: { errorType: 'TypeError', errorMessage: 'x is not a function' } },
      'solution',
      'x is not a function',
    ],
    [{ problem: { errorType: 'TypeError' } }, 'solution', 'TypeError'],
    [{ decision: { type: 'storage', question: 'Which format?' } }, 'decision', 'Which format?'],
    [{ name: 'Name', type: 'type' }, 'pattern', 'Name'],
    [{ id: 'x', agent: 'a', timestamp: '2026', lesson: 'Lesson' }, 'decision', 'Lesson'],
    [{ id: 'only-an-id' }, 'pattern', 'only-an-id'],
    [{ name: ' two \n lines\tand\u0000more ' }, 'pattern', 'two lines and more'],
    [{ name: '\u202eevil\u2066 name\u200b' }, 'pattern', 'evil name'],
    [{ name: '', type: 'type' }, 'pattern', 'type'],
  ] as const)('the title of %j', (value, kind, title) => {
    expect(view(value, kind).title).toBe(title);
  });

  test('a title is one short line', () => {
    const long = view({ name: 'word '.repeat(100) }).title;
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long).toMatch(/^(word )+\w*…$/);
    expect(view({ name: '😀'.repeat(200) }).title.isWellFormed()).toBe(true);
  });

  test('a record without an id gets one of its content, the same everywhere', () => {
    const one = view({ name: 'x' });
    expect(one.id).toMatch(/^pattern-[0-9a-f]{16}$/);
    expect(view(JSON.parse('{ "name" : "x" }') as JsonObject).id).toBe(one.id);
    expect(view({ name: 'y' }).id).not.toBe(one.id);
    expect(view({ id: '', name: 'x' }).id).toMatch(/^pattern-/);
    expect(view({ id: 17 }).id).toBe('17');
  });

  test('of any record never throws and keeps its promises', () => {
    const names = fc.constantFrom(
      'id',
      'pattern',
      'metrics',
      'evolution',
      'performance',
      'lifecycle',
      'confidence',
      'success_rate',
      'use_count',
      'tags',
      'active',
      'outcome',
      'effectiveness',
      'problem',
      'decision',
      'approach',
      'technique',
      'name',
      'created',
      '__proto__',
      'toString',
      'confidenceScore',
      'successRate',
      'worked',
      'version',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(
        names,
        fc.oneof({ depthSize: 'small' }, fc.jsonValue({ maxDepth: 1 }), tie('tree')),
        {
          maxKeys: 6,
        },
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(...KINDS), (random, kind) => {
        const value = parseJson(JSON.stringify(random));
        if (!isJsonObject(value)) throw new Error('not an object');
        const seen = view(value, kind);
        for (const share of [seen.confidence, seen.success_rate])
          expect(share === null || (share >= 0 && share <= 1)).toBe(true);
        expect(seen.use_count === null || seen.use_count >= 0).toBe(true);
        expect(seen.id).not.toBe('');
        expect(seen.title).not.toBe('');
        expect(seen.title).not.toMatch(/[\n\r\u0000]/);
        expect(seen.tags.every((tag) => typeof tag === 'string')).toBe(true);
      }),
    );
  });
});
