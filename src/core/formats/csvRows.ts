import Papa from 'papaparse';
import type { Cell } from './columns';

/**
 * What a spreadsheet takes for the start of a formula, with the full-width forms that some fold to ASCII (OWASP, "CSV
 * Injection"). Only the first character is looked at: papaparse's own expression wants the whole cell on one line and so
 * lets a formula through that has a line break in it.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const encoder = new TextEncoder();

/**
 * Rows as RFC 4180: CRLF, quotes where they are needed, quotes doubled; UTF-8 without a byte order mark, which would become
 * part of the first column's name for Python, R and most databases (Excel opens such files by Data > From Text/CSV). Text that
 * starts like a formula gets an apostrophe in front; numbers are left as they are. Null is an empty cell.
 *
 * A cell may be longer than 32,767 characters, where Excel cuts, and than 131,072, where Python's csv module stops until
 * `csv.field_size_limit` is raised.
 */
export function encodeRows(rows: readonly (readonly Cell[])[]): Uint8Array {
  const text = Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n', header: false, escapeFormulae: FORMULA },
  );
  return encoder.encode(text === '' ? '' : `${text}\r\n`);
}
