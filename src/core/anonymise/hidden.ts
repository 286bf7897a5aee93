import { alphabets, isHash, looksGenerated } from './randomness';

/** Characters that are not seen: soft hyphen, zero-width space, joiners, word joiner, byte order mark, directions. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]/;

export interface Cleaned {
  readonly text: string;
  /** Offset in the original of each offset in `text`, one more than its length. */
  readonly offsets: Uint32Array;
}

/** The text without invisible characters, so that a token split by one is seen whole; undefined when there is none. */
export function withoutInvisible(text: string): Cleaned | undefined {
  return INVISIBLE.test(text) ? without(text, (at) => (INVISIBLE.test(text[at] ?? '') ? 1 : 0)) : undefined;
}

const UNUSUAL_SPACE = /[\u00a0\u2007\u2009\u202f]/g;

/** The text with plain spaces for those of typesetters (no break, thin, as wide as a digit): offsets stay. */
export function withPlainSpaces(text: string): string {
  return text.replace(UNUSUAL_SPACE, ' ');
}

/**
 * Where a token may go on: behind a line end of a mail; behind another one, or in the next literal, with what follows. Each
 * way begins with its rarest character and looks back from there: most of a text is passed over.
 */
const BREAK =
  /\r\n(?<=[\w+/=-]\r\n)(?=[\w+/=-])|(?:\n(?<=[\w+/=-]{8}\n)|\\\r?\n(?<=[\w+/=-]{8}\\\r?\n)|["'`](?<=[\w+/=-]{8}["'`])\s{0,24}(?:[+.&]\s{0,2}_?\s{0,24}|\\?\r?\n\s{0,24})["'`])(?=([\w+/=-]{6,400})(["'`\r\n),;\]]|$| ))/g;

/**
 * The text without what breaks a token in two: an editor or a mail that wrapped it, a literal in pieces. Undefined when there
 * is nothing but within `wholes`.
 */
export function withoutWraps(
  text: string,
  wholes: readonly { readonly start: number; readonly end: number }[] = [],
): Cleaned | undefined {
  const breaks = new Map<number, number>();
  let isWithin = false;
  BREAK.lastIndex = 0;
  for (let match = BREAK.exec(text); match !== null; match = BREAK.exec(text)) {
    const { 0: gap, 1: rest, 2: after, index } = match;
    if (wholes.some(({ start, end }) => start < index && index < end)) isWithin = true;
    else if (rest === undefined || isRest(rest, after === ' ' && !gap.startsWith('\\')))
      breaks.set(index, gap.length);
  }
  if (breaks.size === 0) return undefined;
  return isWithin ? withoutWraps(text) : without(text, (at) => breaks.get(at) ?? 0);
}

/** Drawn, and no hash; where words follow in its line it might be the first of them. */
function isRest(text: string, beginsLine: boolean): boolean {
  return (
    looksGenerated(text, 6) && !isHash(text) && (!beginsLine || (text.length > 9 && alphabets(text) === 3))
  );
}

/** Of JSON in JSON in JSON there are seven. */
const BEFORE_QUOTE = /\\{1,8}(?=")/y;

/** JSON in a string, as it is logged: the text without the back-slashes before its quotes; undefined when there are none. */
export function withoutEscapedQuotes(text: string): Cleaned | undefined {
  if (!text.includes('\\"')) return undefined;
  return without(text, (at) => {
    if (text[at] !== '\\') return 0;
    BEFORE_QUOTE.lastIndex = at;
    return BEFORE_QUOTE.exec(text)?.[0].length ?? 0;
  });
}

function without(text: string, skip: (at: number) => number): Cleaned {
  const offsets = new Uint32Array(text.length + 1);
  const kept: string[] = [];
  let count = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const length = skip(at);
    if (length > 0) {
      kept.push(text.slice(from, at));
      at += length - 1;
      from = at + 1;
    } else {
      offsets[count] = at;
      count += 1;
    }
  }
  kept.push(text.slice(from));
  offsets[count] = text.length;
  return { text: kept.join(''), offsets };
}

const EQUALS_SIGN = 61;
/** Most of what is no text ends within its first bytes: only for the rest of a longer one is there an array of its own. */
const beginning = new Uint8Array(16);
const strictDecoder = new TextDecoder('utf-8', { fatal: true });

/** The text that base64 (either alphabet) stands for; undefined when it is not readable text. */
export function decodeBase64Text(encoded: string): string | undefined {
  let { length } = encoded;
  while (encoded.charCodeAt(length - 1) === EQUALS_SIGN) length -= 1;
  if (length % 4 === 1) return undefined;
  const most = Math.floor((length * 3) / 4);
  let bytes = beginning;
  let buffer = 0;
  let bits = 0;
  let count = 0;
  /** Bytes that a character beyond ASCII still has. */
  let due = 0;
  for (let index = 0; index < length; index += 1) {
    const value = BASE64_VALUE[encoded.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      const byte = (buffer >> bits) & 255;
      // Text has no control characters but tab and line ends, and whole characters: most of what is not text ends here at once.
      if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return undefined;
      if (due > 0 !== (byte >> 6 === 2)) return undefined;
      due = due > 0 ? due - 1 : byte < 192 ? 0 : byte < 224 ? 1 : byte < 240 ? 2 : 3;
      if (count === beginning.length) {
        bytes = new Uint8Array(most);
        bytes.set(beginning);
      }
      bytes[count] = byte;
      count += 1;
    }
  }
  try {
    return strictDecoder.decode(bytes.subarray(0, count));
  } catch {
    // Not UTF-8: bytes, not text. Nothing to report: it is what most base64 is.
    return undefined;
  }
}

function base64Value(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 43 || code === 45) return 62;
  return code === 47 || code === 95 ? 63 : -1;
}

const BASE64_VALUE = Int8Array.from({ length: 128 }, (_, code) => base64Value(code));
