import { CATEGORIES, CATEGORY_WORDS } from '../anonymise/categories';
import { numberWords } from '../words';

/** The lines of the seed's anonymisation summary (S0:105-111): `API keys removed: 7`, categories with hits only. */
export function anonymisedLines(counts: Readonly<Record<string, number>>): string[] {
  return CATEGORIES.flatMap((category) => {
    const count = counts[category] ?? 0;
    return count === 0 ? [] : [`${CATEGORY_WORDS[category]}: ${numberWords(count)}`];
  });
}

/** All items of all categories. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
