import { Deflate, inflateSync } from 'fflate';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { joined } from '../core/bundle/byteReader';
import { crc32 } from '../core/bundle/crc32';
import type { Aead, Codecs } from '../core/ports';
import { webGunzip } from './webGunzip';
import { createTurns } from '../core/turns';

/** The largest dictionary deflate can look into. */
const WINDOW_BYTES = 32 * 1024;

/**
 * Codecs for hosts without Node: fflate's streaming classes, WebCrypto, and noble where the page is not served over
 * https and has no WebCrypto (40 x slower at AES, still right). SHA-256 is always noble's, since WebCrypto's takes no
 * pieces. Everything runs on the one thread there is, with a turn for others every 20 ms. `subtle` undefined stands for a host without WebCrypto.
 */
export function webCodecs(
  options: { readonly subtle: SubtleCrypto | undefined } = { subtle: globalThis.crypto.subtle },
): Codecs {
  const { subtle } = options;
  const turn = createTurns();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    lanes: 1,
    deflate: async (block, dictionary, level) => {
      await turn();
      const deflated = deflateBlock(block, dictionary, level);
      return inflatesTo(block, deflated, dictionary) ? deflated : storedBlocks(block);
    },
    crc32,
    gunzip: (source) => webGunzip(source, turn),
    search: (bytes) => (byte, from) => bytes.indexOf(byte, from),
    textsOf: (bytes) => (start, end) => decoder.decode(bytes.subarray(start, end)),
    sha256: () => {
      const hash = sha256.create();
      return {
        update(bytes) {
          hash.update(bytes);
        },
        digestSoFar: () => hash.clone().digest(),
        digest: () => hash.digest(),
      };
    },
    // Short inputs, once an archive: WebCrypto would only add ways to differ.
    hmacSha256: (key, bytes) => Promise.resolve(hmac(sha256, key, bytes)),
    hkdfSha256: (key, salt, info, length) => Promise.resolve(hkdf(sha256, key, salt, info, length)),
    pbkdf2Sha256: async (password, salt, iterations, length) =>
      subtle === undefined
        ? pbkdf2Async(sha256, password, salt, { c: iterations, dkLen: length })
        : subtlePbkdf2(subtle, password, salt, iterations, length),
    aesGcm: async (key) => (subtle === undefined ? nobleAesGcm(key) : subtleAesGcm(subtle, key)),
  };
}

/**
 * fflate 0.8.3's own sync flush writes wrong bytes unless the bits it has left over are all 0. So the stream is ended
 * in the usual way, by an empty last block, and that block, whose bits are known, is replaced by the sync flush.
 */
function deflateBlock(block: Uint8Array, dictionary: Uint8Array | undefined, level: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  const deflate = new Deflate(
    {
      level: toLevel(level),
      ...(dictionary === undefined ? {} : { dictionary: dictionary.slice(-WINDOW_BYTES) }),
    },
    (piece) => {
      pieces.push(piece);
    },
  );
  deflate.push(block);
  deflate.flush();
  const before = pieces.length;
  deflate.push(new Uint8Array(0), true);
  const end = joined(pieces.splice(before));
  return joined([...pieces, syncFlush(end)]);
}

/**
 * Whether a block says what went into it. fflate 0.8.3's streaming `Deflate` without a full dictionary matches into its
 * zeroed look-back and then writes wrong distances: 253 of 1,500 random blocks rich in zeros, a tar header among them.
 * Checking costs a fifth of the time that deflating takes.
 */
function inflatesTo(block: Uint8Array, deflated: Uint8Array, dictionary: Uint8Array | undefined): boolean {
  try {
    const back = inflateSync(joined([deflated, END_OF_STREAM]), {
      out: new Uint8Array(block.length),
      ...(dictionary === undefined ? {} : { dictionary: dictionary.slice(-WINDOW_BYTES) }),
    });
    return back.length === block.length && back.every((byte, index) => byte === block[index]);
  } catch {
    // What does not inflate is not what went in; the caller stores the block instead.
    return false;
  }
}

/** A last block of fixed codes with nothing in it (RFC 1951 section 3.2.6). */
const END_OF_STREAM = Uint8Array.of(3, 0);
const MOST_STORED = 0xffff;

/** The bytes as they are, in stored blocks that are not the last (RFC 1951 section 3.2.4), ended by a sync flush. */
function storedBlocks(block: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < block.length; start += MOST_STORED) {
    const piece = block.subarray(start, start + MOST_STORED);
    const { length } = piece;
    pieces.push(Uint8Array.of(0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff), piece);
  }
  return joined([...pieces, Uint8Array.of(0, 0, 0, 0xff, 0xff)]);
}

/**
 * `end`: 0 to 7 bits left over, then a last block with nothing in it: the bits 1 (last), 1 0 (fixed codes) and seven 0
 * (end of block), then 0 to the end of the byte. So its highest 1 says how many bits were left over. Gives those bits
 * and a stored block of length 0 (RFC 1951 section 3.2.4; zlib's Z_SYNC_FLUSH).
 */
function syncFlush(end: Uint8Array): Uint8Array {
  const bits = end.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
  const left = Math.floor(Math.log2(bits)) - 1;
  if (left < 0 || left > 7 || end.length > 3) throw new TypeError('fflate ended a stream in an unknown way');
  const rest = bits % 2 ** left;
  const header = left + 3 > 8 ? [rest, 0] : [rest];
  return Uint8Array.of(...header, 0, 0, 0xff, 0xff);
}

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

function toLevel(level: number): (typeof LEVELS)[number] {
  return LEVELS.find((known) => known === level) ?? 6;
}

/** WebCrypto takes no views of shared memory, and TypeScript cannot know that ours never are. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

async function subtlePbkdf2(
  subtle: SubtleCrypto,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<Uint8Array> {
  const key = await subtle.importKey('raw', owned(password), 'PBKDF2', false, ['deriveBits']);
  const bits = await subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: owned(salt), iterations },
    key,
    length * 8,
  );
  return new Uint8Array(bits);
}

async function subtleAesGcm(subtle: SubtleCrypto, bytes: Uint8Array): Promise<Aead> {
  const key = await subtle.importKey('raw', owned(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    seal: async (nonce, plain) =>
      new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: owned(nonce) }, key, owned(plain))),
    async open(nonce, sealed) {
      try {
        return new Uint8Array(
          await subtle.decrypt({ name: 'AES-GCM', iv: owned(nonce) }, key, owned(sealed)),
        );
      } catch (error) {
        // WebCrypto's one word for a tag that does not fit, and for bytes too few to hold one.
        if (error instanceof Error && error.name === 'OperationError') return undefined;
        throw error;
      }
    },
  };
}

async function nobleAesGcm(key: Uint8Array): Promise<Aead> {
  // Only hosts without WebCrypto load it.
  const { gcm } = await import('@noble/ciphers/aes.js');
  const held = Uint8Array.from(key);
  return {
    seal: (nonce, plain) => gcm(held, nonce.slice()).encrypt(plain),
    open(nonce, sealed) {
      if (sealed.length < 16) return undefined;
      const cipher = gcm(held, nonce.slice());
      try {
        return cipher.decrypt(sealed);
      } catch {
        // Lengths are right here, so the tag is what does not fit.
        return undefined;
      }
    },
  };
}
