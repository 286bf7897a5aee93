import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoomError } from '../core/errors';
import { safePath } from '../core/path';
import type { SqliteReader, SqliteRows, SqliteValue } from '../core/ports';
import { fromErrno } from './errno';
import { chooseEngine, openReadingEngine } from './sqliteEngines';
import type { EngineName, ReadingEngine } from './sqliteEngines';

/**
 * Reads SQLite files of the local disk, with the engines that write them. The engine works on a copy in the system's folder
 * for temporary files: SQLite may leave journals and locks beside what it opens, and rolls a journal back that somebody has
 * planted there.
 */
export function nodeSqliteReader(options: { readonly force?: EngineName } = {}): SqliteReader {
  return {
    async open(store, name) {
      const full = join(store.root, safePath(name));
      const engine = chooseEngine(options.force);
      const folder = await mkdtemp(join(tmpdir(), 'loom-sqlite-'));
      const letGo = (): Promise<void> => rm(folder, { recursive: true, force: true });
      try {
        const copy = join(folder, 'database');
        await copyFile(full, copy);
        return rowsOf(openReadingEngine(engine, copy), full, letGo);
      } catch (error) {
        await letGo();
        if (error instanceof Error && 'syscall' in error) throw fromErrno(error, full, 'file-missing');
        throw damaged(error, full);
      }
    },
  };
}

function rowsOf(engine: ReadingEngine, full: string, letGo: () => Promise<void>): SqliteRows {
  const all = (sql: string, values: readonly SqliteValue[]): Readonly<Record<string, SqliteValue>>[] => {
    try {
      return engine.all(sql, values).map(valuesOf);
    } catch (error) {
      throw damaged(error, full);
    }
  };
  // Whatever the schema holds may not call functions that change anything.
  all('PRAGMA trusted_schema = OFF', []);
  return {
    all: (sql, values) =>
      new Promise((resolve) => {
        resolve(all(sql, values));
      }),
    async close() {
      engine.close();
      await letGo();
    },
  };
}

function valuesOf(row: Readonly<Record<string, unknown>>): Readonly<Record<string, SqliteValue>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]): [string, SqliteValue] => {
      if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array)
        return [name, value];
      return [name, typeof value === 'bigint' ? Number(value) : null];
    }),
  );
}

/** What the product's own code threw goes on as it is. */
function damaged(error: unknown, full: string): Error {
  if (error instanceof LoomError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new LoomError('archive-damaged', { path: full, detail }, { cause: error });
}
