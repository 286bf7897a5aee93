import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../src/core/bundle/archive';
import type { ArchiveSource } from '../../src/core/bundle/archive';
import { host, smallBundle, sourceOf } from './bundleFixtures';
import { end, entry, first, header, inside, openAll, read } from './bundlePlanted';

/** Gzip bytes of what a generator gives, made piece by piece so that the test itself stays small. */
async function gzipOf(pieces: Iterable<Uint8Array>): Promise<Uint8Array> {
  const gzip = createGzip({ level: 9 });
  const parts: Buffer[] = [];
  gzip.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise((resolve) => gzip.once('end', resolve));
  for (const piece of pieces) {
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await done;
  return Uint8Array.from(Buffer.concat(parts));
}

function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
  for (let time = 0; time < times; time++) yield piece;
}

describe('a bomb is stopped', () => {
  test('10 GB of gzip in 10 MB, early and with little memory', async () => {
    const size = 10 * 2 ** 30;
    // 160 members of 64 MiB zeros stand for one stream of 10 GiB: making that here would take a minute.
    const member = await gzipOf(repeated(Buffer.alloc(1024 * 1024), 64));
    const start = gzipSync(
      Buffer.concat([first, header({ name: inside('agents/x/patterns.json'), size: 8 ** 11 - 1 })]),
    );
    let given = 0;
    const source: ArchiveSource = {
      path: 'bomb',
      size: start.length + 160 * member.length,
      async *read() {
        given = start.length;
        yield await Promise.resolve(Uint8Array.from(start));
        for (let times = 0; times < 160; times++) {
          given += member.length;
          yield await Promise.resolve(member);
        }
      },
    };
    expect(source.size).toBeLessThan(size / 900);
    const before = process.memoryUsage.rss();
    await expect(openAll(source, { entryBytes: 16 * 2 ** 30 })).rejects.toMatchObject({
      code: 'archive-too-large',
      data: { path: 'bomb', limit: 'how many bytes one compressed byte may become', allowed: 500 },
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
    expect(given).toBeLessThan(source.size / 20);
    await expect(
      openAll(source, { entryBytes: 2 ** 40, ratio: 2000, totalBytes: 100 * 2 ** 20 }),
    ).rejects.toMatchObject({
      data: { limit: 'the bytes of all entries' },
    });
    await expect(openAll(source)).rejects.toMatchObject({ data: { limit: 'the bytes of one entry' } });
  });

  test('a million entries', async () => {
    function* entries(): Generator<Uint8Array> {
      yield first;
      for (let index = 0; index < 20_000; index++) {
        yield entry({ name: inside(`agents/a${index % 100}/f${index}.json`) });
      }
    }
    await expect(openAll(sourceOf(await gzipOf(entries())))).rejects.toMatchObject({
      code: 'archive-too-large',
      data: { limit: 'the number of entries', allowed: 10_000 },
    });
  });

  test('metadata without end', async () => {
    const bytes = Buffer.concat([entry({ name: inside('metadata.json'), content: 'x'.repeat(5000) }), end]);
    await expect(read(bytes, { documentBytes: 1000 })).rejects.toMatchObject({ code: 'archive-too-large' });
  });

  test('gzip within gzip is no bundle', async () => {
    const { bytes } = await smallBundle();
    await expect(openArchive(sourceOf(gzipSync(bytes)), {}, host)).rejects.toMatchObject({
      code: 'not-an-archive',
    });
  });
});
