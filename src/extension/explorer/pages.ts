/** The most children that a node may have: a flat 10,000 took VS Code 335 ms to show, 100,000 six seconds (MEASURED B). */
export const PAGE_SIZE = 200;

/** Records `start` up to `end`, from 0. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The pages that a range of records is shown in: none when it fits into one node, else at most 200, each holding 200
 * records or, for more than 40,000, 200 pages of them.
 */
export function pagesOf(range: Range): readonly Range[] {
  const count = range.end - range.start;
  if (count <= PAGE_SIZE) return [];
  let size = PAGE_SIZE;
  while (count > size * PAGE_SIZE) size *= PAGE_SIZE;
  const pages: Range[] = [];
  for (let start = range.start; start < range.end; start += size) {
    pages.push({ start, end: Math.min(start + size, range.end) });
  }
  return pages;
}
