import { spawn } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromErrno } from '../../src/platform/errno';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { diskSubject, temporaryFolder } from './diskSubject';
import { describeDurableStore } from './durableStore';
import { describeFileStore, readAll } from './fileStore';
import type { Subject } from './fileStore';

const inMemory = (): Promise<Subject> => {
  const store = memoryStore();
  return Promise.resolve({
    store,
    plantLink: (path) => {
      store.plantLink(path);
      return Promise.resolve();
    },
    allFiles: () => Promise.resolve([...store.snapshot().keys()].sort()),
    dispose: () => Promise.resolve(),
  });
};

const onDisk = (): Promise<Subject> => diskSubject(nodeStore);

describeFileStore('in memory', inMemory);
describeFileStore('on a disk', onDisk);
describeDurableStore('in memory', inMemory);
describeDurableStore('on a disk', onDisk);

async function inFolder(work: (root: string) => Promise<void>): Promise<void> {
  const root = await temporaryFolder();
  try {
    await work(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

describe('a disk', () => {
  test('a link to a real folder outside is not entered, listed, written or emptied', () =>
    inFolder(async (root) => {
      const outside = join(root, 'outside');
      await mkdir(outside);
      await writeFile(join(outside, 'f'), 'kept');
      const inside = join(root, 'inside');
      await mkdir(inside);
      await symlink(outside, join(inside, 'agent'));
      const store = nodeStore(inside);
      expect(await store.stat('agent')).toMatchObject({ kind: 'link' });
      await expect(readAll(store, 'agent/f')).rejects.toMatchObject({ code: 'path-unsafe' });
      await expect(store.list('agent')).rejects.toMatchObject({ code: 'path-unsafe' });
      await expect(store.stat('agent/f')).rejects.toMatchObject({ code: 'path-unsafe' });
      await expect(store.write('agent/g', { replace: true })).rejects.toMatchObject({ code: 'path-unsafe' });
      await store.remove('agent');
      expect(await readdir(outside)).toEqual(['f']);
    }));

  test('a file that is written in place while it is read is noticed', () =>
    inFolder(async (root) => {
      await writeFile(join(root, 'f'), 'x'.repeat(1_000_000));
      const reading = (async () => {
        let first = true;
        for await (const piece of nodeStore(root).read('f')) {
          if (first && piece.length > 0) await appendFile(join(root, 'f'), 'more');
          first = false;
        }
      })();
      await expect(reading).rejects.toMatchObject({ code: 'memory-changing' });
    }));

  test('the version differs although size and time of writing are set back', () =>
    inFolder(async (root) => {
      const file = join(root, 'f');
      await writeFile(file, 'one');
      await utimes(file, 1000, 1000);
      const before = await nodeStore(root).stat('f');
      await new Promise((resolve) => setTimeout(resolve, 20));
      await writeFile(file, 'two');
      await utimes(file, 1000, 1000);
      const after = await nodeStore(root).stat('f');
      expect([after?.size, after?.modified]).toEqual([before?.size, before?.modified]);
      expect(after?.version).not.toBe(before?.version);
    }));

  test('reading a pipe does not hang', () =>
    inFolder(async (root) => {
      await new Promise((resolve) => spawn('mkfifo', [join(root, 'pipe')]).once('close', resolve));
      expect(await nodeStore(root).stat('pipe')).toMatchObject({ kind: 'other' });
      await expect(readAll(nodeStore(root), 'pipe')).rejects.toMatchObject({ code: 'io-failed' });
    }));

  test('what a killed writer left is removed by the next one, what a living one writes is not', () =>
    inFolder(async (root) => {
      const living = await nodeStore(root).write('out', { replace: false });
      const [part] = await readdir(root);
      const dead = part!.replace(`-${process.pid}-`, '-4194301-');
      const foreign = part!.replace(/\.[0-9a-f]{8}-/, '.00000000-');
      await writeFile(join(root, dead), 'half');
      await writeFile(join(root, foreign), 'half, on another machine');
      const second = await nodeStore(root).write('out', { replace: false });
      expect(await readdir(root)).not.toContain(dead);
      expect(await readdir(root)).toContain(foreign);
      expect(await readdir(root)).toContain(part);
      await second.commit();
      await living.abandon();
      expect((await readdir(root)).sort()).toEqual([foreign, 'out'].sort());
    }));

  test('a scratch has no name on the disk while it is used, so that a killed process leaves nothing', () =>
    inFolder(async (root) => {
      const scratch = await nodeStore(root).scratch();
      await scratch.append(new Uint8Array(3_000_000));
      expect(await readdir(root)).toEqual([]);
      await scratch.dispose();
    }));

  test.runIf(process.getuid?.() !== 0)(
    'a folder without permission is told apart from one that is not there',
    () =>
      inFolder(async (root) => {
        const closed = join(root, 'closed');
        await mkdir(closed);
        await chmod(closed, 0o000);
        await expect(nodeStore(root).list('closed')).rejects.toMatchObject({ code: 'permission-denied' });
        await expect(nodeStore(root).write('closed/f', { replace: true })).rejects.toMatchObject({
          code: 'permission-denied',
        });
        await chmod(closed, 0o700);
      }),
  );

  test.each([
    ['EACCES', 'permission-denied'],
    ['EPERM', 'permission-denied'],
    ['EROFS', 'permission-denied'],
    ['ENOSPC', 'no-space'],
    ['EDQUOT', 'no-space'],
    ['EEXIST', 'output-exists'],
    ['ENOENT', 'folder-missing'],
    ['ENOTDIR', 'folder-missing'],
    ['EBUSY', 'locked'],
    ['EIO', 'io-failed'],
    ['EMFILE', 'io-failed'],
  ])('the system error %s becomes %s with its path and cause', (code, expected) => {
    const cause = Object.assign(new Error(`${code}: something`), { code });
    const error = fromErrno(cause, '/out/f', 'folder-missing');
    expect(error).toMatchObject({ code: expected, data: { path: '/out/f' }, cause });
  });

  test('a relative root is the folder as the person typed it', () =>
    inFolder(async (root) => {
      const store = nodeStore(join(root, 'not', 'yet'));
      expect(await store.stat('')).toBeUndefined();
      expect(await store.list('')).toEqual([]);
      await store.makeFolder('');
      expect((await store.stat(''))?.kind).toBe('folder');
      await expect(readAll(store, 'f')).rejects.toMatchObject({
        code: 'file-missing',
        data: { path: join(root, 'not', 'yet', 'f') },
      });
    }));
});
