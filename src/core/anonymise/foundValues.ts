import type { Finding } from './rule';

/** Beyond this many the oldest are given up: 20,000 values are 2 MB. */
const MAX_VALUES = 20_000;
const SHORTEST = 6;
const LONGEST = 512;
/** Room for beginnings: 20,000 values leave 98 % of it free. */
const START_BITS = 20;

/** 1 letter or digit, 2 back-slash, 0 what else there is. */
const BYTE_CLASS = (() => {
  const table = new Uint8Array(256);
  for (let code = 48; code < 123; code += 1)
    if (code < 58 || code > 96 || (code > 64 && code < 91)) table[code] = 1;
  table[92] = 2;
  return table;
})();

export interface FoundValue {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Of the firmest place it was found at, whichever came first: the order of records changes nothing. */
  finding: Omit<Finding, 'start' | 'end'>;
}

interface Learnt extends FoundValue {
  /** How firm that place was, in an order of its own. */
  rank: string;
}

/** Values that begin alike, by their length and how they end: thousands of passwords may begin with one word. */
interface Bucket {
  readonly lengths: number[];
  readonly byEnd: Map<number, FoundValue[]>;
}

/**
 * Values found once, searched for everywhere after that (a password seen with its name in one record stands bare in
 * another). A value that begins with a letter or digit stands where a word begins: only there, and at signs that a value
 * begins with, the next six bytes are looked up, so that a dictionary of thousands costs what one of ten does.
 */
export class FoundValues {
  readonly #values = new Map<string, Learnt>();
  /** Of each byte whether a value begins with it. */
  readonly #first = new Uint8Array(256);
  /** One bit for each hash of a beginning. */
  readonly #starts = new Uint8Array(1 << (START_BITS - 3));
  readonly #byStart = new Map<number, Bucket>();
  readonly #encoder = new TextEncoder();

  get size(): number {
    return this.#values.size;
  }

  /** Takes a value that is long and strange enough to be searched for; gives it when it is new. */
  learn(text: string, finding: Finding): FoundValue | undefined {
    const known = this.#values.get(text);
    const rank = rankOf(finding);
    if (known !== undefined) {
      if (rank > known.rank) {
        known.finding = sweptAs(finding);
        known.rank = rank;
      }
      return undefined;
    }
    if (text.length < SHORTEST || text.length > LONGEST) return undefined;
    if (this.#values.size >= MAX_VALUES || !isDistinct(text)) return undefined;
    const value: Learnt = {
      text,
      bytes: this.#encoder.encode(JSON.stringify(text).slice(1, -1)),
      finding: sweptAs(finding),
      rank,
    };
    this.#values.set(text, value);
    const start = sixFrom(value.bytes, 0);
    this.#first[value.bytes[0] ?? 0] = 1;
    this.#starts[start >>> 3] = (this.#starts[start >>> 3] ?? 0) | (1 << (start & 7));
    const bucket = this.#byStart.get(start) ?? { lengths: [], byEnd: new Map<number, FoundValue[]>() };
    this.#byStart.set(start, bucket);
    const { length } = value.bytes;
    if (!bucket.lengths.includes(length)) bucket.lengths.push(length);
    const end = endOf(value.bytes, 0, length);
    const alike = bucket.byEnd.get(end);
    if (alike === undefined) bucket.byEnd.set(end, [value]);
    else alike.push(value);
    return value;
  }

  /** Where values stand in the bytes of a JSON text, first to last; for each the value. */
  search(bytes: Uint8Array): { readonly at: number; readonly value: FoundValue }[] {
    const hits: { at: number; value: FoundValue }[] = [];
    if (this.#values.size === 0) return hits;
    const first = this.#first;
    const starts = this.#starts;
    const last = bytes.length - SHORTEST;
    let inWord = false;
    for (let at = 0; at <= last; at += 1) {
      const byte = bytes[at] ?? 0;
      const kind = BYTE_CLASS[byte] ?? 0;
      if (kind === 1 && inWord) continue;
      inWord = kind === 1;
      if (first[byte] === 1) {
        const start = sixFrom(bytes, at);
        if (((starts[start >>> 3] ?? 0) & (1 << (start & 7))) !== 0) this.#take(start, bytes, at, hits);
      }
      // The letters of an escape are no part of the word behind it.
      if (kind === 2) at += bytes[at + 1] === 117 ? 5 : 1;
    }
    return hits;
  }

  #take(start: number, bytes: Uint8Array, at: number, hits: { at: number; value: FoundValue }[]): void {
    const bucket = this.#byStart.get(start);
    for (const length of bucket?.lengths ?? []) {
      if (at + length > bytes.length) continue;
      for (const value of bucket?.byEnd.get(endOf(bytes, at, length)) ?? [])
        if (equals(bytes, at, value.bytes)) hits.push({ at, value });
    }
  }
}

function sweptAs({ category, tier, rewrite }: Finding): FoundValue['finding'] {
  return { rule: 'found-before', category, tier, rewrite, weight: 40, learn: false };
}

/** Texts that sort as findings by weight, then by what else tells them apart. */
function rankOf({ weight, rule, category, rewrite }: Finding): string {
  return `${String(weight).padStart(3, '0')} ${rule} ${category} ${JSON.stringify(rewrite)}`;
}

/** A hash of six bytes, which every value has. */
function sixFrom(bytes: Uint8Array, at: number): number {
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  const next = ((bytes[at + 3] ?? 0) << 16) | ((bytes[at + 4] ?? 0) << 8) | (bytes[at + 5] ?? 0);
  return Math.imul(Math.imul(three, 0x9e3779b1) ^ next, 0x85ebca6b) >>> (32 - START_BITS);
}

/** How a value of a length that begins at a place ends, and that length, which is below 4096. */
function endOf(bytes: Uint8Array, at: number, length: number): number {
  return sixFrom(bytes, at + length - SHORTEST) * 4096 + length;
}

function equals(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index += 1)
    if (bytes[start + index] !== wanted[index]) return false;
  return true;
}

/** A word of everyday language or a plain number found as a password is not searched for: it would blank every page. */
function isDistinct(text: string): boolean {
  if (/^[a-z]+$|^[A-Z]?[a-z]+$|^\d{1,7}$/.test(text)) return /^[A-Z][a-z]+ /.test(text);
  return true;
}

/** Places of a value in a decoded string, where it stands as a word of its own. */
export function occurrences(text: string, value: FoundValue, found: Finding[]): void {
  for (let at = text.indexOf(value.text); at !== -1; at = text.indexOf(value.text, at + value.text.length)) {
    const end = at + value.text.length;
    if (isWordPart(text[at - 1]) && isWordPart(value.text[0])) continue;
    if (isWordPart(text[end]) && isWordPart(value.text.at(-1))) continue;
    found.push({ ...value.finding, start: at, end });
  }
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character);
}
