import { joined } from '../bundle/byteReader';
import { isJsonObject, parseJson } from '../json';
import type { JsonObject, JsonValue } from '../json';
import { joinPath } from '../path';
import type { Host, Run } from '../ports';
import type { FileChange, WritableStore } from '../store/changes';
import { readConfig } from '../store/config';
import { isGzip } from '../store/isGzip';
import { KIND_FILES } from '../store/layout';
import type { Layout, Store, StoreFile } from '../store/store';
import { readText } from '../store/text';
import { combine } from './combine';
import type { Contributions } from './combine';
import { bytesHash } from './bytesHash';
import { groupBy } from './groupBy';
import { gzipText } from './gzipText';
import type { ImportedRecord } from './history';
import { WRITING } from './plannedImport';
import type { PlannedImport, PlannedSection } from './plannedImport';
import type { PlannedItem } from './plannedItem';
import { encodeRecord } from './encodeRecord';
import { RECORD_SEPARATOR } from './listLayout';
import { spacedRun } from './spacedRun';
import { newList, spliceList } from './spliceList';
import type { Edit } from './spliceList';

/** Whether new files are gzip: as most of the record files that are there, else as the settings say (FORMATS 1.2). */
export async function usesGzip(store: Store, layout: Layout): Promise<boolean> {
  const files = layout.agents.flatMap(({ records }) => Object.values(records).flat()).slice(0, 9);
  if (files.length === 0) {
    const { config } = await readConfig(store, layout);
    return config?.settings.storage?.['compression'] === true;
  }
  let gzip = 0;
  for (const file of files) if (await isGzip(store, file.path)) gzip += 1;
  return gzip * 2 > files.length;
}

/** Works out the files of a plan, one after the other. */
export class ImportFiles {
  /** Hashes of the records that are not what came in: merged ones, and those with a new id. */
  readonly #results = new Map<PlannedItem, { readonly hash: number; readonly id: string }>();
  readonly #followers: ReadonlyMap<PlannedItem, readonly PlannedItem[]>;

  constructor(
    private readonly host: Host,
    private readonly store: WritableStore,
    private readonly plan: PlannedImport,
    /** Whether new files are gzip; asked for when one is written. */
    private readonly newIsGzip: () => Promise<boolean>,
    private readonly run: Run,
  ) {
    const followers = new Map<PlannedItem, PlannedItem[]>();
    for (const item of plan.items) {
      if (item.leader === undefined || item.action !== 'merge') continue;
      followers.set(item.leader, [...(followers.get(item.leader) ?? []), item]);
    }
    this.#followers = followers;
  }

  async *changes(): AsyncGenerator<FileChange> {
    for (const section of this.plan.parts.sections) yield* this.#sectionChanges(section);
    yield* this.#documentChanges();
  }

  /** About what will be written: files are written whole. */
  expectedBytes(): number {
    let bytes = 0;
    for (const { files, items } of this.plan.parts.sections) {
      const writing = items.filter(({ action }) => WRITING.has(action));
      if (writing.length === 0) continue;
      bytes += files.reduce((sum, { size }) => sum + size, 0);
      bytes += writing.reduce((sum, { incoming }) => sum + (incoming?.length ?? 0), 0);
    }
    return bytes;
  }

  /** `imported` is not known before all changes were written: records are merged, replaced by several, or get new ids. */
  get decidesLate(): boolean {
    return this.plan.items.some(
      ({ action, newId }) => action === 'merge' || action === 'replace' || newId !== undefined,
    );
  }

  /** What the next import of the same origin compares with; where `decidesLate`, to be asked when all changes were written. */
  *imported(): Generator<ImportedRecord> {
    for (const item of this.plan.items) {
      const { incoming, existing, base, agent, kind, action } = item;
      if (incoming === undefined || action === 'skip' || action === 'conflict') continue;
      const written = this.#results.get(item);
      const isHere = action === 'same' || action === 'keep';
      const result = written?.hash ?? (isHere ? existing?.hash : undefined) ?? incoming.hash;
      const id =
        written?.id ??
        (isHere || action === 'merge' ? existing?.id : undefined) ??
        item.leader?.id ??
        incoming.id;
      const into = id === incoming.id ? undefined : id;
      if (base?.incoming === incoming.hash && base.result === result && base.into === into) continue;
      yield {
        agent,
        kind,
        id: incoming.id,
        incoming: incoming.hash,
        result,
        counters: incoming.counters,
        into,
      };
    }
  }

  async *#sectionChanges(section: PlannedSection): AsyncGenerator<FileChange> {
    const { agent, kind, files, items } = section;
    const additions = items.filter((item) => item.action === 'add');
    const home =
      additions.length === 0 ? undefined : (files.find(({ path }) => path.endsWith('.json')) ?? files[0]);
    for (const file of files) {
      const edits = this.#edits(items.filter((item) => item.existing?.file === file));
      const adds = file === home ? additions : [];
      if (edits.size === 0 && adds.length === 0) continue;
      const change = { edits, additions: adds.length === 0 ? undefined : () => this.#additions(adds) };
      const text = (): AsyncIterable<Uint8Array> =>
        spliceList(readText(this.store, file.path, this.run), kind, file.path, change);
      yield { path: file.path, from: file.version, content: () => this.#encoded(file, text) };
    }
    if (additions.length > 0 && home === undefined)
      yield {
        path: joinPath(agent, KIND_FILES[kind]),
        from: undefined,
        ...((await this.#listAsItCame(additions)) ?? {
          content: () => this.#encoded(undefined, () => newList(() => this.#additions(additions))),
        }),
      };
  }

  /** A new file that is a list of the source as it came: what it was when it was checked it is still. */
  async #listAsItCame(
    items: readonly PlannedItem[],
  ): Promise<Pick<FileChange, 'content' | 'known'> | undefined> {
    const { spool } = this.plan.parts;
    const records = items.flatMap(({ incoming }) => incoming ?? []);
    if (!items.every((item) => this.#isPlain(item)) || (await this.newIsGzip())) return undefined;
    const list = await spool.listOf(records);
    if (list === undefined) return undefined;
    return { content: () => spool.textOf(list), known: { size: list.size, sha256: list.sha256 } };
  }

  /** A file keeps its encoding; a new one has that of the memory. */
  async *#encoded(
    file: StoreFile | undefined,
    text: () => AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    const gzip = await (file === undefined ? this.newIsGzip() : isGzip(this.store, file.path));
    yield* gzip ? gzipText(text(), this.host.codecs) : text();
  }

  /** The edits of one file's records, by their places. Several incoming records may go into one. */
  #edits(items: readonly PlannedItem[]): ReadonlyMap<number, Edit> {
    const edits = new Map<number, Edit>();
    const byPlace = groupBy(items, (item) => item.existing?.index ?? -1);
    for (const [place, group] of byPlace) {
      if (group.some(({ action }) => action === 'remove')) edits.set(place, 'remove');
      // Two that agents of the source both bring for one place: the second is merged into the first, not lost.
      const [take, ...others] = group.filter(({ action }) => action === 'replace').toSorted(byHash);
      const merge = [...others, ...group.filter(({ action }) => action === 'merge')];
      if (take !== undefined || merge.length > 0)
        edits.set(place, { bytes: (bytes) => this.#edited(bytes, { take, merge }) });
    }
    return edits;
  }

  async #edited(bytes: Uint8Array, contributions: Contributions): Promise<Uint8Array> {
    const value = parseJson(new TextDecoder().decode(bytes));
    const existing = isJsonObject(value) ? value : {};
    const { take, merge } = contributions;
    // As it came, to the byte, where it simply takes the place.
    if (take?.incoming !== undefined && merge.length === 0) return this.#bytesOf(take);
    return this.#combined(existing, contributions);
  }

  async #bytesOf({ incoming }: PlannedItem): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    if (incoming !== undefined)
      for await (const piece of this.plan.parts.spool.bytesOf(incoming)) pieces.push(piece);
    return joined(pieces);
  }

  async #combined(existing: JsonObject | undefined, contributions: Contributions): Promise<Uint8Array> {
    const { spool, codecs } = this.plan.parts;
    const value = await combine(existing, contributions, spool, this.host.clock, codecs);
    const { take, merge } = contributions;
    const id = typeof value['id'] === 'string' ? value['id'] : (take?.id ?? merge[0]?.existingId ?? '');
    const bytes = encodeRecord(value);
    const result = { hash: bytesHash(bytes), id };
    for (const item of [...merge, ...(take === undefined ? [] : [take])]) this.#results.set(item, result);
    return bytes;
  }

  /** New records with what separates them. Runs of them are copied in one go. */
  async *#additions(items: readonly PlannedItem[]): AsyncGenerator<Uint8Array> {
    const { spool } = this.plan.parts;
    for (let at = 0; at < items.length;) {
      if (at > 0) yield RECORD_SEPARATOR;
      const first = items[at];
      if (first?.incoming === undefined) break;
      if (!this.#isPlain(first)) {
        const merge = this.#followers.get(first) ?? [];
        yield await this.#combined(undefined, { take: first, merge });
        at += 1;
        continue;
      }
      const run = [first.incoming];
      let last = first.incoming;
      at += 1;
      for (let next = items[at]; next?.incoming !== undefined && this.#isPlain(next); next = items[at]) {
        if (!spool.isNext(last, next.incoming)) break;
        last = next.incoming;
        run.push(last);
        at += 1;
      }
      yield* spacedRun(spool.bytesOf(first.incoming, last), run);
    }
  }

  /** It is written as it came. */
  #isPlain(item: PlannedItem): boolean {
    return item.newId === undefined && !this.#followers.has(item);
  }

  *#documentChanges(): Generator<FileChange> {
    const writing = this.plan.documents.filter(({ action }) => WRITING.has(action));
    // Settings of several agents are one file.
    for (const [path, documents] of groupBy(writing, (document) => document.path)) {
      const file = documents[0]?.file;
      const value = documents.reduce<JsonValue | undefined>((whole, one) => one.into(whole), undefined);
      if (value === undefined) continue;
      const bytes = new TextEncoder().encode(JSON.stringify(value, null, 2));
      const text = async function* (): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(bytes);
      };
      yield { path, from: file?.version, content: () => this.#encoded(file, text) };
    }
  }
}

function byHash(one: PlannedItem, other: PlannedItem): number {
  return (one.incoming?.hash ?? 0) - (other.incoming?.hash ?? 0);
}
