import type { Codecs } from '../ports';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** Addresses for documentation that stand for a host: 254 in each of three networks. */
const DOCUMENTATION_ADDRESSES = 762;
const MAX_REMEMBERED = 50_000;

/**
 * Stable stand-ins: the same value gives the same one in one export (one salt), another in the next. What they are
 * made from is a keyed hash (SHA-256 over salt and value, 40 bits of it), so that nobody without the salt can try values.
 */
export class Placeholders {
  readonly #remembered = new Map<string, string>();
  /** Documentation addresses given out, by address, so that two values never share one while there are some left. */
  readonly #addresses = new Map<string, string>();
  readonly #addressOf = new Map<string, string>();
  readonly #encoder = new TextEncoder();

  constructor(
    private readonly salt: Uint8Array,
    private readonly codecs: Pick<Codecs, 'sha256'>,
  ) {}

  /** Gives each of some IPv4 addresses its own before any is asked for: then the order of asking changes nothing. */
  reserve(addresses: Iterable<string>): void {
    for (const address of [...addresses].sort()) this.ipv4(address);
  }

  /** Eight letters for a value. */
  mark(value: string): string {
    const known = this.#remembered.get(value);
    if (known !== undefined) return known;
    const hash = this.#hash(value);
    let text = '';
    for (let bit = 0; bit < 40; bit += 5) {
      const byte = bit >> 3;
      const two = ((hash[byte] ?? 0) << 8) | (hash[byte + 1] ?? 0);
      text += LETTERS[(two >> (11 - (bit & 7))) & 31] ?? 'a';
    }
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(value, text);
    return text;
  }

  /** An address of 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 (RFC 5737), then of 198.18.0.0/15 (RFC 2544). */
  ipv4(value: string): string {
    const known = this.#addressOf.get(value);
    if (known !== undefined) return known;
    const given = this.#freeIpv4(value);
    this.#addressOf.set(value, given);
    return given;
  }

  #freeIpv4(value: string): string {
    const hash = this.#hash(`4 ${value}`);
    const first = ((hash[0] ?? 0) * 256 + (hash[1] ?? 0)) % DOCUMENTATION_ADDRESSES;
    const isFree = this.#addresses.size < DOCUMENTATION_ADDRESSES;
    for (let step = 0; isFree && step < DOCUMENTATION_ADDRESSES; step += 1) {
      const slot = (first + step) % DOCUMENTATION_ADDRESSES;
      const net = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(slot / 254)] ?? '192.0.2';
      const address = `${net}.${(slot % 254) + 1}`;
      const owner = this.#addresses.get(address);
      if (owner === undefined) this.#addresses.set(address, value);
      if (owner === undefined || owner === value) return address;
    }
    const after = ((hash[2] ?? 0) % 2) * 65_536 + (hash[3] ?? 0) * 256 + (hash[4] ?? 0);
    for (let step = 0; step < 131_072; step += 1) {
      const slot = (after + step) % 131_072;
      const address = `198.${18 + Math.floor(slot / 65_536)}.${Math.floor(slot / 256) % 256}.${slot % 256}`;
      const owner = this.#addresses.get(address);
      if (owner === undefined) this.#addresses.set(address, value);
      if (owner === undefined || owner === value) return address;
    }
    return '198.18.0.0';
  }

  /** An address of 2001:db8::/32 (RFC 3849). */
  ipv6(value: string): string {
    const hash = this.#hash(`6 ${value.toLowerCase()}`);
    const group = (index: number): string => ((hash[index] ?? 0) * 256 + (hash[index + 1] ?? 0)).toString(16);
    return `2001:db8:${group(0)}:${group(2)}::${group(4)}`;
  }

  #hash(value: string): Uint8Array {
    const hasher = this.codecs.sha256();
    hasher.update(this.salt);
    hasher.update(this.#encoder.encode(` ${value}`));
    return hasher.digest();
  }
}
