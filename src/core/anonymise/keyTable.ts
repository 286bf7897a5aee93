import { meaningOfKey } from './jsonKeys';
import { unescapeJson } from './jsonString';
import { isAt } from './knownStrings';
import { roleOfKey, type MemberRole } from './memberRoles';
import { rulesUnderKey } from './underKey';

/** A key of an object. */
export interface KnownKey {
  readonly text: string;
  /** As a part of a JSON pointer (RFC 6901). */
  readonly pointerPart: string;
  /** What it says about its value: a secret; something else that is looked for; nothing. */
  readonly tells: 'secret' | 'something' | 'nothing';
  /** What its value does for the values of its siblings. */
  readonly role: MemberRole | undefined;
}

export const NO_KEY: KnownKey = { text: '', pointerPart: '/', tells: 'nothing', role: undefined };

/** Keys that share a place drive each other out: a memory has some hundred of them. */
const PLACES = 4096;

interface Entry {
  readonly bytes: Uint8Array;
  readonly key: KnownKey;
}

/** Keys by their bytes: nearly all that a memory has were there before. */
export class KeyTable {
  readonly #entries: (Entry | undefined)[] = Array.from({ length: PLACES }, () => undefined);
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** The key whose content begins at `start`. */
  at(bytes: Uint8Array, start: number): KnownKey {
    let hash = 0;
    let end = start;
    for (; end < bytes.length; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === 34) break;
      hash = Math.imul(hash ^ byte, 0x01000193);
      if (byte === 92) end += 1;
    }
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#entries[place];
    if (known !== undefined && isAt(bytes, start, end, known.bytes)) return known.key;
    const key = keyOf(this.#decoder.decode(bytes.subarray(start, end)));
    this.#entries[place] = { bytes: bytes.slice(start, end), key };
    return key;
  }
}

function keyOf(raw: string): KnownKey {
  const text = raw.includes('\\') ? unescapeJson(raw) : raw;
  const pointerPart = `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { text, pointerPart, tells: whatKeyTells(text), role: roleOfKey(text) };
}

function whatKeyTells(key: string): KnownKey['tells'] {
  const { secret, holds } = meaningOfKey(key);
  if (secret !== undefined) return 'secret';
  return holds !== undefined || rulesUnderKey(key).length > 0 ? 'something' : 'nothing';
}
