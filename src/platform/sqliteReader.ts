import { copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoomError, throwIfCancelled } from '../core/errors';
import { safePath } from '../core/path';
import type { SqliteReader, SqliteRow, SqliteRows, SqliteValue } from '../core/ports';
import { fromErrno } from './errno';
import { writeAll } from './nodeWriter';
import { chooseEngine, openEngine, openReadingEngine } from './sqliteEngines';
import type { EngineName, ReadingEngine } from './sqliteEngines';

/**
 * Reads SQLite files, with the engines that write them. The engine works on a copy in the system's folder for temporary
 * files: SQLite may leave journals and locks beside what it opens, and rolls a journal back that somebody has planted there.
 */
export function nodeSqliteReader(options: { readonly force?: EngineName } = {}): SqliteReader {
  return {
    async open(store, name) {
      const full = join(store.root, safePath(name));
      return openCopy(chooseEngine(options.force), full, (copy) => copyFile(full, copy));
    },
    openBytes({ path, bytes, log }, { signal }) {
      return openCopy(chooseEngine(options.force), path, async (copy) => {
        // The log first: what moves from it into the database meanwhile is then read twice and not missed.
        if (log !== undefined) await keep(log, `${copy}-wal`, signal);
        await keep(bytes, copy, signal);
      });
    },
  };
}

/** Puts bytes into a new file, for the eyes of the owner only. */
async function keep(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    let length = 0;
    for await (const piece of bytes) {
      throwIfCancelled(signal);
      await writeAll(handle, piece, length);
      length += piece.length;
    }
  } finally {
    await handle.close();
  }
}

/** Opens what `make` puts at a path of a folder that is gone when the rows are closed. `path`: for messages. */
async function openCopy(
  engine: EngineName,
  path: string,
  make: (copy: string) => Promise<void>,
): Promise<SqliteRows> {
  const folder = await mkdtemp(join(tmpdir(), 'loom-sqlite-'));
  const letGo = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, 'database');
    await make(copy);
    const { usesLog, isUtf16 } = await headerOf(copy);
    if (isUtf16 && engine === 'wasm')
      throw new LoomError('format-unavailable', {
        format: 'sqlite',
        reason: 'its text is UTF-16, which the SQLite of this host does not read',
      });
    if (usesLog) takeLogIn(engine, copy);
    return rowsOf(openReadingEngine(engine, copy), path, letGo);
  } catch (error) {
    await letGo();
    if (error instanceof Error && 'syscall' in error) throw fromErrno(error, path, 'file-missing');
    throw damaged(error, path);
  }
}

/**
 * What the header says (SQLite, "Database File Format", 1.3): of a database in WAL mode the format versions, bytes 18 and 19,
 * are 2; the last byte of the text encoding, 59, is 1 for UTF-8.
 */
async function headerOf(file: string): Promise<{ readonly usesLog: boolean; readonly isUtf16: boolean }> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(new Uint8Array(60), 0, 60, 0);
    const encoding = buffer[59] ?? 0;
    return { usesLog: buffer[18] === 2 || buffer[19] === 2, isUtf16: encoding === 2 || encoding === 3 };
  } finally {
    await handle.close();
  }
}

/** A database in WAL mode cannot be read only, without memory that is shared: what its log holds becomes part of the copy. */
function takeLogIn(name: EngineName, copy: string): void {
  const engine = openEngine(name, copy);
  try {
    engine.execute('PRAGMA locking_mode = EXCLUSIVE');
    engine.execute('PRAGMA journal_mode = DELETE');
  } finally {
    engine.close();
  }
}

function rowsOf(engine: ReadingEngine, path: string, letGo: () => Promise<void>): SqliteRows {
  const all = (sql: string, values: readonly SqliteValue[]): SqliteRow[] => {
    try {
      return engine.all(sql, values).map(valuesOf);
    } catch (error) {
      throw damaged(error, path);
    }
  };
  // Whatever the schema holds may not call functions that change anything.
  all('PRAGMA trusted_schema = OFF', []);
  return {
    all: (sql, values) =>
      new Promise((resolve) => {
        resolve(all(sql, values));
      }),
    async *each(sql, values) {
      const rows = engine.each(sql, values);
      try {
        for (let row = next(rows, path); row !== undefined; row = next(rows, path))
          yield await Promise.resolve(row);
      } finally {
        rows.return();
      }
    },
    async close() {
      engine.close();
      await letGo();
    },
  };
}

function next(rows: ReturnType<ReadingEngine['each']>, path: string): SqliteRow | undefined {
  try {
    const { value } = rows.next();
    return value === undefined ? undefined : valuesOf(value);
  } catch (error) {
    throw damaged(error, path);
  }
}

function valuesOf(row: Readonly<Record<string, unknown>>): SqliteRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]): [string, SqliteValue] => {
      if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array)
        return [name, value];
      return [name, typeof value === 'bigint' ? Number(value) : null];
    }),
  );
}

/** What the product's own code threw goes on as it is. */
function damaged(error: unknown, path: string): Error {
  if (error instanceof LoomError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new LoomError('archive-damaged', { path, detail }, { cause: error });
}
