import { describe, expect, test } from 'vitest';
import { commandIds, setting, settingDefaults } from '../../../src/extension/contract';
import type { SettingsSource } from '../../../src/extension/contract';
import { DisposableStore } from '../../../src/extension/disposables';
import { createFormat } from '../../../src/extension/format';
import { lazy } from '../../../src/extension/lazy';
import { sampleMemory } from '../../../src/extension/commands/sampleMemory';
import { summariseAgents } from '../../../src/core/store/summary';
import { memoryStore } from '../../../src/platform/memory';
import { nodeCodecs } from '../../../src/platform/nodeCodecs';

describe('numbers for people', () => {
  const format = createFormat('en');
  const now = Date.parse('2025-11-20T12:00:00Z');
  const ago = (seconds: number): string => format.relative(now - seconds * 1000, now);

  test('sizes, shares and scores', () => {
    expect(format.size(14_200_000)).toBe('14.2 MB');
    expect(format.number(1247)).toBe('1,247');
    expect(format.percent(0.984)).toBe('98 %');
    expect(format.score(0.9)).toBe('0.90');
  });

  test('durations in the unit that is read best', () => {
    expect([340, 1200, 90_000, 7_200_000].map((milliseconds) => format.duration(milliseconds))).toEqual([
      '340 ms',
      '1.2 s',
      '1.5 min',
      '2 h',
    ]);
  });

  test('times as they are said', () => {
    expect(
      [10, 120, 3 * 3600, 24 * 3600, 3 * 24 * 3600, 60 * 24 * 3600, 640 * 24 * 3600, 800 * 24 * 3600].map(
        ago,
      ),
    ).toEqual([
      'now',
      '2 minutes ago',
      '3 hours ago',
      'yesterday',
      '3 days ago',
      '2 months ago',
      '21 months ago',
      '2 years ago',
    ]);
    expect(format.relative(now + 2 * 24 * 3600 * 1000, now)).toBe('in 2 days');
  });

  test('a language that is none is English, German has its own separators', () => {
    expect(createFormat('*').number(1247)).toBe('1,247');
    expect(createFormat('de').number(1247)).toBe('1.247');
  });
});

describe('small parts', () => {
  test('what is made lazily is made once, and again after a failure', async () => {
    let made = 0;
    const value = lazy(() => {
      made += 1;
      return made === 1 ? Promise.reject(new Error('first')) : Promise.resolve(made);
    });
    await expect(value()).rejects.toThrow('first');
    expect([await value(), await value(), made]).toEqual([2, 2, 2]);
  });

  test('what is added after the end is ended at once', () => {
    const store = new DisposableStore();
    const ended: string[] = [];
    store.add({ dispose: () => void ended.push('early') });
    store.dispose();
    store.dispose();
    store.add({ dispose: () => void ended.push('late') });
    expect(ended).toEqual(['early', 'late']);
  });

  test('a setting of the wrong type counts as not set', () => {
    const workspace = (value: unknown): SettingsSource => ({
      getConfiguration: () => ({ get: () => value }),
    });
    expect(setting(workspace(7), 'loomMemory.path')).toBe(settingDefaults['loomMemory.path']);
    expect(setting(workspace('memory'), 'loomMemory.path')).toBe('memory');
  });

  test('every command is of this extension', () => {
    for (const id of Object.keys(commandIds)) expect(id).toMatch(/^loomMemory(\.\w+)+$/);
  });
});

describe('the sample memory that the extension makes', () => {
  test('is a memory like any other: readable, of three agents, the same at the same time', async () => {
    const now = Date.parse('2025-11-20T12:00:00Z');
    const files = Object.fromEntries(sampleMemory(now));
    const { agents, problems } = await summariseAgents({ files: memoryStore(files), codecs: nodeCodecs() });
    expect(problems).toEqual([]);
    expect(agents.map(({ name, patterns, solutions }) => [name, patterns, solutions])).toEqual([
      ['backend-architect', 2, 1],
      ['frontend-developer', 3, 1],
      ['test-automator', 1, 1],
    ]);
    expect(sampleMemory(now)).toEqual(sampleMemory(now));
  });
});
