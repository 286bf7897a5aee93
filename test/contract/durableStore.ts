import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DurableStore } from '../../src/core/ports';
import { codeOf, put, readText } from './fileStore';
import type { Subject } from './fileStore';

/** What every `DurableStore` does beside what every `FileStore` does. */
export function describeDurableStore(name: string, make: () => Promise<Subject>): void {
  describe(`changing several files as one: ${name}`, () => {
    let subject: Subject;
    let store: DurableStore;
    beforeEach(async () => {
      subject = await make();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    test('a file moves to another folder, and over what is there when asked', async () => {
      await store.makeFolder('a');
      await store.makeFolder('b');
      await put(store, 'a/f', 'new');
      await store.move('a/f', 'b/f', { replace: false });
      expect(await subject.allFiles()).toEqual(['b/f']);
      await put(store, 'b/g', 'old');
      expect(await codeOf(store.move('b/f', 'b/g', { replace: false }))).toBe('output-exists');
      expect(await readText(store, 'b/g')).toBe('old');
      await store.move('b/f', 'b/g', { replace: true });
      expect(await readText(store, 'b/g')).toBe('new');
      expect(await subject.allFiles()).toEqual(['b/g']);
    });

    test('a reader that began before a move reads the old file to its end', async () => {
      await put(store, 'f', 'old'.repeat(600_000));
      await put(store, 'g', 'new');
      let length = 0;
      for await (const piece of store.read('f')) {
        if (length === 0) await store.move('g', 'f', { replace: true });
        length += piece.length;
      }
      expect(length).toBe(1_800_000);
      expect(await readText(store, 'f')).toBe('new');
    });

    test('a folder moves with all that is in it', async () => {
      await store.makeFolder('a/inner');
      await put(store, 'a/inner/f', '1');
      await store.move('a', 'b', { replace: false });
      expect(await subject.allFiles()).toEqual(['b/inner/f']);
      expect(await store.list('a')).toEqual([]);
      expect(await store.stat('a')).toBeUndefined();
    });

    test('nothing moves from where nothing is, nor into a folder that is not there, nor over a folder', async () => {
      expect(await codeOf(store.move('no', 'f', { replace: true }))).toBe('file-missing');
      await put(store, 'f', '1');
      expect(await codeOf(store.move('f', 'no/f', { replace: true }))).toBe('folder-missing');
      expect(await codeOf(store.duplicate('f', 'no/f'))).toBe('folder-missing');
      await store.makeFolder('d');
      expect(await codeOf(store.move('f', 'd', { replace: true }))).toBe('io-failed');
      expect(await subject.allFiles()).toEqual(['f']);
    });

    test('a duplicate stays as it was when the original is replaced or removed', async () => {
      await put(store, 'f', 'one');
      await store.duplicate('f', 'copy');
      await put(store, 'f', 'two', true);
      expect(await readText(store, 'copy')).toBe('one');
      await store.remove('f');
      expect(await readText(store, 'copy')).toBe('one');
      expect(await codeOf(store.duplicate('no', 'x'))).toBe('file-missing');
      await put(store, 'g', 'three');
      expect(await codeOf(store.duplicate('g', 'copy'))).toBe('output-exists');
    });

    test('a duplicate apart stays as it was when somebody writes into the original, and the other way round', async () => {
      await put(store, 'f', 'one');
      await store.duplicate('f', 'copy', { apart: true });
      await store.append('f', new TextEncoder().encode(', two'));
      expect(await readText(store, 'copy')).toBe('one');
      await store.append('copy', new TextEncoder().encode(', three'));
      expect([await readText(store, 'f'), await readText(store, 'copy')]).toEqual(['one, two', 'one, three']);
      expect(await codeOf(store.duplicate('f', 'copy', { apart: true }))).toBe('output-exists');
      expect(await codeOf(store.duplicate('no', 'x', { apart: true }))).toBe('file-missing');
    });

    test('of many who claim a folder, one gets it; released, it can be claimed again', async () => {
      const claims = await Promise.all(Array.from({ length: 8 }, () => store.claimFolder('turn')));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.claimFolder('turn')).toBe(false);
      expect((await store.stat('turn'))?.kind).toBe('folder');
      expect(await store.releaseFolder('turn')).toBe(true);
      expect(await store.releaseFolder('turn')).toBe(true);
      expect(await store.claimFolder('turn')).toBe(true);
    });

    test('a file where a folder is claimed is no claim, and a folder needs its parent', async () => {
      await put(store, 'f', '1');
      expect(await store.claimFolder('f')).toBe(false);
      expect(await codeOf(store.claimFolder('no/turn'))).toBe('folder-missing');
      expect(await codeOf(store.releaseFolder('f'))).not.toBe('none');
      expect(await subject.allFiles()).toEqual(['f']);
    });

    test('a folder with something in it is not released', async () => {
      await store.makeFolder('d');
      await put(store, 'd/f', '1');
      expect(await store.releaseFolder('d')).toBe(false);
      expect(await subject.allFiles()).toEqual(['d/f']);
    });

    test('a touched folder says when, and stays empty', async () => {
      await store.makeFolder('d');
      const time = await store.touchFolder('d');
      expect((await store.stat('d'))?.modified).toBe(time);
      expect(Math.abs(time - Date.now())).toBeLessThan(60_000);
      expect(await store.list('d')).toEqual([]);
      expect(await codeOf(store.touchFolder('no'))).toBe('folder-missing');
    });

    test('bytes are added at the end of a file that need not be there', async () => {
      const add = (text: string): Promise<void> =>
        store.append('log', new TextEncoder().encode(text), { private: true });
      await add('one\n');
      await add('two\n');
      expect(await readText(store, 'log')).toBe('one\ntwo\n');
      expect(await subject.allFiles()).toEqual(['log']);
    });

    test('the names in a folder are made durable, and the free space is a number where it is known', async () => {
      await store.makeFolder('d');
      await store.sync('d');
      await store.sync('');
      expect((await store.freeBytes()) ?? 1).toBeGreaterThan(0);
    });

    test('no call follows a link or leaves the root', async () => {
      await subject.plantLink('l');
      await put(store, 'f', '1');
      const bytes = new Uint8Array(1);
      for (const path of ['l/f', '../f', 'C:\\f', '']) {
        const calls: (() => Promise<unknown>)[] = [
          () => store.move(path, 'x', { replace: true }),
          () => store.move('f', path, { replace: true }),
          () => store.duplicate(path, 'x'),
          () => store.duplicate('f', path),
          () => store.claimFolder(path),
          () => store.releaseFolder(path),
          () => store.touchFolder(path),
          () => store.append(path, bytes),
          () => store.write('x', { replace: true, like: path }),
        ];
        for (const call of calls) expect(await codeOf(Promise.resolve().then(call))).toBe('path-unsafe');
      }
      expect(await subject.allFiles()).toEqual(['f']);
    });
  });
}
