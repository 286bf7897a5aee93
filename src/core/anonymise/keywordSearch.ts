import { DIGIT, NEEDS_DIGIT_AFTER, type KeywordAutomaton } from './keywordAutomaton';
import { SECRET_WORD } from './prefilter';
import { hasLongRun } from './stringChecks';

/** How far behind a keyword a digit may stand, in characters. */
const NEAR = 100;
/** Of keywords that matter at each place where they stand, not only at the first. */
const SAYS_WHERE = SECRET_WORD | NEEDS_DIGIT_AFTER;
/** Longer texts get bytes of their own, which are not kept. */
const LONGEST_KEPT = 20_000;

/** What the characters and the keywords of a text say. */
export interface Told {
  /** Rules that have a keyword in it, in the order of these; those that need a digit soon behind one have that too. */
  readonly rules: number[];
  readonly flags: number;
  /** Where words of secrets' names end, first to last. */
  readonly ends: number[];
  readonly isAscii: boolean;
  /** See `hasLongRun`. */
  readonly longRun: boolean;
}

/** Finds the keywords of decoded texts. */
export class KeywordSearch {
  readonly #encoder = new TextEncoder();
  readonly #kept = new Uint8Array(3 * LONGEST_KEPT);
  /** For each rule the last text that it was told of; for each end of a keyword the last text that it was seen in. */
  readonly #stamps: Uint32Array;
  readonly #seenIn: Uint32Array;
  /** Where the last keyword of a rule ended that needs a digit soon behind one. */
  readonly #keywordEnds: Int32Array;
  #stamp = 0;

  /** `needsDigitAfter`: of each rule whether it needs a digit soon behind a keyword. */
  constructor(
    private readonly keywords: KeywordAutomaton,
    private readonly needsDigitAfter: readonly boolean[],
  ) {
    this.#stamps = new Uint32Array(needsDigitAfter.length);
    this.#seenIn = new Uint32Array(keywords.flags.length - keywords.firstEnd);
    this.#keywordEnds = new Int32Array(needsDigitAfter.length);
  }

  search(text: string): Told {
    const { classOf, next, firstEnd, flags: flagsOf, rules: rulesOf, width } = this.keywords;
    const bytes = this.#bytesOf(text);
    const isAscii = bytes.length === text.length;
    const stamp = (this.#stamp += 1);
    const seenIn = this.#seenIn;
    const wanted: number[] = [];
    const waiting: number[] = [];
    const ends: number[] = [];
    let flags = 0;
    let state = 0;
    // Bytes that begin no character of the text: of those beyond ASCII all but the first, of surrogate pairs two of four.
    let surplus = 0;
    for (let place = 0; place < bytes.length; place += 1) {
      const byte = bytes[place] ?? 0;
      state = next[state * width + (classOf[byte] ?? 0)] ?? 0;
      if (byte >= 128) surplus += byte < 192 ? 1 : byte < 240 ? 0 : -1;
      if (state < firstEnd) continue;
      const seen = flagsOf[state] ?? 0;
      // The signs of code and the digits of dates come again and again: most say nothing new.
      const isNew = seenIn[state - firstEnd] !== stamp;
      const isAwaited = (seen & DIGIT) !== 0 && waiting.length > 0;
      if (!isNew && !isAwaited && (seen & SAYS_WHERE) === 0) continue;
      seenIn[state - firstEnd] = stamp;
      flags |= seen;
      const at = place - surplus;
      if ((seen & SECRET_WORD) !== 0) ends.push(at + 1);
      const told = rulesOf[state];
      if (told !== undefined && told.length > 0) this.#take(told, at, wanted, waiting);
      if ((seen & DIGIT) !== 0 && waiting.length > 0) this.#takeNear(waiting, at, wanted);
    }
    const longRun = (flags & DIGIT) !== 0 && hasLongRun(bytes, 0, bytes.length);
    return { rules: wanted, flags, ends, isAscii, longRun };
  }

  #bytesOf(text: string): Uint8Array {
    if (text.length > LONGEST_KEPT) return this.#encoder.encode(text);
    return this.#kept.subarray(0, this.#encoder.encodeInto(text, this.#kept).written);
  }

  #take(told: readonly number[], at: number, wanted: number[], waiting: number[]): void {
    for (const rule of told) {
      const waits = this.needsDigitAfter[rule] === true;
      if (waits) this.#keywordEnds[rule] = at;
      if (this.#stamps[rule] === this.#stamp) continue;
      this.#stamps[rule] = this.#stamp;
      (waits ? waiting : wanted).push(rule);
    }
  }

  /** Moves the rules whose keyword ended a little before a digit to those that are tried. */
  #takeNear(waiting: number[], digit: number, wanted: number[]): void {
    for (let index = waiting.length - 1; index >= 0; index -= 1) {
      const rule = waiting[index] ?? 0;
      if (digit - (this.#keywordEnds[rule] ?? 0) > NEAR) continue;
      wanted.push(rule);
      waiting.splice(index, 1);
    }
  }
}
