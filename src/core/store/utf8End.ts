/** The offset behind a character of several bytes, -1 for what is none (RFC 3629 section 4). */
export function utf8End(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if (first < 0xc2 || first > 0xf4 || !isContinuation(second)) return -1;
  if (first < 0xe0) return at + 2;
  if (!isContinuation(bytes[at + 2] ?? 0)) return -1;
  if (first < 0xf0) {
    const isLong = first === 0xe0 && second < 0xa0;
    const isSurrogate = first === 0xed && second > 0x9f;
    return isLong || isSurrogate ? -1 : at + 3;
  }
  if (!isContinuation(bytes[at + 3] ?? 0)) return -1;
  const isLong = first === 0xf0 && second < 0x90;
  const isBeyond = first === 0xf4 && second > 0x8f;
  return isLong || isBeyond ? -1 : at + 4;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
