// Scanning SQLite databases (issue 3): rows of our exports as the records they are, and any other row as what its columns say.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createFingerprint } from '../../src/core/anonymise/fingerprint';
import { openSqliteOutput } from '../../src/core/formats/sqliteOutput';
import { sarifOf } from '../../src/core/scan/sarif';
import { scan } from '../../src/core/scan/scan';
import type { ScanReport } from '../../src/core/scan/finding';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { nodeSqlite } from '../../src/platform/sqlite';
import { chooseEngine } from '../../src/platform/sqliteEngines';
import { nodeSqliteReader } from '../../src/platform/sqliteReader';
import { hostWith, metadata, writeSection } from './formatsRecords';
import { sealed, tarOf } from './scanFixtures';

/** Composed here, so that no scanner takes this file for a leak. */
const KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const OTHER_KEY = ['sk', 'live', '7bQ21MwXzkRTvcplA9yfs3hj'].join('_');
const secret = new Uint8Array(32).fill(7);
const codecs = nodeCodecs();

/** A folder that is gone when the test ends. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'loom-scan-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

/** Runs SQL with the real sqlite3 program; gives the database's bytes. */
function made(sql: string, within = folder(), name = 'made.db'): Uint8Array {
  execFileSync('sqlite3', ['-bail', join(within, name)], { input: sql.replaceAll(/^ +/gm, '') });
  return new Uint8Array(readFileSync(join(within, name)));
}

async function scanFolder(root: string, password?: string): Promise<ScanReport> {
  const files = nodeStore(root);
  const target = { type: 'folder' as const, files, show: (path: string) => path };
  return scan(
    { codecs, sqliteReader: nodeSqliteReader() },
    { targets: [target], choices: { secret }, password },
  );
}

async function scanBytes(name: string, bytes: Uint8Array, password?: string): Promise<ScanReport> {
  const target = {
    type: 'folder' as const,
    files: memoryStore({ [name]: bytes }),
    show: (path: string) => path,
  };
  return scan(
    { codecs, sqliteReader: nodeSqliteReader() },
    { targets: [target], choices: { secret }, password },
  );
}

const places = ({ findings }: ScanReport): (readonly [string | undefined, string])[] =>
  findings.map(({ entry, pointer }) => [entry, pointer]);

/** An export as SQLite, with a key in a record and one in a document. */
async function exported(): Promise<{ readonly root: string; readonly bytes: Uint8Array }> {
  const root = folder();
  const target = { store: nodeStore(root), name: 'out.db', replace: false };
  const host = { ...hostWith(nodeSqlite({ thread: false })) };
  const output = await openSqliteOutput(target, {}, host);
  await writeSection(output, { agent: 'front', kind: 'pattern' }, [
    { id: 'clean', name: 'Nothing' },
    { id: 'leaky', name: `with ${KEY}`, tags: ['a'], context: { steps: ['one', `use ${KEY}`] } },
  ]);
  await writeSection(output, { agent: 'back', kind: 'decision' }, [{ id: 'd1', question: `why ${KEY}` }]);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  await output.document('agents/front/context.json', encode(JSON.stringify({ note: KEY }, null, 2)));
  await output.document('global/project-meta.json', encode(JSON.stringify({ owner: { key: KEY } })));
  await output.finish(metadata);
  return { root, bytes: new Uint8Array(readFileSync(join(root, 'out.db'))) };
}
const OF_EXPORT = [
  ['patterns/2/record', 'front', 'pattern', 'leaky', '/name'],
  ['patterns/2/record', 'front', 'pattern', 'leaky', '/context/steps/1'],
  ['decisions/1/record', 'back', 'decision', 'd1', '/question'],
  ['global/1/document', 'global', 'document', 'global/project-meta.json', '/owner/key'],
  ['agent_documents/1/document', 'front', 'document', 'front/context.json', '/note'],
];
const owned = ({ findings }: ScanReport): unknown[] =>
  findings.map(({ entry, agent, kind, id, pointer }) => [entry, agent, kind, id, pointer]);

describe('an export as SQLite', () => {
  test('is scanned as its records and documents, each finding once although columns repeat it', async () => {
    const { bytes } = await exported();
    const report = await scanBytes('out.db', bytes);
    expect(owned(report)).toEqual(OF_EXPORT);
    expect(report).toMatchObject({ problems: [], skipped: [], texts: 1 });
    const fingerprint = createFingerprint(secret, codecs)(KEY);
    expect(new Set(report.findings.map((one) => one.fingerprint))).toEqual(new Set([fingerprint]));
    expect(JSON.stringify(report)).not.toContain(KEY);
  });

  test('is known by its bytes: compressed, encrypted, both, under another name and in a tar', async () => {
    const { bytes } = await exported();
    const gzip = new Uint8Array(gzipSync(bytes));
    for (const [name, content] of [
      ['out.db.gz', gzip],
      ['twice.gz', new Uint8Array(gzipSync(gzip))],
      ['out.db.enc', await sealed(bytes, 'pass')],
      ['out.db.gz.enc', await sealed(gzip, 'pass')],
      ['copy.bak', bytes],
      ['copy', gzip],
    ] as const)
      expect([name, owned(await scanBytes(name, content, 'pass'))]).toEqual([name, OF_EXPORT]);
    const packed = new Uint8Array(gzipSync(tarOf({ 'a/out.db': bytes, 'a/out.db.gz': gzip })));
    const entries = (await scanBytes('all.tar.gz', packed)).findings.map(({ entry }) => entry);
    expect(entries).toEqual(
      ['a/out.db', 'a/out.db.gz'].flatMap((entry) => OF_EXPORT.map(([row]) => `${entry}/${row}`)),
    );
  }, 60_000);

  test('says what columns hold that the record does not', async () => {
    const { root } = await exported();
    execFileSync('sqlite3', [
      join(root, 'out.db'),
      `UPDATE patterns SET title = 'now ${OTHER_KEY}' WHERE key = 1`,
    ]);
    const found = owned(await scanFolder(root));
    expect(found[0]).toEqual(['patterns/1', undefined, 'document', 'patterns/1', '/title']);
    expect(found).toHaveLength(OF_EXPORT.length + 1);
  });

  test('with a record that is no JSON is a problem with the row, and its words are scanned', async () => {
    const { root } = await exported();
    execFileSync('sqlite3', [
      join(root, 'out.db'),
      `UPDATE patterns SET record = '{"id": ${KEY}' WHERE key = 1`,
    ]);
    const { problems, findings } = await scanFolder(root);
    expect(problems).toMatchObject([{ file: 'out.db', entry: 'patterns/1/record', code: 'json-damaged' }]);
    expect(findings[0]).toMatchObject({ entry: 'patterns/1/record', agent: 'front', kind: 'pattern' });
  });
});

describe('any other database', () => {
  test('is scanned row by row, columns as names, JSON in them followed into', async () => {
    const bytes = made(`CREATE TABLE memories (id INTEGER PRIMARY KEY, key TEXT, value, n INTEGER);
      INSERT INTO memories VALUES (7, 'plain', 'use ${KEY}', 5), (9, 'nothing', 'here', 6),
        (8, 'json', '{"a": ["x", "${KEY}"]}', NULL), (10, 'broken', '[${KEY}', 1);`);
    const report = await scanBytes('kagura.db', bytes);
    expect(places(report)).toEqual([
      ['memories/7', '/value'],
      ['memories/8', '/value/a/1'],
      ['memories/10', '/value'],
    ]);
    expect(report.problems).toEqual([]);
    expect(report.findings[0]).toMatchObject({ agent: undefined, kind: 'document', id: 'memories/7' });
  });

  test('takes the name of a column for what it holds', async () => {
    const value = ['qwe8', 'Zx31', 'pLm'].join('');
    const bytes = made(
      `CREATE TABLE users (name TEXT, password TEXT); INSERT INTO users VALUES ('jo', '${value}');`,
    );
    expect(places(await scanBytes('users.sqlite', bytes))).toEqual([['users/1', '/password']]);
  });

  test('of whatever making: WITHOUT ROWID, odd names, text search, defaults in the schema', async () => {
    const bytes = made(`CREATE TABLE kv (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;
      INSERT INTO kv VALUES ('b', '${KEY}'), ('a', 'nothing');
      CREATE TABLE "we""ird/t" (rowid TEXT, _rowid_ TEXT, oid TEXT, "a b" TEXT);
      INSERT INTO "we""ird/t" VALUES ('x', 'y', 'z', '${KEY}');
      CREATE VIRTUAL TABLE notes USING fts5(body); INSERT INTO notes VALUES ('note ${KEY}');
      CREATE TABLE defaults (a TEXT DEFAULT '${KEY}');
      CREATE VIEW seen AS SELECT v FROM kv;`);
    const report = await scanBytes('odd.db', bytes);
    expect(places(report).filter(([entry]) => !entry?.startsWith('sqlite_schema/'))).toEqual([
      ['kv/2', '/v'],
      ['we"ird/t/1', '/a b'],
      ['notes_content/1', '/c0'],
    ]);
    expect(places(report).filter(([entry]) => entry?.startsWith('sqlite_schema/'))).toHaveLength(1);
    expect(report.problems).toEqual([]);
  });

  test('is looked into to the last byte: after NUL, in blobs of text and of gzip, in what is larger than a piece', async () => {
    const root = folder();
    const hex = gzipSync(JSON.stringify({ deep: KEY })).toString('hex');
    made(
      `CREATE TABLE b (id INTEGER PRIMARY KEY, v);
      INSERT INTO b VALUES (1, char(0) || '${KEY}'), (2, CAST('${KEY}' AS BLOB)), (3, x'${hex}'),
        (4, replace(hex(zeroblob(1500000)), '00', 'w ') || '${KEY}'), (5, zeroblob(600)),
        (6, zeroblob(700)), (9223372036854775807, '${KEY}');`,
      root,
    );
    const report = await scanFolder(root);
    expect(places(report)).toEqual([
      ['b/1', '/v'],
      ['b/2', '/v'],
      ['b/3/v', '/deep'],
      ['b/4', '/v'],
      ['b/9223372036854775807', '/v'],
    ]);
    expect(report.skipped).toEqual(['b/v in made.db']);
  });

  test('finds a value anywhere that was found in any row or file', async () => {
    const root = folder();
    const word = ['Vq7', 'tRw', '2mKz'].join('');
    made(`CREATE TABLE t (note TEXT); INSERT INTO t VALUES ('it was ${word}');`, root);
    writeFileSync(join(root, 'z.json'), JSON.stringify({ password: word }));
    expect((await scanFolder(root)).findings.map(({ file, entry }) => [file, entry])).toEqual([
      ['made.db', 't/1'],
      ['z.json', undefined],
    ]);
  });

  test('has every planted key found, in whatever row and column it lies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.constantFrom('words', '', '{"a":1}', '"', KEY), { minLength: 3, maxLength: 3 }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async (rows) => {
          const values = rows.map((row) => `(${row.map((value) => `'${value}'`).join(', ')})`).join(', ');
          const report = await scanBytes(
            'x.db',
            made(`CREATE TABLE t (a, b, c); INSERT INTO t VALUES ${values};`),
          );
          const expected = rows.flatMap((row, index) =>
            row.flatMap((value, column) =>
              value === KEY ? [[`t/${index + 1}`, `/${'abc'[column] ?? ''}`]] : [],
            ),
          );
          expect(places(report)).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  test('of UTF-16 text is read where the engine can, and else said to be unread', async () => {
    const bytes = made(
      `PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a); INSERT INTO t VALUES ('äö ${KEY}');`,
    );
    const report = await scanBytes('wide.db', bytes);
    if (chooseEngine(undefined) === 'node') expect(places(report)).toEqual([['t/1', '/a']]);
    else
      expect(report.problems.map(({ code, message }) => [code, message])).toEqual([
        [
          'format-unavailable',
          'wide.db was not scanned: the format sqlite is not available here: its text is UTF-16, which the SQLite of this host does not read.',
        ],
      ]);
  });
});

describe('a database that something is wrong with', () => {
  test('that is damaged is a problem with its table, and the other tables are scanned', async () => {
    const { bytes } = await exported();
    const page = Math.floor(Buffer.from(bytes).indexOf('"id":"leaky"') / 65_536) * 65_536;
    bytes.fill(0xff, page, page + 8);
    const { problems, findings } = await scanBytes('out.db', bytes);
    expect(problems).toMatchObject([{ file: 'out.db', code: 'archive-damaged' }]);
    expect(problems[0]?.message).toMatch(/^out\.db is damaged: .*malformed.* \(table patterns\)\.$/);
    expect(findings.map(({ entry }) => entry)).toEqual(
      OF_EXPORT.map(([entry]) => entry).filter((entry) => entry?.startsWith('patterns') !== true),
    );
  });

  test('that is cut, or has the first bytes only, is a problem', async () => {
    const { bytes } = await exported();
    for (const damaged of [bytes.subarray(0, 3000), Buffer.from('SQLite format 3\0and no more')]) {
      const report = await scanBytes('out.db', new Uint8Array(damaged));
      expect(report).toMatchObject({ findings: [], problems: [{ file: 'out.db', code: 'archive-damaged' }] });
    }
  });

  test('in a tar does not keep what follows it from being scanned', async () => {
    const tar = tarOf({
      'a.db': Buffer.from('SQLite format 3\0and no more'),
      'b/patterns.json': JSON.stringify([{ id: 'one', note: KEY }]),
    });
    const { findings, problems } = await scanBytes('all.tar', tar);
    expect(problems.map(({ message }) => message)).toEqual([
      'a.db in all.tar is damaged: file is not a database.',
    ]);
    expect(findings).toMatchObject([{ entry: 'b/patterns.json', id: 'one' }]);
  });

  test('has its write-ahead log read with it, which stays as it is', async () => {
    const root = folder();
    made(
      `PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES ('one');
      PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO t VALUES ('${KEY}');
      .shell cp "${join(root, 'made.db')}" "${join(root, 'live.db')}"
      .shell cp "${join(root, 'made.db-wal')}" "${join(root, 'live.db-wal')}"
      `,
      root,
    );
    rmSync(join(root, 'made.db'));
    const before = readdirSync(root).map((name) => [name, readFileSync(join(root, name)).toString('hex')]);
    expect(before.map(([name]) => name)).toEqual(['live.db', 'live.db-wal']);
    const report = await scanFolder(root);
    expect(places(report)).toEqual([['t/2', '/a']]);
    expect(report).toMatchObject({ problems: [], skipped: [] });
    expect(readdirSync(root).map((name) => [name, readFileSync(join(root, name)).toString('hex')])).toEqual(
      before,
    );
  });

  test('that is being changed, or was when its program ended, is scanned as it is and said to be', async () => {
    const root = folder();
    made(
      `CREATE TABLE t (a); INSERT INTO t VALUES ('${KEY}'); PRAGMA cache_size = 1; BEGIN;
      INSERT INTO t SELECT hex(zeroblob(300)) FROM generate_series(1, 2000);
      .shell cp "${join(root, 'made.db')}" "${join(root, 'hot.db')}"
      .shell cp "${join(root, 'made.db-journal')}" "${join(root, 'hot.db-journal')}"
      ROLLBACK;`,
      root,
    );
    rmSync(join(root, 'made.db'));
    const report = await scanFolder(root);
    expect(report.problems.map(({ code, message }) => [code, message])).toEqual([
      [
        'io-failed',
        'hot.db could not be read or written: a journal lies beside it, so another program is changing it or was ended while it did; it was scanned as it is.',
      ],
    ]);
    expect(places(report)).toEqual([['t/1', '/a']]);
    expect(report.skipped).toEqual(['hot.db-journal']);
    expect(readdirSync(root)).toEqual(['hot.db', 'hot.db-journal']);
  });

  test('leaves nothing behind, also when the scan is cancelled', async () => {
    const { root } = await exported();
    const temporary = folder();
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect((await scanFolder(root)).findings).toHaveLength(OF_EXPORT.length);
    expect(readdirSync(temporary)).toEqual([]);
    const stop = new AbortController();
    const host = { codecs, sqliteReader: nodeSqliteReader() };
    const targets = [{ type: 'folder' as const, files: nodeStore(root), show: (path: string) => path }];
    const whileReading = {
      signal: stop.signal,
      onProgress: () => {
        stop.abort();
      },
    };
    await expect(scan(host, { targets, choices: { secret } }, whileReading)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

test('SARIF names the database as the file and the row in the message', async () => {
  const report = await scanBytes('x.db', made(`CREATE TABLE t (a); INSERT INTO t VALUES ('${KEY}');`));
  const { runs } = sarifOf(report, '1.0.0') as {
    readonly runs: readonly { readonly results: readonly unknown[] }[];
  };
  expect(runs[0]?.results).toMatchObject([
    {
      message: { text: 'API keys (critical) in t/1, line 1: t/1 /a' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'x.db' }, region: { startLine: 1 } } }],
    },
  ]);
});
