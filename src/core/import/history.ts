import { readTrail, undoneBy } from '../audit/trail';
import { historyOf } from '../history/places';
import { isJsonArray, isJsonObject, parseJson } from '../json';
import type { JsonValue } from '../json';
import { joinPath } from '../path';
import type { OperationNote, WritableStore } from '../store/changes';
import type { Counters } from './mergeRecords';

/** How a record stood when a source was last imported: the base of a three-way comparison. */
export interface ImportBase {
  /** `bytesHash` of the record in the source, and of the one that then lay here. */
  readonly incoming: number;
  readonly result: number;
  /** Its counts in the source, so that the next import adds only what came since. */
  readonly counters: Counters | undefined;
  /** The record here that it went into, when that has another id. */
  readonly into: string | undefined;
}

export type ImportHistory = ReadonlyMap<string, ImportBase>;

/** Names a record within a memory. */
export function historyKey(agent: string, kind: string, id: string): string {
  return `${agent}\n${kind}\n${id}`;
}

/** Folder of the notes of imports within the history. */
const IMPORTS = 'imports';

/** `<folder>-history/imports/<origin>/<operation>.jsonl`: one line a record. What cannot be read counts as not known. */
function folderOf(store: Pick<WritableStore, 'folder'>, origin: string): string {
  return joinPath(historyOf(store), IMPORTS, origin);
}

/**
 * What earlier imports of one origin left, the newest word on each record; imports that were taken back do not count. Reads
 * only. A line that cannot be read is passed over: the record is then compared as if it had never been imported.
 */
export async function readImportHistory(store: WritableStore, origin: string): Promise<ImportHistory> {
  const history = new Map<string, ImportBase>();
  const folder = folderOf(store, origin);
  const files = (await store.home.list(folder)).filter(({ name }) => name.endsWith('.jsonl'));
  if (files.length === 0) return history;
  const { entries } = await readTrail(store);
  const undone = undoneBy(entries);
  for (const { name } of files) {
    if (undone.has(name.slice(0, -'.jsonl'.length))) continue;
    await readInto(history, store, joinPath(folder, name));
  }
  return history;
}

async function readInto(history: Map<string, ImportBase>, store: WritableStore, path: string): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of store.home.read(path)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(history, line);
  }
  readLine(history, rest);
}

function readLine(history: Map<string, ImportBase>, line: string): void {
  let row: JsonValue;
  try {
    row = parseJson(line);
  } catch (error) {
    // Written by another version of this program, or by hand.
    if (error instanceof SyntaxError) return;
    throw error;
  }
  if (!isJsonArray(row)) return;
  const [agent, kind, id, incoming, result, counters, into] = row;
  if (
    typeof agent !== 'string' ||
    typeof kind !== 'string' ||
    typeof id !== 'string' ||
    typeof incoming !== 'number'
  )
    return;
  history.set(historyKey(agent, kind, id), {
    incoming,
    result: typeof result === 'number' ? result : incoming,
    counters: countersOf(counters),
    into: typeof into === 'string' ? into : undefined,
  });
}

function countersOf(value: JsonValue | undefined): Counters | undefined {
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, count]) =>
      typeof count === 'number' ? [[Number(name), count]] : [],
    ),
  );
}

/** One record as the history remembers it. */
export interface ImportedRecord extends ImportBase {
  readonly agent: string;
  readonly kind: string;
  readonly id: string;
}

/** What is written at once. */
const NOTE_CHARACTERS = 128 * 1024;

/**
 * What an import did, for the next one of the same origin: a note of its operation. `records` is asked for when all files were
 * written.
 */
export function importNote(origin: string, records: () => Iterable<ImportedRecord>): OperationNote {
  return { folder: joinPath(IMPORTS, origin), content: () => linesOf(records()) };
}

function* linesOf(records: Iterable<ImportedRecord>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let lines = '';
  for (const record of records) {
    lines += lineOf(record);
    if (lines.length < NOTE_CHARACTERS) continue;
    yield encoder.encode(lines);
    lines = '';
  }
  yield encoder.encode(lines);
}

/** `readLine`'s other side, put together by hand: at 100,000 records `JSON.stringify` of a row takes twice as long. */
function lineOf({ agent, kind, id, incoming, result, counters, into }: ImportedRecord): string {
  const texts = `${quoted(agent)},"${kind}",${quoted(id)}`;
  const hashes = `${String(incoming)},${result === incoming ? 'null' : String(result)}`;
  return `[${texts},${hashes},${countsOf(counters)}${into === undefined ? '' : `,${quoted(into)}`}]\n`;
}

/** Most names and ids are letters, digits and hyphens. */
function quoted(text: string): string {
  return /^[\w-]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

function countsOf(counters: Counters | undefined): string {
  if (counters === undefined) return '0';
  let counts = '';
  for (const place in counters) counts += `${counts === '' ? '' : ','}"${place}":${String(counters[place])}`;
  return `{${counts}}`;
}
