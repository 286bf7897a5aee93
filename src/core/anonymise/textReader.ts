import type { Decisions, TextOrigin } from './decisions';
import { Detector } from './detector';
import type { FoundString } from './foundString';
import { findNamed } from './findNamed';
import { FoundValues, occurrences, type FoundValue, type LearntValue } from './foundValues';
import { HIDDEN, JsonScanner, LONG_RUN } from './jsonScanner';
import type { JsonText } from './jsonText';
import { KeyTable, NO_KEY, type KnownKey } from './keyTable';
import { KnownStrings, type LookedAt } from './knownStrings';
import { isTelling, NEEDS_NUMBER, SECRET_WORD, TELLING } from './prefilter';
import type { RequestedFinders } from './requested';
import type { Finding } from './rule';
import { LONGEST_NAME, Siblings, type SiblingName } from './siblings';
import { hasInnerCapital, hasNumberBeforeName, isPlainIdOrTime } from './stringChecks';

export interface TextReaderOptions {
  readonly full: boolean;
  readonly requested: RequestedFinders | undefined;
  readonly decisions: Decisions;
  readonly needsPointers: boolean;
}

/** One walk over a text. */
interface Walk {
  readonly text: JsonText;
  readonly origin: TextOrigin | undefined;
  /** Strings at these places are looked at, first to last. */
  readonly places: readonly number[];
  /** So are those that a keyword makes worth it. */
  readonly byKeyword: boolean;
  /** By where they begin. */
  readonly strings: Map<number, FoundString>;
  /** Of values that a sibling names: what it calls them, by where they begin. */
  readonly named: Map<number, SiblingName>;
  /** Values that nobody knew. */
  readonly fresh: FoundValue[];
  /** A string was looked at in which escapes hide letters. */
  hidden: boolean;
}

/** Finds what must go in JSON texts, and what it learnt from one in the others. */
export class TextReader {
  readonly detector: Detector;
  readonly scanner: JsonScanner;
  readonly #keys = new KeyTable();
  readonly #siblings: Siblings;
  readonly #values = new FoundValues();
  readonly #strings = new KnownStrings();

  constructor(private readonly options: TextReaderOptions) {
    const { words = [], names } = options.requested ?? {};
    this.detector = new Detector({ full: options.full, names, words });
    this.scanner = new JsonScanner(this.detector.keywords);
    this.#siblings = new Siblings(this.scanner, this.#keys);
  }

  /**
   * What is in a text for itself; the values in it are searched for in all texts after that. `hidden`: escapes hide letters
   * in it, so that where its values stand cannot be told from its bytes.
   */
  learn(
    text: JsonText,
    origin: TextOrigin | undefined,
  ): { readonly strings: readonly FoundString[]; readonly hidden: boolean } {
    const walk = newWalk(text, origin, [], true);
    this.#walk(walk);
    return { strings: inOrder(walk).filter(holdsAny), hidden: walk.hidden };
  }

  /** The values of all texts that `learn` was given. */
  learnt(): readonly LearntValue[] {
    return this.#values.learnt();
  }

  /** Values that another reader learnt: they are searched for here too. */
  adopt(values: readonly LearntValue[]): void {
    this.#values.adopt(values);
  }

  /** The strings in which something has to go, first to last. `clean`: `learn` found nothing in this text. */
  read(text: JsonText, origin: TextOrigin | undefined, clean: boolean): FoundString[] {
    const known = this.#values.search(text.bytes);
    if (known.length === 0 && clean) return [];
    const places = known.map(({ at }) => at);
    const walk = newWalk(text, origin, places, !clean);
    this.#walk(walk);
    const { fresh } = walk;
    const later = fresh.flatMap((value) => text.placesOf(value.text, value.bytes));
    // What was found further on may stand in strings that the first walk passed by.
    if (later.length > fresh.length) {
      later.sort((left, right) => left - right);
      this.#walk({ ...walk, places: later, byKeyword: false, fresh: [] });
    }
    const result = inOrder(walk);
    addOccurrences(result, [...known.map(({ value }) => value), ...fresh]);
    return result.filter(holdsAny);
  }

  /** The same for a text in which `learn` found these strings and nothing hidden: it is not looked through again. */
  readAgain(text: JsonText, origin: TextOrigin | undefined, strings: FoundString[]): FoundString[] {
    const known = this.#values.search(text.bytes);
    if (known.length === 0) return strings;
    let index = 0;
    const standing = strings.map(() => new Set<FoundValue>());
    for (const { at, value } of known) {
      while (index < strings.length && (strings[index]?.end ?? 0) <= at) index += 1;
      // A value of another text stands in a string in which nothing was.
      if (at < (strings[index]?.start ?? Infinity)) return this.read(text, origin, false);
      standing[index]?.add(value);
    }
    strings.forEach((string, place) => {
      for (const value of standing[place] ?? []) occurrences(string.text, value, string.found);
    });
    return strings;
  }

  #walk(walk: Walk): void {
    const { places } = walk;
    const { bytes } = walk.text;
    let place = 0;
    this.#siblings.clear();
    this.scanner.scan(bytes, {
      wants: (flags, keyFlags, start, end) => {
        while (place < places.length && (places[place] ?? 0) < start) place += 1;
        const isWorthIt = walk.byKeyword && this.#isWorthALook(bytes, flags, keyFlags, start, end);
        return isWorthIt || (place < places.length && (places[place] ?? 0) < end);
      },
      visit: (start, end, isKey) => {
        this.#visit(walk, start, end, isKey);
      },
      ends: () => {
        this.#siblings.end(bytes, walk.named);
      },
    });
    if (!walk.byKeyword || walk.named.size === 0) return;
    // What a value is called is known at the end of its object: then it is looked at with that.
    const again = {
      ...walk,
      places: [...walk.named.keys()].sort((left, right) => left - right),
      byKeyword: false,
    };
    this.#walk(again);
    walk.hidden = again.hidden;
  }

  #isWorthALook(bytes: Uint8Array, flags: number, keyFlags: number, start: number, end: number): boolean {
    const { requested } = this.options;
    const says = SECRET_WORD | TELLING | HIDDEN;
    const mayName = end - start <= LONGEST_NAME && ((flags & says) !== 0 || isTelling(flags));
    const isUnderKey =
      (keyFlags & says) !== 0 || (mayName && this.scanner.keyStartAt(this.scanner.depth) !== start);
    const key = isUnderKey ? this.#keyOf(bytes) : NO_KEY;
    if (key.role !== undefined) this.#siblings.take(key, mayName, start, end);
    const { tells } = key;
    if (
      (flags & (HIDDEN | LONG_RUN)) === 0 &&
      tells === 'nothing' &&
      requested?.everyString !== true &&
      !isTelling(flags) &&
      !((flags & NEEDS_NUMBER) !== 0 && hasNumberBeforeName(bytes, start, end)) &&
      !(requested?.names !== undefined && hasInnerCapital(bytes, start, end))
    )
      return false;
    return tells === 'secret' || !isPlainIdOrTime(bytes, start, end);
  }

  #visit(walk: Walk, start: number, end: number, isKey: boolean): void {
    const name = walk.byKeyword ? undefined : walk.named.get(start);
    if (name === undefined && walk.strings.has(start)) return;
    const { bytes } = walk.text;
    const known = this.#keyOf(bytes);
    const key = known.text;
    const look = (): LookedAt => this.#look(walk.text, start, end, key, isKey);
    const lookedAt = this.#strings.at(bytes, { start, end, isKey }, known, look);
    const { text } = lookedAt;
    walk.hidden ||= lookedAt.hidden;
    const found = [...lookedAt.found];
    this.options.requested?.findCodeAndPaths(text, key, isKey, found);
    if (name !== undefined) findNamed(text, name, this.detector.options, found);
    if (found.length === 0 && walk.places.length === 0) return;
    const level = this.scanner.depth;
    const container = level > 0 ? this.scanner.containerAt(level) : -1;
    const pointer = this.options.needsPointers ? this.#pointer(bytes) : '';
    walk.strings.set(start, { start, end, text, key: name?.text ?? key, isKey, container, pointer, found });
    for (const finding of found) {
      if (!finding.learn) continue;
      const value = text.slice(finding.start, finding.end);
      if (this.#isHarmless(finding, value, pointer, walk.origin)) continue;
      const learnt = this.#values.learn(value, finding);
      if (learnt !== undefined) walk.fresh.push(learnt);
    }
  }

  /** What the detector finds, which depends on nothing but the text and its key. */
  #look(json: JsonText, start: number, end: number, key: string, isKey: boolean): LookedAt {
    const text = json.string(start, end);
    const hidden = text.length !== end - start && hasHiddenLetters(json.bytes, start, end);
    return { text, hidden, found: this.detector.find(text, key, isKey) };
  }

  /**
   * The nearest key above a value: of an object's member, or of the array that holds it. A `value` is what its object is:
   * `{"db_password": {"value": …}}`.
   */
  #keyOf(bytes: Uint8Array): KnownKey {
    const { depth } = this.scanner;
    for (let level = depth; level > 0 && level > depth - 3; level -= 1) {
      const start = this.scanner.keyStartAt(level);
      if (start === -1) continue;
      const key = this.#keys.at(bytes, start);
      const above = key.role === 'value' && level > 1 ? this.scanner.keyStartAt(level - 1) : -1;
      const holder = above === -1 ? key : this.#keys.at(bytes, above);
      return holder.tells === 'secret' ? holder : key;
    }
    return NO_KEY;
  }

  #pointer(bytes: Uint8Array): string {
    let pointer = '';
    for (let level = 1; level <= this.scanner.depth; level += 1) {
      const start = this.scanner.keyStartAt(level);
      pointer += start === -1 ? `/${this.scanner.indexAt(level)}` : this.#keys.at(bytes, start).pointerPart;
    }
    return pointer;
  }

  /**
   * Somebody said that the value, or what its rule finds, may leave: then it is not searched for elsewhere. A place that is
   * left says nothing of the value's other places, which a review has shown as replaced.
   */
  #isHarmless(finding: Finding, value: string, pointer: string, origin: TextOrigin | undefined): boolean {
    const { decisions } = this.options;
    if (decisions.isEmpty) return false;
    const { start, rule } = finding;
    const decision = decisions.about({ origin, pointer, start, rule, value });
    return decision?.action === 'reject' && decision.target.kind !== 'place';
  }
}

function newWalk(
  text: JsonText,
  origin: TextOrigin | undefined,
  places: readonly number[],
  byKeyword: boolean,
): Walk {
  const strings = new Map<number, FoundString>();
  return { text, origin, places, byKeyword, strings, named: new Map(), fresh: [], hidden: false };
}

function holdsAny({ found }: FoundString): boolean {
  return found.length > 0;
}

/** First to last: those that a sibling names are found late. */
function inOrder({ strings }: Walk): FoundString[] {
  return [...strings.values()].sort((left, right) => left.start - right.start);
}

/** True where a letter may be written as its number, or a sign behind a back-slash that `JSON.stringify` does not write so. */
function hasHiddenLetters(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== 92) continue;
    at += 1;
    if (bytes[at] === 117 || bytes[at] === 47) return true;
  }
  return false;
}

function addOccurrences(strings: readonly FoundString[], values: readonly FoundValue[]): void {
  for (const value of new Set(values))
    for (const string of strings) occurrences(string.text, value, string.found);
}
