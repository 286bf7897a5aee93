import type { JsonObject } from '../json';
import type { Kind } from '../store/records';
import type { TextSpans } from '../store/textSpans';
import type { BandFilter } from './bandFilter';
import { BANDS, bandKeys } from './bands';
import { mixBits } from './mixBits';
import { SPLIT_PLACES, textAt } from './recordTexts';
import { MAX_TEXT, TextWords } from './textWords';

/** Of two texts that count as one record the titles share at least this. */
export const SAME_TITLE = 0.5;

/** Sketches as they go from thread to thread. */
export interface PackedSketches {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly places: Float64Array<ArrayBuffer>;
  readonly titles: Int32Array<ArrayBuffer>;
  readonly keys: Int32Array<ArrayBuffer>;
}

/** The texts of records as numbers, some 600 bytes each: what finding and comparing them needs. */
export class Sketches {
  /** Per record the words of the title, then all words; a part is sorted when it is first compared. */
  #words = new Uint32Array(1024);
  #used = 0;
  /** Where the words of a record's title begin, where all of its words do, where those end; and its numbers. */
  readonly #places: number[] = [];
  /** Of each title the number of words, and 64 bits of which each word sets one: most unlike titles are told by them. */
  #titles = new Int32Array(TITLE_FIELDS * 1024);
  /** Where the sorted ones end, each once; for titles, then for all words; 0 before they were sorted. */
  readonly #sortedEnds: number[] = [];
  /** `BANDS` of each record. */
  #keys = new Int32Array(BANDS * 256);
  readonly #reading = new TextWords();
  #filter: BandFilter | undefined;

  get size(): number {
    return this.#places.length / 4;
  }

  /** From now on adds only records that `filter` lets through. */
  filterBy(filter: BandFilter): void {
    this.#filter = filter;
  }

  /** Those of another thread, and no others. */
  static of({ words, places, titles, keys }: PackedSketches): Sketches {
    const sketches = new Sketches();
    sketches.#words = words;
    sketches.#used = words.length;
    for (const place of places) sketches.#places.push(place);
    for (let record = 0; record < sketches.size; record += 1) sketches.#sortedEnds.push(0, 0);
    sketches.#titles = titles;
    sketches.#keys = keys;
    return sketches;
  }

  /** For another thread. The lists are not copied: when their buffers move, there is nothing here any more. */
  packed(): PackedSketches {
    const { size } = this;
    return {
      words: this.#words.subarray(0, this.#used),
      places: Float64Array.from(this.#places),
      titles: this.#titles.subarray(0, TITLE_FIELDS * size),
      keys: this.#keys.subarray(0, BANDS * size),
    };
  }

  /**
   * Adds a record and gives its number here; undefined when it has fewer than three words to be known by, and when the filter
   * keeps it out.
   */
  add(value: JsonObject, kind: Kind): number | undefined {
    const reading = this.#reading;
    reading.begin();
    let titleWords = 0;
    let room = MAX_TEXT;
    for (const place of SPLIT_PLACES[kind] ?? []) {
      const found = textAt(value, place);
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
    const keys = this.#keysFor(this.size);
    bandKeys(reading.words, reading.count, reading.numbers, keys);
    if (this.#filter?.mayFind(keys) === false) return undefined;
    const start = this.#used;
    this.#append(reading.words, titleWords);
    const middle = this.#used;
    this.#append(reading.words, reading.count);
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
    for (let place = 0; place < (SPLIT_PLACES[kind]?.length ?? 0) && room > 0; place += 1) {
      const length = reading.readSpans(texts, place, room);
      if (length === 0) continue;
      if (room === MAX_TEXT) titleWords = reading.count;
      room -= length + 1;
    }
    return this.#take(titleWords);
  }

  /** The keys of a record's bands. */
  keys(index: number): Int32Array {
    return this.#keys.subarray(BANDS * index, BANDS * (index + 1));
  }

  /** The words of a record in their order, some of them several times; sorted, once it was compared. */
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
    const low = one[TITLE_FIELDS * index + 1] ?? 0;
    const high = one[TITLE_FIELDS * index + 2] ?? 0;
    const otherLow = two[TITLE_FIELDS * other + 1] ?? 0;
    const otherHigh = two[TITLE_FIELDS * other + 2] ?? 0;
    // At least so many words of each are none of the other's.
    const own = bitCount(low & ~otherLow) + bitCount(high & ~otherHigh);
    const theirs = bitCount(otherLow & ~low) + bitCount(otherHigh & ~high);
    const shared = Math.min(
      (one[TITLE_FIELDS * index] ?? 0) - own,
      (two[TITLE_FIELDS * other] ?? 0) - theirs,
    );
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

  /** Room for the keys of a record. */
  #keysFor(index: number): Int32Array {
    this.#keys = grown(this.#keys, BANDS * (index + 1));
    return this.keys(index);
  }

  #noteTitle(start: number, end: number): void {
    const at = TITLE_FIELDS * this.size;
    this.#titles = grown(this.#titles, at + TITLE_FIELDS);
    let low = 0;
    let high = 0;
    for (let word = start; word < end; word += 1) {
      const mixed = mixBits(this.#words[word] ?? 0);
      const bit = 1 << (mixed & 31);
      if ((mixed & 32) === 0) low |= bit;
      else high |= bit;
    }
    this.#titles[at] = end - start;
    this.#titles[at + 1] = low;
    this.#titles[at + 2] = high;
  }

  #append(words: Uint32Array, count: number): void {
    this.#makeRoom(count);
    const own = this.#words;
    // Of some 70 words a part of its own would cost more than the copying.
    for (let at = 0; at < count; at += 1) own[this.#used + at] = words[at] ?? 0;
    this.#used += count;
  }

  #makeRoom(count: number): void {
    if (this.#used + count <= this.#words.length) return;
    const larger = new Uint32Array(2 * this.#words.length + count);
    larger.set(this.#words.subarray(0, this.#used));
    this.#words = larger;
  }
}

/** Of a title: the number of its words, and two numbers of 32 bits. */
const TITLE_FIELDS = 3;

/** The same list, with room for `length` numbers. */
function grown(list: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= list.length) return list;
  const larger = new Int32Array(Math.max(length, 2 * list.length));
  larger.set(list);
  return larger;
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

/** The number of bits that are set (Hacker's Delight, figure 5-2). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
