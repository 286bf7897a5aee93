import type { Codecs } from '../ports';

/** As Node's zlib writes it, and so Loom: deflate, no flags, no time, Unix (FORMATS 1.2). */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
const BLOCK_BYTES = 1024 * 1024;
const WINDOW_BYTES = 32 * 1024;
/** What Node's zlib takes when nothing is said. */
const LEVEL = 6;

/** A text as one gzip member (RFC 1952), deflated in blocks on as many lanes as the machine has. */
export async function* gzipText(
  text: AsyncIterable<Uint8Array>,
  codecs: Codecs,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield HEADER;
  let crc = 0;
  let length = 0;
  let before: Uint8Array | undefined;
  const deflating: Promise<Uint8Array>[] = [];
  for await (const block of inBlocks(text)) {
    crc = codecs.crc32(block, crc);
    length += block.length;
    const deflated = codecs.deflate(block, before, LEVEL);
    // It is awaited below, perhaps after another one has failed.
    deflated.catch(() => undefined);
    deflating.push(deflated);
    before = block.slice(-WINDOW_BYTES);
    if (deflating.length <= codecs.lanes) continue;
    const first = deflating.shift();
    if (first !== undefined) yield await first;
  }
  for (const deflated of deflating) yield await deflated;
  yield LAST_BLOCK;
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, crc, true);
  trailer.setUint32(4, length % 2 ** 32, true);
  yield new Uint8Array(trailer.buffer);
}

async function* inBlocks(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let block = new Uint8Array(BLOCK_BYTES);
  let used = 0;
  for await (const piece of text) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + BLOCK_BYTES - used);
      block.set(part, used);
      used += part.length;
      at += part.length;
      if (used < BLOCK_BYTES) continue;
      yield block;
      block = new Uint8Array(BLOCK_BYTES);
      used = 0;
    }
  }
  if (used > 0) yield block.subarray(0, used);
}
