import type { RedactionDecision } from './choices';
import type { Fingerprint } from './fingerprint';

/** Where a text comes from: what decisions about single places name. */
export interface TextOrigin {
  readonly agent: string;
  /** Record id, or path of a document. */
  readonly id: string;
}

/** One redaction that somebody may have decided about. */
export interface Decidable {
  readonly origin: TextOrigin | undefined;
  readonly pointer: string;
  readonly start: number;
  readonly rule: string;
  readonly value: string;
}

/**
 * What a person decided, found by place, then by value, then by rule: the nearest wins. Of two decisions about the same
 * target the later in the list does.
 */
export class Decisions {
  readonly #places = new Map<string, RedactionDecision>();
  readonly #values = new Map<string, RedactionDecision>();
  readonly #rules = new Map<string, RedactionDecision>();

  constructor(
    decisions: readonly RedactionDecision[],
    private readonly fingerprint: Fingerprint | undefined,
  ) {
    for (const decision of decisions) {
      const { target } = decision;
      if (target.kind === 'place') this.#places.set(placeKey(target, target.pointer, target.start), decision);
      else if (target.kind === 'value') this.#values.set(target.fingerprint, decision);
      else this.#rules.set(target.rule, decision);
    }
    if (this.#values.size > 0 && fingerprint === undefined)
      throw new TypeError('decisions about values need a fingerprint');
  }

  get isEmpty(): boolean {
    return this.#places.size + this.#values.size + this.#rules.size === 0;
  }

  /** True when a pointer is needed to decide. */
  get namesPlaces(): boolean {
    return this.#places.size > 0;
  }

  /** Undefined when nobody decided: then it is redacted as proposed. */
  about({ origin, pointer, start, rule, value }: Decidable): RedactionDecision | undefined {
    const byPlace =
      this.#places.size > 0 && origin !== undefined
        ? this.#places.get(placeKey(origin, pointer, start))
        : undefined;
    if (byPlace !== undefined) return byPlace;
    const byValue =
      this.#values.size > 0 && this.fingerprint !== undefined
        ? this.#values.get(this.fingerprint(value))
        : undefined;
    return byValue ?? this.#rules.get(rule);
  }
}

function placeKey(origin: TextOrigin, pointer: string, start: number): string {
  return JSON.stringify([origin.agent, origin.id, pointer, start]);
}
