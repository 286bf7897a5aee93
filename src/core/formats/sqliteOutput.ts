import { toHex } from '../hex';
import type { BundleMetadata } from '../bundle/metadata';
import { LoomError } from '../errors';
import type { FinishedOutput, Output, OutgoingRecord, Section } from '../export/output';
import { SectionHashes } from '../export/sectionHash';
import type { FileStore, Host, SqliteFile, SqliteValue } from '../ports';
import type { Kind } from '../store/records';
import { AgentTotals } from './agentTotals';
import { documentOf, plainText, rowReader } from './columns';
import type { Cell } from './columns';
import { insertStatement, SQLITE_SETTINGS, SQLITE_TABLES, SQLITE_VIEWS } from './sqliteSchema';

export interface SqliteTarget {
  /** The output folder; a database lies in no other kind than a local one. */
  readonly store: FileStore;
  readonly name: string;
  readonly replace: boolean;
}

/** Nothing to choose: a database has no level, and no password (asked for, it is refused before). */
export interface SqliteOptions {
  readonly password?: undefined;
}

/**
 * An export as one SQLite database (M86): tables agents, patterns, solutions, decisions, tags, metadata, global and
 * agent_documents, the whole record as JSON in `record`, and views (`sqliteSchema.ts`). Everything is one transaction; a
 * section is a savepoint within it. Memory is bounded by SQLite's page cache of 16 MiB.
 *
 * The checksums are those of a bundle of the same records.
 *
 * Throws `format-unavailable` where the host has no SQLite, `output-exists`, `folder-missing`, `permission-denied`,
 * `no-space`, `io-failed`.
 */
export async function openSqliteOutput(
  target: SqliteTarget,
  _options: SqliteOptions,
  host: Host,
): Promise<Output> {
  if (host.sqlite === undefined) {
    throw new LoomError('format-unavailable', {
      format: 'sqlite',
      reason: 'SQLite needs a local file system',
    });
  }
  const file = await host.sqlite.create(target.store, target.name, { replace: target.replace });
  try {
    return writeInto(file, target, host);
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** What was appended of one kind; `key` is the last row's. */
interface Table {
  readonly insert: (values: readonly SqliteValue[]) => void;
  readonly row: (record: OutgoingRecord) => Cell[];
  key: number;
}

function writeInto(file: SqliteFile, target: SqliteTarget, host: Host): Output {
  const { database } = file;
  for (const setting of SQLITE_SETTINGS) database.execute(setting);
  database.execute('BEGIN');
  for (const statement of [...SQLITE_TABLES, ...SQLITE_VIEWS]) database.execute(statement);

  const table = (kind: Kind): Table => ({
    insert: database.prepare(insertStatement(kind)),
    row: rowReader(kind),
    key: 0,
  });
  const tables: { readonly [Of in Kind]: Table } = {
    pattern: table('pattern'),
    solution: table('solution'),
    decision: table('decision'),
  };
  const insertTag = database.prepare('INSERT OR IGNORE INTO tags (tag, kind, record_key) VALUES (?, ?, ?)');
  const insertAgent = database.prepare(
    'INSERT INTO agents (name, patterns, solutions, decisions, success_rate, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertMetadata = database.prepare('INSERT INTO metadata (key, value, json) VALUES (?, ?, ?)');
  const insertGlobal = database.prepare('INSERT INTO global (name, document) VALUES (?, CAST(? AS TEXT))');
  const insertDocument = database.prepare(
    'INSERT INTO agent_documents (agent, name, document) VALUES (?, ?, CAST(? AS TEXT))',
  );

  const hashes = new SectionHashes(host.codecs);
  const totals = new AgentTotals();
  let current: { readonly section: Section; readonly table: Table; readonly firstKey: number } | undefined;
  const inSection = (): NonNullable<typeof current> => {
    if (current === undefined) throw new TypeError('no section was begun');
    return current;
  };

  const append = (records: readonly OutgoingRecord[]): void => {
    const { section, table } = inSection();
    for (const record of records) {
      table.key += 1;
      const values: SqliteValue[] = [table.key];
      for (const cell of table.row(record)) values.push(typeof cell === 'boolean' ? Number(cell) : cell);
      values.push(record.bytes);
      table.insert(values);
      for (const tag of record.view.tags) insertTag([plainText(tag), section.kind, table.key]);
    }
    hashes.append(records);
    totals.add(section, records);
  };

  const finish = async (metadata: BundleMetadata): Promise<FinishedOutput> => {
    const checksums = hashes.checksums();
    for (const { name, patterns, solutions, decisions, successRate, bytes } of totals.lines()) {
      const checksum = checksums[name] ?? null;
      insertAgent([plainText(name), patterns, solutions, decisions, successRate, bytes, checksum]);
    }
    for (const [key, value] of Object.entries({ ...metadata, checksums })) {
      if (value === undefined) continue;
      const json = JSON.stringify(value);
      insertMetadata([key, typeof value === 'string' ? plainText(value) : json, json]);
    }
    database.execute('COMMIT');
    const { bytes, sha256 } = await file.commit();
    return { files: [{ path: target.name, bytes, sha256: toHex(sha256) }], checksums };
  };

  return {
    beginSection: (section) =>
      settle(() => {
        const table = tables[section.kind];
        current = { section, table, firstKey: table.key };
        database.execute('SAVEPOINT section');
        hashes.beginSection(section);
        totals.beginSection();
      }),
    append: async (records) => {
      append(records);
      await database.ready();
    },
    restartSection: () =>
      settle(() => {
        const { table, firstKey } = inSection();
        database.execute('ROLLBACK TO section');
        table.key = firstKey;
        hashes.restartSection();
        totals.beginSection();
      }),
    endSection: () =>
      settle(() => {
        const { section } = inSection();
        database.execute('RELEASE section');
        current = undefined;
        const bytes = hashes.endSection();
        totals.endSection(section.agent, bytes);
        return bytes;
      }),
    document: async (path, bytes) => {
      const length = hashes.document(path, bytes);
      const { agent, name } = documentOf(path);
      if (agent === undefined) insertGlobal([plainText(name), bytes]);
      else {
        totals.addDocument(agent, length);
        insertDocument([plainText(agent), plainText(name), bytes]);
      }
      await database.ready();
    },
    get uncompressedBytes() {
      return hashes.uncompressedBytes;
    },
    finish,
    abandon: () => file.abandon(),
  };
}

/** Runs at once: the result, or what it threw, as the promise that `Output` asks for. */
function settle<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
