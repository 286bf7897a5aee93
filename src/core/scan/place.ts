import type { Hit } from '../anonymise/hit';
import type { Position } from '../store/position';
import type { PlaceRange } from './finding';

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

/** Where a hit lies and what its replacement stands for. */
export interface HitPlaces {
  readonly range: PlaceRange;
  readonly replaced: PlaceRange;
}

/**
 * The places of hits in JSON text, given in its order, in one walk. `place`: of byte `from`. A literal's quotes lie around
 * its value, and hits of one string follow each other.
 */
export function placesOf(
  bytes: Uint8Array,
  from: number,
  place: Position,
  hits: readonly Pick<Hit, 'start' | 'end' | 'replacedStart' | 'replacedEnd' | 'stringStart' | 'stringEnd'>[],
): HitPlaces[] {
  const cursor = new PlaceCursor();
  cursor.place = place;
  let at = from;
  let string = new StringCursor(bytes, 0, 0);
  return hits.map((hit) => {
    if (string.start !== hit.stringStart) string = new StringCursor(bytes, hit.stringStart, hit.stringEnd);
    const placeOf = (unit: number): Position => {
      const target = string.byteOf(unit);
      cursor.advance(bytes, at, target);
      at = Math.max(at, target);
      return cursor.place;
    };
    const start = placeOf(hit.replacedStart);
    const range = { start: placeOf(hit.start), end: placeOf(hit.end) };
    return { range, replaced: { start, end: placeOf(hit.replacedEnd) } };
  });
}

/**
 * Goes through a JSON string by its code units. An escape is one whatever its length; a character of four bytes is two,
 * and the second begins where the first does.
 */
class StringCursor {
  #at: number;
  #unit = 0;

  /** `start` and `end`: the bytes between its quotes. */
  constructor(
    private readonly bytes: Uint8Array,
    readonly start: number,
    private readonly end: number,
  ) {
    this.#at = start;
  }

  /** The byte at which a code unit begins; one that is not before the last. */
  byteOf(unit: number): number {
    while (this.#unit < unit && this.#at < this.end) {
      const byte = this.bytes[this.#at] ?? 0;
      const length = byte === BACKSLASH ? (this.bytes[this.#at + 1] === LETTER_U ? 6 : 2) : utf8Length(byte);
      if (length === 4 && this.#unit + 1 === unit) break;
      this.#unit += length === 4 ? 2 : 1;
      this.#at += length;
    }
    return Math.min(this.#at, this.end);
  }
}

function utf8Length(first: number): number {
  if (first < 0xc0) return 1;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}
