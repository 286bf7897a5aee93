import { isInternalHost, isKeptIpv4 } from './addresses';
import { findArmour } from './armour';
import { findAssignments, isSecretValue } from './assignments';
import { findBareSecrets } from './bareSecrets';
import { isPlaceholder } from './harmless';
import { decodeBase64Text, withoutInvisible, withoutWraps } from './hidden';
import { meaningOfKey, TELLING_KEY_PARTS } from './jsonKeys';
import { textHasLongRun } from './jsonScanner';
import {
  buildAutomaton,
  DIGIT,
  NEAR_DIGIT,
  NEEDS_DIGIT_AFTER,
  type Keyword,
  type KeywordAutomaton,
} from './keywordAutomaton';
import { findNames, findNameValue } from './names';
import { isDate, isUuid } from './randomness';
import type { Beside, Finding, Rule } from './rule';
import { RULES } from './ruleTable';
import { environmentName, FOREIGN_SECRET_WORDS, SECRET_WORDS } from './secretNames';
import { findInTables } from './tables';
import { findUnderKey } from './underKey';
import { findUrls } from './urls';
import type { WordFinder } from './words';

/** A keyword of a rule or finder stands in the string. */
export const WANTED = 1;
/** A word of a secret's name stands in it. */
export const SECRET_WORD = 2;
/** A character stands in it that a value beside a name needs: = : a digit. */
export const SIGN = 4;
/** In a key: the value may be a person, a number, an address. */
export const TELLING = 8;

/** A keyword of a rule that needs a digit, two digits or an equals sign beside it. */
export const NEEDS_DIGIT = 16;
export const NEEDS_DIGITS = 32;
export const NEEDS_EQUALS = 64;
export const DIGITS = 256;
export const EQUALS = 512;
/** A keyword of a rule that needs a number before a capitalised word. */
export const NEEDS_NUMBER = 4096;
const NEEDS: Readonly<Record<Beside, number>> = {
  digit: NEEDS_DIGIT,
  digits: NEEDS_DIGITS,
  'digit-after': NEEDS_DIGIT_AFTER,
  'digits-after': NEEDS_DIGIT_AFTER,
  'number-before-name': NEEDS_NUMBER,
  equals: NEEDS_EQUALS,
};
const GIVES: Readonly<Record<Beside, number>> = {
  digit: DIGIT,
  digits: DIGITS,
  'digit-after': DIGIT,
  'digits-after': DIGITS,
  'number-before-name': DIGIT,
  equals: EQUALS,
};
/** How far behind a keyword a digit may stand, in characters. */
const NEAR = 100;
const NUMBER_BEFORE_NAME = /\d[A-Z]? [A-Z\xc0-\uffff]/;

/** True when the keywords seen in a string make it worth a look. */
export function isTelling(flags: number): boolean {
  if ((flags & WANTED) !== 0) return true;
  if ((flags & SECRET_WORD) !== 0 && (flags & SIGN) !== 0) return true;
  if ((flags & NEAR_DIGIT) !== 0) return true;
  // The three needs lie three bits below what they need.
  return ((flags >> 3) & flags & (NEEDS_DIGIT | NEEDS_DIGITS | NEEDS_EQUALS)) !== 0;
}

const ON_URL = -1;
/** Under such a key a random run is nobody's secret. */
const PUBLIC_KEY_NAME =
  /public|pubkey|finger|digest|checksum|integrity|etag|certificate|\bcert\b|hash|nonce/i;
/** Of all rules (true) and of those without context (false). */
const automatons = new Map<boolean, KeywordAutomaton>();

export interface DetectorOptions {
  readonly full: boolean;
  readonly names: boolean;
  readonly words: readonly WordFinder[];
}

/** Finds what must go in one decoded string. Holds no text. */
export class Detector {
  readonly automaton: KeywordAutomaton;
  readonly #rules: readonly Rule[];
  readonly #stamps: Uint32Array;
  /** Where the last keyword of a rule ended that needs a digit soon behind one. */
  readonly #keywordEnds: Int32Array;
  readonly #needsDigitAfter: readonly boolean[];
  readonly #onLongRun: readonly number[];
  #stamp = 0;

  constructor(private readonly options: DetectorOptions) {
    this.#rules = RULES.filter((rule) => options.full || rule.tier !== 'context');
    this.#stamps = new Uint32Array(this.#rules.length);
    this.#keywordEnds = new Int32Array(this.#rules.length);
    this.#needsDigitAfter = this.#rules.map(
      ({ beside }) => beside === 'digit-after' || beside === 'digits-after',
    );
    this.#onLongRun = this.#rules.flatMap((rule, index) =>
      rule.onLongRun === true && rule.keywords.length === 0 ? [index] : [],
    );
    this.automaton = this.#automaton();
  }

  /** Built once a process for each set of rules: it takes some 50 ms. Listed words make one of their own. */
  #automaton(): KeywordAutomaton {
    if (this.options.words.length > 0) return buildAutomaton(this.#keywords());
    const known = automatons.get(this.options.full);
    if (known !== undefined) return known;
    const built = buildAutomaton(this.#keywords());
    automatons.set(this.options.full, built);
    return built;
  }

  #keywords(): Keyword[] {
    const keywords: Keyword[] = [];
    this.#rules.forEach((rule, index) => {
      const flags = rule.onLongRun === true ? 0 : rule.beside === undefined ? WANTED : NEEDS[rule.beside];
      for (const text of rule.keywords) keywords.push({ text: utf8(text.toLowerCase()), flags, rule: index });
    });
    for (const text of ['://', ':\\/\\/', '-----begin', 'private-lines', '&#00;', '%00'])
      keywords.push({ text, flags: WANTED, rule: ON_URL });
    for (const text of foreignSecretWords()) keywords.push({ text, flags: SECRET_WORD, rule: -1 });
    for (const text of SECRET_WORDS) keywords.push({ text: latin(text), flags: SECRET_WORD, rule: -1 });
    for (const text of ['=', ':', '0', '!', '#', '>', '_', '*', '^', '|', ' is ', ' was '])
      keywords.push({ text, flags: SIGN, rule: -1 });
    keywords.push(
      { text: '0', flags: DIGIT, rule: -1 },
      { text: '00', flags: DIGITS, rule: -1 },
      { text: '=', flags: EQUALS, rule: -1 },
    );
    for (const text of TELLING_KEY_PARTS) keywords.push({ text: latin(text), flags: TELLING, rule: -1 });
    for (const text of INVISIBLE_BYTES) keywords.push({ text, flags: WANTED, rule: -1 });
    for (const finder of this.options.words)
      for (const text of finder.keywords) keywords.push({ text: latin(text), flags: WANTED, rule: -1 });
    return keywords;
  }

  /** Every finding in a string that stands under `key`; they may overlap. */
  find(text: string, key: string, isKey = false, depth = 0): Finding[] {
    const found: Finding[] = [];
    if (text.length < 2) return found;
    const meaning = isKey ? meaningOfKey('') : meaningOfKey(key);
    const clean = withoutInvisible(text);
    if (clean !== undefined && depth === 0) {
      return this.find(clean.text, key, isKey, 1).map((finding) => moved(finding, clean.offsets));
    }
    if ((isUuid(text) || isDate(text)) && meaning.secret === undefined) {
      if (!isKey) findUnderKey(text, key, this.options.full, found);
      return found;
    }
    const longRun = textHasLongRun(text);
    this.#search(text, found, meaning.stays !== undefined, longRun, PUBLIC_KEY_NAME.test(key));
    if (depth < 2 && (longRun || text.includes('\r'))) this.#wrapped(text, key, isKey, found, depth);
    if (meaning.stays !== undefined) {
      // An id or a type is read by programs: only what says itself that it is secret or personal goes.
      const sure = found.filter(
        (finding) => finding.weight >= 90 || (finding.category === 'emails' && meaning.stays === 'id'),
      );
      if (!isKey) findUnderKey(text, key, this.options.full, sure);
      return sure;
    }
    if (!isKey) {
      this.#byKey(text, key, found);
      findUnderKey(text, key, this.options.full, found);
    }
    return found;
  }

  #search(text: string, found: Finding[], strict: boolean, longRun: boolean, isPublic: boolean): void {
    const { classOf, next, firstEnd, flags: flagsOf, rules, width } = this.automaton;
    this.#stamp += 1;
    const stamp = this.#stamp;
    const stamps = this.#stamps;
    const wanted: number[] = [];
    const waiting: number[] = [];
    const ends: number[] = [];
    let flags = 0;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 128) state = next[state * width + (classOf[code] ?? 0)] ?? 0;
      else {
        // As its UTF-8 bytes, in which keywords are written.
        const lead = code < 0x800 ? 0xc0 | (code >> 6) : 0xe0 | (code >> 12);
        state = next[state * width + (classOf[lead] ?? 0)] ?? 0;
        if (code >= 0x800) state = next[state * width + (classOf[0x80 | ((code >> 6) & 63)] ?? 0)] ?? 0;
        state = next[state * width + (classOf[0x80 | (code & 63)] ?? 0)] ?? 0;
      }
      if (state < firstEnd) continue;
      const seen = flagsOf[state] ?? 0;
      flags |= seen;
      if ((seen & SECRET_WORD) !== 0) ends.push(at + 1);
      for (const rule of rules[state] ?? []) {
        const waits = this.#needsDigitAfter[rule] === true;
        if (waits) this.#keywordEnds[rule] = at;
        if (stamps[rule] === stamp) continue;
        stamps[rule] = stamp;
        (waits ? waiting : wanted).push(rule);
      }
      if ((seen & DIGIT) !== 0 && waiting.length > 0) this.#takeNear(waiting, at, wanted);
    }
    if (longRun) {
      for (const rule of this.#onLongRun) {
        if (stamps[rule] === stamp) continue;
        stamps[rule] = stamp;
        wanted.push(rule);
      }
      if (!strict && !isPublic) findBareSecrets(text, found);
    }
    const hasNumber = (flags & NEEDS_NUMBER) !== 0 && NUMBER_BEFORE_NAME.test(text);
    for (const index of wanted) {
      const rule = this.#rules[index];
      if (rule === undefined || (rule.onLongRun === true && !longRun)) continue;
      if (rule.beside !== undefined && (flags & GIVES[rule.beside]) === 0) continue;
      if (rule.beside === 'number-before-name' && !hasNumber) continue;
      applyRule(rule, text, found);
    }
    if (text.includes('-----BEGIN') || text.includes('Private-Lines')) findArmour(text, found);
    if (text.includes('://') || text.includes(':\\/')) this.#urls(text, found);
    if (/[^\x00-\x7f]/.test(text)) {
      for (const match of text.matchAll(FOREIGN_SECRET_WORDS)) ends.push(match.index + match[0].length);
      ends.sort((left, right) => left - right);
    }
    if (ends.length > 0 && !strict) {
      findAssignments(text, ends, found);
      findInTables(text, found);
    }
    for (const finder of this.options.words) finder.find(text, found);
    if (this.options.names && /\p{Lu}/u.test(text)) findNames(text, found);
  }

  /** Moves the rules whose keyword ended a little before a digit to those that are tried. */
  #takeNear(waiting: number[], digit: number, wanted: number[]): void {
    for (let index = waiting.length - 1; index >= 0; index -= 1) {
      const rule = waiting[index] ?? 0;
      if (digit - (this.#keywordEnds[rule] ?? 0) > NEAR) continue;
      wanted.push(rule);
      waiting.splice(index, 1);
    }
  }

  #urls(text: string, found: Finding[]): void {
    const urls: Finding[] = [];
    findUrls(text, urls);
    for (const finding of urls) if (this.options.full || finding.tier !== 'context') found.push(finding);
  }

  /** Base64 of something that would be found, one level deep; tokens broken over lines. */
  #wrapped(text: string, key: string, isKey: boolean, found: Finding[], depth: number): void {
    const wraps = withoutWraps(text);
    if (wraps !== undefined) {
      for (const finding of this.find(wraps.text, key, isKey, 2)) {
        const range = moved(finding, wraps.offsets);
        if (finding.weight >= 90 && range.end - range.start !== finding.end - finding.start)
          found.push(range);
      }
    }
    if (depth > 1 || text.length < 20) return;
    for (const match of text.matchAll(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,20000}={0,2}/g)) {
      const inner = decodeBase64Text(match[0]);
      if (inner === undefined || inner.length < 10) continue;
      const hidden = this.find(inner, '', false, 2).filter(
        (finding) => finding.tier !== 'context' && finding.tier !== 'name',
      );
      const first = hidden[0];
      if (first === undefined) continue;
      found.push({
        ...first,
        rule: `base64-${first.rule}`,
        start: match.index,
        end: match.index + match[0].length,
        rewrite: { as: 'secret', name: 'ENCODED_SECRET' },
        weight: 91,
        learn: true,
      });
    }
  }

  /** The value as a whole, by the key it stands under. */
  #byKey(text: string, key: string, found: Finding[]): void {
    const meaning = meaningOfKey(key);
    const whole = { start: 0, end: text.length };
    if (meaning.secret !== undefined && isSecretValue(text, key, meaning.secret, 'quoted')) {
      found.push({
        ...whole,
        rule: `${meaning.secret}-by-key`,
        category: meaning.secret === 'password' ? 'passwords' : 'api-keys',
        tier: 'secret',
        rewrite: {
          as: 'secret',
          name: environmentName(key, meaning.secret === 'password' ? 'PASSWORD' : 'API_KEY'),
        },
        weight: 76,
        learn: true,
      });
    }
    if (meaning.holds === 'person' && this.options.names) findNameValue(text, found);
    if (meaning.holds === 'phone' && /^[+(\d][\d ()./-]{5,22}\d$/.test(text) && !isDate(text)) {
      found.push({
        ...whole,
        rule: 'phone-by-key',
        category: 'phones',
        tier: 'personal',
        rewrite: { as: 'text', word: 'PHONE' },
        weight: 61,
        learn: true,
      });
    }
    if (
      meaning.holds === 'identity' &&
      /^(?=.{0,12}\d)[A-Z0-9][A-Z0-9 ./-]{4,30}$/i.test(text) &&
      !isPlaceholder(text)
    ) {
      found.push({
        ...whole,
        rule: 'identity-by-key',
        category: 'national-ids',
        tier: 'personal',
        rewrite: { as: 'text', word: 'ID' },
        weight: 61,
        learn: true,
      });
    }
    if (meaning.holds === 'host' && this.options.full && isInternalHost(text, true) && isKeptIpv4(text)) {
      found.push({
        ...whole,
        rule: 'host-by-key',
        category: 'urls',
        tier: 'context',
        rewrite: { as: 'host' },
        weight: 47,
        learn: false,
      });
    }
  }
}

/** Words beyond ASCII as their UTF-8 bytes, which is what the scanner walks over. */
function foreignSecretWords(): string[] {
  return FOREIGN_SECRET_WORDS.source.split('|').map(utf8);
}

/** The bytes of a text as characters. */
function utf8(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function latin(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, '');
}

/** Of characters that are not seen (`hidden.ts`), as UTF-8. */
const INVISIBLE_BYTES = [
  '\xc2\xad',
  '\xe2\x80\x8b',
  '\xe2\x80\x8c',
  '\xe2\x80\x8d',
  '\xe2\x80\x8e',
  '\xe2\x80\x8f',
  '\xe2\x81\xa0',
  '\xef\xbb\xbf',
  '\xe2\x80\xaa',
  '\xe2\x80\xab',
  '\xe2\x80\xac',
  '\xe2\x80\xad',
  '\xe2\x80\xae',
];

/** All matches of a rule. After a rejected match the search goes on one character later. */
export function applyRule(rule: Rule, text: string, found: Finding[]): void {
  const { pattern } = rule;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const value = match.length >= 3 ? (match[match.length - 1] ?? '') : match[0];
    const lead = match.length >= 3 ? (match[1] ?? '') : '';
    const start = match.index + lead.length;
    if (value === '' || isPlaceholder(value) || rule.accept?.(value, text, start) === false) {
      pattern.lastIndex = match.index + 1;
      continue;
    }
    found.push({
      start,
      end: start + value.length,
      rule: rule.id,
      category: rule.category,
      tier: rule.tier,
      rewrite: rule.rewrite,
      weight: rule.weight,
      learn: rule.learn ?? false,
    });
  }
}

function moved(finding: Finding, offsets: Uint32Array): Finding {
  const start = offsets[finding.start] ?? 0;
  const last = offsets[Math.max(finding.start, finding.end - 1)] ?? start;
  return { ...finding, start, end: last + 1 };
}
