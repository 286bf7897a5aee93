import { isPersonalAccount } from './accountNames';
import type { Finding } from './rule';

/** Beyond this many the oldest are given up: 20,000 values are 2 MB. */
const MAX_VALUES = 20_000;
const SHORTEST = 6;
const LONGEST = 512;
/** What of a text is read at once, in bytes, and how far the next value may be away at most. */
const BLOCK = 3;
const FARTHEST = SHORTEST - BLOCK + 1;
/** 256 KB of steps: 20,000 values leave 70 % of them at their widest. */
const STEP_BITS = 18;
/** Of a hash of six bytes. */
const START_BITS = 20;
const BACKSLASH = 92;
const LETTER_U = 117;

const LETTER_OR_DIGIT = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);

export interface FoundValue {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Of the firmest place it was found at, whichever came first: the order of records changes nothing. */
  finding: Omit<Finding, 'start' | 'end'>;
}

/** A value and the firmest place it was found at. */
export interface LearntValue {
  readonly text: string;
  readonly finding: Finding;
}

interface Learnt extends FoundValue {
  /** How firm that place was, in an order of its own. */
  firmest: Finding;
}

/** Values that begin alike, by their length and how they end: thousands of passwords may begin with one word. */
interface Bucket {
  readonly lengths: number[];
  readonly byEnd: Map<number, FoundValue[]>;
}

/**
 * Values found once, searched for everywhere after that (a password seen with its name in one record stands bare in
 * another). All at once, by Wu and Manber's method: three bytes tell how far the next value is away at least, which is
 * four places nearly always, so that a dictionary of thousands costs what one of ten does. A value that begins with a
 * letter or digit stands where a word begins.
 */
export class FoundValues {
  readonly #values = new Map<string, Learnt>();
  /** Of each hash of three bytes how far on a value may begin that has them among its first six. */
  readonly #steps = new Uint8Array(1 << STEP_BITS).fill(FARTHEST);
  readonly #byStart = new Map<number, Bucket>();
  /** A bit for each hash that a value begins with: most places that may begin one do not, and need no look into the map. */
  readonly #starts = new Uint8Array(1 << (START_BITS - 3));
  readonly #encoder = new TextEncoder();

  get size(): number {
    return this.#values.size;
  }

  /** Takes a value that is long and strange enough to be searched for; gives it when it is new. */
  learn(text: string, finding: Finding): FoundValue | undefined {
    const known = this.#values.get(text);
    if (known !== undefined) {
      if (isFirmer(finding, known.firmest)) {
        known.finding = sweptAs(finding);
        known.firmest = finding;
      }
      return undefined;
    }
    return isDistinct(text, finding) ? this.#take(text, finding) : undefined;
  }

  /** What was learnt, with the firmest place of each: for `adopt` of another one. */
  learnt(): readonly LearntValue[] {
    return [...this.#values.values()].map(({ text, firmest }) => ({ text, finding: firmest }));
  }

  /** Takes what another one learnt, as if it had come here. */
  adopt(values: readonly LearntValue[]): void {
    for (const { text, finding } of values)
      if (this.#values.has(text)) this.learn(text, finding);
      else this.#take(text, finding);
  }

  #take(text: string, finding: Finding): FoundValue | undefined {
    if (text.length < SHORTEST || text.length > LONGEST) return undefined;
    if (this.#values.size >= MAX_VALUES) return undefined;
    const value: Learnt = {
      text,
      bytes: this.#encoder.encode(JSON.stringify(text).slice(1, -1)),
      finding: sweptAs(finding),
      firmest: finding,
    };
    this.#values.set(text, value);
    const start = sixFrom(value.bytes, 0);
    for (let step = 0; step < FARTHEST; step += 1) {
      const block = threeFrom(value.bytes, FARTHEST - 1 - step);
      this.#steps[block] = Math.min(this.#steps[block] ?? FARTHEST, step);
    }
    this.#starts[start >> 3] = (this.#starts[start >> 3] ?? 0) | (1 << (start & 7));
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
    const steps = this.#steps;
    const last = bytes.length - SHORTEST;
    let at = 0;
    while (at <= last) {
      const step = steps[threeFrom(bytes, at + FARTHEST - 1)] ?? FARTHEST;
      if (step === 0) this.#compare(sixFrom(bytes, at), bytes, at, hits);
      at += Math.max(step, 1);
    }
    return hits;
  }

  #compare(start: number, bytes: Uint8Array, at: number, hits: { at: number; value: FoundValue }[]): void {
    if ((((this.#starts[start >> 3] ?? 0) >> (start & 7)) & 1) === 0) return;
    const bucket = this.#byStart.get(start);
    if (bucket === undefined || !mayStandAt(bytes, at)) return;
    for (const length of bucket.lengths) {
      if (at + length > bytes.length) continue;
      for (const value of bucket.byEnd.get(endOf(bytes, at, length)) ?? [])
        if (equals(bytes, at, value.bytes)) hits.push({ at, value });
    }
  }
}

function sweptAs({ category, tier, rewrite }: Finding): FoundValue['finding'] {
  return { rule: 'found-before', category, tier, rewrite, weight: 40, learn: false };
}

/** By weight, then by what else tells findings apart, so that the order of records changes nothing. */
function isFirmer(one: Finding, other: Finding): boolean {
  if (one.weight !== other.weight) return one.weight > other.weight;
  const same = one.rewrite === other.rewrite && one.rule === other.rule;
  return !same && mannerOf(one) > mannerOf(other);
}

function mannerOf({ rule, category, rewrite }: Finding): string {
  return `${rule} ${category} ${JSON.stringify(rewrite)}`;
}

/** False within an escape, and for a letter or digit within a word; the letters of an escape are no part of the word behind it. */
function mayStandAt(bytes: Uint8Array, at: number): boolean {
  if (isEscaped(bytes, at)) return false;
  // The digits of \uXXXX.
  for (let back = 1; back <= 4; back += 1)
    if (bytes[at - back] === LETTER_U && isEscaped(bytes, at - back)) return false;
  if (!isLetterOrDigit(bytes[at]) || !isLetterOrDigit(bytes[at - 1])) return true;
  return isEscaped(bytes, at - 1) || (bytes[at - 5] === LETTER_U && isEscaped(bytes, at - 5));
}

/** True behind an odd number of back-slashes; of longer runs the last thousand count, so that none costs its square. */
function isEscaped(bytes: Uint8Array, at: number): boolean {
  let start = at;
  while (bytes[start - 1] === BACKSLASH && at - start < 1000) start -= 1;
  return (at - start) % 2 === 1;
}

function isLetterOrDigit(byte: number | undefined): boolean {
  return byte !== undefined && LETTER_OR_DIGIT[byte] === 1;
}

/** A hash of three bytes. */
function threeFrom(bytes: Uint8Array, at: number): number {
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return Math.imul(three, 0x9e3779b1) >>> (32 - STEP_BITS);
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
function isDistinct(text: string, { rewrite }: Finding): boolean {
  if (rewrite.as === 'user') return isPersonalAccount(text);
  if (/^[a-z]+$|^[A-Z]?[a-z]+$|^\d{1,7}$/.test(text)) return /^[A-Z][a-z]+ /.test(text);
  return true;
}

/** Places of a value in a decoded string, where it stands as a word of its own. */
export function occurrences(text: string, value: FoundValue, found: Finding[]): void {
  for (let at = text.indexOf(value.text); at !== -1; at = text.indexOf(value.text, at + value.text.length)) {
    const end = at + value.text.length;
    if (isWordPart(text[at - 1]) && isWordPart(value.text[0])) continue;
    if (isWordPart(text[end]) && isWordPart(value.text.at(-1))) continue;
    const { rule, category, tier, rewrite, weight, learn } = value.finding;
    found.push({ start: at, end, rule, category, tier, rewrite, weight, learn });
  }
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character);
}
