import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openArchive, readArchiveRecords } from '../../src/core/bundle/archive';
import type { ArchiveLimits } from '../../src/core/bundle/archive';
import { verifyArchive } from '../../src/core/bundle/verify';
import { host, metadata, readAll, sourceOf } from './bundleFixtures';
import { entry, inside, tar } from './bundlePlanted';

describe('hostile JSON', () => {
  const json = (agents: string, more = ''): Uint8Array =>
    Buffer.from(`{"metadata": ${JSON.stringify(metadata)}, "agents": ${agents}, "global": {}${more}}`);
  const readJson = async (bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<Map<string, string>> =>
    readAll(await openArchive(sourceOf(bytes, 100), { limits }, host));

  test.each([
    ['a list 100,000 deep', `{"x": {"patterns": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
    ['an object 10,000 deep', `{"x": {"patterns": [${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]}}`],
  ])('%s is stopped by the limit on nesting', async (_, agents) => {
    await expect(readJson(json(agents))).rejects.toMatchObject({
      code: 'archive-too-large',
      data: { limit: 'the nesting of JSON values', allowed: 512 },
    });
  });

  test('deep nesting in a record of a tar is refused by verify and told by the reader of records', async () => {
    const deep = `[${'{"a":'.repeat(600)}1${'}'.repeat(600)}]\n`;
    const bytes = gzipSync(tar(entry({ name: inside('agents/x/patterns.json'), content: deep })));
    const report = await verifyArchive(sourceOf(bytes), {}, host);
    expect(report.problems.map((problem) => problem.code)).toContain('archive-too-large');
    const batches = [];
    for await (const batch of readArchiveRecords(sourceOf(bytes), {}, host)) batches.push(batch);
    expect(batches.flatMap((batch) => batch.records)).toEqual([]);
    expect(batches.flatMap((batch) => batch.problems)).toHaveLength(1);
  });

  test.each([
    ['climbs', '{"../x": {"patterns": []}}'],
    ['has a slash', '{"a/b": {"patterns": []}}'],
    ['hides its slash', '{"a\\u002fb": {"patterns": []}}'],
    ['is a device', '{"NUL": {"patterns": []}}'],
    ['has a file that climbs', '{"x": {"../patterns": []}}'],
    ['is there twice', '{"x": {"patterns": []}, "x": {"patterns": []}}'],
    ['has a file twice', '{"x": {"patterns": [], "patterns": []}}'],
    ['differs in case only', '{"x": {"patterns": []}, "X": {"patterns": []}}'],
  ])('an agent that %s is refused', async (_, agents) => {
    await expect(readJson(json(agents))).rejects.toMatchObject({ code: 'archive-hostile' });
  });

  test('keys such as __proto__ are names like any other', async () => {
    const bytes = json(
      '{"__proto__": {"patterns": [{"__proto__": {"polluted": 1}, "id": "a"}]}, "constructor": {}}',
    );
    const files = await readJson(bytes);
    expect(files.get(inside('agents/__proto__/patterns.json'))).toContain('polluted');
    for await (const { agent, records } of readArchiveRecords(sourceOf(bytes), {}, host)) {
      expect([agent, records[0]?.view.id]).toEqual(['__proto__', 'a']);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test.each([
    ['ends early', json('{"x": {"patterns": [').subarray(0, -14)],
    ['ends in a key', Buffer.from('{"metadata": {}, "agen')],
    ['has bytes after its end', Buffer.concat([json('{}'), Buffer.from(' x')])],
    ['has no commas', Buffer.from(`{"metadata": ${JSON.stringify(metadata)} "agents": {}}`)],
    ['has a list of agents', json('[]')],
    ['has an agent that is no object', json('{"x": []}')],
    ['has a key without quotes', json('{x: {}}')],
    ['lacks a value', json('{"x": {"patterns": }}')],
    [
      'has a key that is not UTF-8',
      Buffer.concat([Buffer.from('{"\xff": 1, ', 'latin1'), json('{}').subarray(1)]),
    ],
  ])('that %s is damaged', async (_, bytes) => {
    await expect(readJson(bytes)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('of a later minor version is read, with members and keys that are unknown', async () => {
    const later = { ...metadata, version: '1.7.0', future: { deep: [1] } };
    const bytes = Buffer.from(
      `{"metadata": ${JSON.stringify(later)}, "novel": [{"x": 1}], "agents": {"x": {"dreams": 7}}}`,
    );
    const opened = await openArchive(sourceOf(bytes, 3), {}, host);
    expect(opened.metadata).toEqual(later);
    expect((await readAll(opened)).get(inside('agents/x/dreams.json'))).toBe('7\n');
  });

  test.each(['2.0.0', '10.1', '999999999.0.0'])(
    'of the later major version %s is refused by name',
    async (version) => {
      const bytes = Buffer.from(JSON.stringify({ metadata: { version, shape: 'unknown' }, agents: {} }));
      await expect(openArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({
        code: 'version-newer',
        data: { version, supported: '1.0.0' },
      });
    },
  );

  test.each(['', 'one', '1', '-1.0.0', '1e9.0', ' 2.0.0'])(
    'of the version "%s" is damaged',
    async (version) => {
      const bytes = Buffer.from(JSON.stringify({ metadata: { ...metadata, version }, agents: {} }));
      await expect(openArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({ code: 'archive-damaged' });
    },
  );
});
