import { isPlaceholder } from './harmless';
import { decodeBase64Text } from './hidden';
import { isStripeObject } from './publicIds';
import { alphabets, entropy, isHash, isUuid, readsAsWords } from './randomness';
import type { Finding } from './rule';

const RUN = /(?<![\w+/.$-])[A-Za-z0-9+/_-]{24,200}={0,2}(?![\w+/-]|\.[\w/])/g;
/** What stands before digests, data of images and fonts, public keys: random by nature, secret to nobody. */
const PUBLIC_BEFORE =
  /(?:sha\d{1,3}|md5|h1|blake\w{0,3}|base64|fingerprint|integrity|checksum|digest|etag|if-(?:none-)?match|public[ _-]?key|pubkey|known_hosts|ssh-\w{3,10}|ecdsa-[\w-]{4,24})["']?\s{0,2}[:=,-]?\s{0,2}(?:W\/)?["']?$|Public-Lines: \d{1,3}\r?\n$/i;
const PUBLIC_ARMOUR = /-----BEGIN (?!.{0,30}PRIVATE)[A-Z0-9 ]{3,40}-----(?:(?!-----END)[^]){0,8000}$/;

/** Long random runs that nothing names: three alphabets, high entropy, no hash, no words, nothing that is public. */
export function findBareSecrets(text: string, found: Finding[]): void {
  const armoured = text.includes('-----BEGIN ');
  RUN.lastIndex = 0;
  for (let match = RUN.exec(text); match !== null; match = RUN.exec(text)) {
    const value = match[0];
    if (alphabets(value) < 3 || isHash(value) || isUuid(value) || entropy(value) < 4.2) continue;
    if (/^(?:sha\d{1,3}|md5)-/.test(value) || isNamed(value) || isPlaceholder(value) || isStripeObject(value))
      continue;
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    if (PUBLIC_BEFORE.test(before) || /[\w-]\/$/.test(before)) continue;
    if (isPublicPart(text, match.index, match.index + value.length)) continue;
    if (armoured && PUBLIC_ARMOUR.test(text.slice(Math.max(0, match.index - 8000), match.index))) continue;
    // Plain text in base64; what is secret in it was found by `detector.ts` before.
    if (value.length % 4 !== 1 && isReadable(decodeBase64Text(value))) continue;
    found.push({
      start: match.index,
      end: match.index + value.length,
      rule: 'high-entropy',
      category: 'api-keys',
      tier: 'secret',
      rewrite: { as: 'secret', name: 'API_KEY' },
      weight: 20,
      learn: true,
    });
  }
}

/** Words, with short numbers between them; an alphabet. */
function isNamed(value: string): boolean {
  return (
    readsAsWords(value) ||
    readsAsWords(value.replace(/\d{1,4}/g, ' ')) ||
    /^[A-Z]{0,4}\d{0,4}[a-z]{0,2}\d{0,2}(?:[A-Z][a-z]{3,20}){2,8}$/.test(value) ||
    /abcdefghij|jihgfedcba|qwertyuiop/i.test(value)
  );
}

/** A part of a JSON Web Key that is public (RFC 7517), what is called a public key afterwards. */
function isPublicPart(text: string, start: number, end: number): boolean {
  return (
    /^["'`]?\s{1,2}(?:\w{2,12} )?public key/i.test(text.slice(end, end + 40)) ||
    (/["']?\b(?:n|x|y|x5c|x5t|kid)["']?\s{0,2}:\s{0,2}\[?["']$/.test(
      text.slice(Math.max(0, start - 12), start),
    ) &&
      /\bkty\b/.test(text.slice(Math.max(0, start - 600), end + 600)))
  );
}

function isReadable(text: string | undefined): boolean {
  return text !== undefined && text.length >= 12 && /^[\x09\x0a\x0d\x20-\x7e]+$/.test(text);
}
