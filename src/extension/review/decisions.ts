import type { RedactionDecision, RedactionTarget } from '../../core/anonymise/choices';
import type { RedactionHit } from '../../core/export/review';

export type Action = RedactionDecision['action'];

/** What became of a hit: its own decision, or that about its value or rule. */
export interface Outcome {
  readonly action: Action;
  /** What stands there; after `reject`, what would. */
  readonly replacement: string;
  /** What decided: the nearest of place, value and rule; undefined when nobody did. */
  readonly by: RedactionTarget['kind'] | undefined;
  readonly lasting: boolean;
}

/**
 * The decisions of one review, over those that last from earlier ones. A decision for this export covers a lasting one
 * about the same target without replacing it, so that leaving the review changes nothing.
 */
export class ReviewDecisions {
  readonly #lasting = new Map<string, RedactionDecision>();
  readonly #now = new Map<string, RedactionDecision>();

  constructor(kept: readonly RedactionDecision[]) {
    for (const decision of kept) this.#lasting.set(keyOf(decision.target), decision);
  }

  /** What is done with a hit as things stand. */
  outcome(hit: RedactionHit): Outcome {
    const decision = this.#about(hit, ['place', 'value', 'rule']);
    return {
      action: decision?.action ?? 'accept',
      replacement: decision?.replacement ?? hit.replacement,
      by: decision?.target.kind,
      lasting: decision?.lasting === true,
    };
  }

  /** Decides about this place alone, for this export. */
  decide(hit: RedactionHit, action: 'accept' | 'reject'): void {
    const target = targetsOf(hit).place;
    this.#now.delete(keyOf(target));
    if (this.outcome(hit).action !== action) this.#set({ target, action, lasting: false });
  }

  /** Writes another text, here or wherever the value stands, for this export. */
  edit(hit: RedactionHit, replacement: string, everywhere: boolean): void {
    const targets = targetsOf(hit);
    if (everywhere) this.#now.delete(keyOf(targets.place));
    const target = everywhere ? targets.value : targets.place;
    this.#set({ target, action: 'edit', replacement, lasting: false });
  }

  /**
   * "Always" and "never" for the value of a hit, in this export and later ones. Always of an edited hit keeps what was
   * written. `others`: all hits, whose own decisions about that value give way.
   */
  decideValue(hit: RedactionHit, action: 'accept' | 'reject', others: Iterable<RedactionHit>): void {
    const before = this.outcome(hit);
    const { value } = targetsOf(hit);
    for (const other of others) {
      if (other.fingerprint === hit.fingerprint) this.#forget(targetsOf(other).place);
    }
    this.#forget(value);
    this.#set(
      action === 'accept' && before.action === 'edit'
        ? { target: value, action: 'edit', replacement: before.replacement, lasting: true }
        : { target: value, action, lasting: true },
    );
  }

  /** "Always" and "never" for everything that a rule finds; nearer decisions about its hits give way. */
  decideRule(rule: string, action: 'accept' | 'reject', others: Iterable<RedactionHit>): void {
    for (const other of others) {
      if (other.rule !== rule) continue;
      const { place, value } = targetsOf(other);
      this.#forget(place);
      this.#forget(value);
    }
    this.#forget({ kind: 'rule', rule });
    this.#set({ target: { kind: 'rule', rule }, action, lasting: true });
  }

  /** For the export: of two about one target the later wins. */
  all(): readonly RedactionDecision[] {
    return [...this.#lasting.values(), ...this.#now.values()];
  }

  /** For the settings. */
  lasting(): readonly RedactionDecision[] {
    return [...this.#lasting.values()];
  }

  #about(hit: RedactionHit, kinds: readonly RedactionTarget['kind'][]): RedactionDecision | undefined {
    const targets = targetsOf(hit);
    for (const kind of kinds) {
      const key = keyOf(targets[kind]);
      const decision = this.#now.get(key) ?? this.#lasting.get(key);
      if (decision !== undefined) return decision;
    }
    return undefined;
  }

  #set(decision: RedactionDecision): void {
    (decision.lasting ? this.#lasting : this.#now).set(keyOf(decision.target), decision);
  }

  #forget(target: RedactionTarget): void {
    const key = keyOf(target);
    this.#now.delete(key);
    this.#lasting.delete(key);
  }
}

function targetsOf(hit: RedactionHit): {
  readonly [Kind in RedactionTarget['kind']]: Extract<RedactionTarget, { kind: Kind }>;
} {
  const { agent, id, pointer, start, fingerprint, rule } = hit;
  return {
    place: { kind: 'place', agent, id, pointer, start },
    value: { kind: 'value', fingerprint },
    rule: { kind: 'rule', rule },
  };
}

function keyOf(target: RedactionTarget): string {
  switch (target.kind) {
    case 'place':
      return JSON.stringify([target.agent, target.id, target.pointer, target.start]);
    case 'value':
      return `value ${target.fingerprint}`;
    case 'rule':
      return `rule ${target.rule}`;
  }
}
