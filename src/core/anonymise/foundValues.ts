import type { Finding } from './rule';

/** Beyond this many the oldest are given up: 20,000 values are 2 MB. */
const MAX_VALUES = 20_000;
const SHORTEST = 6;
const LONGEST = 512;
/** Room for blocks of three bytes: 20,000 values leave most of them free. */
const BLOCK_BITS = 18;

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

/** Values that end alike, by their length and how they begin: thousands of mail addresses end in `.com`. */
interface Bucket {
  readonly lengths: number[];
  readonly byStart: Map<number, FoundValue[]>;
}

/**
 * Values found once, searched for everywhere after that (a password seen with its name in one record stands bare in
 * another). Wu and Manber's search on blocks of three bytes at the values' ends, where they differ most: most positions
 * are skipped, so that a dictionary of thousands costs about one look in four bytes.
 */
export class FoundValues {
  readonly #values = new Map<string, Learnt>();
  readonly #shift = new Uint8Array(1 << BLOCK_BITS).fill(SHORTEST - 2);
  readonly #buckets = new Map<number, Bucket>();
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
    const window = value.bytes.length - SHORTEST;
    for (let at = 0; at + 3 <= SHORTEST; at += 1) {
      const block = blockOf(value.bytes, window + at);
      this.#shift[block] = Math.min(this.#shift[block] ?? 0, SHORTEST - 3 - at);
    }
    const block = blockOf(value.bytes, window + SHORTEST - 3);
    this.#put(block, value);
    return value;
  }

  #put(block: number, value: FoundValue): void {
    const bucket = this.#buckets.get(block) ?? { lengths: [], byStart: new Map<number, FoundValue[]>() };
    this.#buckets.set(block, bucket);
    const { length } = value.bytes;
    if (!bucket.lengths.includes(length)) bucket.lengths.push(length);
    const start = startOf(value.bytes, 0, length);
    const values = bucket.byStart.get(start);
    if (values === undefined) bucket.byStart.set(start, [value]);
    else values.push(value);
  }

  /** Where values stand in the bytes of a JSON text, first to last; for each the value. */
  search(bytes: Uint8Array): { readonly at: number; readonly value: FoundValue }[] {
    const hits: { at: number; value: FoundValue }[] = [];
    if (this.#values.size === 0) return hits;
    const shift = this.#shift;
    const last = bytes.length - 3;
    let at = SHORTEST - 3;
    while (at <= last) {
      const block = blockOf(bytes, at);
      const skip = shift[block] ?? 1;
      if (skip > 0) {
        at += skip;
        continue;
      }
      const bucket = this.#buckets.get(block);
      for (const length of bucket?.lengths ?? []) {
        const start = at + 3 - length;
        if (start < 0) continue;
        for (const value of bucket?.byStart.get(startOf(bytes, start, length)) ?? [])
          if (equals(bytes, start, value.bytes)) hits.push({ at: start, value });
      }
      at += 1;
    }
    return hits;
  }
}

function sweptAs({ category, tier, rewrite }: Finding): FoundValue['finding'] {
  return { rule: 'found-before', category, tier, rewrite, weight: 40, learn: false };
}

/** Texts that sort as findings by weight, then by what else tells them apart. */
function rankOf({ weight, rule, category, rewrite }: Finding): string {
  return `${String(weight).padStart(3, '0')} ${rule} ${category} ${JSON.stringify(rewrite)}`;
}

function blockOf(bytes: Uint8Array, at: number): number {
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return Math.imul(three, 0x9e3779b1) >>> (32 - BLOCK_BITS);
}

/** The first three bytes and the length, which is below 4096. */
function startOf(bytes: Uint8Array, at: number, length: number): number {
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return three * 4096 + length;
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
