import { createHash, createHmac, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import { crc32, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../src/core/errors';
import type { Codecs } from '../../src/core/ports';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { webCodecs } from '../../src/platform/webCodecs';

const compressing: readonly (readonly [string, Codecs])[] = [
  ['Node', nodeCodecs()],
  ['web', webCodecs()],
];
const encrypting: readonly (readonly [string, Codecs])[] = [
  ...compressing,
  ['web without WebCrypto', webCodecs({ subtle: undefined })],
];

/** Bytes that deflate can do something with, and that no two places share. */
function text(length: number, seed = 1): Uint8Array {
  const words = ['pattern', 'solution', 'decision', '{"id":', 'confidence', '": 0.', 'schöne Grüße ', '\n'];
  const bytes = new Uint8Array(length);
  const encoder = new TextEncoder();
  let state = seed;
  for (let at = 0; at < length;) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    const word = encoder.encode(`${words[state % words.length] ?? ''}${state % 97}`);
    bytes.set(word.subarray(0, length - at), at);
    at += word.length;
  }
  return bytes;
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece.slice());
  return Uint8Array.from(Buffer.concat(pieces));
}

const equal = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

/** One gzip member out of blocks, the way bundles are made. */
async function gzipByBlocks(
  codecs: Codecs,
  bytes: Uint8Array,
  block: number,
  level: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)];
  for (let at = 0; at < bytes.length; at += block) {
    const dictionary = at === 0 ? undefined : bytes.slice(Math.max(0, at - 32768), at);
    parts.push(await codecs.deflate(bytes.slice(at, at + block), dictionary, level));
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(codecs.crc32(bytes, 0));
  trailer.writeUInt32LE(bytes.length, 4);
  return Uint8Array.from(Buffer.concat([...parts, Uint8Array.of(3, 0), trailer]));
}

describe.each(compressing)('deflate and gunzip of %s', (_, codecs) => {
  test.each(compressing)(
    'write blocks that %s reads back, whatever the level and size',
    async (__, reader) => {
      for (const [length, block, level] of [
        [0, 1024, 6],
        [1, 1024, 1],
        [100_000, 7_000, 9],
        [300_000, 65_536, 6],
        [2_500_000, 1024 * 1024, 6],
      ] as const) {
        const bytes = text(length);
        const zipped = await gzipByBlocks(codecs, bytes, block, level);
        expect(equal(await whole(reader.gunzip(inPieces(zipped, 10_000))), bytes)).toBe(true);
        expect(equal(gunzipSync(zipped), bytes)).toBe(true);
      }
    },
  );

  test('write blocks of any bytes after any others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (blocks, level) => {
          const plain = Buffer.concat(blocks);
          const deflated: Uint8Array[] = [];
          let at = 0;
          for (const block of blocks) {
            const dictionary = at === 0 ? undefined : Uint8Array.from(plain.subarray(0, at));
            deflated.push(await codecs.deflate(block, dictionary, level));
            at += block.length;
          }
          expect(equal(inflateRawSync(Buffer.concat([...deflated, Uint8Array.of(3, 0)])), plain)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('write blocks rich in zeros, as tar headers are, with any dictionary or none', async () => {
    const zeros = fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 48, 55, 97), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 40,
    });
    const bytes = zeros.map((runs) =>
      Uint8Array.from(runs.flatMap(([byte, length]) => Array.from({ length }, () => byte))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.option(bytes), async (block, before) => {
        const deflated = await codecs.deflate(block, before ?? undefined, 6);
        const back = inflateRawSync(Buffer.concat([deflated, Uint8Array.of(3, 0)]), {
          ...(before === null ? {} : { dictionary: before }),
        });
        expect(equal(back, block)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  test('use the dictionary: a block that repeats it shrinks to almost nothing', async () => {
    const block = text(32_000);
    const alone = await codecs.deflate(block, undefined, 6);
    const after = await codecs.deflate(block, block, 6);
    expect(after.length).toBeLessThan(alone.length / 10);
  });

  test('end every block on a byte, so that blocks can be laid end to end', async () => {
    for (const length of [1, 2, 511, 512, 70_000]) {
      const block = await codecs.deflate(text(length), undefined, 6);
      expect([...block.slice(-4)]).toEqual([0, 0, 255, 255]);
    }
  });

  test('leave the caller free to use its buffers again', async () => {
    const bytes = text(200_000);
    const block = bytes.slice(100_000);
    const dictionary = bytes.slice(100_000 - 32_768, 100_000);
    const before = await codecs.deflate(block, dictionary, 6);
    const kept = before.slice();
    block.fill(0);
    dictionary.fill(0);
    expect(equal(before, kept)).toBe(true);
  });

  test('read any bytes back that GNU-like gzip wrote, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5_000 }),
        fc.integer({ min: 1, max: 700 }),
        async (bytes, size) => {
          expect(equal(await whole(codecs.gunzip(inPieces(gzipSync(bytes), size))), bytes)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('read every member, also where their ends fall on the ends of pieces', async () => {
    const members = [text(30_000, 1), new Uint8Array(0), text(5, 2), text(9_000, 3)];
    const zipped = Buffer.concat(members.map((member) => gzipSync(member)));
    const first = gzipSync(members[0] ?? new Uint8Array(0)).length;
    for (const size of [first, 8, 1000, zipped.length]) {
      const found = await whole(codecs.gunzip(inPieces(zipped, size)));
      expect(equal(found, Buffer.concat(members))).toBe(true);
    }
  });

  test('read headers with a name, an extra field, a comment and a header CRC', async () => {
    const plain = gzipSync(text(1000));
    const extra = Buffer.from([0xff, 0xff, ...new Uint8Array(0xffff).fill(7)]);
    const header = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16, 0, 0, 0, 0, 0, 3]),
      extra,
      Buffer.from('name\0comment\0'),
    ]);
    const zipped = Buffer.concat([plain, header, plain.subarray(10)]);
    const found = await whole(codecs.gunzip(inPieces(zipped, 333)));
    expect(found.length).toBe(2000);
  });

  test.each([
    ['an empty source', () => new Uint8Array(0)],
    ['a header and nothing more', () => gzipSync(text(3000)).subarray(0, 10)],
    ['a stream cut in the middle', () => gzipSync(text(3000)).subarray(0, 200)],
    ['a stream without its trailer', () => gzipSync(text(3000)).subarray(0, -8)],
    ['a trailer that is cut by a byte', () => gzipSync(text(3000)).subarray(0, -1)],
    ['one byte more', () => Buffer.concat([gzipSync(text(3000)), Buffer.from([0])])],
    ['three bytes more', () => Buffer.concat([gzipSync(text(3000)), Buffer.from([1, 2, 3])])],
    ['a line of text more', () => Buffer.concat([gzipSync(text(3000)), Buffer.from('and some more\n')])],
    ['zeros more', () => Buffer.concat([gzipSync(text(3000)), Buffer.alloc(512)])],
    ['half a second member', () => Buffer.concat([gzipSync(text(3000)), gzipSync(text(9)).subarray(0, 14)])],
    ['something else', () => Buffer.from('{"metadata": {}}')],
  ])('refuse %s as gzip-damaged', async (__, make) => {
    for (const size of [7, 100_000]) {
      await expect(whole(codecs.gunzip(inPieces(make(), size)))).rejects.toMatchObject({
        code: 'gzip-damaged',
      });
    }
  });

  test('find a flipped bit anywhere but in what says nothing about the content', async () => {
    const bytes = text(400);
    const zipped = gzipSync(bytes);
    const harmless: number[] = [];
    for (let bit = 0; bit < zipped.length * 8; bit++) {
      const at = bit >> 3;
      const flipped = Buffer.from(zipped);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
      let found: Uint8Array | undefined;
      try {
        found = await whole(codecs.gunzip(inPieces(flipped, 1000)));
      } catch (error) {
        expect(LoomError.is(error, 'gzip-damaged')).toBe(true);
      }
      // Text flag, time, extra flags, system, and the bits that fill the last byte of the deflated data.
      if (found !== undefined) expect(equal(found, bytes)).toBe(true);
      if (found !== undefined) harmless.push(at);
    }
    expect(harmless.filter((at) => at >= 10 && at !== zipped.length - 9)).toEqual([]);
  });

  test('pass on what the source throws, as it is', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(gzipSync(text(100_000)).subarray(0, 5000));
      throw new LoomError('seal-damaged', { detail: 'test' });
    };
    await expect(whole(codecs.gunzip(broken()))).rejects.toMatchObject({ code: 'seal-damaged' });
  });

  test('let go of the source when the reader stops', async () => {
    let closed = false;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      try {
        const member = gzipSync(text(50_000));
        for (;;) yield await Promise.resolve(member);
      } finally {
        closed = true;
      }
    };
    for await (const piece of codecs.gunzip(endless())) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    await expect.poll(() => closed).toBe(true);
  });

  test('leave the thread to others between blocks', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    try {
      const block = text(1024 * 1024);
      for (let count = 0; count < 6; count += 1) await codecs.deflate(block, undefined, 6);
      expect(turns).toBeGreaterThan(1);
      turns = 0;
      const zipped = gzipSync(randomBytes(4 * 1024 * 1024), { level: 1 });
      await whole(codecs.gunzip(inPieces(Buffer.concat([zipped, zipped, zipped]), 65_536)));
      expect(turns).toBeGreaterThan(0);
    } finally {
      clearInterval(timer);
    }
  });

  test('stay small while a reader counts a bomb', async () => {
    const member = gzipSync(Buffer.alloc(32 * 1024 * 1024), { level: 9 });
    const bomb = async function* (): AsyncGenerator<Uint8Array> {
      for (let times = 0; times < 100; times++) yield await Promise.resolve(Uint8Array.from(member));
    };
    const before = process.memoryUsage.rss();
    let count = 0;
    let most = 0;
    for await (const piece of codecs.gunzip(bomb())) {
      count += piece.length;
      most = Math.max(most, process.memoryUsage.rss() - before);
      if (count > 50 * 1024 * 1024) break;
    }
    expect(most).toBeLessThan(128 * 1024 * 1024);
  });
});

describe.each(encrypting)('hashes of %s', (_, codecs) => {
  test('agree with Node for CRC-32, in one piece and carried on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (one, other) => {
        expect(codecs.crc32(one, 0)).toBe(crc32(one));
        expect(codecs.crc32(other, codecs.crc32(one, 0))).toBe(crc32(Buffer.concat([one, other])));
      }),
    );
  });

  test('agree with Uint8Array for where a byte stands, from any place on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 3 }), fc.nat({ max: 4 }), fc.nat({ max: 12 }), (bytes, byte, from) => {
        expect(codecs.search(bytes)(byte, from)).toBe(bytes.indexOf(byte, from));
      }),
    );
  });

  test('agree with TextDecoder for the texts that lie in bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (strings) => {
        const parts = ['\ufeffmark', ...strings].map((each) => new TextEncoder().encode(each));
        const textOf = codecs.textsOf(Uint8Array.from(parts.flatMap((part) => Array.from(part))));
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        let at = 0;
        for (const part of parts) {
          expect(textOf(at, at + part.length)).toBe(decoder.decode(part));
          at += part.length;
        }
      }),
    );
  });

  test('agree with Node for SHA-256, HMAC and HKDF', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.uint8Array({ maxLength: 64 }),
        async (one, other) => {
          const hash = codecs.sha256();
          hash.update(one);
          expect(equal(hash.digestSoFar(), createHash('sha256').update(one).digest())).toBe(true);
          hash.update(other);
          expect(equal(hash.digest(), createHash('sha256').update(one).update(other).digest())).toBe(true);
          const mac = await codecs.hmacSha256(one, other);
          expect(equal(mac, createHmac('sha256', one).update(other).digest())).toBe(true);
          const key = await codecs.hkdfSha256(one, other, new Uint8Array([1, 2]), 32);
          expect(equal(key, Buffer.from(hkdfSync('sha256', one, other, new Uint8Array([1, 2]), 32)))).toBe(
            true,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test('agree with Node for PBKDF2, also of an empty password', async () => {
    for (const password of ['', 'correct horse', 'Grüße']) {
      const bytes = new TextEncoder().encode(password);
      const salt = text(16);
      const key = await codecs.pbkdf2Sha256(bytes, salt, 1000, 32);
      expect(equal(key, pbkdf2Sync(bytes, salt, 1000, 32, 'sha256'))).toBe(true);
    }
  });
});

describe.each(encrypting)('AES-256-GCM of %s', (_, codecs) => {
  test.each(encrypting)('writes what %s opens', async (__, reader) => {
    const key = text(32);
    for (const length of [0, 1, 65_536]) {
      const plain = text(length, 9);
      const nonce = text(12, length + 1);
      const sealed = await (await codecs.aesGcm(key)).seal(nonce, plain);
      expect(sealed.length).toBe(length + 16);
      expect(equal((await (await reader.aesGcm(key)).open(nonce, sealed)) ?? text(1), plain)).toBe(true);
    }
  });

  test('gives nothing for another key, nonce or byte, and for too few bytes', async () => {
    const aead = await codecs.aesGcm(text(32));
    const nonce = text(12, 4);
    const sealed = await aead.seal(nonce, text(100));
    const changed = sealed.slice();
    changed[50] = (changed[50] ?? 0) ^ 1;
    expect(await aead.open(nonce, changed)).toBeUndefined();
    expect(await aead.open(text(12, 5), sealed)).toBeUndefined();
    expect(await (await codecs.aesGcm(text(32, 2))).open(nonce, sealed)).toBeUndefined();
    expect(await aead.open(nonce, sealed.slice(0, 15))).toBeUndefined();
    expect(await aead.open(nonce, new Uint8Array(0))).toBeUndefined();
  });

  test('matches the test vector of NIST (GCM test case 16, without additional data: case 15)', async () => {
    const hex = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'));
    const aead = await codecs.aesGcm(hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'));
    const sealed = await aead.seal(
      hex('cafebabefacedbaddecaf888'),
      hex(
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
          '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255',
      ),
    );
    expect(Buffer.from(sealed).toString('hex')).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
        '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad' +
        'b094dac5d93471bdec1a502270e3cc6c',
    );
  });
});
