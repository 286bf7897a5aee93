import { LoomError } from '../errors';
import type { Codecs } from '../ports';

/**
 * The header of an encrypted bundle, 77 bytes, numbers big-endian (docs/bundle-format.md):
 *
 *     0  8  magic 89 4c 4f 4f 4d 0d 0a 1a
 *     8  1  version, 1
 *     9  2  length of the header, 77
 *    11  1  key derivation: 1 = PBKDF2-HMAC-SHA256
 *    12  4  its iterations
 *    16 16  its salt
 *    32  1  cipher: 1 = AES-256-GCM
 *    33  1  log2 of the chunk size, 16
 *    34  7  nonce prefix
 *    41 32  HMAC-SHA256 of bytes 0 to 40 under the header key
 *    73  4  CRC-32 of bytes 0 to 72
 *
 * The MAC says whether the password is right; the CRC, which needs none, tells a damaged header from a wrong password.
 * A later version keeps magic, version, length, and the CRC at its end.
 */
export interface SealHeader {
  readonly version: number;
  readonly kdf: 'PBKDF2-HMAC-SHA256';
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly cipher: 'AES-256-GCM';
  /** Bytes of plaintext in every chunk but the last. */
  readonly chunkBytes: number;
  readonly noncePrefix: Uint8Array;
}

export const SEAL_MAGIC = Uint8Array.of(0x89, 0x4c, 0x4f, 0x4f, 0x4d, 0x0d, 0x0a, 0x1a);
export const SEAL_HEADER_BYTES = 77;
export const SALT_BYTES = 16;
export const PREFIX_BYTES = 7;
const SEAL_VERSION = 1;
const AUTHENTICATED_BYTES = 41;
const CRC_OFFSET = 73;
const CHUNK_LOG = 16;
/** What OWASP asks for since 2023; 0.1 s (MEASURED A3). */
export const SEAL_ITERATIONS = 600_000;
/** Fewer protect nothing, more are an attack on the reader: 10,000,000 take 2 s. */
const LEAST_ITERATIONS = 100_000;
const MOST_ITERATIONS = 10_000_000;

/** The bytes that the MAC covers. Throws RangeError for iterations that no reader would take. */
export function authenticatedBytes(header: SealHeader): Uint8Array {
  if (header.iterations < LEAST_ITERATIONS || header.iterations > MOST_ITERATIONS) {
    throw new RangeError(`${header.iterations} iterations`);
  }
  const bytes = new Uint8Array(AUTHENTICATED_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(SEAL_MAGIC);
  bytes[8] = SEAL_VERSION;
  view.setUint16(9, SEAL_HEADER_BYTES);
  bytes[11] = 1;
  view.setUint32(12, header.iterations);
  bytes.set(header.salt, 16);
  bytes[32] = 1;
  bytes[33] = CHUNK_LOG;
  bytes.set(header.noncePrefix, 34);
  return bytes;
}

/** The whole header: what the MAC covers, the MAC, the CRC. */
export function encodeSealHeader(authenticated: Uint8Array, mac: Uint8Array, codecs: Codecs): Uint8Array {
  const bytes = new Uint8Array(SEAL_HEADER_BYTES);
  bytes.set(authenticated);
  bytes.set(mac, AUTHENTICATED_BYTES);
  new DataView(bytes.buffer).setUint32(CRC_OFFSET, codecs.crc32(bytes.subarray(0, CRC_OFFSET), 0));
  return bytes;
}

/** True when bytes begin as an encrypted bundle does. */
export function hasSealMagic(bytes: Uint8Array): boolean {
  return bytes.length >= SEAL_MAGIC.length && SEAL_MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads the first bytes of an encrypted bundle: its facts, what the MAC covers and the MAC. Throws `not-an-archive`
 * without the magic, `archive-damaged` for a header that is cut, changed or asks for absurd work, `version-newer`.
 */
export function decodeSealHeader(
  bytes: Uint8Array,
  path: string,
  codecs: Codecs,
): { readonly header: SealHeader; readonly authenticated: Uint8Array; readonly mac: Uint8Array } {
  if (!hasSealMagic(bytes)) throw new LoomError('not-an-archive', { path });
  const damaged = (detail: string) => new LoomError('archive-damaged', { path, detail });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < 11 ? 0 : view.getUint16(9);
  if (length < 15 || bytes.length < length) throw damaged('the encryption header is cut short');
  if (codecs.crc32(bytes.subarray(0, length - 4), 0) !== view.getUint32(length - 4)) {
    throw damaged('the encryption header does not match its checksum');
  }
  const version = bytes[8] ?? 0;
  if (version > SEAL_VERSION) {
    throw new LoomError('version-newer', {
      path,
      version: `${version} (encryption)`,
      supported: String(SEAL_VERSION),
    });
  }
  const iterations = length === SEAL_HEADER_BYTES ? view.getUint32(12) : 0;
  if (
    version !== SEAL_VERSION ||
    length !== SEAL_HEADER_BYTES ||
    bytes[11] !== 1 ||
    bytes[32] !== 1 ||
    bytes[33] !== CHUNK_LOG
  ) {
    throw damaged('the encryption header names a method that is unknown');
  }
  if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
    throw damaged(
      `the encryption header asks for ${iterations} iterations; ${LEAST_ITERATIONS} to ${MOST_ITERATIONS} are taken`,
    );
  }
  return {
    header: {
      version,
      kdf: 'PBKDF2-HMAC-SHA256',
      iterations,
      salt: bytes.slice(16, 32),
      cipher: 'AES-256-GCM',
      chunkBytes: 2 ** CHUNK_LOG,
      noncePrefix: bytes.slice(34, 41),
    },
    authenticated: bytes.slice(0, AUTHENTICATED_BYTES),
    mac: bytes.slice(AUTHENTICATED_BYTES, CRC_OFFSET),
  };
}
