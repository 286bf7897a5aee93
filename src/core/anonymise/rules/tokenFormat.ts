import { isPlaceholder } from '../harmless';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';

/** One way that a token is written. */
interface TokenForm {
  /** Beginnings, letters as they are written; one that is empty when the token is known by its middle. */
  readonly prefixes: readonly string[];
  /** Literal text and `{alphabet:least,most}`; see `ALPHABETS`. */
  readonly body: string;
}

/** A vendor's token as its documentation shows it. */
export interface TokenFormat {
  readonly id: string;
  /** The name an environment variable for it would have. */
  readonly name: string;
  readonly forms: readonly TokenForm[];
  /** The beginning alone says little: the rest must look generated too. */
  readonly weak: boolean;
}

/** a: letters and digits; l: lower case and digits; u: upper case and digits; h: hex; d: digits; w: a and _ -; b: base64; t: w and . ~ */
const ALPHABETS: Readonly<Record<string, { readonly set: string; readonly sample: string }>> = {
  a: { set: 'A-Za-z0-9', sample: 'q7Zk2Wm9Xr4Bt8Lv' },
  l: { set: 'a-z0-9', sample: 'q7zk2wm9xr4bt8lv' },
  u: { set: 'A-Z0-9', sample: 'Q7ZK2WM9XR4BT8LV' },
  h: { set: 'a-fA-F0-9', sample: '7f2a9c4e1b8d3065' },
  d: { set: '0-9', sample: '4917203658' },
  w: { set: 'A-Za-z0-9_-', sample: 'q7Zk_2Wm9-Xr4Bt8' },
  b: { set: 'A-Za-z0-9+/=', sample: 'q7Zk+2Wm9/Xr4Bt8' },
  t: { set: 'A-Za-z0-9_.~-', sample: 'q7Zk.2Wm9~Xr4Bt8' },
};

/**
 * Reads `NAME|form|form` lines; `NAME?` is a weak one. A form is its beginnings, separated by spaces, and its body:
 * `sk_{live,test}_ rk_ {a:16,60}`. `{uuid}` stands for the five parts of one.
 */
export function readTokenFormats(rows: string): TokenFormat[] {
  return rows
    .trim()
    .replaceAll('{uuid}', '{h:8}-{h:4}-{h:4}-{h:4}-{h:12}')
    .split('\n')
    .map((row) => {
      const [title = '', ...forms] = row.split('|');
      const weak = title.endsWith('?');
      const name = title.replace('?', '');
      const id = name.toLowerCase().replaceAll('_', '-') + (weak ? '-by-look' : '');
      return { id, name, weak, forms: forms.map(readForm) };
    });
}

function readForm(form: string): TokenForm {
  const at = form.lastIndexOf(' ');
  return {
    prefixes: form.slice(0, Math.max(0, at)).split(' ').flatMap(spelledOut),
    body: form.slice(at + 1),
  };
}

/** Each choice of each `{a,b}`. */
function spelledOut(text: string): string[] {
  const [whole = '', choices = ''] = /\{([^}]*)\}/.exec(text) ?? [];
  if (whole === '') return [text];
  return choices.split(',').flatMap((choice) => spelledOut(text.replace(whole, choice)));
}

interface Part {
  readonly source: string;
  readonly sample: string;
  /** What a keyword has of it. */
  readonly keyword: string;
}

const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function parts(body: string): Part[] {
  return [...body.matchAll(/\{(\w):(\d+)(?:,(\d+))?\}|([^{]+)/g)].map((match) => {
    const [, alphabet = '', least = '0', most, literal] = match;
    if (literal !== undefined) return { source: escaped(literal), sample: literal, keyword: literal };
    const { set, sample } = ALPHABETS[alphabet] ?? { set: 'A-Za-z0-9', sample: 'q7Zk2Wm9' };
    const count = Number(least);
    return {
      source: `[${set}]{${least}${most === undefined ? '' : `,${most}`}}`,
      sample: sample.repeat(Math.ceil(count / sample.length)).slice(0, count),
      keyword: alphabet === 'd' ? '0' : ' ',
    };
  });
}

const sampleOf = (body: string): string =>
  parts(body)
    .map((part) => part.sample)
    .join('');

/** Texts that a format describes, in two pieces, so that no file holds a secret-shaped text: one for each beginning. */
export function samples(format: TokenFormat): (readonly [beginning: string, rest: string])[] {
  return format.forms.flatMap(({ prefixes, body }) =>
    prefixes.map((prefix) => [prefix, sampleOf(body)] as const),
  );
}

/** What the scanner counts as one run (`jsonScanner.ts`). */
const LONG_RUN = /[A-Za-z0-9+/_=-]{16}/;

/** How it begins; without a beginning the longest of what is literal, with the digits beside it. */
function beginningsOf({ prefixes, body }: TokenForm): readonly string[] {
  if (prefixes.join('') !== '') return prefixes;
  const literals = parts(body)
    .map((part) => part.keyword)
    .join('')
    .split(' ');
  return [literals.sort((left, right) => right.length - left.length)[0] ?? ''];
}

/** Short beginnings with each digit that may follow: `key` stands in every third text, `key0` and `keya` in few. */
function keywords(form: TokenForm): readonly string[] {
  const { prefixes, body } = form;
  const next = body.startsWith('{h:') ? '0abcdef'.split('') : [''];
  return beginningsOf(form).flatMap((text) =>
    prefixes.includes(text) && text.length <= 4 ? next.map((digit) => text + digit) : text,
  );
}

/** A rule from a format. */
export function tokenRule(format: TokenFormat): Rule {
  const { id, name, weak, forms } = format;
  const beginnings = forms.flatMap(beginningsOf);
  const prefixes = forms.flatMap((form) => form.prefixes);
  // A beginning of three letters stands in every second text; a long run of letters and digits does not.
  const isCommon = weak || beginnings.some((text) => text.length < 3 || /^[A-Za-z0-9]{3}$/.test(text));
  const guarded = isCommon && samples(format).every(([beginning, rest]) => LONG_RUN.test(beginning + rest));
  const sources = forms.map(
    (form) =>
      `(?:${form.prefixes.map(escaped).join('|')})${parts(form.body)
        .map((part) => part.source)
        .join('')}`,
  );
  return {
    id,
    category: 'api-keys',
    tier: 'secret',
    keywords: forms.flatMap(keywords).map((text) => text.toLowerCase().replace(/\d/g, '0')),
    onLongRun: guarded,
    pattern: new RegExp(`(?<![A-Za-z0-9])(?:${sources.join('|')})(?<!\\.)(?![A-Za-z0-9])`, 'g'),
    accept: (value) => {
      const fitting = prefixes.filter((prefix) => value.startsWith(prefix));
      const rest = value.slice(Math.max(...fitting.map((prefix) => prefix.length)));
      if (/^[xX*.·•0_-]+$/.test(rest) || isPlaceholder(rest)) return false;
      return !weak || looksGenerated(rest, 8);
    },
    rewrite: { as: 'secret', name },
    weight: weak ? 70 : 90,
  };
}
