import { KIND_PLURALS, KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { columnsOf } from './columns';
import type { ColumnType } from './columns';

/** "Loom" in ASCII, in the header of every database we write (`PRAGMA application_id`, byte 68; `file` shows it). */
export const SQLITE_APPLICATION_ID = 0x4c6f6f6d;

/** `PRAGMA user_version`: the bundle version 1.0.0 as major x 10,000 + minor x 100 + patch. */
export const SQLITE_USER_VERSION = 10_000;

const AFFINITY: { readonly [Type in ColumnType]: string } = {
  text: 'TEXT',
  number: 'REAL',
  count: 'INTEGER',
  flag: 'INTEGER',
};

/**
 * Before the first table. Pages of 64 KiB: our rows are 2 KB, so the file is a fifth smaller and written 1.2 to 1.7 times
 * as fast as with 4 KiB (MEASURED A6). Nobody but us sees the file before it is renamed, so the rollback journal is kept in
 * memory and the host makes the whole file durable once; neither is stored in the file, which opens with SQLite's own
 * default, the journal mode DELETE, and leaves no second file beside it.
 */
export const SQLITE_SETTINGS: readonly string[] = [
  'PRAGMA page_size = 65536',
  'PRAGMA journal_mode = MEMORY',
  'PRAGMA synchronous = OFF',
  'PRAGMA locking_mode = EXCLUSIVE',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA cache_size = -16384',
  // Rows of an agent come before its totals, so the references are checked by readers, not while writing.
  'PRAGMA foreign_keys = OFF',
  `PRAGMA application_id = ${SQLITE_APPLICATION_ID}`,
  `PRAGMA user_version = ${SQLITE_USER_VERSION}`,
];

/**
 * Tables and indexes. A record's `key` is its row number: ids may repeat, between agents and within one (FORMATS 1.5).
 * Indexes are made before the rows: filling them along costs the same as building them at the end (a few pages each), and
 * nothing then blocks the caller for the whole of a large table.
 */
export const SQLITE_TABLES: readonly string[] = [
  `CREATE TABLE agents (
  name TEXT NOT NULL PRIMARY KEY,
  patterns INTEGER NOT NULL DEFAULT 0,
  solutions INTEGER NOT NULL DEFAULT 0,
  decisions INTEGER NOT NULL DEFAULT 0,
  success_rate REAL,
  bytes INTEGER NOT NULL DEFAULT 0,
  checksum TEXT
) WITHOUT ROWID`,
  ...KINDS.flatMap((kind) => recordTable(kind)),
  `CREATE TABLE tags (
  tag TEXT NOT NULL,
  kind TEXT NOT NULL,
  record_key INTEGER NOT NULL,
  PRIMARY KEY (tag, kind, record_key)
) WITHOUT ROWID`,
  'CREATE TABLE metadata (key TEXT NOT NULL PRIMARY KEY, value TEXT, json TEXT NOT NULL) WITHOUT ROWID',
  'CREATE TABLE global (name TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL)',
  `CREATE TABLE agent_documents (
  agent TEXT NOT NULL REFERENCES agents (name),
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (agent, name)
)`,
];

const SHARED = 'id, agent, title, created, last_used, confidence, success_rate, use_count, tags, active';

/** Views: what a person asks first. `NULL` sorts last under DESC, so records that do not say come at the end. */
export const SQLITE_VIEWS: readonly string[] = [
  `CREATE VIEW records AS\n${KINDS.map(
    (kind) => `SELECT '${kind}' AS kind, key, ${SHARED}, schema_version, record FROM ${KIND_PLURALS[kind]}`,
  ).join('\nUNION ALL\n')}`,
  `CREATE VIEW top_patterns AS
SELECT agent, id, title, success_rate, confidence, use_count, last_used FROM patterns WHERE active
ORDER BY success_rate DESC, use_count DESC, confidence DESC, agent, id`,
  `CREATE VIEW solutions_that_worked AS
SELECT agent, id, error_type, error_message, root_cause, fix, use_count AS verified
FROM solutions WHERE worked AND active
ORDER BY use_count DESC, agent, id`,
  `CREATE VIEW decisions_worth_repeating AS
SELECT agent, id, question, chosen_option, rationale, lessons_learned, created FROM decisions WHERE would_repeat AND active
ORDER BY created DESC, agent, id`,
  `CREATE VIEW tagged AS\n${KINDS.map(
    (kind) =>
      `SELECT tag, kind, key, agent, id, title FROM tags JOIN ${KIND_PLURALS[kind]} ON key = record_key WHERE kind = '${kind}'`,
  ).join('\nUNION ALL\n')}`,
  `CREATE VIEW tag_counts AS
SELECT tag, COUNT(*) AS records, COUNT(DISTINCT agent) AS agents FROM tagged GROUP BY tag ORDER BY records DESC, tag`,
  `CREATE VIEW agent_overview AS
SELECT name, patterns, solutions, decisions, patterns + solutions + decisions AS records, success_rate, bytes,
  (SELECT MAX(last_used) FROM patterns WHERE agent = agents.name) AS pattern_last_used
FROM agents ORDER BY name`,
];

function recordTable(kind: Kind): string[] {
  const table = KIND_PLURALS[kind];
  const columns = columnsOf(kind).map(({ name, type }) => {
    if (name === 'id' || name === 'title') return `${name} TEXT NOT NULL`;
    if (name === 'agent') return 'agent TEXT NOT NULL REFERENCES agents (name)';
    return `${name} ${AFFINITY[type]}`;
  });
  return [
    `CREATE TABLE ${table} (\n  key INTEGER PRIMARY KEY,\n  ${columns.join(',\n  ')},\n  record TEXT NOT NULL\n)`,
    `CREATE INDEX ${table}_by_id ON ${table} (id)`,
    `CREATE INDEX ${table}_by_agent ON ${table} (agent, last_used)`,
  ];
}

/** The statement that adds one record. The record comes as bytes: SQLite takes UTF-8 as it is, nothing decodes it first. */
export function insertStatement(kind: Kind): string {
  const names = ['key', ...columnsOf(kind).map(({ name }) => name)];
  const places = names.map(() => '?').join(', ');
  return `INSERT INTO ${KIND_PLURALS[kind]} (${names.join(', ')}, record) VALUES (${places}, CAST(? AS TEXT))`;
}
