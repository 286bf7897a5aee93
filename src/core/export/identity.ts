import { toHex } from '../hex';
import type { Codecs } from '../ports';

/**
 * A name as it leaves in metadata: 32 hex digits of HMAC-SHA256 under the user's secret (M47). The same workspace is
 * the same value in every export of one user, and nobody without the secret can try names against it.
 */
export async function hashName(
  codecs: Codecs,
  secret: Uint8Array,
  purpose: string,
  name: string,
): Promise<string> {
  const mac = await codecs.hmacSha256(secret, new TextEncoder().encode(`${purpose}\n${name}`));
  return toHex(mac).slice(0, 32);
}

/**
 * Key of an export's placeholders: other in the next export (the clock is part of it), the same for two runs with one
 * clock. 32 bytes.
 */
export async function placeholderKey(codecs: Codecs, secret: Uint8Array, time: number): Promise<Uint8Array> {
  return codecs.hmacSha256(secret, new TextEncoder().encode(`placeholders\n${String(time)}`));
}
