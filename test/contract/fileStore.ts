import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LoomError } from '../../src/core/errors';
import type { LoomErrorCode } from '../../src/core/errors';
import type { DurableStore, FileStore, ReadOptions } from '../../src/core/ports';

/** A store to be tested, empty, with ways around the port. */
export interface Subject {
  readonly store: DurableStore;
  /** Puts a link to nowhere at a path. */
  plantLink(path: string): Promise<void>;
  /** Every file below the root, hidden ones too. */
  allFiles(): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export async function readAll(store: FileStore, path: string, options?: ReadOptions): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(path, options)) pieces.push(piece);
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

export const readText = async (store: FileStore, path: string): Promise<string> =>
  new TextDecoder().decode(await readAll(store, path));

export async function put(store: FileStore, path: string, text: string, replace = false): Promise<void> {
  const writer = await store.write(path, { replace });
  await writer.append(encode(text));
  await writer.commit();
}

function isLoomError(error: unknown): error is LoomError {
  return error instanceof LoomError;
}

export async function codeOf(work: Promise<unknown>): Promise<LoomErrorCode | 'none'> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (isLoomError(error)) return error.code;
    throw error;
  }
}

/** What every `FileStore` does, whatever lies below it. */
export function describeFileStore(name: string, make: () => Promise<Subject>): void {
  describe(`file store: ${name}`, () => {
    let subject: Subject;
    let store: FileStore;
    beforeEach(async () => {
      subject = await make();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    test('nothing is there at first', async () => {
      expect(await store.stat('a')).toBeUndefined();
      expect(await store.stat('a/b')).toBeUndefined();
      expect(await store.list('a')).toEqual([]);
      expect(await codeOf(readAll(store, 'a'))).toBe('file-missing');
      expect((await store.stat(''))?.kind).toBe('folder');
    });

    test('a committed file is read back', async () => {
      await store.makeFolder('x/y');
      await put(store, 'x/y/f.json', 'hällo');
      expect(await readText(store, 'x/y/f.json')).toBe('hällo');
      expect(await store.stat('x/y/f.json')).toMatchObject({ kind: 'file', size: 6 });
      expect((await store.stat('x'))?.kind).toBe('folder');
      expect(await subject.allFiles()).toEqual(['x/y/f.json']);
    });

    test('a folder lists its entries sorted by code units', async () => {
      for (const file of ['b', 'Z', 'a', 'ä', '10', '9']) await put(store, file, '');
      await store.makeFolder('B');
      expect(await store.list('')).toEqual([
        { name: '10', kind: 'file' },
        { name: '9', kind: 'file' },
        { name: 'B', kind: 'folder' },
        { name: 'Z', kind: 'file' },
        { name: 'a', kind: 'file' },
        { name: 'b', kind: 'file' },
        { name: 'ä', kind: 'file' },
      ]);
    });

    test('a range is read from its first to before its last byte, and no further than the file goes', async () => {
      await put(store, 'f', '0123456789');
      const text = async (options: ReadOptions): Promise<string> =>
        new TextDecoder().decode(await readAll(store, 'f', options));
      expect(await text({ start: 3, end: 6 })).toBe('345');
      expect(await text({ start: 8 })).toBe('89');
      expect(await text({ end: 2 })).toBe('01');
      expect(await text({ start: 5, end: 500 })).toBe('56789');
      expect(await text({ start: 5, end: 5 })).toBe('');
      expect(await text({ start: 50 })).toBe('');
    });

    test('a large file comes in pieces of at most 1 MiB that the reader may keep', async () => {
      const writer = await store.write('f', { replace: false });
      const block = new Uint8Array(700_001);
      for (let round = 0; round < 5; round += 1) await writer.append(block.fill(round));
      await writer.commit();
      const pieces: Uint8Array[] = [];
      for await (const piece of store.read('f')) pieces.push(piece);
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(1024 * 1024);
      const seen = pieces.flatMap((piece) => [piece[0], piece[piece.length - 1]]);
      expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(5 * 700_001);
      expect([seen[0], seen.at(-1)]).toEqual([0, 4]);
    });

    test('ranges of any file are slices of it', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 40 }),
          fc.nat(50),
          fc.nat(50),
          async (bytes, start, end) => {
            const writer = await store.write('f', { replace: true });
            await writer.append(bytes);
            await writer.commit();
            const read = await readAll(store, 'f', { start, end });
            expect(read).toEqual(start < end ? bytes.slice(start, end) : new Uint8Array());
          },
        ),
        { numRuns: 50 },
      );
    });

    test('a cancelled read throws', async () => {
      await put(store, 'f', 'text');
      const reading = readAll(store, 'f', { signal: AbortSignal.abort() });
      expect(await codeOf(reading)).toBe('cancelled');
    });

    test('the writer of a buffer may change it after append', async () => {
      const buffer = encode('one');
      const writer = await store.write('f', { replace: false });
      await writer.append(buffer);
      buffer.set(encode('two'));
      await writer.append(buffer);
      await writer.commit();
      expect(await readText(store, 'f')).toBe('onetwo');
    });

    test('appends that are not awaited keep their order', async () => {
      const writer = await store.write('f', { replace: false });
      const words = Array.from({ length: 50 }, (_, index) => `${index},`);
      await Promise.all(words.map((word) => writer.append(encode(word))));
      await writer.commit();
      expect(await readText(store, 'f')).toBe(words.join(''));
    });

    test('until commit the old file stays; afterwards the new one is there, with another version', async () => {
      await put(store, 'f', 'old');
      const before = await store.stat('f');
      const writer = await store.write('f', { replace: true });
      await writer.append(encode('new'));
      expect(await readText(store, 'f')).toBe('old');
      expect((await store.stat('f'))?.version).toBe(before?.version);
      await writer.commit();
      expect(await readText(store, 'f')).toBe('new');
      expect((await store.stat('f'))?.version).not.toBe(before?.version);
      expect(await subject.allFiles()).toEqual(['f']);
    });

    test('a reader that began before a replacement reads the old file to its end', async () => {
      await put(store, 'f', 'old'.repeat(600_000));
      const pieces: Uint8Array[] = [];
      for await (const piece of store.read('f')) {
        pieces.push(piece);
        if (pieces.length === 1) await put(store, 'f', 'new', true);
      }
      expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(1_800_000);
      expect(await readText(store, 'f')).toBe('new');
    });

    test('nothing is replaced unasked, neither at the start nor at the commit', async () => {
      await put(store, 'f', 'first');
      expect(await codeOf(store.write('f', { replace: false }))).toBe('output-exists');
      const slow = await store.write('g', { replace: false });
      await slow.append(encode('slow'));
      await put(store, 'g', 'quick');
      expect(await codeOf(slow.commit())).toBe('output-exists');
      await slow.abandon();
      expect(await readText(store, 'g')).toBe('quick');
      expect(await subject.allFiles()).toEqual(['f', 'g']);
    });

    test('of two writers that may replace, the last to commit wins, whole', async () => {
      const [one, two] = [
        await store.write('f', { replace: true }),
        await store.write('f', { replace: true }),
      ];
      await Promise.all([one.append(encode('111111')), two.append(encode('22'))]);
      await one.commit();
      await two.commit();
      expect(await readText(store, 'f')).toBe('22');
      expect(await subject.allFiles()).toEqual(['f']);
    });

    test('of many writers that may not replace, one wins and the others leave nothing', async () => {
      const writers = await Promise.all(
        Array.from({ length: 8 }, () => store.write('f', { replace: false })),
      );
      await Promise.all(writers.map((writer, index) => writer.append(encode(String(index)))));
      const codes = await Promise.all(writers.map((writer) => codeOf(writer.commit())));
      await Promise.all(writers.map((writer) => writer.abandon()));
      expect(codes.toSorted()).toEqual(['none', ...Array.from({ length: 7 }, () => 'output-exists')]);
      expect(await readText(store, 'f')).toBe(String(codes.indexOf('none')));
      expect(await subject.allFiles()).toEqual(['f']);
    });

    test('abandon leaves nothing, is safe twice and after commit, and ends the writer', async () => {
      const writer = await store.write('f', { replace: false });
      await writer.append(encode('half'));
      await writer.abandon();
      await writer.abandon();
      expect(await codeOf(writer.append(encode('more')))).toBe('io-failed');
      expect(await codeOf(writer.commit())).toBe('io-failed');
      expect(await subject.allFiles()).toEqual([]);
      const done = await store.write('g', { replace: false });
      await done.commit();
      await done.abandon();
      expect(await subject.allFiles()).toEqual(['g']);
    });

    test('a file needs its folder, and a folder is no file', async () => {
      expect(await codeOf(store.write('no/f', { replace: false }))).toBe('folder-missing');
      await store.makeFolder('d');
      expect(await codeOf(store.write('d', { replace: true }))).toBe('io-failed');
      expect(await codeOf(readAll(store, 'd'))).not.toBe('none');
      await store.makeFolder('d');
    });

    test('removing takes a file, or a folder with all below, and nothing else', async () => {
      await store.makeFolder('d/e');
      await put(store, 'd/e/f', '1');
      await put(store, 'd2', '2');
      await store.remove('d');
      await store.remove('d');
      expect(await store.stat('d/e')).toBeUndefined();
      expect(await subject.allFiles()).toEqual(['d2']);
      await store.remove('d2');
      expect(await store.list('')).toEqual([]);
    });

    test('a link is told of and never followed', async () => {
      await subject.plantLink('l');
      expect(await store.stat('l')).toMatchObject({ kind: 'link', size: 0 });
      expect(await store.list('')).toEqual([{ name: 'l', kind: 'link' }]);
      expect(await codeOf(readAll(store, 'l'))).toBe('path-unsafe');
      expect(await codeOf(store.list('l'))).toBe('path-unsafe');
      expect(await codeOf(readAll(store, 'l/f'))).toBe('path-unsafe');
      expect(await codeOf(store.write('l/f', { replace: true }))).toBe('path-unsafe');
      expect(await codeOf(store.list('l/d'))).toBe('path-unsafe');
      expect(await codeOf(store.remove('l/f'))).toBe('path-unsafe');
      expect(await codeOf(store.makeFolder('l/d'))).toBe('path-unsafe');
    });

    test('a link at the name of an output is replaced, not written through', async () => {
      await subject.plantLink('l');
      expect(await codeOf(store.write('l', { replace: false }))).toBe('output-exists');
      await put(store, 'l', 'file', true);
      expect((await store.stat('l'))?.kind).toBe('file');
    });

    test('removing a link leaves what it leads to', async () => {
      await subject.plantLink('l');
      await store.remove('l');
      expect(await store.list('')).toEqual([]);
    });

    test.each(['../f', '/f', 'a/../f', 'a//f', 'C:\\f', 'a\\f', 'a\0', 'con', 'f.', '.', 'a/'])(
      'the path %j is refused by every call',
      async (path) => {
        const calls: (() => Promise<unknown>)[] = [
          () => store.stat(path),
          () => store.list(path),
          () => readAll(store, path),
          () => store.write(path, { replace: true }),
          () => store.makeFolder(path),
          () => store.remove(path),
        ];
        for (const call of calls) expect(await codeOf(Promise.resolve().then(call))).toBe('path-unsafe');
      },
    );

    test('the root cannot be removed or written', async () => {
      expect(await codeOf(Promise.resolve().then(() => store.remove('')))).toBe('path-unsafe');
      expect(await codeOf(Promise.resolve().then(() => store.write('', { replace: true })))).toBe(
        'path-unsafe',
      );
    });

    test('a scratch gives back what was added, small and large, and is seen by nobody', async () => {
      const scratch = await store.scratch();
      const blocks = [1, 300_000, 900_000, 5, 2_000_000].map((size, index) =>
        new Uint8Array(size).fill(index + 1),
      );
      const starts: number[] = [];
      for (const block of blocks) starts.push(await scratch.append(block));
      expect(starts).toEqual([0, 1, 300_001, 1_200_001, 1_200_006]);
      expect(await subject.allFiles()).toEqual([]);
      for (const [index, block] of blocks.entries()) {
        let length = 0;
        for await (const piece of scratch.read(starts[index]!, starts[index]! + block.length)) {
          expect(piece.length).toBeLessThanOrEqual(1024 * 1024);
          expect(piece.every((byte) => byte === index + 1)).toBe(true);
          length += piece.length;
        }
        expect(length).toBe(block.length);
      }
      await scratch.dispose();
      await scratch.dispose();
      expect(await subject.allFiles()).toEqual([]);
    });

    test('the buffer given to a scratch may change afterwards', async () => {
      const scratch = await store.scratch();
      const buffer = encode('one');
      await scratch.append(buffer);
      buffer.fill(0);
      for await (const piece of scratch.read(0, 3)) expect(new TextDecoder().decode(piece)).toBe('one');
      await scratch.dispose();
    });
  });
}
