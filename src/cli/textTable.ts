import type { Style } from './style';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Gives way when the terminal is narrow. */
  readonly shrinks?: boolean;
}

/** Rows under titles, columns as wide as they must be. With `width`, the column that shrinks is cut to fit it. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
  width?: number,
): string {
  const widths = columns.map((column, index) =>
    rows.reduce((most, cells) => Math.max(most, (cells[index] ?? '').length), column.title.length),
  );
  if (width !== undefined) {
    const over = widths.reduce((sum, each) => sum + each + 2, -2) - width;
    const shrinking = columns.findIndex((column) => column.shrinks === true);
    if (over > 0 && shrinking !== -1) {
      widths[shrinking] = Math.max(columns[shrinking]?.title.length ?? 1, (widths[shrinking] ?? 0) - over);
    }
  }
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, index) => {
        const space = widths[index] ?? 0;
        const text = fit(cells[index] ?? '', space);
        return column.align === 'right' ? text.padStart(space) : text.padEnd(space);
      })
      .join('  ')
      .trimEnd();
  return [style.bold(line(columns.map((column) => column.title))), ...rows.map(line)]
    .map((text) => `${text}\n`)
    .join('');
}

function fit(text: string, space: number): string {
  return text.length <= space ? text : `${text.slice(0, Math.max(0, space - 1))}…`;
}

/** Text from a memory as one line of a terminal: nothing in it may move the cursor or change colours. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();
}
