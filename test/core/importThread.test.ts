// The records of a source on a thread of their own, as the program is shipped, against the same on one thread.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined } from '../../src/core/bundle/byteReader';
import { arrivalsHere } from '../../src/core/import/arrivals';
import type { ArrivalOrder, Arrivals, ArrivedBatch } from '../../src/core/import/arrivals';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { builtThreads } from './arrivalThreads';

const openThread = builtThreads('source');

const clock = { now: () => 0, offsetMinutes: () => 0 };
const here = (order: ArrivalOrder): Arrivals => arrivalsHere(order, nodeCodecs(), clock);

/** All that comes of a text that is given in pieces, as one batch. */
async function arrived(arrivals: Arrivals, text: Uint8Array, pieces: number) {
  const batches: ArrivedBatch[] = [];
  const size = Math.max(1, Math.ceil(text.length / pieces));
  for (let at = 0; at < text.length; at += size) {
    const piece = text.slice(at, at + size);
    batches.push(...(await arrivals.push(piece)));
    // It may be used again.
    piece.fill(0);
  }
  const end = await arrivals.end();
  batches.push(...end.batches);
  return {
    found: batches.reduce((sum, { found }) => sum + found, 0),
    ids: batches.flatMap(({ ids }) => ids),
    lists: batches.flatMap((each) =>
      each.ids.map((id, index) => [
        id,
        each.titles[index],
        each.shapes[index],
        each.confidences[index],
        each.counters[index],
        each.mergedHashes[index],
        each.hashes[index],
        each.starts[index],
        each.lengths[index],
        each.gaps[index],
      ]),
    ),
    bodies: new TextDecoder().decode(joined(batches.flatMap(({ bodies }) => bodies ?? []))),
    invalid: batches.flatMap(({ invalid }) => invalid),
    references: batches.flatMap(({ references }) => references),
    damages: end.damages,
  };
}

const record = fc.record(
  {
    id: fc.option(fc.string({ maxLength: 8 }), { nil: '' }),
    agent: fc.constantFrom('front', 'back'),
    title: fc.string({ unit: 'binary', maxLength: 30 }),
    confidence: fc.constantFrom(0, 0.5, 1, 7),
    use_count: fc.nat(),
    merged_hashes: fc.array(fc.string(), { maxLength: 2 }),
    solution: fc.record({ relatedPatterns: fc.array(fc.string(), { maxLength: 2 }) }),
    big: fc.constant(12345678901234567890),
  },
  { requiredKeys: ['title'] },
);
const texts = fc
  .tuple(
    fc.array(record, { maxLength: 8 }),
    fc.constantFrom(undefined, 2),
    fc.constantFrom('', 'null', '[{"id":1},}', '\u0000', ' '),
  )
  .map(([list, indent, end]) => (end === 'null' ? end : JSON.stringify(list, null, indent) + end));
const orders = fc.record({
  agent: fc.constant('front'),
  target: fc.constantFrom('front', 'other', undefined),
  kind: fc.constantFrom('pattern', 'solution', 'decision'),
  validation: fc.constantFrom('none', 'basic', 'full'),
});

describe('records on a thread of their own', () => {
  test('are what they are without one, list after list', async () => {
    const thread = openThread();
    try {
      await fc.assert(
        fc.asyncProperty(orders, texts, fc.integer({ min: 1, max: 5 }), async (order, text, pieces) => {
          const bytes = new TextEncoder().encode(text);
          const theirs = await arrived(here(order), bytes, pieces);
          expect(await arrived(thread.open(order), bytes, pieces)).toEqual(theirs);
        }),
      );
    } finally {
      await thread.close();
    }
  });

  test('also where there are many batches', async () => {
    const thread = openThread();
    try {
      const list = Array.from({ length: 4000 }, (_, index) => ({
        id: `id-${index}`,
        title: `${'x'.repeat(index % 900)}${String(index)}`,
      }));
      const bytes = new TextEncoder().encode(JSON.stringify(list, null, 2));
      const order = { agent: 'front', target: 'front', kind: 'pattern', validation: 'full' } as const;
      const theirs = await arrived(here(order), bytes, 40);
      expect(theirs.found).toBe(4000);
      expect(await arrived(thread.open(order), bytes, 40)).toEqual(theirs);
    } finally {
      await thread.close();
    }
  });

  test('a thread that is closed says so to who still waits, and can be closed twice', async () => {
    const thread = openThread();
    const arrivals = thread.open({ agent: 'front', target: 'front', kind: 'pattern', validation: 'full' });
    await arrivals.push(new TextEncoder().encode('[{"id":"one"'));
    const end = arrivals.end();
    end.catch(() => undefined);
    await thread.close();
    await thread.close();
    await expect(arrivals.push(new TextEncoder().encode('}]'))).rejects.toThrow(
      'the thread that reads texts ended',
    );
  });
});
