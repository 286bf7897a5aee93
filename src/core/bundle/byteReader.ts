/** Reads a stream of pieces by counts of bytes, copying only what lies across two pieces. Close it when done. */
export class ByteReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** What is at hand, at least one byte and not taken yet; undefined at the end. */
  async here(): Promise<Uint8Array | undefined> {
    while (this.#piece.length === 0) {
      const next = await this.#next();
      if (next === undefined) return undefined;
      this.#piece = next;
    }
    return this.#piece;
  }

  /** Takes bytes off what `here` gave. */
  advance(count: number): void {
    this.#piece = this.#piece.subarray(count);
  }

  /** The next `count` bytes, not taken; fewer only at the end. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#piece.length < count) {
      const next = await this.#next();
      if (next === undefined) break;
      const joined = new Uint8Array(this.#piece.length + next.length);
      joined.set(this.#piece);
      joined.set(next, this.#piece.length);
      this.#piece = joined;
    }
    return this.#piece.subarray(0, count);
  }

  /** The next `count` bytes; fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    this.advance(bytes.length);
    return bytes;
  }

  /** What was not taken yet, to its end. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let here = await this.here(); here !== undefined; here = await this.here()) {
      this.advance(here.length);
      yield here;
    }
  }

  /** Lets go of the source, which frees what it holds open. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#piece = this.#piece.subarray(0, 0);
    await this.#iterator.return?.();
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#ended) return undefined;
    const next = await this.#iterator.next();
    if (next.done !== true) return next.value;
    this.#ended = true;
    return undefined;
  }
}

/** Pieces laid end to end. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** All bytes of a stream, or undefined once they are more than `limit`. */
export async function collect(
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    length += piece.length;
    if (length > limit) return undefined;
    pieces.push(piece.slice());
  }
  return joined(pieces);
}
