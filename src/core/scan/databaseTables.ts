import { LoomError } from '../errors';
import type { SqliteRow, SqliteRows, SqliteValue } from '../ports';

/** Columns of one query: SQLite gives at most 2,000, and each column takes two. */
const COLUMNS_AT_ONCE = 500;
/** Bytes of a value that come with its row. */
const FIRST_BYTES = 1024 * 1024;
/** Bytes of a larger value that are asked for at once: SQLite goes through all of it each time. */
const NEXT_BYTES = 16 * 1024 * 1024;

/** A table that holds its rows itself: no view, and no virtual table, which would run code of whoever made the file. */
export interface DatabaseTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** A name by which SQLite's own row number can be asked for; undefined in a table WITHOUT ROWID. */
  readonly rowId: string | undefined;
}

/** A value of a row that may hold text. */
export interface DatabaseCell {
  readonly column: string;
  readonly type: 'text' | 'blob';
  /** Its first bytes, text as UTF-8; all of them when `isWhole`. */
  readonly first: Uint8Array;
  readonly isWhole: boolean;
  /** All of its bytes. Read it before the next row is asked for. */
  bytes(): AsyncIterable<Uint8Array>;
}

export interface DatabaseRow {
  /** SQLite's row number; in a table WITHOUT ROWID which one it is in the order of the table, from 1. */
  readonly id: string;
  readonly cells: readonly DatabaseCell[];
}

/** The tables of a database, first the one that holds its schema. */
export async function tablesOf(rows: SqliteRows): Promise<DatabaseTable[]> {
  const found = await rows.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table'", []);
  const names = found.flatMap(({ name, sql }) =>
    typeof name === 'string' && typeof sql === 'string' && /^CREATE TABLE\b/i.test(sql) ? [name] : [],
  );
  const tables: DatabaseTable[] = [];
  for (const name of ['sqlite_schema', ...names]) {
    const info = await rows.all(`PRAGMA table_info(${quoted(name)})`, []);
    const columns = info.flatMap((column) => (typeof column['name'] === 'string' ? [column['name']] : []));
    tables.push({ name, columns, rowId: await rowIdOf(rows, name, columns) });
  }
  return tables;
}

async function rowIdOf(
  rows: SqliteRows,
  table: string,
  columns: readonly string[],
): Promise<string | undefined> {
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  const name = ['rowid', '_rowid_', 'oid'].find((one) => !taken.has(one));
  if (name === undefined) return undefined;
  try {
    await rows.all(`SELECT ${name} FROM ${quoted(table)} LIMIT 0`, []);
    return name;
  } catch (error) {
    // There is none to ask for; what else is wrong with the table is said when its rows are.
    if (LoomError.is(error, 'archive-damaged')) return undefined;
    throw error;
  }
}

/**
 * The rows of a table with those of their values that are text or blobs, one row after the other, in the order of the
 * table. A table of more than 500 columns is gone through once for each 500, and its rows come as often.
 */
export async function* rowsOf(
  rows: SqliteRows,
  { name, columns, rowId }: DatabaseTable,
): AsyncGenerator<DatabaseRow, void, undefined> {
  const from = `FROM ${quoted(name)} NOT INDEXED`;
  const isUtf8 = await usesUtf8(rows);
  /** Text as the bytes that are stored, which may hold NUL; of UTF-16 as the engine gives it. */
  const piece = (column: string, start: number, length: number): string =>
    `substr(${isUtf8 ? `CAST(${quoted(column)} AS BLOB)` : quoted(column)}, ${start}, ${length})`;

  for (let at = 0; at < columns.length; at += COLUMNS_AT_ONCE) {
    const some = columns.slice(at, at + COLUMNS_AT_ONCE);
    const values = some.map((column, index) => {
      const type = `typeof(${quoted(column)})`;
      const value = `CASE WHEN ${type} IN ('text', 'blob') THEN ${piece(column, 1, FIRST_BYTES)} END`;
      return `${type} AS type${index}, ${value} AS value${index}`;
    });
    const id = rowId === undefined ? "''" : `CAST(${rowId} AS TEXT)`;
    let count = 0;
    for await (const row of rows.each(`SELECT ${id} AS id, ${values.join(', ')} ${from}`, [])) {
      count += 1;
      const number = count;
      const where =
        rowId === undefined ? `LIMIT 1 OFFSET ${number - 1}` : `WHERE ${rowId} = ${String(row['id'])}`;
      const more = async function* (column: string, begin: number): AsyncGenerator<Uint8Array> {
        for (let start = begin; ; start += NEXT_BYTES) {
          const [next] = await rows.all(
            `SELECT ${piece(column, start, NEXT_BYTES)} AS value ${from} ${where}`,
            [],
          );
          const bytes = bytesOf(next?.['value']);
          if (bytes.length === 0) return;
          yield bytes;
        }
      };
      yield { id: rowId === undefined ? String(number) : String(row['id']), cells: cellsOf(some, row, more) };
    }
  }
}

function cellsOf(
  columns: readonly string[],
  row: SqliteRow,
  more: (column: string, begin: number) => AsyncIterable<Uint8Array>,
): DatabaseCell[] {
  return columns.flatMap((column, index) => {
    const type = row[`type${index}`];
    const value = row[`value${index}`];
    if ((type !== 'text' && type !== 'blob') || value === null || value === undefined) return [];
    const first = bytesOf(value);
    // Characters and UTF-16 units are no fewer than what was asked for when there is more.
    const isWhole = typeof value === 'number' || value.length < FIRST_BYTES;
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      yield first;
      if (!isWhole) yield* more(column, FIRST_BYTES + 1);
    };
    return [{ column, type, first, isWhole, bytes }];
  });
}

/** An engine without UTF-16 does not know the question. */
async function usesUtf8(rows: SqliteRows): Promise<boolean> {
  const [found] = await rows.all('PRAGMA encoding', []);
  return found === undefined || found['encoding'] === 'UTF-8';
}

function bytesOf(value: SqliteValue | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return new TextEncoder().encode(typeof value === 'string' ? value : '');
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
