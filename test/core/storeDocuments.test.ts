import { describe, expect, test } from 'vitest';
import type { FileStore } from '../../src/core/ports';
import { agentSettings, readConfig } from '../../src/core/store/config';
import { readLayout } from '../../src/core/store/layout';
import { readDocument } from '../../src/core/store/readDocument';
import type { Problem } from '../../src/core/store/records';
import type { StoreDocument } from '../../src/core/store/store';
import { encode, gzip, storeOf } from './storeMaking';

async function read(
  content: string | Uint8Array,
): Promise<{ document: StoreDocument } | { problem: Problem }> {
  const store = storeOf({ 'a/context.json': content });
  return readDocument(store, { path: 'a/context.json', size: 0, modified: 0, version: '' });
}

async function problemOf(content: string | Uint8Array): Promise<string> {
  const result = await read(content);
  if ('document' in result) return 'none';
  const { code, line, column } = result.problem;
  return line === undefined ? code : `${code}@${line}:${column ?? 0}`;
}

describe('a document', () => {
  test.each([
    ['plain', encode('{"a":[1]}')],
    ['gzip', gzip('{"a":[1]}')],
    ['with a byte order mark', encode('\ufeff{"a":[1]}')],
    ['gzip with a byte order mark', gzip('\ufeff{"a":[1]}')],
  ])('%s is read, with its bytes', async (_name, content) => {
    const result = await read(content);
    expect(result).toMatchObject({ document: { value: { a: [1] } } });
    expect('document' in result && new TextDecoder().decode(result.document.bytes)).toBe('{"a":[1]}');
  });

  test.each([
    ['', 'file-empty'],
    ['  \n', 'file-empty'],
    ['{"a":1', 'json-damaged@1:7'],
    ['{"a":1}\n}', 'json-damaged@2:1'],
    ['{\n "a": NaN}', 'json-damaged@2:7'],
    [`{"a":${'['.repeat(600)}${']'.repeat(600)}}`, 'nesting-too-deep'],
    [`{"a":${'['.repeat(100_000)}`, 'nesting-too-deep'],
  ])('%j is a problem', async (content, expected) => {
    expect(await problemOf(content)).toBe(expected);
  });

  test('bytes that are no UTF-8 and gzip that is cut are problems', async () => {
    expect(await problemOf(Uint8Array.from([0x22, 0xff, 0x22]))).toBe('not-utf8@1:2');
    expect(await problemOf(gzip('{"a":1}').slice(0, 12))).toBe('gzip-damaged');
  });

  test('a file that is gone is changing', async () => {
    const store = storeOf({});
    const result = await readDocument(store, { path: 'gone.json', size: 0, modified: 0, version: '' });
    expect(result).toMatchObject({ problem: { code: 'file-changing', file: 'gone.json' } });
  });
});

describe('the settings of a store', () => {
  const configOf = async (
    files: Record<string, string | Uint8Array>,
  ): Promise<Awaited<ReturnType<typeof readConfig>>> => {
    const store = storeOf({ 'a/patterns.json': '[]', ...files });
    return readConfig(store, await readLayout(store));
  };

  test('none are none', async () => {
    expect(await configOf({})).toEqual({ config: undefined, problems: [] });
  });

  test('keep unknown keys and unknown sections', async () => {
    const value = { version: '1.0.0', storage: { path: '.loom/memory', shelf: 3 }, mood: 'good' };
    for (const files of [
      { 'config.json': JSON.stringify(value) },
      { 'config.json.gz': gzip(JSON.stringify(value)) },
    ]) {
      const { config, problems } = await configOf(files);
      expect(problems).toEqual([]);
      expect(config?.value).toEqual(value);
      expect(config?.settings.storage).toEqual({ path: '.loom/memory', shelf: 3 });
    }
  });

  test('of an agent are its own and no inherited ones', async () => {
    const { config } = await configOf({
      'config.json': '{"agentOverrides":{"a":{"enabled":true,"extra":1},"__proto__":{"enabled":false}}}',
    });
    expect(agentSettings(config, 'a')).toEqual({ enabled: true, extra: 1 });
    expect(agentSettings(config, '__proto__')).toEqual({ enabled: false });
    expect(agentSettings(config, 'toString')).toBeUndefined();
    expect(agentSettings(undefined, 'a')).toBeUndefined();
  });

  test.each([
    ['', 'file-empty'],
    ['{', 'json-damaged'],
    ['[]', 'not-an-object'],
    ['{"agentOverrides":[]}', 'config-invalid'],
    ['{"agentOverrides":{"a":{"memoryLimitMb":"much"}}}', 'config-invalid'],
    ['{"storage":{"maxSizeGb":"1"}}', 'config-invalid'],
  ])('%j are a problem and never defaults', async (content, code) => {
    const { config, problems } = await configOf({ 'config.json': content });
    expect(config).toBeUndefined();
    expect(problems).toMatchObject([{ file: 'config.json', code, level: 'error' }]);
  });

  test('the message names the setting', async () => {
    const { problems } = await configOf({ 'config.json': '{"agentOverrides":{"a":{"focusAreas":[1]}}}' });
    expect(problems[0]?.message).toContain('agentOverrides.a.focusAreas.0');
  });

  test('of a pair the plain file counts, and the other is named', async () => {
    const { config, problems } = await configOf({
      'config.json': '{"version":"1"}',
      'config.json.gz': gzip('{}'),
    });
    expect(config?.value).toEqual({ version: '1' });
    expect(problems).toMatchObject([{ file: 'config.json.gz', level: 'warning' }]);
  });
});

describe('a document that is being written in place', () => {
  test('is read once it is whole', async () => {
    const store = storeOf({ 'a/context.json': '{"half":' });
    let looks = 0;
    const files: FileStore = {
      ...store.files,
      stat: async (path) => {
        looks += 1;
        // The first look is before the reading, the second after it.
        if (looks === 2) {
          const writer = await store.files.write(path, { replace: true });
          await writer.append(encode('{"half":false}'));
          await writer.commit();
        }
        return store.files.stat(path);
      },
    };
    const file = { path: 'a/context.json', size: 0, modified: 0, version: '' };
    expect(await readDocument({ ...store, files }, file)).toMatchObject({
      document: { value: { half: false } },
    });
  });
});
