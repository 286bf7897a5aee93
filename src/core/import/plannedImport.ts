import { LoomError } from '../errors';
import { isJsonObject } from '../json';
import type { JsonObject } from '../json';
import type { Codecs } from '../ports';
import { currentVersion } from '../store/layout';
import { readRecords } from '../store/readRecords';
import type { Kind, Problem } from '../store/records';
import type { Layout, Store } from '../store/store';
import { combine } from './combine';
import type { ExistingRecord, ExistingSection } from './existing';
import type { Fingerprint } from './fingerprint';
import { PLAN_ACTIONS } from './plan';
import type {
  Choice,
  Comparison,
  DecideTarget,
  ImportPlan,
  InvalidRecord,
  PlanAction,
  PlanCounts,
  PlanSource,
} from './plan';
import type { PlannedDocument } from './plannedDocument';
import type { PlannedItem } from './plannedItem';
import type { ImportRequest } from './request';
import type { IncomingSpool } from './spoolIncoming';

/** One kind of one agent, planned. */
export interface PlannedSection {
  readonly agent: string;
  readonly kind: Kind;
  readonly files: ExistingSection['files'];
  readonly items: readonly PlannedItem[];
}

/** What a plan is made of. */
export interface PlanParts {
  readonly source: PlanSource;
  readonly request: ImportRequest;
  readonly sections: readonly PlannedSection[];
  readonly documents: readonly PlannedDocument[];
  readonly invalid: readonly InvalidRecord[];
  /** Of the memory; then of the source, which keep an import from being applied unless `skipInvalid`. */
  readonly problems: readonly Problem[];
  readonly sourceProblems: readonly Problem[];
  readonly loss: readonly string[];
  readonly notes: readonly string[];
  /** Agents that would be larger than they may. */
  readonly tooLarge: readonly { readonly agent: string; readonly bytes: number; readonly limit: number }[];
  readonly layout: Layout;
  readonly fingerprint: Fingerprint;
  readonly store: Store;
  readonly spool: IncomingSpool;
  readonly codecs: Codecs;
}

/** Actions that write something. */
export const WRITING: ReadonlySet<PlanAction> = new Set(['add', 'merge', 'replace', 'remove']);

/** A plan as `planImport` makes it; hosts see it as an `ImportPlan`. */
export class PlannedImport implements ImportPlan {
  readonly items: readonly PlannedItem[];
  #byKey: ReadonlyMap<string, PlannedItem> | undefined;
  #disposed = false;

  constructor(readonly parts: PlanParts) {
    this.items = new Array<PlannedItem>().concat(...parts.sections.map(({ items }) => items));
  }

  get source(): PlanSource {
    return this.parts.source;
  }

  get request(): ImportRequest {
    return this.parts.request;
  }

  get documents(): readonly PlannedDocument[] {
    return this.parts.documents;
  }

  get invalid(): readonly InvalidRecord[] {
    return this.parts.invalid;
  }

  get problems(): readonly Problem[] {
    return [...this.parts.problems, ...this.parts.sourceProblems];
  }

  get loss(): readonly string[] {
    return this.parts.loss;
  }

  get notes(): readonly string[] {
    return this.parts.notes;
  }

  counts(): PlanCounts {
    const counts: Record<PlanAction, number> = {
      add: 0,
      same: 0,
      merge: 0,
      replace: 0,
      keep: 0,
      conflict: 0,
      skip: 0,
      remove: 0,
    };
    for (const item of this.items) counts[item.action] += 1;
    return counts;
  }

  isEmpty(): boolean {
    return !(
      this.items.some((item) => WRITING.has(item.action)) ||
      this.documents.some((document) => WRITING.has(document.action))
    );
  }

  decide({ key, agent, conflicts }: DecideTarget, choice: Choice): number {
    const document = this.documents.find((one) => one.key === key);
    const chosen = key === undefined ? this.items : [document ?? this.#find(key)];
    let changed = 0;
    for (const item of chosen) {
      if (agent !== undefined && item.agent !== agent) continue;
      if (conflicts === true && item.action !== 'conflict') continue;
      if (!item.choices.includes(choice) || item.choice === choice) continue;
      item.choose(choice);
      changed += 1;
    }
    return changed;
  }

  async compare(key: string): Promise<Comparison> {
    const { spool, codecs, store } = this.parts;
    const item = this.#find(key);
    const incoming = item.incoming === undefined ? undefined : await spool.value(item.incoming);
    const existing =
      item.existing === undefined
        ? undefined
        : await readExistingValue(store, item.agent, item.kind, item.existing);
    if (incoming === undefined || existing === undefined) return { existing, incoming, merged: undefined };
    const merged = await combine(existing, { take: undefined, merge: [item] }, spool, spool.clock, codecs);
    return { existing, incoming, merged };
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.parts.spool.dispose();
  }

  #find(key: string): PlannedItem {
    this.#byKey ??= new Map(this.items.map((item) => [item.key, item]));
    const found = this.#byKey.get(key);
    if (found === undefined) throw new LoomError('record-unknown', { id: key });
    return found;
  }
}

/** Numbers of the actions that are there at all, for the trail. */
export function countsThatCount(counts: PlanCounts): Readonly<Record<string, number>> {
  return Object.fromEntries(
    PLAN_ACTIONS.filter((action) => counts[action] > 0).map((action) => [action, counts[action]]),
  );
}

async function readExistingValue(
  store: Store,
  agent: string,
  kind: Kind,
  { file, index }: ExistingRecord,
): Promise<JsonObject> {
  if ((await currentVersion(store.files, file.path)) !== file.version)
    throw new LoomError('memory-changed', { files: [file.path] });
  for await (const { records } of readRecords(store, agent, kind, [file])) {
    const found = records.find((record) => record.index === index);
    if (found !== undefined && isJsonObject(found.value)) return found.value;
  }
  throw new LoomError('memory-changed', { files: [file.path] });
}
