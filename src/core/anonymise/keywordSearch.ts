import { DIGIT, type KeywordAutomaton } from './keywordAutomaton';
import { SECRET_WORD } from './prefilter';

/** How far behind a keyword a digit may stand, in characters. */
const NEAR = 100;

/** What the keywords of a text say. */
export interface Told {
  /** Rules that have a keyword in it, in the order of these; those that need a digit soon behind one have that too. */
  readonly rules: number[];
  readonly flags: number;
  /** Where words of secrets' names end, first to last. */
  readonly ends: number[];
  readonly isAscii: boolean;
}

/** Finds the keywords of decoded texts. */
export class KeywordSearch {
  /** For each rule the last text that it was told of. */
  readonly #stamps: Uint32Array;
  /** Where the last keyword of a rule ended that needs a digit soon behind one. */
  readonly #keywordEnds: Int32Array;
  #stamp = 0;

  /** `needsDigitAfter`: of each rule whether it needs a digit soon behind a keyword. */
  constructor(
    private readonly keywords: KeywordAutomaton,
    private readonly needsDigitAfter: readonly boolean[],
  ) {
    this.#stamps = new Uint32Array(needsDigitAfter.length);
    this.#keywordEnds = new Int32Array(needsDigitAfter.length);
  }

  search(text: string): Told {
    const { classOf, next, firstEnd, flags: flagsOf, rules: rulesOf, width } = this.keywords;
    this.#stamp += 1;
    const wanted: number[] = [];
    const waiting: number[] = [];
    const ends: number[] = [];
    let codes = 0;
    let flags = 0;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      codes |= code;
      if (code < 128) state = next[state * width + (classOf[code] ?? 0)] ?? 0;
      else {
        // As its UTF-8 bytes, in which keywords are written.
        const lead = code < 0x800 ? 0xc0 | (code >> 6) : 0xe0 | (code >> 12);
        state = next[state * width + (classOf[lead] ?? 0)] ?? 0;
        if (code >= 0x800) state = next[state * width + (classOf[0x80 | ((code >> 6) & 63)] ?? 0)] ?? 0;
        state = next[state * width + (classOf[0x80 | (code & 63)] ?? 0)] ?? 0;
      }
      if (state < firstEnd) continue;
      const seen = flagsOf[state] ?? 0;
      flags |= seen;
      if ((seen & SECRET_WORD) !== 0) ends.push(at + 1);
      const told = rulesOf[state];
      if (told !== undefined && told.length > 0) this.#take(told, at, wanted, waiting);
      if ((seen & DIGIT) !== 0 && waiting.length > 0) this.#takeNear(waiting, at, wanted);
    }
    return { rules: wanted, flags, ends, isAscii: codes < 128 };
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
