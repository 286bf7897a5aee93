import { mixBits } from './mixBits';
import { SAME_TEXT, similarity } from './similarity';
import type { Sketches } from './sketches';

/**
 * 16 bands of 3 minima: of pairs at the limit (sets of words of which 74 % are shared) one in 4,000 is missed, and a pair
 * with half of its words shared is looked at nine times in ten, but by one comparison of two short lists.
 */
const BANDS = 16;
const ROWS = 3;
/** How many records of one band are compared: more have it only where texts are made from a few words. */
const MAX_CANDIDATES = 64;

/**
 * Finds the records whose texts are alike without comparing all with all: MinHash with bands (Broder 1997; Indyk and Motwani
 * 1998). Made of what is looked for; then each candidate is asked about once. Time grows with the number of both, and it
 * takes some 500 bytes a record.
 */
export class SimilarityIndex {
  /** Hash table of bands: keys, each with its first entry plus one beside it; entries of one key are chained. */
  readonly #slots: Int32Array;
  readonly #next: Int32Array;
  readonly #lengths: Uint8Array;
  readonly #band = new Int32Array(BANDS);
  /** How often `find` was called, and in which call each was last compared. */
  #finds = 0;
  readonly #seen: Uint32Array;
  /** Of what is wanted: who has others is like none of it. */
  readonly #numbers = new Set<number>();

  constructor(private readonly wanted: Sketches) {
    const entries = wanted.size * BANDS;
    this.#seen = new Uint32Array(wanted.size);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(4 * entries + 4)));
    this.#next = new Int32Array(entries);
    this.#lengths = new Uint8Array(entries);
    for (let index = 0; index < wanted.size; index += 1) {
      this.#numbers.add(wanted.numbers(index));
      bandKeys(wanted, index, this.#band);
      for (let band = 0; band < BANDS; band += 1) this.#insert(index * BANDS + band, this.#band[band] ?? 0);
    }
  }

  /** Calls `found` with the number of each that is alike beyond `SAME_TEXT`, and with how much. */
  find(candidates: Sketches, candidate: number, found: (index: number, score: number) => void): void {
    if (!this.#numbers.has(candidates.numbers(candidate))) return;
    bandKeys(candidates, candidate, this.#band);
    this.#finds += 1;
    for (let band = 0; band < BANDS; band += 1) {
      for (let entry = this.#slots[this.#slot(this.#band[band] ?? 0) + 1] ?? 0; entry > 0;) {
        const index = Math.floor((entry - 1) / BANDS);
        entry = this.#next[entry - 1] ?? 0;
        if (this.#seen[index] === this.#finds) continue;
        this.#seen[index] = this.#finds;
        const score = similarity(candidates, candidate, this.wanted, index);
        if (score > SAME_TEXT) found(index, score);
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

const BINS = BANDS * ROWS;
/** No word's hash: what a bin holds that no word fell into. */
const EMPTY = 0xffffffff;
/** Where an empty bin looks for another one's word, in an order of its own; every bin is in the order. */
const DONORS = Array.from({ length: BINS }, (_, bin) =>
  Uint8Array.from({ length: BINS }, (_each, donor) => donor).sort(
    (one, other) => mixBits(bin * BINS + one) - mixBits(bin * BINS + other),
  ),
);
const bins = new Uint32Array(BINS);

/**
 * The keys of a record's numbers and set of words, in which repetitions make no difference: one hash a word, whose upper part chooses a bin, and
 * the smallest of each bin (one permutation hashing, Li, Owen and Zhang 2012; empty bins borrow, Shrivastava 2017).
 */
function bandKeys(sketches: Sketches, index: number, keys: Int32Array): void {
  const words = sketches.spoken(index);
  const numbers = sketches.numbers(index);
  bins.fill(EMPTY);
  // By index: the iterator of a typed array takes ten times as long.
  for (let at = 0; at < words.length; at += 1) {
    const mixed = mixBits(words[at] ?? 0);
    const bin = ((mixed >>> 16) * BINS) >>> 16;
    if (mixed < (bins[bin] ?? 0)) bins[bin] = mixed;
  }
  for (let band = 0; band < BANDS; band += 1) {
    let key = numbers ^ (band + 1);
    for (let bin = band * ROWS; bin < (band + 1) * ROWS; bin += 1) {
      const smallest = filled(bin);
      key = Math.imul(key ^ smallest, 0x01000193) ^ (smallest >>> 13);
    }
    keys[band] = key;
  }
}

function filled(bin: number): number {
  const own = bins[bin] ?? EMPTY;
  if (own !== EMPTY) return own;
  const donors = DONORS[bin];
  for (let at = 0; at < BINS; at += 1) {
    const lent = bins[donors?.[at] ?? 0] ?? EMPTY;
    if (lent !== EMPTY) return lent;
  }
  return EMPTY;
}
