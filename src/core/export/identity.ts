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
 * Key of an export's placeholders, 32 bytes. Made from a time it is another in the next export; made from a salt it is
 * the same in all of one user's exports with that salt. Nobody without the secret can make it.
 */
export async function placeholderKey(
  codecs: Codecs,
  secret: Uint8Array,
  from: { readonly salt?: string | undefined; readonly time: number },
): Promise<Uint8Array> {
  const text = from.salt === undefined ? `placeholders\n${from.time}` : `placeholders salt\n${from.salt}`;
  return codecs.hmacSha256(secret, new TextEncoder().encode(text));
}
