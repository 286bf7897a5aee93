import { createAnonymiser } from '../anonymise/anonymiser';
import type { Anonymised, Anonymiser, Learnt, Seen } from '../anonymise/anonymiser';
import type { Hit } from '../anonymise/hit';
import type { TextOrigin } from '../anonymise/decisions';
import { createFingerprint } from '../anonymise/fingerprint';
import type { Fingerprint } from '../anonymise/fingerprint';
import { loadRequested } from '../anonymise/requested';
import type { RequestedFinders } from '../anonymise/requested';
import type { Codecs } from '../ports';
import type { Kind } from '../store/records';
import { placeholderKey } from './identity';
import type { ExportRequest } from './request';
import type { RedactionHit } from './review';
import { shownPointer } from './shownPointer';

/** One text of an export: a record or a document. */
export interface RedactedText extends TextOrigin {
  readonly kind: Kind | 'document';
}

/** What a request needs to say for the anonymiser of its export. */
export type RedactorRequest = Pick<ExportRequest, 'anonymise' | 'secret' | 'choices' | 'salt' | 'time'>;

/** The anonymiser of one export, which tells of each text what was found in it. */
export class Redactor {
  readonly #anonymiser: Anonymiser;
  #hits: Hit[] = [];

  /** `key`: of the placeholders, see `placeholderKey`. `requested`: of the request's choices. */
  constructor(
    request: RedactorRequest,
    requested: RequestedFinders | undefined,
    key: Uint8Array,
    private readonly fingerprint: Fingerprint,
    codecs: Codecs,
  ) {
    this.#anonymiser = createAnonymiser(
      {
        level: request.anonymise,
        decisions: request.choices?.decisions,
        requested,
        salt: key,
        fingerprint,
        onHit: (hit) => this.#hits.push(hit),
      },
      codecs,
    );
  }

  /** A text as it leaves, and what was found in it, also what a decision left. `seen`: what `learn` said of these bytes. */
  redact(bytes: Uint8Array, origin: TextOrigin, seen: Seen): Anonymised & { readonly found: readonly Hit[] } {
    this.#hits = [];
    const result = this.#anonymiser.document(bytes, { origin, seen });
    return { ...result, found: this.#hits };
  }

  /** Takes note of the values in a text, for all others, and of where they stand. */
  learn(bytes: Uint8Array, origin: TextOrigin): Seen {
    return this.#anonymiser.learn(bytes, { origin });
  }

  /** What was learnt so far, for another redactor of the same request. */
  learnt(): Learnt {
    return this.#anonymiser.learnt();
  }

  /** Takes what another one learnt; gives what is to be added to the numbers that it gave texts. */
  adopt(learnt: Learnt): number {
    return this.#anonymiser.adopt(learnt);
  }

  /** A hit as reports have it: without its value, also where that is a key. `found`: all hits of the text. */
  report(hit: Hit, text: RedactedText, found: readonly Hit[]): RedactionHit {
    return { ...this.describe(hit, text), pointer: shownPointer(hit.pointer, found) };
  }

  /** A hit without its value, as reviews have it; its pointer leads to the text as it lies in the store. */
  describe(hit: Hit, text: RedactedText): RedactionHit {
    return {
      agent: text.agent,
      kind: text.kind,
      id: text.id,
      pointer: hit.pointer,
      inKey: hit.inKey,
      rule: hit.rule,
      category: hit.category,
      start: hit.start,
      end: hit.end,
      replacement: hit.replacement,
      fingerprint: this.fingerprint(hit.value),
      action: hit.action,
    };
  }
}

/** The redactor of a request; `now` is the clock's time, for placeholders when the request names neither time nor salt. */
export async function openRedactor(codecs: Codecs, request: RedactorRequest, now: number): Promise<Redactor> {
  const time = request.time ?? now;
  const key = await placeholderKey(codecs, request.secret, { salt: request.salt, time });
  const requested = await loadRequested(request.choices ?? {}, request.anonymise);
  return new Redactor(request, requested, key, createFingerprint(request.secret, codecs), codecs);
}
