import { applyRule } from './applyRule';
import { findArmour, isPlainArmour } from './armour';
import { findAssignments } from './assignments';
import { findBareSecrets } from './bareSecrets';
import { findByKey } from './byKey';
import { encodedTexts, withoutPercents } from './encoded';
import { withoutEscapedQuotes, withoutInvisible, withoutWraps, withPlainSpaces } from './hidden';
import { meaningOfKey } from './jsonKeys';
import type { KeywordAutomaton } from './keywordAutomaton';
import { KeywordSearch, type Told } from './keywordSearch';
import { hasBeside, keywordsOf, NEEDS_NUMBER } from './prefilter';
import { isDate, isUuid } from './randomness';
import type { Finding, Rule } from './rule';
import { RULES } from './ruleTable';
import { FOREIGN_SECRET_WORDS } from './secretNames';
import { findPairedCells } from './pairedCells';
import { findInTables } from './tables';
import { findUnderKey } from './underKey';
import { findUrls } from './urls';
import type { RequestedFinders } from './requested';
import type { WordFinder } from './words';

const NUMBER_BEFORE_NAME = /\d[A-Z]? [A-Z\xc0-\uffff]/;
/** Under such a key a random run is nobody's secret. */
const PUBLIC_KEY_NAME =
  /public|pubkey|finger|digest|checksum|integrity|etag|certificate|\bcert\b|hash|nonce/i;
/** Of all rules and of those without context, with names and without, but without listed words: they are the same for all texts. */
const known = new Map<string, KeywordAutomaton>();

/** Weight of findings that are believed in a text as it is behind percent signs: names of secrets and firmer. */
const STRONG = 74;

export interface DetectorOptions {
  readonly full: boolean;
  readonly names: RequestedFinders['names'];
  readonly words: readonly WordFinder[];
}

/** Finds what must go in one decoded string. Holds no text. */
export class Detector {
  readonly keywords: KeywordAutomaton;
  readonly #rules: readonly Rule[];
  readonly #search: KeywordSearch;
  readonly #onLongRun: readonly Rule[];

  constructor(readonly options: DetectorOptions) {
    const always = RULES.filter((rule) => options.full || rule.tier !== 'context');
    this.#rules = options.names === undefined ? always : [...always, ...options.names.rules];
    this.keywords = this.#keywords();
    const needsDigitAfter = this.#rules.map(
      ({ beside }) => beside === 'digit-after' || beside === 'digits-after',
    );
    this.#search = new KeywordSearch(this.keywords, needsDigitAfter);
    this.#onLongRun = this.#rules.filter((rule) => rule.onLongRun === true && rule.keywords.length === 0);
  }

  #keywords(): KeywordAutomaton {
    const { full, names, words } = this.options;
    if (words.length > 0) return keywordsOf(this.#rules, words);
    const which = `${full} ${names === undefined}`;
    const built = known.get(which) ?? keywordsOf(this.#rules, []);
    known.set(which, built);
    return built;
  }

  /** Every finding in a string that stands under `key`; they may overlap. */
  find(written: string, key: string, isKey = false, depth = 0): Finding[] {
    if (written.length < 2) return [];
    let told = this.#search.search(written);
    let text = written;
    if (!told.isAscii) {
      const clean = depth === 0 ? withoutInvisible(written) : undefined;
      if (clean !== undefined)
        return this.find(clean.text, key, isKey, 1).map((finding) => moved(finding, clean.offsets));
      text = withPlainSpaces(written);
      if (text !== written) told = this.#search.search(text);
    }
    const found: Finding[] = [];
    const meaning = isKey ? meaningOfKey('') : meaningOfKey(key);
    if ((isUuid(text) || isDate(text)) && meaning.secret === undefined) {
      if (!isKey) findUnderKey(text, key, this.options.full, found);
      return found;
    }
    const unescaped = depth < 2 ? withoutEscapedQuotes(text) : undefined;
    if (unescaped !== undefined)
      for (const finding of this.find(unescaped.text, '', isKey, 2))
        found.push(moved(finding, unescaped.offsets));
    this.#find(text, key, found, meaning.stays !== undefined, told);
    if (depth < 2 && (told.longRun || text.includes('\r'))) this.#wrapped(text, key, isKey, found, depth);
    if (depth < 2 && text.includes('%')) this.#percents(text, isKey, found);
    if (meaning.stays !== undefined) {
      // An id or a type is read by programs: only what says itself that it is secret or personal goes.
      const sure = found.filter(
        (finding) => finding.weight >= 90 || (finding.category === 'emails' && meaning.stays === 'id'),
      );
      if (!isKey) findUnderKey(text, key, this.options.full, sure);
      return sure;
    }
    if (!isKey) {
      findByKey(text, key, meaning, this.options, found);
      findUnderKey(text, key, this.options.full, found);
    }
    return found;
  }

  #find(text: string, key: string, found: Finding[], strict: boolean, told: Told): void {
    const { rules, flags, ends, isAscii, longRun } = told;
    if (longRun && !strict && !PUBLIC_KEY_NAME.test(key)) findBareSecrets(text, found);
    const hasNumber = (flags & NEEDS_NUMBER) !== 0 && NUMBER_BEFORE_NAME.test(text);
    for (const index of rules) {
      const rule = this.#rules[index];
      if (rule === undefined || (rule.onLongRun === true && !longRun)) continue;
      if (rule.beside !== undefined && !hasBeside(rule.beside, flags)) continue;
      if (rule.beside === 'number-before-name' && !hasNumber) continue;
      applyRule(rule, text, found);
    }
    if (longRun) for (const rule of this.#onLongRun) applyRule(rule, text, found);
    if (text.includes('-----BEGIN') || text.includes('Private-Lines')) findArmour(text, found);
    if (text.includes('://') || text.includes(':\\/')) this.#urls(text, found);
    if (!isAscii) {
      for (const match of text.matchAll(FOREIGN_SECRET_WORDS)) ends.push(match.index + match[0].length);
      ends.sort((left, right) => left - right);
    }
    if (ends.length > 0 && !strict) {
      findAssignments(text, ends, found);
      findInTables(text, ends, found);
      findPairedCells(text, ends, found);
    }
    for (const finder of this.options.words) finder.find(text, found);
    const { names } = this.options;
    if (names !== undefined && /\p{Lu}/u.test(text)) names.inText(text, found);
  }

  #urls(text: string, found: Finding[]): void {
    const urls: Finding[] = [];
    findUrls(text, urls);
    for (const finding of urls) if (this.options.full || finding.tier !== 'context') found.push(finding);
  }

  /** Base64 and hex of something that would be found, one level deep; tokens broken over lines. */
  #wrapped(text: string, key: string, isKey: boolean, found: Finding[], depth: number): void {
    // Its lines joined, a private key is no other.
    const keys = found.filter(
      ({ rule, start, end }) => rule === 'private-key' && isPlainArmour(text.slice(start, end)),
    );
    const wraps = withoutWraps(text, keys);
    if (wraps !== undefined) {
      for (const finding of this.find(wraps.text, key, isKey, 2)) {
        const range = moved(finding, wraps.offsets);
        if (finding.weight >= 90 && range.end - range.start !== finding.end - finding.start)
          found.push(range);
      }
    }
    if (depth > 1 || text.length < 20) return;
    for (const { as, start, end, text: inner } of encodedTexts(text)) {
      const hidden = this.find(inner, '', false, 2);
      const first = hidden.find(({ tier }) => tier === 'secret' || tier === 'personal');
      if (first === undefined) continue;
      const rewrite = { as: 'secret', name: 'ENCODED_SECRET' } as const;
      found.push({ ...first, rule: `${as}-${first.rule}`, start, end, rewrite, weight: 91, learn: true });
    }
  }

  /** Secrets behind percent signs, one level deep: where they stand as they are, they are found anyway. */
  #percents(text: string, isKey: boolean, found: Finding[]): void {
    const plain = withoutPercents(text);
    if (plain === undefined) return;
    const { offsets } = plain;
    for (const finding of this.find(plain.text, '', isKey, 2)) {
      if (finding.tier !== 'secret' || finding.weight < STRONG) continue;
      const [start = 0, end = 0] = [offsets[finding.start], offsets[finding.end]];
      if (end - start > finding.end - finding.start || text.slice(start - 3, start).startsWith('%'))
        found.push({ ...finding, start, end });
    }
  }
}

function moved(finding: Finding, offsets: Uint32Array): Finding {
  const start = offsets[finding.start] ?? 0;
  const last = offsets[Math.max(finding.start, finding.end - 1)] ?? start;
  return { ...finding, start, end: last + 1 };
}
