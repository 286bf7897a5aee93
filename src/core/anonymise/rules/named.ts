import type { Category } from '../categories';
import { isPlaceholder } from '../harmless';
import type { Rule } from '../rule';

/** A number that is known by the word beside it: `SSN: 219-09-9999`, `"passportNumber": "X1234567"`. */
export interface NamedNumber {
  readonly id: string;
  /** Alternatives, in any case; a space also stands for `_`, `-` and for nothing, as identifiers are written. */
  readonly words: string;
  /** Alternatives that mean something else when they are written otherwise: `SIN`, `RUN`. */
  readonly exact?: string;
  /** See `Rule.keywords`. */
  readonly keywords: readonly string[];
  readonly shape: string;
  readonly check?: (value: string) => boolean;
  /** What stands before the value when it is something else. */
  readonly unless?: RegExp;
  /** False for a value without digits. */
  readonly digits?: false;
  readonly category?: Category;
  readonly word?: string;
}

export const digitsOf = (value: string): string => value.replace(/\D/g, '');

/** Groups of letters and digits, each with a digit near its beginning, as documents are numbered. */
export const DOCUMENT =
  '(?=[A-Za-z]{0,4}\\d)[A-Za-z0-9]{1,14}(?:[ ./-](?=[A-Z]{0,4}\\d)[A-Z0-9]{1,9}){0,5}(?:[ -][A-Z]{1,2}(?![A-Za-z0-9]))?';

/** Letters of Latin scripts and digits. `\\p{L}` takes ten milliseconds to compile in each pattern. */
const LETTER = '[A-Za-z0-9À-ɏ]';

const KIND = '(?: (?:numbers?|num|no|nr|nummer|numero|número|numéro|id|ids|card|code|key|value|#|n°|nº|№))?';
const OWNER =
  '(?: (?:of|for|from|del|de la|de|du|der|des|do|da|di)(?: [A-Za-zÀ-ɏ]{1,14}){1,2}?(?= ?(?:[:=]|is|was) ?))?';
/** Repetitions of more than three are counted, not unrolled: a third of the time it takes to compile them. */
const BETWEEN =
  '[.?]?["\'`\\])]{0,2}\\s{0,4}(?:(?:is|was|are|of|ist|lautet|es|est|è|er|är|on|am|le|[:=#,(]|:=|=>|->)\\s{0,4}){0,4}["\'`(]{0,2}';

/** Any case of the letters, any joint between the words. */
function anySpelling(words: string): string {
  return words
    .replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
    .replaceAll(' ', '[ _-]?');
}

/** A short word is in many others: with what follows it where it stands for itself. */
function jointly(keyword: string): readonly string[] {
  return keyword.length > 4 || /[^a-z]/.test(keyword)
    ? [keyword]
    : Array.from(' :="\'_-#.,?()ni', (next) => keyword + next);
}

export function namedRule(row: NamedNumber): Rule {
  const names = [anySpelling(row.words), ...(row.exact === undefined ? [] : [row.exact])]
    .filter((part) => part !== '')
    .join('|');
  return {
    id: row.id,
    category: row.category ?? 'national-ids',
    tier: 'personal',
    weight: 60,
    ...(row.digits === false ? {} : { beside: 'digits-after' as const }),
    keywords: row.keywords.flatMap(jointly),
    pattern: new RegExp(
      `((?<!${LETTER})(?:${names})${anySpelling(KIND)}${OWNER}${BETWEEN})(${row.shape})(?!${LETTER}|_|[.-]\\d|@)`,
      'gu',
    ),
    accept: (value, text, start) =>
      row.unless?.test(text.slice(Math.max(0, start - 40), start)) !== true &&
      (row.digits === false || /\d/.test(value)) &&
      !isPlaceholder(value) &&
      (row.check?.(value) ?? true),
    rewrite: { as: 'text', word: row.word ?? 'ID' },
  };
}
