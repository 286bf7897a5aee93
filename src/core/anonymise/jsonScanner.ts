import { DIGIT, NEAR_DIGIT, NEEDS_DIGIT_AFTER, type KeywordAutomaton } from './keywordAutomaton';
import { isTelling } from './prefilter';
import { endOfIdOrTime, endOfString, hasLongRun } from './stringChecks';

/** Bits above every keyword's: escapes that could hide a keyword, \u and \/, and back-slashes (paths). */
export const HIDDEN = 1 << 29;
/** At least 16 letters, digits, + - / _ = in a row, a letter and a digit among them. */
export const LONG_RUN = 1 << 30;

/** How far behind a keyword a digit may stand, in bytes; in characters it is less (`keywordSearch.ts`). */
const NEAR = 160;

/**
 * Sees strings of one JSON text. Offsets are bytes; `start` and `end` leave the quotes out. Once the flags of a value are
 * telling (`isTelling`) the rest of it is not looked at.
 */
export interface StringVisitor {
  /** Bits any of which make a string worth a visit. `key`: of the string itself when it is a key. */
  wants(flags: number, keyFlags: number, start: number, end: number): boolean;
  visit(start: number, end: number, isKey: boolean, flags: number): void;
  /** The innermost container ends, with its bracket or with the text. */
  ends?(): void;
}

/**
 * Walks a JSON text byte by byte without parsing it: numbers, order, duplicate keys, white space stay what they are
 * because nobody reads them. Iterative, so that depth costs 12 bytes a level and never a stack overflow. The text has been parsed
 * by somebody; on a broken one the walk still ends and still sees every string.
 */
export class JsonScanner {
  /** Of the containers open now: where the container begins, its last key's start and end, its index (-1: object). */
  #frames = new Int32Array(64 * 4);
  #depth = 0;

  constructor(private readonly automaton: KeywordAutomaton) {}

  /** How many containers are open. */
  get depth(): number {
    return this.#depth;
  }

  /** Begin of the container at a level (1 is the outermost). */
  containerAt(level: number): number {
    return this.#frames[(level - 1) * 4] ?? 0;
  }

  /** Where the key of the value now at a level begins, behind its quote; -1 in arrays. */
  keyStartAt(level: number): number {
    const base = (level - 1) * 4;
    return level < 1 || this.#frames[base + 3] !== -1 ? -1 : (this.#frames[base + 1] ?? -1);
  }

  /** Index of the value now at a level; -1 in objects. */
  indexAt(level: number): number {
    return this.#frames[(level - 1) * 4 + 3] ?? -1;
  }

  scan(bytes: Uint8Array, visitor: StringVisitor): void {
    const { classOf, next, firstEnd, flags: flagsOf, width } = this.automaton;
    const length = bytes.length;
    let frames = this.#frames;
    let top = -4;
    let expectKey = false;
    let keyFlags = 0;
    let at = 0;
    this.#depth = 0;
    while (at < length) {
      const byte = bytes[at] ?? 0;
      if (byte <= 32) at += 1;
      else if (byte === 34) {
        const start = at + 1;
        const idEnd = endOfIdOrTime(bytes, start);
        let state = 0;
        let flags = 0;
        let keywordEnd = -NEAR;
        // Every record has some of these, and nothing in one says anything.
        at = idEnd === -1 ? start : idEnd;
        while (at < length) {
          const inner = bytes[at] ?? 0;
          if (inner === 34) break;
          if (inner === 92) {
            const escaped = bytes[at + 1];
            flags |= escaped === 117 || escaped === 47 || escaped === 92 ? HIDDEN : 0;
            // A keyword may end with a quote, and a number may stand behind it.
            state = escaped === 34 ? (next[state * width + (classOf[34] ?? 0)] ?? 0) : 0;
            if (state >= firstEnd) {
              flags |= flagsOf[state] ?? 0;
              if (((flagsOf[state] ?? 0) & NEEDS_DIGIT_AFTER) !== 0) keywordEnd = at;
            }
            at += 2;
            continue;
          }
          state = next[state * width + (classOf[inner] ?? 0)] ?? 0;
          if (state >= firstEnd) {
            const seen = flagsOf[state] ?? 0;
            const before = flags;
            flags |= seen;
            if ((seen & NEEDS_DIGIT_AFTER) !== 0) keywordEnd = at;
            if ((seen & DIGIT) !== 0 && at - keywordEnd < NEAR) flags |= NEAR_DIGIT;
            if (flags !== before && !expectKey && isTelling(flags)) {
              at = endOfString(bytes, at + 1);
              break;
            }
          }
          at += 1;
        }
        const end = at < length ? at : length;
        at += 1;
        // A run has a digit, which most strings do not.
        if (idEnd === -1 && (flags & DIGIT) !== 0 && !isTelling(flags) && hasLongRun(bytes, start, end))
          flags |= LONG_RUN;
        if (expectKey) {
          frames[top + 1] = start;
          frames[top + 2] = end;
          keyFlags = flags;
          if (visitor.wants(flags, 0, start, end)) visitor.visit(start, end, true, flags);
          expectKey = false;
        } else if (visitor.wants(flags, keyFlags, start, end)) {
          visitor.visit(start, end, false, flags);
        }
      } else if (byte === 44) {
        if (top >= 0) {
          const index = frames[top + 3] ?? -1;
          if (index === -1) expectKey = true;
          else frames[top + 3] = index + 1;
        }
        at += 1;
      } else if (byte === 123 || byte === 91) {
        top += 4;
        this.#depth += 1;
        if (top + 4 > frames.length) {
          const larger = new Int32Array(frames.length * 2);
          larger.set(frames);
          frames = this.#frames = larger;
        }
        frames[top] = at;
        frames[top + 3] = byte === 123 ? -1 : 0;
        expectKey = byte === 123;
        at += 1;
      } else if (byte === 125 || byte === 93) {
        if (top >= 0) {
          visitor.ends?.();
          top -= 4;
          this.#depth -= 1;
        }
        expectKey = false;
        keyFlags = 0;
        at += 1;
      } else {
        at += 1;
      }
    }
    for (; this.#depth > 0; this.#depth -= 1) visitor.ends?.();
  }
}
