import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aml, pattern, sampleProject, writeFiles } from './harness';
import type { Outcome } from './harness';

interface View {
  readonly id: string;
  readonly agent: string;
  readonly confidence: number | null;
}
const parsed = (outcome: Outcome): Record<string, unknown> =>
  JSON.parse(outcome.stdout) as Record<string, unknown>;
const ids = (outcome: Outcome): string[] =>
  (JSON.parse(outcome.stdout) as { records: View[] }).records.map((record) => record.id);
const damage = (cwd: string): Promise<void> =>
  writeFiles(join(cwd, '.loom/memory'), { 'test-automator/patterns.json': '[{"id": "a"}, {"id"' });

describe('aml agents', () => {
  test('gives counts and sizes', async () => {
    const cwd = await sampleProject();
    const text = await aml(['agents'], { cwd });
    expect(text.code).toBe(0);
    await expect(text.stdout).toMatchFileSnapshot('golden/agents.txt');
    const { agents, problems } = parsed(await aml(['agents', '--json'], { cwd }));
    expect(agents).toMatchObject([
      { name: 'backend-architect', patterns: 1, solutions: 1, decisions: 1 },
      { name: 'frontend-developer', patterns: 3, solutions: 2, decisions: 1 },
      { name: 'test-automator', patterns: 2, solutions: 0, decisions: 0 },
    ]);
    expect(problems).toEqual([]);
  });

  test('goes on past a damaged file, which is on standard error and in the JSON', async () => {
    const cwd = await sampleProject();
    await damage(cwd);
    const text = await aml(['agents'], { cwd });
    expect(text.code).toBe(0);
    expect(text.stderr).toMatch(/^error: test-automator\/patterns\.json cannot be read: .+\n$/);
    const { agents, problems } = parsed(await aml(['agents', '--json'], { cwd }));
    expect(agents).toHaveLength(3);
    expect(problems).toMatchObject([{ file: 'test-automator/patterns.json', code: 'json-damaged' }]);
  });
});

describe('aml list', () => {
  test('shows every record with the keys that others build on', async () => {
    const cwd = await sampleProject();
    const text = await aml(['list'], { cwd });
    expect([text.code, text.stderr]).toEqual([0, '11 records\n']);
    await expect(text.stdout).toMatchFileSnapshot('golden/list.txt');
    const { records } = JSON.parse((await aml(['list', '--json'], { cwd })).stdout) as {
      records: Record<string, unknown>[];
    };
    expect(records).toHaveLength(11);
    expect(records.find((record) => record['id'] === 'bp-flat')).toEqual({
      id: 'bp-flat',
      agent: 'backend-architect',
      kind: 'pattern',
      title: 'Connection pooling for postgres',
      created: '2025-10-02',
      last_used: '2025-10-20',
      confidence: 0.93,
      success_rate: 0.98,
      use_count: 31,
      tags: [],
      active: true,
      schema_version: expect.any(String) as unknown,
    });
  });

  test('filters, sorts and limits', async () => {
    const cwd = await sampleProject();
    const list = async (...argv: string[]): Promise<string[]> =>
      ids(await aml(['list', '--json', ...argv], { cwd }));
    expect(await list('--agents', 'frontend-developer', '--type', 'patterns')).toEqual([
      'fp-best',
      'fp-fair',
      'fp-weak',
    ]);
    expect(await list('--min-confidence', '0.9', '--type', 'patterns')).toEqual([
      'bp-flat',
      'fp-best',
      'tp-shared',
    ]);
    expect(await list('--sort', 'use_count', '--limit', '2')).toEqual(['fp-best', 'bp-flat']);
    expect(await list('--type', 'patterns', '--sort', 'last_used', '--limit', '1')).toEqual(['bp-flat']);
    expect(await list('--type', 'patterns', '--sort', 'title', '--limit', '1')).toEqual(['bp-flat']);
    expect(await list('--limit', '3')).toHaveLength(3);
    expect(await list('--since', '2025-09-01', '--until', '2025-09-30')).not.toContain('bp-flat');
  });

  test('counts as agents does when a file is damaged', async () => {
    const cwd = await sampleProject();
    await damage(cwd);
    const outcome = await aml(['list', '--json'], { cwd });
    expect(outcome.code).toBe(0);
    expect(ids(outcome)).toHaveLength(9);
    expect(outcome.stderr).toContain('test-automator/patterns.json cannot be read');
  });

  test('a mistake is one error object and nothing else', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['list', '--json', '--agents', 'nobody'], { cwd });
    expect(outcome.code).toBe(2);
    expect(parsed(outcome)).toMatchObject({ error: { code: 'agent-unknown' } });
  });

  test('shows nothing that could drive a terminal, and fits its columns to one', async () => {
    const cwd = await sampleProject();
    const title = `evil\u001b[2J\u0007 title\nsecond line ${'x'.repeat(200)}`;
    await writeFiles(join(cwd, '.loom/memory'), {
      'backend-architect/patterns.json': [pattern('evil', 'backend-architect', title)],
    });
    const { stdout } = await aml(['list', '--no-color'], { cwd, terminal: true });
    expect(stdout).not.toContain('\u001b');
    const line = stdout.split('\n').find((text) => text.startsWith('evil'));
    expect(line).toMatch(/evil ?\[2J title second line/);
    expect(line?.length).toBeLessThanOrEqual(100);
    expect(line?.endsWith('…')).toBe(true);
  });

  test('ends quietly when its reader has read enough', async () => {
    const cwd = await sampleProject();
    expect(await aml(['list'], { cwd, closesAfter: 0 })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('aml search', () => {
  test('finds records with all words, titles before the rest', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['search', 'POSTGRES', '--json'], { cwd });
    expect(outcome.code).toBe(0);
    expect(ids(outcome)).toEqual(['bp-flat', 'bs-1']);
    expect(ids(await aml(['search', 'postgres', 'timeout', '--json'], { cwd }))).toEqual(['bs-1']);
    expect(ids(await aml(['search', 'postgres timeout', '--json'], { cwd }))).toEqual(['bs-1']);
    // A tag counts more than a text inside, a title more than both.
    expect(ids(await aml(['search', 'react', '--json', '--limit', '1'], { cwd }))).toEqual(['fp-best']);
    expect(parsed(await aml(['search', 'react', '--json', '--limit', '1'], { cwd }))['total']).toBe(5);
  });

  test('says when nothing is found', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(['search', 'nothing', 'here'], { cwd });
    expect(outcome).toMatchObject({ code: 0, stdout: '', stderr: 'No record holds nothing and here.\n' });
    expect(parsed(await aml(['search', 'nothinghere', '--json'], { cwd }))).toEqual({
      records: [],
      total: 0,
      problems: [],
    });
  });
});

describe('aml show', () => {
  test('shows a record as a page, and as it lies in the memory with --json', async () => {
    const cwd = await sampleProject();
    const page = await aml(['show', 'fp-best'], { cwd });
    expect(page.code).toBe(0);
    await expect(page.stdout).toMatchFileSnapshot('golden/show-record.txt');
    const raw = await aml(['show', 'bp-flat', '--json'], { cwd });
    const stored = await readFile(join(cwd, '.loom/memory/backend-architect/patterns.json'), 'utf8');
    expect(stored).toContain(raw.stdout.trim());
  });

  test('takes the beginning of an id when it is one record only', async () => {
    const cwd = await sampleProject();
    expect((await aml(['show', 'fp-b'], { cwd })).stdout).toContain('React.memo');
    const outcome = await aml(['show', 'fp-'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('There is no record "fp-"');
  });

  test('asks for the agent when two agents have the id', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, '.loom/memory'), {
      'backend-architect/patterns.json': [pattern('fp-best', 'backend-architect', 'The other')],
    });
    const outcome = await aml(['show', 'fp-best'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('fp-best of backend-architect, fp-best of frontend-developer');
    const one = await aml(['show', 'fp-best', '--agents', 'backend-architect'], { cwd });
    expect(one.stdout).toContain('The other');
  });

  test('shows documents of agents, of global and the settings', async () => {
    const cwd = await sampleProject();
    const metrics = await aml(['show', 'frontend-developer', 'metrics'], { cwd });
    expect(metrics.code).toBe(0);
    await expect(metrics.stdout).toMatchFileSnapshot('golden/show-metrics.txt');
    const show = async (...argv: string[]): Promise<unknown> =>
      parsed(await aml(['show', ...argv, '--json'], { cwd }));
    expect(await show('frontend-developer', 'context')).toEqual({ project: 'shop', branch: 'main' });
    expect(await show('frontend-developer', 'config')).toEqual({ enabled: true, focusAreas: ['react'] });
    expect(await show('global', 'project-meta')).toEqual({ name: 'shop-web', language: 'TypeScript' });
    expect(await show('config')).toMatchObject({ version: '1.0.0' });
  });

  test.each([
    [['frontend-developer'], 2, 'value-invalid'],
    [['frontend-developer', 'nothing'], 2, 'value-invalid'],
    [['frontend-developr', 'metrics'], 2, 'agent-unknown'],
    [['global', 'bloom'], 2, 'value-invalid'],
    [['test-automator', 'metrics'], 7, 'file-missing'],
    [['backend-architect', 'config'], 7, 'file-missing'],
    [['no-such-id'], 2, 'record-unknown'],
  ])('%j ends with %i', async (argv, code, name) => {
    const cwd = await sampleProject();
    const outcome = await aml(['show', ...argv, '--json'], { cwd });
    expect(outcome.code).toBe(code);
    expect(parsed(outcome)).toMatchObject({ error: { code: name } });
  });

  test('a document that is damaged ends with 5', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, '.loom/memory'), { 'frontend-developer/metrics.json': '{"a": ' });
    const outcome = await aml(['show', 'frontend-developer', 'metrics'], { cwd });
    expect(outcome.code).toBe(5);
    expect(outcome.stderr).toContain('frontend-developer/metrics.json');
  });

  test('both files of a pair are shown', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, '.loom/memory'), {
      'frontend-developer/metrics.json.gz': gzipSync('{"agent":"old"}'),
    });
    expect(parsed(await aml(['show', 'frontend-developer', 'metrics', '--json'], { cwd }))).toEqual({
      files: {
        'frontend-developer/metrics.json': expect.anything() as unknown,
        'frontend-developer/metrics.json.gz': { agent: 'old' },
      },
    });
  });
});

describe('aml status', () => {
  test('gives counts, sizes and a word', async () => {
    const cwd = await sampleProject();
    const text = await aml(['status'], { cwd });
    expect(text.code).toBe(0);
    await expect(text.stdout.replace(cwd, '<project>')).toMatchFileSnapshot('golden/status.txt');
    expect(parsed(await aml(['status', '--json'], { cwd }))).toMatchObject({
      status: 'ok',
      counts: { patterns: 6, solutions: 3, decisions: 2 },
      problems: [],
      last_export: null,
    });
  });

  test('is a warning when a file cannot be read, with the reason', async () => {
    const cwd = await sampleProject();
    await damage(cwd);
    const text = await aml(['status'], { cwd });
    expect(text.code).toBe(0);
    expect(text.stdout).toContain('Status: warning');
    expect(text.stdout).toMatch(/Needs attention:\n└── test-automator\/patterns\.json cannot be read: /);
  });

  test('is critical when an agent is larger than Loom lets it be', async () => {
    const cwd = await sampleProject();
    // 81 MiB of one text: sparse in time to write and read, and above the limit of 80.
    await writeFiles(join(cwd, '.loom/memory'), {
      'test-automator/context.json': `{"text":"${'x'.repeat(81 * 1024 * 1024)}"}`,
    });
    const status = parsed(await aml(['status', '--json'], { cwd }));
    expect(status['status']).toBe('critical');
    expect(status['warnings']).toEqual(['test-automator takes 84.9 MB, more than 83.9 MB.']);
  });
});

describe('aml inspect and verify', () => {
  test('show a bundle as it is', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'out.tar.gz', '--anonymize', 'none', '--min-uses', '1'], { cwd });
    const page = await aml(['inspect', 'out.tar.gz'], { cwd });
    expect(page.code).toBe(0);
    await expect(page.stdout.replace(/^Size: .*$/m, 'Size: <size>')).toMatchFileSnapshot(
      'golden/inspect.txt',
    );
    expect(parsed(await aml(['inspect', 'out.tar.gz', '--json'], { cwd }))).toMatchObject({
      format: 'loom-tar',
      version: '1.0.0',
      encrypted: false,
      metadata: { anonymized: false },
      counts: { patterns: 6, solutions: 3, decisions: 0 },
    });
    const verdict = await aml(['verify', 'out.tar.gz'], { cwd });
    expect(verdict.code).toBe(0);
    await expect(verdict.stdout).toMatchFileSnapshot('golden/verify.txt');
    expect(parsed(await aml(['verify', 'out.tar.gz', '--json'], { cwd }))).toMatchObject({
      ok: true,
      sections: [{ name: 'metadata', ok: true }, {}, {}, {}, { name: 'global', ok: true }],
      problems: [],
    });
  });

  test('follow a link to a bundle, since the person named it', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'out.tar.gz'], { cwd });
    await symlink('out.tar.gz', join(cwd, 'latest.tar.gz'));
    expect((await aml(['verify', 'latest.tar.gz'], { cwd })).code).toBe(0);
  });

  test('verify ends with 1 on a bundle that is damaged, and lists where', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'out.json'], { cwd });
    const text = await readFile(join(cwd, 'out.json'), 'utf8');
    await writeFile(join(cwd, 'out.json'), text.replace('Hydration failed', 'Hydration fooled'));
    const outcome = await aml(['verify', 'out.json', '--json'], { cwd });
    expect(outcome.code).toBe(1);
    expect(parsed(outcome)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ section: 'frontend-developer' }),
      ]) as unknown,
    });
    expect((await aml(['verify', 'out.json'], { cwd })).stdout).toContain('frontend-developer: damaged');
  });

  test('a cut bundle is damaged; what is no bundle is refused with 4', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'out.tar.gz'], { cwd });
    const bytes = await readFile(join(cwd, 'out.tar.gz'));
    await writeFile(join(cwd, 'cut.tar.gz'), bytes.subarray(0, bytes.length - 20));
    expect((await aml(['verify', 'cut.tar.gz'], { cwd })).code).toBe(1);
    await writeFile(join(cwd, 'notes.txt'), 'only text');
    for (const command of ['verify', 'inspect']) {
      const outcome = await aml([command, 'notes.txt', '--json'], { cwd });
      expect(outcome.code).toBe(4);
      expect(parsed(outcome)).toMatchObject({
        error: { code: 'not-an-archive', data: { path: 'notes.txt' } },
      });
    }
    await mkdir(join(cwd, 'empty'));
    expect((await aml(['verify', 'empty'], { cwd })).code).toBe(4);
    expect((await aml(['verify', 'nowhere.tar.gz'], { cwd })).code).toBe(7);
  });
});

test('a bundle of a newer major version, or with a name that leaves its folder, is refused with 4', async () => {
  const cwd = await sampleProject();
  await aml(['export', 'out.json'], { cwd });
  const text = await readFile(join(cwd, 'out.json'), 'utf8');
  await writeFile(join(cwd, 'newer.json'), text.replace('"version": "1.0.0"', '"version": "2.0.0"'));
  for (const command of ['inspect', 'verify']) {
    const newer = await aml([command, 'newer.json', '--json'], { cwd });
    expect(newer.code).toBe(4);
    expect(parsed(newer)).toMatchObject({ error: { code: 'version-newer', data: { version: '2.0.0' } } });
  }
  await writeFile(
    join(cwd, 'hostile.json'),
    text.replace(/("agents": ?\{\s*)"backend-architect"/, '$1"../../escape"'),
  );
  const hostile = await aml(['diff', 'hostile.json', '.', '--json'], { cwd });
  expect(hostile.code).toBe(4);
  expect(parsed(hostile)).toMatchObject({ error: { code: 'archive-hostile' } });
});

describe('aml diff', () => {
  test('ends with 0 for a bundle and the memory that it is of', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'out.tar.gz', '--anonymize', 'none'], { cwd });
    const outcome = await aml(['diff', 'out.tar.gz', '.loom/memory'], { cwd });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toBe('out.tar.gz and .loom/memory hold the same records.\n\nSame: 11 records\n');
  });

  test('lists what was added, removed and changed, by id', async () => {
    const cwd = await sampleProject();
    await aml(['export', 'out.json', '--anonymize', 'none'], { cwd });
    await writeFiles(join(cwd, '.loom/memory'), {
      'test-automator/patterns.json': [
        pattern('tp-shared', 'test-automator', 'Page objects', { confidence: 0.9, uses: 21 }),
        pattern('tp-new', 'test-automator', 'Contract tests'),
      ],
    });
    const text = await aml(['diff', 'out.json', '.'], { cwd });
    expect(text.code).toBe(1);
    await expect(text.stdout).toMatchFileSnapshot('golden/diff.txt');
    expect(parsed(await aml(['diff', 'out.json', '.', '--json'], { cwd }))).toMatchObject({
      same: false,
      counts: { added: 1, removed: 1, changed: 1, same: 9 },
      added: [{ agent: 'test-automator', kind: 'pattern', id: 'tp-new', title: 'Contract tests' }],
      removed: [{ id: 'tp-own' }],
      changed: [{ id: 'tp-shared' }],
    });
  });

  test('does not mind the order of keys or the layout of a file', async () => {
    const cwd = await sampleProject();
    const other = await sampleProject();
    const path = '.loom/memory/backend-architect/patterns.json';
    const [record] = JSON.parse(await readFile(join(cwd, path), 'utf8')) as Record<string, unknown>[];
    const reversed = Object.fromEntries(Object.entries(record ?? {}).reverse());
    await writeFile(join(other, path), gzipSync(JSON.stringify({ patterns: [reversed] })));
    expect((await aml(['diff', cwd, other], { cwd })).code).toBe(0);
  });

  test('does not call two memories the same when one cannot be read', async () => {
    const cwd = await sampleProject();
    const other = await sampleProject();
    for (const folder of [cwd, other]) await damage(folder);
    const outcome = await aml(['diff', cwd, other], { cwd });
    expect(outcome.code).toBe(5);
    expect(outcome.stderr).toContain('test-automator/patterns.json');
  });
});
