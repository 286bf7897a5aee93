import { describe, expect, test } from 'vitest';
import { LoomError } from '../../src/core/errors';
import { readLayout, readSectionFiles, RESERVED_FOLDERS } from '../../src/core/store/layout';
import type { Store } from '../../src/core/store/store';
import { gzip, storeOf } from './storeMaking';

const names = async (store: Store): Promise<string[]> =>
  (await readLayout(store)).agents.map((agent) => agent.name);

describe('the layout of a store', () => {
  test('agents are the folders with files that agents have, sorted by name', async () => {
    const store = storeOf({
      'b/patterns.json': '[]',
      'a/decisions.json.gz': gzip('[]'),
      'C/context.json': '{}',
      'pictures/cat.png': 'x',
      'README.md': 'x',
    });
    await store.files.makeFolder('empty');
    expect(await names(store)).toEqual(['C', 'a', 'b']);
  });

  test('reserved folders and dot folders are never agents', async () => {
    const files = [...RESERVED_FOLDERS, '.git', '.scratch'].map((name) => [`${name}/patterns.json`, '[]']);
    expect(RESERVED_FOLDERS).toEqual([
      'global',
      'config',
      'backup',
      'backups',
      'audit',
      'monitoring',
      'archives',
    ]);
    expect(await names(storeOf(Object.fromEntries(files) as Record<string, string>))).toEqual([]);
  });

  test('both files of each pair are found, the plain one first, with sizes', async () => {
    const store = storeOf({
      'a/patterns.json.gz': 'xx',
      'a/patterns.json': 'x',
      'a/solutions.json.gz': 'xxx',
      'a/metrics.json': '{}',
      'a/context.json.gz': 'x',
      'a/index.json': '[]',
    });
    const [agent] = (await readLayout(store)).agents;
    expect(agent?.records.pattern.map(({ path, size }) => [path, size])).toEqual([
      ['a/patterns.json', 1],
      ['a/patterns.json.gz', 2],
    ]);
    expect(agent?.records.solution.map((file) => file.path)).toEqual(['a/solutions.json.gz']);
    expect(agent?.records.decision).toEqual([]);
    expect(Object.keys(agent?.documents ?? {}).sort()).toEqual(['context', 'index', 'metrics']);
    expect(agent?.bytes).toBe(11);
  });

  test('global data and settings are found, plain and gzip', async () => {
    const layout = await readLayout(
      storeOf({
        'global/cross-agent.json': '{}',
        'global/project-meta.json.gz': gzip('{}'),
        'global/archived-decisions.json': '[]',
        'global/bloom.dat': 'pickle',
        'config.json.gz': gzip('{}'),
        'config/schema_version.json': '{}',
      }),
    );
    expect(Object.keys(layout.global).sort()).toEqual(['archived-decisions', 'cross-agent', 'project-meta']);
    expect(layout.config.map((file) => file.path)).toEqual(['config.json.gz']);
    expect(layout.agents).toEqual([]);
  });

  test('torn temporaries are a warning, locks and parts are nothing', async () => {
    const store = storeOf({ 'a/patterns.json': '[]', 'a/patterns.json.tmp': '[{', 'a/.out.abc.part': 'x' });
    await store.files.makeFolder('a/patterns.json.lock');
    await store.files.makeFolder('config.json.lock');
    const layout = await readLayout(store);
    expect(layout.problems).toMatchObject([
      { file: 'a/patterns.json.tmp', code: 'temporary-left', level: 'warning' },
    ]);
    expect(layout.agents[0]?.bytes).toBe(2);
    expect(layout.agents).toHaveLength(1);
  });

  test('an agent of which only a temporary is left is still shown', async () => {
    expect(await names(storeOf({ 'a/patterns.json.tmp': '[' }))).toEqual(['a']);
  });

  test('links are problems and are not followed', async () => {
    const store = storeOf({ 'a/solutions.json': '[]' });
    store.files.plantLink('a/patterns.json');
    store.files.plantLink('elsewhere');
    store.files.plantLink('config.json');
    store.files.plantLink('README.md');
    const layout = await readLayout(store);
    expect(layout.problems.map(({ file, code, level }) => [file, code, level])).toEqual([
      ['a/patterns.json', 'link-refused', 'error'],
      ['elsewhere', 'link-refused', 'error'],
      ['config.json', 'link-refused', 'error'],
    ]);
    expect(layout.config).toEqual([]);
    expect(layout.agents[0]?.records.pattern).toEqual([]);
  });

  test.each(['con', 'x.', 'a:b', 'bad\ufffd'])(
    'the folder name %j is a problem, not an agent',
    async (name) => {
      const { files, codecs } = storeOf({ 'a/patterns.json': '[]' });
      const list = async (path: string): ReturnType<typeof files.list> =>
        path === '' ? [...(await files.list('')), { name, kind: 'folder' }] : files.list(path);
      const layout = await readLayout({ codecs, files: { ...files, list } });
      expect(layout.problems).toMatchObject([{ file: name, code: 'name-unsafe', level: 'error' }]);
      expect(layout.agents.map((agent) => agent.name)).toEqual(['a']);
    },
  );

  test('a folder that cannot be listed is a problem, and the others go on', async () => {
    const { files, codecs } = storeOf({ 'a/patterns.json': '[]', 'b/patterns.json': '[]' });
    const list = (path: string): ReturnType<typeof files.list> =>
      path === 'a' ? Promise.reject(new LoomError('permission-denied', { path })) : files.list(path);
    const layout = await readLayout({ codecs, files: { ...files, list } });
    expect(layout.problems).toMatchObject([{ file: 'a', code: 'file-unreadable' }]);
    expect(layout.agents.map((agent) => agent.name)).toEqual(['b']);
  });

  test('a root that is no folder is no memory', async () => {
    const { files, codecs } = storeOf({});
    const gone = { codecs, files: { ...files, stat: () => Promise.resolve(undefined) } };
    await expect(readLayout(gone)).rejects.toMatchObject({ code: 'memory-missing' });
  });

  test('an agent called like a property of every object is an agent', async () => {
    const store = storeOf({ '__proto__/patterns.json': '[]', 'constructor/patterns.json': '[]' });
    expect(await names(store)).toEqual(['__proto__', 'constructor']);
  });

  test('the files of a section are found as they are now', async () => {
    const store = storeOf({ 'a/patterns.json.gz': 'x' });
    expect((await readSectionFiles(store, 'a', 'pattern')).map((file) => file.path)).toEqual([
      'a/patterns.json.gz',
    ]);
    expect(await readSectionFiles(store, 'a', 'solution')).toEqual([]);
  });
});
