import { sniffMagic } from '../../bundle/sniff';
import { SQLITE_USER_VERSION } from '../../formats/sqliteSchema';
import { LoomError, throwIfCancelled } from '../../errors';
import { isJsonObject, parseJson } from '../../json';
import type { SqliteRows, SqliteValue } from '../../ports';
import { KIND_PLURALS, KINDS } from '../../store/records';
import type { Kind, StoredRecord } from '../../store/records';
import { MAX_RECORD_BYTES } from '../../store/splitList';
import { viewRecord } from '../../store/view';
import type { Receiver } from '../incoming';
import type { Reader } from './reader';

const ROWS_AT_ONCE = 200;
const TABLES = ['patterns', 'solutions', 'decisions', 'metadata', 'global', 'agent_documents'];

/**
 * A SQLite export. The column `record`, the record as JSON, is the truth; the others are for queries. A database is hostile
 * until proved: it is opened for reading only, and of its schema nothing but plain tables of the known names is looked at.
 */
export const sqliteReader: Reader = {
  id: 'sqlite',
  description: 'a SQLite export',
  recognises: ({ head }) => Promise.resolve(sniffMagic(head) === 'sqlite' ? 0.9 : 0),
  async read({ name, beside }, _options, host, receiver, run) {
    if (host.sqliteReader === undefined || beside === undefined)
      throw new LoomError('format-unavailable', { format: 'sqlite', reason: 'SQLite needs a local file' });
    const rows = await host.sqliteReader.open(beside.folder, beside.name);
    try {
      const tables = await plainTables(rows);
      if (!KINDS.some((kind) => tables.has(KIND_PLURALS[kind])))
        throw new LoomError('not-an-archive', { path: name });
      const project = await readMetadata(rows, tables, name);
      for (const kind of KINDS) {
        if (!tables.has(KIND_PLURALS[kind])) continue;
        let last = -1;
        for (;;) {
          throwIfCancelled(run.signal);
          const page = await rows.all(
            `SELECT key, agent, CAST(record AS TEXT) AS record FROM ${KIND_PLURALS[kind]} WHERE key > ? ORDER BY key LIMIT ${ROWS_AT_ONCE}`,
            [last],
          );
          if (page.length === 0) break;
          last = await handOn(page, kind, name, receiver);
        }
      }
      await readDocuments(rows, tables, receiver);
      return { project };
    } finally {
      await rows.close();
    }
  },
};

/** Views and virtual tables run code of whoever made the file; they are no tables here. */
async function plainTables(rows: SqliteRows): Promise<ReadonlySet<string>> {
  const found = await rows.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table'", []);
  const names = found.flatMap(({ name, sql }) =>
    typeof name === 'string' && typeof sql === 'string' && /^CREATE TABLE\b/i.test(sql) ? [name] : [],
  );
  return new Set(names.filter((name) => TABLES.includes(name)));
}

async function readMetadata(
  rows: SqliteRows,
  tables: ReadonlySet<string>,
  path: string,
): Promise<string | undefined> {
  const [pragma] = await rows.all('PRAGMA user_version', []);
  const version = Number(pragma?.['user_version'] ?? 0);
  if (Math.floor(version / 10_000) > Math.floor(SQLITE_USER_VERSION / 10_000))
    throw new LoomError('version-newer', { path, version: String(version / 10_000), supported: '1.0.0' });
  if (!tables.has('metadata')) return undefined;
  const [project] = await rows.all("SELECT value FROM metadata WHERE key = 'source_project'", []);
  return typeof project?.['value'] === 'string' ? project['value'] : undefined;
}

type Row = Readonly<Record<string, SqliteValue>>;

/** Gives the key of the last row. */
async function handOn(page: readonly Row[], kind: Kind, file: string, receiver: Receiver): Promise<number> {
  let last = 0;
  for (const row of page) {
    last = Number(row['key']);
    const record = recordOf(row, kind, file);
    if (record === undefined) {
      const message = `${file}: row ${String(last)} of ${KIND_PLURALS[kind]} holds no record.`;
      receiver.problem({ file, code: 'record-not-an-object', message, level: 'error' });
    } else await receiver.records(record.view.agent, kind, [record]);
  }
  return last;
}

function recordOf(row: Row, kind: Kind, file: string): StoredRecord | undefined {
  const { agent, record } = row;
  if (typeof agent !== 'string' || typeof record !== 'string' || record.length > MAX_RECORD_BYTES)
    return undefined;
  return storedRecord(record, agent, kind, file);
}

/** A record of its JSON text; undefined when it is no object. */
export function storedRecord(
  text: string,
  agent: string,
  kind: Kind,
  file: string,
): StoredRecord | undefined {
  try {
    const value = parseJson(text);
    if (!isJsonObject(value)) return undefined;
    const bytes = new TextEncoder().encode(text.trim());
    return { ...viewRecord(value, agent, kind), value, bytes, file, index: 0 };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readDocuments(
  rows: SqliteRows,
  tables: ReadonlySet<string>,
  receiver: Receiver,
): Promise<void> {
  const encoder = new TextEncoder();
  const documents = tables.has('agent_documents')
    ? await rows.all('SELECT agent, name, CAST(document AS TEXT) AS document FROM agent_documents', [])
    : [];
  const global = tables.has('global')
    ? await rows.all('SELECT name, CAST(document AS TEXT) AS document FROM global', [])
    : [];
  for (const row of [...documents, ...global]) {
    const { agent, name, document } = row;
    if (typeof name !== 'string' || typeof document !== 'string') continue;
    await receiver.document({
      agent: typeof agent === 'string' ? agent : undefined,
      name,
      bytes: encoder.encode(document),
    });
  }
}
