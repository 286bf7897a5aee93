import { describe, expect, test } from 'vitest';
import { readManifestText } from '../../src/core/bundle/manifestModel';
import { manifestHashes, verifyByManifest } from '../../src/core/bundle/verifyManifest';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

const host = { codecs: nodeCodecs() };
// Any 64 hex digits.
const TABLE = '36bf73d15d56310beff6f6f6e8eefb65a85a4dd77cd4a6d1a4f3b2e0d3ab4d14';
const hashOf = (text: string): string => {
  const hash = host.codecs.sha256();
  hash.update(new TextEncoder().encode(text));
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

describe('the files that a manifest names', () => {
  test('tables and the package are files, sections are not', () => {
    const text = [
      '## Checksums',
      `- Package: sha256:${TABLE}`,
      `- tables/patterns.csv: sha256:${TABLE}`,
      `- backend-architect: sha256:${TABLE}`,
      `- ../outside.csv: sha256:${TABLE}`,
      '- short.csv: sha256:abc',
    ].join('\n');
    expect(manifestHashes(readManifestText(text), 'memory.sqlite')).toEqual([
      { path: 'memory.sqlite', sha256: TABLE },
      { path: 'tables/patterns.csv', sha256: TABLE },
    ]);
  });

  test('whole files pass, and a changed or missing one is named', async () => {
    const store = memoryStore({ 'tables/patterns.csv': 'a,b\n', 'tables/agents.csv': 'changed' });
    const files = [
      { path: 'tables/patterns.csv', sha256: hashOf('a,b\n') },
      { path: 'tables/agents.csv', sha256: hashOf('as it was') },
      { path: 'tables/gone.csv', sha256: TABLE },
    ];
    const report = await verifyByManifest(store, files, host);
    expect(report.ok).toBe(false);
    expect(report.sections).toEqual([
      { name: 'tables/patterns.csv', ok: true },
      { name: 'tables/agents.csv', ok: false },
      { name: 'tables/gone.csv', ok: false },
    ]);
    expect(report.problems.map((problem) => problem.code)).toEqual(['archive-damaged', 'file-missing']);
  });

  test('progress ends at the bytes of all files, and cancelling stops it', async () => {
    const store = memoryStore({ 'a.csv': 'one', 'b.csv': 'three' });
    const files = ['a.csv', 'b.csv'].map((path) => ({ path, sha256: TABLE }));
    const seen: number[] = [];
    await verifyByManifest(store, files, host, { onProgress: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(8);
    const cancelled = AbortSignal.abort();
    await expect(verifyByManifest(store, files, host, { signal: cancelled })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
