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

/** The words of a record, as numbers. */
export interface Sketch {
  /** Sorted hashes of the distinct words of title and text, and of those of the title alone. */
  readonly words: Uint32Array;
  readonly title: Uint32Array;
  /** Of the words with digits in them, in their order: texts that differ in a number are never the same. */
  readonly numbers: number;
}

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

/** The sketch of a record; undefined when it has fewer than three words to be known by. */
export function sketchOf(value: JsonObject, kind: Kind): Sketch | undefined {
  let title = '';
  let text = '';
  for (const place of PLACES[kind] ?? []) {
    const found = textOf(valueAt(value, place));
    if (found === '') continue;
    if (title === '') title = found;
    text += `${found}\n`;
    if (text.length >= MAX_TEXT) break;
  }
  const reading = new Words();
  reading.read(title);
  const titleWords = reading.sorted();
  reading.read(text.slice(0, MAX_TEXT));
  const words = reading.sorted();
  return words.length < 3 ? undefined : { words, title: titleWords, numbers: reading.numbers };
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
export function similarity(one: Sketch, other: Sketch): number {
  if (one.numbers !== other.numbers) return 0;
  if (cosine(one.title, other.title) < SAME_TITLE) return 0;
  return cosine(one.words, other.words);
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

  read(text: string): void {
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
  }

  sorted(): Uint32Array {
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
 * 1998). What is looked for is added first; then each candidate is asked about once. Time grows with the number of both.
 */
export class SimilarityIndex<Wanted> {
  readonly #bands = new Map<number, number[]>();
  readonly #wanted: { readonly sketch: Sketch; readonly value: Wanted }[] = [];
  readonly #keys = new Int32Array(BANDS);

  get size(): number {
    return this.#wanted.length;
  }

  add(sketch: Sketch, value: Wanted): void {
    const place = this.#wanted.push({ sketch, value }) - 1;
    bandKeys(sketch.words, this.#keys);
    for (const key of this.#keys) {
      const band = this.#bands.get(key);
      if (band === undefined) this.#bands.set(key, [place]);
      else if (band.length < MAX_CANDIDATES) band.push(place);
    }
  }

  /** Calls `found` for each that was added and is alike beyond `SAME_TEXT`, with how much. */
  find(sketch: Sketch, found: (value: Wanted, score: number) => void): void {
    if (this.#wanted.length === 0) return;
    bandKeys(sketch.words, this.#keys);
    let seen: Set<number> | undefined;
    for (const key of this.#keys) {
      const band = this.#bands.get(key);
      if (band === undefined) continue;
      seen ??= new Set();
      for (const place of band) {
        if (seen.has(place)) continue;
        seen.add(place);
        const candidate = this.#wanted[place];
        if (candidate === undefined) continue;
        const score = similarity(sketch, candidate.sketch);
        if (score > SAME_TEXT) found(candidate.value, score);
      }
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
