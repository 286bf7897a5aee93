const MINUS = 0x2d;
const ZERO = 0x30;
/** Numbers of so few digits are exact: as integers, and as one integer over a power of ten. */
export const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS }, (_, zeros) => Number(`1e${String(zeros)}`));

/** A number of at most 15 digits without exponent: a quotient of two exact doubles is the nearest double to it. */
export function exactNumber(bytes: Uint8Array, start: number, point: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  let digits = 0;
  for (let at = isNegative ? start + 1 : start; at < end; at += 1)
    if (at !== point) digits = digits * 10 + (bytes[at] ?? 0) - ZERO;
  const value = point < end ? digits / (POWERS[end - point - 1] ?? 1) : digits;
  return isNegative ? -value : value;
}
