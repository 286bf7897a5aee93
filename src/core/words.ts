import prettyBytes from 'pretty-bytes';

/** `14.2 MB`: three significant digits, decimal units, as file managers show them. */
export function sizeWords(bytes: number): string {
  return prettyBytes(bytes);
}

/** `1,247`. Grouped by hand: Intl costs the first caller 10 ms of loading locale data. */
export function numberWords(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 pattern`, `1,247 patterns`; `plural` where an `s` is not enough. */
export function countWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${numberWords(count)} ${count === 1 ? singular : plural}`;
}

/** `98%` of 0.98; at most one decimal, and none that says nothing. Null where nothing is known. */
export function percentWords(rate: number | null): string {
  return rate === null ? 'unknown' : `${String(Math.round(rate * 1000) / 10)}%`;
}

/** `7.6x`: how many times smaller. Undefined when there is nothing to compare. */
export function ratioWords(before: number, after: number): string | undefined {
  return before > 0 && after > 0 ? `${(before / after).toFixed(1)}x` : undefined;
}

/** The words of a tree of one level, drawn as in the seed's report. */
export function treeLines(items: readonly string[]): string[] {
  return items.map((item, index) => `${index === items.length - 1 ? '└──' : '├──'} ${item}`);
}
