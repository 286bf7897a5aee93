/** Size of a tar record; everything in a tar is padded to it (POSIX.1-2017 pax, "ustar Interchange Format"). */
export const TAR_BLOCK = 512;

const NAME_BYTES = 100;
/** Largest size that eleven octal digits hold: 8 GiB - 1. Beyond it the size is in the pax record. */
const OCTAL_SIZE = 8 ** 11 - 1;
const REGULAR = 0x30;
const EXTENDED = 0x78;

const encoder = new TextEncoder();

/**
 * The header of one regular file: ustar, mode 0644, owner 0, no names of users. A name that is long or not ASCII, and a
 * size of 8 GiB or more, get a pax record before it, which every reader of today understands. `modified` is in seconds
 * since 1970. Written here because modern-tar 0.8.6 makes no header without the body, and our bodies are compressed
 * before their place is known.
 */
export function tarHeader(path: string, size: number, modified: number): Uint8Array {
  const name = encoder.encode(path);
  const records: string[] = [];
  if (name.length > NAME_BYTES || name.some((byte) => byte > 0x7e)) records.push(paxRecord('path', path));
  if (size > OCTAL_SIZE) records.push(paxRecord('size', String(size)));
  const plain = block(name, size > OCTAL_SIZE ? 0 : size, modified, REGULAR);
  if (records.length === 0) return plain;

  const body = encoder.encode(records.join(''));
  const bytes = new Uint8Array(TAR_BLOCK + padded(body.length) + TAR_BLOCK);
  bytes.set(block(encoder.encode('PaxHeaders/loom-export'), body.length, modified, EXTENDED));
  bytes.set(body, TAR_BLOCK);
  bytes.set(plain, bytes.length - TAR_BLOCK);
  return bytes;
}

/** `length` rounded up to whole records. */
export function padded(length: number): number {
  return Math.ceil(length / TAR_BLOCK) * TAR_BLOCK;
}

/** `"<length> <key>=<value>\n"`, whose length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = encoder.encode(` ${key}=${value}\n`).length;
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function block(name: Uint8Array, size: number, modified: number, type: number): Uint8Array {
  const header = new Uint8Array(TAR_BLOCK);
  header.set(name.subarray(0, NAME_BYTES));
  octal(header, 100, 8, 0o644);
  octal(header, 108, 8, 0);
  octal(header, 116, 8, 0);
  octal(header, 124, 12, size);
  octal(header, 136, 12, modified);
  header[156] = type;
  header.set(encoder.encode('ustar\u000000'), 257);
  octal(header, 329, 8, 0);
  octal(header, 337, 8, 0);
  octal(header, 148, 7, tarChecksum(header));
  header[155] = 0x20;
  return header;
}

/** Digits and a NUL; the field is zero already. */
function octal(header: Uint8Array, offset: number, length: number, value: number): void {
  header.set(encoder.encode(value.toString(8).padStart(length - 1, '0')), offset);
}

/** Sum of a header's bytes with its checksum field taken as spaces. */
export function tarChecksum(header: Uint8Array): number {
  let sum = 8 * 0x20;
  for (let index = 0; index < TAR_BLOCK; index++) {
    if (index < 148 || index >= 156) sum += header[index] ?? 0;
  }
  return sum;
}
