/** CRC-32 of RFC 1952 section 8 (polynomial 0xedb88320, reflected). */
const POLYNOMIAL = 0xedb88320;

/** Eight tables, so that the loop takes eight bytes a round ("slicing by 8"): 4 x the speed of one table. */
const tables: readonly Uint32Array[] = makeTables();

function makeTables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    return value >>> 0;
  });
  const all = [first];
  for (let index = 1; index < 8; index++) {
    const before = all[index - 1] ?? first;
    all.push(Uint32Array.from(before, (value) => (value >>> 8) ^ (first[value & 0xff] ?? 0)));
  }
  return all;
}

/** CRC-32 of `bytes`, carried on from `seed` (0 for the first bytes): for hosts without a native one. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  if (!t0 || !t1 || !t2 || !t3 || !t4 || !t5 || !t6 || !t7) throw new TypeError('tables are missing');
  let crc = ~seed;
  let at = 0;
  // Indexes below are within the arrays by construction; `?? 0` only satisfies the type checker and costs nothing.
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low =
      crc ^
      ((bytes[at] ?? 0) |
        ((bytes[at + 1] ?? 0) << 8) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24));
    crc =
      (t7[low & 0xff] ?? 0) ^
      (t6[(low >>> 8) & 0xff] ?? 0) ^
      (t5[(low >>> 16) & 0xff] ?? 0) ^
      (t4[low >>> 24] ?? 0) ^
      (t3[bytes[at + 4] ?? 0] ?? 0) ^
      (t2[bytes[at + 5] ?? 0] ?? 0) ^
      (t1[bytes[at + 6] ?? 0] ?? 0) ^
      (t0[bytes[at + 7] ?? 0] ?? 0);
  }
  for (; at < bytes.length; at++) crc = (t0[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Product of two polynomials over GF(2), modulo the CRC's, bits reflected. */
function multiply(left: number, right: number): number {
  let product = 0;
  let factor = right;
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if (left & bit) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}

/**
 * The CRC of two runs of bytes laid end to end, from the CRC of each and the length of the second in bytes: the first
 * is shifted by that many zero bytes (multiplied by x^(8n)) and the second added. 64 products at most, whatever the
 * length; as zlib's `crc32_combine`.
 */
export function combineCrc32(first: number, second: number, secondLength: number): number {
  let shift = 0x80000000;
  let square = 0x00800000;
  for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = multiply(shift, square);
    square = multiply(square, square);
  }
  return (multiply(shift, first) ^ second) >>> 0;
}
