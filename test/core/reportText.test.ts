import { describe, expect, test } from 'vitest';
import { importCommand, renderDryRun, renderReport } from '../../src/core/export/reportText';
import { seedReport } from './exportReport';

describe('renderReport', () => {
  test('has the sections and the tree of the seed', async () => {
    await expect(renderReport(seedReport(), { location: './' })).toMatchFileSnapshot('golden/report.txt');
  });

  test('tells of encryption, verification, losses and a missing manifest', async () => {
    const report = seedReport();
    const text = renderReport(
      seedReport({
        encrypted: true,
        verified: true,
        manifestPath: undefined,
        files: report.files.slice(0, 1),
        excluded: {},
        shared: [],
        anonymisation: {
          level: 'none',
          counts: {},
          rules: {},
          agents: {},
          decisions: { accepted: 0, rejected: 0, edited: 0, own_rules: 0 },
        },
        problems: [
          {
            file: 'test-automator/patterns.json',
            code: 'json-damaged',
            message: 'test-automator/patterns.json cannot be read: unexpected end of JSON at line 812.',
            level: 'error',
          },
          {
            file: 'test-automator/solutions.json.tmp',
            code: 'temporary-left',
            message:
              'test-automator/solutions.json.tmp was left by a write that did not end; it is not read.',
            level: 'warning',
          },
        ],
      }),
      { location: '/backups/' },
    );
    await expect(text).toMatchFileSnapshot('golden/report-encrypted.txt');
  });

  test('says in capitals when what was read back is not what was written', () => {
    expect(renderReport(seedReport({ verified: false }), { location: './' })).toContain(
      'NOT what was written',
    );
  });
});

test('renderDryRun lists every record with its reason and says that nothing was written', async () => {
  const text = renderDryRun(
    seedReport({
      files: [],
      manifestPath: undefined,
      records: [
        { id: 'p-2', agent: 'frontend-developer', kind: 'pattern', reason: 'chosen' },
        { id: 's-1', agent: 'backend-architect', kind: 'solution', reason: 'chosen' },
        { id: 'p-3', agent: 'frontend-developer', kind: 'pattern', reason: 'named by a solution' },
      ],
    }),
  );
  await expect(text).toMatchFileSnapshot('golden/dry-run.txt');
});

test.each([
  ['bundle.tar.gz', 'aml import bundle.tar.gz'],
  ['two words.tar.gz', "aml import 'two words.tar.gz'"],
  ["it's.tar.gz", String.raw`aml import 'it'\''s.tar.gz'`],
  ['$(reboot).tar.gz', "aml import '$(reboot).tar.gz'"],
])('importCommand quotes %s for a shell', (file, expected) => {
  expect(importCommand(file, false)).toBe(expected);
});
