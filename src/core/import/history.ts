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

/** `<folder>-history/imports/<origin>/<operation>.jsonl`: a line for up to 1,000 records. What cannot be read counts as not known. */
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
  const [agent, kind, ...lists] = row;
  const [ids = [], incoming = [], results = [], counters = [], into = []] = lists.map((list) =>
    isJsonArray(list) ? list : [],
  );
  if (typeof agent !== 'string' || typeof kind !== 'string') return;
  for (const [index, id] of ids.entries()) {
    const hash = incoming[index];
    if (typeof id !== 'string' || typeof hash !== 'number') continue;
    const result = results[index];
    const other = into[index];
    history.set(historyKey(agent, kind, id), {
      incoming: hash,
      result: typeof result === 'number' ? result : hash,
      counters: countersOf(counters[index]),
      into: typeof other === 'string' ? other : undefined,
    });
  }
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

/** A line's records: few calls of `JSON.stringify`, which for 100,000 rows of their own would take half a second. */
const RECORDS_A_LINE = 1000;

/**
 * What an import did, for the next one of the same origin: a note of its operation. `readsAfter`: `records` may be asked for
 * when all files were written, not before.
 */
export function importNote(
  origin: string,
  records: () => Iterable<ImportedRecord>,
  readsAfter: boolean,
): OperationNote {
  return { folder: joinPath(IMPORTS, origin), content: () => linesOf(records()), readsAfter };
}

function* linesOf(records: Iterable<ImportedRecord>): Generator<Uint8Array> {
  let line: ImportedRecord[] = [];
  for (const record of records) {
    const [first] = line;
    const isOther = first !== undefined && (first.agent !== record.agent || first.kind !== record.kind);
    if (isOther || line.length === RECORDS_A_LINE) {
      yield lineOf(line);
      line = [];
    }
    line.push(record);
  }
  if (line.length > 0) yield lineOf(line);
}

/** `readLine`'s other side: agent, kind, and a list for each of the other members. */
function lineOf(records: readonly ImportedRecord[]): Uint8Array {
  const columns = [
    records.map(({ id }) => id),
    records.map(({ incoming }) => incoming),
    records.map(({ incoming, result }) => (result === incoming ? null : result)),
    records.map(({ counters }) => counters ?? 0),
    records.map(({ into }) => into ?? 0),
  ];
  const row = [records[0]?.agent, records[0]?.kind, ...columns];
  return new TextEncoder().encode(`${JSON.stringify(row)}\n`);
}
