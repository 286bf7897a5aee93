import Papa from 'papaparse';
import type { Cell } from './columns';

/**
 * What a spreadsheet takes for the start of a formula, with the full-width forms that some fold to ASCII (OWASP, "CSV
 * Injection"). Only the first character is looked at: papaparse's own expression wants the whole cell on one line and so
 * lets a formula through that has a line break in it.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const FORM = { newline: '\r\n', header: false, escapeFormulae: FORMULA };

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

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
  return encoder.encode(rows.map((row) => `${rowText(row)}\r\n`).join(''));
}

/**
 * As `encodeRows`, with the UTF-8 JSON of an object as one more cell. It starts with `{`, so it is no formula. Most of a row's
 * bytes are in it, so it is quoted as bytes: neither decoded nor looked through by papaparse (which took half of the time).
 */
export function encodeRecordRows(
  rows: readonly { readonly cells: readonly Cell[]; readonly record: Uint8Array }[],
): Uint8Array {
  const starts = rows.map(({ cells }) => encoder.encode(`${rowText(cells)},"`));
  // Room for a record of nothing but quotes, its own closing quote and the line's end.
  const room = rows.reduce(
    (sum, { record }, row) => sum + (starts[row]?.length ?? 0) + 2 * record.length + 3,
    0,
  );
  const bytes = new Uint8Array(room);
  let at = 0;
  for (const [row, { record }] of rows.entries()) {
    const start = starts[row];
    if (start !== undefined) {
      bytes.set(start, at);
      at += start.length;
    }
    // By index: the iterator of a typed array takes ten times as long.
    for (let index = 0; index < record.length; index++) {
      const byte = record[index] ?? 0;
      bytes[at++] = byte;
      if (byte === QUOTE) bytes[at++] = QUOTE;
    }
    bytes[at++] = QUOTE;
    bytes[at++] = CARRIAGE_RETURN;
    bytes[at++] = LINE_FEED;
  }
  return bytes.subarray(0, at);
}

function rowText(row: readonly Cell[]): string {
  return Papa.unparse([[...row]], FORM);
}
