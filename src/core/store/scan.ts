/**
 * Finding the end of a JSON value on bytes, without parsing it: brackets are counted, strings are leapt over.
 * Nothing is checked beyond that; whoever needs the value parses the slice.
 */

/** Objects and lists inside each other, the record itself counted. Loom's own records have 5. */
export const MAX_NESTING = 512;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** `[` and `{` differ from each other in this bit only, and so do `]` and `}`. */
const CASE_BIT = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;
/** Calling `indexOf` costs as much as looking at some 30 bytes here: most keys and numbers are shorter. */
const NEAR = 32;

/** Where a scan stands between two windows of bytes. */
export interface ScanState {
  /** Brackets open; 0 before the first and after the last. */
  depth: number;
  deepest: number;
  inString: boolean;
  /** The next byte follows a backslash. */
  escaped: boolean;
  /** Colons outside strings: as many as the value has keys, repeated ones counted each time. */
  colons: number;
  /** Offsets in the window of the opening quotes at depth 1 (keys and text values), when asked for. */
  readonly names: number[] | undefined;
}

export function newScan(names?: number[]): ScanState {
  return { depth: 0, deepest: 0, inString: false, escaped: false, colons: 0, names };
}

/**
 * Goes on with an object, list or string from `from`. Gives the offset after its last byte, or -1 when the bytes end
 * first: the next call then goes on with the bytes that follow. A new value's first byte must open it.
 */
export function scanValue(bytes: Uint8Array, from: number, state: ScanState): number {
  const end = bytes.length;
  const { names } = state;
  let { depth, deepest, inString, colons } = state;
  let at = from;
  if (state.escaped && at < end) {
    at += 1;
    state.escaped = false;
  }
  let result = -1;
  scanning: while (at < end) {
    if (inString) {
      const near = Math.min(end, at + NEAR);
      while (at < near) {
        const byte = bytes[at];
        at += 1;
        if (byte === QUOTE) {
          inString = false;
          break;
        }
        if (byte === BACKSLASH) at += 1;
      }
      if (inString) {
        if (at > end) {
          at = end;
          state.escaped = true;
          break;
        }
        const resumed = at;
        for (;;) {
          const quote = bytes.indexOf(QUOTE, at);
          const stop = quote === -1 ? end : quote;
          let before = stop;
          while (before > resumed && bytes[before - 1] === BACKSLASH) before -= 1;
          const odd = (stop - before) % 2 === 1;
          if (quote === -1) {
            state.escaped = odd;
            at = end;
            break scanning;
          }
          at = quote + 1;
          if (!odd) break;
        }
        inString = false;
      }
      if (depth === 0) {
        result = at;
        break;
      }
    }
    while (at < end) {
      const byte = bytes[at] ?? 0;
      at += 1;
      if (byte === QUOTE) {
        if (depth === 1 && names !== undefined) names.push(at - 1);
        inString = true;
        break;
      }
      const bracket = byte | CASE_BIT;
      if (bracket === OPEN) {
        // Only brackets: 0x5b and 0x7b, 0x5d and 0x7d are the bytes with these bits.
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (bracket === CLOSE) {
        depth -= 1;
        if (depth === 0) {
          result = at;
          break scanning;
        }
      } else if (byte === COLON) {
        colons += 1;
      }
    }
  }
  state.depth = depth;
  state.deepest = deepest;
  state.inString = inString;
  state.colons = colons;
  return result;
}
