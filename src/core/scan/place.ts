import type { Position } from '../store/position';

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const LINE_FEED = 0x0a;

/** Goes through UTF-8 text once and knows line and column of where it stands. */
export class PlaceCursor {
  #line = 1;
  #column = 1;

  get place(): Position {
    return { line: this.#line, column: this.#column };
  }

  set place({ line, column }: Position) {
    this.#line = line;
    this.#column = column;
  }

  /** Passes over `bytes` from `from` to `to`. A column is a UTF-16 code unit, as in editors. */
  advance(bytes: Uint8Array, from: number, to: number): void {
    let line = this.#line;
    let column = this.#column;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === LINE_FEED) {
        line += 1;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) {
        // Four bytes are two code units; bytes that continue a character are none.
        column += byte >= 0xf0 ? 2 : 1;
      }
    }
    this.#line = line;
    this.#column = column;
  }
}

/**
 * The byte at which code unit `units` of a JSON string begins. `start` and `end`: the bytes between its quotes. An escape
 * is one code unit whatever its length; a character of four bytes is two, and the second begins where the first does.
 */
export function byteOfUnit(bytes: Uint8Array, start: number, end: number, units: number): number {
  let at = start;
  let left = units;
  while (left > 0 && at < end) {
    const byte = bytes[at] ?? 0;
    const length = byte === BACKSLASH ? (bytes[at + 1] === LETTER_U ? 6 : 2) : utf8Length(byte);
    if (length === 4) {
      if (left === 1) return at;
      left -= 1;
    }
    left -= 1;
    at += length;
  }
  return Math.min(at, end);
}

function utf8Length(first: number): number {
  if (first < 0xc0) return 1;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}
