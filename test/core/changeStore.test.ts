import { describe, expect, test } from 'vitest';
import { readTrail } from '../../src/core/audit/trail';
import { listOperations } from '../../src/core/history/retention';
import type { DurableStore } from '../../src/core/ports';
import { changeStore } from '../../src/core/store/changeStore';
import { hasLeftovers } from '../../src/core/store/leftovers';
import { recoverStore } from '../../src/core/store/recover';
import {
  FOLDER,
  changesTo,
  codeOf,
  contentsOf,
  importing,
  memoryHome,
  processesOf,
  strayNames,
  testHost,
  textOf,
  writable,
} from './changeMaking';

const FILES = { 'a/patterns.json': '[1]', 'a/solutions.json': '[2]', 'b/patterns.json': '[3]' };

describe('a change of several files', () => {
  test('writes, makes and removes files, and says which', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const applied = await changeStore(
      testHost(),
      store,
      importing,
      await changesTo(store, {
        'a/patterns.json': '[1,4]',
        'b/patterns.json': null,
        'new/decisions.json': '[5]',
      }),
    );
    expect(applied).toEqual({
      id: '20251023-103000-000',
      written: ['a/patterns.json', 'new/decisions.json'],
      removed: ['b/patterns.json'],
    });
    expect(await contentsOf(home)).toEqual({
      'config.json': '{}',
      'a/': '',
      'a/patterns.json': '[1,4]',
      'a/solutions.json': '[2]',
      'b/': '',
      'new/': '',
      'new/decisions.json': '[5]',
    });
    expect(await strayNames(home)).toEqual([]);
  });

  test('keeps what was there, what it left, and a line of the trail', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const changes = await changesTo(store, { 'a/patterns.json': '[1,4]', 'b/patterns.json': null });
    const { id } = await changeStore(testHost(), store, { ...importing, sourceHash: 'abc' }, changes);
    const kept = await contentsOf(home, `${FOLDER}-history/${id}`);
    expect(Object.keys(kept)).toEqual([
      'after/',
      'after/a/',
      'after/a/patterns.json',
      'before/',
      'before/a/',
      'before/a/patterns.json',
      'before/b/',
      'before/b/patterns.json',
      'operation.json',
    ]);
    expect([kept['before/a/patterns.json'], kept['before/b/patterns.json']]).toEqual(['[1]', '[3]']);
    expect(await readTrail(store)).toEqual({
      entries: [
        {
          id,
          time: '2025-10-23T10:30:00.000Z',
          verb: 'import',
          user: 'f00d',
          counts: { add: 2 },
          agents: ['a'],
          source_hash: 'abc',
        },
      ],
      unreadable: [],
    });
    expect(await textOf(home, `${FOLDER}-history/.gitignore`)).toBe('*\n');
  });

  test('the ids of operations rise although the clock stands still', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const ids: string[] = [];
    for (const text of ['[1,2]', '[1,2,3]', '[1,2,3,4]'])
      ids.push(
        (await changeStore(testHost(), store, importing, await changesTo(store, { 'a/patterns.json': text })))
          .id,
      );
    expect(ids).toEqual(['20251023-103000-000', '20251023-103000-001', '20251023-103000-002']);
  });

  test.each([
    ['little is kept as copies, which nobody writes into', 1024, [true]],
    ['much is kept as links, not to be written twice', 33 * 1024 * 1024, [false]],
  ])('of what it wrote, %s', async (_, bytes, expected) => {
    const home = memoryHome(FILES);
    const apart: (boolean | undefined)[] = [];
    const watched: DurableStore = {
      ...home,
      duplicate: (from, to, options) => {
        if (to.includes('/after/')) apart.push(options?.apart);
        return home.duplicate(from, to, options);
      },
    };
    const store = writable(watched);
    await changeStore(
      testHost(),
      store,
      importing,
      await changesTo(store, { 'a/patterns.json': '1'.repeat(bytes) }),
    );
    expect(apart).toEqual(expected);
  });

  test('without changes it only adds to the trail', async () => {
    const home = memoryHome(FILES);
    const before = await contentsOf(home);
    const applied = await changeStore(testHost(), writable(home), importing, []);
    expect(applied).toMatchObject({ written: [], removed: [] });
    expect(await contentsOf(home)).toEqual(before);
    expect((await home.list(`${FOLDER}-history`)).map(({ name }) => name)).toEqual([
      '.gitignore',
      'audit.jsonl',
    ]);
  });

  test.each([
    ['changed', 'a/patterns.json', '[9]'],
    ['made', 'new/patterns.json', '[9]'],
  ])(
    'a file that was %s since the change was worked out stays as it is, with all others',
    async (_, path, text) => {
      const home = memoryHome(FILES);
      const store = writable(home);
      const changes = await changesTo(store, {
        'a/patterns.json': '[1,4]',
        'b/patterns.json': null,
        'new/patterns.json': '[5]',
      });
      home.put(`${FOLDER}/${path}`, text);
      const before = await contentsOf(home);
      await expect(changeStore(testHost(), store, importing, changes)).rejects.toMatchObject({
        code: 'memory-changed',
        data: { files: [path] },
      });
      expect(await contentsOf(home)).toEqual(before);
      expect(await strayNames(home)).toEqual([]);
      expect((await readTrail(store)).entries).toEqual([]);
    },
  );

  test('a change of the memory while the change is staged is seen too', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const changes = await changesTo(store, { 'a/patterns.json': '[1,4]', 'b/patterns.json': '[]' });
    const meddled = changes.map((change) => ({
      ...change,
      content: async function* () {
        home.put(`${FOLDER}/b/patterns.json`, '[3,"meanwhile"]');
        yield await Promise.resolve(new TextEncoder().encode('[]'));
      },
    }));
    expect(await codeOf(changeStore(testHost(), store, importing, meddled))).toBe('memory-changed');
    expect((await contentsOf(home))['b/patterns.json']).toBe('[3,"meanwhile"]');
    expect((await contentsOf(home))['a/patterns.json']).toBe('[1]');
  });

  test('content that fails while it is read leaves everything as it was', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const before = await contentsOf(home);
    const [first, second] = await changesTo(store, { 'a/patterns.json': '[1,4]', 'new/x.json': '[]' });
    const failing = {
      ...second!,
      content: async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(new Uint8Array(1));
        throw new Error('the source is damaged');
      },
    };
    await expect(changeStore(testHost(), store, importing, [first!, failing])).rejects.toThrow(
      'the source is damaged',
    );
    expect(await contentsOf(home)).toEqual(before);
    expect(await strayNames(home)).toEqual([]);
  });

  test('content that is not as long as it is known to be leaves everything as it was', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const before = await contentsOf(home);
    const changes = await changesTo(store, { 'a/patterns.json': '[1,4]' });
    const cut = changes.map((change) => ({ ...change, known: { size: 6, sha256: '0'.repeat(64) } }));
    expect(await codeOf(changeStore(testHost(), store, importing, cut))).toBe('io-failed');
    expect(await contentsOf(home)).toEqual(before);
    expect(await strayNames(home)).toEqual([]);
  });

  test('a note that fails leaves everything as it was, whether it is made beside the files or after them', async () => {
    for (const readsAfter of [false, true]) {
      const home = memoryHome(FILES);
      const store = writable(home);
      const before = await contentsOf(home);
      const changes = await changesTo(store, { 'a/patterns.json': '[1,4]' });
      const note = {
        folder: 'imports/here',
        readsAfter,
        content: (): Iterable<Uint8Array> => {
          throw new Error('nobody knows');
        },
      };
      const changing = changeStore(testHost(), store, importing, changes, {}, { note });
      await expect(changing).rejects.toThrow('nobody knows');
      expect(await contentsOf(home)).toEqual(before);
      expect(await strayNames(home)).toEqual([]);
    }
  });

  test('cancelling leaves everything as it was', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const before = await contentsOf(home);
    const controller = new AbortController();
    const changes = await changesTo(store, { 'a/patterns.json': '[1,4]', 'new/x.json': '[]' });
    const onProgress = (): void => {
      controller.abort();
    };
    const changing = changeStore(testHost(), store, importing, changes, {
      signal: controller.signal,
      onProgress,
    });
    expect(await codeOf(changing)).toBe('cancelled');
    expect(await contentsOf(home)).toEqual(before);
    expect(await strayNames(home)).toEqual([]);
  });

  test('one file twice, a path that leaves the memory and a link are refused', async () => {
    const home = memoryHome(FILES);
    home.plantLink(`${FOLDER}/a/decisions.json`);
    const store = writable(home);
    const change = (path: string) => ({ path, from: undefined, content: undefined });
    const [once] = await changesTo(store, { 'a/patterns.json': '[]' });
    expect(await codeOf(changeStore(testHost(), store, importing, [once!, once!]))).toBe('path-unsafe');
    expect(await codeOf(changeStore(testHost(), store, importing, [change('../other')]))).toBe('path-unsafe');
    const link = { ...once!, path: 'a/decisions.json', from: undefined };
    expect(await codeOf(changeStore(testHost(), store, importing, [link]))).toBe('path-unsafe');
    expect(await strayNames(home)).toEqual([]);
  });

  test('a memory that is not there is not made', async () => {
    const home = memoryHome({});
    await home.remove(FOLDER);
    expect(await codeOf(changeStore(testHost(), writable(home), importing, []))).toBe('memory-missing');
    expect(home.snapshot().size).toBe(0);
  });

  test('a link in the place of the history is not written through', async () => {
    const home = memoryHome(FILES);
    home.plantLink(`${FOLDER}-history`);
    const store = writable(home);
    const changes = await changesTo(store, { 'a/patterns.json': '[]' });
    expect(await codeOf(changeStore(testHost(), store, importing, changes))).toBe('path-unsafe');
  });

  test('a disk without enough room is told of before the first byte', async () => {
    const home = memoryHome(FILES);
    const store = writable({ ...home, freeBytes: () => Promise.resolve(2_000_000) });
    const changes = await changesTo(store, { 'a/patterns.json': '[1,4]' });
    await expect(
      changeStore(testHost(), store, importing, changes, {}, { bytes: 5_000_000 }),
    ).rejects.toMatchObject({ code: 'no-space', data: { needed: 5_000_000, free: 2_000_000 } });
    expect(await strayNames(home)).toEqual([]);
  });
});

describe('locks of Loom', () => {
  test('are there, empty, beside each file while it is put in place, and gone afterwards', async () => {
    const home = memoryHome(FILES);
    const seen: string[] = [];
    const watched = {
      ...home,
      move: async (from: string, to: string, options: { replace: boolean }) => {
        if (to.startsWith(`${FOLDER}/`))
          for (const path of ['a/patterns.json', 'new/x.json'])
            seen.push(
              ...(await home.list(`${FOLDER}/${path}.lock`)).map(String),
              (await home.stat(`${FOLDER}/${path}.lock`))?.kind ?? 'none',
            );
        return home.move(from, to, options);
      },
    };
    const store = writable(watched);
    await changeStore(
      testHost(),
      store,
      importing,
      await changesTo(store, { 'a/patterns.json': '[]', 'new/x.json': '[]' }),
    );
    expect(seen).toEqual(['folder', 'folder', 'folder', 'folder']);
    expect(Object.keys(await contentsOf(home)).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  test('a fresh one is waited for, which is said once', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    await home.claimFolder(`${FOLDER}/a/patterns.json.lock`);
    const waits: (string | undefined)[] = [];
    setTimeout(() => void home.releaseFolder(`${FOLDER}/a/patterns.json.lock`), 400);
    await changeStore(testHost(), store, importing, await changesTo(store, { 'a/patterns.json': '[]' }), {
      onWait: (file) => waits.push(file),
    });
    expect((await contentsOf(home))['a/patterns.json']).toBe('[]');
    expect(waits).toEqual(['a/patterns.json']);
  });

  test.each([
    ['held by somebody', async (home: ReturnType<typeof memoryHome>, lock: string) => home.claimFolder(lock)],
    [
      'with something in it, however old',
      async (home: ReturnType<typeof memoryHome>, lock: string) => {
        home.put(`${lock}/note`, '');
        home.age(lock, 0);
        return Promise.resolve();
      },
    ],
    [
      'that is a plain file',
      async (home: ReturnType<typeof memoryHome>, lock: string) => {
        home.put(lock, '');
        return Promise.resolve();
      },
    ],
  ])('one %s ends the wait, with everything as it was', async (_, hold) => {
    const home = memoryHome(FILES);
    const store = writable(home);
    await hold(home, `${FOLDER}/a/solutions.json.lock`);
    const before = await contentsOf(home);
    const changes = await changesTo(store, {
      'a/patterns.json': '[]',
      'a/solutions.json': '[]',
      'new/x.json': '[]',
    });
    await expect(changeStore(testHost(), store, importing, changes, {}, { wait: 0.1 })).rejects.toMatchObject(
      {
        code: 'locked',
        data: { path: 'memory:/memory/a/solutions.json' },
      },
    );
    expect(await contentsOf(home)).toEqual(before);
    expect(await strayNames(home)).toEqual([]);
  });

  test('one of 31 s is taken over', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    await home.claimFolder(`${FOLDER}/a/patterns.json.lock`);
    home.age(`${FOLDER}/a/patterns.json.lock`, Date.now() - 31_000);
    const changes = await changesTo(store, { 'a/patterns.json': '[]' });
    await changeStore(testHost(), store, importing, changes, {}, { wait: 0.1 });
    expect((await contentsOf(home))['a/patterns.json']).toBe('[]');
  });

  test.each(['taken away', 'touched by another', 'too old, as after a sleep'])(
    'one that was %s stops the change before it counts',
    async (how) => {
      const home = memoryHome(FILES);
      const lock = `${FOLDER}/a/patterns.json.lock`;
      const meddle = async (): Promise<void> => {
        if (how === 'taken away') await home.releaseFolder(lock);
        else home.age(lock, Date.now() + (how === 'touched by another' ? 5 : -61_000));
      };
      const store = writable({
        ...home,
        sync: async (path) => {
          if (path === '') await meddle();
        },
      });
      const changes = await changesTo(store, { 'a/patterns.json': '[]', 'b/patterns.json': '[]' });
      expect(await codeOf(changeStore(testHost(), store, importing, changes))).toBe('locked');
      const after = await contentsOf(home);
      expect([after['a/patterns.json'], after['b/patterns.json']]).toEqual(['[1]', '[3]']);
      expect(await strayNames(home)).toEqual([]);
    },
  );
});

describe('one change at a time', () => {
  test('two at once succeed one after the other, and neither undoes the other', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const living = new Set<string>();
    const changes = await Promise.all([
      changesTo(store, { 'a/patterns.json': '[1,"x"]' }),
      changesTo(store, { 'b/patterns.json': '[3,"y"]' }),
    ]);
    await Promise.all(
      changes.map((each, index) =>
        changeStore(testHost(processesOf(living, String(index))), store, importing, each, {}, { wait: 20 }),
      ),
    );
    const after = await contentsOf(home);
    expect([after['a/patterns.json'], after['b/patterns.json']]).toEqual(['[1,"x"]', '[3,"y"]']);
    expect((await readTrail(store)).entries).toHaveLength(2);
    expect(await strayNames(home)).toEqual([]);
  });

  test('of many who change the same file, one wins and the others are told', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const living = new Set<string>();
    const changes = await Promise.all(
      Array.from({ length: 5 }, (_, index) => changesTo(store, { 'a/patterns.json': `[${index}]` })),
    );
    const codes = await Promise.all(
      changes.map((each, index) =>
        codeOf(
          changeStore(testHost(processesOf(living, String(index))), store, importing, each, {}, { wait: 20 }),
        ),
      ),
    );
    expect(codes.toSorted()).toEqual([
      'memory-changed',
      'memory-changed',
      'memory-changed',
      'memory-changed',
      'none',
    ]);
    expect((await contentsOf(home))['a/patterns.json']).toBe(`[${codes.indexOf('none')}]`);
    expect(await strayNames(home)).toEqual([]);
  });

  test('a living process is waited for, then its change is what is told of', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const living = new Set<string>();
    await home.makeFolder(`${FOLDER}-history`);
    await home.claimFolder(`${FOLDER}-history/turn-${processesOf(living).begin()}`);
    const changes = await changesTo(store, { 'a/patterns.json': '[]' });
    expect(
      await codeOf(changeStore(testHost(processesOf(living)), store, importing, changes, {}, { wait: 0.1 })),
    ).toBe('locked');
    expect((await contentsOf(home))['a/patterns.json']).toBe('[1]');
  });

  test.each([
    ['dead, at once', true, 0],
    ['on another machine, after a minute', undefined, -61_000],
  ])('the turn of a process that is %s is taken over', async (_, known, age) => {
    const home = memoryHome(FILES);
    const store = writable(home);
    await home.makeFolder(`${FOLDER}-history`);
    await home.claimFolder(`${FOLDER}-history/turn-other`);
    home.age(`${FOLDER}-history/turn-other`, Date.now() + age);
    const processes = processesOf(new Set());
    const host = testHost(
      known === true ? processes : { ...processes, isAlive: () => Promise.resolve(undefined) },
    );
    const changes = await changesTo(store, { 'a/patterns.json': '[]' });
    await changeStore(host, store, importing, changes, {}, { wait: 0.1 });
    expect((await contentsOf(home))['a/patterns.json']).toBe('[]');
    expect(await strayNames(home)).toEqual([]);
  });

  test('the turn of a process on another machine that touched it just now is waited for', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    await home.makeFolder(`${FOLDER}-history`);
    await home.claimFolder(`${FOLDER}-history/turn-other`);
    const host = testHost({ ...processesOf(new Set()), isAlive: () => Promise.resolve(undefined) });
    const changes = await changesTo(store, { 'a/patterns.json': '[]' });
    expect(await codeOf(changeStore(host, store, importing, changes, {}, { wait: 0.1 }))).toBe('locked');
  });
});

describe('what is kept of the past', () => {
  test('is the newest operations within the limits, and always the newest', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const retention = { operations: 3, days: 30, bytes: 1_000_000 };
    const day = 24 * 60 * 60 * 1000;
    const change = async (time: number, limits = retention): Promise<void> => {
      const changes = await changesTo(store, { 'a/patterns.json': `[${time}]` });
      await changeStore(
        testHost(processesOf(new Set()), time),
        store,
        importing,
        changes,
        {},
        { retention: limits },
      );
    };
    const kept = async (): Promise<number> =>
      (await home.list(`${FOLDER}-history`)).filter(({ name }) => /^\d/.test(name)).length;
    for (let time = 1; time <= 5; time += 1) await change(time * day);
    expect(await kept()).toBe(3);
    await change(40 * day);
    expect(await kept()).toBe(1);
    await change(41 * day);
    expect(await kept()).toBe(2);
    await change(42 * day, { ...retention, bytes: 0 });
    expect(await kept()).toBe(1);
    expect((await readTrail(store)).entries).toHaveLength(8);
  });
});

test('an operation whose record is damaged counts with the files that it keeps, and goes past the limits like all others', async () => {
  const home = memoryHome(FILES);
  const store = writable(home);
  const change = async (text: string, bytes: number): Promise<string> => {
    const changes = await changesTo(store, { 'a/patterns.json': text });
    const retention = { operations: 9, days: 30, bytes };
    return (await changeStore(testHost(), store, importing, changes, {}, { retention })).id;
  };
  const first = await change('["one"]', 10_000);
  home.put(`${FOLDER}-history/${first}/operation.json`, '{');
  home.put(`${FOLDER}-history/${first}/before/large`, 'x'.repeat(5000));
  const second = await change('["two"]', 10_000);
  expect(await listOperations(store)).toEqual([first, second]);
  const third = await change('["three"]', 4000);
  expect(await listOperations(store)).toEqual([second, third]);
});

describe('opening a memory', () => {
  test('that nobody left anything in lists one folder and writes nothing', async () => {
    const home = memoryHome(FILES);
    const calls: string[] = [];
    const store = writable({
      ...home,
      list: (path) => {
        calls.push(path);
        return home.list(path);
      },
    });
    expect(await recoverStore(testHost(), store)).toEqual([]);
    expect(calls).toEqual([`${FOLDER}-history`]);
    expect(await home.stat(`${FOLDER}-history`)).toBeUndefined();
  });

  test('while another process changes it waits for nothing and takes nothing away', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const living = new Set<string>();
    await home.makeFolder(`${FOLDER}-history/20251023-103000-000.staged`);
    await home.claimFolder(`${FOLDER}-history/turn-${processesOf(living).begin()}`);
    const host = testHost(processesOf(living));
    expect(await hasLeftovers(host, store)).toBe(false);
    expect(await recoverStore(host, store)).toEqual([]);
    expect(await strayNames(home)).toHaveLength(2);
  });

  test('a committed change goes on where its process died, unless somebody wrote since: then it is taken back', async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    let moves = 0;
    const dying = writable({
      ...home,
      move: (from, to, options) => {
        if (to.startsWith(`${FOLDER}/`)) moves += 1;
        if (moves > 1) return Promise.reject(new Error('killed'));
        return home.move(from, to, options);
      },
      remove: () => Promise.reject(new Error('killed')),
      releaseFolder: () => Promise.reject(new Error('killed')),
    });
    const before = await contentsOf(home);
    const changes = await changesTo(store, { 'a/patterns.json': '["new"]', 'b/patterns.json': '["new"]' });
    await expect(changeStore(testHost(), dying, importing, changes)).rejects.toThrow('killed');
    expect((await contentsOf(home))['a/patterns.json']).toBe('["new"]');
    home.put(`${FOLDER}/b/patterns.json`, '["by Loom, later"]');
    expect(await recoverStore(testHost(), store)).toMatchObject([{ outcome: 'taken-back' }]);
    expect(await contentsOf(home)).toEqual({ ...before, 'b/patterns.json': '["by Loom, later"]' });
    expect(await strayNames(home)).toEqual([]);
  });

  test("a dead process's lock is released, one that Loom has taken over since is not", async () => {
    const home = memoryHome(FILES);
    const store = writable(home);
    const dying = writable({
      ...home,
      // The first link is made when all locks are held.
      duplicate: (from, to, options) =>
        options?.apart === true ? home.duplicate(from, to, options) : Promise.reject(new Error('killed')),
      releaseFolder: () => Promise.reject(new Error('killed')),
    });
    const changes = await changesTo(store, { 'a/patterns.json': '["new"]', 'b/patterns.json': '["new"]' });
    await expect(changeStore(testHost(), dying, importing, changes)).rejects.toThrow('killed');
    home.age(`${FOLDER}/b/patterns.json.lock`, Date.now() + 15_000);
    expect(await recoverStore(testHost(), store)).toMatchObject([{ outcome: 'taken-back' }]);
    const left = Object.keys(await contentsOf(home)).filter((name) => name.includes('.lock'));
    expect(left).toEqual(['b/patterns.json.lock/']);
    expect(await strayNames(home)).toEqual([]);
  });
});
