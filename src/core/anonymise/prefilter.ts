import { TELLING_KEY_PARTS } from './jsonKeys';
import {
  buildAutomaton,
  DIGIT,
  NEAR_DIGIT,
  NEEDS_DIGIT_AFTER,
  type Keyword,
  type KeywordAutomaton,
} from './keywordAutomaton';
import { HOLDING_KEY_PARTS } from './memberRoles';
import type { Beside, Rule } from './rule';
import { FOREIGN_SECRET_WORDS, SECRET_WORDS } from './secretNames';
import type { WordFinder } from './words';

/** A keyword of a rule or finder stands in the string. */
const WANTED = 1;
/** A word of a secret's name stands in it. */
export const SECRET_WORD = 2;
/** A character stands in it that a value beside a name needs: = : a digit. */
const SIGN = 4;
/** In a key: the value may be a person, a number, an address; it may have the name that a sibling says. */
export const TELLING = 8;
/** A keyword of a rule that needs a digit, two digits or an equals sign beside it. */
const NEEDS_DIGIT = 16;
const NEEDS_DIGITS = 32;
const NEEDS_EQUALS = 64;
const DIGITS = 256;
const EQUALS = 512;
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

/** True when the keywords seen in a string make it worth a look. */
export function isTelling(flags: number): boolean {
  if ((flags & WANTED) !== 0) return true;
  if ((flags & SECRET_WORD) !== 0 && (flags & SIGN) !== 0) return true;
  if ((flags & NEAR_DIGIT) !== 0) return true;
  // The three needs lie three bits below what they need.
  return ((flags >> 3) & flags & (NEEDS_DIGIT | NEEDS_DIGITS | NEEDS_EQUALS)) !== 0;
}

/** True when what a rule needs beside its keyword is in a text with these flags; whether it is near enough is not asked. */
export function hasBeside(beside: Beside, flags: number): boolean {
  return (flags & GIVES[beside]) !== 0;
}

/** The keywords of all rules and finders; a rule's number is its place in `rules`. */
export function keywordsOf(rules: readonly Rule[], words: readonly WordFinder[]): KeywordAutomaton {
  const keywords: Keyword[] = [];
  const add = (flags: number, texts: readonly string[], rule = -1): void => {
    for (const text of texts) keywords.push({ text, flags, rule });
  };
  rules.forEach((rule, index) => {
    const flags = rule.onLongRun === true ? 0 : rule.beside === undefined ? WANTED : NEEDS[rule.beside];
    const texts = rule.keywords.map(utf8);
    add(flags, texts, index);
  });
  // Of URLs, of private keys in text armour.
  add(WANTED, ['://', ':\\/\\/', '-----begin', 'private-lines', '&#00;', '%00']);
  add(SECRET_WORD, FOREIGN_SECRET_WORDS.source.split('|').map(utf8));
  add(SECRET_WORD, SECRET_WORDS.map(latin));
  add(SIGN, ['=', ':', '0', '!', '#', '>', '_', '*', '^', '|', ' is ', ' was ']);
  add(DIGIT, ['0']);
  add(DIGITS, ['00']);
  add(EQUALS, ['=']);
  add(TELLING, TELLING_KEY_PARTS.map(latin));
  add(TELLING, HOLDING_KEY_PARTS);
  add(WANTED, INVISIBLE_BYTES);
  add(WANTED, SPACED_DIGITS);
  for (const finder of words) add(WANTED, finder.keywords.map(latin));
  return buildAutomaton(keywords);
}

/** The bytes of a text as characters. */
function utf8(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function latin(text: string): string {
  return text.replace(/[^\x00-\x7f]/g, '');
}

/** Digits on both sides of a space that is not the plain one (`hidden.ts`). */
const SPACED_DIGITS = ['\u00a0', '\u2007', '\u2009', '\u202f'].map((space) => utf8(`0${space}0`));

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
