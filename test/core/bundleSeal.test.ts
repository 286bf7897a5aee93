import { createDecipheriv, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSealer, openSeal } from '../../src/core/bundle/seal';
import { decodeSealHeader, SEAL_HEADER_BYTES } from '../../src/core/bundle/sealHeader';
import { LoomError } from '../../src/core/errors';
import type { Codecs } from '../../src/core/ports';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { webCodecs } from '../../src/platform/webCodecs';
import { whole } from './bundleFixtures';

const CHUNK = 64 * 1024;
const codecs = nodeCodecs();
/** The least that a reader takes: tests need no real strength. */
const iterations = 100_000;

function random(seed: number): { bytes(length: number): Uint8Array } {
  return { bytes: (length) => Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 7 + 1) % 256) };
}

function plainOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 251);
}

async function* inPieces(bytes: Uint8Array, size = 30_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

async function seal(
  plain: Uint8Array,
  password = 'pass',
  seed = 1,
  by: Codecs = codecs,
): Promise<Uint8Array> {
  const sealer = await createSealer(password, { codecs: by, random: random(seed) }, { iterations });
  return whole(sealer.seal(inPieces(plain)));
}

async function open(sealed: Uint8Array, password = 'pass', by: Codecs = codecs): Promise<Uint8Array> {
  const opened = await openSeal(sealed.slice(0, SEAL_HEADER_BYTES), password, 'file', by);
  return whole(opened.open(inPieces(sealed, 50_000)));
}

/** Opens with keys that are there already: 100,000 iterations for each flipped bit would take minutes. */
async function openWith(key: Awaited<ReturnType<typeof openSeal>>, sealed: Uint8Array): Promise<Uint8Array> {
  return whole(key.open(inPieces(sealed, 50_000)));
}

const equal = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

describe('a sealed stream', () => {
  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK, 20 * CHUNK + 17])(
    'of %i bytes comes back as it was, with 77 bytes and 16 a chunk more',
    async (length) => {
      const plain = plainOf(length);
      const sealed = await seal(plain);
      expect(sealed.length).toBe(77 + length + 16 * Math.max(1, Math.ceil(length / CHUNK)));
      expect(equal(await open(sealed), plain)).toBe(true);
    },
  );

  test('is the same whichever codecs write or read it', async () => {
    const plain = plainOf(3 * CHUNK + 5);
    const web = webCodecs();
    const bare = webCodecs({ subtle: undefined });
    const sealed = await seal(plain);
    expect(equal(await seal(plain, 'pass', 1, web), sealed)).toBe(true);
    expect(equal(await seal(plain, 'pass', 1, bare), sealed)).toBe(true);
    expect(equal(await open(sealed, 'pass', web), plain)).toBe(true);
    expect(equal(await open(sealed, 'pass', bare), plain)).toBe(true);
  });

  test('does not depend on how the bytes arrive', async () => {
    const plain = plainOf(2 * CHUNK + 100);
    const sealed = await seal(plain);
    for (const size of [1000, 65_552, 65_553, 1_000_000]) {
      const sealer = await createSealer('pass', { codecs, random: random(1) }, { iterations });
      expect(equal(await whole(sealer.seal(inPieces(plain, size))), sealed)).toBe(true);
      const opened = await openSeal(sealed, 'pass', 'file', codecs);
      expect(equal(await whole(opened.open(inPieces(sealed, size))), plain)).toBe(true);
    }
  });

  test('is made exactly as documented: opened here with node:crypto alone', async () => {
    const plain = plainOf(CHUNK + 10);
    const sealed = Buffer.from(await seal(plain, 'Grüße'));
    const key = pbkdf2Sync('Grüße', sealed.subarray(16, 32), sealed.readUInt32BE(12), 32, 'sha256');
    const prefix = sealed.subarray(34, 41);
    const payload = Buffer.from(hkdfSync('sha256', key, prefix, 'payload', 32));
    expect(sealed.readUInt32BE(73)).toBe(crc32(sealed.subarray(0, 73)));
    const parts: Buffer[] = [];
    for (const [counter, start, end] of [
      [0, 77, 77 + CHUNK + 16],
      [1, 77 + CHUNK + 16, sealed.length],
    ] as const) {
      const nonce = Buffer.concat([prefix, Buffer.from([0, 0, 0, counter, counter])]);
      const decipher = createDecipheriv('aes-256-gcm', payload, nonce);
      decipher.setAuthTag(sealed.subarray(end - 16, end));
      parts.push(decipher.update(sealed.subarray(start, end - 16)), decipher.final());
    }
    expect(equal(Buffer.concat(parts), plain)).toBe(true);
  });

  test('has a header that can be read without the password', async () => {
    const sealed = await seal(plainOf(10));
    const { header } = decodeSealHeader(sealed, 'file', codecs);
    expect(header).toMatchObject({
      version: 1,
      kdf: 'PBKDF2-HMAC-SHA256',
      iterations,
      cipher: 'AES-256-GCM',
      chunkBytes: CHUNK,
    });
  });

  test('takes 600,000 iterations unless told otherwise', async () => {
    const sealer = await createSealer('pass', { codecs, random: random(1) });
    const sealed = await whole(sealer.seal(inPieces(plainOf(1))));
    expect(decodeSealHeader(sealed, 'file', codecs).header.iterations).toBe(600_000);
  });

  test('cannot be made twice from one key', async () => {
    const sealer = await createSealer('pass', { codecs, random: random(1) }, { iterations });
    await whole(sealer.seal(inPieces(plainOf(1))));
    expect(() => sealer.seal(inPieces(plainOf(1)))).toThrow(TypeError);
  });
});

describe('a password', () => {
  test.each([
    ['another', 'Pass'],
    ['with a space at the end', 'pass '],
    ['with a line end', 'pass\n'],
    ['that is empty', ''],
    ['of 10,000 letters', 'p'.repeat(10_000)],
  ])('%s is refused as wrong, before any of the payload is read', async (_, password) => {
    const sealed = await seal(plainOf(10));
    await expect(
      openSeal(sealed.slice(0, SEAL_HEADER_BYTES), password, 'file', codecs),
    ).rejects.toMatchObject({
      code: 'password-wrong',
      data: { path: 'file' },
    });
  });

  test('opens in either Unicode form of the same letters', async () => {
    const sealed = await seal(plainOf(10), 'Gru\u0308\u00dfe');
    expect(equal(await open(sealed, 'Gr\u00fc\u00dfe'), plainOf(10))).toBe(true);
  });

  test('that is empty seals nothing', async () => {
    await expect(createSealer('', { codecs, random: random(1) })).rejects.toMatchObject({
      code: 'password-missing',
    });
  });
});

describe('damage of a sealed stream', () => {
  const plain = plainOf(3 * CHUNK + 1000);
  let sealed: Uint8Array;
  let key: Awaited<ReturnType<typeof openSeal>>;
  const part = (index: number): Uint8Array =>
    sealed.slice(77 + index * (CHUNK + 16), Math.min(sealed.length, 77 + (index + 1) * (CHUNK + 16)));
  const withParts = (...parts: Uint8Array[]): Uint8Array => Buffer.concat([sealed.slice(0, 77), ...parts]);
  beforeAll(async () => {
    sealed = await seal(plain);
    key = await openSeal(sealed.slice(0, 77), 'pass', 'file', codecs);
  });

  test('in any bit of the header is told from a wrong password, without one', () => {
    for (let bit = 0; bit < SEAL_HEADER_BYTES * 8; bit++) {
      const changed = sealed.slice(0, SEAL_HEADER_BYTES);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let code: string | undefined;
      try {
        decodeSealHeader(changed, 'file', codecs);
      } catch (error) {
        code = error instanceof LoomError ? String(error.code) : 'other';
      }
      expect([bit, code]).toEqual([bit, bit < 64 ? 'not-an-archive' : 'archive-damaged']);
    }
  });

  test('in any bit of the payload is found', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 77, max: sealed.length - 1 }), fc.nat(7), async (at, bit) => {
        const changed = sealed.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        await expect(openWith(key, changed)).rejects.toMatchObject({ code: 'seal-damaged' });
      }),
      { numRuns: 100 },
    );
  });

  test('by a cut anywhere is found, also between two chunks', async () => {
    const ends = [77, 78, 77 + 15, 77 + 16, 77 + CHUNK + 16, 77 + 2 * (CHUNK + 16), sealed.length - 1];
    for (const end of ends) {
      await expect(openWith(key, sealed.slice(0, end))).rejects.toMatchObject({ code: 'seal-damaged' });
    }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 77, max: sealed.length - 1 }), async (end) => {
        await expect(openWith(key, sealed.slice(0, end))).rejects.toMatchObject({ code: 'seal-damaged' });
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['a byte more', () => Buffer.concat([sealed, Buffer.from([0])])],
    ['16 bytes more', () => Buffer.concat([sealed, Buffer.alloc(16)])],
    ['the whole file again', () => Buffer.concat([sealed, sealed])],
    ['its last chunk twice', () => withParts(part(0), part(1), part(2), part(3), part(3))],
    ['two chunks swapped', () => withParts(part(1), part(0), part(2), part(3))],
    ['a chunk repeated', () => withParts(part(0), part(0), part(1), part(2), part(3))],
    ['a chunk dropped', () => withParts(part(0), part(2), part(3))],
    ['only its last chunk', () => withParts(part(3))],
    ['no chunk', () => withParts()],
  ])('is found: %s', async (_, make) => {
    await expect(openWith(key, make())).rejects.toMatchObject({ code: 'seal-damaged' });
  });

  test('is found when chunks of two files of the same password are mixed', async () => {
    const other = await seal(plain, 'pass', 2);
    const mixed = Buffer.concat([
      sealed.slice(0, 77 + CHUNK + 16),
      other.slice(77 + CHUNK + 16, 77 + 2 * (CHUNK + 16)),
      sealed.slice(77 + 2 * (CHUNK + 16)),
    ]);
    await expect(openWith(key, mixed)).rejects.toMatchObject({ code: 'seal-damaged' });
  });

  test('leaves nothing of a chunk that did not authenticate', async () => {
    const changed = sealed.slice();
    changed[77 + CHUNK + 16 + 5] = (changed[77 + CHUNK + 16 + 5] ?? 0) ^ 1;
    let given = 0;
    const read = async (): Promise<void> => {
      for await (const bytes of key.open(inPieces(changed))) given += bytes.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'seal-damaged' });
    expect(given).toBe(CHUNK);
  });

  test('names a cut and bytes after the end for what they are', async () => {
    await expect(openWith(key, sealed.slice(0, 77 + CHUNK + 16))).rejects.toMatchObject({
      data: { detail: 'it ends too early' },
    });
    const whole4 = await seal(plainOf(CHUNK));
    const key4 = await openSeal(whole4.slice(0, 77), 'pass', 'file', codecs);
    await expect(openWith(key4, Buffer.concat([whole4, Buffer.from([1])]))).rejects.toMatchObject({
      data: { detail: 'bytes follow its end' },
    });
  });
});

describe('a hostile header', () => {
  /** A header with a right CRC, whatever it says. */
  async function headerWith(change: (view: DataView) => void): Promise<Uint8Array> {
    const header = (await seal(plainOf(1))).slice(0, SEAL_HEADER_BYTES);
    const view = new DataView(header.buffer);
    change(view);
    view.setUint32(73, crc32(header.subarray(0, 73)));
    return header;
  }

  test.each([0, 1, 99_999, 10_000_001, 2 ** 32 - 1])('asking for %i iterations is refused', async (count) => {
    const header = await headerWith((view) => {
      view.setUint32(12, count);
    });
    await expect(openSeal(header, 'pass', 'file', codecs)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test.each([
    ['key derivation', 11, 2],
    ['cipher', 32, 2],
    ['chunk size', 33, 63],
    ['version 0', 8, 0],
  ])('naming an unknown %s is refused', async (_, offset, value) => {
    const header = await headerWith((view) => {
      view.setUint8(offset, value);
    });
    await expect(openSeal(header, 'pass', 'file', codecs)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('of a later version is told as such', async () => {
    const header = await headerWith((view) => {
      view.setUint8(8, 2);
    });
    await expect(openSeal(header, 'pass', 'file', codecs)).rejects.toMatchObject({ code: 'version-newer' });
  });

  test.each([0, 3, 10, 60_000])('saying that it has %i bytes is refused', async (length) => {
    const header = await headerWith((view) => {
      view.setUint16(9, length);
    });
    await expect(openSeal(header, 'pass', 'file', codecs)).rejects.toMatchObject({ code: 'archive-damaged' });
  });
});
