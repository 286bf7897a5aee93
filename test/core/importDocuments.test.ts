// Metrics, context, settings and global data: what an import makes of them, and what a person can decide about them.
import { describe, expect, test } from 'vitest';
import { applyImport } from '../../src/core/import/applyImport';
import type { Choice } from '../../src/core/import/plan';
import { matchPlanFile, readPlanFile, renderPlanFile } from '../../src/core/import/planFile';
import type { PlannedImport } from '../../src/core/import/plannedImport';
import type { JsonValue } from '../../src/core/json';
import { FOLDER, textOf } from './changeMaking';
import { byHand, host, memoryOf, plan } from './importMaking';
import type { TestMemory } from './importMaking';

const HERE = {
  'config.json': {
    version: '1.0.0',
    agentOverrides: { front: { enabled: true }, back: { enabled: false } },
  },
  'front/metrics.json': { agent: 'front', usage: 5 },
  'front/context.json': { branch: 'main' },
  'global/team-conventions.json': { indent: 2 },
};

const incoming = () =>
  byHand(
    {
      front: {
        metrics: { agent: 'front', usage: 9 },
        context: { branch: 'next', project: 'shop' },
        config: { enabled: false, memoryLimitMb: 50 },
      },
      back: { config: { enabled: true, focusAreas: ['sql'] }, context: { queue: 'outbox' } },
    },
    { global: { team_conventions: { indent: 4 } } },
  );

const valueOf = async (memory: TestMemory, path: string): Promise<JsonValue> =>
  JSON.parse(await textOf(memory.home, `${FOLDER}/${path}`)) as JsonValue;

async function importing(
  memory: TestMemory,
  decisions: Readonly<Record<string, Choice>>,
): Promise<readonly string[]> {
  const planned = await plan(memory, incoming());
  for (const [key, choice] of Object.entries(decisions)) expect(planned.decide({ key }, choice)).toBe(1);
  const { operation } = await applyImport(host, memory, planned, { user: 'f00d' });
  await planned.dispose();
  return operation?.written ?? [];
}

const told = ({ documents }: PlannedImport): Record<string, string> =>
  Object.fromEntries(documents.map(({ key, action, choices }) => [key, `${action}: ${choices.join(' ')}`]));

describe('the documents of an import', () => {
  test('say what becomes of each, and what can be chosen instead', async () => {
    const planned = await plan(memoryOf(HERE), incoming());
    expect(told(planned)).toEqual({
      'front/metrics.json': 'keep: keep take skip',
      'front/context.json': 'merge: keep take merge skip',
      'back/context.json': 'add: take skip',
      'config.json/front': 'merge: keep take merge skip',
      'config.json/back': 'merge: keep take merge skip',
      'global/team-conventions.json': 'same: keep take skip',
    });
    await planned.dispose();
  });

  test('leave nothing to choose where they are the same, or where the one here cannot be read', async () => {
    const memory = memoryOf({
      'front/metrics.json': { agent: 'front', usage: 9 },
      'front/context.json': '{',
    });
    const planned = await plan(memory, incoming(), { agents: ['front'], includeGlobal: false });
    expect(told(planned)).toMatchObject({ 'front/metrics.json': 'same: ', 'front/context.json': 'skip: ' });
    expect(planned.decide({ key: 'front/context.json' }, 'take')).toBe(0);
    await planned.dispose();
  });

  test('become what was chosen, whatever was planned', async () => {
    const memory = memoryOf(HERE);
    await importing(memory, {
      'front/metrics.json': 'take',
      'front/context.json': 'take',
      'back/context.json': 'skip',
      'global/team-conventions.json': 'take',
    });
    expect(await valueOf(memory, 'front/metrics.json')).toEqual({ agent: 'front', usage: 9 });
    expect(await valueOf(memory, 'front/context.json')).toEqual({ branch: 'next', project: 'shop' });
    expect(await valueOf(memory, 'global/team-conventions.json')).toEqual({ indent: 4 });
    expect(await memory.files.stat('back/context.json')).toBeUndefined();
  });

  test('stay to the byte where the one here is kept', async () => {
    const memory = memoryOf(HERE);
    const before = await textOf(memory.home, `${FOLDER}/front/context.json`);
    const written = await importing(memory, { 'front/context.json': 'keep' });
    expect(written).not.toContain('front/context.json');
    expect(await textOf(memory.home, `${FOLDER}/front/context.json`)).toBe(before);
  });

  test('settings of several agents, each decided by itself, are one file', async () => {
    const memory = memoryOf(HERE);
    await importing(memory, { 'config.json/front': 'take', 'config.json/back': 'keep' });
    expect(await valueOf(memory, 'config.json')).toEqual({
      version: '1.0.0',
      agentOverrides: { front: { enabled: false, memoryLimitMb: 50 }, back: { enabled: false } },
    });
    const merged = memoryOf(HERE);
    await importing(merged, {});
    expect(await valueOf(merged, 'config.json')).toEqual({
      version: '1.0.0',
      agentOverrides: {
        front: { enabled: true, memoryLimitMb: 50 },
        back: { enabled: false, focusAreas: ['sql'] },
      },
    });
  });

  test('of several agents that go into one are united, also where they say the same', async () => {
    const into = memoryOf({ 'config.json': { agentOverrides: {} } });
    const same = { context: { project: 'shop' }, metrics: { usage: 1 } };
    const source = byHand({
      one: { ...same, config: { enabled: true } },
      two: { ...same, config: { enabled: true, memoryLimitMb: 20 } },
    });
    const planned = await plan(into, source, { map: { one: 'both', two: 'both' } });
    expect(planned.documents.map(({ key, action }) => `${action} ${key}`)).toEqual([
      'add both/context.json',
      'add both/metrics.json',
      'add config.json/both',
    ]);
    await applyImport(host, into, planned, { user: 'f00d' });
    await planned.dispose();
    expect(await valueOf(into, 'both/context.json')).toEqual({ project: 'shop' });
    expect(await valueOf(into, 'both/metrics.json')).toEqual({ usage: 1 });
    expect(await valueOf(into, 'config.json')).toEqual({
      agentOverrides: { both: { enabled: true, memoryLimitMb: 20 } },
    });
  });

  test('are decided in a saved plan too', async () => {
    const memory = memoryOf(HERE);
    const first = await plan(memory, incoming());
    first.decide({ key: 'front/metrics.json' }, 'take');
    first.decide({ key: 'config.json/front' }, 'skip');
    const saved = readPlanFile(renderPlanFile(first, '/elsewhere', 0), 'plan.json');
    await first.dispose();
    expect(saved.decisions).toEqual({ 'front/metrics.json': 'take', 'config.json/front': 'skip' });
    const second = await plan(memory, incoming());
    matchPlanFile(second, saved, 'plan.json');
    expect(told(second)).toMatchObject({
      'front/metrics.json': 'replace: keep take skip',
      'config.json/front': 'skip: keep take merge skip',
    });
    await second.dispose();
  });
});
