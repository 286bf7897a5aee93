import type { AnonymisationLevel } from '../bundle/metadata';
import { LoomError } from '../errors';
import type { Codecs } from '../ports';
import { CATEGORIES, emptyCounts, type Category } from './categories';
import type { RedactionDecision } from './choices';
import { chooseFindings } from './chooseFindings';
import { Decisions, type TextOrigin } from './decisions';
import { Detector } from './detector';
import type { Fingerprint } from './fingerprint';
import { FoundValues, occurrences, type FoundValue } from './foundValues';
import { HIDDEN, JsonScanner, LONG_RUN } from './jsonScanner';
import { unescapeJson } from './jsonString';
import { KeyTable, NO_KEY, type KnownKey } from './keyTable';
import { Placeholders } from './placeholders';
import { isTelling, NEEDS_NUMBER, SECRET_WORD, TELLING } from './prefilter';
import { EnvironmentNames, replacementFor, Surroundings } from './replacement';
import type { Finding, Tier } from './rule';
import { hasInnerCapital, hasNumberBeforeName, isPlainIdOrTime } from './stringChecks';
import { refuseReplacement } from './refuseReplacement';
import { Remembered } from './remembered';
import type { RequestedFinders } from './requested';

export { CATEGORIES, CATEGORY_WORDS, type Category } from './categories';

/** One thing that was found, and what was made of it. `value` is the thing itself: it stays in memory. */
export interface Hit {
  /** JSON pointer (RFC 6901) from the record or document; for a key, of the value it names, as it was. */
  readonly pointer: string;
  readonly inKey: boolean;
  readonly rule: string;
  readonly category: Category;
  readonly tier: Tier;
  /** UTF-16 code units in the decoded string. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** What stands there now; after `reject`, what would. A literal of code goes with its quotes. */
  readonly replacement: string;
  /** What `replacement` stands for: more than the value where a literal's quotes go too. */
  readonly replacedStart: number;
  readonly replacedEnd: number;
  /** When `replacement` refers to the environment: the placeholder that could stand in the value's place instead. */
  readonly mask: string | undefined;
  /** `accept` unless a decision says otherwise. */
  readonly action: 'accept' | 'reject' | 'edit';
  /** Bytes of the JSON text between the quotes of the string it lies in. */
  readonly stringStart: number;
  readonly stringEnd: number;
}

export interface Anonymised {
  /** UTF-8 JSON; the same object as went in when nothing changed. */
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** How many things were replaced. */
  readonly hits: number;
}

export interface AnonymiserOptions {
  readonly level: AnonymisationLevel;
  readonly decisions?: readonly RedactionDecision[] | undefined;
  /** What a person adds to the built-in detection (`loadRequested`). */
  readonly requested?: RequestedFinders | undefined;
  /** Secret of one export: equal values get equal placeholders under one salt. */
  readonly salt: Uint8Array;
  /** Needed when there are decisions about values. */
  readonly fingerprint?: Fingerprint | undefined;
  readonly onHit?: ((hit: Hit) => void) | undefined;
}

/** What is known of a text before it is looked at. */
export interface Known {
  /** `learn` found nothing in these very bytes. */
  readonly clean?: boolean;
  /** Where it comes from; without it no decision about a single place applies. */
  readonly origin?: TextOrigin | undefined;
}

export interface Anonymiser {
  /** One record: UTF-8 JSON of an object. Ids, dates, numbers, order and white space stay byte for byte. */
  record(bytes: Uint8Array, known?: Known): Anonymised;
  /** A whole JSON document, whatever its value. */
  document(bytes: Uint8Array, known?: Known): Anonymised;
  /**
   * Looks without rewriting or counting: what is found is searched for in every record after that. Going once over
   * all records with this first makes the sweep complete. False when nothing was found: say `clean` of that text later,
   * and it is only searched for what other texts taught (some hundred MB/s).
   */
  learn(bytes: Uint8Array, known?: Pick<Known, 'origin'>): boolean;
  /** Replacements so far, by category; every category is there. */
  counts(): Readonly<Record<Category, number>>;
  /** The same as `counts`. */
  report(): Readonly<Record<Category, number>>;
}

/** A string token that is looked at: its bytes without quotes, its text, where it stands. */
interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly key: string;
  readonly isKey: boolean;
  readonly container: number;
  readonly pointer: string;
  readonly found: Finding[];
}

/** Longer texts do not repeat. */
const LONGEST_REMEMBERED = 1000;
const NOTHING: readonly Finding[] = [];

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly container: number;
  readonly isKey: boolean;
}

export function createAnonymiser(options: AnonymiserOptions, codecs: Pick<Codecs, 'sha256'>): Anonymiser {
  return options.level === 'none' ? untouched() : new Engine(options, codecs);
}

/** Level none: byte-equal, nothing counted. */
function untouched(): Anonymiser {
  const same = (bytes: Uint8Array): Anonymised => ({ bytes, changed: false, hits: 0 });
  return { record: same, document: same, learn: () => false, counts: emptyCounts, report: emptyCounts };
}

class Engine implements Anonymiser {
  readonly #detector: Detector;
  readonly #scanner: JsonScanner;
  readonly #keys = new KeyTable();
  readonly #placeholders: Placeholders;
  readonly #values = new FoundValues();
  readonly #counts = emptyCounts();
  readonly #decisions: Decisions;
  readonly #everyString: boolean;
  readonly #needsPointers: boolean;
  /** IPv4 addresses that a reading with `learn` found and that have no placeholder yet. */
  readonly #addresses = new Set<string>();
  #learning = false;
  readonly #findings = new Remembered<readonly Finding[]>();
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  #decodedBytes: Uint8Array | undefined;
  #decodedText: string | undefined;

  constructor(
    private readonly options: AnonymiserOptions,
    codecs: Pick<Codecs, 'sha256'>,
  ) {
    const full = options.level === 'full';
    const { words = [], names, everyString = false } = options.requested ?? {};
    this.#everyString = everyString;
    this.#decisions = new Decisions(options.decisions ?? [], options.fingerprint);
    this.#needsPointers = options.onHit !== undefined || this.#decisions.namesPlaces;
    this.#detector = new Detector({ full, names, words });
    this.#scanner = new JsonScanner(this.#detector.keywords);
    this.#placeholders = new Placeholders(options.salt, codecs);
  }

  record(bytes: Uint8Array, known?: Known): Anonymised {
    return this.document(bytes, known);
  }

  document(bytes: Uint8Array, known?: Known): Anonymised {
    const tokens = this.#look(bytes, known?.clean !== true, known?.origin);
    if (tokens.length === 0) return { bytes, changed: false, hits: 0 };
    if (this.#addresses.size > 0) {
      this.#placeholders.reserve(this.#addresses);
      this.#addresses.clear();
    }
    const edits: Edit[] = [];
    const names = new EnvironmentNames();
    let hits = 0;
    for (const token of tokens) {
      const edit = this.#rewrite(token, names, known?.origin);
      if (edit === undefined) continue;
      edits.push(edit.edit);
      hits += edit.hits;
    }
    if (edits.length === 0) return { bytes, changed: false, hits: 0 };
    return { bytes: this.#splice(bytes, edits), changed: true, hits };
  }

  learn(bytes: Uint8Array, known?: Pick<Known, 'origin'>): boolean {
    this.#learning = true;
    const found = this.#look(bytes, true, known?.origin).length > 0;
    this.#learning = false;
    return found;
  }

  counts(): Readonly<Record<Category, number>> {
    return { ...this.#counts };
  }

  report(): Readonly<Record<Category, number>> {
    return this.counts();
  }

  /** The strings of a text in which something was found, in their order, each with its findings. */
  #look(bytes: Uint8Array, byKeyword: boolean, origin: TextOrigin | undefined): Token[] {
    this.#decodedBytes = undefined;
    // What others taught is searched for when the text is written, which is when all of it is known.
    const known = this.#learning ? [] : this.#values.search(bytes);
    if (known.length === 0 && !byKeyword) return [];
    const tokens = new Map<number, Token>();
    const fresh: FoundValue[] = [];
    this.#scan(
      bytes,
      known.map(({ at }) => at),
      byKeyword,
      tokens,
      fresh,
      origin,
    );
    if (this.#learning) return [...tokens.values()];
    const places = fresh.flatMap((value) => this.#placesOf(bytes, value)).sort((left, right) => left - right);
    // What was found further on may stand in strings that the first walk passed by.
    if (places.length > fresh.length) this.#scan(bytes, places, false, tokens, [], origin);
    const present = [...new Set([...known.map(({ value }) => value), ...fresh])];
    const result = [...tokens.values()].sort((left, right) => left.start - right.start);
    if (present.length > 0)
      for (const token of result) for (const value of present) occurrences(token.text, value, token.found);
    return result.filter((token) => token.found.length > 0);
  }

  #scan(
    bytes: Uint8Array,
    places: readonly number[],
    byKeyword: boolean,
    tokens: Map<number, Token>,
    fresh: FoundValue[],
    origin: TextOrigin | undefined,
  ): void {
    const scanner = this.#scanner;
    let place = 0;
    scanner.scan(bytes, {
      wants: (flags, keyFlags, start, end) => {
        while (place < places.length && (places[place] ?? 0) < start) place += 1;
        if (place < places.length && (places[place] ?? 0) < end) return true;
        if (!byKeyword) return false;
        const tells =
          (keyFlags & (SECRET_WORD | TELLING | HIDDEN)) === 0 ? 'nothing' : this.#keyOf(bytes).tells;
        const telling = (flags & (HIDDEN | LONG_RUN)) !== 0 || tells !== 'nothing';
        if (
          !telling &&
          !this.#everyString &&
          !isTelling(flags) &&
          !((flags & NEEDS_NUMBER) !== 0 && hasNumberBeforeName(bytes, start, end)) &&
          !(this.options.requested?.names !== undefined && hasInnerCapital(bytes, start, end))
        )
          return false;
        return tells === 'secret' || !isPlainIdOrTime(bytes, start, end);
      },
      visit: (start, end, isKey) => {
        if (tokens.has(start)) return;
        const text = this.#decode(bytes, start, end);
        const key = this.#keyOf(bytes).text;
        const found = this.#find(text, key, isKey);
        this.options.requested?.findCodeAndPaths(text, key, isKey, found);
        if (found.length === 0 && places.length === 0) return;
        const level = scanner.depth;
        const pointer = this.#needsPointers ? this.#pointer(bytes) : '';
        tokens.set(start, {
          start,
          end,
          text,
          key,
          isKey,
          container: level > 0 ? scanner.containerAt(level) : -1,
          pointer,
          found,
        });
        for (const finding of found) {
          if (this.#learning && finding.rewrite.as === 'ipv4')
            this.#addresses.add(text.slice(finding.start, finding.end));
          if (!finding.learn) continue;
          const value = text.slice(finding.start, finding.end);
          if (this.#isHarmless(finding, value, pointer, origin)) continue;
          const learnt = this.#values.learn(value, finding);
          if (learnt !== undefined) fresh.push(learnt);
        }
      },
    });
  }

  /** What the detector finds, which depends on nothing but the text and its key. */
  #find(text: string, key: string, isKey: boolean): Finding[] {
    if (text.length > LONGEST_REMEMBERED) return this.#detector.find(text, key, isKey);
    const place = `${isKey ? '"' : ''}${key}\n${text}`;
    const known = this.#findings.get(place);
    if (known !== undefined) return known.length === 0 ? [] : [...known];
    const found = this.#detector.find(text, key, isKey);
    this.#findings.set(place, found.length === 0 ? NOTHING : [...found]);
    return found;
  }

  /** The nearest key above a value: of an object's member, or of the array that holds it. */
  #keyOf(bytes: Uint8Array): KnownKey {
    const { depth } = this.#scanner;
    for (let level = depth; level > 0 && level > depth - 3; level -= 1) {
      const start = this.#scanner.keyStartAt(level);
      if (start !== -1) return this.#keys.at(bytes, start);
    }
    return NO_KEY;
  }

  #pointer(bytes: Uint8Array): string {
    let pointer = '';
    for (let level = 1; level <= this.#scanner.depth; level += 1) {
      const start = this.#scanner.keyStartAt(level);
      const part = start === -1 ? String(this.#scanner.indexAt(level)) : this.#keys.at(bytes, start).text;
      pointer += `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    }
    return pointer;
  }

  /** One decoding serves every string of an ASCII text: characters are where the bytes are. */
  #asciiText(bytes: Uint8Array): string | undefined {
    if (this.#decodedBytes !== bytes) {
      const text = this.#decoder.decode(bytes);
      this.#decodedBytes = bytes;
      this.#decodedText = text.length === bytes.length ? text : undefined;
    }
    return this.#decodedText;
  }

  #decode(bytes: Uint8Array, start: number, end: number): string {
    const whole = this.#asciiText(bytes);
    const raw =
      whole === undefined ? this.#decoder.decode(bytes.subarray(start, end)) : whole.slice(start, end);
    return raw.includes('\\') ? unescapeJson(raw) : raw;
  }

  /**
   * Somebody said that the value, or what its rule finds, may leave: then it is not searched for elsewhere. A place that is
   * left says nothing of the value's other places, which a review has shown as replaced.
   */
  #isHarmless(finding: Finding, value: string, pointer: string, origin: TextOrigin | undefined): boolean {
    if (this.#decisions.isEmpty) return false;
    const { start, rule } = finding;
    const decision = this.#decisions.about({ origin, pointer, start, rule, value });
    return decision?.action === 'reject' && decision.target.kind !== 'place';
  }

  #rewrite(
    token: Token,
    names: EnvironmentNames,
    origin: TextOrigin | undefined,
  ): { readonly edit: Edit; readonly hits: number } | undefined {
    const chosen = chooseFindings(token.found, token.text.length);
    const where = new Surroundings(token.text, token.key, token.isKey, names);
    let text = '';
    let at = 0;
    let hits = 0;
    for (const finding of chosen) {
      const replacement = replacementFor(finding, where, this.#placeholders);
      if (replacement.start < at || token.text.slice(replacement.start, replacement.end) === replacement.text)
        continue;
      const value = token.text.slice(finding.start, finding.end);
      const decision = this.#decisions.about({ ...finding, origin, pointer: token.pointer, value });
      const action = decision?.action ?? 'accept';
      const written = action === 'edit' ? (decision?.replacement ?? '') : replacement.text;
      if (action === 'edit') this.#checkReplacement(written, value, token, origin);
      if (action !== 'reject') {
        text += token.text.slice(at, replacement.start) + written;
        at = replacement.end;
        hits += 1;
        this.#counts[finding.category] += 1;
      }
      this.options.onHit?.({
        pointer: token.pointer,
        inKey: token.isKey,
        rule: finding.rule,
        category: finding.category,
        tier: finding.tier,
        start: finding.start,
        end: finding.end,
        value,
        replacement: written,
        replacedStart: replacement.start,
        replacedEnd: replacement.end,
        mask: replacement.mask,
        action,
        stringStart: token.start,
        stringEnd: token.end,
      });
    }
    if (hits === 0) return undefined;
    text += token.text.slice(at);
    return {
      edit: { start: token.start, end: token.end, text, container: token.container, isKey: token.isKey },
      hits,
    };
  }

  /** A text that a person gives must hold for good: throws `decision-invalid` for one that is found again. */
  #checkReplacement(written: string, value: string, token: Token, origin: TextOrigin | undefined): void {
    const reason = refuseReplacement(written, value, (text) =>
      this.#detector.find(text, token.key, token.isKey).some((finding) => finding.tier !== 'name'),
    );
    if (reason === undefined) return;
    const place = origin === undefined ? token.pointer : `${origin.agent} ${origin.id} ${token.pointer}`;
    throw new LoomError('decision-invalid', { place, reason });
  }

  #splice(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
    const distinct = edits.some((edit) => edit.isKey) ? this.#distinctKeys(bytes, edits) : edits;
    const pieces: Uint8Array[] = [];
    let at = 0;
    let length = 0;
    const push = (piece: Uint8Array): void => {
      pieces.push(piece);
      length += piece.length;
    };
    for (const edit of distinct) {
      push(bytes.subarray(at, edit.start));
      push(this.#encoder.encode(JSON.stringify(edit.text).slice(1, -1)));
      at = edit.end;
    }
    push(bytes.subarray(at));
    const result = new Uint8Array(length);
    let offset = 0;
    for (const piece of pieces) {
      result.set(piece, offset);
      offset += piece.length;
    }
    return result;
  }

  #placesOf(bytes: Uint8Array, value: FoundValue): number[] {
    const whole = this.#asciiText(bytes);
    const places: number[] = [];
    if (whole !== undefined) {
      const escaped = JSON.stringify(value.text).slice(1, -1);
      for (let at = whole.indexOf(escaped); at !== -1; at = whole.indexOf(escaped, at + 1)) places.push(at);
      return places;
    }
    const wanted = value.bytes;
    const first = wanted[0] ?? 0;
    for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
      let index = 1;
      while (index < wanted.length && bytes[at + index] === wanted[index]) index += 1;
      if (index === wanted.length) places.push(at);
    }
    return places;
  }

  /** Two keys of one object that would become equal get `-2`, `-3`; a key that was there keeps its name. */
  #distinctKeys(bytes: Uint8Array, edits: readonly Edit[]): Edit[] {
    const containers = new Set(edits.filter((edit) => edit.isKey).map((edit) => edit.container));
    const edited = new Set(edits.map((edit) => edit.start));
    const taken = new Map<number, Set<string>>();
    for (const container of containers) taken.set(container, new Set());
    this.#scanner.scan(bytes, {
      wants: () =>
        containers.has(this.#scanner.depth > 0 ? this.#scanner.containerAt(this.#scanner.depth) : -1),
      visit: (start, end, isKey) => {
        if (!isKey || edited.has(start)) return;
        taken.get(this.#scanner.containerAt(this.#scanner.depth))?.add(this.#decode(bytes, start, end));
      },
    });
    return edits.map((edit) => {
      const keys = edit.isKey ? taken.get(edit.container) : undefined;
      if (keys === undefined) return edit;
      let text = edit.text;
      for (let number = 2; keys.has(text); number += 1) text = `${edit.text}-${number}`;
      keys.add(text);
      return { ...edit, text };
    });
  }
}

/** For summaries: the categories that have a count, in order. */
export function countedCategories(counts: Readonly<Record<Category, number>>): Category[] {
  return CATEGORIES.filter((category) => counts[category] > 0);
}
