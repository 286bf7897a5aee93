import { createHash, randomBytes } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LoomError } from '../core/errors';
import { safePath } from '../core/path';
import type { SqliteDatabase, SqliteWriter } from '../core/ports';
import { fromErrno } from './errno';
import { putInPlace, syncFolder } from './nodeWriter';
import { chooseEngine, openEngine } from './sqliteEngines';
import type { EngineName } from './sqliteEngines';
import type { ThreadedEngine } from './sqliteThread';

/** What an engine may leave beside a database it had open: journals, and the folder that the WebAssembly build locks with. */
const COMPANIONS = ['', '-journal', '-wal', '-shm', '.lock'] as const;

/** One buffer, used again: fresh ones cost more than the reading. */
const HASH_BYTES = 256 * 1024;

/** Room for pages that are not full, beyond the bytes of the rows. */
const SLACK_BYTES = 1024 * 1024;

export interface SqliteOptions {
  /** Takes this engine or fails with `format-unavailable`: for tests and measurements. */
  readonly force?: EngineName;
  /** True: on a thread of its own or not at all; false: on this one. Where neither is said, a thread where one can start. */
  readonly thread?: boolean;
}

/**
 * Writes SQLite files on the local disk: with `node:sqlite` where the host's Node has it (unflagged since 22.13, but missing
 * in some Electrons, so it is tried and never assumed), else with node-sqlite3-wasm, which is loaded when it is asked for.
 *
 * The store has to lie on the disk of this process (`nodeStore`); others are refused with `format-unavailable`.
 */
export function nodeSqlite(options: SqliteOptions = {}): SqliteWriter {
  return {
    async create(store, name, { replace }) {
      if (/^[a-z][a-z0-9+.-]+:/i.test(store.root)) {
        throw new LoomError('format-unavailable', {
          format: 'sqlite',
          reason: 'a database can be written to a local folder only',
        });
      }
      const full = join(store.root, safePath(name));
      const folder = dirname(full);
      const existing = await store.stat(name);
      if (existing !== undefined && !replace) throw new LoomError('output-exists', { path: full });
      if (existing?.kind === 'folder')
        throw new LoomError('io-failed', { path: full, detail: 'a folder is in the way' });
      const engine = chooseEngine(options.force);
      const part = join(folder, `.${basename(full).slice(0, 60)}.${randomBytes(8).toString('hex')}.part`);
      await reserve(part, full);

      let connection: Connection;
      try {
        connection = guarded(await connect(engine, part, options.thread), full);
      } catch (error) {
        await removeParts(part);
        throw error;
      }
      return {
        database: connection,
        async commit() {
          await connection.finish();
          try {
            // The device is busy with the sync while the processor is with the hash.
            const [written] = await Promise.all([hashFile(part), makeDurable(part)]);
            await putInPlace(part, full, replace);
            await syncFolder(folder);
            return written;
          } catch (error) {
            throw fromErrno(error, full, 'folder-missing');
          }
        },
        async abandon() {
          try {
            await connection.stop();
          } finally {
            await removeParts(part);
          }
        },
      };
    },
  };
}

/** A database of an engine on this thread or on its own. */
type Connection = SqliteDatabase & Pick<ThreadedEngine, 'finish' | 'stop'>;

async function connect(name: EngineName, part: string, thread: boolean | undefined): Promise<Connection> {
  if (thread !== false) {
    const { openThread } = await import('./sqliteThread');
    try {
      const threaded = await openThread(name, part);
      if (threaded !== undefined) return threaded;
    } catch (error) {
      // What keeps a thread from starting does not keep the engine: it opens here, or says itself what is wrong.
      if (thread === true) throw error;
    }
    if (thread === true)
      throw new LoomError('format-unavailable', { format: 'sqlite', reason: 'no thread can run it' });
  }
  const engine = openEngine(name, part);
  const close = (): Promise<void> => {
    engine.close();
    return Promise.resolve();
  };
  return {
    execute: (sql) => {
      engine.execute(sql);
    },
    prepare: (sql) => engine.prepare(sql),
    ready: () => Promise.resolve(),
    finish: close,
    stop: close,
  };
}

/** Makes the empty file, so that a missing folder or a missing right is told by the system and not by "cannot open". */
async function reserve(part: string, full: string): Promise<void> {
  try {
    const handle = await open(part, 'wx');
    await handle.close();
  } catch (error) {
    throw fromErrno(error, full, 'folder-missing');
  }
}

/** The engine writes without syncing (nobody sees the file yet): one sync of the whole makes it durable before the rename. */
async function makeDurable(part: string): Promise<void> {
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashFile(part: string): Promise<{ bytes: number; sha256: Uint8Array }> {
  const hash = createHash('sha256');
  const handle = await open(part, 'r');
  try {
    const buffer = new Uint8Array(HASH_BYTES);
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
    return { bytes, sha256: new Uint8Array(hash.digest()) };
  } finally {
    await handle.close();
  }
}

async function removeParts(part: string): Promise<void> {
  for (const companion of COMPANIONS) {
    await rm(`${part}${companion}`, { recursive: true, force: true });
  }
}

/** The connection with the product's errors for what its engine throws. */
function guarded(connection: Connection, full: string): Connection {
  /** UTF-16 units and bytes of all rows: about what the file would hold. */
  let given = 0;
  const guard = <Result>(call: () => Result): Result => {
    try {
      return call();
    } catch (error) {
      throw fromEngine(error, full, given);
    }
  };
  const guardLater = async (call: () => Promise<void>): Promise<void> => {
    try {
      await call();
    } catch (error) {
      throw fromEngine(error, full, given);
    }
  };
  return {
    execute(sql) {
      guard(() => {
        connection.execute(sql);
      });
    },
    prepare(sql) {
      const run = guard(() => connection.prepare(sql));
      return (values) => {
        for (const value of values) if (value !== null && typeof value !== 'number') given += value.length;
        guard(() => {
          run(values);
        });
      };
    },
    ready: () => guardLater(() => connection.ready()),
    finish: () => guardLater(() => connection.finish()),
    stop: () => guardLater(() => connection.stop()),
  };
}

function fromEngine(error: unknown, full: string, given: number): LoomError {
  const detail = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  // "database or disk is full" is SQLite's own; the WebAssembly build says "disk I/O error" for every failed write.
  if (detail.includes('disk is full') || (detail.includes('disk I/O') && !hasRoom(dirname(full), given))) {
    return new LoomError('no-space', { path: full }, options);
  }
  return new LoomError('io-failed', { path: full, detail }, options);
}

/** Whether the folder's device could hold the rows. A failed write has rolled back, so all that was free is free again. */
function hasRoom(folder: string, bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > bytes + SLACK_BYTES;
  } catch {
    // Not every system says how much is free; the engine's own words are then all there is to tell.
    return true;
  }
}
