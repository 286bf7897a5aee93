import type { FoundString } from './foundString';
import type { JsonText } from './jsonText';
import type { Finding, Rewrite } from './rule';

/** 32 MB of numbers: what was found in some 500 MB of memory in which every second record holds something. */
export const MOST_NUMBERS = 8_000_000;
/** Keys, pointers and what findings have besides their place: there are some hundred in a memory. */
const MOST_DISTINCT = 50_000;
const STRING_NUMBERS = 6;
const FINDING_NUMBERS = 3;

/** What a finding is wherever it stands. */
type Manner = Omit<Finding, 'start' | 'end'>;

/** Notes as they go to another thread. */
export interface PackedNotes {
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly texts: readonly string[];
  readonly manners: readonly Manner[];
}

/**
 * What was found in texts, in some 40 bytes a finding and without the texts: who has the text again need not look for it
 * again. When it is full nothing more is taken.
 */
export class Notes {
  #numbers = new Int32Array(4096);
  /** The number at 0 is nobody's, so that 0 is no place. */
  #length = 1;
  readonly #texts = new Numbered<string>((text) => text);
  readonly #manners = new Numbered<Manner>(
    ({ rule, weight, learn, category, tier, rewrite }) =>
      `${rule} ${weight} ${learn ? 1 : 0} ${category} ${tier} ${rewrite.as} ${wordOf(rewrite) ?? ''}`,
  );
  /** By rule the number of what it found last: most often it finds the same again, and a name takes long to put together. */
  readonly #lastOf = new Map<string, number>();

  /** Takes what was found in a text; gives its number, undefined when there is no room. */
  take(strings: readonly FoundString[]): number | undefined {
    const findings = strings.reduce((sum, { found }) => sum + found.length, 0);
    const room = 1 + strings.length * STRING_NUMBERS + findings * FINDING_NUMBERS;
    if (this.#length + room > MOST_NUMBERS) return undefined;
    if (this.#texts.size + this.#manners.size > MOST_DISTINCT) return undefined;
    const place = this.#length;
    this.#grow(place + room);
    this.#put(strings.length);
    for (const { start, end, key, isKey, container, pointer, found } of strings) {
      this.#put(start, isKey ? -end : end, this.#texts.numberOf(key), container);
      this.#put(this.#texts.numberOf(pointer), found.length);
      for (const finding of found) this.#put(finding.start, finding.end, this.#numberOf(finding));
    }
    return place;
  }

  packed(): PackedNotes {
    const { things: texts } = this.#texts;
    return { numbers: this.#numbers.slice(0, this.#length), texts, manners: this.#manners.things };
  }

  /** The same again, to be read. */
  static unpacked({ numbers, texts, manners }: PackedNotes): Notes {
    const notes = new Notes();
    notes.#numbers = numbers;
    notes.#length = numbers.length;
    for (const text of texts) notes.#texts.numberOf(text);
    for (const manner of manners) notes.#manners.numberOf(manner);
    return notes;
  }

  /** What was found in a text, whose number `take` gave. */
  read(place: number, text: JsonText): FoundString[] {
    let at = place;
    const next = (): number => this.#numbers[at++] ?? 0;
    const strings: FoundString[] = [];
    for (let count = next(); count > 0; count -= 1) {
      const start = next();
      const signedEnd = next();
      const end = Math.abs(signedEnd);
      const key = this.#texts.at(next());
      const container = next();
      const pointer = this.#texts.at(next());
      const found: Finding[] = [];
      for (let left = next(); left > 0; left -= 1) {
        const [from, to] = [next(), next()];
        const { rule, category, tier, rewrite, weight, learn } = this.#manners.at(next());
        found.push({ start: from, end: to, rule, category, tier, rewrite, weight, learn });
      }
      const isKey = signedEnd < 0;
      strings.push({ start, end, text: text.string(start, end), key, isKey, container, pointer, found });
    }
    return strings;
  }

  #numberOf(manner: Manner): number {
    const last = this.#lastOf.get(manner.rule);
    if (last !== undefined && isSame(this.#manners.at(last), manner)) return last;
    const number = this.#manners.numberOf(manner);
    this.#lastOf.set(manner.rule, number);
    return number;
  }

  #put(...numbers: number[]): void {
    for (const number of numbers) this.#numbers[this.#length++] = number;
  }

  #grow(needed: number): void {
    if (needed <= this.#numbers.length) return;
    const larger = new Int32Array(Math.max(needed, this.#numbers.length * 2));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

/** Of two that one rule found. */
function isSame(one: Manner, other: Manner): boolean {
  return (
    one.weight === other.weight &&
    one.learn === other.learn &&
    one.category === other.category &&
    one.tier === other.tier &&
    (one.rewrite === other.rewrite ||
      (one.rewrite.as === other.rewrite.as && wordOf(one.rewrite) === wordOf(other.rewrite)))
  );
}

/** What a rewrite says besides its kind. */
function wordOf(rewrite: Rewrite): string | undefined {
  if ('name' in rewrite) return rewrite.name;
  if ('word' in rewrite) return rewrite.word;
  if ('text' in rewrite) return rewrite.text;
  if ('ending' in rewrite) return rewrite.ending;
  return 'of' in rewrite ? rewrite.of : undefined;
}

/** Things by number, each kept once. */
class Numbered<Thing> {
  readonly things: Thing[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly nameOf: (thing: Thing) => string) {}

  get size(): number {
    return this.things.length;
  }

  numberOf(thing: Thing): number {
    const name = this.nameOf(thing);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.things.length);
    return this.things.push(thing) - 1;
  }

  at(number: number): Thing {
    const thing = this.things[number];
    if (thing === undefined) throw new RangeError(`Nothing has the number ${number}`);
    return thing;
  }
}
