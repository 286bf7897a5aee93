import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Processes } from '../core/ports';
import { isRunning, processSpace } from './leftParts';

/**
 * Names such as `1f0c22aa-4711-88231-9f3c…`: where process ids mean the same, the process, when it began (in the system's
 * ticks since it started, where it tells; ids are given again), and a random end.
 */
export async function nodeProcesses(): Promise<Processes> {
  const space = await processSpace();
  const self = `${space}-${String(process.pid)}-${await startOf(process.pid)}`;
  const working = new Set<string>();
  return {
    begin() {
      const name = `${self}-${randomBytes(6).toString('hex')}`;
      working.add(name);
      return name;
    },
    end(name) {
      working.delete(name);
    },
    async isAlive(name) {
      if (working.has(name)) return true;
      const [where, id, start] = name.split('-');
      if (where !== space) return undefined;
      const pid = Number(id);
      if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return false;
      if (pid !== process.pid) return (await startOf(pid)) === start;
      // Of this process: by another of these objects, which alone knows whether it still works.
      return start === (await startOf(pid)) ? undefined : false;
    },
  };
}

/** Field 22 of `/proc/<pid>/stat`, after the name in brackets, which may hold anything; `0` on other systems. */
async function startOf(pid: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    // No such file system here, or the process has just ended: `isRunning` has the last word.
    return '0';
  }
}
