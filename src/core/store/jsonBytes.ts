/** The bytes that JSON is made of. */
export const LINE_FEED = 0x0a;
export const RETURN = 0x0d;
export const COMMA = 0x2c;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const QUOTE = 0x22;
export const COLON = 0x3a;

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === RETURN || byte === 0x09;
}

export function isDelimiter(byte: number | undefined): boolean {
  return (
    isSpace(byte) ||
    byte === COMMA ||
    byte === COLON ||
    byte === QUOTE ||
    byte === OPEN_LIST ||
    byte === CLOSE_LIST ||
    byte === OPEN_OBJECT ||
    byte === CLOSE_OBJECT
  );
}

/** The first byte from `at` on that is no white space. */
export function findFirst(bytes: Uint8Array, at: number): number | undefined {
  let from = at;
  while (isSpace(bytes[from])) from += 1;
  return bytes[from];
}

/**
 * The line feed before the line on which the next record begins, looked for in `bytes` from `start`, where a record
 * begins, to `end`; -1 when there is none. `spaceFrom`: where the white space before that record begins. JSON has no
 * line ends inside its strings, so a line that is indented as the record's own and opens an object is the next one.
 * Without indentation each record must be on a line of its own: else such a line may be a part of a record.
 */
export function findNextRecord(bytes: Uint8Array, spaceFrom: number, start: number, end: number): number {
  const before = bytes.subarray(spaceFrom, start).lastIndexOf(LINE_FEED);
  if (before === -1) return -1;
  const indent = bytes.subarray(spaceFrom + before + 1, start);
  for (let feed = bytes.indexOf(LINE_FEED, start); feed !== -1; feed = bytes.indexOf(LINE_FEED, feed + 1)) {
    const open = feed + 1 + indent.length;
    if (open >= end) return -1;
    if (bytes[open] !== OPEN_OBJECT || !indent.every((byte, index) => bytes[feed + 1 + index] === byte))
      continue;
    const next = bytes[open + 1];
    if (indent.length > 0 || (next !== LINE_FEED && next !== RETURN)) return feed;
  }
  return -1;
}
