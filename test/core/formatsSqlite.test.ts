import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSqliteOutput } from '../../src/core/formats/sqliteOutput';
import type { Output } from '../../src/core/export/output';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { nodeSqlite } from '../../src/platform/sqlite';
import { HARD_TEXTS, hostWith, metadata, outgoing, writeSection } from './formatsRecords';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-sqlite-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the real sqlite3 program answers, as JSON. */
function ask(file: string, sql: string): unknown[] {
  const answer = execFileSync('sqlite3', ['-json', '-readonly', file, sql], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return answer === '' ? [] : (JSON.parse(answer) as unknown[]);
}

/** What it dumps: the schema and all rows as SQL. */
function dump(file: string): string {
  return execFileSync('sqlite3', ['-readonly', file, '.dump'], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

async function fill(output: Output): Promise<void> {
  await writeSection(output, { agent: 'reader', kind: 'pattern' }, [
    {
      id: 'shared',
      name: 'Cache reads',
      success_rate: 0.5,
      confidence: 0.9,
      tags: ['cache', 'cache', 'fast'],
    },
    { id: 'shared', name: 'The same id again', success_rate: 1, confidence: 0.2, use_count: 7 },
    { id: 'off', name: 'Switched off', success_rate: 1, active: false },
  ]);
  await writeSection(output, { agent: 'writer', kind: 'pattern' }, [
    {
      id: 'shared',
      name: 'Cache writes',
      success_rate: 0.75,
      confidence: 0.8,
      use_count: 3,
      tags: ['cache'],
    },
    ...HARD_TEXTS.map((hard, index) => ({
      id: `hard ${index}`,
      name: hard,
      context: { hard },
      tags: [hard],
    })),
    { id: 'huge', name: 'é'.repeat(300_000) },
    { id: 'odd numbers', confidence: 1e-7, use_count: 2.5, success_rate: -0 },
  ]);
  await writeSection(output, { agent: 'writer', kind: 'solution' }, [
    {
      id: 's1',
      problem: { errorType: 'TypeError', errorMessage: 'x is not a function' },
      solution: { rootCause: 'a cycle of imports', fixApproach: 'split the module' },
      effectiveness: { worked: true, timeToFixMinutes: 12.5 },
      use_count: 4,
    },
    { id: 's2', problem: { errorType: 'RangeError' }, effectiveness: { worked: false } },
  ]);
  await writeSection(output, { agent: 'writer', kind: 'decision' }, []);
  await output.document('agents/writer/metrics.json', new TextEncoder().encode('{"a":"ü"}\n'));
  await output.document('global/project-meta.json', new TextEncoder().encode('{"b":2}'));
}

const hasBuiltIn = typeof process.getBuiltinModule('node:sqlite') === 'object';
const engines = ['wasm', ...(hasBuiltIn ? (['node'] as const) : [])] as const;

describe.each(engines)('a SQLite export (%s)', (force) => {
  const host = hostWith(nodeSqlite({ force }));

  test('is a sound database in the journal mode DELETE, alone in its folder', async () => {
    await inFolder(async (folder) => {
      const output = await openSqliteOutput(
        { store: nodeStore(folder), name: 'm.db', replace: false },
        {},
        host,
      );
      await fill(output);
      const finished = await output.finish(metadata);
      const file = join(folder, 'm.db');
      expect(readdirSync(folder)).toEqual(['m.db']);
      expect(ask(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(ask(file, 'PRAGMA foreign_key_check')).toEqual([]);
      expect(ask(file, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }]);
      expect(ask(file, 'PRAGMA page_size')).toEqual([{ page_size: 65536 }]);
      expect(ask(file, 'PRAGMA application_id')).toEqual([{ application_id: 0x4c6f6f6d }]);
      expect(ask(file, 'PRAGMA user_version')).toEqual([{ user_version: 10000 }]);
      expect(readdirSync(folder)).toEqual(['m.db']);
      const sum = execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64);
      expect(finished.files).toEqual([{ path: 'm.db', bytes: readFileSync(file).length, sha256: sum }]);
    });
  });

  test('answers queries over agents, kinds, tags, metadata and global data', async () => {
    await inFolder(async (folder) => {
      const output = await openSqliteOutput(
        { store: nodeStore(folder), name: 'm.db', replace: false },
        {},
        host,
      );
      await fill(output);
      const { checksums } = await output.finish(metadata);
      const file = join(folder, 'm.db');
      expect(ask(file, "SELECT agent, title FROM patterns WHERE id = 'shared' ORDER BY key")).toEqual([
        { agent: 'reader', title: 'Cache reads' },
        { agent: 'reader', title: 'The same id again' },
        { agent: 'writer', title: 'Cache writes' },
      ]);
      expect(ask(file, 'SELECT name, patterns, solutions, decisions, checksum FROM agents')).toEqual([
        { name: 'reader', patterns: 3, solutions: 0, decisions: 0, checksum: checksums['reader'] },
        {
          name: 'writer',
          patterns: HARD_TEXTS.length + 3,
          solutions: 2,
          decisions: 0,
          checksum: checksums['writer'],
        },
      ]);
      expect(ask(file, "SELECT title FROM tagged WHERE tag = 'cache' ORDER BY key")).toEqual([
        { title: 'Cache reads' },
        { title: 'Cache writes' },
      ]);
      expect(ask(file, "SELECT value FROM metadata WHERE key = 'version'")).toEqual([{ value: '1.0.0' }]);
      expect(
        ask(file, "SELECT json_extract(json, '$.writer') AS hash FROM metadata WHERE key = 'checksums'"),
      ).toEqual([{ hash: checksums['writer'] }]);
      expect(ask(file, 'SELECT * FROM global')).toEqual([{ name: 'project-meta', document: '{"b":2}' }]);
      expect(ask(file, "SELECT json_extract(document, '$.a') AS a FROM agent_documents")).toEqual([
        { a: 'ü' },
      ]);
      expect(
        ask(
          file,
          "SELECT typeof(use_count) AS t, use_count, confidence, typeof(active) AS a FROM patterns WHERE id = 'odd numbers'",
        ),
      ).toEqual([{ t: 'real', use_count: 2.5, confidence: 1e-7, a: 'integer' }]);
    });
  });

  test('has views that answer what is asked first', async () => {
    await inFolder(async (folder) => {
      const output = await openSqliteOutput(
        { store: nodeStore(folder), name: 'm.db', replace: false },
        {},
        host,
      );
      await fill(output);
      await output.finish(metadata);
      const file = join(folder, 'm.db');
      expect(ask(file, 'SELECT title FROM top_patterns LIMIT 3')).toEqual([
        { title: 'The same id again' },
        { title: 'Cache writes' },
        { title: 'Cache reads' },
      ]);
      expect(ask(file, 'SELECT id, root_cause, verified FROM solutions_that_worked')).toEqual([
        { id: 's1', root_cause: 'a cycle of imports', verified: 4 },
      ]);
      expect(ask(file, 'SELECT * FROM decisions_worth_repeating')).toEqual([]);
      expect(ask(file, "SELECT * FROM tag_counts WHERE tag = 'cache'")).toEqual([
        { tag: 'cache', records: 2, agents: 2 },
      ]);
      expect(ask(file, 'SELECT name, records FROM agent_overview')).toEqual([
        { name: 'reader', records: 3 },
        { name: 'writer', records: HARD_TEXTS.length + 5 },
      ]);
      expect(ask(file, 'SELECT kind, COUNT(*) AS n FROM records GROUP BY kind')).toEqual([
        { kind: 'pattern', n: HARD_TEXTS.length + 6 },
        { kind: 'solution', n: 2 },
      ]);
    });
  });

  test('keeps every record byte for byte, and text without NUL or broken Unicode in the columns', async () => {
    await inFolder(async (folder) => {
      const output = await openSqliteOutput(
        { store: nodeStore(folder), name: 'm.db', replace: false },
        {},
        host,
      );
      const records = HARD_TEXTS.map((hard, index) =>
        outgoing('writer', 'pattern', { id: String(index), name: hard, deep: { hard } }),
      );
      await output.beginSection({ agent: 'writer', kind: 'pattern' });
      await output.append(records);
      await output.endSection();
      await output.finish(metadata);
      const file = join(folder, 'm.db');
      const rows = ask(file, 'SELECT hex(record) AS record, hex(title) AS title FROM patterns ORDER BY key');
      const asHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
      expect(rows).toEqual(
        records.map(({ bytes }, index) => ({
          record: asHex(bytes),
          title: asHex(Buffer.from(HARD_TEXTS[index]?.toWellFormed().replaceAll('\u0000', '\ufffd') ?? '')),
        })),
      );
      expect(
        ask(file, "SELECT COUNT(*) AS n FROM patterns WHERE typeof(record) = 'text' AND json_valid(record)"),
      ).toEqual([{ n: HARD_TEXTS.length }]);
    });
  });

  test('starts a section again without a trace of the first try', async () => {
    await inFolder(async (folder) => {
      const store = nodeStore(folder);
      const once = await openSqliteOutput({ store, name: 'once.db', replace: false }, {}, host);
      await writeSection(once, { agent: 'writer', kind: 'pattern' }, [{ id: 'first' }]);
      await writeSection(once, { agent: 'writer', kind: 'solution' }, [{ id: 'kept', tags: ['a'] }]);
      const expected = await once.finish(metadata);

      const twice = await openSqliteOutput({ store, name: 'twice.db', replace: false }, {}, host);
      await writeSection(twice, { agent: 'writer', kind: 'pattern' }, [{ id: 'first' }]);
      await twice.beginSection({ agent: 'writer', kind: 'solution' });
      await twice.append([outgoing('writer', 'solution', { id: 'torn', tags: ['b'] })]);
      await twice.restartSection();
      await twice.append([outgoing('writer', 'solution', { id: 'kept', tags: ['a'] })]);
      await twice.endSection();
      expect((await twice.finish(metadata)).checksums).toEqual(expected.checksums);
      expect(dump(join(folder, 'twice.db'))).toBe(dump(join(folder, 'once.db')));
    });
  });

  test('is the same file, byte for byte, for the same records', async () => {
    await inFolder(async (folder) => {
      for (const name of ['a.db', 'b.db']) {
        const output = await openSqliteOutput({ store: nodeStore(folder), name, replace: false }, {}, host);
        await fill(output);
        await output.finish(metadata);
      }
      expect(readFileSync(join(folder, 'a.db')).equals(readFileSync(join(folder, 'b.db')))).toBe(true);
    });
  });

  test('leaves nothing when it is given up, and the old file as it was', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'm.db'), 'old');
      const output = await openSqliteOutput(
        { store: nodeStore(folder), name: 'm.db', replace: true },
        {},
        host,
      );
      await output.beginSection({ agent: 'writer', kind: 'pattern' });
      await output.append([outgoing('writer', 'pattern', { id: 'p1' })]);
      await output.abandon();
      await output.abandon();
      expect(readdirSync(folder)).toEqual(['m.db']);
      expect(readFileSync(join(folder, 'm.db'), 'utf8')).toBe('old');
    });
  });

  test('refuses a name that is taken, replaces it when told to, and never a folder', async () => {
    await inFolder(async (folder) => {
      const store = nodeStore(folder);
      writeFileSync(join(folder, 'm.db'), 'old');
      await expect(openSqliteOutput({ store, name: 'm.db', replace: false }, {}, host)).rejects.toMatchObject(
        {
          code: 'output-exists',
        },
      );
      const output = await openSqliteOutput({ store, name: 'm.db', replace: true }, {}, host);
      await fill(output);
      await output.finish(metadata);
      expect(ask(join(folder, 'm.db'), 'SELECT COUNT(*) AS n FROM solutions')).toEqual([{ n: 2 }]);
      mkdirSync(join(folder, 'folder.db'));
      await expect(
        openSqliteOutput({ store, name: 'folder.db', replace: true }, {}, host),
      ).rejects.toMatchObject({
        code: 'io-failed',
      });
      expect(readdirSync(folder).sort()).toEqual(['folder.db', 'm.db']);
    });
  });

  test('does not replace a file that came while it was written', async () => {
    await inFolder(async (folder) => {
      const output = await openSqliteOutput(
        { store: nodeStore(folder), name: 'm.db', replace: false },
        {},
        host,
      );
      await fill(output);
      writeFileSync(join(folder, 'm.db'), 'somebody else');
      await expect(output.finish(metadata)).rejects.toMatchObject({ code: 'output-exists' });
      await output.abandon();
      expect(readdirSync(folder)).toEqual(['m.db']);
      expect(readFileSync(join(folder, 'm.db'), 'utf8')).toBe('somebody else');
    });
  });

  test('says that a folder is missing', async () => {
    await inFolder(async (folder) => {
      const store = nodeStore(join(folder, 'missing'));
      await expect(openSqliteOutput({ store, name: 'm.db', replace: false }, {}, host)).rejects.toMatchObject(
        {
          code: 'folder-missing',
        },
      );
    });
  });
});

describe('SQLite on a host', () => {
  test('without SQLite, or for a folder that is not on the disk, is not available', async () => {
    const store = memoryStore();
    await expect(
      openSqliteOutput({ store, name: 'm.db', replace: false }, {}, hostWith()),
    ).rejects.toMatchObject({ code: 'format-unavailable', data: { format: 'sqlite' } });
    await expect(
      openSqliteOutput({ store, name: 'm.db', replace: false }, {}, hostWith(nodeSqlite())),
    ).rejects.toMatchObject({ code: 'format-unavailable' });
  });

  test.skipIf(hasBuiltIn)(
    'whose Node has none still writes, and says so when that one is forced',
    async () => {
      await inFolder(async (folder) => {
        const store = nodeStore(folder);
        await expect(
          openSqliteOutput(
            { store, name: 'm.db', replace: false },
            {},
            hostWith(nodeSqlite({ force: 'node' })),
          ),
        ).rejects.toMatchObject({ code: 'format-unavailable' });
        expect(readdirSync(folder)).toEqual([]);
        const output = await openSqliteOutput(
          { store, name: 'm.db', replace: false },
          {},
          hostWith(nodeSqlite()),
        );
        await fill(output);
        await output.finish(metadata);
        expect(ask(join(folder, 'm.db'), 'SELECT COUNT(*) AS n FROM solutions')).toEqual([{ n: 2 }]);
      });
    },
  );

  test.runIf(hasBuiltIn)('with both engines holds the same rows whichever wrote it', async () => {
    await inFolder(async (folder) => {
      for (const force of ['node', 'wasm'] as const) {
        const output = await openSqliteOutput(
          { store: nodeStore(folder), name: `${force}.db`, replace: false },
          {},
          hostWith(nodeSqlite({ force })),
        );
        await fill(output);
        await output.finish(metadata);
      }
      expect(dump(join(folder, 'node.db'))).toBe(dump(join(folder, 'wasm.db')));
    });
  });
});
