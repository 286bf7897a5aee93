// Records that are alike, found among many more.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BandFilter } from '../../src/core/import/bandFilter';
import { SimilarityIndex } from '../../src/core/import/similarityIndex';
import { Sketches } from '../../src/core/import/sketches';
import { byHand, importInto, memoryOf, pattern, plan, verdicts } from './importMaking';

const sketchesOf = (texts: readonly string[], filter?: BandFilter): Sketches => {
  const sketches = new Sketches();
  if (filter !== undefined) sketches.filterBy(filter);
  for (const text of texts) sketches.add({ name: text, description: text }, 'pattern');
  return sketches;
};

/** A word of letters for a number. */
const word = (number: number): string =>
  number.toString(26).replace(/./g, (digit) => String.fromCharCode(0x61 + Number.parseInt(digit, 26)));

/** Ten words: each text shares three with those of its neighbours. */
const text = (number: number): string =>
  Array.from({ length: 10 }, (_, place) => `w${word(7 * number + place)}`).join(' ');

describe('what comes keeps texts out that are like none of it', () => {
  test('and none that would be found', () => {
    const words = fc.constantFrom(...Array.from({ length: 30 }, (_, number) => `w${word(number)}`));
    const line = fc.array(words, { minLength: 1, maxLength: 14 }).map((each) => each.join(' '));
    const lines = fc.array(line, { minLength: 1, maxLength: 20 });
    let kept = 0;
    fc.assert(
      fc.property(lines, lines, (wantedTexts, texts) => {
        const wanted = sketchesOf(wantedTexts);
        const index = new SimilarityIndex(wanted, [...Array(wanted.size).keys()]);
        const filter = BandFilter.of(wanted);
        for (const each of texts) {
          const all = sketchesOf([each]);
          const found: number[] = [];
          if (all.size > 0) index.find(all, 0, (number) => found.push(number));
          const filtered = sketchesOf([each], filter);
          kept += filtered.size;
          if (found.length > 0) expect(filtered.size).toBe(1);
        }
      }),
    );
    expect(kept).toBeGreaterThan(0);
  });

  test('but nearly all of the others', () => {
    const filter = BandFilter.of(sketchesOf(Array.from({ length: 100 }, (_, number) => text(10 * number))));
    const others = Array.from({ length: 1000 }, (_, number) => text(5000 + 10 * number));
    expect(sketchesOf(others).size).toBe(1000);
    expect(sketchesOf(others, filter).size).toBeLessThan(200);
  });
});

describe('among far more records than come', () => {
  const count = 5000;
  const here = Array.from({ length: count }, (_, number) => pattern(`p-${number}`, text(number)));
  const places = [0, 1, 40, 900, 1700, 2500, 3333, 4200, count - 1];

  test('each finds its own, wherever in the memory it lies', async () => {
    const store = memoryOf({ 'front/patterns.json': here });
    const same = places.map((place) => pattern(`p-${place}`, `other words for ${word(place)}`));
    const alike = places.map((place) => pattern(`q-${place}`, text(place)));
    const fresh = places.map((place) => pattern(`r-${place}`, text(2 * count + place)));
    const equal = [pattern('p-77', text(77)), pattern('p-4901', text(4901))];
    const verdictOf = (id: unknown): string => {
      const name = typeof id === 'string' ? id : '';
      if (name.startsWith('r-')) return `${name} add `;
      if (equal.some((each) => each['id'] === name)) return `${name} same ${name}`;
      return `${name} merge ${name.replace('q-', 'p-')}`;
    };
    for (const patterns of [
      [...same, ...fresh, ...equal],
      [...alike, ...fresh],
      [...fresh, ...alike, ...equal],
    ]) {
      const planned = await plan(store, byHand({ front: { patterns } }));
      expect(
        planned.items.map(({ id, action, existingId }) => `${id} ${action} ${existingId ?? ''}`),
      ).toEqual(patterns.map((each) => verdictOf(each['id'])));
      await planned.dispose();
    }
  });

  test('an id of another kind is still a conflict', async () => {
    const store = memoryOf({ 'front/patterns.json': here });
    const decision = { id: 'p-4444', question: 'Which words?', chosen_option: 'these', confidence: 0.5 };
    const planned = await plan(store, byHand({ front: { decisions: [decision] } }));
    expect(planned.items.map(({ id, action }) => `${action} ${id}`)).toEqual(['conflict p-4444']);
    await planned.dispose();
  });

  test('what was added under a new id is still found under it', async () => {
    const store = memoryOf({ 'front/patterns.json': here });
    const agents = { front: { patterns: [pattern('p-4444', 'other words under the same id')] } };
    const append = { strategy: 'append' } as const;
    expect(verdicts(await importInto(store, byHand(agents), append))).toEqual(['add p-4444']);
    const again = await plan(store, byHand(agents, { metadata: { source_project: 'mill' } }), append);
    expect(verdicts(again)).toEqual(['same p-4444']);
    await again.dispose();
  });
});
