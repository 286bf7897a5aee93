import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agentSettings, readConfig } from '../../src/core/store/config';
import { readLayout } from '../../src/core/store/layout';
import { readDocument } from '../../src/core/store/readDocument';
import { KINDS, KIND_PLURALS } from '../../src/core/store/records';
import { summariseAgents } from '../../src/core/store/summary';
import { readText } from '../../src/core/store/text';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { readSection } from './storeMaking';

interface Facts {
  readonly agents: Readonly<Record<string, AgentFacts>>;
  readonly totals: Readonly<Record<'agents' | 'patterns' | 'solutions' | 'decisions', number>>;
}
interface AgentFacts {
  readonly patterns: number;
  readonly solutions: number;
  readonly decisions: number;
  readonly active_patterns?: number;
  readonly pattern_ids?: readonly string[];
  readonly files: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly records: number; readonly sha256_of_the_json_bytes: string }>>
    >
  >;
}

const folder = (name: string): string => join(import.meta.dirname, '../fixtures', name);
const open = (
  name: string,
): { files: ReturnType<typeof nodeStore>; codecs: ReturnType<typeof nodeCodecs> } => ({
  files: nodeStore(join(folder(name), 'memory')),
  codecs: nodeCodecs(),
});
const factsOf = (name: string): Facts =>
  JSON.parse(readFileSync(join(folder(name), 'facts.json'), 'utf8')) as Facts;

describe.each([['loom-typescript'], ['loom-python-2.0.0']])('the memory that %s wrote', (name) => {
  const store = open(name);
  const facts = factsOf(name);

  test('has the agents, records and files that its writer counted', async () => {
    const layout = await readLayout(store);
    expect(layout.problems).toEqual([]);
    expect(layout.agents.map((agent) => agent.name)).toEqual(Object.keys(facts.agents).sort());
    for (const agent of layout.agents) {
      const known = facts.agents[agent.name]!;
      for (const kind of KINDS) {
        const { records, problems } = await readSection(store, agent.name, kind);
        expect(problems).toEqual([]);
        expect(records).toHaveLength(known[KIND_PLURALS[kind]]);
        const files = Object.entries(known.files[KIND_PLURALS[kind]] ?? {});
        expect(agent.records[kind].map((file) => file.path)).toEqual(
          files.map(([file]) => `${agent.name}/${file}`),
        );
        for (const [file, { sha256_of_the_json_bytes: sha256 }] of files) {
          const hash = createHash('sha256');
          for await (const piece of readText(store, `${agent.name}/${file}`)) hash.update(piece);
          expect(hash.digest('hex')).toBe(sha256);
        }
        if (kind !== 'pattern') continue;
        expect(records.map((record) => record.view.id)).toEqual(known.pattern_ids ?? []);
        expect(records.filter((record) => record.view.active)).toHaveLength(known.active_patterns ?? 0);
      }
    }
  });

  test('is summarised as its writer counted', async () => {
    const { agents, problems } = await summariseAgents(store);
    expect(problems).toEqual([]);
    const total = (of: 'patterns' | 'solutions' | 'decisions'): number =>
      agents.reduce((sum, agent) => sum + agent[of], 0);
    expect({
      agents: agents.length,
      patterns: total('patterns'),
      solutions: total('solutions'),
      decisions: total('decisions'),
    }).toEqual(facts.totals);
  });

  test('has documents that can all be read', async () => {
    const layout = await readLayout(store);
    const files = [
      ...Object.values(layout.global),
      ...layout.agents.flatMap((agent) => Object.values(agent.documents)),
    ];
    for (const file of files.flat()) expect(await readDocument(store, file)).toHaveProperty('document');
    expect(Object.keys(layout.global).sort()).toEqual(
      expect.arrayContaining(['cross-agent', 'project-meta', 'team-conventions']),
    );
  });
});

describe('records that Loom wrote', () => {
  test('of schema 1.x', async () => {
    const { records } = await readSection(open('loom-typescript'), 'frontend-developer', 'pattern');
    expect(records[0]?.shape).toBe('1.x');
    expect(records[0]?.view).toEqual({
      id: '00000001-0a0b-4c0d-8e0f-000000007919',
      agent: 'frontend-developer',
      kind: 'pattern',
      title: 'memo with a narrow prop list',
      created: '2026-02-03T09:15:00.000Z',
      last_used: '2026-11-18T16:40:12.345Z',
      confidence: 0.93,
      success_rate: 0.96,
      use_count: 47,
      tags: ['react', 'performance'],
      active: true,
      schema_version: '1.1.0',
    });
  });

  test('of schema 2.0.0 say the same in other words', async () => {
    const { records } = await readSection(open('loom-python-2.0.0'), 'frontend-developer', 'pattern');
    expect(records.map((record) => record.shape)).toEqual(Array.from({ length: 7 }, () => '2.0.0'));
    expect(records[0]?.view).toMatchObject({
      title: 'memo with a narrow prop list',
      last_used: '2026-11-18T16:40:12.345000+00:00',
      confidence: 0.93,
      success_rate: 0.96,
      use_count: 47,
      schema_version: '2.0.0',
    });
  });

  test('the settings of an agent are found', async () => {
    const store = open('loom-typescript');
    const { config, problems } = await readConfig(store, await readLayout(store));
    expect(problems).toEqual([]);
    expect(agentSettings(config, 'frontend-developer')).toMatchObject({
      memoryLimitMb: 60,
      maxPatternCount: 250,
    });
    expect(agentSettings(config, 'test-automator')).toBeUndefined();
  });
});
