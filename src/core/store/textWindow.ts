import { isDelimiter, isSpace } from './jsonBytes';

/** A number or word is not longer than this; white space of this length is not kept. */
const MAX_RUN = 1024 * 1024;

/** The part of a text that is being looked at: filled at its end, emptied at its beginning, one buffer all the time. */
export class TextWindow {
  /** What is there. Another object after `push`. */
  view: Uint8Array;
  /** The next byte of `view` to look at. */
  at = 0;
  /** Offset in the text of the first byte of `view`. */
  base = 0;
  /** No more text comes. */
  ended = false;
  #buffer: Uint8Array;

  /** `size`: of the buffer in bytes; `larger`: of the one that takes its place when more has to be kept than fits. */
  constructor(
    size: number,
    private readonly larger = 2 * size,
  ) {
    this.#buffer = new Uint8Array(size);
    this.view = this.#buffer.subarray(0, 0);
  }

  /** Adds text. What lies before `keep` may be dropped for it; gives by how much offsets in `view` have shrunk. */
  push(piece: Uint8Array, keep: number): number {
    let shift = 0;
    if (this.view.length + piece.length > this.#buffer.length) {
      const kept = this.view.subarray(keep);
      const needed = kept.length + piece.length;
      if (needed > this.#buffer.length)
        this.#buffer = new Uint8Array(Math.max(needed, this.larger, 2 * this.#buffer.length));
      this.#buffer.set(kept);
      this.view = this.#buffer.subarray(0, kept.length);
      this.base += keep;
      this.at -= keep;
      shift = keep;
    }
    this.#buffer.set(piece, this.view.length);
    this.view = this.#buffer.subarray(0, this.view.length + piece.length);
    return shift;
  }

  /** Moves to the next byte that is no white space and gives it; at the end of what is there, undefined. */
  skipSpace(): number | undefined {
    const { view } = this;
    const from = this.at;
    let at = from;
    while (at < view.length && isSpace(view[at])) at += 1;
    // White space before a record shows how the list is indented: it is looked at again when more is there.
    this.at = at < view.length || this.ended || at - from > MAX_RUN ? at : from;
    return view[at];
  }

  /** Where the number or word that begins here ends; -1 when more text is needed to know. */
  literalEnd(): number {
    const { view } = this;
    let at = this.at;
    while (at < view.length && !isDelimiter(view[at])) at += 1;
    return at < view.length || this.ended || at - this.at > MAX_RUN ? at : -1;
  }
}
