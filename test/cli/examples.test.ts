import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from './built';
import type { BuiltProgram } from './built';
import { aml, sampleProject } from './harness';

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram();
}, 60_000);

const password = 'not-a-real-password';
const env = { AML_EXPORT_PASSWORD: password };
const exec = promisify(execFile);

interface Metadata {
  readonly agents: readonly string[];
  readonly anonymized: boolean;
  readonly encrypted: boolean;
  readonly filters_applied: Readonly<Record<string, unknown>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly anonymization: { readonly level: string };
  readonly shared_records: readonly { readonly id: string }[];
}

/** What a bundle says of itself, after it was verified. */
async function metadataOf(cwd: string, file: string): Promise<Metadata> {
  expect(await aml(['verify', file], { cwd, env })).toMatchObject({ code: 0 });
  const { stdout } = await aml(['inspect', file, '--json'], { cwd, env });
  return (JSON.parse(stdout) as { metadata: Metadata }).metadata;
}

/** Runs a line of the seed, the program's name aside word for word, in a project with the folders that it names. */
async function runLine(
  line: string,
  folders: readonly string[] = [],
): Promise<{ readonly cwd: string; readonly stdout: string; readonly files: readonly string[] }> {
  const cwd = await sampleProject();
  for (const folder of folders) await mkdir(join(cwd, folder), { recursive: true });
  const before = await filesIn(cwd);
  const { code, stdout, stderr } = await program.sh(line.replace('/aml-export', 'aml export'), { cwd, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const files = (await filesIn(cwd)).filter((file) => !before.includes(file));
  return { cwd, stdout, files };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return (
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      // Every export is noted in the memory's trail, which is no part of it.
      .filter((path) => !path.startsWith('.test-config/') && !path.startsWith('.loom/memory-history/'))
      .sort()
  );
}

// Six patterns, three solutions, two decisions of three agents: see `sampleProject`.
describe('the worked examples of seed 000', () => {
  test('full backup', async () => {
    const { cwd, files, stdout } = await runLine('/aml-export ./backups/full-backup.tar.gz', ['backups']);
    expect(files).toEqual(['backups/full-backup-manifest.md', 'backups/full-backup.tar.gz']);
    expect(stdout).toContain('Export file: full-backup.tar.gz\nLocation:    ./backups/\n');
    expect(await metadataOf(cwd, 'backups/full-backup.tar.gz')).toMatchObject({
      agents: ['backend-architect', 'frontend-developer', 'test-automator'],
      anonymized: true,
      anonymization: { level: 'full' },
      counts: { patterns: 6, solutions: 3, decisions: 2 },
      filters_applied: {},
    });
    // Any tar opens it, and coreutils check it.
    await exec('tar', ['-xzf', 'full-backup.tar.gz'], { cwd: join(cwd, 'backups') });
    await exec('sha256sum', ['-c', '--strict', '--quiet', 'SHA256SUMS'], {
      cwd: join(cwd, 'backups/loom-export'),
    });
  });

  test('specific agents, with the pattern of a third that a solution of theirs names', async () => {
    const { cwd, files } = await runLine('/aml-export --agents frontend-developer,backend-architect');
    expect(files).toEqual(['loom-export-20251023-103000-manifest.md', 'loom-export-20251023-103000.tar.gz']);
    const metadata = await metadataOf(cwd, 'loom-export-20251023-103000.tar.gz');
    expect(metadata.counts).toEqual({ patterns: 5, solutions: 3, decisions: 2 });
    expect(metadata.shared_records.map((record) => record.id)).toEqual(['tp-shared']);
  });

  test('high-quality patterns', async () => {
    const { cwd } = await runLine(
      '/aml-export ./high-quality-patterns.tar.gz --min-confidence 0.9 --min-success-rate 0.95',
    );
    expect(await metadataOf(cwd, 'high-quality-patterns.tar.gz')).toMatchObject({
      // fp-best, bp-flat, tp-shared; solutions that worked and were verified; decisions have no confidence.
      counts: { patterns: 3, solutions: 2, decisions: 0 },
      filters_applied: { min_confidence: 0.9, min_success_rate: 0.95 },
    });
  });

  test('recent patterns', async () => {
    const { cwd } = await runLine('/aml-export --since "2025-10-01" ./october-learnings.tar.gz');
    expect(await metadataOf(cwd, 'october-learnings.tar.gz')).toMatchObject({
      counts: { patterns: 4, solutions: 0, decisions: 0 },
      filters_applied: { since: '2025-10-01' },
    });
  });

  test('encrypted backup', async () => {
    const { cwd, files } = await runLine('/aml-export ./secure-backup.tar.gz --encrypt --anonymize full');
    expect(files).toEqual(['secure-backup-manifest.md', 'secure-backup.tar.gz.enc']);
    const bytes = await readFile(join(cwd, 'secure-backup.tar.gz.enc'));
    expect(bytes.subarray(1, 5).toString()).toBe('LOOM');
    expect(await metadataOf(cwd, 'secure-backup.tar.gz.enc')).toMatchObject({
      encrypted: true,
      anonymized: true,
      counts: { patterns: 6, solutions: 3, decisions: 2 },
    });
  });

  test('JSON for review', async () => {
    const { cwd, files } = await runLine(
      '/aml-export ./review-patterns.json --format json --agents frontend-developer --no-encrypt',
    );
    expect(files).toEqual(['review-patterns-manifest.md', 'review-patterns.json']);
    const bundle = JSON.parse(await readFile(join(cwd, 'review-patterns.json'), 'utf8')) as {
      readonly agents: Readonly<Record<string, { readonly patterns: readonly unknown[] }>>;
    };
    expect(Object.keys(bundle)).toEqual(
      expect.arrayContaining(['metadata', 'agents', 'global', 'checksums']),
    );
    expect(bundle.agents['frontend-developer']?.patterns).toHaveLength(3);
    expect(Object.keys(bundle.agents)).not.toContain('backend-architect');
    await metadataOf(cwd, 'review-patterns.json');
  });

  test('team sharing', async () => {
    const { cwd } = await runLine(
      '/aml-export ./team-patterns.tar.gz --min-uses 5 --min-confidence 0.8 --anonymize full',
    );
    expect(await metadataOf(cwd, 'team-patterns.tar.gz')).toMatchObject({
      counts: { patterns: 4, solutions: 2, decisions: 0 },
      filters_applied: { min_uses: 5, min_confidence: 0.8 },
    });
  });

  test('CSV for analysis', async () => {
    const { cwd, files, stdout } = await runLine(
      '/aml-export ./analysis/ --format csv --agents backend-architect',
    );
    expect(files).toEqual(
      expect.arrayContaining([
        'analysis/decisions.csv',
        'analysis/export-manifest.md',
        'analysis/patterns.csv',
        'analysis/solutions.csv',
      ]),
    );
    expect(stdout).toContain('Location:    ./analysis/');
    expect(await readFile(join(cwd, 'analysis/patterns.csv'), 'utf8')).toContain('bp-flat');
  });

  test('selective type export', async () => {
    const { cwd } = await runLine(
      '/aml-export ./solutions-only.tar.gz --type solutions --min-success-rate 0.95',
    );
    expect(await metadataOf(cwd, 'solutions-only.tar.gz')).toMatchObject({
      counts: { patterns: 0, solutions: 2, decisions: 0 },
      filters_applied: { types: 'solutions', min_success_rate: 0.95 },
    });
  });
});

describe('the recipes of seed 000', () => {
  test('regular backups from cron, which turns \\% into %', async () => {
    const cron = String.raw`/aml-export ./backups/daily-$(date +\%Y\%m\%d).tar.gz --encrypt`;
    const { files } = await runLine(cron.replaceAll(String.raw`\%`, '%'), ['backups']);
    expect(files.filter((file) => /^backups\/daily-\d{8}\.tar\.gz\.enc$/.test(file))).toHaveLength(1);
  });

  test('an export before major changes, named after the commit', async () => {
    const commit = 'git init -q . && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m start';
    const { cwd, files } = await runLine(
      `${commit} && mkdir backups && aml export ./backups/pre-refactor-$(git rev-parse --short HEAD).tar.gz >/dev/null &&
       aml export ./backups/ --name-template 'template-\${gitSha}' >/dev/null`,
    );
    const { stdout: sha } = await exec('git', ['rev-parse', '--short', 'HEAD'], { cwd });
    expect(files).toContain(`backups/pre-refactor-${sha.trim()}.tar.gz`);
    expect(files).toContain(`backups/template-${sha.trim()}.tar.gz`);
  });

  test('secure team sharing', async () => {
    const { cwd } = await runLine(
      `/aml-export ./shared/team-patterns.tar.gz \\
  --anonymize full \\
  --min-confidence 0.85 \\
  --encrypt`,
      ['shared'],
    );
    expect(await metadataOf(cwd, 'shared/team-patterns.tar.gz.enc')).toMatchObject({
      encrypted: true,
      counts: { patterns: 3, solutions: 2, decisions: 0 },
    });
  });

  test('cross-project knowledge transfer', async () => {
    const { cwd } = await runLine(`/aml-export ./knowledge-transfer.tar.gz \\
  --min-success-rate 0.9 \\
  --min-uses 10 \\
  --anonymize full`);
    expect(await metadataOf(cwd, 'knowledge-transfer.tar.gz')).toMatchObject({
      counts: { patterns: 3, solutions: 0, decisions: 0 },
    });
  });

  test('compliance audits', async () => {
    const { cwd, stdout } = await runLine(
      `/aml-export ./audit/compliance-export.tar.gz \\
  --anonymize none \\
  --with-manifest \\
  --verify`,
      ['audit'],
    );
    expect(stdout).toContain('Verified: read back, and everything is as it was written');
    expect(await metadataOf(cwd, 'audit/compliance-export.tar.gz')).toMatchObject({ anonymized: false });
  });

  test('git-based backup, rotation', async () => {
    const { files } = await runLine(
      'aml export ./memory-backups/backup.tar.gz --anonymize full >/dev/null && /aml-export ./backups/backup-$(date +%Y%m%d).tar.gz',
      ['memory-backups', 'backups'],
    );
    expect(files).toContain('memory-backups/backup.tar.gz');
  });

  test('presets say the same as their recipes', async () => {
    for (const [preset, recipe, file] of [
      ['team', '--anonymize full --min-confidence 0.85 --encrypt', 'a.tar.gz.enc'],
      ['transfer', '--min-success-rate 0.9 --min-uses 10 --anonymize full', 'a.tar.gz'],
      ['audit', '--anonymize none --with-manifest --verify', 'a.tar.gz'],
    ] as const) {
      const one = await runLine(`/aml-export a.tar.gz --preset ${preset}`);
      const other = await runLine(`/aml-export a.tar.gz ${recipe}`);
      expect(await metadataOf(one.cwd, file)).toMatchObject({
        ...(await metadataOf(other.cwd, file)),
        // Each project of a test has a name and a key of its own.
        source_project: expect.any(String) as unknown,
        exported_by: expect.any(String) as unknown,
      });
    }
  });
});
