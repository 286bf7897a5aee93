import type { OutlinePlace } from './outlinePlaces';

/** How many keys are tried where one is due: a record's shapes differ in few places. */
const MOST_CHOICES = 4;
/** More are not remembered: keys that are names of things would fill the memory. */
const MOST_KNOWN = 4096;
const WORD = 4;

/**
 * A key as it was met before: the bytes from what stands before it (a bracket or a comma) to its value, white space included.
 * Records of a list are written by one program and nearly all say the same keys in the same order, so that what comes next is
 * compared with what came last time, four bytes at once, instead of being read byte by byte.
 *
 * What follows a key hangs from it: the way from an object's beginning to a key is always the one on which it was met first.
 */
export class KnownKey {
  /** The keys that came next in the same object. */
  readonly next = new KnownKeys();
  /** The first keys of the object that was its value. */
  readonly inner = new KnownKeys();
  /** Stands for the elements of the list that was its value. */
  #element: KnownKey | undefined;

  constructor(
    readonly words: Int32Array,
    readonly length: number,
    /** Of the key's own bytes. */
    readonly hash: number,
    readonly place: OutlinePlace | undefined,
  ) {}

  get element(): KnownKey {
    this.#element ??= new KnownKey(NO_WORDS, 0, 0, undefined);
    return this.#element;
  }
}

const NO_WORDS = new Int32Array(0);

/** The keys that may come at one place. */
export class KnownKeys {
  #choices: KnownKey[] | undefined;

  /** The one whose bytes lie at `at`. `view` reaches at least to its end, or to `end`. */
  find(view: DataView, at: number, end: number): KnownKey | undefined {
    const choices = this.#choices;
    if (choices === undefined) return undefined;
    for (const choice of choices) if (at + choice.length <= end && matches(view, at, choice)) return choice;
    return undefined;
  }

  /** Remembers a key, if there is room. `budget` counts what one reader remembers. */
  add(
    view: DataView,
    { start, end }: { readonly start: number; readonly end: number },
    key: { readonly hash: number; readonly place: OutlinePlace | undefined },
    budget: { known: number },
  ): KnownKey {
    const length = end - start;
    const choices = (this.#choices ??= []);
    const isKept = length >= WORD && choices.length < MOST_CHOICES && budget.known < MOST_KNOWN;
    const known = new KnownKey(isKept ? wordsOf(view, start, end) : NO_WORDS, length, key.hash, key.place);
    if (isKept) {
      budget.known += 1;
      choices.push(known);
    }
    return known;
  }
}

/** The last word overlaps the one before it where the length is no multiple of four. */
function wordsOf(view: DataView, start: number, end: number): Int32Array {
  const words = new Int32Array(Math.ceil((end - start) / WORD));
  for (let index = 0; index < words.length; index += 1)
    words[index] = view.getInt32(Math.min(start + WORD * index, end - WORD), true);
  return words;
}

function matches(view: DataView, at: number, { words, length }: KnownKey): boolean {
  const last = words.length - 1;
  if (view.getInt32(at + length - WORD, true) !== words[last]) return false;
  for (let index = 0; index < last; index += 1)
    if (view.getInt32(at + WORD * index, true) !== words[index]) return false;
  return true;
}
