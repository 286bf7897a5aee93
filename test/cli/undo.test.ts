import { createHash } from 'node:crypto';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeStore } from '../../src/core/store/changeStore';
import type { WritableStore } from '../../src/core/store/changes';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { nodeProcesses } from '../../src/platform/nodeProcesses';
import { SEED_TIME, aml, contentsOf, pattern, sampleProject, writeFiles } from './harness';

const MEMORY = '.loom/memory';

function storeOf(cwd: string): WritableStore {
  const home = nodeStore(join(cwd, '.loom'));
  return { home, folder: 'memory', files: nodeStore(join(cwd, MEMORY)), codecs: nodeCodecs() };
}

/** Writes files of a memory as an import does; text is what a file will hold, null removes it. */
async function change(cwd: string, files: Readonly<Record<string, string | null>>): Promise<string> {
  const store = storeOf(cwd);
  const changes = await Promise.all(
    Object.entries(files).map(async ([path, text]) => ({
      path,
      from: (await store.files.stat(path))?.version,
      content:
        text === null
          ? undefined
          : async function* () {
              yield await Promise.resolve(new TextEncoder().encode(text));
            },
    })),
  );
  const host = {
    clock: { now: () => SEED_TIME, offsetMinutes: () => 0 },
    random: { bytes: (length: number) => new Uint8Array(length) },
    log: { info: () => undefined, warn: () => undefined },
    codecs: nodeCodecs(),
    sqlite: undefined,
    processes: await nodeProcesses(),
  };
  const agents = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  const operation = {
    verb: 'import',
    counts: { add: 1, merge: 0 },
    agents,
    user: 'f00dcafe12345678',
  } as const;
  return (await changeStore(host, store, operation, changes)).id;
}

const filesOf = (cwd: string): Promise<Record<string, string>> => contentsOf(join(cwd, MEMORY));

/** As Loom's TypeScript service writes: beside, then renamed. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text);
  await rename(`${path}.tmp`, path);
}

const NEW = JSON.stringify([pattern('new-1', 'new-agent', 'Learned elsewhere')]);

describe('aml undo', () => {
  test('puts every file back, also those that were removed, and takes away what was made', async () => {
    const cwd = await sampleProject();
    const before = await filesOf(cwd);
    await change(cwd, {
      'backend-architect/patterns.json': '[]',
      'backend-architect/decisions.json': null,
      'new-agent/patterns.json': NEW,
    });
    expect(await filesOf(cwd)).not.toEqual(before);
    const { code, stdout, stderr } = await aml(['undo'], { cwd });
    expect([code, stderr]).toEqual([0, 'aml undo 20251023-103000-001 does it again.\n']);
    await expect(stdout).toMatchFileSnapshot('golden/undo.txt');
    expect(await filesOf(cwd)).toEqual(before);
  });

  test('--dry-run shows what it would do and changes nothing', async () => {
    const cwd = await sampleProject();
    await change(cwd, { 'backend-architect/patterns.json': '[]', 'new-agent/patterns.json': NEW });
    const before = await filesOf(cwd);
    const { code, stdout } = await aml(['undo', '--dry-run'], { cwd });
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot('golden/undo-dry-run.txt');
    const json = await aml(['undo', '--dry-run', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toEqual({
      applied: false,
      id: null,
      undoes: '20251023-103000-000',
      verb: 'import',
      files: [
        { path: 'backend-architect/patterns.json', action: 'put-back', changed_since: false },
        { path: 'new-agent/patterns.json', action: 'remove', changed_since: false },
      ],
      lost: [],
      lost_files: [],
    });
    expect(await filesOf(cwd)).toEqual(before);
  });

  test('is undone by its own id, and steps back operation by operation without one', async () => {
    const cwd = await sampleProject();
    const states = [await filesOf(cwd)];
    for (const text of ['[]', NEW]) {
      await change(cwd, { 'backend-architect/patterns.json': text });
      states.push(await filesOf(cwd));
    }
    const step = async (...argv: string[]): Promise<unknown> => {
      const { stdout } = await aml(['undo', ...argv, '--json'], { cwd });
      return JSON.parse(stdout);
    };
    expect(await step()).toMatchObject({
      applied: true,
      id: '20251023-103000-002',
      undoes: '20251023-103000-001',
    });
    expect(await filesOf(cwd)).toEqual(states[1]);
    expect(await step()).toMatchObject({ undoes: '20251023-103000-000' });
    expect(await filesOf(cwd)).toEqual(states[0]);
    expect(await step()).toMatchObject({ error: { code: 'operation-unknown' } });
    expect(await step('20251023-103000-003')).toMatchObject({ applied: true, verb: 'undo' });
    expect(await filesOf(cwd)).toEqual(states[1]);
    expect(await step('20251023-103000-002')).toMatchObject({ applied: true });
    expect(await filesOf(cwd)).toEqual(states[2]);
  });

  test('names by id what was added, changed or removed since, and loses it only when told to', async () => {
    const cwd = await sampleProject();
    const patterns = (...records: object[]): string => JSON.stringify(records);
    const [one, two, three] = ['one', 'two', 'three'].map((id) =>
      pattern(id, 'test-automator', `Technique ${id}`),
    );
    await change(cwd, { 'test-automator/patterns.json': patterns(one!, two!) });
    await replaceFile(
      join(cwd, MEMORY, 'test-automator/patterns.json'),
      patterns({ ...one, note: 'learned more' }, three!),
    );
    const before = await filesOf(cwd);
    const refused = await aml(['undo'], { cwd });
    expect(refused).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'aml: Losing 3 changes made since needs a confirmation.\nhint: add --yes to go ahead without being asked\n',
    });
    expect(await filesOf(cwd)).toEqual(before);
    const shown = await aml(['undo', '--dry-run'], { cwd });
    await expect(shown.stdout).toMatchFileSnapshot('golden/undo-lost.txt');
    expect((await aml(['undo'], { cwd, typed: 'n\r' })).code).toBe(130);
    expect(await filesOf(cwd)).toEqual(before);
    expect((await aml(['undo'], { cwd, typed: 'y\r' })).code).toBe(0);
    expect((await filesOf(cwd))['test-automator/patterns.json']).toContain('tp-shared');
    // What was lost is not: the undo can be taken back.
    expect((await aml(['undo', '20251023-103000-001'], { cwd })).code).toBe(0);
    expect(await filesOf(cwd)).toEqual(before);
  });

  test('loses nothing of a file that was only written anew, indented as Loom does, with its members in another order', async () => {
    const cwd = await sampleProject();
    const before = await filesOf(cwd);
    await change(cwd, { 'backend-architect/patterns.json': NEW });
    const [record] = JSON.parse(NEW) as Record<string, unknown>[];
    const turned = Object.fromEntries(Object.entries(record ?? {}).reverse());
    await replaceFile(
      join(cwd, MEMORY, 'backend-architect/patterns.json'),
      JSON.stringify([turned], null, 2),
    );
    const { code, stderr } = await aml(['undo'], { cwd });
    expect([code, stderr]).toEqual([0, expect.stringContaining('does it again')]);
    expect(await filesOf(cwd)).toEqual(before);
  });

  test('names only what came since also where the file was written in place, as by Python', async () => {
    const cwd = await sampleProject();
    await change(cwd, { 'new-agent/patterns.json': NEW });
    const more = JSON.stringify([
      ...(JSON.parse(NEW) as object[]),
      pattern('mine', 'new-agent', 'Learned here'),
    ]);
    await writeFile(join(cwd, MEMORY, 'new-agent/patterns.json'), more);
    const { stdout } = await aml(['undo', '--dry-run', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      lost: [{ id: 'mine', change: 'added' }],
    });
  });

  test('names the file when its records cannot be told apart', async () => {
    const cwd = await sampleProject();
    await change(cwd, { 'global/team-conventions.json': '{}' });
    await writeFile(join(cwd, MEMORY, 'global/team-conventions.json'), '{"indent":4}');
    const { code, stdout } = await aml(['undo', '--json'], { cwd });
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'confirmation-needed' } }]);
    expect((await aml(['undo', '--yes'], { cwd })).code).toBe(0);
    expect((await filesOf(cwd))['global/team-conventions.json']).toContain('"indent": 2');
  });

  test('says so when there is nothing, no such operation, or nothing kept of it', async () => {
    const cwd = await sampleProject();
    const messageOf = async (...argv: string[]): Promise<string> =>
      (await aml(['undo', ...argv], { cwd })).stderr;
    const hint = 'hint: aml audit shows what was done, with the ids that aml undo takes\n';
    expect(await messageOf()).toBe(`aml: Nothing is taken back: there is nothing to take back.\n${hint}`);
    expect(await messageOf('x')).toBe(`aml: Nothing is taken back: there is no such operation.\n${hint}`);
    const id = await change(cwd, { 'test-automator/patterns.json': '[]' });
    await rm(join(cwd, '.loom/memory-history', id), { recursive: true });
    expect(await messageOf(id)).toBe(
      `aml: Nothing is taken back: what it changed is no longer kept.\n${hint}`,
    );
  });
});

describe('aml audit', () => {
  test('shows what was done, newest first, by this program and by Loom', async () => {
    const cwd = await sampleProject();
    await writeFiles(join(cwd, MEMORY), {
      'audit/audit-2025-10-20T08-00-00-000Z.json': [
        { timestamp: '2025-10-20T08:00:00.000Z', action: 'pattern_recorded', agent: 'test-automator' },
      ],
    });
    await change(cwd, { 'test-automator/patterns.json': '[]' });
    await aml(['undo'], { cwd });
    const { code, stdout } = await aml(['audit'], { cwd });
    expect(code).toBe(0);
    await expect(stdout.replace(/[0-9a-f]{8}(?=  20251023-103000-001)/, '<who>   ')).toMatchFileSnapshot(
      'golden/audit.txt',
    );
    const json = await aml(['audit', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      entries: [
        {
          source: 'aml',
          id: '20251023-103000-001',
          verb: 'undo',
          undoes: '20251023-103000-000',
          counts: { put_back: 1, removed: 0, lost: 0 },
        },
        {
          source: 'aml',
          id: '20251023-103000-000',
          time: '2025-10-23T10:30:00.000Z',
          verb: 'import',
          user: 'f00dcafe12345678',
          counts: { add: 1, merge: 0 },
          agents: ['test-automator'],
          undone_by: '20251023-103000-001',
        },
        { source: 'loom', verb: 'pattern_recorded', agents: ['test-automator'] },
      ],
      problems: [],
    });
  });

  test('tells of exports: what, how much, anonymised how, and the hash of the file', async () => {
    const cwd = await sampleProject();
    await aml(
      ['export', 'out.tar.gz', '--agents', 'test-automator', '--shared', 'none', '--anonymize', 'none'],
      { cwd },
    );
    await aml(['export', '--dry-run'], { cwd });
    const { stdout } = await aml(['audit', '--json'], { cwd });
    const { entries }: { entries: unknown[] } = JSON.parse(stdout) as { entries: unknown[] };
    const hash = createHash('sha256')
      .update(await readFile(join(cwd, 'out.tar.gz')))
      .digest('hex');
    expect(entries).toMatchObject([
      {
        verb: 'export',
        agents: ['test-automator'],
        counts: { patterns: 2 },
        source_hash: hash,
        details: { anonymization: 'none', encrypted: false, format: 'tar' },
      },
    ]);
  });

  test('an export is written although the trail cannot be, and says so', async () => {
    const cwd = await sampleProject();
    await writeFile(join(cwd, '.loom/memory-history'), 'in the way');
    const { code, stderr } = await aml(['export', 'out.tar.gz'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('warning: The export is not in the audit trail');
    expect(await readdir(cwd)).toContain('out.tar.gz');
  });

  test('shows the newest few, and those since a date', async () => {
    const cwd = await sampleProject();
    for (const text of ['[]', NEW, '[]']) await change(cwd, { 'test-automator/patterns.json': text });
    const limited = await aml(['audit', '--limit', '2', '--json'], { cwd });
    const { entries }: { entries: unknown[] } = JSON.parse(limited.stdout) as { entries: unknown[] };
    expect(entries).toMatchObject([{ id: '20251023-103000-002' }, { id: '20251023-103000-001' }]);
    expect((await aml(['audit', '--since', '2025-10-24'], { cwd })).stderr).toBe(
      'Nothing has been noted yet.\n',
    );
  });

  test('names lines that it cannot read and shows all others', async () => {
    const cwd = await sampleProject();
    await change(cwd, { 'test-automator/patterns.json': '[]' });
    const trail = join(cwd, '.loom/memory-history/audit.jsonl');
    await writeFile(trail, `{"id":"cut off\n${await readFile(trail, 'utf8')}`);
    const { code, stdout, stderr } = await aml(['audit'], { cwd });
    expect([code, stdout.split('\n').length]).toEqual([0, 3]);
    expect(stderr).toBe(
      'warning: memory-history/audit.jsonl cannot be read at line 1: it is no entry of the trail.\n',
    );
  });
});

test('a command that only reads ends the change of a process that was killed, and says so', async () => {
  const cwd = await sampleProject();
  await change(cwd, { 'test-automator/patterns.json': '[]' });
  const history = join(cwd, '.loom/memory-history');
  await writeFiles(history, { '20251023-103000-005.staged/new/test-automator/patterns.json': '[1]' });
  const { code, stderr } = await aml(['status'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toBe(
    'Took back the change 20251023-103000-005, which was cut off before it was complete. The memory is as it was before it.\n',
  );
  expect((await readdir(history)).sort()).toEqual(['.gitignore', '20251023-103000-000', 'audit.jsonl']);
});
