import type { Finding } from './rule';
import { environmentName, secretKind, type SecretKind } from './secretNames';
import { isSecretValue } from './secretValue';

interface Place {
  readonly start: number;
  readonly text: string;
}

/** Rows that a person reads are short. */
const LONGEST_ROW = 2000;
const INSERT =
  /\bINSERT\s{1,3}(?:IGNORE\s{1,3})?INTO\s{1,3}[^\s(]{1,120}\s{0,3}\(([^()]{1,600})\)\s{0,3}VALUES\s{0,3}(?=\()/gi;
/** A value of a row of SQL: a literal, anything without a comma or bracket. */
const SQL_VALUE =
  /\s{0,4}(?:N?'((?:[^'\\\n]|''|\\.){0,400})'|"([^"\n]{0,400})"|[^,()'"]{0,120}(?:\([^()]{0,120}\))?)\s{0,4}/y;

/**
 * Values that stand apart from their names: the cell beside `| API_KEY |`, the third value of an INSERT whose third column
 * is `password`. `ends`: where words of such names end.
 */
export function findPairedCells(text: string, ends: readonly number[], found: Finding[]): void {
  if (/[|\t;]/.test(text)) findInRows(text, ends, found);
  if (/insert/i.test(text)) findInInserts(text, found);
}

function findInRows(text: string, ends: readonly number[], found: Finding[]): void {
  let passed = -1;
  for (const end of ends) {
    if (end <= passed) continue;
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const close = text.indexOf('\n', end);
    passed = close === -1 ? text.length : close;
    const line = text.slice(start, passed);
    const separator = ['|', '\t', ';'].find((sign) => line.includes(sign)) ?? '|';
    if (line.length > LONGEST_ROW || !line.includes(separator)) continue;
    // Alternatives of a pattern are no cells.
    if (separator === '|' && !/^\s*\||\s\|\s/.test(line)) continue;
    let at = start;
    let before = '';
    for (const part of line.split(separator)) {
      const cell = part.trim().replace(/^[`"'*]{1,2}|[`"'*]{1,2}$/g, '');
      // `variable=dbPassword;issecret=true`: the next setting, not its value.
      const isSetting = separator === ';' && /^[A-Za-z][\w.-]{0,40}=/.test(cell);
      if (cell !== '' && before !== '' && !isSetting) {
        const name = (separator === ';' ? /[\w.-]{2,60}$/ : /^[\w .-]{2,60}$/).exec(before)?.[0];
        if (name !== undefined) take(name, { start: at + part.indexOf(cell), text: cell }, 'bare', found);
      }
      before = cell;
      at += part.length + 1;
    }
  }
}

function findInInserts(text: string, found: Finding[]): void {
  for (const match of text.matchAll(INSERT)) {
    const columns = (match[1] ?? '')
      .split(',')
      .map((column) => column.trim().replace(/^["'`[]|["'`\]]$/g, ''));
    if (!columns.some((column) => secretKind(column) !== undefined)) continue;
    let at = match.index + match[0].length;
    for (let row = 0; row < 200 && text[at] === '('; row += 1) {
      at += 1;
      for (const column of columns) {
        SQL_VALUE.lastIndex = at;
        const value = SQL_VALUE.exec(text);
        if (value === null) break;
        const literal = value[1] ?? value[2];
        if (literal !== undefined && literal !== '')
          take(column, { start: at + value[0].indexOf(literal), text: literal }, 'quoted', found);
        at += value[0].length;
        if (text[at] !== ',') break;
        at += 1;
      }
      at += /^\)\s{0,3},?\s{0,4}/.exec(text.slice(at, at + 10))?.[0].length ?? 0;
    }
  }
}

function take(name: string, { start, text }: Place, form: 'quoted' | 'bare', found: Finding[]): void {
  const kind: SecretKind | undefined = secretKind(name);
  if (kind === undefined || text === '' || !isSecretValue(text, name, kind, form)) return;
  const isPassword = kind === 'password';
  found.push({
    start,
    end: start + text.length,
    rule: `${kind}-in-row`,
    category: isPassword ? 'passwords' : 'api-keys',
    tier: 'secret',
    rewrite: { as: 'secret', name: environmentName(name, isPassword ? 'PASSWORD' : 'API_KEY') },
    weight: 74,
    learn: true,
  });
}
