import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectArchive, openArchive } from '../../src/core/bundle/archive';
import type { ArchiveSource } from '../../src/core/bundle/archive';
import { openTarOutput } from '../../src/core/bundle/tarOutput';
import { memoryStore } from '../../src/platform/memory';
import { host, metadata, record, smallBundle, sourceOf } from './bundleFixtures';
import { end, entry } from './bundlePlanted';

describe('what a file is', () => {
  const format = async (bytes: Uint8Array): Promise<string> =>
    (await inspectArchive(sourceOf(bytes), {}, host)).format;

  test.each([
    ['ecm', Buffer.from('ECM\0rest of it')],
    ['causantic', Buffer.from('CST\0rest of it')],
    ['sqlite', Buffer.from('SQLite format 3\0rest')],
    ['ecm', Buffer.from('{\n  "format": "ecm-archive",\n  "version": "1.0", "metadata": {}}')],
    ['causantic', gzipSync('{"format":"causantic-archive","version":"1.1","metadata":{}}')],
    ['memoria', Buffer.from('{"data": {"agents": []}, "metadata": {"dialect": "sqlite"}}')],
    ['memoria', Buffer.from('{"metadata": {"exported_at": "x"}, "payload": {}}')],
    ['memoria', Buffer.from('{"metadata": {"format": "ndjson"}}\n{"table": "agents", "data": {}}\n')],
    ['kagura', Buffer.from('{"type": "memory", "scope": "working"}\n{"type": "memory"}\n')],
    ['kagura', Buffer.from('{"type": "node", "id": "x"}\n')],
  ])('is told by its bytes: %s', async (expected, bytes) => {
    expect(await format(bytes)).toBe(expected);
    await expect(openArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({ code: 'not-an-archive' });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('# Notes\n')],
    ['a zip', Buffer.from('PK\x03\x04xxxxxxxxxxx')],
    ['zeros', Buffer.alloc(4096)],
    ['a list', Buffer.from('[1, 2]')],
    ['another object', Buffer.from('{"name": "package", "version": "1.0.0"}')],
    ['gzip of text', gzipSync('hello')],
    ['gzip of nothing', gzipSync('')],
    ['a tar of something else', gzipSync(Buffer.concat([entry({ name: 'package/package.json' }), end]))],
  ])('is not an archive: %s', async (_, bytes) => {
    await expect(inspectArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({ code: 'not-an-archive' });
  });

  test('is inspected without reading more than its start', async () => {
    const store = memoryStore();
    const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
    await output.beginSection({ agent: 'front', kind: 'pattern' });
    await output.append(Array.from({ length: 500 }, () => record({ id: randomBytes(4000).toString('hex') })));
    await output.endSection();
    await output.finish(metadata);
    const bytes = store.snapshot().get('out') ?? new Uint8Array(0);
    const source = sourceOf(bytes, 4096);
    let given = 0;
    const watched: ArchiveSource = {
      ...source,
      async *read(options) {
        for await (const piece of source.read(options)) {
          given += piece.length;
          yield piece;
        }
      },
    };
    const inspection = await inspectArchive(watched, {}, host);
    expect(inspection).toMatchObject({
      format: 'loom-tar',
      version: '1.0.0',
      encrypted: false,
      counts: { patterns: 3, solutions: 1, decisions: 0 },
      sizes: { file: bytes.length },
    });
    expect(bytes.length).toBeGreaterThan(1_500_000);
    expect(given).toBeLessThan(300_000);
  });

  test('is told of an encrypted bundle with and without its password', async () => {
    for (const kind of ['tar', 'json'] as const) {
      const { source } = await smallBundle(kind, { password: 'correct horse' });
      const closed = await inspectArchive(source, {}, host);
      expect(closed).toMatchObject({
        format: 'sealed',
        encrypted: true,
        metadata: undefined,
        version: undefined,
      });
      expect(closed.header?.iterations).toBe(600_000);
      const opened = await inspectArchive(source, { password: 'correct horse' }, host);
      expect(opened).toMatchObject({ format: `loom-${kind}`, encrypted: true, version: '1.0.0' });
      await expect(inspectArchive(source, { password: 'no' }, host)).rejects.toMatchObject({
        code: 'password-wrong',
      });
      await expect(openArchive(source, {}, host)).rejects.toMatchObject({ code: 'password-missing' });
    }
  });
});
