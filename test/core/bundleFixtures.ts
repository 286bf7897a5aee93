import { openJsonOutput } from '../../src/core/bundle/jsonOutput';
import type { BundleMetadata } from '../../src/core/bundle/metadata';
import { openTarOutput } from '../../src/core/bundle/tarOutput';
import { fileSource } from '../../src/core/bundle/archive';
import type { ArchiveSource } from '../../src/core/bundle/archive';
import type { FinishedOutput, OutgoingRecord, Output } from '../../src/core/export/output';
import { isJsonObject, parseJson } from '../../src/core/json';
import type { FileStore, Host } from '../../src/core/ports';
import type { Kind } from '../../src/core/store/records';
import { viewRecord } from '../../src/core/store/view';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';

const encoder = new TextEncoder();

/** A host whose random bytes are always the same: only for tests. */
export const host: Host = {
  clock: { now: () => Date.UTC(2025, 9, 23, 10, 30), offsetMinutes: () => 0 },
  random: { bytes: (length) => Uint8Array.from({ length }, (_, index) => (index * 37 + 11) % 256) },
  log: { info: () => undefined, warn: () => undefined },
  codecs: nodeCodecs(),
  sqlite: undefined,
};

export const metadata: BundleMetadata = {
  version: '1.0.0',
  export_date: '2025-10-23T10:30:00Z',
  source_project: '0123456789abcdef',
  exported_by: 'fedcba9876543210',
  agents: ['back', 'front'],
  filters_applied: {},
  anonymized: false,
  encrypted: false,
  compression: 'gzip',
  counts: { patterns: 3, solutions: 1, decisions: 0 },
};

export function record(value: object, agent = 'front', kind: Kind = 'pattern'): OutgoingRecord {
  const text = JSON.stringify(value);
  const parsed = parseJson(text);
  if (!isJsonObject(parsed)) throw new TypeError('a record is an object');
  return { view: viewRecord(parsed, agent, kind).view, bytes: encoder.encode(text) };
}

/** Two agents, three patterns, a solution, a document, global data: every part that a bundle has. */
export async function fillSmall(
  output: Output,
  extra: Partial<BundleMetadata> = {},
): Promise<FinishedOutput> {
  await output.beginSection({ agent: 'back', kind: 'pattern' });
  await output.append([record({ id: 'b1', name: 'Retry with back-off', note: 'ä\u2028"\\' }, 'back')]);
  await output.endSection();
  await output.beginSection({ agent: 'back', kind: 'decision' });
  await output.endSection();
  await output.beginSection({ agent: 'front', kind: 'pattern' });
  await output.append([record({ id: 'f1', confidence: 0.9 })]);
  await output.append([record({ id: 'f2', __proto__: null, tags: [['a'], {}] })]);
  await output.endSection();
  await output.beginSection({ agent: 'front', kind: 'solution' });
  await output.append([record({ id: 's1' }, 'front', 'solution')]);
  await output.endSection();
  await output.document('agents/front/metrics.json', encoder.encode(' {"agent": "front"}\n\n'));
  await output.document('global/project-meta.json', encoder.encode('{"name": "shop"}'));
  return output.finish({ ...metadata, ...extra });
}

export async function smallBundle(
  format: 'tar' | 'json' = 'tar',
  options: { password?: string; metadata?: Partial<BundleMetadata> } = {},
): Promise<{ store: FileStore; bytes: Uint8Array; finished: FinishedOutput; source: ArchiveSource }> {
  const store = memoryStore();
  const open = format === 'tar' ? openTarOutput : openJsonOutput;
  const output = await open(
    { store, name: 'out', replace: false },
    { level: 6, password: options.password },
    host,
  );
  const flags = { encrypted: options.password !== undefined, ...options.metadata };
  const finished = await fillSmall(output, flags);
  const bytes = store.snapshot().get('out') ?? new Uint8Array(0);
  return { store, bytes, finished, source: await fileSource(store, 'out') };
}

/** Bytes as a source, given out in pieces of `size`. */
export function sourceOf(bytes: Uint8Array, size = 64 * 1024): ArchiveSource {
  return {
    path: 'out',
    size: bytes.length,
    read: async function* ({ start = 0, end = bytes.length } = {}) {
      for (let at = start; at < end; at += size) {
        yield await Promise.resolve(bytes.slice(at, Math.min(end, at + size)));
      }
    },
  };
}

export async function whole(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece.slice());
  return Uint8Array.from(Buffer.concat(pieces));
}

/** Reads a whole archive: what each entry holds as text. */
export async function readAll(archive: {
  entries(): AsyncIterable<{ path: string; content: AsyncIterable<Uint8Array> }>;
}): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { path, content } of archive.entries()) {
    found.set(path, new TextDecoder().decode(await whole(content)));
  }
  return found;
}
