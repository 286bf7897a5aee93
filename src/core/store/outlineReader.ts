import type { JsonObject, JsonValue } from '../json';
import type { Codecs } from '../ports';
import { EXACT_DIGITS, exactNumber } from './exactNumber';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  RETURN,
  LINE_FEED,
} from './jsonBytes';
import { KnownKeys } from './knownKeys';
import type { KnownKey } from './knownKeys';
import type { OutlineMembers, OutlinePlace } from './outlinePlaces';
import { TextSpans } from './textSpans';
import { utf8End } from './utf8End';

/** Objects and lists inside each other. Loom's own records have 5; deeper ones are left to who parses. */
const MAX_DEPTH = 64;
/** The longest of what is looked at at once: an escape. A value so near the end of the text is left to who parses. */
const AHEAD = 8;
/** Keys of an object and of those around it: more are left to who parses. */
const MOST_KEYS = 256;
const FOUR_SPACES = 0x20202020;
const SPACE = 0x20;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
/** Bytes of strings that end a run of plain characters: quotes, backslashes, control characters, all beyond ASCII. */
const STOPS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH || byte >= 0x80 ? 1 : 0,
);
/** What may follow a backslash, `u` aside (RFC 8259 section 7). */
const ESCAPES = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Reads from the bytes of a JSON object the members at a few places, and checks all of it: it takes what `JSON.parse` of
 * the whole takes, and nothing else, in less than half of the time and without the memory for what nobody asks for.
 *
 * It gives up, and says nothing, on what is rare: damage, keys that are repeated or not plain ASCII, objects nested deeper
 * than 64 levels. Who called then parses.
 */
export class OutlineReader {
  /** Of the object that was read last: its members at the places. */
  outline: JsonObject = {};
  /** It holds a number that a double does not hold exactly, or that is too large for one. */
  hasInexact = false;
  /** Where its texts lie that were asked for. */
  readonly texts = new TextSpans();

  /** Hashes of the keys of the objects that are open, each object's behind those of the one around it. */
  readonly #keys = new Int32Array(MOST_KEYS);
  readonly #textsOf: Codecs['textsOf'];
  /** The first keys of the objects that are read. */
  readonly #first = new KnownKeys();
  readonly #budget = { known: 0 };
  #bytes: Uint8Array = new Uint8Array(0);
  #textOf: (start: number, end: number) => string = () => '';
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Nothing begins behind it: so many bytes can be looked at without asking each time whether they are there. */
  #end = 0;
  #depth = 0;
  /** The value that was read last, where one was asked for. */
  #found: JsonValue = null;
  /** Of the string that was skipped last: it has escapes; it has those or characters beyond ASCII. */
  #hasEscape = false;
  #isPlain = true;

  constructor(
    private readonly members: OutlineMembers,
    { textsOf }: Pick<Codecs, 'textsOf'>,
  ) {
    this.#textsOf = textsOf;
  }

  /** Reads the object that begins at `start`; gives the offset behind it, -1 when it gives up or the bytes end first. */
  read(bytes: Uint8Array, start: number): number {
    if (this.#bytes !== bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      this.#end = bytes.length - AHEAD;
      this.#textOf = this.#textsOf(bytes);
    }
    this.#depth = 0;
    this.hasInexact = false;
    this.texts.begin(bytes, this.#textOf);
    if (bytes[start] !== OPEN_OBJECT) return -1;
    const outline = {};
    const end = this.#object(start + 1, this.members, outline, 0, this.#first);
    this.outline = outline;
    return end;
  }

  /** From behind the opening bracket. Members that are asked for go into `into`. */
  #object(
    from: number,
    members: OutlineMembers | undefined,
    into: Record<string, JsonValue> | undefined,
    firstKey: number,
    first: KnownKeys,
  ): number {
    if (++this.#depth > MAX_DEPTH) return -1;
    const bytes = this.#bytes;
    let lastKey = firstKey;
    let due = first;
    let at = from;
    for (;;) {
      let key = due.find(this.#view, at, this.#end);
      if (key === undefined) {
        const start = this.#space(at);
        if (lastKey === firstKey && bytes[start] === CLOSE_OBJECT) {
          at = start;
          break;
        }
        key = this.#newKey(at, start, members, firstKey, lastKey, due);
        if (key === undefined) return -1;
      }
      this.#keys[lastKey] = key.hash;
      lastKey += 1;
      const { place } = key;
      at = this.#value(this.#space(at + key.length), place, lastKey, key);
      if (at === -1) return -1;
      if (place !== undefined && into !== undefined) into[place.key] = this.#found;
      if (bytes[at] !== COMMA) {
        at = this.#space(at);
        if (bytes[at] !== COMMA) break;
      }
      at += 1;
      due = key.next;
    }
    if (bytes[at] !== CLOSE_OBJECT) return -1;
    this.#depth -= 1;
    return at + 1;
  }

  /** A key that did not come here before; `from`: behind the bracket or the comma, `at`: where it begins. */
  #newKey(
    from: number,
    at: number,
    members: OutlineMembers | undefined,
    firstKey: number,
    lastKey: number,
    due: KnownKeys,
  ): KnownKey | undefined {
    const bytes = this.#bytes;
    const keys = this.#keys;
    if (at >= this.#end || bytes[at] !== QUOTE) return undefined;
    const start = at + 1;
    let hash = 0;
    let end = start;
    for (; end < this.#end; end += 1) {
      const byte = bytes[end] ?? 0;
      if (STOPS[byte] === 1) break;
      hash = Math.imul(hash ^ byte, 0x9e3779b1);
    }
    if (bytes[end] !== QUOTE || lastKey === MOST_KEYS) return undefined;
    // Keys are the same, or so seldom not that it is left to who parses.
    for (let key = firstKey; key < lastKey; key += 1) if (keys[key] === hash) return undefined;
    const colon = this.#space(end + 1);
    if (bytes[colon] !== COLON) return undefined;
    const value = this.#space(colon + 1);
    if (value >= this.#end) return undefined;
    const place = members?.find(bytes, hash, start, end);
    return due.add(this.#view, { start: from, end: value }, { hash, place }, this.#budget);
  }

  #value(at: number, place: OutlinePlace | undefined, keys: number, key: KnownKey): number {
    if (at >= this.#end) return -1;
    const byte = this.#bytes[at];
    switch (byte) {
      case QUOTE: {
        const end = this.#string(at + 1);
        if (place !== undefined && end !== -1) this.#takeText(place, at + 1, end - 1);
        return end;
      }
      case OPEN_OBJECT: {
        if (place === undefined) return this.#object(at + 1, undefined, undefined, keys, key.inner);
        const into = {};
        const end = this.#object(at + 1, place.members, into, keys, key.inner);
        this.#found = into;
        return end;
      }
      case OPEN_LIST:
        return this.#list(at + 1, place, keys, key.element);
      case 0x74:
        return this.#literal(at, 'true', true);
      case 0x66:
        return this.#literal(at, 'false', false);
      case 0x6e:
        return this.#literal(at, 'null', null);
      default:
        return this.#number(at);
    }
  }

  #list(from: number, place: OutlinePlace | undefined, keys: number, key: KnownKey): number {
    if (++this.#depth > MAX_DEPTH) return -1;
    const bytes = this.#bytes;
    const list: JsonValue[] | undefined = place === undefined ? undefined : [];
    const element = place?.element;
    let at = this.#space(from);
    if (bytes[at] === CLOSE_LIST) at += 1;
    else {
      for (;;) {
        at = this.#value(at, element, keys, key);
        if (at === -1) return -1;
        if (element !== undefined) list?.push(this.#found);
        at = this.#space(at);
        if (bytes[at] !== COMMA) break;
        at = this.#space(at + 1);
      }
      if (bytes[at] !== CLOSE_LIST) return -1;
      at += 1;
    }
    this.#depth -= 1;
    if (list !== undefined) this.#found = list;
    return at;
  }

  #literal(at: number, word: string, value: JsonValue): number {
    for (let index = 1; index < word.length; index += 1)
      if (this.#bytes[at + index] !== word.charCodeAt(index)) return -1;
    this.#found = value;
    return at + word.length;
  }

  #number(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    if (bytes[at] === MINUS) at += 1;
    const whole = at;
    at = this.#digits(at);
    if (at === whole || (bytes[whole] === ZERO && at > whole + 1)) return -1;
    const point = at;
    let isExponential = false;
    if (bytes[at] === POINT) {
      at = this.#digits(at + 1);
      if (at === point + 1) return -1;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      isExponential = true;
      const sign = bytes[at + 1];
      const digits = sign === PLUS || sign === MINUS ? at + 2 : at + 1;
      at = this.#digits(digits);
      if (at === digits) return -1;
    }
    // More digits may follow in the next piece of text.
    if (at >= this.#end) return -1;
    this.#found =
      isExponential || at - whole > EXACT_DIGITS
        ? this.#anyNumber(start, at)
        : exactNumber(bytes, start, point, at);
    return at;
  }

  #anyNumber(start: number, end: number): number {
    const number = Number(this.#textOf(start, end));
    if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
      this.hasInexact = true;
    return number;
  }

  #digits(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < this.#end && isDigit(bytes[at] ?? 0)) at += 1;
    return at;
  }

  #space(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    const end = this.#end;
    while (at < end) {
      const byte = bytes[at];
      if (byte === LINE_FEED || byte === RETURN || byte === TAB) at += 1;
      else if (byte !== SPACE) return at;
      else {
        // Indentation, four at once.
        at += 1;
        while (at < end && this.#view.getInt32(at, true) === FOUR_SPACES) at += 4;
      }
    }
    return at;
  }

  /** From behind the opening quote; gives the offset behind the closing one. */
  #string(from: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const end = this.#end;
    let at = from;
    this.#hasEscape = false;
    this.#isPlain = true;
    for (;;) {
      while (at < end && !hasStop(view.getInt32(at, true))) at += 4;
      while (at < end && STOPS[bytes[at] ?? 0] === 0) at += 1;
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) return at + 1;
      if (byte < 0x20 || at >= end) return -1;
      this.#isPlain = false;
      if (byte === BACKSLASH) {
        this.#hasEscape = true;
        at = this.#escape(at + 1);
      } else at = utf8End(bytes, at);
      if (at === -1) return -1;
    }
  }

  #escape(at: number): number {
    const byte = this.#bytes[at] ?? 0;
    if (ESCAPES[byte] === 1) return at + 1;
    if (byte !== 0x75) return -1;
    for (let digit = at + 1; digit <= at + 4; digit += 1) if (!isHex(this.#bytes[digit] ?? 0)) return -1;
    return at + 5;
  }

  /** Of the string that was skipped last, between its quotes. */
  #takeText({ isWhole, text }: OutlinePlace, start: number, end: number): void {
    if (text !== -1) this.texts.add(text, start, end, this.#isPlain);
    if (!isWhole) this.#found = '';
    else if (this.#hasEscape) this.#found = String(JSON.parse(this.#textOf(start - 1, end + 1)));
    else this.#found = this.#textOf(start, end);
  }
}

/** Whether one of four bytes ends a run of plain characters. Bytes above such a one may seem to be one too. */
function hasStop(four: number): boolean {
  const quotes = four ^ 0x22222222;
  const slashes = four ^ 0x5c5c5c5c;
  const below = (four - FOUR_SPACES) | (quotes - 0x01010101) | (slashes - 0x01010101);
  return ((four | below) & 0x80808080) !== 0;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isHex(byte: number): boolean {
  const letter = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}
