import { describe, expect, test } from 'vitest';
import { renderManifest } from '../../src/core/export/manifest';
import { seedReport } from './exportReport';

describe('renderManifest', () => {
  test('has the sections and words of the seed', async () => {
    await expect(renderManifest(seedReport(), 'full')).toMatchFileSnapshot('golden/manifest-full.md');
  });

  test('tells of encryption, losses and one kind only', async () => {
    const report = seedReport();
    const text = renderManifest(
      seedReport({
        encrypted: true,
        files: [{ path: "it's mine.tar.gz.enc", bytes: 14_200_000, sha256: 'a'.repeat(64) }],
        manifestPath: undefined,
        metadata: { ...report.metadata, types: ['solutions'], filters_applied: {}, encrypted: true },
        agents: report.agents.map((agent) => ({ ...agent, patterns: 0, decisions: 0, successRate: null })),
        anonymisation: {
          level: 'none',
          counts: {},
          rules: {},
          agents: {},
          decisions: { accepted: 0, rejected: 0, edited: 0, own_rules: 0 },
        },
        problems: [
          {
            file: 'backend-architect/patterns.json',
            code: 'json-damaged',
            message: 'backend-architect/patterns.json cannot be read: unexpected end of JSON at line 812.',
            level: 'error',
          },
        ],
      }),
      'full',
    );
    await expect(text).toMatchFileSnapshot('golden/manifest-encrypted.md');
  });

  test('minimal leaves out agent names, counts and hashes by agent', async () => {
    const report = seedReport();
    const text = renderManifest(
      seedReport({
        metadata: {
          ...report.metadata,
          filters_applied: { ...report.metadata.filters_applied, agents: 'frontend-developer' },
        },
      }),
      'minimal',
    );
    for (const secret of ['frontend-developer', 'backend-architect', 'Patterns', 'd'.repeat(64), 'p-1']) {
      expect(text).not.toContain(secret);
    }
    await expect(text).toMatchFileSnapshot('golden/manifest-minimal.md');
  });

  test('a CSV export lists the hash of each file', () => {
    const text = renderManifest(
      seedReport({
        format: 'csv',
        metadata: { ...seedReport().metadata, compression: 'none' },
        files: [
          { path: 'patterns.csv', bytes: 1, sha256: '1'.repeat(64) },
          { path: 'solutions.csv', bytes: 1, sha256: '2'.repeat(64) },
        ],
      }),
      'full',
    );
    expect(text).toContain(
      `- patterns.csv: sha256:${'1'.repeat(64)}\n- solutions.csv: sha256:${'2'.repeat(64)}`,
    );
    expect(text).toContain('## File Size\n- Uncompressed: 108 MB\n- Export: 14.2 MB\n');
    expect(text).not.toContain('Import');
  });
});
