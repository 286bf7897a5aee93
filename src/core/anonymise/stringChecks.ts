/** Characters of a run that is worth a look. */
const RUN = 16;
/** 1 digit, 2 lower case, 4 upper case, 8 one of + - / _ =; 0 ends a run. */
const RUN_CLASS = (() => {
  const table = new Uint8Array(256);
  for (let code = 48; code <= 57; code += 1) table[code] = 1;
  for (let code = 97; code <= 122; code += 1) table[code] = 2;
  for (let code = 65; code <= 90; code += 1) table[code] = 4;
  for (const code of [43, 45, 47, 95, 61]) table[code] = 8;
  return table;
})();

/** True for a run of 16 with a letter and a digit. Looks at every 16th character and goes back from there. */
export function hasLongRun(bytes: Uint8Array, start: number, end: number): boolean {
  let begin = start;
  while (begin + RUN <= end) {
    let back = begin + RUN - 1;
    let seen = 0;
    while (back >= begin) {
      const kind = RUN_CLASS[bytes[back] ?? 0] ?? 0;
      if (kind === 0) break;
      seen |= kind;
      back -= 1;
    }
    if (back >= begin) {
      begin = back + 1;
      continue;
    }
    let forward = begin + RUN;
    while (forward < end) {
      const kind = RUN_CLASS[bytes[forward] ?? 0] ?? 0;
      if (kind === 0) break;
      seen |= kind;
      forward += 1;
    }
    if ((seen & 1) !== 0 && (seen & 6) !== 0) return true;
    begin = forward + 1;
  }
  return false;
}

/** True where a word with a capital, or one beyond ASCII, follows a number: how a street begins. */
export function hasNumberBeforeName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at += 1) {
    if (bytes[at] !== 32) continue;
    const next = bytes[at + 1] ?? 0;
    if (!isCapital(next) && next < 195) continue;
    const before = bytes[at - 1] ?? 0;
    const number = isCapital(before) ? (bytes[at - 2] ?? 0) : before;
    if (number >= 48 && number <= 57) return true;
  }
  return false;
}

function isCapital(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

/** True where a capitalised word follows another word, as a name's second part does. */
export function hasInnerCapital(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = bytes.indexOf(32, start); at !== -1 && at < end; at = bytes.indexOf(32, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if ((next >= 65 && next <= 90) || next >= 195) return true;
  }
  // After a line end, which is an escape: a signature below a greeting.
  for (let at = bytes.indexOf(92, start); at !== -1 && at < end; at = bytes.indexOf(92, at + 2)) {
    const next = bytes[at + 2] ?? 0;
    if (bytes[at + 1] === 110 && ((next >= 65 && next <= 90) || next >= 195)) return true;
  }
  return false;
}

/** A UUID or an ISO 8601 time by its punctuation, read from the bytes: every record has several, none is looked at. */
export function isPlainIdOrTime(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 36) {
    if (
      bytes[start + 8] !== 45 ||
      bytes[start + 13] !== 45 ||
      bytes[start + 18] !== 45 ||
      bytes[start + 23] !== 45
    )
      return false;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      const hex = (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102) || byte === 45;
      if (!hex) return false;
    }
    return true;
  }
  if (
    length < 19 ||
    length > 30 ||
    bytes[start + 4] !== 45 ||
    bytes[start + 7] !== 45 ||
    bytes[start + 10] !== 84 ||
    bytes[start + 13] !== 58
  )
    return false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    const time =
      (byte >= 48 && byte <= 58) || byte === 45 || byte === 84 || byte === 90 || byte === 46 || byte === 43;
    if (!time) return false;
  }
  return true;
}

/** Where a string ends that is such an id or time; -1 for another, which most are by their fifth or ninth byte. */
export function endOfIdOrTime(bytes: Uint8Array, start: number): number {
  if (bytes[start + 8] === 45 && bytes[start + 36] === 34)
    return isPlainIdOrTime(bytes, start, start + 36) ? start + 36 : -1;
  if (bytes[start + 4] !== 45 || bytes[start + 10] !== 84) return -1;
  const end = bytes.indexOf(34, start + 19);
  return isPlainIdOrTime(bytes, start, end) ? end : -1;
}

/** Where the string ends whose content goes on at a place: at its quote, or at the end of the text. */
export function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 34) at += bytes[at] === 92 ? 2 : 1;
  return at;
}
