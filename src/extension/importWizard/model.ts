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

/** A plan as the view shows it: by agent, with what is checked and what was decided. */
export class ImportModel {
  readonly #agents: ReadonlyMap<string, readonly PlanItem[]>;
  /** What planning made of each item, before anybody decided. */
  readonly #planned: ReadonlyMap<PlanItem, PlanAction>;
  readonly #byKey: ReadonlyMap<string, PlanItem>;
  /** The last choice that wrote something, for a box that is checked again. */
  readonly #written = new Map<PlanItem, Choice>();

  /** @param plan one that nobody has decided about yet. */
  constructor(readonly plan: ImportPlan) {
    this.#planned = new Map(plan.items.map((item) => [item, item.action]));
    this.#byKey = new Map(plan.items.map((item) => [item.key, item]));
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
    return this.plan.documents.find((document) => document.key === key);
  }

  tally(items: Iterable<PlanItem | PlanDocument> = this.plan.items): PlanCounts {
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
  canCheck(item: PlanItem): boolean {
    return item.choices.includes('skip') && this.#choiceWhenChecked(item) !== undefined;
  }

  isChecked(item: PlanItem): boolean {
    return WRITING.has(item.action);
  }

  /** An unchecked item is left out; a checked one becomes what it was, or what it was planned to be. Gives how many changed. */
  check(items: Iterable<PlanItem>, checked: boolean): number {
    let changed = 0;
    for (const item of items) {
      if (!this.canCheck(item) || this.isChecked(item) === checked) continue;
      const choice = checked ? this.#choiceWhenChecked(item) : 'skip';
      if (choice !== undefined) changed += this.decide([item], choice);
    }
    return changed;
  }

  /** Decides about those items that have that choice; gives how many changed. */
  decide(items: Iterable<PlanItem>, choice: Choice): number {
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
      this.plan.items.flatMap((item) =>
        item.choice === undefined ? [] : [[item.key, item.choice] as const],
      ),
    );
  }

  /** Decides again what was decided in another plan of the same source. */
  takeDecisions(decisions: Decisions): void {
    for (const [key, choice] of decisions) {
      const item = this.#byKey.get(key);
      if (item !== undefined) this.decide([item], choice);
    }
  }

  #choiceWhenChecked(item: PlanItem): Choice | undefined {
    const choice = this.#written.get(item) ?? this.#choiceAsPlanned(item);
    return item.choices.includes(choice) ? choice : undefined;
  }

  #choiceAsPlanned(item: PlanItem): Choice {
    switch (this.#planned.get(item)) {
      case 'add':
        return item.existingId === undefined ? 'take' : 'both';
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
