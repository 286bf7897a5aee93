import type { Category } from '../categories';
import { isPlaceholder } from '../harmless';
import type { Rule } from '../rule';

/** What a number has besides its row. */
export interface NamedNumberExtra {
  readonly check?: (value: string) => boolean;
  /** What stands before the value when it is something else. */
  readonly unless?: RegExp;
  /** False for a value without digits. */
  readonly digits?: false;
  readonly category?: Category;
  readonly word?: string;
}

/** Kinds of numbers that are known by the word beside them: `SSN: 219-09-9999`, `"passportNumber": "X1234567"`. */
export interface NamedNumbers {
  /**
   * Three lines a number: its id; the words for it; its shapes.
   *
   * Words are alternatives, in any case; a space also stands for `_`, `-` and for nothing, as identifiers are written; ` #`
   * is a word such as "number", which may follow every other word anyway. `=SIN`: a word that means something else when it
   * is written otherwise. Shapes are patterns in which 0 is any digit, but for `[0]`, and DOCUMENT any number of a paper.
   */
  readonly rows: string;
  readonly extras?: Readonly<Record<string, NamedNumberExtra>>;
}

export const digitsOf = (value: string): string => value.replace(/\D/g, '');

/** Groups of letters and digits, each with a digit near its beginning, as documents are numbered. */
const DOCUMENT = String.raw`(?=[A-Za-z]{0,4}\d)[A-Za-z0-9]{1,14}(?:[ ./-](?=[A-Z]{0,4}\d)[A-Z0-9]{1,9}){0,5}(?:[ -][A-Z]{1,2}(?![A-Za-z0-9]))?`;

/** Letters of Latin scripts and digits. `\p{L}` takes ten milliseconds to compile in each pattern. */
const LETTER = /[A-Za-z0-9À-ɏ]/.source;

const KIND = String.raw` (?:numbers?|num|no|nr|nummer|numero|número|numéro|ids?|card|code|key|value|#|n°|nº|№)`;
const OWNER = String.raw`(?: (?:of|for|from|del|de la|de|du|der|des|do|da|di)(?: [A-Za-zÀ-ɏ]{1,14}){1,2}?(?= ?(?:[:=]|is|was) ?))?`;
/** Repetitions of more than three are counted, not unrolled: a third of the time it takes to compile them. */
const BETWEEN =
  '[.?]?["\'`\\])]{0,2}\\s{0,4}(?:(?:is|was|are|of|ist|lautet|es|est|è|er|är|on|am|le|[:=#,(]|:=|=>|->|(?<=<[\\w:]{1,30})>)\\s{0,4}){0,4}["\'`(]{0,2}';

/** Any case of the letters, any joint between the words. */
function anySpelling(words: string): string {
  return words
    .replaceAll(' #', KIND)
    .replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
    .replaceAll(' ', '[ _-]?');
}

/** A shape as a pattern; what stands in brackets and braces is one already. */
export function shapePattern(shape: string): string {
  return shape
    .replace(/\[[^\]]*\]|\{[^}]*\}|0/g, (part) => (part === '0' ? '\\d' : part))
    .replace('DOCUMENT', DOCUMENT);
}

/** A word as far as it is plain. */
const PLAIN = /^=?((?:\\\.|[^\\.?#([](?!\?))*)/;

/**
 * What a word begins with: its second part cut short and joined in each way. Of letters beyond ASCII, which have their
 * cases here, as much as can be left out.
 */
export function beginnings(word: string): readonly string[] {
  const plain = (PLAIN.exec(word)?.[1] ?? '').replaceAll('\\', '').toLowerCase();
  const ascii = plain.split(/[^ -~]+/).find((part) => /[a-z]{5}/.test(part) || part === plain);
  const [first = '', second = ''] = (ascii ?? plain).trim().split(' ');
  if (second !== '') return [' ', '_', '-', ''].map((joint) => first + joint + second.slice(0, 3));
  if (ascii !== undefined) return [first];
  return [first, first.toUpperCase(), first.slice(0, 1).toUpperCase() + first.slice(1)];
}

/** A short word is in many others: with what follows it where it stands for itself. */
function jointly(keyword: string): readonly string[] {
  return keyword.length > 4 || /[^a-z]/.test(keyword)
    ? [keyword]
    : Array.from(' :="\'_-#.,?()ni>', (next) => keyword + next);
}

interface NamedNumber extends NamedNumberExtra {
  readonly id: string;
  readonly words: readonly string[];
  readonly shape: string;
}

export function numbersOf({ rows, extras = {} }: NamedNumbers): NamedNumber[] {
  return [...rows.matchAll(/^(\S+)\n {2}(.+)\n {2}(.+)$/gm)].map(([, id = '', words = '', shape = '']) => ({
    ...extras[id],
    id,
    words: words.split('|'),
    shape,
  }));
}

export function namedRule({ id, words, shape, category, word, digits, unless, check }: NamedNumber): Rule {
  const names = words.map((name) => (name.startsWith('=') ? name.slice(1) : anySpelling(name)));
  const value = `(${shapePattern(shape)})(?!${LETTER}|_|[.-]\\d|@)`;
  return {
    id,
    category: category ?? 'national-ids',
    tier: 'personal',
    weight: 60,
    ...(digits === false ? {} : { beside: 'digits-after' as const }),
    keywords: words.flatMap(beginnings).flatMap(jointly),
    pattern: new RegExp(
      `((?<!${LETTER})(?:${names.join('|')})(?:${anySpelling(KIND)})?${OWNER}${BETWEEN})${value}`,
      'gu',
    ),
    ...(digits === false || shape.includes('DOCUMENT') ? {} : { needs: new RegExp(value) }),
    accept: (value, text, start) =>
      unless?.test(text.slice(Math.max(0, start - 40), start)) !== true &&
      (digits === false || /\d/.test(value)) &&
      !isPlaceholder(value) &&
      (check?.(value) ?? true),
    rewrite: { as: 'text', word: word ?? 'ID' },
  };
}
