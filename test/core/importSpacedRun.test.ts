// Records that are copied in one go get the layout of Loom's lists, whatever separated them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spacedRun } from '../../src/core/import/spacedRun';

const records = fc.array(
  fc.record({
    text: fc.constantFrom('{}', '{"id":"one"}', '{\n  "id": "two",\n  "title": "Zwölf, {["\n}'),
    gap: fc.constantFrom(',', ', ', ',\n', ',\n  ', ' ,\r\n\t', '  , \n\n'),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('a run of records', () => {
  test('is the records with a comma, a line end and two spaces between them, in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.nat(40), fc.integer({ min: 1, max: 30 }), async (list, before, size) => {
        const encoder = new TextEncoder();
        const places: { start: number; length: number; gap: number }[] = [];
        let text = new Uint8Array(0);
        for (const [index, record] of list.entries()) {
          const gap = encoder.encode(index === 0 ? '' : record.gap);
          const bytes = encoder.encode(record.text);
          const start = before + text.length + gap.length;
          places.push({ start, length: bytes.length, gap: gap.length });
          text = Uint8Array.from([...text, ...gap, ...bytes]);
        }
        const pieces = async function* (): AsyncGenerator<Uint8Array> {
          for (let at = 0; at < text.length; at += size)
            yield await Promise.resolve(text.slice(at, at + size));
        };
        let spaced = '';
        const decoder = new TextDecoder();
        for await (const piece of spacedRun(pieces(), places))
          spaced += decoder.decode(piece, { stream: true });
        const isLaidOut = places.every(({ gap }, index) => index === 0 || gap === 4);
        expect(spaced).toBe(
          isLaidOut ? decoder.decode(text) : list.map((record) => record.text).join(',\n  '),
        );
      }),
      { numRuns: 500 },
    );
  });
});
