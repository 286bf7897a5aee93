import { toHex } from '../hex';
import type { Codecs } from '../ports';

/** Bytes that SHA-256 takes at a time: what HMAC pads its key to (RFC 2104). */
const BLOCK_BYTES = 64;
/** Sets these hashes apart from others under the same key, as `hashName` does with its purposes. */
const PURPOSE = 'redaction\n';
const MAX_REMEMBERED = 50_000;

/** The fingerprint of a value: 32 hexadecimal digits. */
export type Fingerprint = (value: string) => string;

/**
 * Gives fingerprints of redacted values: HMAC-SHA256 under the user's identity secret, the first 16 bytes of it. Equal
 * values have equal ones in every export of one user, and nobody without the secret can try values against them; so
 * they may stand in settings and files where the value may not. Not async as `Codecs.hmacSha256` is, since detection
 * asks for them between two strings.
 */
export function createFingerprint(secret: Uint8Array, codecs: Pick<Codecs, 'sha256'>): Fingerprint {
  const encoder = new TextEncoder();
  const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
    const hasher = codecs.sha256();
    for (const part of parts) hasher.update(part);
    return hasher.digest();
  };
  const key = new Uint8Array(BLOCK_BYTES);
  key.set(secret.length > BLOCK_BYTES ? sha256(secret) : secret);
  const inner = key.map((byte) => byte ^ 0x36);
  const outer = key.map((byte) => byte ^ 0x5c);
  const remembered = new Map<string, string>();
  return (value) => {
    const known = remembered.get(value);
    if (known !== undefined) return known;
    const mac = sha256(outer, sha256(inner, encoder.encode(PURPOSE + value)));
    const fingerprint = toHex(mac.subarray(0, 16));
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(value, fingerprint);
    return fingerprint;
  };
}
