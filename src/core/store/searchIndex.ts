import { isJsonArray, isJsonObject, property } from '../json';
import type { JsonArray, JsonObject, JsonValue } from '../json';
import type { Run } from '../ports';
import type { FileChange } from './changes';
import { isGzip } from './isGzip';
import { KIND_FILES, listRecordFiles } from './layout';
import type { RecordFiles } from './layout';
import { losesFile } from './lostFiles';
import { readDocument } from './readDocument';
import { readRecords } from './readRecords';
import { KINDS } from './records';
import type { StoredRecord } from './records';
import type { Layout, Store } from './store';

/** The search index of Loom's Python tools (FORMATS 1.8); the only derived file of a memory whose form is known. */
export const SEARCH_INDEX = 'global/index.json';

/** Where the files of the index lie unless its entries say otherwise: as the tools are run from the project's folder. */
const USUAL_FOLDER = '.loom/memory';
/** Characters that are written at once. */
const TEXT_AT_ONCE = 64 * 1024;

/**
 * The change that brings the search index up to date with the records as they will be: the last of a transaction's changes.
 * Undefined where there is none, or one that the tools did not write, which stays as it is. A record file that cannot be read
 * keeps the entries that it had.
 */
export async function renewSearchIndex(
  store: Store,
  layout: Layout,
  run: Run = {},
): Promise<FileChange | undefined> {
  const file = layout.global.index?.find(({ path }) => path === SEARCH_INDEX);
  if (file === undefined || (await isGzip(store, file.path))) return undefined;
  const read = await readDocument(store, file);
  if ('problem' in read) return undefined;
  const { value } = read.document;
  const entries = property(value, 'entries');
  if (!isJsonObject(value) || !isJsonArray(entries)) return undefined;
  return {
    path: SEARCH_INDEX,
    from: file.version,
    content: (after) => indexText(after, value, entries, run),
    readsAfter: true,
  };
}

/** The index as Python's `json.dump` with an indent of two writes it; other members of it stay. */
async function* indexText(
  store: Store,
  index: JsonObject,
  before: JsonArray,
  run: Run,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '{\n  "entries": [';
  let separator = '\n';
  for await (const entry of entriesOf(store, before, run)) {
    text += `${separator}${indented(entry, '    ')}`;
    separator = ',\n';
    if (text.length < TEXT_AT_ONCE) continue;
    yield encoder.encode(text);
    text = '';
  }
  text += separator === '\n' ? ']' : '\n  ]';
  for (const [name, member] of Object.entries(index).filter(([key]) => key !== 'entries'))
    text += `,\n  ${JSON.stringify(name)}: ${indented(member, '  ').trimStart()}`;
  yield encoder.encode(`${text}\n}`);
}

function indented(value: JsonValue, by: string): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, by);
}

async function* entriesOf(store: Store, before: JsonArray, run: Run): AsyncGenerator<JsonValue> {
  const folder = folderOf(before);
  for (const section of await listRecordFiles(store, run))
    yield* sectionEntries(store, section, folder, before, run);
}

async function* sectionEntries(
  store: Store,
  { agent, kind, files }: RecordFiles,
  folder: string,
  before: JsonArray,
  run: Run,
): AsyncGenerator<JsonValue> {
  for (const file of files) {
    const path = `${folder}/${file.path}`;
    const entries: JsonValue[] = [];
    let isLost = false;
    for await (const { records, problems } of readRecords(store, agent, kind, [file], run)) {
      isLost ||= problems.some(losesFile);
      entries.push(...records.map((record) => entryOf(record, path)));
    }
    yield* isLost ? before.filter((entry) => property(entry, 'file_path') === path) : entries;
  }
}

/** An entry as the tools write it: both scores are those of 1.x patterns, else 0.5. */
function entryOf({ view, value }: StoredRecord, path: string): JsonObject {
  const { timestamp, tags } = value;
  return {
    id: view.id,
    agent: view.agent,
    item_type: view.kind,
    timestamp: typeof timestamp === 'string' ? timestamp : (view.created ?? ''),
    tags: isJsonArray(tags) ? tags : [],
    confidence: scoreOf(property(property(value, 'evolution'), 'confidenceScore')),
    success_rate: scoreOf(property(property(value, 'metrics'), 'successRate')),
    file_path: path,
    offset: 0,
    size: dumpedLength(value),
  };
}

function scoreOf(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : 0.5;
}

/** The folder in front of `<agent>/<file>` in the entries that there are: as it was typed when the index was made. */
function folderOf(entries: JsonArray): string {
  for (const entry of entries) {
    const path = property(entry, 'file_path');
    const agent = property(entry, 'agent');
    const kind = KINDS.find((one) => one === property(entry, 'item_type'));
    if (typeof path !== 'string' || typeof agent !== 'string' || kind === undefined) continue;
    const end = `/${agent}/${KIND_FILES[kind]}`;
    if (path.endsWith(end)) return path.slice(0, -end.length);
  }
  return USUAL_FOLDER;
}

/** Characters of a value as Python's `json.dumps` writes it: in ASCII, a space after each comma and colon. */
function dumpedLength(value: JsonValue): number {
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    // What is not ASCII is written as \uXXXX.
    return text.length + 5 * (text.match(/[^ -~]/g)?.length ?? 0);
  }
  if (isJsonArray(value)) return listLength(value.map(dumpedLength));
  if (!isJsonObject(value)) return JSON.stringify(value).length;
  return listLength(
    Object.entries(value).map(([name, member]) => dumpedLength(name) + 2 + dumpedLength(member)),
  );
}

function listLength(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 2 + 2 * Math.max(0, lengths.length - 1));
}
