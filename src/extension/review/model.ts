import { CATEGORIES, type Category } from '../../core/anonymise/categories';
import type { RedactionDecision } from '../../core/anonymise/choices';
import type { RedactionHit, ReviewedRecord } from '../../core/export/review';
import { parseJson } from '../../core/json';
import { ReviewDecisions, type Action } from './decisions';
import { maskedText, textAt } from './maskedText';

/** A record of a review without its text, which `ReviewTexts` holds. */
export interface RecordOfReview {
  /** Counts from 0 in the order of the export. */
  readonly number: number;
  readonly agent: string;
  readonly kind: ReviewedRecord['kind'];
  readonly id: string;
  /** With what was found in it masked. */
  readonly title: string;
  readonly items: readonly ReviewItem[];
}

/** One hit of a review. */
export interface ReviewItem {
  /** Counts from 0 in the order of the export. */
  readonly number: number;
  readonly hit: RedactionHit;
  readonly record: RecordOfReview;
  /** The text itself, as much of it as may be on a screen. */
  readonly masked: string;
}

/** Items by what became of them. */
export type Tally = Readonly<Record<Action, number>>;

/** What one review found and what was decided about it; holds no text of the memory but the masked one. */
export class ReviewModel {
  readonly decisions: ReviewDecisions;
  #records: RecordOfReview[] = [];
  #items: ReviewItem[] = [];
  #groups = new Map<Category, Map<string, ReviewItem[]>>();

  /** `kept`: decisions that last from earlier reviews. */
  constructor(kept: readonly RedactionDecision[]) {
    this.decisions = new ReviewDecisions(kept);
  }

  get records(): readonly RecordOfReview[] {
    return this.#records;
  }

  get items(): readonly ReviewItem[] {
    return this.#items;
  }

  add(reviewed: ReviewedRecord): RecordOfReview {
    const value = parseJson(new TextDecoder().decode(reviewed.before));
    const items: ReviewItem[] = [];
    const { agent, kind, id } = reviewed;
    let { title } = reviewed;
    const shown = reviewed.hits.map((hit) => {
      const text = textAt(value, hit).slice(hit.start, hit.end);
      const masked = maskedText(text, hit.category);
      if (text !== '') title = title.replaceAll(text, masked);
      return { hit, masked };
    });
    const record = { number: this.#records.length, agent, kind, id, title, items };
    this.#records.push(record);
    for (const one of shown) {
      const item = { ...one, number: this.#items.length, record };
      items.push(item);
      this.#items.push(item);
      this.#group(one.hit).push(item);
    }
    return record;
  }

  /** Takes the records of another reading; the decisions stay. */
  takeFrom(other: ReviewModel): void {
    this.#records = other.#records;
    this.#items = other.#items;
    this.#groups = other.#groups;
  }

  /** Those with items, in the order of the summary. */
  categories(): readonly Category[] {
    return CATEGORIES.filter((category) => this.#groups.has(category));
  }

  agents(category: Category): readonly string[] {
    return [...(this.#groups.get(category)?.keys() ?? [])];
  }

  itemsOf(category: Category, agent?: string): readonly ReviewItem[] {
    const agents = this.#groups.get(category);
    if (agent !== undefined) return agents?.get(agent) ?? [];
    return [...(agents?.values() ?? [])].flat();
  }

  tally(items: Iterable<ReviewItem> = this.#items): Tally {
    const counts = { accept: 0, reject: 0, edit: 0 };
    for (const { hit } of items) counts[this.decisions.outcome(hit).action] += 1;
    return counts;
  }

  /** Decides about each of these places, for this export. */
  decide(items: Iterable<ReviewItem>, action: 'accept' | 'reject'): void {
    for (const { hit } of items) this.decisions.decide(hit, action);
  }

  /** "Always" and "never" for the values of these items. */
  decideValues(items: readonly ReviewItem[], action: 'accept' | 'reject'): void {
    const hits = this.#items.map(({ hit }) => hit);
    const seen = new Set<string>();
    for (const { hit } of items) {
      if (seen.has(hit.fingerprint)) continue;
      seen.add(hit.fingerprint);
      this.decisions.decideValue(hit, action, hits);
    }
  }

  /** "Always" and "never" for the rules that found these items. */
  decideRules(items: readonly ReviewItem[], action: 'accept' | 'reject'): void {
    const hits = this.#items.map(({ hit }) => hit);
    for (const rule of new Set(items.map(({ hit }) => hit.rule))) {
      this.decisions.decideRule(rule, action, hits);
    }
  }

  /** How many items have the value of this one. */
  countOfValue(item: ReviewItem): number {
    return this.#items.filter(({ hit }) => hit.fingerprint === item.hit.fingerprint).length;
  }

  countOfRule(rule: string): number {
    return this.#items.filter(({ hit }) => hit.rule === rule).length;
  }

  #group(hit: RedactionHit): ReviewItem[] {
    const agents = this.#groups.get(hit.category) ?? new Map<string, ReviewItem[]>();
    this.#groups.set(hit.category, agents);
    const items = agents.get(hit.agent) ?? [];
    agents.set(hit.agent, items);
    return items;
  }
}
