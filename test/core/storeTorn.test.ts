import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWhenStill } from '../../src/core/store/readWhenStill';
import { indexRecords } from '../../src/core/store/recordIndex';
import { summariseAgents } from '../../src/core/store/summary';
import type { FileStore } from '../../src/core/ports';
import type { Store } from '../../src/core/store/store';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { encode, gzip, readSection, storeOf } from './storeMaking';

const list = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, (_, index) => ({ id: `r${index}`, text: 'x'.repeat(100) })));

async function withStore(work: (store: Store, file: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'loom-memory-test-'));
  try {
    await mkdir(join(root, 'a'));
    await work({ files: nodeStore(root), codecs: nodeCodecs() }, join(root, 'a', 'patterns.json'));
  } finally {
    await rm(root, { recursive: true });
  }
}

/** A store whose file is changed once, after the first piece of it was read. */
function changedOnce(store: Store, change: () => Promise<void>): Store {
  let isChanged = false;
  return {
    ...store,
    files: {
      ...store.files,
      async *read(path, options) {
        for await (const piece of store.files.read(path, options)) {
          yield piece;
          if (isChanged) continue;
          isChanged = true;
          await change();
        }
      },
    },
  };
}

describe('a store that changes while it is read', () => {
  test('a file that is replaced is read whole, as it was', () =>
    withStore(async (store, file) => {
      await writeFile(file, list(20_000));
      const changing = changedOnce(store, async () => {
        await writeFile(`${file}.tmp`, list(3));
        await rename(`${file}.tmp`, file);
      });
      const read = await readSection(changing, 'a', 'pattern');
      expect(read.problems).toEqual([]);
      expect(read.records).toHaveLength(20_000);
    }));

  test('a file that is written in place is said to be changing, and nothing else', () =>
    withStore(async (store, file) => {
      await writeFile(file, list(20_000));
      const read = await readSection(
        changedOnce(store, () => appendFile(file, ' ')),
        'a',
        'pattern',
      );
      expect(read.problems).toMatchObject([
        { file: 'a/patterns.json', code: 'file-changing', level: 'error' },
      ]);
    }));

  test('a file that ends early because it is still being written is changing, not damaged', () =>
    withStore(async (store, file) => {
      const whole = list(50);
      await writeFile(file, whole.slice(0, 2000));
      let looks = 0;
      const files: FileStore = {
        ...store.files,
        stat: async (path) => {
          if (path === 'a/patterns.json') looks += 1;
          // The first look is the layout's, the second before the reading, the third after it.
          if (looks === 3) await appendFile(file, whole.slice(2000));
          return store.files.stat(path);
        },
      };
      const read = await readSection({ ...store, files }, 'a', 'pattern');
      expect(read.problems.map((problem) => problem.code)).toEqual(['file-changing']);
    }));

  test('a file that is gone is changing', async () => {
    const gone = { path: 'a/patterns.json', size: 1, modified: 0, version: '1' };
    const read = await readSection(storeOf({}), 'a', 'pattern', [gone]);
    expect(read.problems).toMatchObject([{ code: 'file-changing', level: 'error' }]);
  });

  test('indexes and summaries read again until the file is still', () =>
    withStore(async (store, file) => {
      await writeFile(file, list(20_000));
      const index = await indexRecords(
        changedOnce(store, () => writeFile(file, list(7))),
        'a',
        'pattern',
        [{ path: 'a/patterns.json', size: 0, modified: 0, version: '' }],
      );
      expect(index).toMatchObject({ count: 7, problems: [] });
      await writeFile(file, list(20_000));
      const { agents, problems } = await summariseAgents(changedOnce(store, () => writeFile(file, list(9))));
      expect(problems).toEqual([]);
      expect(agents).toMatchObject([{ name: 'a', patterns: 9 }]);
    }));

  test('a plain file that became gzip is found under its new name', async () => {
    const store = storeOf({ 'a/patterns.json.gz': gzip(list(4)) });
    const seen: string[][] = [];
    const result = await readWhenStill(
      store,
      'a',
      'pattern',
      [{ path: 'a/patterns.json', size: 0, modified: 0, version: '' }],
      async (files) => {
        seen.push(files.map((file) => file.path));
        return readSection(store, 'a', 'pattern', files);
      },
    );
    expect(seen).toEqual([['a/patterns.json'], ['a/patterns.json.gz']]);
    expect(result.records).toHaveLength(4);
    expect(result.problems).toEqual([]);
  });

  test('after three tries the last result stands, with its problem', async () => {
    let tries = 0;
    const gone = [{ path: 'a/patterns.json', size: 0, modified: 0, version: '' }];
    const result = await readWhenStill(storeOf({}), 'a', 'pattern', gone, (files) => {
      tries += 1;
      return readSection(storeOf({}), 'a', 'pattern', files);
    });
    expect(tries).toBe(3);
    expect(result.problems).toMatchObject([{ code: 'file-changing' }]);
  });
});

describe('a writer that replaces a file at a high rate', () => {
  test('is never seen half, in many readings', () =>
    withStore(async (store, file) => {
      const sizes = [300, 2000, 7000];
      await writeFile(file, list(300));
      const stop = new AbortController();
      const writer = (async () => {
        for (let turn = 0; !stop.signal.aborted; turn += 1) {
          await writeFile(`${file}.tmp`, list(sizes[turn % 3] ?? 0));
          await rename(`${file}.tmp`, file);
        }
      })();
      for (let turn = 0; turn < 30; turn += 1) {
        const { records, problems } = await readSection(store, 'a', 'pattern', [
          { path: 'a/patterns.json', size: 0, modified: 0, version: '' },
        ]);
        expect(problems).toEqual([]);
        expect(sizes).toContain(records.length);
      }
      stop.abort();
      await writer;
    }));
});

describe('a summary', () => {
  test('counts records, means success, names what cannot be read and does not count lost files', async () => {
    const store = storeOf({
      'a/patterns.json': '[{"id":"1","success_rate":0.5},{"id":"2","success_rate":1},{"id":"3"}]',
      'a/solutions.json': gzip('{"solutions":[{"id":"s","effectiveness":{"worked":false}}]}'),
      'a/decisions.json': '[{"id":"d"},{"id":',
      'b/patterns.json': '[]',
    });
    store.files.plantLink('b/solutions.json');
    const { agents, problems } = await summariseAgents(store);
    expect(agents).toEqual([
      {
        name: 'a',
        patterns: 3,
        solutions: 1,
        decisions: 0,
        bytes: expect.any(Number) as number,
        successRate: 0.5,
      },
      { name: 'b', patterns: 0, solutions: 0, decisions: 0, bytes: 2, successRate: null },
    ]);
    expect(problems.map(({ file, code }) => [file, code])).toEqual([
      ['b/solutions.json', 'link-refused'],
      ['a/decisions.json', 'json-damaged'],
    ]);
  });

  test('of a half-written pair counts the file that is whole', async () => {
    const store = storeOf({ 'a/patterns.json': '[{"id":"1"}', 'a/patterns.json.gz': gzip('[{"id":"2"}]') });
    expect((await summariseAgents(store)).agents).toMatchObject([{ patterns: 1 }]);
  });

  test('needs a memory and can be cancelled', async () => {
    await expect(
      summariseAgents({ files: nodeStore('/nonexistent-memory'), codecs: nodeCodecs() }),
    ).rejects.toMatchObject({
      code: 'memory-missing',
    });
    const store = storeOf({ 'a/patterns.json': encode('[]') });
    await expect(summariseAgents(store, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
