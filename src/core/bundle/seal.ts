import { LoomError } from '../errors';
import type { Aead, Codecs, Host } from '../ports';
import { joined } from './byteReader';
import {
  authenticatedBytes,
  decodeSealHeader,
  encodeSealHeader,
  PREFIX_BYTES,
  SALT_BYTES,
  SEAL_HEADER_BYTES,
  SEAL_ITERATIONS,
} from './sealHeader';
import type { SealHeader } from './sealHeader';

export type { SealHeader } from './sealHeader';

const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MOST_CHUNKS = 2 ** 32;
/** Chunks that leave together, so that whoever writes them is not asked for every 64 KiB. */
const CHUNKS_A_PIECE = 16;

/** Encrypts one stream: derived once, used once, since a nonce must never repeat under its key. */
export interface Sealer {
  /** The header, then the chunks: 77 bytes and 16 for every 64 KiB begun more than `plain`. */
  seal(plain: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

/** An encrypted stream whose header has been read and whose password fits. */
export interface OpenSeal {
  readonly header: SealHeader;
  /**
   * The plaintext, from the whole encrypted stream. No byte is handed out before its chunk was authenticated. Throws
   * `seal-damaged` for a chunk that is changed, missing, repeated, moved or of another file, and for bytes after the end.
   */
  open(sealed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

interface Keys {
  readonly mac: Uint8Array;
  readonly payload: Aead;
}

/** The key of a password is that of its NFC form: the same letters open it whatever keyboard made them. */
async function deriveKeys(
  password: string,
  header: SealHeader,
  codecs: Codecs,
  mac: Uint8Array,
): Promise<Keys> {
  const encoder = new TextEncoder();
  const key = await codecs.pbkdf2Sha256(
    encoder.encode(password.normalize('NFC')),
    header.salt,
    header.iterations,
    KEY_BYTES,
  );
  const none = new Uint8Array(0);
  const macKey = await codecs.hkdfSha256(key, none, encoder.encode('header'), KEY_BYTES);
  const payloadKey = await codecs.hkdfSha256(key, header.noncePrefix, encoder.encode('payload'), KEY_BYTES);
  return { mac: await codecs.hmacSha256(macKey, mac), payload: await codecs.aesGcm(payloadKey) };
}

/** 7 bytes of prefix, the chunk's number, 1 for the last chunk. */
function writeNonce(nonce: Uint8Array, counter: number, final: boolean): Uint8Array {
  new DataView(nonce.buffer).setUint32(PREFIX_BYTES, counter);
  nonce[11] = final ? 1 : 0;
  return nonce;
}

function firstNonce(prefix: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(12);
  nonce.set(prefix);
  return nonce;
}

/**
 * Makes a key from the password (0.1 s at the default of 600,000 iterations) with a fresh salt and nonce prefix.
 * Throws `password-missing` for an empty password.
 */
export async function createSealer(
  password: string,
  host: Pick<Host, 'codecs' | 'random'>,
  options: { readonly iterations?: number } = {},
): Promise<Sealer> {
  if (password === '') throw new LoomError('password-missing', {});
  const header: SealHeader = {
    version: 1,
    kdf: 'PBKDF2-HMAC-SHA256',
    iterations: options.iterations ?? SEAL_ITERATIONS,
    salt: host.random.bytes(SALT_BYTES),
    cipher: 'AES-256-GCM',
    chunkBytes: CHUNK_BYTES,
    noncePrefix: host.random.bytes(PREFIX_BYTES),
  };
  const authenticated = authenticatedBytes(header);
  const keys = await deriveKeys(password, header, host.codecs, authenticated);
  const first = encodeSealHeader(authenticated, keys.mac, host.codecs);
  let used = false;
  return {
    seal(plain) {
      if (used) throw new TypeError('a sealer seals one stream');
      used = true;
      return sealChunks(plain, first, keys.payload, firstNonce(header.noncePrefix));
    },
  };
}

async function* sealChunks(
  plain: AsyncIterable<Uint8Array>,
  header: Uint8Array,
  aead: Aead,
  nonce: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  let used = 0;
  let counter = 0;
  const sealOne = async (final: boolean): Promise<Uint8Array> => {
    if (counter === MOST_CHUNKS) throw new LoomError('seal-damaged', { detail: 'longer than 256 TiB' });
    return aead.seal(writeNonce(nonce, counter++, final), chunk.subarray(0, used));
  };
  let parts: Uint8Array[] = [header];
  for await (const bytes of plain) {
    let at = 0;
    while (at < bytes.length) {
      // A full chunk leaves only when another byte follows it: the last one carries the final flag.
      if (used === CHUNK_BYTES) {
        parts.push(await sealOne(false));
        used = 0;
        if (parts.length >= CHUNKS_A_PIECE) {
          yield joined(parts);
          parts = [];
        }
      }
      const part = bytes.subarray(at, at + CHUNK_BYTES - used);
      chunk.set(part, used);
      used += part.length;
      at += part.length;
    }
  }
  parts.push(await sealOne(true));
  yield joined(parts);
}

/**
 * Reads a header and tries the password on it (0.1 s). `head` is at least the first 77 bytes. Throws what
 * `decodeSealHeader` throws, and `password-wrong`; both before any of the payload is read.
 */
export async function openSeal(
  head: Uint8Array,
  password: string,
  path: string,
  codecs: Codecs,
): Promise<OpenSeal> {
  const { header, authenticated, mac } = decodeSealHeader(head, path, codecs);
  const keys = await deriveKeys(password, header, codecs, authenticated);
  if (!sameBytes(keys.mac, mac)) throw new LoomError('password-wrong', { path });
  return {
    header,
    open: (sealed) => openChunks(sealed, keys.payload, firstNonce(header.noncePrefix)),
  };
}

/** Looks at every byte whatever differs, so that timing tells nothing. */
function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index++) difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  return difference === 0;
}

async function* openChunks(
  sealed: AsyncIterable<Uint8Array>,
  aead: Aead,
  nonce: Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunk = new Uint8Array(CHUNK_BYTES + TAG_BYTES);
  let used = 0;
  let counter = 0;
  let toSkip = SEAL_HEADER_BYTES;
  const open = async (final: boolean) =>
    aead.open(writeNonce(nonce, counter, final), chunk.subarray(0, used));
  for await (const bytes of sealed) {
    let at = Math.min(toSkip, bytes.length);
    toSkip -= at;
    while (at < bytes.length) {
      if (used === chunk.length) {
        const plain = await open(false);
        if (plain === undefined) {
          throw damaged((await open(true)) === undefined ? changed(counter) : 'bytes follow its end');
        }
        yield plain;
        used = 0;
        counter++;
      }
      const part = bytes.subarray(at, at + chunk.length - used);
      chunk.set(part, used);
      used += part.length;
      at += part.length;
    }
  }
  if (used < TAG_BYTES) throw damaged('it ends too early');
  const plain = await open(true);
  if (plain === undefined) {
    throw damaged((await open(false)) === undefined ? changed(counter) : 'it ends too early');
  }
  if (plain.length === 0 && counter > 0) throw damaged('its last part is empty');
  if (plain.length > 0) yield plain;
}

function damaged(detail: string): LoomError<'seal-damaged'> {
  return new LoomError('seal-damaged', { detail });
}

function changed(counter: number): string {
  return `part ${counter + 1} was changed, moved, cut or comes from another file`;
}
