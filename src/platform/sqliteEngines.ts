import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as NodeSqlite from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type * as WasmSqlite from 'node-sqlite3-wasm';
import { LoomError } from '../core/errors';
import type { SqliteValue } from '../core/ports';

export type EngineName = 'node' | 'wasm';

/** An open database of one of the engines; everything it does is done when the call returns. */
export interface Engine {
  execute(sql: string): void;
  prepare(sql: string): (values: readonly SqliteValue[]) => void;
  /** Safe twice. */
  close(): void;
}

/** A database of one of the engines, open for reading. */
export interface ReadingEngine {
  all(sql: string, values: readonly SqliteValue[]): Readonly<Record<string, unknown>>[];
  /** Row by row. End it before the database is closed. */
  each(
    sql: string,
    values: readonly SqliteValue[],
  ): Generator<Readonly<Record<string, unknown>>, void, undefined>;
  close(): void;
}

/** The best engine of this host. Throws `format-unavailable` when `force` is not there. */
export function chooseEngine(force: EngineName | undefined): EngineName {
  if (force === 'wasm') return 'wasm';
  if (loadBuiltIn() !== undefined) return 'node';
  if (force === undefined) return 'wasm';
  throw noBuiltIn();
}

/** Opens a file that is empty or a database. Throws `format-unavailable` when that engine is not there. */
export function openEngine(name: EngineName, file: string): Engine {
  if (name === 'wasm') return openWasm(loadWasm(), file);
  const builtIn = loadBuiltIn();
  if (builtIn !== undefined) return openBuiltIn(builtIn, file);
  throw noBuiltIn();
}

/** Opens a database for reading only. Throws what the engine throws, and `format-unavailable` as `openEngine` does. */
export function openReadingEngine(name: EngineName, file: string): ReadingEngine {
  if (name === 'wasm') {
    const sqlite = loadWasm();
    const database = new sqlite.Database(file, { readOnly: true });
    return {
      all: (sql, values) => database.all(sql, [...values]),
      *each(sql, values) {
        const statement = database.prepare(sql);
        try {
          yield* statement.iterate([...values]);
        } finally {
          // The file stays open behind a closed database as long as one of its statements lives.
          statement.finalize();
        }
      },
      close: () => {
        if (database.isOpen) database.close();
      },
    };
  }
  const builtIn = loadBuiltIn();
  if (builtIn === undefined) throw noBuiltIn();
  const database = new builtIn.DatabaseSync(file, { readOnly: true });
  return {
    all: (sql, values) => database.prepare(sql).all(...values),
    *each(sql, values) {
      yield* database.prepare(sql).iterate(...values);
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function noBuiltIn(): LoomError {
  return new LoomError('format-unavailable', { format: 'sqlite', reason: 'this Node has no node:sqlite' });
}

/** Undefined where Node has no SQLite, or has it by name only. Loading it twice gives the same module. */
function loadBuiltIn(): typeof NodeSqlite | undefined {
  try {
    const sqlite = quietly(builtInModule);
    if (sqlite === undefined) return undefined;
    const database = new sqlite.DatabaseSync(':memory:');
    // Reading row by row came later than the rest (22.13).
    const rows = Array.from(database.prepare('SELECT 1').iterate());
    database.close();
    return rows.length === 1 ? sqlite : undefined;
  } catch {
    // The feature test: whatever it throws means that the other engine is to be taken.
    return undefined;
  }
}

function builtInModule(): typeof NodeSqlite | undefined {
  return process.getBuiltinModule('node:sqlite');
}

/**
 * Node prints a warning that SQLite is experimental when the module is first loaded, which a person can do nothing about.
 * Loading is synchronous, so nothing else can warn while this one warning is held back.
 */
function quietly<Result>(load: () => Result): Result {
  const before = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process, 'emitWarning');
    else Object.defineProperty(process, 'emitWarning', before);
  }
}

function openBuiltIn(sqlite: typeof NodeSqlite, file: string): Engine {
  const database = new sqlite.DatabaseSync(file);
  return {
    execute: (sql) => {
      database.exec(sql);
    },
    prepare(sql) {
      const statement = database.prepare(sql);
      return (values) => {
        statement.run(...values);
      };
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/**
 * The WebAssembly engine lies beside the bundles as `sqlite/node-sqlite3-wasm.js` (an entry is in that folder's parent, a
 * chunk in its sibling `chunks`); from the sources it is the package.
 */
function loadWasm(): typeof WasmSqlite {
  const load = createRequire(import.meta.url);
  const shipped = ['./sqlite/node-sqlite3-wasm.js', '../sqlite/node-sqlite3-wasm.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  const loaded: unknown = load(shipped ?? 'node-sqlite3-wasm');
  if (!isWasmSqlite(loaded)) {
    throw new LoomError('format-unavailable', {
      format: 'sqlite',
      reason: 'its engine is not what was expected',
    });
  }
  return loaded;
}

function isWasmSqlite(value: unknown): value is typeof WasmSqlite {
  return (
    typeof value === 'object' && value !== null && 'Database' in value && typeof value.Database === 'function'
  );
}

function openWasm(sqlite: typeof WasmSqlite, file: string): Engine {
  const database = new sqlite.Database(file);
  const statements: WasmSqlite.Statement[] = [];
  return {
    execute: (sql) => {
      database.exec(sql);
    },
    prepare(sql) {
      const statement = database.prepare(sql);
      statements.push(statement);
      return (values) => {
        statement.run([...values]);
      };
    },
    close() {
      if (!database.isOpen) return;
      // The file stays open behind a closed database as long as one of its statements lives.
      for (const statement of statements.splice(0)) statement.finalize();
      database.close();
    },
  };
}
