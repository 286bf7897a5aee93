import type { AnonymisationLevel } from '../bundle/metadata';
import type { Codecs } from '../ports';
import { CATEGORIES, emptyCounts, type Category } from './categories';
import type { RedactionDecision } from './choices';
import { Decisions, type TextOrigin } from './decisions';
import type { Fingerprint } from './fingerprint';
import type { FoundString } from './foundString';
import type { LearntValue } from './foundValues';
import type { Hit } from './hit';
import { JsonText } from './jsonText';
import { MOST_NUMBERS, Notes, type PackedNotes } from './notes';
import { Placeholders } from './placeholders';
import { EnvironmentNames } from './replacement';
import type { RequestedFinders } from './requested';
import { rewriteString, type Rewriting } from './rewriteString';
import { spliceStrings, type Edit } from './spliceStrings';
import { TextReader } from './textReader';

export { CATEGORIES, CATEGORY_WORDS, type Category } from './categories';

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

/** What a first reading says of a text: `NOTHING_FOUND`, `NOT_NOTED`, or a number under which what it found is kept. */
export type Seen = number;
/** Nothing in it has to go for itself. */
export const NOTHING_FOUND = 0;
/** Something was found, and it has to be looked for again. */
export const NOT_NOTED = -1;

/** What an anonymiser learnt: plain data, which may come from another thread. */
export interface Learnt {
  readonly values: readonly LearntValue[];
  /** IPv4 addresses. */
  readonly addresses: readonly string[];
  readonly notes: PackedNotes;
}

/** What is known of a text before it is looked at. */
export interface Known {
  /** What `learn` of the same anonymiser said of these very bytes. */
  readonly seen?: Seen;
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
   * all records with this first makes the sweep complete. Say later what it gave: then a text is only searched for what
   * other texts taught (some hundred MB/s), and what was found in it for itself is not looked for again.
   */
  learn(bytes: Uint8Array, known?: Pick<Known, 'origin'>): Seen;
  /** What `learn` took from all texts so far. */
  learnt(): Learnt;
  /**
   * Takes what another anonymiser with the same options learnt, as if its texts had been learnt here. Gives what is to be
   * added to what that one said of a text in which it found something.
   */
  adopt(learnt: Learnt): number;
  /** Replacements so far, by category; every category is there. */
  counts(): Readonly<Record<Category, number>>;
  /** The same as `counts`. */
  report(): Readonly<Record<Category, number>>;
}

export function createAnonymiser(options: AnonymiserOptions, codecs: Pick<Codecs, 'sha256'>): Anonymiser {
  return options.level === 'none' ? untouched() : new Engine(options, codecs);
}

/** Level none: byte-equal, nothing counted. */
function untouched(): Anonymiser {
  const same = (bytes: Uint8Array): Anonymised => ({ bytes, changed: false, hits: 0 });
  return {
    record: same,
    document: same,
    learn: () => NOTHING_FOUND,
    learnt: () => ({ values: [], addresses: [], notes: new Notes().packed() }),
    adopt: () => 0,
    counts: emptyCounts,
    report: emptyCounts,
  };
}

class Engine implements Anonymiser {
  readonly #reader: TextReader;
  readonly #rewriting: Rewriting;
  /** Its own, then those that were adopted; the number of a text is `MOST_NUMBERS` higher in each. */
  readonly #notes = [new Notes()];
  readonly #counts = emptyCounts();
  #hits = 0;
  /** IPv4 addresses that a reading with `learn` found and that have no placeholder yet. */
  readonly #addresses = new Set<string>();

  constructor(
    private readonly options: AnonymiserOptions,
    codecs: Pick<Codecs, 'sha256'>,
  ) {
    const decisions = new Decisions(options.decisions ?? [], options.fingerprint);
    const reader = new TextReader({
      full: options.level === 'full',
      requested: options.requested,
      decisions,
      needsPointers: options.onHit !== undefined || decisions.namesPlaces,
    });
    this.#reader = reader;
    this.#rewriting = {
      placeholders: new Placeholders(options.salt, codecs),
      decisions,
      isFound: (text, { key, isKey }) =>
        reader.detector.find(text, key, isKey).some((finding) => finding.tier !== 'name'),
      onHit: (hit) => {
        this.#count(hit);
      },
    };
  }

  record(bytes: Uint8Array, known?: Known): Anonymised {
    return this.document(bytes, known);
  }

  document(bytes: Uint8Array, known?: Known): Anonymised {
    const text = new JsonText(bytes);
    const strings = this.#read(text, known);
    if (strings.length === 0) return { bytes, changed: false, hits: 0 };
    this.#rewriting.placeholders.reserve(this.#addresses);
    this.#addresses.clear();
    this.#hits = 0;
    const names = new EnvironmentNames();
    const edits: Edit[] = [];
    for (const string of strings) {
      const after = rewriteString(string, names, known?.origin, this.#rewriting);
      if (after !== undefined) edits.push({ ...string, text: after });
    }
    if (edits.length === 0) return { bytes, changed: false, hits: 0 };
    return { bytes: spliceStrings(text, edits, this.#reader.scanner), changed: true, hits: this.#hits };
  }

  #read(text: JsonText, { seen = NOT_NOTED, origin }: Known = {}): FoundString[] {
    if (seen <= NOTHING_FOUND) return this.#reader.read(text, origin, seen === NOTHING_FOUND);
    const notes = this.#notes[Math.floor(seen / MOST_NUMBERS)];
    if (notes === undefined) return this.#reader.read(text, origin, false);
    return this.#reader.readAgain(text, origin, notes.read(seen % MOST_NUMBERS, text));
  }

  learn(bytes: Uint8Array, known?: Pick<Known, 'origin'>): Seen {
    const { strings, hidden } = this.#reader.learn(new JsonText(bytes), known?.origin);
    if (strings.length === 0) return NOTHING_FOUND;
    for (const { text, found } of strings) {
      for (const { rewrite, start, end } of found)
        if (rewrite.as === 'ipv4') this.#addresses.add(text.slice(start, end));
    }
    return hidden ? NOT_NOTED : (this.#notes[0]?.take(strings) ?? NOT_NOTED);
  }

  learnt(): Learnt {
    const [own = new Notes()] = this.#notes;
    return { values: this.#reader.learnt(), addresses: [...this.#addresses], notes: own.packed() };
  }

  adopt({ values, addresses, notes }: Learnt): number {
    this.#reader.adopt(values);
    for (const address of addresses) this.#addresses.add(address);
    return (this.#notes.push(Notes.unpacked(notes)) - 1) * MOST_NUMBERS;
  }

  counts(): Readonly<Record<Category, number>> {
    return { ...this.#counts };
  }

  report(): Readonly<Record<Category, number>> {
    return this.counts();
  }

  #count(hit: Hit): void {
    if (hit.action !== 'reject') {
      this.#hits += 1;
      this.#counts[hit.category] += 1;
    }
    this.options.onHit?.(hit);
  }
}

/** For summaries: the categories that have a count, in order. */
export function countedCategories(counts: Readonly<Record<Category, number>>): Category[] {
  return CATEGORIES.filter((category) => counts[category] > 0);
}
