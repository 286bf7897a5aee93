import { isJsonArray, isJsonObject } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { Kind } from '../store/records';
import type { TextSpans } from '../store/textSpans';
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

/** The places of a record's texts, each with its keys divided by points. */
export function textPlaces(kind: Kind): readonly string[] {
  return [...TEXT_PLACES[kind], ...FLAT_PLACES];
}

const PLACES = Object.fromEntries(
  Object.entries(TEXT_PLACES).map(([kind, places]) => [
    kind,
    [...places, ...FLAT_PLACES].map((place) => place.split('.')),
  ]),
);

/** The texts of records as numbers, some 600 bytes each: what comparing them needs. */
export class Sketches {
  /** Per record the words of the title, then all words; a part is sorted when it is first compared. */
  #words = new Uint32Array(1024);
  #used = 0;
  /** Where the words of a record's title begin, where all of its words do, where those end; and its numbers. */
  readonly #places: number[] = [];
  /** Of each title the number of words, and 64 bits of which each word sets one: most unlike titles are told by them. */
  #titles = new Int32Array(3 * 1024);
  /** Where the sorted ones end, each once; for titles, then for all words; 0 before they were sorted. */
  readonly #sortedEnds: number[] = [];
  readonly #reading = new Words();

  get size(): number {
    return this.#places.length / 4;
  }

  /** Adds a record and gives its number here; undefined when it has fewer than three words to be known by. */
  add(value: JsonObject, kind: Kind): number | undefined {
    const reading = this.#reading;
    reading.begin();
    let titleWords = 0;
    let room = MAX_TEXT;
    for (const place of PLACES[kind] ?? []) {
      const found = textOf(valueAt(value, place));
      if (found === '') continue;
      reading.read(found.length > room ? found.slice(0, room) : found);
      if (room === MAX_TEXT) titleWords = reading.count;
      room -= found.length + 1;
      if (room <= 0) break;
    }
    return this.#take(titleWords);
  }

  #take(titleWords: number): number | undefined {
    const reading = this.#reading;
    if (!reading.hasThree()) return undefined;
    const start = this.#used;
    this.#append(reading.words.subarray(0, titleWords));
    const middle = this.#used;
    this.#append(reading.words.subarray(0, reading.count));
    this.#sortedEnds.push(0, 0);
    this.#noteTitle(start, middle);
    return this.#places.push(start, middle, this.#used, reading.numbers) / 4 - 1;
  }

  /** As `add`, of a record of which it is known where its texts lie: the numbers of their places are those in `textPlaces`. */
  addSpans(texts: TextSpans, kind: Kind): number | undefined {
    const reading = this.#reading;
    reading.begin();
    let titleWords = 0;
    let room = MAX_TEXT;
    for (let place = 0; place < (PLACES[kind]?.length ?? 0) && room > 0; place += 1) {
      const length = reading.readSpans(texts, place, room);
      if (length === 0) continue;
      if (room === MAX_TEXT) titleWords = reading.count;
      room -= length + 1;
    }
    return this.#take(titleWords);
  }

  /** The words of a record in their order, some of them several times. */
  spoken(index: number): Uint32Array {
    return this.#words.subarray(this.#places[4 * index + 1], this.#places[4 * index + 2]);
  }

  /** The words of a record, each once, sorted. */
  words(index: number): Uint32Array {
    return this.#sorted(index, 1);
  }

  title(index: number): Uint32Array {
    return this.#sorted(index, 0);
  }

  /** Whether two titles may share `SAME_TITLE` of their words: false is certain, true is not. */
  mayShareTitle(index: number, others: Sketches, other: number): boolean {
    const one = this.#titles;
    const two = others.#titles;
    const low = one[3 * index + 1] ?? 0;
    const high = one[3 * index + 2] ?? 0;
    const otherLow = two[3 * other + 1] ?? 0;
    const otherHigh = two[3 * other + 2] ?? 0;
    // At least so many words of each are none of the other's.
    const own = bitCount(low & ~otherLow) + bitCount(high & ~otherHigh);
    const theirs = bitCount(otherLow & ~low) + bitCount(otherHigh & ~high);
    const shared = Math.min((one[3 * index] ?? 0) - own, (two[3 * other] ?? 0) - theirs);
    return shared > 0 && shared * shared >= SAME_TITLE * SAME_TITLE * (shared + own) * (shared + theirs);
  }

  /** Of the words with digits in them, in their order: texts that differ in a number are never the same. */
  numbers(index: number): number {
    return this.#places[4 * index + 3] ?? 0;
  }

  #sorted(index: number, part: 0 | 1): Uint32Array {
    const start = this.#places[4 * index + part] ?? 0;
    let end = this.#sortedEnds[2 * index + part] ?? 0;
    if (end === 0) {
      end = start + sortedOnce(this.#words.subarray(start, this.#places[4 * index + part + 1]));
      this.#sortedEnds[2 * index + part] = end;
    }
    return this.#words.subarray(start, end);
  }

  #noteTitle(start: number, end: number): void {
    const at = 3 * this.size;
    if (at + 3 > this.#titles.length) {
      const grown = new Int32Array(2 * this.#titles.length);
      grown.set(this.#titles);
      this.#titles = grown;
    }
    let low = 0;
    let high = 0;
    for (let word = start; word < end; word += 1) {
      const mixed = mix(this.#words[word] ?? 0);
      const bit = 1 << (mixed & 31);
      if ((mixed & 32) === 0) low |= bit;
      else high |= bit;
    }
    this.#titles[at] = end - start;
    this.#titles[at + 1] = low;
    this.#titles[at + 2] = high;
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

/** Sorts words in place, each of them once at the front; gives how many those are. */
function sortedOnce(words: Uint32Array): number {
  words.sort();
  let kept = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? 0;
    if (kept > 0 && words[kept - 1] === word) continue;
    words[kept] = word;
    kept += 1;
  }
  return kept;
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
  if (one.numbers(index) !== others.numbers(other) || !one.mayShareTitle(index, others, other)) return 0;
  // The titles are short and tell most of them apart.
  if (cosine(one.title(index), others.title(other)) < SAME_TITLE) return 0;
  const score = cosine(one.words(index), others.words(other));
  return score > SAME_TEXT ? score : 0;
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
  /** Hashes of the words since `begin`, in their order; `count` of them. */
  readonly words = new Uint32Array(MAX_TEXT * MAX_GROWTH);
  count = 0;
  numbers = 0;

  begin(): void {
    this.count = 0;
    this.numbers = 0;
  }

  /** Texts of one place as if they were one, divided by line ends, and cut after `room` units; gives how long they are together. */
  readSpans(texts: TextSpans, place: number, room: number): number {
    let length = 0;
    let isFirst = true;
    for (let span = 0; span < texts.count; span += 1) {
      if (texts.placeOf(span) !== place) continue;
      // The line end before it.
      if (!isFirst) length += 1;
      isFirst = false;
      const left = room - length;
      if (texts.isPlain(span)) {
        const start = texts.startOf(span);
        const end = texts.endOf(span);
        if (left > 0) this.#readPlain(texts.bytes, start, Math.min(end, start + left));
        length += end - start;
      } else {
        const text = texts.textOf(span);
        if (left > 0) this.read(text.length > left ? text.slice(0, left) : text);
        length += text.length;
      }
    }
    return length;
  }

  /** As `read` of the text that ASCII bytes are. */
  #readPlain(bytes: Uint8Array, start: number, end: number): void {
    let hash = WORD_START;
    let isWord = false;
    let hasDigit = false;
    for (let at = start; at < end; at += 1) {
      const letter = ASCII_LETTERS[bytes[at] ?? 0] ?? 0;
      if (letter > 0) {
        hash = Math.imul(hash ^ letter, 0x01000193);
        isWord = true;
        if (letter <= LAST_DIGIT) hasDigit = true;
        continue;
      }
      if (isWord) this.#end(hash, hasDigit);
      hash = WORD_START;
      isWord = false;
      hasDigit = false;
    }
    if (isWord) this.#end(hash, hasDigit);
  }

  read(text: string): void {
    // Most texts are ASCII, which has one form only.
    const plain = /[^\u0000-\u007f]/.test(text) ? text.normalize('NFKC').toLowerCase() : text;
    let hash = WORD_START;
    let isWord = false;
    let hasDigit = false;
    for (let at = 0; at < plain.length; at += 1) {
      const unit = plain.charCodeAt(at);
      const letter = unit < 0x80 ? (ASCII_LETTERS[unit] ?? 0) : letterOf(unit);
      if (letter > 0) {
        hash = Math.imul(hash ^ letter, 0x01000193);
        isWord = true;
        if (letter <= LAST_DIGIT) hasDigit = true;
        continue;
      }
      if (isWord) this.#end(hash, hasDigit);
      if (letter === IDEOGRAPH) this.#end(Math.imul(unit, 0x9e3779b1) ^ WORD_START, false);
      hash = WORD_START;
      isWord = false;
      hasDigit = false;
    }
    if (isWord) this.#end(hash, hasDigit);
  }

  /** Whether there are three different words. */
  hasThree(): boolean {
    const { words, count } = this;
    let second = -1;
    for (let at = 1; at < count; at += 1) {
      if (words[at] === words[0] || words[at] === words[second]) continue;
      if (second >= 0) return true;
      second = at;
    }
    return false;
  }

  #end(hash: number, hasDigit: boolean): void {
    if (this.count < this.words.length) this.words[this.count++] = hash;
    if (hasDigit) this.numbers = Math.imul(this.numbers ^ hash, 0x01000193) >>> 0;
  }
}

/** NFKC makes up to 18 units of one. */
const MAX_GROWTH = 18;
const WORD_START = 0x811c9dc5;
const LAST_DIGIT = 0x39;
const IDEOGRAPH = -1;
/** Digits, and letters in lower case; 0 for what is neither. */
const ASCII_LETTERS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const character = String.fromCharCode(unit).toLowerCase();
  return /[0-9a-z]/.test(character) ? character.charCodeAt(0) : 0;
});

/** A unit beyond ASCII if it is a letter, 0 if it is not, `IDEOGRAPH` for one. */
function letterOf(unit: number): number {
  if (unit >= 0x2e80 && unit <= 0x9fff) return IDEOGRAPH;
  // General punctuation, and the no-break space with its neighbours.
  return (unit >= 0x2000 && unit <= 0x206f) || unit <= 0xbf ? 0 : unit;
}

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
    (one, other) => mix(bin * BINS + one) - mix(bin * BINS + other),
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
    const mixed = mix(words[at] ?? 0);
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

/** The number of bits that are set (Hacker's Delight, figure 5-2). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function mix(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
