import { BANDS } from './bands';
import { SAME_TEXT, similarity } from './similarity';
import type { Sketches } from './sketches';

/** How many records of one band are compared: more have it only where texts are made from a few words. */
const MAX_CANDIDATES = 64;

/**
 * Finds the records whose texts are alike without comparing all with all, by their bands. Made of what is looked for; then each
 * candidate is asked about once. Time grows with the number of both, and it takes some 500 bytes a record.
 */
export class SimilarityIndex {
  /** Hash table of bands: keys, each with its first entry plus one beside it; entries of one key are chained. */
  readonly #slots: Int32Array;
  readonly #next: Int32Array;
  readonly #lengths: Uint8Array;
  /** How often `find` was called, and in which call each was last compared. */
  #finds = 0;
  readonly #seen: Uint32Array;
  /** Of what is wanted: who has others is like none of it. */
  readonly #numbers = new Set<number>();

  /** `chosen`: the numbers of those among `wanted` that are looked for. */
  constructor(
    private readonly wanted: Sketches,
    private readonly chosen: readonly number[],
  ) {
    const entries = chosen.length * BANDS;
    this.#seen = new Uint32Array(chosen.length);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(4 * entries + 4)));
    this.#next = new Int32Array(entries);
    this.#lengths = new Uint8Array(entries);
    for (const [index, number] of chosen.entries()) {
      this.#numbers.add(wanted.numbers(number));
      const keys = wanted.keys(number);
      for (let band = 0; band < BANDS; band += 1) this.#insert(index * BANDS + band, keys[band] ?? 0);
    }
  }

  /** Calls `found` with the number of each that is alike beyond `SAME_TEXT`, and with how much. */
  find(candidates: Sketches, candidate: number, found: (number: number, score: number) => void): void {
    if (!this.#numbers.has(candidates.numbers(candidate))) return;
    const keys = candidates.keys(candidate);
    this.#finds += 1;
    for (let band = 0; band < BANDS; band += 1) {
      for (let entry = this.#slots[this.#slot(keys[band] ?? 0) + 1] ?? 0; entry > 0;) {
        const index = ((entry - 1) / BANDS) >>> 0;
        entry = this.#next[entry - 1] ?? 0;
        if (this.#seen[index] === this.#finds) continue;
        this.#seen[index] = this.#finds;
        const number = this.chosen[index] ?? 0;
        const score = similarity(candidates, candidate, this.wanted, number);
        if (score > SAME_TEXT) found(number, score);
      }
    }
  }

  #insert(entry: number, key: number): void {
    const slot = this.#slot(key);
    const first = (this.#slots[slot + 1] ?? 0) - 1;
    if (first < 0) {
      this.#slots[slot] = key;
      this.#slots[slot + 1] = entry + 1;
      return;
    }
    const length = this.#lengths[first] ?? 0;
    if (length >= MAX_CANDIDATES) return;
    this.#lengths[first] = length + 1;
    this.#next[entry] = this.#next[first] ?? 0;
    this.#next[first] = entry + 1;
  }

  /** The slot of a key, or the free one where it belongs. */
  #slot(key: number): number {
    const mask = this.#slots.length - 2;
    for (let slot = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) & mask; ; slot = (slot + 2) & mask) {
      if (this.#slots[slot + 1] === 0 || this.#slots[slot] === key) return slot;
    }
  }
}
