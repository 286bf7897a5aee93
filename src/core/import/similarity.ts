import { SAME_TITLE } from './sketches';
import type { Sketches } from './sketches';

/** Above this two texts count as one record (X5). */
export const SAME_TEXT = 0.85;

/**
 * How alike two records are, 0 to 1: the cosine of their sets of words, which is the number of words that both have over
 * the root of the product of their numbers. 0 where a number differs or the titles share too little.
 */
export function similarity(one: Sketches, index: number, others: Sketches, other: number): number {
  if (one.numbers(index) !== others.numbers(other) || !one.mayShareTitle(index, others, other)) return 0;
  // The titles are short and tell most of them apart.
  if (cosine(one.title(index), others.title(other)) < SAME_TITLE) return 0;
  const score = cosine(one.words(index), others.words(other));
  return score > SAME_TEXT ? score : 0;
}

function cosine(one: Uint32Array, other: Uint32Array): number {
  if (one.length === 0 || other.length === 0) return 0;
  let shared = 0;
  for (let left = 0, right = 0; left < one.length && right < other.length;) {
    const difference = (one[left] ?? 0) - (other[right] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return shared / Math.sqrt(one.length * other.length);
}
