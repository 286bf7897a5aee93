import { toHex } from '../hex';
import type { BundleMetadata } from '../bundle/metadata';
import { LoomError } from '../errors';
import type { FinishedOutput, Output, OutgoingRecord, Section, WrittenFile } from '../export/output';
import { SectionHashes } from '../export/sectionHash';
import { joinPath } from '../path';
import type { FileStore, FileWriter, Hasher, Host, Scratch } from '../ports';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { AgentTotals } from './agentTotals';
import { columnsOf, documentOf, plainText, rowReader } from './columns';
import type { Cell } from './columns';
import { encodeRecordRows, encodeRows } from './csvRows';

export interface CsvTarget {
  readonly store: FileStore;
  /** Inside the store; '' is its root. Made when it is not there. */
  readonly folder: string;
  readonly replace: boolean;
}

/** Nothing to choose: tables have no level, and no password (asked for, it is refused before). */
export interface CsvOptions {
  readonly password?: undefined;
}

const AGENT_COLUMNS = [
  'name',
  'patterns',
  'solutions',
  'decisions',
  'success_rate',
  'bytes',
  'checksum',
  'documents',
];

/**
 * An export as a folder of CSV files (M87), one a kind: patterns.csv, solutions.csv, decisions.csv with the columns of
 * `columns.ts` and the whole record as JSON in the last one; agents.csv, metadata.csv, and global.csv when there is global
 * data. The form is that of `encodeRows`.
 *
 * A section's rows wait in a scratch until it ends, and all files go to their final names one after the other at `finish`. If
 * one cannot, those of this run that replaced nothing are removed again.
 *
 * The checksums are those of a bundle of the same records.
 *
 * Throws `output-exists` for any of the files unless `replace`, `folder-missing`, `permission-denied`, `no-space`, `io-failed`.
 */
export async function openCsvOutput(target: CsvTarget, _options: CsvOptions, host: Host): Promise<Output> {
  const { store, folder, replace } = target;
  const existing = new Set<string>();
  for (const name of [...KINDS.map((kind) => `${KIND_PLURALS[kind]}.csv`), ...OTHER_FILES]) {
    const path = joinPath(folder, name);
    if ((await store.stat(path)) === undefined) continue;
    if (!replace) throw new LoomError('output-exists', { path: `${store.root}/${path}` });
    existing.add(path);
  }
  const made = folder !== '' && (await store.stat(folder)) === undefined;
  if (made) await store.makeFolder(folder);
  return new CsvOutput(target, host, existing, made);
}

const OTHER_FILES = ['agents.csv', 'metadata.csv', 'global.csv'];

/** One file on its way, hashed as it grows. */
interface Table {
  readonly path: string;
  readonly writer: FileWriter;
  readonly hash: Hasher;
  bytes: number;
}

/** The rows of the section being written. */
interface Pending {
  readonly section: Section;
  readonly table: Table;
  readonly row: (record: OutgoingRecord) => Cell[];
  rows: Scratch;
  bytes: number;
}

class CsvOutput implements Output {
  private readonly tables = new Map<string, Table>();
  private readonly rows: { readonly [Of in Kind]: (record: OutgoingRecord) => Cell[] } = {
    pattern: rowReader('pattern'),
    solution: rowReader('solution'),
    decision: rowReader('decision'),
  };
  private readonly hashes: SectionHashes;
  private readonly totals = new AgentTotals();
  private readonly agentDocuments = new Map<string, string[]>();
  private readonly globalRows: Cell[][] = [];
  private pending: Pending | undefined;

  constructor(
    private readonly target: CsvTarget,
    private readonly host: Host,
    private readonly existing: ReadonlySet<string>,
    private readonly madeFolder: boolean,
  ) {
    this.hashes = new SectionHashes(host.codecs);
  }

  get uncompressedBytes(): number {
    return this.hashes.uncompressedBytes;
  }

  async beginSection(section: Section): Promise<void> {
    const { kind } = section;
    const header = [...columnsOf(kind).map(({ name }) => name), 'record'];
    this.pending = {
      section,
      table: await this.table(`${KIND_PLURALS[kind]}.csv`, header),
      row: this.rows[kind],
      rows: await this.target.store.scratch(),
      bytes: 0,
    };
    this.hashes.beginSection(section);
    this.totals.beginSection();
  }

  async append(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const pending = this.inSection();
    const bytes = encodeRecordRows(
      records.map((record) => ({ cells: pending.row(record), record: record.bytes })),
    );
    await pending.rows.append(bytes);
    pending.bytes += bytes.length;
    this.hashes.append(records);
    this.totals.add(pending.section, records);
  }

  async restartSection(): Promise<void> {
    const pending = this.inSection();
    await pending.rows.dispose();
    pending.rows = await this.target.store.scratch();
    pending.bytes = 0;
    this.hashes.restartSection();
    this.totals.beginSection();
  }

  async endSection(): Promise<number> {
    const { section, table, rows, bytes } = this.inSection();
    for await (const piece of rows.read(0, bytes)) await add(table, piece);
    await rows.dispose();
    this.pending = undefined;
    const jsonBytes = this.hashes.endSection();
    this.totals.endSection(section.agent, jsonBytes);
    return jsonBytes;
  }

  document(path: string, bytes: Uint8Array): Promise<void> {
    const length = this.hashes.document(path, bytes);
    const { agent, name } = documentOf(path);
    const json = new TextDecoder().decode(bytes);
    if (agent === undefined) this.globalRows.push([plainText(name), json]);
    else {
      this.totals.addDocument(agent, length);
      const documents = this.agentDocuments.get(agent) ?? [];
      documents.push(`${JSON.stringify(name)}:${json.trim()}`);
      this.agentDocuments.set(agent, documents);
    }
    return Promise.resolve();
  }

  async finish(metadata: BundleMetadata): Promise<FinishedOutput> {
    const checksums = this.hashes.checksums();
    const agents = this.totals.lines().map((line): Cell[] => {
      const documents = this.agentDocuments.get(line.name);
      return [
        plainText(line.name),
        line.patterns,
        line.solutions,
        line.decisions,
        line.successRate,
        line.bytes,
        checksums[line.name] ?? null,
        documents === undefined ? null : `{${documents.join(',')}}`,
      ];
    });
    await add(await this.table('agents.csv', AGENT_COLUMNS), encodeRows(agents));
    const facts = Object.entries({ ...metadata, checksums }).map(([key, value]): Cell[] => [
      key,
      typeof value === 'string' ? plainText(value) : JSON.stringify(value),
    ]);
    await add(await this.table('metadata.csv', ['key', 'value']), encodeRows(facts));
    if (this.globalRows.length > 0)
      await add(await this.table('global.csv', ['name', 'document']), encodeRows(this.globalRows));

    const tables = [...this.tables.values()];
    const committed: string[] = [];
    try {
      for (const { path, writer } of tables) {
        await writer.commit();
        committed.push(path);
      }
    } catch (error) {
      for (const path of committed) if (!this.existing.has(path)) await this.target.store.remove(path);
      throw error;
    }
    const files = tables.map(({ path, bytes, hash }): WrittenFile => ({
      path,
      bytes,
      sha256: toHex(hash.digest()),
    }));
    return { files, checksums };
  }

  async abandon(): Promise<void> {
    await this.pending?.rows.dispose();
    this.pending = undefined;
    for (const { writer } of this.tables.values()) await writer.abandon();
    const { store, folder } = this.target;
    if (this.madeFolder && (await store.list(folder)).length === 0) await store.remove(folder);
  }

  private inSection(): Pending {
    if (this.pending === undefined) throw new TypeError('no section was begun');
    return this.pending;
  }

  /** The file of that name, with its header when it is new. */
  private async table(name: string, header: readonly string[]): Promise<Table> {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    const path = joinPath(this.target.folder, name);
    const table: Table = {
      path,
      writer: await this.target.store.write(path, { replace: this.target.replace }),
      hash: this.host.codecs.sha256(),
      bytes: 0,
    };
    this.tables.set(name, table);
    await add(table, encodeRows([header]));
    return table;
  }
}

async function add(table: Table, bytes: Uint8Array): Promise<void> {
  await table.writer.append(bytes);
  table.hash.update(bytes);
  table.bytes += bytes.length;
}
