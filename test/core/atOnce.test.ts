// Work on many items of which some are done at once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapAtOnce } from '../../src/core/atOnce';

const pause = (turns: number): Promise<void> =>
  turns === 0 ? Promise.resolve() : Promise.resolve().then(() => pause(turns - 1));

describe('work that is done at once', () => {
  test('gives its results in the order of the items, whichever ends first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 30 }), async (turns) => {
        let running = 0;
        let most = 0;
        const results = await mapAtOnce(turns, async (each) => {
          running += 1;
          most = Math.max(most, running);
          await pause(each);
          running -= 1;
          return each * 2;
        });
        expect(results).toEqual(turns.map((each) => each * 2));
        expect(running).toBe(0);
        expect(most).toBeLessThanOrEqual(8);
      }),
    );
  });

  test('has ended whole when a failure is thrown, and begins nothing after it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(29), fc.array(fc.nat(40), { minLength: 30 }), async (bad, turns) => {
        let running = 0;
        let begun = 0;
        const work = mapAtOnce([...turns.entries()], async ([index, each]) => {
          running += 1;
          begun += 1;
          await pause(each);
          running -= 1;
          if (index === bad) throw new Error('bad');
        });
        await expect(work).rejects.toThrow('bad');
        expect(running).toBe(0);
        const atEnd = begun;
        await pause(100);
        expect(begun).toBe(atEnd);
      }),
    );
  });
});
