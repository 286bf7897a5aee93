import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gunzipSync as fflateGunzipSync } from 'fflate';
import { unpackTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive } from '../../src/core/bundle/archive';
import { comparePaths } from '../../src/core/bundle/checksums';
import { tarHeader } from '../../src/core/bundle/tarHeader';
import { openTarOutput } from '../../src/core/bundle/tarOutput';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { fillSmall, host, metadata, readAll, record, smallBundle, sourceOf } from './bundleFixtures';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-bundle-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const run = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });

const paths = [
  'loom-export/metadata.json',
  'loom-export/agents/back/decisions.json',
  'loom-export/agents/back/patterns.json',
  'loom-export/agents/front/metrics.json',
  'loom-export/agents/front/patterns.json',
  'loom-export/agents/front/solutions.json',
  'loom-export/global/project-meta.json',
  'loom-export/checksums.json',
  'loom-export/SHA256SUMS',
];

describe('a bundle', () => {
  test('is one gzip member that gzip tests, GNU tar unpacks and sha256sum checks', async () => {
    const { bytes } = await smallBundle();
    writeFileSync(join(folder, 'out.tar.gz'), bytes);
    run('gzip', '-t', 'out.tar.gz');
    expect(run('tar', 'tzf', 'out.tar.gz').trim().split('\n')).toEqual(paths);
    expect(run('tar', 'tvzf', 'out.tar.gz', '--utc').split('\n')[0]).toMatch(
      /^-rw-r--r-- 0\/0 +\d+ 2025-10-23 10:30 loom-export\/metadata.json$/,
    );
    run('tar', 'xzf', 'out.tar.gz');
    const checked = execFileSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], {
      cwd: join(folder, 'loom-export'),
      encoding: 'utf8',
    });
    expect(checked.trim().split('\n')).toHaveLength(paths.length - 1);
    // `-d` of two members would print two; the length at the end is the whole tar's.
    expect(gunzipSync(bytes).length).toBe(new DataView(bytes.buffer).getUint32(bytes.length - 4, true));
    expect(fflateGunzipSync(bytes)).toEqual(Uint8Array.from(gunzipSync(bytes)));
  });

  test('holds records in lists as Loom lays them out, byte for byte, and documents as they are', async () => {
    const { source } = await smallBundle();
    const files = await readAll(await openArchive(source, {}, host));
    expect([...files.keys()]).toEqual(paths);
    expect(files.get('loom-export/agents/front/patterns.json')).toBe(
      '[\n  {"id":"f1","confidence":0.9},\n  {"id":"f2","tags":[["a"],{}]}\n]\n',
    );
    expect(files.get('loom-export/agents/back/decisions.json')).toBe('[]\n');
    expect(files.get('loom-export/agents/front/metrics.json')).toBe('{"agent": "front"}\n');
    expect(JSON.parse(files.get('loom-export/metadata.json') ?? '')).toEqual(metadata);
  });

  test('has section hashes that a person can make with grep and sha256sum', async () => {
    const { bytes, finished } = await smallBundle();
    writeFileSync(join(folder, 'out.tar.gz'), bytes);
    run('tar', 'xzf', 'out.tar.gz');
    for (const [section, prefix] of [
      ['front', 'agents/front/'],
      ['back', 'agents/back/'],
      ['global', 'global/'],
    ] as const) {
      const lines = run('grep', `  ${prefix}`, 'loom-export/SHA256SUMS');
      const hash = execFileSync('sha256sum', { input: lines, encoding: 'utf8' }).slice(0, 64);
      expect(finished.checksums[section]).toBe(`sha256-${hash}`);
    }
    const stated: unknown = JSON.parse(readFileSync(join(folder, 'loom-export/checksums.json'), 'utf8'));
    expect(stated).toEqual(finished.checksums);
  });

  test('is read by other tar and gzip readers: Python, modern-tar', async () => {
    const { bytes } = await smallBundle();
    writeFileSync(join(folder, 'out.tar.gz'), bytes);
    const script = 'import tarfile; print("\\n".join(tarfile.open("out.tar.gz").getnames()))';
    expect(run('python3', '-c', script).trim().split('\n')).toEqual(paths);
    const entries = await unpackTar(gunzipSync(bytes), { strict: true });
    expect(entries.map((entry) => entry.header.name)).toEqual(paths);
  });

  test('is the same bytes for the same content, whatever the sizes of the pieces', async () => {
    const records = Array.from({ length: 40_000 }, (_, index) =>
      record({ id: `r${index}`, text: 'x'.repeat(60) }),
    );
    const made: Uint8Array[] = [];
    for (const size of [records.length, 77]) {
      const store = memoryStore();
      const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
      await output.beginSection({ agent: 'front', kind: 'pattern' });
      for (let at = 0; at < records.length; at += size) await output.append(records.slice(at, at + size));
      await output.endSection();
      await output.finish(metadata);
      made.push(store.snapshot().get('out') ?? new Uint8Array(0));
    }
    expect(made[0]?.length).toBeGreaterThan(1000);
    expect(Buffer.compare(made[0] ?? Buffer.alloc(0), made[1] ?? Buffer.alloc(0))).toBe(0);
  });

  test('keeps nothing of what a section held before it was restarted', async () => {
    const one = await smallBundle();
    const store = memoryStore();
    const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
    await output.beginSection({ agent: 'back', kind: 'pattern' });
    await output.append(
      Array.from({ length: 30_000 }, (_, index) => record({ id: `gone${index}`, text: 'y'.repeat(100) })),
    );
    await output.restartSection();
    await output.append([record({ id: 'b1', name: 'Retry with back-off', note: 'ä\u2028"\\' }, 'back')]);
    const bytes = await output.endSection();
    const files = await readAll(await openArchive(one.source, {}, host));
    expect(bytes).toBe(new TextEncoder().encode(files.get('loom-export/agents/back/patterns.json')).length);
    expect(output.uncompressedBytes).toBe(bytes);
    const finished = await output.finish(metadata);
    expect(finished.checksums['back']).not.toBeUndefined();
    const again = await openArchive(sourceOf(store.snapshot().get('out') ?? new Uint8Array(0)), {}, host);
    expect((await readAll(again)).get('loom-export/agents/back/patterns.json')).toBe(
      files.get('loom-export/agents/back/patterns.json'),
    );
  });

  test('goes to a stream as the same bytes that a file would have', async () => {
    const { bytes } = await smallBundle();
    const pieces: Uint8Array[] = [];
    const stream = (piece: Uint8Array): Promise<void> => {
      pieces.push(piece.slice());
      return Promise.resolve();
    };
    const output = await openTarOutput({ stream, scratch: memoryStore() }, { level: 6 }, host);
    const finished = await fillSmall(output);
    expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
    expect(finished.files).toEqual([{ path: '-', bytes: bytes.length, sha256: finished.files[0]?.sha256 }]);
  });

  test('leaves nothing behind when it is abandoned, also in the middle of a block', async () => {
    const store = nodeStore(folder);
    const output = await openTarOutput(
      { store, name: 'out', replace: false },
      { level: 6, password: 'x' },
      host,
    );
    await output.beginSection({ agent: 'front', kind: 'pattern' });
    await output.append(
      Array.from({ length: 30_000 }, (_, index) => record({ id: `r${index}`, text: 'z'.repeat(100) })),
    );
    await output.abandon();
    await output.abandon();
    expect(await store.list('')).toEqual([]);
  });

  test('refuses a name that is taken, before anything is read', async () => {
    const store = memoryStore({ out: 'old' });
    await expect(
      openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, host),
    ).rejects.toMatchObject({
      code: 'output-exists',
    });
    const output = await openTarOutput({ store, name: 'out', replace: true }, { level: 6 }, host);
    await fillSmall(output);
    expect(store.snapshot().get('out')?.[0]).toBe(0x1f);
  });

  test('reports what went wrong while blocks were compressed or stored', async () => {
    const failing = {
      ...host,
      codecs: { ...host.codecs, deflate: () => Promise.reject(new Error('no memory')) },
    };
    const store = memoryStore();
    const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, failing);
    await expect(fillSmall(output)).rejects.toThrow('no memory');
    await output.abandon();
    expect([...store.snapshot().keys()]).toEqual([]);
  });

  test('takes agent names of any script and length', async () => {
    const names = ['ä'.repeat(110), '日本語', 'a'.repeat(99), 'plain name', '__proto__', '7'];
    const store = nodeStore(folder);
    const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 1 }, host);
    for (const agent of names) {
      await output.beginSection({ agent, kind: 'pattern' });
      await output.append([record({ id: agent }, agent)]);
      await output.endSection();
    }
    const finished = await output.finish({ ...metadata, agents: names });
    expect(Object.keys(finished.checksums).sort()).toEqual([...names].sort());
    run('tar', 'xzf', 'out');
    for (const agent of names) {
      expect(readFileSync(join(folder, 'loom-export/agents', agent, 'patterns.json'), 'utf8')).toContain(
        agent,
      );
    }
    execFileSync('sha256sum', ['-c', '--strict', '--status', 'SHA256SUMS'], {
      cwd: join(folder, 'loom-export'),
    });
    const listed = run('python3', '-c', 'import tarfile; print(len(tarfile.open("out").getnames()))');
    expect(Number(listed)).toBe(names.length + 3);
  });

  test('refuses an agent whose name could leave the folder', async () => {
    const output = await openTarOutput(
      { store: memoryStore(), name: 'out', replace: false },
      { level: 6 },
      host,
    );
    await expect(output.beginSection({ agent: '..', kind: 'pattern' })).rejects.toMatchObject({
      code: 'path-unsafe',
    });
    await output.abandon();
  });
});

describe('a tar header', () => {
  test.each([99, 100, 101, 155, 255, 256, 300, 980])(
    'gives GNU tar and Python a name of %i bytes',
    (length) => {
      const name = `loom-export/${'n'.repeat(length - 12)}`;
      writeFileSync(
        join(folder, 'x.tar'),
        Buffer.concat([tarHeader(name, 3, 1_000_000_000), Buffer.from('abc'), Buffer.alloc(509 + 1024)]),
      );
      expect(run('tar', 'tf', 'x.tar').trim()).toBe(name);
      const script =
        'import tarfile; t = tarfile.open("x.tar"); m = t.next(); print(m.name, m.size, m.mtime)';
      expect(run('python3', '-c', script).trim()).toBe(`${name} 3 1000000000`);
    },
  );

  test('gives GNU tar and Python a size beyond 8 GiB', () => {
    const size = 8 ** 11 + 5;
    writeFileSync(join(folder, 'x.tar'), tarHeader('loom-export/big', size, 0));
    const script = 'import tarfile; print(tarfile.open("x.tar").next().size)';
    expect(run('python3', '-c', script).trim()).toBe(String(size));
    const listed = execFileSync('sh', ['-c', 'tar tvf x.tar 2>/dev/null || true'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(listed).toContain(` ${size} `);
  });
});

test('paths are ordered by code points, as sort in the C locale and Python order them', () => {
  const names = ['b', 'a-b/x', 'a/x', 'a', '\uffee', '\u{1f600}', 'é', 'B', ''];
  const sorted = [...names].sort(comparePaths);
  const byBytes = [...names].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  expect(sorted).toEqual(byBytes);
});
