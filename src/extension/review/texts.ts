import type { ReviewedRecord } from '../../core/export/review';

/** A record as it lies in the memory and as it would leave with everything accepted; UTF-8 JSON. */
export type RecordTexts = Pick<ReviewedRecord, 'before' | 'after'>;

const MAX_HELD_BYTES = 64 * 1024 * 1024;

/**
 * The texts of a review, in memory only, up to 64 MiB of them. What is beyond is read again when somebody looks at it.
 */
export class ReviewTexts {
  readonly #held = new Map<number, RecordTexts>();
  #bytes = 0;

  /** Holds a record's texts when there is room. */
  keep(number: number, { before, after }: RecordTexts): void {
    const bytes = before.length + after.length;
    if (this.#bytes + bytes > MAX_HELD_BYTES) return;
    this.#bytes += bytes;
    this.#held.set(number, { before, after });
  }

  get(number: number): RecordTexts | undefined {
    return this.#held.get(number);
  }
}
