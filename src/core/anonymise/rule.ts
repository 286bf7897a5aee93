import type { Category } from './categories';

/**
 * Who must not see it. `secret` and `personal` go at every level but `none`; `name` goes there too once names are
 * asked for or listed; `context` (internal hosts, addresses, paths, client words) goes at `full` only.
 */
export type Tier = 'secret' | 'personal' | 'name' | 'context';

/** How a value is rewritten; see `replacement.ts`. */
export type Rewrite =
  | { readonly as: 'secret'; readonly name: string }
  | { readonly as: 'email' | 'email-encoded' | 'host' | 'ipv4' | 'ipv6' | 'user' }
  /** `of`: what all spellings of one listed name have in common. */
  | { readonly as: 'person' | 'client'; readonly of?: string }
  | { readonly as: 'url-host' }
  /** The opening quote is part of what was found and stays. */
  | { readonly as: 'quoted'; readonly word: string }
  | { readonly as: 'text'; readonly word: string }
  /** As a person's own rule says. */
  | { readonly as: 'literal'; readonly text: string }
  /** A file's path; its ending stays. */
  | { readonly as: 'path'; readonly ending: string };

/** Something found in one decoded string: `[start, end)` in UTF-16 code units. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly category: Category;
  readonly tier: Tier;
  readonly rewrite: Rewrite;
  /** Where two findings overlap the higher one wins, then the longer, then the earlier. */
  readonly weight: number;
  /** Search this value in the rest of the record and in later ones. */
  readonly learn: boolean;
}

/**
 * A digit; two digits side by side; a digit soon after the keyword; that and two digits side by side anywhere; a number
 * before a capitalised word; an equals sign.
 */
export type Beside = 'digit' | 'digits' | 'digit-after' | 'digits-after' | 'number-before-name' | 'equals';

/** A pattern's groups: with groups, 1 is text that stays and 2 the value; without, the whole match is the value. */
export interface Rule {
  readonly id: string;
  readonly category: Category;
  readonly tier: Tier;
  /** Lower-case literals, one of which stands in every text the pattern matches; a digit stands for any digit. */
  readonly keywords: readonly string[];
  /** Tried only where there is a long run of letters and digits: on a keyword, or everywhere when there is none. */
  readonly onLongRun?: boolean;
  /** What else has to stand in the text. */
  readonly beside?: Beside;
  /** A part of every match, which costs far less to compile and to search for: without it the pattern is not tried. Not global. */
  readonly needs?: RegExp;
  /** Global. Every repetition is bounded, so that a text of n characters costs at most n times a constant. */
  readonly pattern: RegExp;
  readonly accept?: (value: string, text: string, start: number) => boolean;
  readonly rewrite: Rewrite;
  readonly weight: number;
  readonly learn?: boolean;
}
