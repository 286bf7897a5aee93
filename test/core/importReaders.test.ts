import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exportMemory } from '../../src/core/export/exportMemory';
import { chooseReader, readers } from '../../src/core/import/readers';
import type { ImportInput } from '../../src/core/import/request';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { nodeSqlite } from '../../src/platform/sqlite';
import { chooseEngine } from '../../src/platform/sqliteEngines';
import { nodeSqliteReader } from '../../src/platform/sqliteReader';
import { planImport } from '../../src/core/import/planImport';
import { codeOf } from './changeMaking';
import {
  asks,
  byHand,
  exported,
  fileInput,
  folderInput,
  gzipped,
  host,
  importInto,
  memoryOf,
  pattern,
  plan,
  recordsOf,
} from './importMaking';
import { wholeExport } from './exportRequest';

const p1 = pattern('p-1', 'Memoise lists');
const p2 = pattern('p-2', 'Split bundles');
const decision = {
  id: 'd-1',
  agent: 'front',
  timestamp: '2025-01-01T00:00:00.000Z',
  decision: { type: 'x', question: 'Which one?', chosenOption: 'this' },
};
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const plain = JSON.stringify([p1], null, 2);

const idOf = async (input: ImportInput): Promise<string> => (await chooseReader(input, host)).id;
const bytesOf = async ({ file }: ImportInput): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of file?.read() ?? []) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
};
async function tarOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name, size: body.length, type: 'file' as const },
    body,
  }));
  return new Uint8Array(gzipSync(await packTar(entries)));
}

describe('what an input is, its content says', () => {
  const memory = () => memoryOf({ 'front/patterns.json': [p1] });
  test.each([
    ['bundle', () => exported(memory())],
    ['bundle', () => exported(memory(), { password: 'correct horse' })],
    ['json', () => exported(memory(), { format: 'json' })],
    ['json', () => Promise.resolve(fileInput({ agents: { a: { patterns: [] } } }, 'notes.txt'))],
    ['csv', () => exported(memory(), { format: 'csv' })],
    ['csv-file', () => Promise.resolve(fileInput('id,agent,title\r\n1,a,b\r\n', 'x.json'))],
    ['memory', () => Promise.resolve(folderInput('m', { 'front/patterns.json': [p1] }))],
    ['agent', () => Promise.resolve(folderInput('front', { 'patterns.json': [p1] }))],
    [
      'python-backup',
      () =>
        Promise.resolve(folderInput('full_20260101_020000', { 'front/patterns.json.gz': gzipped(plain) })),
    ],
    [
      'backup-folder',
      () =>
        Promise.resolve(
          folderInput('backups', { 'full_20260101_020000/front/patterns.json.gz': gzipped(plain) }),
        ),
    ],
    ['typescript-backup', async () => fileInput(await tarOf({ 'front/patterns.json': plain }), 'x.bin')],
    [
      'archives',
      () =>
        Promise.resolve(
          folderInput('archives', { 'front/decisions_20260101_020000.json.gz': gzipped([decision]) }),
        ),
    ],
    ['record-list', () => Promise.resolve(fileInput(gzipped([decision]), 'x'))],
  ])('%s', async (id, make) => {
    expect(await idOf(await make())).toBe(id);
  });

  test('two readers that are equally sure are an error that names both', async () => {
    const [first] = readers;
    if (first === undefined) throw new TypeError('there are readers');
    const sure = { ...first, recognises: () => Promise.resolve(1) };
    const table = [
      { ...sure, description: 'a moon' },
      { ...sure, description: 'a cheese' },
    ];
    await expect(chooseReader(byHand({}), host, {}, table)).rejects.toMatchObject({
      code: 'source-ambiguous',
      data: { path: 'source', readers: ['a moon', 'a cheese'] },
    });
  });

  test('what nobody knows is refused', async () => {
    for (const content of ['', 'hello', '{"a": 1}', '[1, 2]'])
      expect(await codeOf(plan(memoryOf(), fileInput(content)))).toBe('not-an-archive');
  });
});

describe('bundles', () => {
  test('an encrypted one with its password, and nothing without', async () => {
    const bundle = await exported(memoryOf({ 'front/patterns.json': [p1] }), { password: 'correct horse' });
    const into = memoryOf();
    expect(await codeOf(plan(into, bundle))).toBe('password-missing');
    expect(await codeOf(plan(into, bundle, { password: 'wrong' }))).toBe('password-wrong');
    await importInto(into, bundle, { password: 'correct horse' });
    expect(await recordsOf(into)).toEqual({ 'front/pattern': [p1] });
  });

  test('a checksum that does not match names its section and refuses, unless nothing is to be checked', async () => {
    const json = new TextDecoder().decode(
      await bytesOf(await exported(memoryOf({ 'front/patterns.json': [p1] }), { format: 'json' })),
    );
    const forged = fileInput(json.replace('Memoise lists', 'Memoise lasts'));
    await expect(plan(memoryOf(), forged)).rejects.toMatchObject({
      code: 'archive-damaged',
      data: { section: 'front' },
    });
    expect((await plan(memoryOf(), forged, { validation: 'none' })).counts().add).toBe(1);
  });

  test('JSON that ends early, at every place', async () => {
    const bytes = await bytesOf(byHand({ front: { patterns: [p1], solutions: [] } }));
    for (let end = 1; end < bytes.length; end += 7) {
      const outcome = await codeOf(plan(memoryOf(), fileInput(bytes.slice(0, end))));
      expect(['archive-damaged', 'not-an-archive']).toContain(outcome);
    }
  });

  test('a newer minor version with unknown members, and no newer major one', async () => {
    const input = (version: string) =>
      fileInput({
        metadata: { version, hue: 'blue' },
        extra: [1],
        agents: { front: { patterns: [{ ...p1, hue: 7 }] } },
      });
    const into = memoryOf();
    await importInto(into, input('1.9.0'));
    expect(await recordsOf(into)).toEqual({ 'front/pattern': [{ ...p1, hue: 7 }] });
    expect(await codeOf(plan(memoryOf(), input('2.0.0')))).toBe('version-newer');
  });

  test("the seed's example, with placeholders for checksums, is noted as unchecked", async () => {
    const planned = await plan(
      memoryOf(),
      byHand({ front: { patterns: [p1], decisions: null } }, { checksums: { front: 'sha256-hash' } }),
    );
    expect(planned.counts().add).toBe(1);
    expect(planned.notes).toEqual(['It carries no checksums: whether it is whole could not be checked.']);
  });

  test('a damaged record keeps the rest out until it may be left out', async () => {
    const input = () =>
      fileInput(`{"agents": {"front": {"patterns": [${JSON.stringify(p1)}, {"id": tru}]}}}`);
    expect(await codeOf(importInto(memoryOf(), input()))).toBe('archive-damaged');
    const into = memoryOf();
    await importInto(into, input(), { skipInvalid: true });
    expect(await recordsOf(into)).toEqual({ 'front/pattern': [p1] });
  });
});

describe('backups', () => {
  const entry = (name: string, type: string, file: string, parent: string | null) => ({
    backup_id: name,
    backup_type: type,
    timestamp: '2026-01-01T02:00:00',
    checksums: { 'front/patterns.json': sha256(file) },
    parent_backup_id: parent,
  });

  test('a Python one: a gzip file in gzip, checksums of what was in it', async () => {
    const inner = gzipped([p1]);
    const index = {
      version: '1.0.0',
      backups: [
        {
          ...entry('full_20260101_020000', 'full', '', null),
          checksums: { 'front/patterns.json': sha256(inner) },
        },
      ],
    };
    const input = (content: Uint8Array) =>
      folderInput(
        'full_20260101_020000',
        {
          'front/patterns.json.gz': new Uint8Array(gzipSync(content)),
          'global/team-conventions.json.gz': gzipped({ indent: 2 }),
        },
        { 'backup_metadata.json': index },
      );
    const into = memoryOf();
    await importInto(into, input(inner));
    expect(await recordsOf(into)).toEqual({ 'front/pattern': [p1] });
    await expect(plan(memoryOf(), input(gzipped([p2])))).rejects.toMatchObject({
      code: 'archive-damaged',
      data: { section: 'front' },
    });
  });

  test('an incremental one is read over its base, and not without it', async () => {
    const changed = JSON.stringify([p2]);
    const index = {
      backups: [
        entry('full_20260101_020000', 'full', plain, null),
        entry('incr_20260102_020000', 'incremental', changed, 'full_20260101_020000'),
      ],
    };
    const full = {
      'full_20260101_020000/front/patterns.json.gz': gzipped(plain),
      'full_20260101_020000/back/patterns.json.gz': gzipped([]),
    };
    const incremental = (beside: object) =>
      folderInput(
        'incr_20260102_020000',
        { 'front/patterns.json.gz': gzipped(changed) },
        { 'backup_metadata.json': index, ...beside },
      );
    const into = memoryOf();
    await importInto(into, incremental(full));
    expect(await recordsOf(into)).toEqual({ 'front/pattern': [p2] });
    expect(await codeOf(plan(memoryOf(), incremental({})))).toBe('archive-damaged');
  });

  test('of a folder of backups the newest is read, and said', async () => {
    const planned = await plan(
      memoryOf(),
      folderInput('backups', {
        'full_20250101_020000/front/patterns.json.gz': gzipped([p1]),
        'full_20260101_020000/front/patterns.json.gz': gzipped([p2]),
        'backup-1000-abc.tar.gz': await tarOf({ 'front/patterns.json': plain }),
      }),
    );
    expect(planned.items.map(({ id }) => id)).toEqual(['p-2']);
    expect(planned.notes[0]).toBe('The newest backup was read: full_20260101_020000.');
  });

  test('a TypeScript one, with the checksum beside it', async () => {
    const tar = await tarOf({
      'front/patterns.json': gzipped([p1]),
      'global/project-meta.json': '{}',
      'audit/audit-1.json': '[]',
    });
    const input = (checksum: string): ImportInput => {
      const folder = memoryStore({
        'backup-1-a.tar.gz': tar,
        'backup-1-a.meta.json': JSON.stringify({ checksum }),
      });
      const file = {
        path: 'backup-1-a.tar.gz',
        size: tar.length,
        read: (options?: object) => folder.read('backup-1-a.tar.gz', options),
      };
      return { name: file.path, file, beside: { folder, name: file.path }, scratch: memoryStore() };
    };
    const into = memoryOf();
    await importInto(into, input(sha256(tar)));
    expect(await recordsOf(into)).toEqual({ 'front/pattern': [p1] });
    expect(await codeOf(plan(memoryOf(), input('0'.repeat(64))))).toBe('archive-damaged');
  });

  test.each(['../up/patterns.json', 'front/../../patterns.json', '/etc/patterns.json'])(
    'a tar with the entry %j is refused',
    async (name) => {
      expect(
        await codeOf(
          plan(memoryOf(), fileInput(await tarOf({ 'front/patterns.json': plain, [name]: '[]' }))),
        ),
      ).toBe('archive-hostile');
    },
  );

  test('archives of pruned decisions', async () => {
    const into = memoryOf();
    const planned = await importInto(
      into,
      folderInput('archives', {
        'front/decisions_20260101_020000.json.gz': gzipped([decision]),
        'front/negative_decisions_20260101_020000.json.gz': gzipped([{ ...decision, id: 'd-2' }]),
      }),
    );
    expect((await recordsOf(into))['front/decision']).toHaveLength(2);
    expect(planned.loss).toHaveLength(1);
  });
});

describe('tables', () => {
  test.each(['node', 'wasm'] as const)('SQLite gives every record back to the byte (%s)', async (force) => {
    const folder = await mkdtemp(join(tmpdir(), 'loom-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const from = memoryOf({
      'front/patterns.json': [p1, { id: 'odd', note: '\u0000ä"' }],
      'front/metrics.json': { a: 1 },
      'global/project-meta.json': { name: 'x' },
    });
    const store = nodeStore(folder);
    await exportMemory(
      { ...host, sqlite: nodeSqlite({ force: 'wasm', thread: false }) },
      from,
      { kind: 'folder', store },
      { ...wholeExport, format: 'sqlite', name: 'out.db' },
    );
    const input: ImportInput = {
      name: 'out.db',
      file: { path: 'out.db', size: 0, read: (options) => store.read('out.db', options) },
      beside: { folder: store, name: 'out.db' },
      scratch: memoryStore(),
    };
    const reading = { ...host, sqliteReader: nodeSqliteReader({ force }) };
    const into = memoryOf();
    if (force === 'node' && chooseEngine(undefined) !== 'node') {
      expect(await codeOf(planImport(reading, into, input, asks))).toBe('format-unavailable');
      return;
    }
    const planned = await planImport(reading, into, input, asks);
    expect(planned.counts().add).toBe(2);
    expect(planned.documents.map(({ path }) => path)).toEqual([
      'front/metrics.json',
      'global/project-meta.json',
    ]);
  });

  test('CSV without the records says what is lost', async () => {
    const into = memoryOf();
    const planned = await importInto(
      into,
      fileInput(
        'id,agent,title,confidence,tags,technique\r\n"p,1",front,"Say ""hi""\nnow",0.5,a; b,T\r\n',
        'x.csv',
      ),
    );
    expect(await recordsOf(into)).toEqual({
      'front/pattern': [
        { id: 'p,1', name: 'Say "hi"\nnow', confidence: 0.5, tags: ['a', 'b'], technique: 'T' },
      ],
    });
    expect(planned.loss.join(' ')).toContain('There is no column record');
  });
});
