import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readLayout } from '../../src/core/store/layout';
import { firstPage, indexRecords } from '../../src/core/store/recordIndex';
import { readRecords } from '../../src/core/store/readRecords';
import { summariseAgents } from '../../src/core/store/summary';
import type { Store } from '../../src/core/store/store';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

const record = (id: string, uses = 1): object => ({ id, name: id, use_count: uses });
const text = (...records: object[]): string => JSON.stringify(records, null, 2);

function pair(plain: string, compressed: string): Store {
  const files = memoryStore({ 'front/patterns.json': plain, 'front/patterns.json.gz': gzipSync(compressed) });
  return { files, codecs: nodeCodecs() };
}

async function everyWay(store: Store): Promise<string[][]> {
  const [agent] = (await readLayout(store)).agents;
  const files = agent!.records.pattern;
  const streamed: string[] = [];
  for await (const batch of readRecords(store, 'front', 'pattern', files))
    streamed.push(...batch.records.map(({ view }) => view.id));
  const index = await indexRecords(store, 'front', 'pattern', files);
  const paged = (await index.page(0, index.count)).map(({ view }) => view.id);
  const first = (await firstPage(store, 'front', 'pattern', files, 100)).records.map(({ view }) => view.id);
  expect((await summariseAgents(store)).agents[0]!.patterns).toBe(streamed.length);
  return [streamed, paged, first];
}

describe('the two files of a pair', () => {
  test('are one list when each holds records of its own', async () => {
    const ways = await everyWay(pair(text(record('new')), text(record('old'), record('older'))));
    expect(ways).toEqual(Array(3).fill(['new', 'old', 'older']));
  });

  test('give a record once that lies in both, as after a restore by the Python tools', async () => {
    const both = text(record('a'), record('b'));
    expect(await everyWay(pair(both, both))).toEqual(Array(3).fill(['a', 'b']));
  });

  test('give both of two records with one id that differ', async () => {
    expect(await everyWay(pair(text(record('a', 2)), text(record('a', 1))))).toEqual(
      Array(3).fill(['a', 'a']),
    );
  });

  test('keep equal records within one file, which are its writer’s', async () => {
    expect(await everyWay(pair(text(record('a'), record('a')), text()))).toEqual(Array(3).fill(['a', 'a']));
  });

  test('give the whole file’s records when the other file is damaged', async () => {
    const both = text(record('a'), record('b'));
    const store = pair(both.slice(0, -3), both);
    expect((await summariseAgents(store)).agents[0]!.patterns).toBe(2);
  });
});
