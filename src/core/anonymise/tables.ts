import type { Finding } from './rule';
import { environmentName, secretKind } from './secretNames';
import { isSecretValue } from './secretValue';

const CELL_NAME = /^[\w -]{2,40}$/;
/** Longer lines are no rows of a table that a person reads. */
const LONGEST_LINE = 2000;

interface Cell {
  readonly start: number;
  readonly text: string;
}

/** Secrets in the columns of Markdown tables and of CSV, by the name at the column's head. `ends`: of words of such names. */
export function findInTables(text: string, ends: readonly number[], found: Finding[]): void {
  if (!text.includes('\n') || !/[|,;\t]/.test(text)) return;
  let next = 0;
  let heads: readonly Cell[] | undefined;
  let separator = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    if (line.length > LONGEST_LINE) {
      heads = undefined;
      continue;
    }
    if (heads !== undefined) {
      const row = cells(line, start, separator);
      if (row.length === heads.length) {
        take(heads, row, found);
        continue;
      }
    }
    heads = undefined;
    while (next < ends.length && (ends[next] ?? 0) <= start) next += 1;
    if ((ends[next] ?? Infinity) > start + line.length) continue;
    separator = ['|', '\t', ';', ','].find((sign) => line.includes(sign)) ?? '';
    const row = separator === '' ? [] : cells(line, start, separator);
    const isHead =
      row.length > 1 &&
      row.every((cell) => CELL_NAME.test(cell.text)) &&
      row.some((cell) => secretKind(cell.text) !== undefined);
    heads = isHead ? row : undefined;
  }
}

function cells(line: string, start: number, separator: string): Cell[] {
  const result: Cell[] = [];
  let at = start;
  for (const part of line.split(separator)) {
    const text = part.trim().replace(/^["'`]|["'`]$/g, '');
    if (text !== '' || separator !== '|') result.push({ start: at + part.indexOf(text), text });
    at += part.length + separator.length;
  }
  return result;
}

function take(heads: readonly Cell[], row: readonly Cell[], found: Finding[]): void {
  heads.forEach((head, column) => {
    const kind = secretKind(head.text);
    const value = row[column];
    if (kind === undefined || kind === 'key' || value === undefined || /\s|^[:-]+$/.test(value.text)) return;
    if (!isSecretValue(value.text, head.text, kind, 'quoted')) return;
    found.push({
      start: value.start,
      end: value.start + value.text.length,
      rule: `${kind}-in-table`,
      category: kind === 'password' ? 'passwords' : 'api-keys',
      tier: 'secret',
      rewrite: {
        as: 'secret',
        name: environmentName(head.text, kind === 'password' ? 'PASSWORD' : 'API_KEY'),
      },
      weight: 74,
      learn: true,
    });
  });
}
