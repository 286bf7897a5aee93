import { isJsonArray } from '../json';
import type { JsonValue } from '../json';

const ONE = 0x9e3779b1;
const OTHER = 0x85ebca77;

/**
 * 64 bits (16 hexadecimal digits) of what a value says: the order of keys, white space and the spelling of numbers make no
 * difference. For telling versions of a record apart, not for secrecy; where
 * the bytes tell enough, `bytesHash` is ten times as fast.
 */
export function contentHash(value: JsonValue): string {
  const hash = new Hash();
  hash.value(value);
  return hex(hash.low) + hex(hash.high);
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}

/** Two lanes of 32 bits over UTF-16 units, mixed at the end of each text (after cyrb53, public domain). */
class Hash {
  low = 0;
  high = 0;

  value(value: JsonValue): void {
    if (typeof value === 'string') this.#text(value, 1);
    else if (value === null || typeof value !== 'object') this.#text(String(value), 2);
    else if (isJsonArray(value)) this.#list(value);
    else this.#object(value);
  }

  #list(list: readonly JsonValue[]): void {
    let low = list.length ^ 0x5bd1e995;
    let high = list.length ^ 0x27d4eb2f;
    for (const each of list) {
      this.value(each);
      low = Math.imul((low << 7) ^ (low >>> 25) ^ this.low, ONE);
      high = Math.imul((high << 11) ^ (high >>> 21) ^ this.high, OTHER);
    }
    this.#mix(low, high);
  }

  /** The members' hashes are added up, so that their order does not count. */
  #object(object: Readonly<Record<string, JsonValue>>): void {
    let low = 0x165667b1;
    let high = 0x2545f491;
    for (const key in object) {
      this.#text(key, 3);
      const keyLow = this.low;
      const keyHigh = this.high;
      this.value(object[key] ?? null);
      this.#mix(Math.imul(keyLow ^ (this.low << 5), ONE) ^ this.high, Math.imul(keyHigh, OTHER) ^ this.low);
      low = (low + this.low) | 0;
      high = (high + this.high) | 0;
    }
    this.#mix(low, high);
  }

  /** Pairs of units go to the lanes in turn: half the work of giving each to both, and a change still changes a lane. */
  #text(text: string, seed: number): void {
    let low = 0xdeadbeef ^ seed;
    let high = 0x41c6ce57 ^ text.length;
    const { length } = text;
    let at = 0;
    for (; at + 3 < length; at += 4) {
      low = Math.imul(low ^ text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 16), ONE);
      high = Math.imul(high ^ text.charCodeAt(at + 2) ^ (text.charCodeAt(at + 3) << 16), OTHER);
      low ^= low >>> 15;
      high ^= high >>> 13;
    }
    for (; at < length; at += 1) low = Math.imul(low ^ text.charCodeAt(at), ONE);
    this.#mix(low, high);
  }

  #mix(low: number, high: number): void {
    this.low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
    this.high =
      Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(this.low ^ (this.low >>> 13), 0xc2b2ae35);
  }
}
