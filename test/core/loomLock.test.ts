// Against the library that Loom's TypeScript service locks with, in the way it is used there (FORMATS 1.3).
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeStore } from '../../src/core/store/changeStore';
import type { WritableStore } from '../../src/core/store/changes';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { changesTo, codeOf, importing, testHost } from './changeMaking';

const AS_LOOM = { realpath: false, stale: 30_000 };

let root: string;
let store: WritableStore;
let file: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'loom-memory-locks-'));
  await mkdir(join(root, 'memory/a'), { recursive: true });
  file = join(root, 'memory/a/patterns.json');
  await writeFile(file, '[]');
  store = {
    home: nodeStore(root),
    folder: 'memory',
    files: nodeStore(join(root, 'memory')),
    codecs: nodeCodecs(),
  };
});
afterEach(() => rm(root, { recursive: true }));

test('a file that Loom holds is waited for, and left alone when the wait ends', async () => {
  const release = await lock(file, AS_LOOM);
  const changes = await changesTo(store, { 'a/patterns.json': '[1]' });
  expect(await codeOf(changeStore(testHost(), store, importing, changes, {}, { wait: 0.2 }))).toBe('locked');
  expect(await readFile(file, 'utf8')).toBe('[]');
  // Loom's lock was not touched: it can be released.
  await release();
  await changeStore(testHost(), store, importing, await changesTo(store, { 'a/patterns.json': '[1]' }));
  expect(await readFile(file, 'utf8')).toBe('[1]');
});

test('Loom cannot take a file that is held here, and can as soon as it is given back', async () => {
  const codes: unknown[] = [];
  const watched = {
    ...store,
    home: {
      ...store.home,
      move: async (from: string, to: string, options: { readonly replace: boolean }) => {
        if (to === 'memory/a/patterns.json')
          await lock(file, { ...AS_LOOM, retries: 0 }).catch((error: unknown) => codes.push(error));
        return store.home.move(from, to, options);
      },
    },
  };
  await changeStore(testHost(), watched, importing, await changesTo(store, { 'a/patterns.json': '[1]' }));
  expect(codes).toMatchObject([{ code: 'ELOCKED' }]);
  const release = await lock(file, { ...AS_LOOM, retries: 0 });
  await release();
  expect(await readdir(join(root, 'memory/a'))).toEqual(['patterns.json']);
});

test('a lock that a dead Loom left is taken over once it is 30 s old', async () => {
  await mkdir(`${file}.lock`);
  const past = new Date(Date.now() - 31_000);
  await utimes(`${file}.lock`, past, past);
  const changes = await changesTo(store, { 'a/patterns.json': '[1]' });
  await changeStore(testHost(), store, importing, changes, {}, { wait: 0.2 });
  expect(await readFile(file, 'utf8')).toBe('[1]');
});

test('writers with the lock and changes made here lose nothing of each other', async () => {
  let loom = 0;
  const write = async (): Promise<void> => {
    const release = await lock(file, { ...AS_LOOM, retries: { retries: 50, minTimeout: 5, maxTimeout: 50 } });
    try {
      const records = JSON.parse(await readFile(file, 'utf8')) as unknown[];
      await writeFile(file, JSON.stringify([...records, `loom ${loom}`]));
      loom += 1;
    } finally {
      await release();
    }
  };
  let ours = 0;
  const change = async (): Promise<void> => {
    for (;;) {
      const text = await readFile(file, 'utf8');
      const changes = await changesTo(store, { 'a/patterns.json': '' });
      if ((await readFile(file, 'utf8')) !== text || text === '') continue;
      const records = JSON.parse(text) as unknown[];
      const content = async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(new TextEncoder().encode(JSON.stringify([...records, `ours ${ours}`])));
      };
      const code = await codeOf(changeStore(testHost(), store, importing, [{ ...changes[0]!, content }]));
      if (code === 'none') {
        ours += 1;
        return;
      }
      expect(code).toBe('memory-changed');
    }
  };
  await Promise.all([
    (async () => {
      for (let round = 0; round < 15; round += 1) await write();
    })(),
    (async () => {
      for (let round = 0; round < 8; round += 1) await change();
    })(),
  ]);
  const records = JSON.parse(await readFile(file, 'utf8')) as string[];
  const wanted = [
    ...Array.from({ length: 15 }, (_, index) => `loom ${index}`),
    ...Array.from({ length: 8 }, (_, index) => `ours ${index}`),
  ];
  expect(records.toSorted()).toEqual(wanted.toSorted());
});
