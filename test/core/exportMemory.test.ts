import { describe, expect, test } from 'vitest';
import { fileSource, openArchive } from '../../src/core/bundle/archive';
import { verifyArchive } from '../../src/core/bundle/verify';
import { LoomError } from '../../src/core/errors';
import { exportMemory } from '../../src/core/export/exportMemory';
import type { ExportRequest } from '../../src/core/export/request';
import type { Host } from '../../src/core/ports';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { wholeExport } from './exportRequest';

const codecs = nodeCodecs();
const noon = Date.UTC(2025, 9, 23, 10, 30);
const host: Host = {
  clock: { now: () => noon, offsetMinutes: () => 0 },
  random: { bytes: (length) => new Uint8Array(length).fill(7) },
  log: { info: () => undefined, warn: () => undefined },
  codecs,
  sqlite: undefined,
};

const everything: ExportRequest = { ...wholeExport, name: 'out.tar.gz' };

function pattern(id: string, confidence: number, extra: object = {}): object {
  return {
    id,
    agent: 'front',
    timestamp: '2025-01-01T00:00:00.000Z',
    pattern: {
      type: 'x',
      context: {},
      approach: { technique: `technique ${id}`, rationale: '' },
      conditions: {},
    },
    metrics: { successRate: 0.9, executionCount: 5 },
    evolution: {
      created: '2025-01-01T00:00:00.000Z',
      lastUsed: '2025-02-01T00:00:00.000Z',
      confidenceScore: confidence,
    },
    ...extra,
  };
}

function store(files: Record<string, string | Uint8Array>): {
  files: ReturnType<typeof memoryStore>;
  codecs: typeof codecs;
} {
  return { files: memoryStore(files), codecs };
}

async function entriesOf(
  target: ReturnType<typeof memoryStore>,
  name = 'out.tar.gz',
  password?: string,
): Promise<Map<string, string>> {
  const archive = await openArchive(await fileSource(target, name), { password }, host);
  const found = new Map<string, string>();
  for await (const entry of archive.entries()) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry.content) pieces.push(piece.slice());
    found.set(entry.path, new TextDecoder().decode(Buffer.concat(pieces)));
  }
  return found;
}

describe('exportMemory', () => {
  test('puts metadata first, one file a kind, the global data and both checksum files into the bundle', async () => {
    const target = memoryStore();
    const report = await exportMemory(
      host,
      store({
        'front/patterns.json': JSON.stringify([pattern('a', 0.9)]),
        'front/solutions.json': '[]',
        'front/metrics.json': '{"agent":"front"}',
        'global/project-meta.json': '{"name":"shop"}',
      }),
      { kind: 'folder', store: target },
      everything,
    );
    const entries = await entriesOf(target);
    expect([...entries.keys()].filter((path) => !path.endsWith('/'))).toEqual([
      'loom-export/metadata.json',
      'loom-export/agents/front/decisions.json',
      'loom-export/agents/front/metrics.json',
      'loom-export/agents/front/patterns.json',
      'loom-export/agents/front/solutions.json',
      'loom-export/global/project-meta.json',
      'loom-export/checksums.json',
      'loom-export/SHA256SUMS',
    ]);
    expect(report.counts).toEqual({ patterns: 1, solutions: 0, decisions: 0 });
    expect(report.metadata.source_project).toMatch(/^[0-9a-f]{32}$/);
  });

  test('copies a record that nothing changes byte for byte, exact numbers included', async () => {
    const target = memoryStore();
    const record = '{"id":"a","name":"n","confidence":0.90,"big":9007199254740993,"exp":1e400}';
    await exportMemory(
      host,
      store({ 'front/patterns.json': `[ ${record} ]` }),
      { kind: 'folder', store: target },
      everything,
    );
    expect((await entriesOf(target)).get('loom-export/agents/front/patterns.json')).toContain(record);
  });

  test('gives the same bytes for the same store, options and clock', async () => {
    const files = { 'front/patterns.json': JSON.stringify([pattern('a', 0.9), pattern('b', 0.2)]) };
    const one = memoryStore();
    const two = memoryStore();
    await exportMemory(
      host,
      store(files),
      { kind: 'folder', store: one },
      { ...everything, anonymise: 'full' },
    );
    await exportMemory(
      host,
      store(files),
      { kind: 'folder', store: two },
      { ...everything, anonymise: 'full' },
    );
    expect(one.snapshot().get('out.tar.gz')).toEqual(two.snapshot().get('out.tar.gz'));
  });

  test('counts what a filter left out by reason, and says so when nothing remains', async () => {
    const files = { 'front/patterns.json': JSON.stringify([pattern('a', 0.9), pattern('b', 0.2)]) };
    const target = memoryStore();
    const report = await exportMemory(
      host,
      store(files),
      { kind: 'folder', store: target },
      { ...everything, filters: { minConfidence: 0.8 } },
    );
    expect(report.counts.patterns).toBe(1);
    expect(Object.values(report.excluded)).toEqual([1]);
    const empty = exportMemory(
      host,
      store(files),
      { kind: 'folder', store: memoryStore() },
      { ...everything, filters: { minConfidence: 0.95 } },
    );
    await expect(empty).rejects.toMatchObject({
      code: 'nothing-matches',
      data: { reasons: { 'below confidence 0.95': 2 } },
    });
  });

  test('leaves nothing behind when nothing matches', async () => {
    const target = memoryStore();
    const request = { ...everything, filters: { minConfidence: 0.95 } };
    await expect(
      exportMemory(
        host,
        store({ 'front/patterns.json': JSON.stringify([pattern('a', 0.1)]) }),
        { kind: 'folder', store: target },
        request,
      ),
    ).rejects.toBeInstanceOf(LoomError);
    expect([...target.snapshot().keys()]).toEqual([]);
  });

  test('reports a damaged file, takes nothing of it and exports the rest', async () => {
    const target = memoryStore();
    const whole = JSON.stringify([pattern('a', 0.9), pattern('b', 0.8)], null, 2);
    const report = await exportMemory(
      host,
      store({ 'back/patterns.json': whole.slice(0, -40), 'front/patterns.json': whole }),
      { kind: 'folder', store: target },
      everything,
    );
    expect(report.problems).toMatchObject([
      { file: 'back/patterns.json', level: 'error', line: expect.any(Number) as number },
    ]);
    expect(report.counts.patterns).toBe(2);
    expect(report.metadata.unreadable).toHaveLength(1);
    expect((await entriesOf(target)).get('loom-export/agents/back/patterns.json')).toBe('[]\n');
  });

  test('names the nearest agent when one is unknown', async () => {
    const attempt = exportMemory(
      host,
      store({ 'frontend/patterns.json': '[]', 'backend/patterns.json': '[]' }),
      { kind: 'folder', store: memoryStore() },
      { ...everything, agents: ['frontent'] },
    );
    await expect(attempt).rejects.toMatchObject({
      code: 'agent-unknown',
      data: { agent: 'frontent', nearest: 'frontend' },
    });
  });

  test('takes along the patterns that chosen agents use, with the reason, and drops unrelated global entries', async () => {
    const target = memoryStore();
    const report = await exportMemory(
      host,
      store({
        'back/patterns.json': JSON.stringify([
          pattern('used', 0.9),
          pattern('named', 0.9),
          pattern('private', 0.9),
        ]),
        'front/patterns.json': JSON.stringify([pattern('own', 0.9)]),
        'front/solutions.json': JSON.stringify([
          { id: 's', problem: {}, solution: { relatedPatterns: ['named'] }, effectiveness: {} },
        ]),
        'other/patterns.json': JSON.stringify([pattern('foreign', 0.9)]),
        'global/cross-agent.json': JSON.stringify([
          { id: 1, sourceAgent: 'back', targetAgents: ['front'], patternId: 'used' },
          { id: 2, sourceAgent: 'back', targetAgents: ['other'], patternId: 'private' },
        ]),
      }),
      { kind: 'folder', store: target },
      { ...everything, agents: ['front'] },
    );
    expect(report.shared).toEqual([
      { agent: 'back', id: 'used', used_by: ['front'], reason: 'shared by back' },
      { agent: 'back', id: 'named', used_by: ['front'], reason: 'named by a solution' },
    ]);
    const entries = await entriesOf(target);
    expect(entries.get('loom-export/agents/back/patterns.json')).not.toContain('private');
    expect(entries.get('loom-export/global/cross-agent.json')).not.toContain('"private"');
    expect(entries.has('loom-export/agents/other/patterns.json')).toBe(false);
  });

  test('leaves shared patterns out with none', async () => {
    const target = memoryStore();
    const report = await exportMemory(
      host,
      store({
        'back/patterns.json': JSON.stringify([pattern('used', 0.9)]),
        'front/patterns.json': JSON.stringify([pattern('own', 0.9)]),
        'global/cross-agent.json': JSON.stringify([
          { sourceAgent: 'back', targetAgents: ['front'], patternId: 'used' },
        ]),
      }),
      { kind: 'folder', store: target },
      { ...everything, agents: ['front'], shared: 'none' },
    );
    expect(report.metadata.agents).toEqual(['front']);
    expect((await entriesOf(target)).has('loom-export/global/cross-agent.json')).toBe(false);
  });

  test('refuses to replace an export or its manifest unasked', async () => {
    const files = { 'front/patterns.json': JSON.stringify([pattern('a', 0.9)]) };
    const target = memoryStore({ 'out-manifest.md': 'mine' });
    const request = { ...everything, manifest: 'full' as const };
    await expect(
      exportMemory(host, store(files), { kind: 'folder', store: target }, request),
    ).rejects.toMatchObject({ code: 'output-exists' });
    await exportMemory(host, store(files), { kind: 'folder', store: target }, { ...request, replace: true });
    expect([...target.snapshot().keys()].sort()).toEqual(['out-manifest.md', 'out.tar.gz']);
  });

  test('leaves nothing when it is cancelled half way', async () => {
    const target = memoryStore();
    const controller = new AbortController();
    const files = Object.fromEntries(
      ['a', 'b', 'c'].map((agent) => [`${agent}/patterns.json`, JSON.stringify([pattern(agent, 0.9)])]),
    );
    const attempt = exportMemory(host, store(files), { kind: 'folder', store: target }, everything, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' });
    expect([...target.snapshot().keys()]).toEqual([]);
  });

  test('opens with its password and with no other', async () => {
    const target = memoryStore();
    const request = { ...everything, name: 'out.tar.gz.enc', password: 'correct horse' };
    await exportMemory(
      host,
      store({ 'front/patterns.json': JSON.stringify([pattern('a', 0.9)]) }),
      { kind: 'folder', store: target },
      request,
    );
    const entries = await entriesOf(target, 'out.tar.gz.enc', 'correct horse');
    expect(entries.get('loom-export/agents/front/patterns.json')).toContain('technique a');
    await expect(entriesOf(target, 'out.tar.gz.enc', 'wrong')).rejects.toMatchObject({
      code: 'password-wrong',
    });
  });

  test('verifies what it wrote when asked, in every section', async () => {
    const target = memoryStore();
    const files = {
      'front/patterns.json': JSON.stringify([pattern('a', 0.9)]),
      'back/patterns.json': JSON.stringify([pattern('b', 0.9)]),
    };
    const report = await exportMemory(
      host,
      store(files),
      { kind: 'folder', store: target },
      { ...everything, verify: true },
    );
    expect(report.verified).toBe(true);
    const verified = await verifyArchive(await fileSource(target, 'out.tar.gz'), {}, host);
    expect(verified.sections).toEqual(
      expect.arrayContaining([
        { name: 'back', ok: true },
        { name: 'front', ok: true },
      ]),
    );
  });

  test('lists every record that would leave in a dry run, and writes nothing', async () => {
    const target = memoryStore();
    const files = { 'front/patterns.json': JSON.stringify([pattern('a', 0.9), pattern('b', 0.2)]) };
    const report = await exportMemory(
      host,
      store(files),
      { kind: 'folder', store: target },
      { ...everything, dryRun: true, filters: { minConfidence: 0.5 } },
    );
    expect(report.records).toEqual([{ id: 'a', agent: 'front', kind: 'pattern', reason: 'chosen' }]);
    expect([...target.snapshot().keys()]).toEqual([]);
  });
});
