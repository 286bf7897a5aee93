import { createHash, randomBytes } from 'node:crypto';
import { readdir, readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from './errno';

/**
 * A name for a file being written that will be called `name`: hidden, unlike any other, and telling which process it
 * belongs to. The end of a long name is cut, since a name may have 255 bytes.
 */
export async function partName(name: string): Promise<string> {
  return `${prefixOf(name)}${await processSpace()}-${process.pid}-${randomBytes(6).toString('hex')}.part`;
}

/** Removes what earlier processes that were killed left of writing `name`. Parts of living ones stay. */
export async function removeLeftParts(folder: string, name: string): Promise<void> {
  const prefix = `${prefixOf(name)}${await processSpace()}-`;
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(prefix) || !entry.endsWith('.part')) continue;
    const owner = Number(entry.slice(prefix.length).split('-')[0]);
    if (Number.isSafeInteger(owner) && owner > 0 && !isRunning(owner))
      await rm(join(folder, entry), { force: true });
  }
}

function prefixOf(name: string): string {
  return `.${name.slice(0, 40)}.`;
}

/** Where process ids mean the same: one machine and, in Linux, one namespace of it (containers share folders). */
export async function processSpace(): Promise<string> {
  let namespace = '';
  try {
    namespace = await readlink('/proc/self/ns/pid');
  } catch {
    // Other systems have no such namespaces.
  }
  return createHash('sha256').update(`${hostname()} ${namespace}`).digest('hex').slice(0, 8);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}
