import { mixBits } from './mixBits';

/**
 * 16 bands of 3 minima: of pairs at the limit (sets of words of which 74 % are shared) one in 4,000 is missed, and a pair
 * with half of its words shared is looked at nine times in ten, but by one comparison of two short lists.
 */
export const BANDS = 16;
const ROWS = 3;
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
 * The keys under which records are looked for whose texts are alike: those of two that are have one of their `BANDS` keys in
 * common (MinHash, Broder 1997; bands, Indyk and Motwani 1998).
 *
 * They are those of a record's numbers and of the set of its first `count` words, in which repetitions make no difference: one
 * hash a word, whose upper part chooses a bin, and the smallest of each bin (one permutation hashing, Li, Owen and Zhang 2012;
 * empty bins borrow, Shrivastava 2017).
 */
export function bandKeys(words: Uint32Array, count: number, numbers: number, keys: Int32Array): void {
  bins.fill(EMPTY);
  // By index: the iterator of a typed array takes ten times as long.
  for (let at = 0; at < count; at += 1) {
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
