import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openArchive, readArchiveRecords } from '../../src/core/bundle/archive';
import { openJsonOutput } from '../../src/core/bundle/jsonOutput';
import { isJsonObject, parseJson, property } from '../../src/core/json';
import { memoryStore } from '../../src/platform/memory';
import { host, metadata, readAll, record, smallBundle, sourceOf } from './bundleFixtures';

const parsed = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

describe('a JSON bundle', () => {
  test('is one object of the shape in the documents, with the sums beside', async () => {
    const { bytes, finished } = await smallBundle('json');
    expect(parsed(bytes)).toEqual({
      metadata,
      agents: {
        back: { decisions: [], patterns: [{ id: 'b1', name: 'Retry with back-off', note: 'ä\u2028"\\' }] },
        front: {
          metrics: { agent: 'front' },
          patterns: [
            { id: 'f1', confidence: 0.9 },
            { id: 'f2', tags: [['a'], {}] },
          ],
          solutions: [{ id: 's1' }],
        },
      },
      global: { project_meta: { name: 'shop' } },
      checksums: finished.checksums,
      sha256sums: expect.any(Object) as unknown,
    });
    expect(new TextDecoder().decode(bytes)).toContain('{"id":"f1","confidence":0.9},\n  {"id":"f2"');
  });

  test('has the files and the checksums of the tar of the same records', async () => {
    const tar = await smallBundle('tar');
    const json = await smallBundle('json');
    expect(json.finished.checksums).toEqual(tar.finished.checksums);
    const files = await readAll(await openArchive(json.source, {}, host));
    expect(files).toEqual(await readAll(await openArchive(tar.source, {}, host)));
    const sums = property(parseJson(new TextDecoder().decode(json.bytes)), 'sha256sums');
    for (const [path, text] of files) {
      const hash = createHash('sha256').update(text).digest('hex');
      const inside = path.replace('loom-export/', '');
      if (inside !== 'SHA256SUMS') expect(property(sums, inside)).toBe(hash);
    }
    expect(isJsonObject(sums) && Object.keys(sums)).toHaveLength(files.size - 1);
  });

  test('is whole when it is empty', async () => {
    const store = memoryStore();
    const output = await openJsonOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
    await output.finish({ ...metadata, agents: [], counts: { patterns: 0, solutions: 0, decisions: 0 } });
    const bytes = store.snapshot().get('out') ?? new Uint8Array(0);
    expect(parsed(bytes)).toMatchObject({ agents: {}, global: {}, checksums: {} });
  });

  test('may lie in gzip, begin with a byte order mark, and come in any pieces', async () => {
    const { bytes } = await smallBundle('json');
    const expected = await readAll(await openArchive(sourceOf(bytes), {}, host));
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    for (const [source, size] of [
      [gzipSync(bytes), 1000],
      [marked, 10_000],
      [marked, 3],
      [bytes, 1],
      [bytes, 17],
    ] as const) {
      expect(await readAll(await openArchive(sourceOf(source, size), {}, host))).toEqual(expected);
    }
  });

  test('is read on after entries that nobody read, or that somebody read in part', async () => {
    const { bytes } = await smallBundle('json');
    for (const part of [0, 1]) {
      const seen: string[] = [];
      for await (const { path, content } of (await openArchive(sourceOf(bytes, 5), {}, host)).entries()) {
        seen.push(path);
        let left = part;
        for await (const piece of content) {
          expect(piece.length).toBeGreaterThan(0);
          if (left-- <= 0) break;
        }
      }
      expect(seen).toHaveLength(9);
    }
  });

  test('of many megabytes is never held whole', async () => {
    const store = memoryStore();
    const output = await openJsonOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
    await output.beginSection({ agent: 'front', kind: 'pattern' });
    const records = Array.from({ length: 2000 }, (_, index) =>
      record({ id: `r${index}`, text: 'x'.repeat(5000) }),
    );
    await output.append(records);
    expect(await output.endSection()).toBe(output.uncompressedBytes);
    await output.finish(metadata);
    const source = sourceOf(store.snapshot().get('out') ?? new Uint8Array(0));
    const sizes: number[] = [];
    let count = 0;
    for await (const batch of readArchiveRecords(source, {}, host)) {
      expect([batch.agent, batch.kind, batch.problems]).toEqual(['front', 'pattern', []]);
      expect(batch.records[0]?.view.id).toBe(`r${count}`);
      expect(new TextDecoder().decode(batch.records[0]?.bytes)).toContain(`"r${count}"`);
      count += batch.records.length;
      sizes.push(batch.records.reduce((sum, each) => sum + each.bytes.length, 0));
    }
    expect(count).toBe(2000);
    expect(Math.max(...sizes)).toBeLessThan(2.5 * 1024 * 1024);
  });
});

describe('the records of a bundle', () => {
  test.each(['tar', 'json'] as const)('come file by file with their views: %s', async (format) => {
    const { source } = await smallBundle(format);
    const found: string[] = [];
    for await (const { agent, kind, records } of readArchiveRecords(source, {}, host)) {
      for (const { view, value } of records)
        found.push(`${agent} ${kind} ${view.id} ${JSON.stringify(value)}`);
    }
    expect(found).toEqual([
      'back pattern b1 {"id":"b1","name":"Retry with back-off","note":"ä\u2028\\"\\\\"}',
      'front pattern f1 {"id":"f1","confidence":0.9}',
      'front pattern f2 {"id":"f2","tags":[["a"],{}]}',
      'front solution s1 {"id":"s1"}',
    ]);
  });
});
