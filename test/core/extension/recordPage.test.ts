import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json';
import type { Kind } from '../../../src/core/store/records';
import { viewRecord } from '../../../src/core/store/view';
import { createFormat } from '../../../src/extension/format';
import { recordContent } from '../../../src/extension/recordPage/content';
import { indentJson } from '../../../src/extension/recordPage/indentJson';
import { block, inline, prose, span } from '../../../src/extension/recordPage/markdown';
import { renderRecordPage, type PageWords } from '../../../src/extension/recordPage/render';

const words: PageWords = {
  t: (message, ...args) => message.replace(/\{(\d)\}/g, (_, place: string) => args[Number(place)] ?? ''),
  format: createFormat('en'),
  kind: { pattern: 'pattern', solution: 'solution', decision: 'decision' },
  now: Date.parse('2025-11-20T12:00:00Z'),
  time: (text) => Date.parse(text),
};

function page(value: JsonObject, kind: Kind = 'pattern'): string {
  const { view } = viewRecord(value, 'frontend-developer', kind);
  return renderRecordPage({ view, value, place: 'frontend-developer/patterns.json' }, words);
}

const contentOf = (value: JsonObject) => recordContent(value, viewRecord(value, 'agent', 'pattern').view);

/** Text of a page as a reader sees it: no-break spaces and escapes are layout. */
const read = (markdown: string): string =>
  markdown
    .replace(/\u00a0|&nbsp;/g, ' ')
    .replace(/ {2,}· {2,}/g, ' · ')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');

const pattern: JsonObject = {
  id: 'p1',
  agent: 'frontend-developer',
  timestamp: '2025-10-01T10:00:00Z',
  pattern: {
    type: 'react-optimization',
    context: { project: 'shop' },
    approach: {
      technique: 'React.memo with custom comparison',
      codeTemplate: 'const Row = memo(View);',
      rationale: 'Rows re-rendered.',
      steps: ['measure', 'compare'],
    },
    conditions: { whenApplicable: ['long lists', 'dear rows'], whenNotApplicable: ['changing props'] },
  },
  metrics: { successRate: 0.96, executionCount: 47, avgTimeSavedMs: 1200, errorPreventionCount: 1 },
  evolution: {
    created: '2025-10-01T10:00:00Z',
    lastUsed: '2025-11-17T12:00:00Z',
    refinements: 2,
    confidenceScore: 0.92,
  },
  tags: ['react'],
  active: true,
};

describe('the page of a record', () => {
  test('a pattern: metrics, conditions side by side, approach with its code in its language, details', () => {
    const text = read(page(pattern));
    expect(text).toMatch(
      /^# React\.memo with custom comparison\n\nfrontend-developer · pattern · react-optimization\n/,
    );
    expect(text).toContain(
      'confidence **0.92** · success **96 %** · **47** uses · saves **1.2 s** · prevented **1** error · last used **3 days ago**',
    );
    expect(text).toContain(
      '| When to use | When not to use |\n|:--|:--|\n| long lists | changing props |\n| dear rows |  |',
    );
    expect(text).toContain('1. measure\n2. compare');
    expect(text).toContain('```typescript\nconst Row = memo(View);\n```');
    expect(text).toContain('| Schema | 1.1.0 |');
    expect(text).not.toContain('More fields');
  });

  test('a solution: root cause, fix and prevention', () => {
    const text = read(
      page(
        {
          problem: { errorType: 'TimeoutError', errorMessage: 'Query read timeout', stackTraceHash: 'bff6' },
          solution: {
            rootCause: 'No connection.',
            fixApproach: 'A pool.',
            codeFix: 'SELECT 1;',
            prevention: 'An alert.',
          },
          effectiveness: {
            worked: true,
            timeToFixMinutes: 22,
            preventedRecurrence: 3,
            relatedErrorsFixed: 2,
          },
          verifiedCount: 1,
        },
        'solution',
      ),
    );
    expect(text).toContain(
      'confidence **0.81** · **worked** · verified **once** · fixed in **22 min** · prevented **3** errors',
    );
    for (const part of [
      '## Root cause\n\nNo connection.',
      '## Fix\n\nA pool.\n\n```sql',
      '## Prevention\n\nAn alert.',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('More fields');
  });

  test('a decision: what was chosen and why, alternatives, outcome, in both spellings', () => {
    const decision = {
      question: 'Which queue?',
      chosenOption: 'Postgres',
      alternativesConsidered: ['Kafka'],
      rationale: 'Small.',
    };
    const camel = page(
      {
        decision,
        outcome: {
          wouldRepeat: true,
          lessonsLearned: ['Measure.'],
          successMetrics: { developmentSpeed: 1.2 },
        },
      },
      'decision',
    );
    const snake = page(
      {
        decision,
        outcome: {
          would_repeat: true,
          lessons_learned: ['Measure.'],
          success_metrics: { development_speed: 1.2 },
        },
      },
      'decision',
    );
    expect(read(camel)).toContain('## Decision\n\nPostgres\n\nSmall.\n\n## Alternatives\n\n- Kafka');
    expect(read(camel)).toContain('- development speed: 1.2');
    expect(read(camel)).toContain('**would decide so again**');
    const body = (text: string): string => text.slice(0, text.indexOf('| Details'));
    expect(body(snake)).toBe(body(camel));
  });

  test('schema 2.0.0 and flat records read like the others', () => {
    const { metrics, evolution, ...rest } = pattern;
    const next = page({
      ...rest,
      version: '2.0.0',
      performance: {
        success_rate: 0.96,
        execution_count: 47,
        avg_time_saved_ms: 1200,
        error_prevention_count: 1,
      },
      lifecycle: {
        created_at: '2025-10-01T10:00:00Z',
        last_used_at: '2025-11-17T12:00:00Z',
        refinement_count: 2,
        confidence: 0.92,
      },
    });
    expect([metrics, evolution]).not.toContain(undefined);
    expect(next.replace('2\\.0\\.0', '1\\.1\\.0')).toBe(page(pattern));
    const flat = read(
      page({
        name: 'Outbox table',
        type: 'messaging',
        implementation: 'A table beside the orders.',
        conditions: { when_applicable: ['events'], when_not_applicable: [] },
        success_rate: 0.5,
        confidence: 0.7,
        use_count: 1,
      }),
    );
    expect(flat).toContain('confidence **0.70** · success **50 %** · **1** use');
    expect(flat).toContain('## When to use\n\n- events');
    expect(flat).toContain('## Approach\n\nA table beside the orders.');
  });

  test('a field that nobody knows is shown with its value', () => {
    const text = page({
      ...pattern,
      reviewedBy: 'Ann',
      pattern: { ...(pattern['pattern'] as JsonObject), extra: { deep: [1, null] } },
    });
    const json = /## More fields\n\n```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual({ pattern: { extra: { deep: [1, null] } }, reviewedBy: 'Ann' });
  });

  test('no value of any record is lost: it is on the page or among the rest', () => {
    const leaf = fc.oneof(fc.stringMatching(/^[a-z]{3,8}$/), fc.integer({ min: 10_000, max: 99_999 }));
    const record = fc.dictionary(
      fc.constantFrom(
        'pattern',
        'problem',
        'solution',
        'decision',
        'outcome',
        'conditions',
        'extra',
        'name',
        'text',
        'steps',
        'metadata',
      ),
      fc.oneof(
        leaf,
        fc.array(leaf, { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('type', 'approach', 'context', 'rationale', 'other', 'question'),
          fc.oneof(leaf, fc.dictionary(fc.constantFrom('technique', 'steps', 'odd'), leaf)),
        ),
      ),
    );
    fc.assert(
      fc.property(record, fc.constantFrom<Kind>('pattern', 'solution', 'decision'), (value, kind) => {
        const text = page(value, kind);
        const leaves: string[] = [];
        JSON.stringify(value, (_, each: unknown) => {
          if (typeof each === 'string' || typeof each === 'number') leaves.push(String(each));
          return each;
        });
        const plain = read(text).replace(/,/g, '');
        for (const each of leaves) expect(plain).toContain(each);
      }),
      { numRuns: 300 },
    );
  });

  test('a title with an ending mark is not a heading in disguise', () => {
    expect(page({ name: '## x\n# y' })).toMatch(/^# \\#\\# x \\# y\n/);
  });
});

describe('text of a record in Markdown', () => {
  test('nothing in a line starts anything', () => {
    expect(inline('[a](command:b) ![c](d) <e> `f` *g* _h_ #i |j| $k$ ~l~ &m; {n}')).toBe(
      '\\[a\\]\\(command\\:b\\) \\!\\[c\\]\\(d\\) \\<e\\> \\`f\\` \\*g\\* \\_h\\_ \\#i \\|j\\| \\$k\\$ \\~l\\~ \\&m; \\{n\\}',
    );
  });

  test('every mark that Markdown knows is escaped, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = inline(text).replace(/\\[!-/:-@[-`{-~]/g, '');
        expect(plain).not.toMatch(/[\\`*_[\]<>#|$~&!(){}=+\-.^:\n]/);
      }),
    );
  });

  test('paragraphs and lines are kept, list marks and underlines are text', () => {
    expect(prose('one\ntwo\n\n- three\n===')).toBe('one  \ntwo\n\n\\- three  \n\\=\\=\\=');
  });

  test('a code block cannot be ended from inside', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '\n', 'a', ' ', '~') }), (code) => {
        const lines = block(code, 'json').split('\n');
        const fence = /^`+/.exec(lines[0] ?? '')?.[0] ?? '';
        expect(lines.at(-1)).toBe(fence);
        const inside = lines.slice(1, -1);
        expect(inside.some((line) => new RegExp(`^ {0,3}\`{${String(fence.length)},}\\s*$`).test(line))).toBe(
          false,
        );
      }),
    );
  });

  test('a code span holds back-ticks, and a pipe does not end its cell', () => {
    expect(span('a`b|c')).toBe('``a`b\\|c``');
    expect(span('`x`')).toBe('`` `x` ``');
  });

  test('characters that turn the reading direction are taken out', () => {
    expect(inline('ab\u202Ecd\u2066')).toBe('abcd');
  });

  test('a huge text is cut', () => {
    expect(prose('a'.repeat(1_000_000)).length).toBeLessThan(30_000);
  });
});

describe('the language of code', () => {
  test.each([
    ['const a = await b();', 'typescript'],
    ['SELECT * FROM orders;', 'sql'],
    ['def f(x):\n    return x', 'python'],
    ['.card { color: red; }', 'css'],
    ['#!/bin/sh\necho', 'bash'],
    ['<Row item={item} />', 'tsx'],
    ['plain words', undefined],
  ])('of %j is %j', (codeTemplate, language) => {
    expect(contentOf({ pattern: { approach: { codeTemplate } } }).language).toBe(language);
  });

  test('a language that the record names wins, unless no highlighter is meant by it', () => {
    const named = (language: string) =>
      contentOf({ pattern: { context: { language }, approach: { codeTemplate: 'x = 1;' } } }).language;
    expect(named('Ruby')).toBe('ruby');
    expect(named('py')).toBe('python');
    expect(named('mermaid')).toBe('typescript');
  });
});

describe('raw JSON', () => {
  test('is laid out with every digit, escape and duplicate key as it was', () => {
    const text = '{"a":12345678901234567890,"b":1.10,"b":[],"c":{},"d":["\\u00e9,{","x"],"e":-0}';
    expect(indentJson(text)).toBe(
      '{\n  "a": 12345678901234567890,\n  "b": 1.10,\n  "b": [],\n  "c": {},\n  "d": [\n    "\\u00e9,{",\n    "x"\n  ],\n  "e": -0\n}\n',
    );
  });

  test('means the same as before, for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(indentJson(text))).toEqual(JSON.parse(text));
        expect(indentJson(indentJson(text))).toBe(indentJson(text));
      }),
    );
  });

  test('looks like JSON.stringify with two spaces', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
      }),
    );
  });
});
