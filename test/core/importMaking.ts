// What tests of imports share: memories in memory, exports of them, imports into others.
import { gzipSync } from 'node:zlib';
import { exportMemory } from '../../src/core/export/exportMemory';
import type { ExportRequest } from '../../src/core/export/request';
import { applyImport } from '../../src/core/import/applyImport';
import { planImport } from '../../src/core/import/planImport';
import type { PlannedImport } from '../../src/core/import/plannedImport';
import type { ImportInput, ImportRequest } from '../../src/core/import/request';
import type { JsonObject } from '../../src/core/json';
import { readLayout } from '../../src/core/store/layout';
import { readRecords } from '../../src/core/store/readRecords';
import { KINDS } from '../../src/core/store/records';
import type { WritableStore } from '../../src/core/store/changes';
import type { Store } from '../../src/core/store/store';
import { memoryStore } from '../../src/platform/memory';
import type { MemoryStore } from '../../src/platform/memory';
import { FOLDER, folderOf, testHost, writable } from './changeMaking';
import { wholeExport } from './exportRequest';

export const host = testHost();

export const asks: ImportRequest = {
  strategy: 'merge',
  map: {},
  includeGlobal: true,
  restore: false,
  resurrect: false,
  validation: 'basic',
  skipInvalid: false,
};

/** A memory whose files a test can put and read. */
export interface TestMemory extends WritableStore {
  readonly home: MemoryStore;
}

/** A memory of these files; values become JSON, `.gz` in front of a path's value makes it gzip bytes. */
export function memoryOf(files: Readonly<Record<string, unknown>> = {}): TestMemory {
  const home = memoryStore({});
  for (const [path, content] of Object.entries(files)) home.put(`${FOLDER}/${path}`, fileOf(content));
  if (Object.keys(files).length === 0) home.put(`${FOLDER}/config.json`, '{}');
  return { ...writable(home), home };
}

function fileOf(content: unknown): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return JSON.stringify(content, null, 2);
}

export function gzipped(value: unknown): Uint8Array {
  return new Uint8Array(gzipSync(typeof value === 'string' ? value : JSON.stringify(value, null, 2)));
}

/** A file as an input. */
export function fileInput(content: unknown, name = 'source'): ImportInput {
  const files = memoryStore({ [name]: fileOf(content) });
  return {
    name,
    file: { path: name, size: 0, read: (options) => files.read(name, options) },
    beside: { folder: files, name },
    scratch: memoryStore(),
  };
}

/** A folder as an input, with what lies beside it. */
export function folderInput(
  name: string,
  files: Readonly<Record<string, unknown>>,
  beside: Readonly<Record<string, unknown>> = {},
): ImportInput {
  const parent = memoryStore({});
  for (const [path, content] of Object.entries(files)) parent.put(`${name}/${path}`, fileOf(content));
  for (const [path, content] of Object.entries(beside)) parent.put(path, fileOf(content));
  return { name, folder: folderOf(parent, name), beside: { folder: parent, name }, scratch: memoryStore() };
}

/** The seed's single object, as a person writes it. */
export function byHand(agents: Readonly<Record<string, object>>, more: object = {}): ImportInput {
  return fileInput({ metadata: { version: '1.0.0', source_project: 'shop' }, agents, ...more });
}

/** Exports a memory and gives the export as an input. */
export async function exported(store: Store, request: Partial<ExportRequest> = {}): Promise<ImportInput> {
  const target = memoryStore();
  await exportMemory(
    host,
    store,
    { kind: 'folder', store: target },
    { ...wholeExport, ...(request.format === 'csv' ? { name: '' } : {}), ...request },
  );
  if (request.format === 'csv') return { name: 'csv', folder: target, scratch: memoryStore() };
  return {
    name: 'out',
    file: { path: 'out', size: 0, read: (options) => target.read('out', options) },
    beside: { folder: target, name: 'out' },
    scratch: memoryStore(),
  };
}

export function plan(
  store: WritableStore,
  input: ImportInput,
  request: Partial<ImportRequest> = {},
): Promise<PlannedImport> {
  return planImport(host, store, input, { ...asks, ...request });
}

/** Plans and applies; gives the plan as it was. */
export async function importInto(
  store: WritableStore,
  input: ImportInput,
  request: Partial<ImportRequest> = {},
): Promise<PlannedImport> {
  const planned = await plan(store, input, request);
  try {
    await applyImport(host, store, planned, { user: 'f00d' });
    return planned;
  } finally {
    await planned.dispose();
  }
}

/** What a plan says, record by record: `add p-1`, in the plan's order. */
export function verdicts({ items }: PlannedImport): string[] {
  return items.map(({ action, id }) => `${action} ${id}`);
}

/** All records of a memory by agent and kind, each list sorted by its text. */
export async function recordsOf(store: Store): Promise<Record<string, JsonObject[]>> {
  const found: Record<string, JsonObject[]> = {};
  for (const agent of (await readLayout(store)).agents) {
    for (const kind of KINDS) {
      const records: JsonObject[] = [];
      for await (const batch of readRecords(store, agent.name, kind, agent.records[kind])) {
        if (batch.problems.length > 0) throw new TypeError(batch.problems[0]?.message);
        records.push(...batch.records.map(({ value }) => value));
      }
      const sorted = records.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
      if (sorted.length > 0) found[`${agent.name}/${kind}`] = sorted;
    }
  }
  return found;
}

/** A pattern of schema 1.x as Loom's service writes it. */
export function pattern(
  id: string,
  technique: string,
  facts: {
    confidence?: number;
    uses?: number;
    success?: number;
    tags?: string[];
    when?: string[];
    lastUsed?: string;
  } = {},
): JsonObject {
  return {
    id,
    agent: 'front',
    timestamp: '2025-01-01T00:00:00.000Z',
    pattern: {
      type: 'optimization',
      context: { framework: 'react' },
      approach: { technique, rationale: `because of ${technique}` },
      conditions: { whenApplicable: facts.when ?? ['always'], whenNotApplicable: [] },
    },
    metrics: {
      successRate: facts.success ?? 0.9,
      executionCount: facts.uses ?? 10,
      avgTimeSavedMs: 100,
      errorPreventionCount: 1,
    },
    evolution: {
      created: '2025-01-01T00:00:00.000Z',
      lastUsed: facts.lastUsed ?? '2025-02-01T00:00:00.000Z',
      refinements: 0,
      confidenceScore: facts.confidence ?? 0.8,
    },
    tags: facts.tags ?? ['a'],
    active: true,
  };
}
