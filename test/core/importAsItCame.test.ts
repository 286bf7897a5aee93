// A list that comes as a memory lays it out becomes a file as it is: with what was known of it, whatever its layout.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyImport } from '../../src/core/import/applyImport';
import { isJsonArray, isJsonObject, parseJson, property } from '../../src/core/json';
import { bytesHash } from '../../src/core/import/bytesHash';
import { encodeRecord } from '../../src/core/import/encodeRecord';
import type { JsonValue } from '../../src/core/json';
import { FOLDER, textOf } from './changeMaking';
import {
  asks,
  byHand,
  exported,
  fileInput,
  gzipped,
  host,
  importInto,
  memoryOf,
  pattern,
  plan,
} from './importMaking';
import type { TestMemory } from './importMaking';

const PATH = 'front/patterns.json';

/** Imports a bundle whose list of patterns is this text; gives the memory, and what the history says of its files. */
async function imported(list: string, into: TestMemory = memoryOf()) {
  const source = fileInput(`{"metadata":{"version":"1.0.0"},"agents":{"front":{"patterns":${list}}}}`);
  const planned = await plan(into, source, { ...asks, skipInvalid: true });
  const { operation } = await applyImport(host, into, planned, { user: 'f00d' });
  await planned.dispose();
  const noted =
    operation === undefined
      ? null
      : parseJson(await textOf(into.home, `${FOLDER}-history/${operation.id}/operation.json`));
  const files = property(noted, 'files');
  return { into, files: isJsonArray(files) ? files : [] };
}

function pathOf(file: JsonValue): string {
  const path = property(file, 'path');
  if (typeof path !== 'string') throw new TypeError('a file has a path');
  return path;
}

const record = (index: number) => JSON.stringify(pattern(`p-${index}`, `technique ${index}`), null, 2);
const records = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.nat(6).map(record) },
    { weight: 1, arbitrary: fc.constantFrom('{"id":7.5e400}', '{"id":"odd","evolution":[]}', '{}', '7') },
  ),
  { maxLength: 6 },
);
const layouts = fc.record({
  opening: fc.constantFrom('[\n  ', '[', '[   ', '[\r\n ', ' [\n  '),
  gap: fc.constantFrom(',\n  ', ',', ' , \n', ', \n '),
  closing: fc.constantFrom('\n]', ']', '\n]\n', '\n ]', ',\n]'),
});

describe('a list that is new to a memory', () => {
  test('lies there as it came where that is how a memory lays it out, to the byte', async () => {
    const list = `[\n  ${[0, 1, 2].map(record).join(',\n  ')}\n]`;
    const { into } = await imported(list);
    expect(await textOf(into.home, `${FOLDER}/${PATH}`)).toBe(list);
  });

  test('comes out of a bundle of ours as it went in', async () => {
    const list = JSON.stringify(
      [0, 1, 2].map((index) => pattern(`p-${index}`, 'x')),
      null,
      2,
    );
    const into = memoryOf();
    const planned = await plan(into, await exported(memoryOf({ [PATH]: list })));
    await applyImport(host, into, planned, { user: 'f00d' });
    expect(await textOf(into.home, `${FOLDER}/${PATH}`)).toBe(list);
  });

  test('is known to the history by its own size and hash, in whatever layout and with whatever beside it', async () => {
    await fc.assert(
      fc.asyncProperty(records, layouts, async (list, { opening, gap, closing }) => {
        const { into, files } = await imported(`${opening}${list.join(gap)}${closing}`);
        for (const file of files) {
          const bytes = Buffer.from(await textOf(into.home, `${FOLDER}/${pathOf(file)}`));
          expect(property(file, 'after')).toEqual({
            size: bytes.length,
            sha256: createHash('sha256').update(bytes).digest('hex'),
          });
        }
        const sound = list.filter((text) => text.includes('technique'));
        const there = files.length === 0 ? [] : parseJson(await textOf(into.home, `${FOLDER}/${PATH}`));
        const ids = isJsonArray(there) ? there.map((each) => isJsonObject(each) && each['id']) : [];
        for (const text of sound) expect(ids).toContain(property(parseJson(text), 'id'));
      }),
      { numRuns: 200 },
    );
  });

  test('is compressed in a memory whose files are', async () => {
    const into = memoryOf({ 'back/patterns.json': gzipped([pattern('b', 'b')]) });
    const { files } = await imported(`[\n  ${record(1)}\n]`, into);
    const pieces: Uint8Array[] = [];
    for await (const piece of into.home.read(`${FOLDER}/${PATH}`)) pieces.push(piece.slice());
    const bytes = Buffer.concat(pieces);
    expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    expect(files.map((file) => property(property(file, 'after'), 'sha256'))).toContain(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });
});

describe('the note of an import', () => {
  test('says of records that took one place what they became, though that is known only once it was written', async () => {
    const into = memoryOf({ [PATH]: [pattern('p-1', 'here')] });
    const source = byHand({
      a: { patterns: [pattern('p-1', 'of a')] },
      b: { patterns: [pattern('p-1', 'of b')] },
    });
    await importInto(into, source, { strategy: 'replace', map: { a: 'front', b: 'front' } });
    const imports = `${FOLDER}-history/imports`;
    const [origin] = await into.home.list(imports);
    const [note] = await into.home.list(`${imports}/${origin?.name ?? ''}`);
    const line = await textOf(into.home, `${imports}/${origin?.name ?? ''}/${note?.name ?? ''}`);
    // As `history.ts` writes it: agent, kind, ids, hashes of what came, hashes of what it became unless it stayed as it came.
    const row = parseJson(line);
    const became = isJsonArray(row) ? row[4] : undefined;
    const there = parseJson(await textOf(into.home, `${FOLDER}/${PATH}`));
    const written = isJsonArray(there) && isJsonObject(there[0]) ? bytesHash(encodeRecord(there[0])) : 0;
    expect(became).toEqual([written, written]);
  });
});
