import type { Scratch } from '../core/ports';

const PIECE_BYTES = 1024 * 1024;

/** A scratch in memory: one growing buffer, doubled when full. */
export function memoryScratch(): Scratch & { readonly length: number } {
  let buffer = new Uint8Array(0);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(bytes) {
      const start = length;
      if (start + bytes.length > buffer.length) {
        const grown = new Uint8Array(Math.max(start + bytes.length, buffer.length * 2, 4096));
        grown.set(buffer.subarray(0, start));
        buffer = grown;
      }
      buffer.set(bytes, start);
      length += bytes.length;
      return Promise.resolve(start);
    },
    async *read(start, end) {
      for (let at = start; at < Math.min(end, length); at += PIECE_BYTES) {
        yield await Promise.resolve(buffer.slice(at, Math.min(at + PIECE_BYTES, end, length)));
      }
    },
    dispose() {
      buffer = new Uint8Array(0);
      length = 0;
      return Promise.resolve();
    },
  };
}
