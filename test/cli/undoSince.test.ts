// What changed since an import is told record by record, whoever wrote the files and however: Loom's service, its Python tools,
// a person's own script.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { aml, pattern, temporaryFolder, writeFiles } from './harness';

const MEMORY = '.loom/memory';
const PATTERNS = 'front/patterns.json';

/** A memory of one pattern, into which two more and the team's words were imported. */
async function afterImport(encode: (text: string) => string | Uint8Array = (text) => text): Promise<string> {
  const cwd = await temporaryFolder();
  const here = JSON.stringify([pattern('here', 'front', 'Größe messen: é, 世界, 😀')], null, 2);
  await writeFiles(join(cwd, MEMORY), {
    [PATTERNS]: encode(here),
    'global/cross-agent.json': { shared: ['a'] },
  });
  const first = pattern('new-1', 'front', 'Learned “elsewhere”', {
    extra: { 'schlüssel/ß': 1.0, big: 1e21 },
  });
  await writeFiles(cwd, {
    'team.json': {
      metadata: { version: '1.0.0', source_project: 'shop' },
      agents: { front: { patterns: [first, pattern('new-2', 'front', 'Another')] } },
      global: { cross_agent: { words: 'Größe' } },
    },
  });
  expect(await aml(['import', 'team.json'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  return cwd;
}

/** Runs Python with `records` and `load` and `store` at hand; `store` writes in place, as Loom's tools do. */
function python(cwd: string, body: string, dump = 'indent=2, ensure_ascii=False'): void {
  const program = `
import gzip, json, os
path = ${JSON.stringify(join(cwd, MEMORY, PATTERNS))}
def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
def store(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ${dump})
${body}
`;
  const { status, stderr } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}

interface Undo {
  readonly files: readonly { readonly path: string; readonly changed_since: boolean }[];
  readonly lost: readonly { readonly id: string; readonly change: string }[];
  readonly lost_files: readonly string[];
}

async function undoOf(cwd: string): Promise<Undo> {
  return JSON.parse((await aml(['undo', '--dry-run', '--json'], { cwd })).stdout) as Undo;
}

/** `changed new-1`, sorted. */
async function changesIn(cwd: string): Promise<readonly string[]> {
  return (await undoOf(cwd)).lost.map(({ change, id }) => `${change} ${id}`).sort();
}

const DUMPS = [
  ['as Loom dumps', 'indent=2, ensure_ascii=False'],
  ['all in ASCII', 'indent=2, ensure_ascii=True'],
  ['in one line with sorted members', 'sort_keys=True, separators=(",", ":")'],
] as const;

describe.each(DUMPS)('a file that Python wrote in place, %s', (_, dump) => {
  test('has lost nothing when its records are the same: undo asks for no confirmation', async () => {
    const cwd = await afterImport();
    const cross = JSON.stringify(join(cwd, MEMORY, 'global/cross-agent.json'));
    python(cwd, `store(path, load(path)[::-1])\nstore(${cross}, load(${cross}))`, dump);
    const undo = await undoOf(cwd);
    expect([undo.lost, undo.lost_files]).toEqual([[], []]);
    expect(undo.files.map(({ path, changed_since }) => [path, changed_since])).toEqual([
      [PATTERNS, false],
      ['global/cross-agent.json', false],
    ]);
    expect((await aml(['undo'], { cwd })).code).toBe(0);
    const now = JSON.parse(await readFile(join(cwd, MEMORY, PATTERNS), 'utf8')) as { id: string }[];
    expect(now.map(({ id }) => id)).toEqual(['here']);
  });

  test('names the one record that changed, the one that came and the one that went', async () => {
    const cwd = await afterImport();
    python(
      cwd,
      `records = load(path)
records[1]["metrics"]["executionCount"] += 1
records.append(dict(records[0], id="mine"))
store(path, [record for record in records if record["id"] != "new-2"])`,
      dump,
    );
    expect(await changesIn(cwd)).toEqual(['added mine', 'changed new-1', 'removed new-2']);
    expect((await undoOf(cwd)).lost_files).toEqual([]);
    expect((await aml(['undo'], { cwd })).code).toBe(2);
  });
});

test('a document that says something else now is named', async () => {
  const cwd = await afterImport();
  const cross = JSON.stringify(join(cwd, MEMORY, 'global/cross-agent.json'));
  python(cwd, `store(${cross}, dict(load(${cross}), words="other"))`);
  expect((await undoOf(cwd)).lost_files).toEqual(['global/cross-agent.json']);
});

describe("a file that Loom's service wrote anew", () => {
  /** Beside, then renamed: gzip of two spaces a level, or plain (FORMATS 1.2). */
  async function save(cwd: string, change: (records: object[]) => object[], gzip: boolean): Promise<void> {
    const path = join(cwd, MEMORY, PATTERNS);
    const bytes = await readFile(path);
    const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
    const written = JSON.stringify(change(JSON.parse(text) as object[]), null, 2);
    await writeFile(`${path}.tmp`, gzip ? gzipSync(written) : written);
    await rename(`${path}.tmp`, path);
  }

  const encodings = [
    ['plain to gzip', false, true],
    ['gzip to plain', true, false],
    ['gzip to gzip', true, true],
  ] as const;

  test.each(encodings)('%s: names only the records that it changed', async (_, was, becomes) => {
    const cwd = await afterImport((text) => (was ? gzipSync(text) : text));
    await save(cwd, (records) => records, becomes);
    expect(await changesIn(cwd)).toEqual([]);
    await save(cwd, ([one, two, three]) => [two!, { ...three, tags: ['used'] }, one!], becomes);
    expect(await changesIn(cwd)).toEqual(['changed new-2']);
  });
});

test('a file that Python packed under another name is taken back under both', async () => {
  const cwd = await afterImport();
  python(
    cwd,
    `with open(path, "rb") as plain, gzip.open(path + ".gz", "wb", compresslevel=9) as packed:
    packed.write(plain.read())
os.remove(path)`,
  );
  const undo = await undoOf(cwd);
  expect([undo.lost, undo.files.map(({ path }) => path)]).toEqual([
    [],
    [PATTERNS, `${PATTERNS}.gz`, 'global/cross-agent.json'],
  ]);
  expect((await aml(['undo'], { cwd })).code).toBe(0);
  const { stdout } = await aml(['list', '--json'], { cwd });
  expect((JSON.parse(stdout) as { records: { id: string }[] }).records.map(({ id }) => id)).toEqual(['here']);
});

test('another file that lies beside one that was removed since stays', async () => {
  const cwd = await afterImport();
  const mine = gzipSync(JSON.stringify([pattern('mine', 'front', 'Of my own')]));
  await mkdir(join(cwd, MEMORY, 'front'), { recursive: true });
  await writeFile(join(cwd, MEMORY, `${PATTERNS}.gz`), mine);
  python(cwd, 'os.remove(path)');
  expect((await undoOf(cwd)).files.map(({ path }) => path)).toEqual([PATTERNS, 'global/cross-agent.json']);
  expect((await aml(['undo'], { cwd })).code).toBe(0);
  expect(Buffer.compare(await readFile(join(cwd, MEMORY, `${PATTERNS}.gz`)), mine)).toBe(0);
});

test('what an index says since is no loss, and the plan of an import holds although it was made anew', async () => {
  const cwd = await afterImport();
  await writeFiles(join(cwd, MEMORY), { 'global/index.json': { entries: [], version: '1.0.0' } });
  await writeFiles(cwd, {
    'more.json': { agents: { front: { patterns: [pattern('new-3', 'front', 'Third')] } } },
  });
  expect((await aml(['import', 'more.json', '--plan', 'plan.json'], { cwd })).code).toBe(0);
  const index = JSON.stringify(join(cwd, MEMORY, 'global/index.json'));
  python(cwd, `store(${index}, dict(load(${index}), entries=[]))`, 'indent=4');
  expect(await aml(['import', '--apply', 'plan.json'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  python(cwd, `store(${index}, dict(load(${index}), entries=[]))`, 'indent=4');
  expect(await changesIn(cwd)).toEqual([]);
  expect((await aml(['undo'], { cwd })).code).toBe(0);
  const { entries } = JSON.parse(await readFile(join(cwd, MEMORY, 'global/index.json'), 'utf8')) as {
    entries: { id: string }[];
  };
  expect(entries.map(({ id }) => id)).toEqual(['here', 'new-1', 'new-2']);
});
