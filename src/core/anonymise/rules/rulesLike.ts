import type { Rule } from '../rule';

/** Makes a rule of what is its own: keywords are separated by `|`. */
export type RuleMaker = (id: string, keywords: string, pattern: RegExp, own?: Partial<Rule>) => Rule;

/** Rules that share what is given here, unless they say otherwise. */
export function rulesLike(shared: Omit<Rule, 'id' | 'keywords' | 'pattern'>): RuleMaker {
  return (id, keywords, pattern, own) => ({
    ...shared,
    id,
    keywords: keywords === '' ? [] : keywords.split('|'),
    pattern,
    ...own,
  });
}

/** What stands for a secret: a placeholder, in code a reference to a variable of this name. */
export const secret = (name: string) => ({ as: 'secret', name }) as const;

/** What stands for a part of a text: a placeholder. */
export const word = (text: string) => ({ as: 'text', word: text }) as const;
