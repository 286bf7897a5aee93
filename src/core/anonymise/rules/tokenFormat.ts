import { isPlaceholder } from '../harmless';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';

/** A vendor's token as its documentation shows it: how it begins and what follows. */
export interface TokenFormat {
  readonly id: string;
  /** The name an environment variable for it would have. */
  readonly name: string;
  /** Beginnings, separated by spaces; letters as they are written. `^` before one: case does not matter. */
  readonly prefixes: string;
  /** Literal text and `{alphabet:least,most}`; see `ALPHABETS`. */
  readonly body: string;
  /** The beginning alone says little: the rest must look generated too. */
  readonly weak?: boolean;
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

interface Part {
  readonly source: string;
  readonly sample: string;
}

function parts(body: string): Part[] {
  return [...body.matchAll(/\{(\w):(\d+)(?:,(\d+))?\}|([^{]+)/g)].map((match) => {
    const [, alphabet = '', least = '0', most, literal] = match;
    if (literal !== undefined)
      return { source: literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), sample: literal };
    const { set, sample } = ALPHABETS[alphabet] ?? { set: 'A-Za-z0-9', sample: 'q7Zk2Wm9' };
    const count = Number(least);
    return {
      source: `[${set}]{${least}${most === undefined ? '' : `,${most}`}}`,
      sample: sample.repeat(Math.ceil(count / sample.length)).slice(0, count),
    };
  });
}

const sampleOf = (body: readonly Part[]): string => body.map((part) => part.sample).join('');

/** A text that a format describes, behind its beginning: for examples, so that no file holds a secret-shaped text. */
export function sampleBody(format: TokenFormat): string {
  return sampleOf(parts(format.body));
}

/** What the scanner counts as one run (`jsonScanner.ts`). */
const LONG_RUN = /[A-Za-z0-9+/_=-]{16}/;

/** A rule from a format. */
export function tokenRule(format: TokenFormat): Rule {
  const prefixes = format.prefixes.split(' ');
  const body = parts(format.body);
  const sample = sampleOf(body);
  const escaped = prefixes.map((prefix) => prefix.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const shortest = Math.min(...prefixes.map((prefix) => prefix.length));
  const { weak } = format;
  // A beginning of three letters stands in every second text; a long run of letters and digits does not.
  const guarded =
    (weak === true || shortest < 3 || prefixes.some((prefix) => /^[A-Za-z0-9]{3}$/.test(prefix))) &&
    prefixes.every((prefix) => LONG_RUN.test(prefix + sample));
  return {
    id: format.id,
    category: 'api-keys',
    tier: 'secret',
    keywords: prefixes.map((prefix) => prefix.toLowerCase()),
    onLongRun: guarded,
    pattern: new RegExp(
      `(?<![A-Za-z0-9])(?:${escaped.join('|')})${body.map((part) => part.source).join('')}(?<!\\.)(?![A-Za-z0-9])`,
      'g',
    ),
    accept: (value) => {
      const rest = value.slice(shortest);
      if (/^[xX*.·•0_-]+$/.test(rest) || isPlaceholder(rest)) return false;
      return weak !== true || looksGenerated(rest, 8);
    },
    rewrite: { as: 'secret', name: format.name },
    weight: weak === true ? 70 : 90,
  };
}
