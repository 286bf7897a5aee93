import { createAnonymiser, NOT_NOTED, NOTHING_FOUND } from '../anonymise/anonymiser';
import type { Anonymiser } from '../anonymise/anonymiser';
import type { Hit } from '../anonymise/hit';
import type { AnonymisationChoices } from '../anonymise/choices';
import { Decisions } from '../anonymise/decisions';
import { createFingerprint } from '../anonymise/fingerprint';
import type { Fingerprint } from '../anonymise/fingerprint';
import { loadRequested } from '../anonymise/requested';
import type { RequestedFinders } from '../anonymise/requested';
import type { Codecs } from '../ports';

/** What may be found, and what stays out of the report. */
export interface ScanChoices extends Pick<
  AnonymisationChoices,
  'names' | 'clients' | 'rules' | 'detectNames' | 'decisions'
> {
  /** The user's identity secret: key of fingerprints and placeholders. */
  readonly secret: Uint8Array;
}

/** Detection as an export at level `full` has it, and what a person has decided about its hits. */
export class Scanner {
  readonly fingerprint: Fingerprint;
  readonly #anonymiser: Anonymiser;
  readonly #decisions: Decisions;
  #hits: Hit[] = [];

  /** `salt`: key of the placeholders that are offered, so that they are the same in every scan of one user. */
  constructor(
    { secret, decisions }: ScanChoices,
    requested: RequestedFinders | undefined,
    salt: Uint8Array,
    codecs: Pick<Codecs, 'sha256'>,
  ) {
    this.fingerprint = createFingerprint(secret, codecs);
    this.#decisions = new Decisions(decisions ?? [], this.fingerprint);
    this.#anonymiser = createAnonymiser(
      { level: 'full', salt, requested, onHit: (hit) => void this.#hits.push(hit) },
      codecs,
    );
  }

  static async create(choices: ScanChoices, codecs: Codecs): Promise<Scanner> {
    const purpose = new TextEncoder().encode('placeholders\nscan');
    const salt = await codecs.hmacSha256(choices.secret, purpose);
    return new Scanner(choices, await loadRequested(choices, 'full'), salt, codecs);
  }

  /** Looks at a JSON text without telling: what it holds is then found in all texts. False when it holds nothing. */
  learn(bytes: Uint8Array): boolean {
    return this.#anonymiser.learn(bytes) !== NOTHING_FOUND;
  }

  /** `clean`: `learn` found nothing in this text, which is then searched for what others taught only. */
  hits(bytes: Uint8Array, clean: boolean): readonly Hit[] {
    this.#hits = [];
    this.#anonymiser.document(bytes, { seen: clean ? NOTHING_FOUND : NOT_NOTED });
    return this.#hits;
  }

  /** Whether a person has said that a hit may stay where it is. */
  isSafe(hit: Hit, origin: { readonly agent: string; readonly id: string }, pointer: string): boolean {
    if (this.#decisions.isEmpty) return false;
    const { start, rule, value } = hit;
    return this.#decisions.about({ origin, pointer, start, rule, value })?.action === 'reject';
  }
}
