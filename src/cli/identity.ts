import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '../platform/errno';
import type { Io } from './io';

const SECRET_BYTES = 32;

/**
 * The user's own key of the hashes in metadata (M47), 32 bytes, made at the first export and kept beside the settings of
 * other programs, readable by its owner only. Where nothing can be kept (a read-only home, a container), a fresh one
 * serves this run: names stay secret, only the hashes differ from run to run.
 */
export async function identitySecret(io: Io, note: (message: string) => void): Promise<Uint8Array> {
  const path = join(settingsFolder(io), 'identity-key');
  const known = await readSecret(path);
  if (known !== undefined) return known;
  const fresh = io.random.bytes(SECRET_BYTES);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(fresh);
    } finally {
      await file.close();
    }
    return fresh;
  } catch (error) {
    // Another run may have made it a moment ago; its key is then the one to use.
    const other = errnoOf(error) === 'EEXIST' ? await readSecret(path) : undefined;
    if (other !== undefined) return other;
    note(
      `the identity key could not be kept at ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
    return fresh;
  }
}

async function readSecret(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = new Uint8Array(await readFile(path));
    return bytes.length === SECRET_BYTES ? bytes : undefined;
  } catch {
    // Not there yet, or not readable: a fresh key does the same work, and making it tells why it cannot be kept.
    return undefined;
  }
}

function settingsFolder(io: Io): string {
  const base =
    io.env['XDG_CONFIG_HOME'] ?? io.env['APPDATA'] ?? (io.home === '' ? io.cwd : join(io.home, '.config'));
  return join(base, 'loom-memory');
}
