import { decodeBase64Text, type Cleaned } from './hidden';

/** A stretch of a text that stands for another text. */
export interface Encoded {
  readonly as: 'base64' | 'hex';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const BASE64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,20000}={0,2}/g;
const HEX = /(?<![0-9A-Za-z])(?:0x)?((?:[0-9A-Fa-f]{2}){10,20000})(?![0-9A-Za-z])/g;

/** What in a text is readable text in base64 (either alphabet) or hex. Hashes, keys and random bytes are not. */
export function encodedTexts(text: string): Encoded[] {
  const parts: Encoded[] = [];
  BASE64.lastIndex = 0;
  for (let match = BASE64.exec(text); match !== null; match = BASE64.exec(text)) {
    const inner = decodeBase64Text(match[0]);
    if (inner !== undefined && inner.length >= 10) parts.push(part('base64', match, inner));
  }
  HEX.lastIndex = 0;
  for (let match = HEX.exec(text); match !== null; match = HEX.exec(text)) {
    const inner = decodeHexText(match[1] ?? '');
    if (inner !== undefined) parts.push(part('hex', match, inner));
  }
  return parts;
}

function part(as: Encoded['as'], { index, 0: whole }: RegExpExecArray, text: string): Encoded {
  return { as, start: index, end: index + whole.length, text };
}

/** The ASCII text that hex digits stand for; undefined when they stand for anything else. */
function decodeHexText(digits: string): string | undefined {
  const codes: number[] = [];
  for (let at = 0; at < digits.length; at += 2) {
    const code = Number.parseInt(digits.slice(at, at + 2), 16);
    // Most of what is no text ends here with its first byte.
    if (code > 126 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return undefined;
    codes.push(code);
  }
  return new TextDecoder().decode(Uint8Array.from(codes));
}

/**
 * The text with its percent-encoded ASCII (RFC 3986, 2.1) as what it stands for. Undefined when there is none but spaces
 * and slashes, which hide nothing.
 */
export function withoutPercents(text: string): Cleaned | undefined {
  if (!/%(?!2[0Ff])[2-7][0-9A-Fa-f]/.test(text)) return undefined;
  const offsets = new Uint32Array(text.length + 1);
  let decoded = '';
  let from = 0;
  const copyUpTo = (end: number): void => {
    for (let at = from; at < end; at += 1) offsets[decoded.length + at - from] = at;
    decoded += text.slice(from, end);
  };
  for (const { index, 1: code = '' } of text.matchAll(/%([2-7][0-9A-Fa-f])/g)) {
    copyUpTo(index);
    offsets[decoded.length] = index;
    decoded += String.fromCharCode(Number.parseInt(code, 16));
    from = index + 3;
  }
  copyUpTo(text.length);
  offsets[decoded.length] = text.length;
  return { text: decoded, offsets };
}
