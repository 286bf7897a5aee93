import { BANDS } from './bands';
import { mixBits } from './mixBits';
import type { Sketches } from './sketches';

/**
 * Tells of most texts at once that a `SimilarityIndex` would find nothing for them. A Bloom filter (1970) of the bands of what is
 * looked for: each sets three bits of one number, so that a question is one look at memory, and about 16 bits are kept for
 * each. Some 6 % of what is like nothing get through.
 */
export class BandFilter {
  /** `bits`: of another thread's filter. */
  constructor(readonly bits: Int32Array) {}

  static of(wanted: Sketches): BandFilter {
    const filter = new BandFilter(new Int32Array(2 ** Math.ceil(Math.log2((wanted.size * BANDS) / 2 + 1))));
    for (let index = 0; index < wanted.size; index += 1) filter.#add(wanted.keys(index));
    return filter;
  }

  /** Whether one of the bands may be looked for: false is certain, true is not. */
  mayFind(keys: Int32Array): boolean {
    for (let band = 0; band < BANDS; band += 1) {
      const mixed = mixBits(keys[band] ?? 0);
      const pattern = patternOf(mixed);
      if (((this.bits[this.#placeOf(mixed)] ?? 0) & pattern) === pattern) return true;
    }
    return false;
  }

  #add(keys: Int32Array): void {
    for (let band = 0; band < BANDS; band += 1) {
      const mixed = mixBits(keys[band] ?? 0);
      const place = this.#placeOf(mixed);
      this.bits[place] = (this.bits[place] ?? 0) | patternOf(mixed);
    }
  }

  #placeOf(mixed: number): number {
    return mixed & (this.bits.length - 1);
  }
}

/** Three bits, or two or one where they fall together. */
function patternOf(mixed: number): number {
  // Its lowest bits choose the place.
  const other = Math.imul(mixed, 0x9e3779b1);
  return (1 << (other >>> 27)) | (1 << ((other >>> 22) & 31)) | (1 << ((other >>> 17) & 31));
}
