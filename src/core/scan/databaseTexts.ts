import { collect } from '../bundle/byteReader';
import { columnsOf, rowReader } from '../formats/columns';
import { LoomError } from '../errors';
import { isJsonObject } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { SqliteRows } from '../ports';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { viewRecord } from '../store/view';
import { rowsOf, tablesOf } from './databaseTables';
import type { DatabaseCell, DatabaseRow, DatabaseTable } from './databaseTables';
import type { FoundText, TextLosses } from './foundText';
import { parsedOrNothing } from './scanText';
import type { TextOwner } from './scanText';

/** A value up to this size is looked at whole, to know JSON from words. */
const MAX_WHOLE = 16 * 1024 * 1024;
const NUL_WITHIN = 512;

/** Where a database lies. */
export interface DatabasePlace {
  /** As the one who asked knows the file. */
  readonly file: string;
  /** The file inside an archive that the database is; undefined where `file` is it. */
  readonly entry: string | undefined;
  readonly version: string;
}

/**
 * The texts of a SQLite database, row by row. The entry of each is `table/row`, which is all text of the row as one JSON
 * object by the names of its columns: what a column is called says what is in it. A column that is a document itself is a
 * text of its own, `table/row/column`: records and documents of our own exports, and gzip.
 *
 * Of a table that is damaged the rows before the damage are there, and the tables after it.
 */
export async function* textsOfDatabase(
  rows: SqliteRows,
  place: DatabasePlace,
  gzipText: (text: FoundText) => AsyncIterable<FoundText>,
  losses: TextLosses,
): AsyncGenerator<FoundText, void, undefined> {
  const binary = new Set<string>();
  const skipBinary = (table: string, column: string): void => {
    const name = `${table}/${column}`;
    if (!binary.has(name)) losses.skipped(`${entryOf(place, [name])} in ${place.file}`);
    binary.add(name);
  };
  for (const table of await tablesOf(rows)) {
    const read = mainOf(table);
    try {
      for await (const row of rowsOf(rows, table)) {
        const main = await read?.(row);
        const rest: DatabaseCell[] = [];
        for (const cell of row.cells) {
          if (cell.column === main?.cell.column || main?.tells(cell) === true) continue;
          if (isGzipBlob(cell))
            yield* gzipText(textOf(place, [table.name, row.id, cell.column], cell.bytes()));
          else if (cell.type === 'blob' && cell.first.subarray(0, NUL_WITHIN).includes(0))
            skipBinary(table.name, cell.column);
          else rest.push(cell);
        }
        if (main !== undefined)
          yield textOf(place, [table.name, row.id, main.cell.column], main.cell.bytes(), main.owner);
        if (rest.length > 0) yield textOf(place, [table.name, row.id], objectOf(rest));
      }
    } catch (error) {
      losses.failed(tableError(error, table.name), place.file);
    }
  }
}

/** Damage, with the table in which it is. */
function tableError(error: unknown, table: string): unknown {
  if (!LoomError.is(error, 'archive-damaged')) return error;
  const { path, detail } = error.data;
  return new LoomError('archive-damaged', { path, detail: `${detail} (table ${table})` }, { cause: error });
}

function entryOf({ entry }: DatabasePlace, names: readonly string[]): string {
  return [...(entry === undefined ? [] : [entry]), ...names].join('/');
}

function textOf(
  place: DatabasePlace,
  names: readonly string[],
  bytes: AsyncIterable<Uint8Array>,
  owner?: TextOwner,
): FoundText {
  const entry = entryOf(place, names);
  const nobody: TextOwner = { agent: undefined, kind: 'document', id: entry };
  // What is kept as a record or document is JSON, or damaged.
  const path = owner === undefined ? '' : 'own.json';
  const name = { file: place.file, entry, path, document: owner?.id ?? entry, owner: owner ?? nobody };
  return { name, version: place.version, part: place.entry ?? '', bytes };
}

/** The value of a row that is a record or a document. */
interface MainCell {
  readonly cell: DatabaseCell;
  readonly owner: TextOwner;
  /** Whether another value of the row is one that was taken from it. */
  tells(cell: DatabaseCell): boolean;
}

/** What finds it in the rows of a table of our exports (`formats/sqliteSchema.ts`); undefined for any other table. */
function mainOf({
  name,
  columns,
}: DatabaseTable): ((row: DatabaseRow) => Promise<MainCell | undefined>) | undefined {
  const has = (...wanted: string[]): boolean => wanted.every((column) => columns.includes(column));
  const kind = KINDS.find((one) => KIND_PLURALS[one] === name);
  if (kind !== undefined && has('id', 'agent', 'record')) return (row) => recordOf(row, kind);
  if (
    (name === 'agent_documents' && has('agent', 'name', 'document')) ||
    (name === 'global' && has('name', 'document'))
  )
    return (row) => Promise.resolve(documentOf(row));
  return undefined;
}

async function recordOf(row: DatabaseRow, kind: Kind): Promise<MainCell | undefined> {
  const cell = textCell(row, 'record');
  if (cell === undefined) return undefined;
  const agent = wordOf(row, 'agent');
  const value = await objectIn(cell);
  const id = wordOf(row, 'id') ?? '';
  if (value === undefined) return { cell, owner: { agent, kind, id }, tells: () => false };
  const { view } = viewRecord(value, agent ?? '', kind);
  const taken = rowReader(kind)({ view, value, bytes: cell.first });
  const told = new Map(columnsOf(kind).map(({ name }, index) => [name, taken[index]]));
  return {
    cell,
    owner: { agent, kind, id: view.id },
    tells: ({ column, first, isWhole }) => isWhole && told.get(column) === new TextDecoder().decode(first),
  };
}

function documentOf(row: DatabaseRow): MainCell | undefined {
  const cell = textCell(row, 'document');
  if (cell === undefined) return undefined;
  const agent = wordOf(row, 'agent') ?? 'global';
  const owner: TextOwner = { agent, kind: 'document', id: `${agent}/${wordOf(row, 'name') ?? ''}.json` };
  return { cell, owner, tells: () => false };
}

function textCell({ cells }: DatabaseRow, column: string): DatabaseCell | undefined {
  return cells.find((cell) => cell.column === column && cell.type === 'text');
}

function wordOf(row: DatabaseRow, column: string): string | undefined {
  const cell = textCell(row, column);
  return cell === undefined ? undefined : new TextDecoder().decode(cell.first);
}

/** More than the two bytes by which gzip is known elsewhere: blobs of numbers begin with anything. */
function isGzipBlob({ type, first }: DatabaseCell): boolean {
  return type === 'blob' && first[0] === 0x1f && first[1] === 0x8b && first[2] === 8;
}

/** A row as JSON: values that are JSON themselves as they are, so that pointers lead into them, all others as strings. */
async function* objectOf(cells: readonly DatabaseCell[]): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  let text = '';
  for (const [index, cell] of cells.entries()) {
    text += `${index === 0 ? '{' : ','}${JSON.stringify(cell.column)}:`;
    const whole = startsAsJson(cell.first) ? await wholeOf(cell) : undefined;
    if (whole !== undefined && jsonIn(whole) !== undefined) {
      yield encoder.encode(text);
      yield whole;
      text = '';
      continue;
    }
    text += '"';
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    if (cell.isWhole) text += inString(decoder.decode(cell.first));
    else {
      for await (const piece of cell.bytes()) {
        yield encoder.encode(text + inString(decoder.decode(piece, { stream: true })));
        text = '';
      }
      text += inString(decoder.decode());
    }
    text += '"';
  }
  yield encoder.encode(`${text}}`);
}

function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function startsAsJson(bytes: Uint8Array): boolean {
  const start = bytes.find((byte) => byte > 0x20);
  return start === 0x7b || start === 0x5b;
}

async function wholeOf(cell: DatabaseCell): Promise<Uint8Array | undefined> {
  return cell.isWhole ? cell.first : collect(cell.bytes(), MAX_WHOLE);
}

async function objectIn(cell: DatabaseCell): Promise<JsonObject | undefined> {
  const whole = await wholeOf(cell);
  const value = whole === undefined ? undefined : jsonIn(whole);
  return isJsonObject(value) ? value : undefined;
}

/** The object or list that bytes are as JSON; undefined for anything else. */
function jsonIn(bytes: Uint8Array): JsonValue | undefined {
  return startsAsJson(bytes) ? parsedOrNothing(bytes) : undefined;
}
