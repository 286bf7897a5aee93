import { createHash } from 'node:crypto';
import { createAnonymiser, type AnonymiserOptions } from '../../src/core/anonymise/anonymiser';
import type { AnonymisationChoices } from '../../src/core/anonymise/choices';
import { requestedFinders } from '../../src/core/anonymise/requestedFinders';
import type { JsonValue } from '../../src/core/json';

const SAMPLES: Readonly<Record<string, string>> = {
  a: 'q7Zk2Wm9Xr4Bt8Lv',
  l: 'q7zk2wm9xr4bt8lv',
  u: 'Q7ZK2WM9XR4BT8LV',
  h: '7f2a9c4e1b8d3065',
  d: '4917203658',
  w: 'q7Zk_2Wm9-Xr4Bt8',
  b: 'q7Zk+2Wm9/Xr4Bt8',
  z: 'q7Zk2Wm9Xr4Bt8Lv',
};

/** The text of an example: parts joined, alphabets filled (see `Rule.examples`). */
export function expandExample(example: string): string {
  return example
    .replaceAll('~~', '\u0000')
    .replaceAll('~', '')
    .replaceAll('\u0000', '~')
    .replace(/\{(\w):(\d+)\}/g, (whole, alphabet: string, count: string) => {
      const sample = SAMPLES[alphabet];
      return sample === undefined
        ? whole
        : sample.repeat(Math.ceil(Number(count) / sample.length)).slice(0, Number(count));
    });
}

export const codecs = {
  sha256: () => {
    const hash = createHash('sha256');
    return {
      update: (bytes: Uint8Array) => {
        hash.update(bytes);
      },
      digestSoFar: () => new Uint8Array(hash.copy().digest()),
      digest: () => new Uint8Array(hash.digest()),
    };
  },
};

export const salt = new Uint8Array(16).fill(7);

export type AnonymiseOptions = Partial<AnonymiserOptions> & AnonymisationChoices;

export function anonymiserFor(options: AnonymiseOptions = {}) {
  const { level = 'full' } = options;
  const requested = requestedFinders(options, level === 'full');
  return createAnonymiser({ salt, ...options, level, requested }, codecs);
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A value anonymised, through its JSON text. */
export function anonymise(value: unknown, options: AnonymiseOptions = {}): JsonValue {
  return JSON.parse(
    decode(anonymiserFor(options).document(encode(JSON.stringify(value))).bytes),
  ) as JsonValue;
}

/** One string of prose, anonymised. */
export function anonymiseText(text: string, options: AnonymiseOptions = {}): string {
  const after = decode(anonymiserFor(options).document(encode(JSON.stringify([text]))).bytes);
  const [result] = JSON.parse(after) as [string];
  return result;
}
