import { LoomError } from '../../core/errors';
import { readRecords } from '../../core/store/readRecords';
import { KINDS, type Kind, type RecordView, type StoredRecord } from '../../core/store/records';
import type { Memory } from '../services';

/** Matches kept of one agent's kind: some 2 MB of records. Beyond, the count goes on and the filter should be narrower. */
const KEPT = 1000;

/** Records of one agent and kind that match. */
export interface Found {
  readonly records: readonly StoredRecord[];
  /** All that match; more than `records` holds when there are more than 1,000. */
  readonly total: number;
}

interface Search {
  readonly result: Promise<Found>;
  readonly stop: AbortController;
  found: Found | undefined;
}

/**
 * The view's filter over one memory: title, tags, id and agent hold every word, in any case. A kind is searched when it is
 * expanded, and all of them one after the other in the background, so that agents without a match can be left out.
 */
export class RecordFilter {
  private readonly searches = new Map<string, Search>();
  private readonly words: readonly string[];
  private ended = false;
  private searched = false;

  /** @param onFound an agent's matches are known; undefined: all are. */
  constructor(
    private readonly memory: Memory,
    text: string,
    private readonly onFound: (agent: string | undefined) => void,
  ) {
    this.words = text.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /** Searches everything. What goes wrong shows as no match: the unreadable file is among the problems already. */
  start(): void {
    void this.searchAll().catch(() => undefined);
  }

  search(agent: string, kind: Kind): Promise<Found> {
    const key = `${agent}/${kind}`;
    let search = this.searches.get(key);
    if (search === undefined) {
      const stop = new AbortController();
      search = { result: this.searchOne(agent, kind, stop.signal), stop, found: undefined };
      this.searches.set(key, search);
      const mine = search;
      search.result.then(
        (found) => {
          mine.found = found;
        },
        () => {
          // A search that was stopped or failed is made again when it is asked for.
          if (this.searches.get(key) === mine) this.searches.delete(key);
        },
      );
    }
    return search.result;
  }

  /** The matches if the search has come so far. */
  found(agent: string, kind: Kind): Found | undefined {
    return this.searches.get(`${agent}/${kind}`)?.found;
  }

  /** All kinds of the agent have been searched and nothing matches. */
  isEmpty(agent: string): boolean {
    return KINDS.every((kind) => this.found(agent, kind)?.total === 0);
  }

  /** Everything has been searched once. */
  get complete(): boolean {
    return this.searched;
  }

  /** All matches so far. */
  get matches(): number {
    let total = 0;
    for (const search of this.searches.values()) total += search.found?.total ?? 0;
    return total;
  }

  /** Matches of an agent in all, when they are known. */
  total(agent: string): number | undefined {
    let total = 0;
    for (const kind of KINDS) {
      const found = this.found(agent, kind);
      if (found === undefined) return undefined;
      total += found.total;
    }
    return total;
  }

  /** The agent's files changed: what was found in them counts no more. */
  restart(agent: string): void {
    for (const kind of KINDS) {
      const key = `${agent}/${kind}`;
      this.searches.get(key)?.stop.abort();
      this.searches.delete(key);
    }
    this.start();
  }

  dispose(): void {
    this.ended = true;
    for (const search of this.searches.values()) search.stop.abort();
    this.searches.clear();
  }

  private async searchAll(): Promise<void> {
    const layout = await (await this.memory.catalogue()).layout();
    for (const { name } of layout.agents) {
      for (const kind of KINDS) {
        if (this.ended) return;
        await this.search(name, kind);
      }
      this.onFound(name);
    }
    this.searched = true;
    this.onFound(undefined);
  }

  private async searchOne(agent: string, kind: Kind, signal: AbortSignal): Promise<Found> {
    const catalogue = await this.memory.catalogue();
    const files = (await catalogue.agent(agent))?.records[kind] ?? [];
    const records: StoredRecord[] = [];
    let total = 0;
    try {
      for await (const batch of readRecords(catalogue.store, agent, kind, files, { signal })) {
        for (const record of batch.records) {
          if (!this.holdsWords(record.view)) continue;
          total += 1;
          // The bytes belong to the batch: what is kept needs its own.
          if (records.length < KEPT) records.push({ ...record, bytes: record.bytes.slice() });
        }
      }
    } catch (error) {
      // Reported as a problem by the catalogue; matches found before the damage are shown.
      if (!(error instanceof LoomError) || error.code === 'cancelled') throw error;
    }
    return { records, total };
  }

  private holdsWords(view: RecordView): boolean {
    const text = `${view.title}\n${view.tags.join('\n')}\n${view.id}\n${view.agent}`.toLowerCase();
    return this.words.every((word) => text.includes(word));
  }
}
