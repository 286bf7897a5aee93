import type { Finding } from './rule';

/** Findings that do not overlap: where two do, the weightier stays, then the longer, then the earlier. */
export function chooseFindings(found: readonly Finding[], length: number): Finding[] {
  if (found.length < 2) return [...found];
  const inOrder = [...found].sort((left, right) => left.start - right.start);
  if (inOrder.every((finding, index) => index === 0 || finding.start >= (inOrder[index - 1]?.end ?? 0)))
    return inOrder;
  const ranked = [...found].sort(
    (left, right) =>
      right.weight - left.weight ||
      right.end - right.start - (left.end - left.start) ||
      left.start - right.start,
  );
  const chosen: Finding[] = [];
  const taken = new Uint8Array(length);
  for (const finding of ranked) {
    if (taken.subarray(finding.start, finding.end).includes(1)) continue;
    taken.fill(1, finding.start, finding.end);
    chosen.push(finding);
  }
  return chosen.sort((left, right) => left.start - right.start);
}
