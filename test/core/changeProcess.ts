// A process that changes a memory again and again until it is killed; see `changeKilled.test.ts`, which bundles it.
// Arguments: the folder that holds the memory, and how many changes to make. Each is told of on standard output.
import { changeStore } from '../../src/core/store/changeStore';
import type { WritableStore } from '../../src/core/store/changes';
import { LoomError } from '../../src/core/errors';
import { nodeStore } from '../../src/platform/node';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { nodeProcesses } from '../../src/platform/nodeProcesses';

/** Files whose number is the same in all of them at any time that counts. */
export const FILES = ['a/patterns.json', 'b/patterns.json', 'c/patterns.json', 'd/patterns.json'];

/** Reads the number of the memory, adds one, and writes it into every file. Gives it. */
export async function count(folder: string, wait: number): Promise<number> {
  const home = nodeStore(folder);
  const codecs = nodeCodecs();
  const store: WritableStore = { home, folder: 'memory', files: nodeStore(`${folder}/memory`), codecs };
  const host = {
    clock: { now: () => Date.now(), offsetMinutes: () => 0 },
    random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
    log: { info: () => undefined, warn: () => undefined },
    codecs,
    sqlite: undefined,
    processes: await processes,
  };
  for (;;) {
    const versions = await Promise.all(FILES.map(async (path) => (await store.files.stat(path))?.version));
    const next = (await numberOf(store, FILES[0] ?? '')) + 1;
    const changes = FILES.map((path, index) => ({
      path,
      from: versions[index],
      content: async function* () {
        yield await Promise.resolve(new TextEncoder().encode(JSON.stringify([next, 'x'.repeat(5000)])));
      },
    }));
    const operation = { verb: 'import' as const, counts: { add: next }, agents: [], user: '' };
    try {
      await changeStore(
        host,
        store,
        operation,
        changes,
        {},
        { wait, retention: { operations: 3, days: 1, bytes: 1e9 } },
      );
      return next;
    } catch (error) {
      // Another process was faster, or ended what a dead one had committed: from the new number on.
      if (!LoomError.is(error, 'memory-changed')) throw error;
    }
  }
}

const processes = nodeProcesses();

/** 0 where there is no such file yet. */
export async function numberOf(store: Pick<WritableStore, 'files'>, path: string): Promise<number> {
  if ((await store.files.stat(path)) === undefined) return 0;
  let text = '';
  for await (const piece of store.files.read(path)) text += new TextDecoder().decode(piece);
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) && typeof value[0] === 'number' ? value[0] : Number.NaN;
}

const [folder, times] = process.argv.slice(2);
if (folder !== undefined && process.argv[1]?.includes('changeProcess') === true) {
  console.log('ready');
  for (let done = 0; done < Number(times); done += 1) console.log(await count(folder, 30));
}
