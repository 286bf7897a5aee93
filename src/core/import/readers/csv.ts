import { HEAD_BYTES } from '../../bundle/layers';
import { LoomError, throwIfCancelled } from '../../errors';
import { isJsonObject, parseJson } from '../../json';
import type { JsonObject, JsonValue } from '../../json';
import type { FileStore, Run } from '../../ports';
import { KIND_PLURALS, KINDS } from '../../store/records';
import type { Kind } from '../../store/records';
import { viewRecord } from '../../store/view';
import type { Receiver } from '../incoming';
import { CsvReader } from './csvReader';
import { startOf } from './reader';
import type { Reader } from './reader';
import { storedRecord } from './sqlite';

const RECORD_LOSS =
  'Only the column record is read where there is one: what was changed in other columns of a CSV file is not taken.';
const COLUMN_LOSS =
  'There is no column record in a CSV file: context, steps, code and whatever else has no column of its own are lost, and lists are texts again.';

/** A folder of CSV files as an export writes it. */
export const csvFolderReader: Reader = {
  id: 'csv',
  description: 'a CSV export',
  recognises: ({ entries }) =>
    Promise.resolve(
      KINDS.some((kind) => entries.some(({ name }) => name === `${KIND_PLURALS[kind]}.csv`)) ? 0.9 : 0,
    ),
  async read({ folder, name }, _options, _host, receiver, run) {
    if (folder === undefined) throw new LoomError('folder-missing', { path: name });
    const has = new Set((await folder.list('')).map((entry) => entry.name));
    const project = has.has('metadata.csv') ? await projectOf(folder, receiver) : undefined;
    for (const kind of KINDS) {
      const path = `${KIND_PLURALS[kind]}.csv`;
      if (has.has(path)) await readTable(folder.read(path), path, kind, receiver, run);
    }
    if (has.has('agents.csv')) await readAgents(folder, receiver);
    else receiver.loss('There is no agents.csv: metrics, context and settings of agents are not in it.');
    if (has.has('global.csv')) await readGlobal(folder, receiver);
    return { project };
  },
};

/** One CSV file of records. */
export const csvFileReader: Reader = {
  id: 'csv-file',
  description: 'a CSV file of records',
  recognises(probe) {
    if (probe.input.file === undefined || probe.isSealed) return Promise.resolve(0);
    const columns = headerOf(startOf(probe));
    return Promise.resolve(columns.includes('id') && columns.includes('agent') ? 0.7 : 0);
  },
  async read({ file, name }, _options, _host, receiver, run) {
    if (file === undefined) throw new LoomError('file-missing', { path: name });
    await readTable(file.read({ signal: run.signal }), file.path, undefined, receiver, run);
    receiver.loss('A single CSV file holds one kind of records: documents and global data are not in it.');
    return { isPartial: true };
  },
};

function headerOf(start: string): readonly string[] {
  const line = start.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '';
  return line.length >= HEAD_BYTES
    ? []
    : line.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
}

/** A column that only one kind has says which kind a file holds. */
const TELLING_COLUMNS: { readonly [Of in Kind]: string } = {
  pattern: 'technique',
  solution: 'error_type',
  decision: 'question',
};

async function readTable(
  source: AsyncIterable<Uint8Array>,
  path: string,
  known: Kind | undefined,
  receiver: Receiver,
  run: Run,
): Promise<void> {
  let columns: readonly string[] | undefined;
  let kind: Kind = known ?? 'pattern';
  let line = 0;
  for await (const row of new CsvReader(source, path).rows()) {
    throwIfCancelled(run.signal);
    line += 1;
    if (columns === undefined) {
      columns = row;
      kind = known ?? KINDS.find((each) => row.includes(TELLING_COLUMNS[each])) ?? 'pattern';
      receiver.loss(row.includes('record') ? RECORD_LOSS : COLUMN_LOSS);
      continue;
    }
    const cells = new Map(columns.map((name, index) => [name, row[index] ?? '']));
    const agent = plain(cells.get('agent') ?? '');
    const text = cells.get('record') ?? '';
    const record =
      text === '' ? fromColumns(cells, agent, kind, path) : storedRecord(text, agent, kind, path);
    if (record === undefined || agent === '') {
      const message = `${path}: row ${String(line)} holds no record of an agent.`;
      receiver.problem({ file: path, code: 'record-not-an-object', message, level: 'error' });
    } else await receiver.records(agent, kind, [record]);
  }
}

/** A flat record (FORMATS 1.7) of what the columns say. */
function fromColumns(
  cells: ReadonlyMap<string, string>,
  agent: string,
  kind: Kind,
  file: string,
): ReturnType<typeof storedRecord> {
  const members: [string, JsonValue][] = [];
  for (const [name, cell] of cells) {
    if (cell === '' || SKIPPED.has(name)) continue;
    members.push([name === 'title' ? 'name' : name, valueOf(name, cell)]);
  }
  if (!members.some(([name]) => name === 'id')) return undefined;
  const value: JsonObject = Object.fromEntries(members);
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { ...viewRecord(value, agent, kind), value, bytes, file, index: 0 };
}

const SKIPPED: ReadonlySet<string> = new Set(['agent', 'schema_version', 'record']);
const LISTS: ReadonlySet<string> = new Set([
  'tags',
  'when_applicable',
  'alternatives',
  'lessons_learned',
  'primary_factors',
]);
const TEXTS: ReadonlySet<string> = new Set([
  'id',
  'title',
  'technique',
  'question',
  'error_message',
  'created',
  'last_used',
]);

function valueOf(name: string, cell: string): JsonValue {
  if (LISTS.has(name)) return plain(cell).split('; ');
  if (!TEXTS.has(name)) {
    if (cell === 'true' || cell === 'false') return cell === 'true';
    if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell)) return Number(cell);
  }
  return plain(cell);
}

/** Without the apostrophe that keeps a spreadsheet from taking a text for a formula. */
function plain(cell: string): string {
  return /^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

async function projectOf(folder: FileStore, receiver: Receiver): Promise<string | undefined> {
  for await (const [key, value] of new CsvReader(folder.read('metadata.csv'), 'metadata.csv').rows())
    if (key === 'source_project') return value;
  receiver.note('metadata.csv does not say which project it came from.');
  return undefined;
}

async function readAgents(folder: FileStore, receiver: Receiver): Promise<void> {
  let columns: readonly string[] | undefined;
  for await (const row of new CsvReader(folder.read('agents.csv'), 'agents.csv').rows()) {
    if (columns === undefined) {
      columns = row;
      continue;
    }
    const agent = plain(row[columns.indexOf('name')] ?? '');
    const text = row[columns.indexOf('documents')] ?? '';
    if (text === '') continue;
    const documents = parsed(text, 'agents.csv', receiver);
    if (!isJsonObject(documents)) continue;
    for (const [name, document] of Object.entries(documents))
      await receiver.document({
        agent,
        name,
        bytes: new TextEncoder().encode(JSON.stringify(document, null, 2)),
      });
  }
}

async function readGlobal(folder: FileStore, receiver: Receiver): Promise<void> {
  let isHeader = true;
  for await (const [name = '', text = ''] of new CsvReader(folder.read('global.csv'), 'global.csv').rows()) {
    if (!isHeader && parsed(text, 'global.csv', receiver) !== undefined)
      await receiver.document({ agent: undefined, name: plain(name), bytes: new TextEncoder().encode(text) });
    isHeader = false;
  }
}

function parsed(text: string, file: string, receiver: Receiver): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `${file} holds a document that is not JSON.`;
    receiver.problem({ file, code: 'json-damaged', message, level: 'error' });
    return undefined;
  }
}
