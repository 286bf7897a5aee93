import type { Hit } from '../anonymise/hit';
import type { AnonymisationLevel } from '../bundle/metadata';
import type { AnonymisationReport } from './request';
import type { RedactionHit } from './review';

/** Adds up what was found in the texts of an export. */
export class RedactionTally {
  readonly #categories = new Map<string, number>();
  readonly #rules = new Map<string, number>();
  readonly #agents = new Map<string, number>();
  #accepted = 0;
  #rejected = 0;
  #edited = 0;
  #ownRules = 0;
  /** Empty unless hits are kept. */
  readonly #hits: RedactionHit[] = [];

  /** `ownRules`: ids of a person's own rules. */
  constructor(private readonly ownRules: ReadonlySet<string>) {}

  add(hit: Hit, agent: string, described?: RedactionHit): void {
    if (described !== undefined) this.#hits.push(described);
    if (hit.action === 'reject') {
      this.#rejected += 1;
      return;
    }
    count(this.#categories, hit.category, 1);
    count(this.#rules, hit.rule, 1);
    count(this.#agents, agent, 1);
    if (hit.action === 'edit') this.#edited += 1;
    else this.#accepted += 1;
    if (this.ownRules.has(hit.rule)) this.#ownRules += 1;
  }

  addAll(other: RedactionTally): void {
    for (const [category, number] of other.#categories) count(this.#categories, category, number);
    for (const [rule, number] of other.#rules) count(this.#rules, rule, number);
    for (const [agent, number] of other.#agents) count(this.#agents, agent, number);
    this.#accepted += other.#accepted;
    this.#rejected += other.#rejected;
    this.#edited += other.#edited;
    this.#ownRules += other.#ownRules;
    // One by one: a spread of 100,000 arguments overflows the stack.
    for (const hit of other.#hits) this.#hits.push(hit);
  }

  report(level: AnonymisationLevel, withHits: boolean): AnonymisationReport {
    return {
      level,
      counts: sorted(this.#categories),
      rules: sorted(this.#rules),
      agents: sorted(this.#agents),
      decisions: {
        accepted: this.#accepted,
        rejected: this.#rejected,
        edited: this.#edited,
        own_rules: this.#ownRules,
      },
      ...(withHits ? { hits: this.#hits } : {}),
    };
  }
}

function count(counts: Map<string, number>, name: string, more: number): void {
  counts.set(name, (counts.get(name) ?? 0) + more);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}
