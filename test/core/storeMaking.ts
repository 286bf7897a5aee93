import { gzipSync } from 'node:zlib';
import type { Clock } from '../../src/core/ports';
import { readLayout } from '../../src/core/store/layout';
import { readRecords } from '../../src/core/store/readRecords';
import type { Kind, Problem, StoredRecord } from '../../src/core/store/records';
import type { Store, StoreFile } from '../../src/core/store/store';
import { memoryStore } from '../../src/platform/memory';
import type { MemoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

/** A store in memory whose files the test can reach. */
export interface TestStore extends Store {
  readonly files: MemoryStore;
}

export function storeOf(files: Readonly<Record<string, string | Uint8Array>>): TestStore {
  return { files: memoryStore(files), codecs: nodeCodecs() };
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const gzip = (text: string | Uint8Array): Uint8Array => new Uint8Array(gzipSync(text));

/** A clock that stands still in Central European Time, with its change of 29 March 2026. */
export const clock: Clock = {
  now: () => Date.UTC(2026, 10, 20),
  offsetMinutes: (time) => (time >= Date.UTC(2026, 2, 29, 1) && time < Date.UTC(2026, 9, 25, 1) ? 120 : 60),
};

/** Reads a section to its end; records are copied. */
export async function readSection(
  store: Store,
  agent: string,
  kind: Kind,
  files?: readonly StoreFile[],
): Promise<{ records: StoredRecord[]; problems: Problem[]; batches: number }> {
  const layout = files === undefined ? await readLayout(store) : undefined;
  const found = files ?? layout?.agents.find((each) => each.name === agent)?.records[kind] ?? [];
  const records: StoredRecord[] = [];
  const problems: Problem[] = [];
  let batches = 0;
  for await (const batch of readRecords(store, agent, kind, found)) {
    batches += 1;
    records.push(...batch.records.map((record) => ({ ...record, bytes: record.bytes.slice() })));
    problems.push(...batch.problems);
  }
  return { records, problems, batches };
}

/** Reads `a/patterns.json` with these contents. */
export function readPatterns(
  content: string | Uint8Array,
): Promise<{ records: StoredRecord[]; problems: Problem[]; batches: number }> {
  return readSection(storeOf({ 'a/patterns.json': content }), 'a', 'pattern');
}
