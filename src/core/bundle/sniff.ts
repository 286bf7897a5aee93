import { parseJson } from '../json';
import { collect } from './byteReader';
import { JsonReader } from './jsonReader';
import type { Layers } from './layers';
import type { ArchiveLimits } from './limits';
import { startsAsTar } from './tarReader';

/**
 * What an archive is, by its bytes. `sealed`: an encrypted bundle whose password was not given. The last four are of
 * other memory systems (FORMATS 2 to 4) and are only recognised here.
 */
export type ArchiveFormat =
  'loom-tar' | 'loom-json' | 'sealed' | 'sqlite' | 'ecm' | 'causantic' | 'kagura' | 'memoria';

const encoder = new TextEncoder();
const magics: readonly (readonly [Uint8Array, ArchiveFormat])[] = [
  [encoder.encode('SQLite format 3\0'), 'sqlite'],
  [encoder.encode('ECM\0'), 'ecm'],
  [encoder.encode('CST\0'), 'causantic'],
];

/** What a file is by a magic number in its first bytes; undefined when it has none of these. */
export function sniffMagic(head: Uint8Array): ArchiveFormat | undefined {
  return magics.find(([magic]) => magic.every((byte, index) => head[index] === byte))?.[1];
}

/**
 * What lies in the payload: a tar, or JSON of a known shape, of which no more is read than tells it. Undefined for
 * anything else.
 */
export async function sniffPayload(
  layers: Layers,
  path: string,
  limits: ArchiveLimits,
): Promise<ArchiveFormat | undefined> {
  if (startsAsTar(layers.head)) return 'loom-tar';
  const text = new TextDecoder().decode(layers.head).trimStart();
  return text.startsWith('{') ? sniffJson(layers.payload(), path, limits) : undefined;
}

async function sniffJson(
  payload: AsyncIterable<Uint8Array>,
  path: string,
  limits: ArchiveLimits,
): Promise<ArchiveFormat | undefined> {
  const reader = new JsonReader(payload, path, limits);
  const seen = new Set<string>();
  try {
    for await (const key of reader.keys()) {
      seen.add(key);
      if (key === 'format' || key === 'type') {
        const byName = formats.get(`${key} ${await word(reader)}`);
        if (byName !== undefined) return byName;
      } else if (!seen.has('metadata') || !telling.has(key)) {
        await reader.skip();
      }
      if (!seen.has('metadata')) continue;
      if (seen.has('agents')) return 'loom-json';
      if (seen.has('payload') || seen.has('data')) return 'memoria';
    }
    // Memoria's NDJSON: the metadata alone on the first line, an object on each that follows.
    const isLines = (await reader.next()) === 0x7b;
    return isLines && seen.size === 1 && seen.has('metadata') ? 'memoria' : undefined;
  } finally {
    await reader.close();
  }
}

/** Keys that, beside `metadata`, say what an object is. */
const telling: ReadonlySet<string> = new Set(['agents', 'payload', 'data']);

const formats: ReadonlyMap<string, ArchiveFormat> = new Map<string, ArchiveFormat>([
  ['format ecm-archive', 'ecm'],
  ['format causantic-archive', 'causantic'],
  ['type memory', 'kagura'],
  ['type node', 'kagura'],
  ['type edge', 'kagura'],
]);

/** The short text that comes next; '' for anything else, which is passed over. */
async function word(reader: JsonReader): Promise<string> {
  const bytes = await collect(reader.value(), 64);
  await reader.skip();
  if (bytes === undefined) return '';
  try {
    const value = parseJson(new TextDecoder().decode(bytes));
    return typeof value === 'string' ? value : '';
  } catch {
    // Not JSON, so not one of the words that are looked for; whoever reads the file reports it.
    return '';
  }
}
