import type { JsonObject } from '../json';
import type { Kind, Problem } from '../store/records';
import type { ImportRequest } from './request';

/**
 * What becomes of an incoming record. `add`: it is new. `same`: it is here already, nothing changes. `merge`: one record is
 * made of both. `replace`: the incoming one takes the place of the one here. `keep`: the one here stays. `conflict`: a
 * person has to choose; nothing changes until then. `skip`: it is left out. `remove`: only with `restore`, a record here
 * that the source does not have.
 */
export const PLAN_ACTIONS = [
  'add',
  'same',
  'merge',
  'replace',
  'keep',
  'conflict',
  'skip',
  'remove',
] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];
export type PlanCounts = Readonly<Record<PlanAction, number>>;

/** What a person can choose for a record (X5). `both`: the incoming one is added beside the one here, under a new id. */
export const CHOICES = ['keep', 'take', 'merge', 'both', 'skip'] as const;
export type Choice = (typeof CHOICES)[number];

/** One record of a plan. Read-only to its readers; `decide` changes what becomes of it. */
export interface PlanItem {
  /** Names it within its plan, and in every plan made of the same source, memory and request. */
  readonly key: string;
  /** The agent that it goes to, and the one it has in the source (another where `--map` says so). */
  readonly agent: string;
  readonly from: string;
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  readonly action: PlanAction;
  /** Why, as the end of a line: `not here yet`, `91 % the same text as p-17`. */
  readonly reason: string;
  /** What can be chosen for it; empty where nothing can. */
  readonly choices: readonly Choice[];
  /** What was chosen, by a person or for all. */
  readonly choice: Choice | undefined;
  /** Id of the record here that it was matched with. */
  readonly existingId: string | undefined;
}

/** A document (metrics, context, settings, global data) of a plan. */
export interface PlanDocument {
  readonly key: string;
  /** Where it lies in the memory: `frontend-developer/metrics.json`. */
  readonly path: string;
  /** Undefined for global data. */
  readonly agent: string | undefined;
  readonly action: PlanAction;
  readonly reason: string;
  /** What can be chosen for it; empty where nothing can. */
  readonly choices: readonly Choice[];
  readonly choice: Choice | undefined;
}

/** A record that breaks a rule of its shape (X6). */
export interface InvalidRecord {
  readonly agent: string;
  readonly kind: Kind;
  readonly id: string;
  /** JSON pointer of the field (RFC 6901). */
  readonly pointer: string;
  /** The end of a sentence: `is 1.7 and may be at most 1`. */
  readonly detail: string;
}

/** A conflict's three sides, or two of them: for a diff. */
export interface Comparison {
  readonly existing: JsonObject | undefined;
  readonly incoming: JsonObject | undefined;
  /** What `merge` would write; undefined where there is nothing to merge. */
  readonly merged: JsonObject | undefined;
}

/** What was read. */
export interface PlanSource {
  /** As the person named it. */
  readonly name: string;
  /** The reader's id: `bundle`, `json`, `sqlite`, … */
  readonly format: string;
  /** For people: `a Loom bundle`. */
  readonly description: string;
  /** SHA-256 of the file, or of what was read of a folder; hexadecimal. */
  readonly sha256: string;
  /** Who made it: the bundle's `source_project`, else a hash of where it lies. Ties imports of one origin together. */
  readonly origin: string;
}

/**
 * What an import would do, record by record. Holds what was read in a scratch until `dispose`: call it when done. Made by
 * `planImport`, changed by `decide`, done by `applyImport`.
 */
export interface ImportPlan {
  readonly source: PlanSource;
  readonly request: ImportRequest;
  /** In the order of the source, agents as they come; what `restore` removes comes last. */
  readonly items: readonly PlanItem[];
  readonly documents: readonly PlanDocument[];
  /** Of the items as they are decided now. */
  counts(): PlanCounts;
  /** Whether applying it would write anything, as it is decided now. */
  isEmpty(): boolean;
  /** Records that fail their schema: `applyImport` refuses unless `request.skipInvalid`, which leaves them out. */
  readonly invalid: readonly InvalidRecord[];
  /** What of the memory or the source cannot be read; what depends on it is left out of the plan. */
  readonly problems: readonly Problem[];
  /** What the source cannot carry, each a sentence: what CSV or a backup loses. */
  readonly loss: readonly string[];
  /** Facts for people, each a sentence: no checksums, an agent over its limit, derived files that are stale now. */
  readonly notes: readonly string[];
  /** The three sides of one item, read now. Throws `memory-changed` when the memory is another than the planned one. */
  compare(key: string): Promise<Comparison>;
  /**
   * Changes what becomes of one item or document, of the items of an agent, or of all items, where `choices` has it; gives how
   * many changed.
   */
  decide(target: DecideTarget, choice: Choice): number;
  /** Lets go of the scratch. Safe twice. */
  dispose(): Promise<void>;
}

/** Which items a choice is for; a document by its key only. `conflicts` limits it to those that are `conflict` now ("same for all"). */
export interface DecideTarget {
  readonly key?: string | undefined;
  readonly agent?: string | undefined;
  readonly conflicts?: boolean | undefined;
}
