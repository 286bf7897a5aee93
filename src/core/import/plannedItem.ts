import type { Kind } from '../store/records';
import type { ExistingRecord } from './existing';
import type { ImportBase } from './history';
import type { Choice, PlanAction, PlanItem } from './plan';
import type { IncomingRecord } from './spoolIncoming';

/** Where a decision of planning stands. */
export interface Verdict {
  readonly action: PlanAction;
  readonly reason: string;
}

/** One record of a plan, with what applying it needs. */
export class PlannedItem implements PlanItem {
  choice: Choice | undefined;
  action: PlanAction;
  reason: string;
  /** The id that it is written under when it may not have its own (`both`). */
  newId: string | undefined;
  /** How many of the same key came before it. */
  twin = 0;

  constructor(
    /** Undefined for what `restore` removes. */
    readonly incoming: IncomingRecord | undefined,
    readonly existing: ExistingRecord | undefined,
    /** The incoming record of another agent that this one is merged into: both go to one agent. */
    readonly leader: PlannedItem | undefined,
    readonly base: ImportBase | undefined,
    private readonly section: { readonly agent: string; readonly kind: Kind },
    readonly planned: Verdict,
    readonly choices: readonly Choice[],
  ) {
    this.action = planned.action;
    this.reason = planned.reason;
  }

  get key(): string {
    const { agent, kind } = this.section;
    const removed = this.incoming === undefined ? '-' : '';
    return `${removed}${agent}/${kind}/${this.id}${this.twin === 0 ? '' : `#${String(this.twin + 1)}`}`;
  }

  get agent(): string {
    return this.section.agent;
  }

  get from(): string {
    return this.incoming?.from ?? this.section.agent;
  }

  get kind(): Kind {
    return this.section.kind;
  }

  get id(): string {
    return this.incoming?.id ?? this.existing?.id ?? '';
  }

  get title(): string {
    return this.incoming?.title ?? '';
  }

  get existingId(): string | undefined {
    return this.existing?.id;
  }

  /** What a choice makes of it. */
  choose(choice: Choice): void {
    this.choice = choice;
    this.action = this.#actionOf(choice);
    this.reason = this.action === this.planned.action ? this.planned.reason : CHOSEN[choice];
  }

  #actionOf(choice: Choice): PlanAction {
    if (this.incoming === undefined) return choice === 'keep' ? 'keep' : 'remove';
    const isHere = this.existing !== undefined;
    switch (choice) {
      case 'keep':
        return isHere ? 'keep' : 'skip';
      case 'take':
        return isHere ? 'replace' : 'add';
      case 'merge':
        return isHere ? 'merge' : 'add';
      case 'both':
        this.newId = 'new';
        return 'add';
      case 'skip':
        return 'skip';
    }
  }
}

/** Why something becomes what was chosen for it. */
export const CHOSEN: { readonly [Of in Choice]: string } = {
  keep: 'chosen: keep the one here',
  take: 'chosen: take the incoming one',
  merge: 'chosen: merge both',
  both: 'chosen: keep both',
  skip: 'chosen: leave it out',
};
