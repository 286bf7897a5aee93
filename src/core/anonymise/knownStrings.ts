import type { KnownKey } from './keyTable';
import type { Finding } from './rule';

/** What is in a string of JSON. */
export interface LookedAt {
  readonly text: string;
  /** Escapes hide letters in it. */
  readonly hidden: boolean;
  readonly found: readonly Finding[];
}

interface Entry extends LookedAt {
  readonly bytes: Uint8Array;
  readonly key: string;
  readonly isKey: boolean;
}

/** Longer strings seldom repeat, in bytes. */
const LONGEST = 75;
/** Strings that share a place drive each other out: these are some 6 MB. */
const PLACES = 16_384;

/** Short strings by their bytes and the key they stand under: those of a memory repeat, and an export looks at each twice. */
export class KnownStrings {
  readonly #entries: (Entry | undefined)[] = Array.from({ length: PLACES }, () => undefined);

  /** What is in the string whose content lies there; `look` is asked for those that nobody knows. */
  at(
    bytes: Uint8Array,
    range: { readonly start: number; readonly end: number; readonly isKey: boolean },
    { text: key }: KnownKey,
    look: () => LookedAt,
  ): LookedAt {
    const { start, end, isKey } = range;
    if (end - start > LONGEST) return look();
    let hash = key.length + (isKey ? 1 : 0);
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#entries[place];
    if (
      known !== undefined &&
      known.key === key &&
      known.isKey === isKey &&
      isAt(bytes, start, end, known.bytes)
    )
      return known;
    const { text, hidden, found } = look();
    const entry = { text, hidden, found, bytes: bytes.slice(start, end), key, isKey };
    this.#entries[place] = entry;
    return entry;
  }
}

/** True when these bytes lie between two places. */
export function isAt(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let index = 0; index < wanted.length; index += 1)
    if (bytes[start + index] !== wanted[index]) return false;
  return true;
}
