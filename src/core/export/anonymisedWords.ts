import { CATEGORIES, CATEGORY_WORDS } from '../anonymise/categories';
import { numberWords } from '../words';
import type { DecisionCounts } from './request';

/** The lines of the seed's anonymisation summary (S0:105-111): `API keys removed: 7`, categories with hits only. */
export function anonymisedLines(counts: Readonly<Record<string, number>>): string[] {
  return CATEGORIES.flatMap((category) => {
    const count = counts[category] ?? 0;
    return count === 0 ? [] : [`${CATEGORY_WORDS[category]}: ${numberWords(count)}`];
  });
}

/** What a review decided: `Left as they are: 2`; nothing when nobody decided anything. */
export function decisionLines({ rejected, edited, own_rules }: DecisionCounts): string[] {
  const lines = [
    ['Left as they are', rejected],
    ['Replaced by own text', edited],
    ['Found by own rules', own_rules],
  ] as const;
  return lines.flatMap(([label, count]) => (count === 0 ? [] : [`${label}: ${numberWords(count)}`]));
}

/** Counts by name, the largest first: `github-token: 7`. */
export function countLines(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name}: ${numberWords(count)}`);
}

/** All items of all categories. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
