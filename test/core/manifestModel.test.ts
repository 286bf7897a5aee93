import { describe, expect, test } from 'vitest';
import { bundlesOfManifest, manifestModel, readManifestText } from '../../src/core/bundle/manifestModel';
import type { BundleMetadata } from '../../src/core/bundle/metadata';
import { manifestName } from '../../src/core/export/name';

const seed: BundleMetadata = {
  version: '1.0.0',
  export_date: '2025-10-23T10:30:00Z',
  source_project: 'a1',
  exported_by: 'b2',
  agents: ['backend-architect', 'frontend-developer'],
  filters_applied: { since: '2025-10-01', min_confidence: 0.8 },
  anonymized: true,
  encrypted: false,
  compression: 'gzip',
};

const summary = (patterns: number, solutions: number, rate: number | null) => ({
  patterns,
  solutions,
  decisions: 0,
  success_rate: rate,
  bytes: {
    patterns: patterns * 10,
    solutions: solutions * 10,
    decisions: 0,
    total: (patterns + solutions) * 10,
  },
});

describe('the model of a manifest', () => {
  test("the seed's own metadata, which has no counts, is shown without them", () => {
    const model = manifestModel(seed);
    expect(model.exported).toBe(Date.UTC(2025, 9, 23, 10, 30));
    expect(model.agents).toEqual([
      { agent: 'backend-architect', counts: null, successRate: null, bytes: null, share: 0 },
      { agent: 'frontend-developer', counts: null, successRate: null, bytes: null, share: 0 },
    ]);
    expect(model.total).toEqual({ counts: null, successRate: null, bytes: null });
    expect(model.anonymisation).toEqual({ level: undefined, applied: true, items: 0, categories: [] });
  });

  test('agents have their part of the largest, and the sums are those of all', () => {
    const model = manifestModel({
      ...seed,
      agent_summaries: {
        'backend-architect': summary(30, 10, 0.9),
        'frontend-developer': summary(60, 20, null),
      },
    });
    expect(model.agents.map((agent) => agent.share)).toEqual([0.5, 1]);
    expect(model.total).toEqual({
      counts: { patterns: 90, solutions: 30, decisions: 0 },
      successRate: 0.9,
      bytes: 1200,
    });
  });

  test('an agent called __proto__ is an agent without a summary', () => {
    const model = manifestModel({ ...seed, agents: ['__proto__', 'constructor'], agent_summaries: {} });
    expect(model.agents.map((agent) => agent.counts)).toEqual([null, null]);
  });

  test('what limits records comes before what is only said; categories with most hits come first', () => {
    const model = manifestModel({
      ...seed,
      filters_applied: { agents: 'a', since: '2025-10-01', min_confidence: 0.8 },
      anonymization: { level: 'full', counts: { emails: 5, urls: 12, 'new-kind': 5, cards: 0 } },
    });
    expect(model.filters.map(([name]) => name)).toEqual(['min_confidence', 'since', 'agents']);
    expect(model.anonymisation).toEqual({
      level: 'full',
      applied: true,
      items: 22,
      categories: [
        ['urls', 12],
        ['emails', 5],
        ['new-kind', 5],
      ],
    });
  });

  test('what a review changed is there when the bundle says it', () => {
    const decisions = { accepted: 30, rejected: 2, edited: 1, own_rules: 4 };
    const anonymization = { level: 'full', counts: { urls: 31 }, decisions };
    expect(manifestModel({ ...seed, anonymization }).anonymisation.decisions).toEqual({
      rejected: 2,
      edited: 1,
      ownRules: 4,
    });
    expect(manifestModel(seed).anonymisation.decisions).toBeUndefined();
  });

  test('a date that is none is not shown as one', () => {
    expect(manifestModel({ ...seed, export_date: 'yesterday' }).exported).toBeUndefined();
  });
});

describe('the bundle of a manifest', () => {
  test.each([
    ['loom-export-20251023-103000.tar.gz', 'tar'],
    ['loom-export-20251023-103000.tar.gz.enc', 'tar'],
    ['team.json', 'json'],
    ['team.json.enc', 'json'],
    ['memory.sqlite', 'sqlite'],
    ['memory.db', 'sqlite'],
    ['tables', 'csv'],
  ] as const)('%s is found from the name of its manifest', (name, format) => {
    expect(bundlesOfManifest(manifestName(name, format))).toContain(name);
  });

  test('any other document belongs to none', () => {
    expect(bundlesOfManifest('README.md')).toEqual([]);
    expect(bundlesOfManifest('-manifest.md')).toEqual([]);
  });
});

describe('the text of a manifest', () => {
  test("the seed's own example is taken apart into its sections", () => {
    const text = [
      '# AML Export Manifest',
      '',
      '**Export Date**: 2025-10-23 10:30:00 UTC',
      '**Version**: 1.0.0',
      '',
      '## Exported Agents',
      '',
      '### frontend-developer',
      '- Patterns: 234 (45 MB)',
      '- Success Rate: 98%',
      '',
      '## Checksums',
      '- Package: sha256:abc123',
    ].join('\n');
    expect(readManifestText(text)).toEqual([
      {
        title: '',
        facts: [
          ['Export Date', '2025-10-23 10:30:00 UTC'],
          ['Version', '1.0.0'],
        ],
      },
      {
        title: 'frontend-developer',
        facts: [
          ['Patterns', '234 (45 MB)'],
          ['Success Rate', '98%'],
        ],
      },
      { title: 'Checksums', facts: [['Package', 'sha256:abc123']] },
    ]);
  });

  test('a line that is a sentence stays one', () => {
    const line = 'test-automator/patterns.json cannot be read: unexpected end of JSON at line 812.';
    expect(readManifestText(`## Not Exported\n- ${line}\n`)).toEqual([
      { title: 'Not Exported', facts: [['', line]] },
    ]);
    expect(readManifestText('## Filters Applied\n- None\n')).toEqual([
      { title: 'Filters Applied', facts: [['', 'None']] },
    ]);
  });

  test('any other text has no sections, however long it is', () => {
    expect(readManifestText('# Readme\n\nHello.\n')).toEqual([]);
    expect(readManifestText('- a: b\n'.repeat(100_000))).toHaveLength(1);
  });
});
