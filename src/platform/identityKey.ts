import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Random } from '../core/ports';
import { errnoOf } from './errno';

const SECRET_BYTES = 32;

/** What tells where a user's settings lie. */
export interface SettingsPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's own folder; empty when there is none. */
  readonly home: string;
  /** Taken when there is no home. */
  readonly cwd: string;
}

/**
 * The user's own key of hashes (M47), 32 bytes, made at the first need and kept beside the settings of other programs,
 * readable by its owner only; the command line and VS Code share it. Where nothing can be kept (a read-only home, a
 * container), a fresh one serves this run and `note` is told why: names stay secret, only the hashes differ from run to run.
 */
export async function identityKey(
  place: SettingsPlace,
  random: Random,
  note: (message: string) => void,
): Promise<Uint8Array> {
  const path = join(settingsFolder(place), 'identity-key');
  const known = await readSecret(path);
  if (known !== undefined) return known;
  const fresh = random.bytes(SECRET_BYTES);
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

function settingsFolder({ env, home, cwd }: SettingsPlace): string {
  const base = env['XDG_CONFIG_HOME'] ?? env['APPDATA'] ?? (home === '' ? cwd : join(home, '.config'));
  return join(base, 'loom-memory');
}
