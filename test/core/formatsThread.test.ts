import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteOutput } from '../../src/core/formats/sqliteOutput';
import type { SqliteWriter } from '../../src/core/ports';
import { nodeStore } from '../../src/platform/node';
import { nodeSqlite } from '../../src/platform/sqlite';
import type { SqliteOptions } from '../../src/platform/sqlite';
import { builtModule } from './builtModule';
import { HARD_TEXTS, hostWith, metadata, outgoing, writeSection } from './formatsRecords';

const engines = [
  'wasm',
  ...(typeof process.getBuiltinModule('node:sqlite') === 'object' ? (['node'] as const) : []),
] as const;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-thread-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** `nodeSqlite` as it is shipped: bundled, in chunks, with the WebAssembly engine in a folder beside them. */
const built = builtModule('./src/platform/sqlite', nodeSqlite, (program) => {
  execFileSync('cp', ['-r', 'node_modules/node-sqlite3-wasm/dist', join(program, 'sqlite')]);
  writeFileSync(join(program, 'sqlite', 'package.json'), '{"type":"commonjs"}');
});
const shipped = (options: SqliteOptions): SqliteWriter => built()(options);

const out = (name: string): string => mkdtempSync(join(folder, `${name}-`));

describe.each(engines)('the shipped SQLite (%s) on a thread of its own', (force) => {
  test('writes what it writes without one, over many batches', async () => {
    const target = out('same');
    const dumps: string[] = [];
    for (const [name, sqlite] of [
      ['thread.db', shipped({ force, thread: true })],
      ['plain.db', nodeSqlite({ force, thread: false })],
    ] as const) {
      const output = await openSqliteOutput(
        { store: nodeStore(target), name, replace: false },
        {},
        hostWith(sqlite),
      );
      await output.beginSection({ agent: 'writer', kind: 'pattern' });
      for (let batch = 0; batch < 12; batch++) {
        await output.append(
          [...HARD_TEXTS, 'long '.repeat(batch * 1000)].map((hard, index) =>
            outgoing('writer', 'pattern', {
              id: `${batch} ${index}`,
              name: hard,
              tags: [hard],
              use_count: index,
            }),
          ),
        );
      }
      await output.endSection();
      await output.document('global/project-meta.json', new TextEncoder().encode('{"a":1}'));
      await output.finish(metadata);
      dumps.push(
        execFileSync('sqlite3', ['-readonly', join(target, name), '.dump'], {
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        }),
      );
    }
    expect(readdirSync(target).sort()).toEqual(['plain.db', 'thread.db']);
    expect(dumps[0]).toBe(dumps[1]);
  });

  test('takes a section back', async () => {
    const target = out('restart');
    const output = await openSqliteOutput(
      { store: nodeStore(target), name: 'm.db', replace: false },
      {},
      hostWith(shipped({ force, thread: true })),
    );
    await output.beginSection({ agent: 'writer', kind: 'pattern' });
    await output.append([outgoing('writer', 'pattern', { id: 'torn' })]);
    await output.restartSection();
    await output.append([outgoing('writer', 'pattern', { id: 'kept' })]);
    await output.endSection();
    await output.finish(metadata);
    expect(
      execFileSync('sqlite3', [join(target, 'm.db'), 'SELECT id FROM patterns'], { encoding: 'utf8' }),
    ).toBe('kept\n');
  });

  test('leaves nothing when it is given up half way', async () => {
    const target = out('given-up');
    const output = await openSqliteOutput(
      { store: nodeStore(target), name: 'm.db', replace: false },
      {},
      hostWith(shipped({ force, thread: true })),
    );
    await writeSection(output, { agent: 'writer', kind: 'pattern' }, [
      { id: 'p', name: 'x'.repeat(3_000_000) },
    ]);
    await output.abandon();
    await output.abandon();
    expect(readdirSync(target)).toEqual([]);
  });

  test('throws what went wrong on the thread, with the product’s code', async () => {
    const target = out('failing');
    const file = await shipped({ force, thread: true }).create(nodeStore(target), 'm.db', { replace: false });
    const { database } = file;
    database.execute('CREATE TABLE t (a TEXT NOT NULL)');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    insert([null]);
    await expect(database.ready().then(() => file.commit())).rejects.toMatchObject({
      code: 'io-failed',
      data: { detail: expect.stringContaining('NOT NULL') as string },
    });
    await file.abandon();
    expect(readdirSync(target)).toEqual([]);
  });
});

test('from the sources SQLite runs on this thread, and says so when one of its own is asked for', async () => {
  const target = out('sources');
  await expect(
    nodeSqlite({ thread: true }).create(nodeStore(target), 'm.db', { replace: false }),
  ).rejects.toMatchObject({ code: 'format-unavailable' });
  expect(readdirSync(target)).toEqual([]);
});
