import { DIGIT, NEAR_DIGIT, NEEDS_DIGIT_AFTER, type KeywordAutomaton } from './keywordAutomaton';

/** Bits above every keyword's: escapes that could hide a keyword, \u and \/, and back-slashes (paths). */
export const HIDDEN = 1 << 29;
/** At least 16 letters, digits, + - / _ = in a row, a letter and a digit among them. */
export const LONG_RUN = 1 << 30;

/** How far behind a keyword a digit may stand, in bytes; in characters it is less (`detector.ts`). */
const NEAR = 160;

/** Characters of a run that is worth a look. */
const RUN = 16;
/** 1 digit, 2 lower case, 4 upper case, 8 one of + - / _ =; 0 ends a run. */
const RUN_CLASS = (() => {
  const table = new Uint8Array(256);
  for (let code = 48; code <= 57; code += 1) table[code] = 1;
  for (let code = 97; code <= 122; code += 1) table[code] = 2;
  for (let code = 65; code <= 90; code += 1) table[code] = 4;
  for (const code of [43, 45, 47, 95, 61]) table[code] = 8;
  return table;
})();

/** Sees strings of one JSON text. Offsets are bytes; `start` and `end` leave the quotes out. */
export interface StringVisitor {
  /** Bits any of which make a string worth a visit. `key`: of the string itself when it is a key. */
  wants(flags: number, keyFlags: number, start: number, end: number): boolean;
  visit(start: number, end: number, isKey: boolean, flags: number): void;
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

  /** Key of the value now at a level: its bytes' range; undefined in arrays. */
  keyAt(level: number): { readonly start: number; readonly end: number } | undefined {
    const base = (level - 1) * 4;
    if (level < 1 || this.#frames[base + 3] !== -1) return undefined;
    return { start: this.#frames[base + 1] ?? 0, end: this.#frames[base + 2] ?? 0 };
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
      if (byte === 34) {
        const start = at + 1;
        let state = 0;
        let flags = 0;
        let keywordEnd = -NEAR;
        at = start;
        while (at < length) {
          const inner = bytes[at] ?? 0;
          if (inner === 34) break;
          if (inner === 92) {
            const escaped = bytes[at + 1];
            flags |= escaped === 117 || escaped === 47 || escaped === 92 ? HIDDEN : 0;
            state = 0;
            at += 2;
            continue;
          }
          state = next[state * width + (classOf[inner] ?? 0)] ?? 0;
          if (state >= firstEnd) {
            const seen = flagsOf[state] ?? 0;
            flags |= seen;
            if ((seen & NEEDS_DIGIT_AFTER) !== 0) keywordEnd = at;
            if ((seen & DIGIT) !== 0 && at - keywordEnd < NEAR) flags |= NEAR_DIGIT;
          }
          at += 1;
        }
        const end = at < length ? at : length;
        at += 1;
        if (end - start >= RUN && hasLongRun(bytes, start, end)) flags |= LONG_RUN;
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
  }
}

/** True for a run of 16 with a letter and a digit. Looks at every 16th character and goes back from there. */
function hasLongRun(bytes: Uint8Array, start: number, end: number): boolean {
  let begin = start;
  while (begin + RUN <= end) {
    let back = begin + RUN - 1;
    let seen = 0;
    while (back >= begin) {
      const kind = RUN_CLASS[bytes[back] ?? 0] ?? 0;
      if (kind === 0) break;
      seen |= kind;
      back -= 1;
    }
    if (back >= begin) {
      begin = back + 1;
      continue;
    }
    let forward = begin + RUN;
    while (forward < end) {
      const kind = RUN_CLASS[bytes[forward] ?? 0] ?? 0;
      if (kind === 0) break;
      seen |= kind;
      forward += 1;
    }
    if ((seen & 1) !== 0 && (seen & 6) !== 0) return true;
    begin = forward + 1;
  }
  return false;
}

/** The same for a decoded text. */
export function textHasLongRun(text: string): boolean {
  let begin = 0;
  const end = text.length;
  while (begin + RUN <= end) {
    let back = begin + RUN - 1;
    let seen = 0;
    while (back >= begin) {
      const kind = RUN_CLASS[text.charCodeAt(back)] ?? 0;
      if (kind === 0) break;
      seen |= kind;
      back -= 1;
    }
    if (back >= begin) {
      begin = back + 1;
      continue;
    }
    let forward = begin + RUN;
    while (forward < end) {
      const kind = RUN_CLASS[text.charCodeAt(forward)] ?? 0;
      if (kind === 0) break;
      seen |= kind;
      forward += 1;
    }
    if ((seen & 1) !== 0 && (seen & 6) !== 0) return true;
    begin = forward + 1;
  }
  return false;
}

/** True where a word with a capital, or one beyond ASCII, follows a number: how a street begins. */
export function hasNumberBeforeName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = bytes.indexOf(32, start + 1); at !== -1 && at < end; at = bytes.indexOf(32, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (!isCapital(next) && next < 195) continue;
    const before = bytes[at - 1] ?? 0;
    const number = isCapital(before) ? (bytes[at - 2] ?? 0) : before;
    if (number >= 48 && number <= 57) return true;
  }
  return false;
}

function isCapital(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

/** True where a capitalised word follows another word, as a name's second part does. */
export function hasInnerCapital(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = bytes.indexOf(32, start); at !== -1 && at < end; at = bytes.indexOf(32, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if ((next >= 65 && next <= 90) || next >= 195) return true;
  }
  // After a line end, which is an escape: a signature below a greeting.
  for (let at = bytes.indexOf(92, start); at !== -1 && at < end; at = bytes.indexOf(92, at + 2)) {
    const next = bytes[at + 2] ?? 0;
    if (bytes[at + 1] === 110 && ((next >= 65 && next <= 90) || next >= 195)) return true;
  }
  return false;
}

/** A UUID or an ISO 8601 time by its punctuation, read from the bytes: every record has several, none is looked at. */
export function isPlainIdOrTime(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 36) {
    if (
      bytes[start + 8] !== 45 ||
      bytes[start + 13] !== 45 ||
      bytes[start + 18] !== 45 ||
      bytes[start + 23] !== 45
    )
      return false;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      const hex = (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102) || byte === 45;
      if (!hex) return false;
    }
    return true;
  }
  if (
    length < 19 ||
    length > 30 ||
    bytes[start + 4] !== 45 ||
    bytes[start + 7] !== 45 ||
    bytes[start + 10] !== 84 ||
    bytes[start + 13] !== 58
  )
    return false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    const time =
      (byte >= 48 && byte <= 58) || byte === 45 || byte === 84 || byte === 90 || byte === 46 || byte === 43;
    if (!time) return false;
  }
  return true;
}
