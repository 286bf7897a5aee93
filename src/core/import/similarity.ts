import { isJsonArray, isJsonObject } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Kind } from '../store/records';
import { valueAt } from './recordFields';

/** Above this two texts count as one record (X5). */
export const SAME_TEXT = 0.85;
/** And their titles share at least this. */
const SAME_TITLE = 0.5;
/** What of a record's text is looked at: 1,000 characters, about 150 words. */
const MAX_TEXT = 1000;
/**
 * 16 bands of 3 minima: of pairs at the limit (sets of words of which 74 % are shared) one in 4,000 is missed, and a pair
 * with half of its words shared is looked at nine times in ten, but by one comparison of two short lists.
 */
const BANDS = 16;
const ROWS = 3;
/** How many records of one band are compared: more have it only where texts are made from a few words. */
const MAX_CANDIDATES = 64;

/** The texts that say what a record is about, the title first. Counters, dates, code and examples are no part of it. */
const TEXT_PLACES: { readonly [Of in Kind]: readonly string[] } = {
  pattern: [
    'pattern.approach.technique',
    'pattern.type',
    'pattern.approach.rationale',
    'pattern.conditions.whenApplicable',
  ],
  solution: ['problem.errorMessage', 'problem.errorType', 'solution.rootCause', 'solution.fixApproach'],
  decision: ['decision.question', 'decision.type', 'decision.chosenOption', 'decision.rationale'],
};
const FLAT_PLACES = [
  'title',
  'name',
  'question',
  'technique',
  'error_message',
  'type',
  'error_type',
  'description',
  'summary',
  'implementation',
  'root_cause',
  'fix',
  'fix_approach',
  'chosen_option',
  'rationale',
  'text',
  'content',
  'conditions.when_applicable',
];
const PLACES = Object.fromEntries(
  Object.entries(TEXT_PLACES).map(([kind, places]) => [
    kind,
    [...places, ...FLAT_PLACES].map((place) => place.split('.')),
  ]),
);

/** The texts of records as numbers, some 150 bytes each: what comparing them needs. */
export class Sketches {
  #words = new Uint32Array(1024);
  #used = 0;
  /** Four numbers each: where the words of the title begin, where those of the text, where they end; and its numbers. */
  readonly #places: number[] = [];
  readonly #reading = new Words();

  get size(): number {
    return this.#places.length / 4;
  }

  /** Adds a record and gives its number here; undefined when it has fewer than three words to be known by. */
  add(value: JsonObject, kind: Kind): number | undefined {
    let title = '';
    let text = '';
    for (const place of PLACES[kind] ?? []) {
      const found = textOf(valueAt(value, place));
      if (found === '') continue;
      if (title === '') title = found;
      text += `${found}\n`;
      if (text.length >= MAX_TEXT) break;
    }
    const words = this.#reading.read(text.slice(0, MAX_TEXT));
    if (words.length < 3) return undefined;
    const { numbers } = this.#reading;
    const titleWords = this.#reading.read(title.slice(0, MAX_TEXT));
    const start = this.#used;
    this.#append(titleWords);
    const middle = this.#used;
    this.#append(words);
    return this.#places.push(start, middle, this.#used, numbers) / 4 - 1;
  }

  /** The words of a record, each once, sorted. */
  words(index: number): Uint32Array {
    return this.#words.subarray(this.#places[4 * index + 1], this.#places[4 * index + 2]);
  }

  title(index: number): Uint32Array {
    return this.#words.subarray(this.#places[4 * index], this.#places[4 * index + 1]);
  }

  /** Of the words with digits in them, in their order: texts that differ in a number are never the same. */
  numbers(index: number): number {
    return this.#places[4 * index + 3] ?? 0;
  }

  #append(words: Uint32Array): void {
    if (this.#used + words.length > this.#words.length) {
      const grown = new Uint32Array(2 * this.#words.length + words.length);
      grown.set(this.#words.subarray(0, this.#used));
      this.#words = grown;
    }
    this.#words.set(words, this.#used);
    this.#used += words.length;
  }
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return isJsonArray(value)
    ? value.filter((each) => typeof each === 'string').join('\n')
    : isJsonObject(value)
      ? ''
      : '';
}

/**
 * How alike two records are, 0 to 1: the cosine of their sets of words, which is the number of words that both have over
 * the root of the product of their numbers. 0 where a number differs or the titles share too little.
 */
export function similarity(one: Sketches, index: number, others: Sketches, other: number): number {
  if (one.numbers(index) !== others.numbers(other)) return 0;
  const score = cosine(one.words(index), others.words(other));
  return score > SAME_TEXT && cosine(one.title(index), others.title(other)) >= SAME_TITLE ? score : 0;
}

function cosine(one: Uint32Array, other: Uint32Array): number {
  if (one.length === 0 || other.length === 0) return 0;
  let shared = 0;
  for (let left = 0, right = 0; left < one.length && right < other.length;) {
    const difference = (one[left] ?? 0) - (other[right] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return shared / Math.sqrt(one.length * other.length);
}

/** Takes texts apart into words: runs of letters and digits, in lower case; each ideograph is one by itself. */
class Words {
  /** Of the last text. */
  numbers = 0;
  #found: number[] = [];

  /** The words of a text, each once, sorted. */
  read(text: string): Uint32Array {
    this.#found = [];
    this.numbers = 0;
    // Most texts are ASCII, which has one form only.
    const plain = /[^\u0000-\u007f]/.test(text) ? text.normalize('NFKC').toLowerCase() : text;
    let hash = 0;
    let length = 0;
    let hasDigit = false;
    for (let at = 0; at <= plain.length; at += 1) {
      const unit = at < plain.length ? plain.charCodeAt(at) : 0;
      const meaning = at < plain.length ? meaningOf(unit) : 0;
      if (meaning === IDEOGRAPH || meaning === 0) {
        if (length > 0) this.#end(hash, hasDigit);
        if (meaning === IDEOGRAPH) this.#end(Math.imul(unit, 0x9e3779b1) ^ 0x811c9dc5, false);
        hash = 0;
        length = 0;
        hasDigit = false;
        continue;
      }
      if (length === 0) hash = 0x811c9dc5;
      const lower = unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
      hash = Math.imul(hash ^ lower, 0x01000193);
      length += 1;
      if (meaning === DIGIT) hasDigit = true;
    }
    return this.#sorted();
  }

  #sorted(): Uint32Array {
    const sorted = Uint32Array.from(this.#found).sort();
    let kept = 0;
    for (let at = 0; at < sorted.length; at += 1) {
      const word = sorted[at] ?? 0;
      if (at > 0 && sorted[at - 1] === word) continue;
      sorted[kept] = word;
      kept += 1;
    }
    return sorted.slice(0, kept);
  }

  #end(hash: number, hasDigit: boolean): void {
    this.#found.push(hash >>> 0);
    if (hasDigit) this.numbers = Math.imul(this.numbers ^ hash, 0x01000193) >>> 0;
  }
}

const LETTER = 1;
const DIGIT = 2;
const IDEOGRAPH = 3;

function meaningOf(unit: number): number {
  if (unit < 0x80) {
    if (unit >= 0x30 && unit <= 0x39) return DIGIT;
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) ? LETTER : 0;
  }
  if (unit >= 0x2e80 && unit <= 0x9fff) return IDEOGRAPH;
  // General punctuation, and the no-break space with its neighbours.
  return (unit >= 0x2000 && unit <= 0x206f) || unit <= 0xbf ? 0 : LETTER;
}

/**
 * Finds the records whose texts are alike without comparing all with all: MinHash with bands (Broder 1997; Indyk and Motwani
 * 1998). Made of what is looked for; then each candidate is asked about once. Time grows with the number of both, and it
 * takes some 500 bytes a record.
 */
export class SimilarityIndex {
  /** Hash table of bands: the first entry of a key, plus one; entries of one key are chained. */
  readonly #slots: Int32Array;
  readonly #keys: Int32Array;
  readonly #next: Int32Array;
  readonly #lengths: Uint8Array;
  readonly #band = new Int32Array(BANDS);

  constructor(private readonly wanted: Sketches) {
    const entries = wanted.size * BANDS;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * entries + 2)));
    this.#keys = new Int32Array(entries);
    this.#next = new Int32Array(entries);
    this.#lengths = new Uint8Array(entries);
    for (let index = 0; index < wanted.size; index += 1) {
      bandKeys(wanted.words(index), this.#band);
      for (let band = 0; band < BANDS; band += 1) this.#insert(index * BANDS + band, this.#band[band] ?? 0);
    }
  }

  /** Calls `found` with the number of each that is alike beyond `SAME_TEXT`, and with how much. */
  find(candidates: Sketches, candidate: number, found: (index: number, score: number) => void): void {
    if (this.wanted.size === 0) return;
    bandKeys(candidates.words(candidate), this.#band);
    const seen = new Set<number>();
    for (let band = 0; band < BANDS; band += 1) {
      for (let entry = this.#slots[this.#slot(this.#band[band] ?? 0)] ?? 0; entry > 0;) {
        const index = Math.floor((entry - 1) / BANDS);
        entry = this.#next[entry - 1] ?? 0;
        if (seen.has(index)) continue;
        seen.add(index);
        const score = similarity(candidates, candidate, this.wanted, index);
        if (score > SAME_TEXT) found(index, score);
      }
    }
  }

  #insert(entry: number, key: number): void {
    const slot = this.#slot(key);
    const first = (this.#slots[slot] ?? 0) - 1;
    this.#keys[entry] = key;
    if (first < 0) {
      this.#slots[slot] = entry + 1;
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
    const mask = this.#slots.length - 1;
    for (let slot = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0 || this.#keys[entry - 1] === key) return slot;
    }
  }
}

const FACTORS = Int32Array.from({ length: BANDS * ROWS }, (_, row) => Math.imul(row + 1, 0x9e3779b1) | 1);
const SHIFTS = Int32Array.from({ length: BANDS * ROWS }, (_, row) => Math.imul(row + 7, 0x85ebca6b));

function bandKeys(words: Uint32Array, keys: Int32Array): void {
  for (let band = 0; band < BANDS; band += 1) {
    let key = band + 1;
    for (let row = band * ROWS; row < (band + 1) * ROWS; row += 1) {
      const factor = FACTORS[row] ?? 1;
      const shift = SHIFTS[row] ?? 0;
      let smallest = 0xffffffff;
      // By index: the iterator of a typed array takes ten times as long.
      for (let at = 0; at < words.length; at += 1) {
        const word = words[at] ?? 0;
        // Mixed after the product: its low bits alone would keep the order of the words' own.
        const product = Math.imul(word ^ shift, factor);
        const mixed = Math.imul(product ^ (product >>> 15), 0x2c1b3c6d) >>> 0;
        if (mixed < smallest) smallest = mixed;
      }
      key = Math.imul(key ^ smallest, 0x01000193) ^ (smallest >>> 13);
    }
    keys[band] = key;
  }
}
