import type { Decisions, TextOrigin } from './decisions';
import { Detector } from './detector';
import type { FoundString } from './foundString';
import { FoundValues, occurrences, type FoundValue } from './foundValues';
import { HIDDEN, JsonScanner, LONG_RUN } from './jsonScanner';
import type { JsonText } from './jsonText';
import { KeyTable, NO_KEY, type KnownKey } from './keyTable';
import { isTelling, NEEDS_NUMBER, SECRET_WORD, TELLING } from './prefilter';
import { Remembered } from './remembered';
import type { RequestedFinders } from './requested';
import type { Finding } from './rule';
import { hasInnerCapital, hasNumberBeforeName, isPlainIdOrTime } from './stringChecks';

/** Longer texts seldom repeat. */
const LONGEST_REMEMBERED = 250;
const NOTHING: readonly Finding[] = [];

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
  readonly #values = new FoundValues();
  readonly #findings = new Remembered<readonly Finding[]>();

  constructor(private readonly options: TextReaderOptions) {
    const { words = [], names } = options.requested ?? {};
    this.detector = new Detector({ full: options.full, names, words });
    this.scanner = new JsonScanner(this.detector.keywords);
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
    return { strings: [...walk.strings.values()], hidden: walk.hidden };
  }

  /** The strings in which something has to go, first to last. `clean`: `learn` found nothing in this text. */
  read(text: JsonText, origin: TextOrigin | undefined, clean: boolean): FoundString[] {
    const known = this.#values.search(text.bytes);
    if (known.length === 0 && clean) return [];
    const places = known.map(({ at }) => at);
    const walk = newWalk(text, origin, places, !clean);
    this.#walk(walk);
    const { fresh, strings } = walk;
    const later = fresh.flatMap((value) => text.placesOf(value.text, value.bytes));
    // What was found further on may stand in strings that the first walk passed by.
    if (later.length > fresh.length) {
      later.sort((left, right) => left - right);
      this.#walk({ ...walk, places: later, byKeyword: false, fresh: [] });
    }
    const result = [...strings.values()].sort((left, right) => left.start - right.start);
    addOccurrences(result, [...known.map(({ value }) => value), ...fresh]);
    return result.filter((string) => string.found.length > 0);
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
    let place = 0;
    this.scanner.scan(walk.text.bytes, {
      wants: (flags, keyFlags, start, end) => {
        while (place < places.length && (places[place] ?? 0) < start) place += 1;
        if (place < places.length && (places[place] ?? 0) < end) return true;
        return walk.byKeyword && this.#isWorthALook(walk.text.bytes, flags, keyFlags, start, end);
      },
      visit: (start, end, isKey) => {
        this.#visit(walk, start, end, isKey);
      },
    });
  }

  #isWorthALook(bytes: Uint8Array, flags: number, keyFlags: number, start: number, end: number): boolean {
    const { requested } = this.options;
    const tells = (keyFlags & (SECRET_WORD | TELLING | HIDDEN)) === 0 ? 'nothing' : this.#keyOf(bytes).tells;
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
    if (walk.strings.has(start)) return;
    const { bytes } = walk.text;
    const text = walk.text.string(start, end);
    const key = this.#keyOf(bytes).text;
    if (text.length !== end - start) walk.hidden ||= hasHiddenLetters(bytes, start, end);
    const found = this.#find(text, key, isKey);
    this.options.requested?.findCodeAndPaths(text, key, isKey, found);
    if (found.length === 0 && walk.places.length === 0) return;
    const level = this.scanner.depth;
    const container = level > 0 ? this.scanner.containerAt(level) : -1;
    const pointer = this.options.needsPointers ? this.#pointer(bytes) : '';
    walk.strings.set(start, { start, end, text, key, isKey, container, pointer, found });
    for (const finding of found) {
      if (!finding.learn) continue;
      const value = text.slice(finding.start, finding.end);
      if (this.#isHarmless(finding, value, pointer, walk.origin)) continue;
      const learnt = this.#values.learn(value, finding);
      if (learnt !== undefined) walk.fresh.push(learnt);
    }
  }

  /** What the detector finds, which depends on nothing but the text and its key. */
  #find(text: string, key: string, isKey: boolean): Finding[] {
    if (text.length > LONGEST_REMEMBERED) return this.detector.find(text, key, isKey);
    const place = `${isKey ? '"' : ''}${key}\n${text}`;
    const known = this.#findings.get(place);
    if (known !== undefined) return known.length === 0 ? [] : [...known];
    const found = this.detector.find(text, key, isKey);
    this.#findings.set(place, found.length === 0 ? NOTHING : [...found]);
    return found;
  }

  /** The nearest key above a value: of an object's member, or of the array that holds it. */
  #keyOf(bytes: Uint8Array): KnownKey {
    const { depth } = this.scanner;
    for (let level = depth; level > 0 && level > depth - 3; level -= 1) {
      const start = this.scanner.keyStartAt(level);
      if (start !== -1) return this.#keys.at(bytes, start);
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
  return { text, origin, places, byKeyword, strings, fresh: [], hidden: false };
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
