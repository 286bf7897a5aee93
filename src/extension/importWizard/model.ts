import type {
  Choice,
  ImportPlan,
  PlanAction,
  PlanCounts,
  PlanDocument,
  PlanItem,
} from '../../core/import/plan';
import { PLAN_ACTIONS } from '../../core/import/plan';
import { WRITING } from '../../core/import/plannedImport';

/** What needs a person comes first, what does nothing last. */
const ORDER: readonly PlanAction[] = [
  'conflict',
  'remove',
  'replace',
  'merge',
  'add',
  'keep',
  'skip',
  'same',
];

/** Decisions of a person by the item's key: they fit every plan of the same source, memory and request. */
export type Decisions = ReadonlyMap<string, Choice>;

/** What can be decided about. */
export type PlanEntry = PlanItem | PlanDocument;

/** A plan as the view shows it: by agent, with what is checked and what was decided. */
export class ImportModel {
  readonly #agents: ReadonlyMap<string, readonly PlanItem[]>;
  /** What planning made of each, before anybody decided. */
  readonly #planned: ReadonlyMap<PlanEntry, PlanAction>;
  readonly #byKey: ReadonlyMap<string, PlanItem>;
  readonly #documents: ReadonlyMap<string, PlanDocument>;
  /** The last choice that wrote something, for a box that is checked again. */
  readonly #written = new Map<PlanEntry, Choice>();

  /** @param plan one that nobody has decided about yet. */
  constructor(readonly plan: ImportPlan) {
    const entries: readonly PlanEntry[] = [...plan.items, ...plan.documents];
    this.#planned = new Map(entries.map((entry) => [entry, entry.action]));
    this.#byKey = new Map(plan.items.map((item) => [item.key, item]));
    this.#documents = new Map(plan.documents.map((document) => [document.key, document]));
    this.#agents = byAgent(plan);
  }

  /** Those that records or documents go to, in the order of the source. */
  get agents(): readonly string[] {
    return [...this.#agents.keys()];
  }

  /** Items of an agent: conflicts first. They keep their places whatever is decided. */
  itemsOf(agent: string): readonly PlanItem[] {
    return this.#agents.get(agent) ?? [];
  }

  /** Undefined: global data. */
  documentsOf(agent: string | undefined): readonly PlanDocument[] {
    return this.plan.documents.filter((document) => document.agent === agent);
  }

  item(key: string): PlanItem | undefined {
    return this.#byKey.get(key);
  }

  document(key: string): PlanDocument | undefined {
    return this.#documents.get(key);
  }

  tally(items: Iterable<PlanEntry> = this.plan.items): PlanCounts {
    const counts = Object.fromEntries(PLAN_ACTIONS.map((action) => [action, 0])) as Record<
      PlanAction,
      number
    >;
    for (const { action } of items) counts[action] += 1;
    return counts;
  }

  /** Records and documents that applying the plan would write, as it is decided now. */
  changes(): number {
    const isWritten = ({ action }: { readonly action: PlanAction }): boolean => WRITING.has(action);
    return this.plan.items.filter(isWritten).length + this.plan.documents.filter(isWritten).length;
  }

  conflicts(): readonly PlanItem[] {
    return this.plan.items.filter((item) => item.action === 'conflict');
  }

  /** Whether a box stands before it: it can be left out, and then be taken again as it was planned. */
  canCheck(item: PlanEntry): boolean {
    return item.choices.includes('skip') && this.#choiceWhenChecked(item) !== undefined;
  }

  isChecked(item: PlanEntry): boolean {
    return WRITING.has(item.action);
  }

  /**
   * What is unchecked is left out; what is checked becomes what it was, or what it was planned to be. Gives how many changed.
   * Of several, those that planning leaves as they are here stay so: they are only taken by their own box.
   */
  check(items: readonly PlanEntry[], checked: boolean): number {
    let changed = 0;
    for (const item of items) {
      if (!this.canCheck(item) || this.isChecked(item) === checked) continue;
      if (checked && items.length > 1 && !this.#isOffered(item)) continue;
      const choice = checked ? this.#choiceWhenChecked(item) : 'skip';
      if (choice !== undefined) changed += this.decide([item], choice);
    }
    return changed;
  }

  /** Decides about those items that have that choice; gives how many changed. */
  decide(items: Iterable<PlanEntry>, choice: Choice): number {
    let changed = 0;
    for (const item of items) {
      changed += this.plan.decide({ key: item.key }, choice);
      if (WRITING.has(item.action) && item.choice !== undefined) this.#written.set(item, item.choice);
    }
    return changed;
  }

  /** Decides about all conflicts that are left; gives how many there were that have that choice. */
  decideConflicts(choice: Choice): number {
    return this.decide(this.conflicts(), choice);
  }

  /** What was decided up to now. */
  decisions(): Decisions {
    return new Map(
      [...this.plan.items, ...this.plan.documents].flatMap(({ key, choice }) =>
        choice === undefined ? [] : [[key, choice] as const],
      ),
    );
  }

  /** Decides again what was decided in another plan of the same source. */
  takeDecisions(decisions: Decisions): void {
    for (const [key, choice] of decisions) {
      const entry = this.item(key) ?? this.document(key);
      if (entry !== undefined) this.decide([entry], choice);
    }
  }

  /** It was planned to be written, has been, or waits for a decision. */
  #isOffered(item: PlanEntry): boolean {
    const planned = this.#planned.get(item) ?? item.action;
    return WRITING.has(planned) || planned === 'conflict' || this.#written.has(item);
  }

  #choiceWhenChecked(item: PlanEntry): Choice | undefined {
    const choice = this.#written.get(item) ?? this.#choiceAsPlanned(item);
    return item.choices.includes(choice) ? choice : undefined;
  }

  #choiceAsPlanned(item: PlanEntry): Choice {
    switch (this.#planned.get(item)) {
      case 'add':
        return 'existingId' in item && item.existingId !== undefined ? 'both' : 'take';
      case 'replace':
        return 'take';
      case 'merge':
        return 'merge';
      default:
        return item.choices.includes('merge') ? 'merge' : 'take';
    }
  }
}

function byAgent({ items, documents }: ImportPlan): ReadonlyMap<string, readonly PlanItem[]> {
  const found = new Map<string, PlanItem[]>();
  for (const item of items) {
    const known = found.get(item.agent);
    if (known === undefined) found.set(item.agent, [item]);
    else known.push(item);
  }
  for (const { agent } of documents) if (agent !== undefined && !found.has(agent)) found.set(agent, []);
  for (const list of found.values()) list.sort((one, other) => rank(one) - rank(other));
  return found;
}

function rank({ action }: PlanItem): number {
  return ORDER.indexOf(action);
}
