import { l10n } from 'vscode';
import { readArchiveRecords, type ArchiveSource } from '../../core/bundle/archive';
import { LoomError, type LoomErrorCode } from '../../core/errors';
import type { Host } from '../../core/ports';
import { KINDS, type RecordView, type StoredRecord } from '../../core/store/records';
import type { RecordList, RecordRow } from '../../webview/protocol';
import { isLoomError } from '../speak';
import { countRecords, countUses, format, kindWord } from '../words';

/** Rows that a page shows at a time; a search finds the others. */
const MAX_ROWS = 200;

/** Errors of a file that is good up to a point. */
const DAMAGE: readonly LoomErrorCode[] = ['gzip-damaged', 'seal-damaged', 'archive-damaged'];

interface Inside {
  readonly records: readonly Listed[];
  /** Why there are not more: the file is damaged behind them. */
  readonly damage: string | undefined;
}

interface Listed {
  readonly row: RecordRow;
  /** What a search looks in, lower case. */
  readonly words: string;
}

/** The records inside a bundle: read through for one agent at a time, of which only titles are kept. */
export class RecordsInside {
  #listed: { readonly agent: string; readonly inside: Promise<Inside> } | undefined;
  #stopped = new AbortController();

  constructor(
    private readonly host: Host,
    private readonly source: () => Promise<ArchiveSource>,
    private readonly password: string | undefined,
  ) {}

  /** Shows what of an agent holds all of `words`; while the bundle is read for the first time, that it is read. */
  async list(agent: string, words: string, show: (list: RecordList) => void): Promise<void> {
    let listed = this.#listed;
    if (listed?.agent !== agent) {
      this.stop();
      this.#stopped = new AbortController();
      listed = { agent, inside: this.#read(agent, this.#stopped.signal) };
      this.#listed = listed;
      show(page(agent, [], l10n.t('Reading…')));
    }
    let inside: Inside;
    try {
      inside = await listed.inside;
    } catch (error) {
      // A failed reading is not kept: the next search tries again.
      if (this.#listed === listed) this.#listed = undefined;
      if (LoomError.is(error, 'cancelled')) return;
      throw error;
    }
    const wanted = words
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = inside.records.filter((one) => wanted.every((word) => one.words.includes(word)));
    const counted = status(found.length, inside.records.length);
    const statusText = inside.damage === undefined ? counted : `${counted} · ${inside.damage}`;
    show(page(agent, found.slice(0, MAX_ROWS), statusText));
  }

  /** One whole record, read from the bundle; undefined when it is not there any more. */
  async record(agent: string, kind: string, index: number): Promise<StoredRecord | undefined> {
    let place = 0;
    const options = { password: this.password };
    for await (const batch of readArchiveRecords(await this.source(), options, this.host)) {
      if (batch.agent !== agent || batch.kind !== kind) continue;
      const record = index < place ? undefined : batch.records[index - place];
      if (record !== undefined) return { ...record, bytes: record.bytes.slice() };
      place += batch.records.length;
    }
    return undefined;
  }

  /** Ends the reading that nobody waits for any more. */
  stop(): void {
    this.#stopped.abort();
  }

  async #read(agent: string, signal: AbortSignal): Promise<Inside> {
    const records: Listed[] = [];
    const places = new Map<string, number>();
    const options = { password: this.password, signal };
    try {
      for await (const batch of readArchiveRecords(await this.source(), options, this.host)) {
        if (batch.agent !== agent) continue;
        for (const { view } of batch.records) {
          const index = places.get(batch.kind) ?? 0;
          places.set(batch.kind, index + 1);
          records.push({ row: rowOf(view, index), words: wordsOf(view) });
        }
      }
    } catch (error) {
      // What was read before the damage is whole: JSON of complete records, authenticated where there is encryption.
      if (!isLoomError(error) || !DAMAGE.includes(error.code)) throw error;
      return { records: byKind(records), damage: l10n.t('the file is damaged behind these') };
    }
    return { records: byKind(records), damage: undefined };
  }
}

/** Patterns, solutions, decisions, as everywhere; in a bundle they lie by the names of their files. */
function byKind(records: readonly Listed[]): readonly Listed[] {
  return KINDS.flatMap((kind) => records.filter((record) => record.row.kind === kind));
}

function rowOf(view: RecordView, index: number): RecordRow {
  const detail = [
    ...(view.confidence === null ? [] : [format.score(view.confidence)]),
    ...(view.use_count === null ? [] : [countUses(view.use_count)]),
  ].join(' · ');
  return { kind: view.kind, index, title: view.title, detail, kindText: kindWord(view.kind) };
}

function wordsOf(view: RecordView): string {
  return [view.title, view.kind, kindWord(view.kind), view.id, ...view.tags].join('\n').toLowerCase();
}

function page(agent: string, found: readonly Listed[], statusText: string): RecordList {
  return {
    agent,
    title: agent,
    back: l10n.t('Back to the manifest'),
    searchLabel: l10n.t('Search by title, tag or kind'),
    status: statusText,
    rows: found.map((listed) => listed.row),
  };
}

/** "501 records", "12 of 501 records", "The first 200 of 501 records". */
function status(found: number, all: number): string {
  const total = countRecords(all);
  if (found > MAX_ROWS) return l10n.t('The first {0} of {1}', format.number(MAX_ROWS), countRecords(found));
  return found === all ? total : l10n.t('{0} of {1}', format.number(found), total);
}
