import type { ProblemCode } from './records';

/** Damages of one file that are kept apart; the rest is counted. */
const MAX_DAMAGES = 100;

/** Something wrong at a place of the text. */
export interface TextDamage {
  /** In the decompressed text, without a byte order mark. */
  readonly offset: number;
  readonly code: ProblemCode;
  /** Ends a sentence. */
  readonly detail: string;
  readonly level: 'error' | 'warning';
}

/** The damages of one text, bounded whatever the text. */
export class DamageList {
  readonly kept: TextDamage[] = [];
  /** Damages of level `error` beyond those kept. */
  moreErrors = 0;

  add(damage: TextDamage): void {
    if (this.kept.length < MAX_DAMAGES) this.kept.push(damage);
    else if (damage.level === 'error') this.moreErrors += 1;
  }
}
