import { describe, expect, test } from 'vitest';
import type { FileStore } from '../../../src/core/ports';
import { Catalogue, type CatalogueChange, type RememberedFacts } from '../../../src/extension/catalogue';
import { pagesOf } from '../../../src/extension/explorer/pages';
import { memoryStore } from '../../../src/platform/memory';
import { nodeCodecs } from '../../../src/platform/nodeCodecs';

const log = { info: () => undefined, warn: () => undefined };

function patterns(count: number, successRate = 0.5): string {
  return JSON.stringify(
    Array.from({ length: count }, (_, place) => ({
      id: `p${String(place)}`,
      name: `Pattern ${String(place)}`,
      success_rate: successRate,
    })),
  );
}

/** A store that notes which files are opened. */
function noted(files: FileStore): { readonly files: FileStore; readonly opened: string[] } {
  const opened: string[] = [];
  return {
    opened,
    files: {
      ...files,
      read: (path, options) => {
        opened.push(path);
        return files.read(path, options);
      },
    },
  };
}

async function replace(files: FileStore, path: string, text: string): Promise<void> {
  const writer = await files.write(path, { replace: true });
  await writer.append(new TextEncoder().encode(text));
  await writer.commit();
}

function make(
  contents: Readonly<Record<string, string>>,
  memory?: ConstructorParameters<typeof Catalogue>[2],
) {
  const { files, opened } = noted(memoryStore(contents));
  const catalogue = new Catalogue({ files, codecs: nodeCodecs() }, log, memory);
  const changes: CatalogueChange[] = [];
  catalogue.onDidChange((change) => changes.push(change));
  return { files, opened, catalogue, changes };
}

const two = { 'a/patterns.json': patterns(3), 'a/decisions.json': '[]', 'b/patterns.json': patterns(5, 1) };

describe('what is known about a store', () => {
  test('names and sizes come without opening a file', async () => {
    const { catalogue, opened } = make(two);
    expect((await catalogue.layout()).agents.map((agent) => agent.name)).toEqual(['a', 'b']);
    expect(catalogue.facts('a', 'pattern')).toBeUndefined();
    expect(catalogue.facts('a', 'solution')).toEqual({
      count: 0,
      readable: 0,
      meanSuccessRate: null,
      problems: [],
    });
    expect(opened).toEqual([]);
  });

  test('the background reads everything once, and says so agent by agent', async () => {
    const { catalogue, changes, opened } = make(two);
    await catalogue.settled();
    expect(catalogue.facts('a', 'pattern')).toMatchObject({ count: 3, meanSuccessRate: 0.5 });
    expect(catalogue.facts('b', 'pattern')).toMatchObject({ count: 5, meanSuccessRate: 1 });
    expect(changes).toContainEqual({ agents: ['a'] });
    expect(changes).toContainEqual({ agents: ['b'] });
    const before = opened.length;
    await catalogue.settled();
    expect(opened.length).toBe(before);
  });

  test('after a change only the changed file is read, and the old count stays until then', async () => {
    const { catalogue, files, opened, changes } = make(two);
    await catalogue.settled();
    opened.length = 0;
    changes.length = 0;
    await replace(files, 'b/patterns.json', patterns(6));
    const refreshed = catalogue.refresh();
    expect(catalogue.facts('b', 'pattern')?.count).toBe(5);
    await refreshed;
    await catalogue.settled();
    expect(catalogue.facts('b', 'pattern')?.count).toBe(6);
    expect(new Set(opened)).toEqual(new Set(['b/patterns.json']));
    expect(changes.every((change) => change !== 'all' && change.agents.join() === 'b')).toBe(true);
  });

  test('nothing is said and nothing read when nothing changed', async () => {
    const { catalogue, opened, changes } = make(two);
    await catalogue.settled();
    opened.length = 0;
    changes.length = 0;
    await catalogue.refresh();
    await catalogue.settled();
    expect(opened).toEqual([]);
    expect(changes).toEqual([]);
  });

  test('an agent that comes or goes changes the whole list', async () => {
    const { catalogue, files, changes } = make(two);
    await catalogue.settled();
    changes.length = 0;
    await files.remove('a');
    await catalogue.refresh();
    expect(changes[0]).toBe('all');
    expect(catalogue.facts('a', 'pattern')).toBeUndefined();
  });

  test('what is remembered of unchanged files is not read again', async () => {
    const remembered = new Map<string, RememberedFacts>();
    const memory = {
      get: (key: string) => remembered.get(key),
      set: (key: string, facts: RememberedFacts) => void remembered.set(key, facts),
    };
    const contents = memoryStore(two);
    const first = new Catalogue({ files: contents, codecs: nodeCodecs() }, log, memory);
    await first.settled();
    first.dispose();
    const { files, opened } = noted(contents);
    const second = new Catalogue({ files, codecs: nodeCodecs() }, log, memory);
    await second.settled();
    expect(second.facts('b', 'pattern')?.count).toBe(5);
    expect(opened).toEqual([]);
    expect((await second.page('b', 'pattern', 4, 5)).map((record) => record.view.id)).toEqual(['p4']);
  });

  test('a page of a file that changed behind our back is that of the new file', async () => {
    const { catalogue, files } = make(two);
    await catalogue.settled();
    await replace(files, 'a/patterns.json', JSON.stringify([{ id: 'new', name: 'New' }]));
    expect((await catalogue.page('a', 'pattern', 0, 5)).map((record) => record.view.id)).toEqual(['new']);
  });

  test('a damaged file is a problem of its agent, the others are counted, and the level is a warning', async () => {
    const { catalogue } = make({ ...two, 'a/patterns.json': '[{"id": "p0"}, {"id"' });
    await catalogue.settled();
    const problems = await catalogue.problems();
    expect(problems.map((problem) => problem.file)).toEqual(['a/patterns.json']);
    expect(catalogue.facts('a', 'pattern')).toMatchObject({ count: 0, readable: 1 });
    expect(await catalogue.page('a', 'pattern', 0, 5)).toHaveLength(1);
    expect(catalogue.facts('b', 'pattern')?.count).toBe(5);
    expect((await catalogue.health()).level).toBe('warning');
  });

  test('a damaged document and damaged archived decisions are problems too', async () => {
    const { catalogue } = make({ ...two, 'a/metrics.json': '{', 'global/archived-decisions.json': '[{' });
    await catalogue.settled();
    expect((await catalogue.problems()).map((problem) => problem.file).sort()).toEqual([
      'a/metrics.json',
      'global/archived-decisions.json',
    ]);
  });

  test('a store that is gone says so, and is found again when it is back', async () => {
    const files = memoryStore();
    let there = false;
    const catalogue = new Catalogue(
      {
        files: { ...files, stat: async (path) => (there ? files.stat(path) : undefined) },
        codecs: nodeCodecs(),
      },
      log,
    );
    await expect(catalogue.layout()).rejects.toMatchObject({ code: 'memory-missing' });
    there = true;
    expect((await catalogue.layout()).agents).toEqual([]);
  });
});

describe('pages of many records', () => {
  test('200 fit into one node', () => {
    expect(pagesOf({ start: 0, end: 200 })).toEqual([]);
  });

  test('201 make two pages', () => {
    expect(pagesOf({ start: 0, end: 201 })).toEqual([
      { start: 0, end: 200 },
      { start: 200, end: 201 },
    ]);
  });

  test('no node has more than 200 children, every record is in one place, whatever the count', () => {
    const walk = (start: number, end: number): number => {
      const pages = pagesOf({ start, end });
      expect(pages.length).toBeLessThanOrEqual(200);
      if (pages.length === 0) {
        expect(end - start).toBeLessThanOrEqual(200);
        return end - start;
      }
      let at = start;
      let total = 0;
      for (const page of pages) {
        expect(page.start).toBe(at);
        at = page.end;
        total += walk(page.start, page.end);
      }
      expect(at).toBe(end);
      return total;
    };
    for (const count of [0, 1, 199, 40_000, 40_001, 100_000, 1_234_567]) expect(walk(0, count)).toBe(count);
  });
});
