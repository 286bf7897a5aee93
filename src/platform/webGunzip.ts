import { Gunzip } from 'fflate';
import { crc32 } from '../core/bundle/crc32';
import { LoomError } from '../core/errors';

/** Pushed at once, so that a bomb gives 16 MiB at most (deflate: 1,032 to 1) before its reader can stop it. */
const SLICE_BYTES = 16 * 1024;
const TRAILER_BYTES = 8;
/** How far back a member's trailer is still at hand when the header after it is complete: one extra field and a name. */
const HISTORY_BYTES = 160 * 1024;

/** CRC-32 and length of a member's output so far. */
interface Member {
  crc: number;
  length: number;
}

/**
 * Inflates gzip with fflate's streaming class, which reads all members but looks at no trailer: the CRC-32 and length
 * of every member are compared here. `turn` is awaited between slices.
 */
export async function* webGunzip(
  source: AsyncIterable<Uint8Array>,
  turn: () => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = new History();
  const outputs: Uint8Array[] = [];
  let member: Member = { crc: 0, length: 0 };
  const gunzip = new Gunzip((bytes) => {
    member.crc = crc32(bytes, member.crc);
    member.length += bytes.length;
    if (bytes.length > 0) outputs.push(bytes);
  });
  gunzip.onmember = (offset) => {
    input.compare(offset, member);
    member = { crc: 0, length: 0 };
  };
  const push = (bytes: Uint8Array, last: boolean): void => {
    try {
      gunzip.push(bytes, last);
    } catch (error) {
      if (error instanceof LoomError) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new LoomError('gzip-damaged', { detail }, { cause: error });
    }
  };
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      // fflate keeps a slice until it can go on, and the source may use its buffer again.
      const slice = bytes.slice(at, at + SLICE_BYTES);
      input.append(slice);
      await turn();
      push(slice, false);
      yield* outputs.splice(0);
    }
  }
  push(new Uint8Array(0), true);
  yield* outputs.splice(0);
  // Also what finds a cut trailer, an empty source, and up to three bytes after the end: fflate finds longer ones.
  input.compare(input.length, member);
}

/** The last bytes of a stream, by their place in it. */
class History {
  length = 0;
  readonly #pieces: Uint8Array[] = [];
  #kept = 0;

  append(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#kept += bytes.length;
    this.length += bytes.length;
    for (let first = this.#pieces[0]; first !== undefined; first = this.#pieces[0]) {
      if (this.#kept - first.length < HISTORY_BYTES) return;
      this.#kept -= first.length;
      this.#pieces.shift();
    }
  }

  /** Compares the trailer that ends at `offset` with what came out of its member. Throws `gzip-damaged`. */
  compare(offset: number, member: Member): void {
    const trailer = new DataView(new ArrayBuffer(TRAILER_BYTES));
    let found = 0;
    let end = this.length;
    for (const piece of this.#pieces.toReversed()) {
      const start = end - piece.length;
      for (let index = 0; index < TRAILER_BYTES; index++) {
        const at = offset - TRAILER_BYTES + index;
        if (at < start || at >= end) continue;
        trailer.setUint8(index, piece[at - start] ?? 0);
        found++;
      }
      end = start;
      if (end <= offset - TRAILER_BYTES) break;
    }
    if (found < TRAILER_BYTES) throw new LoomError('gzip-damaged', { detail: 'it ends too early' });
    if (trailer.getUint32(0, true) !== member.crc || trailer.getUint32(4, true) !== member.length % 2 ** 32) {
      throw new LoomError('gzip-damaged', { detail: 'its content does not match its checksum' });
    }
  }
}
