import type { Position } from '../store/position';

/** Words are looked at in parts of so many characters at least, ended at a line's end. */
const PART_LENGTH = 64 * 1024;
/** A line longer than this is cut: nothing that is searched for is longer than the part that two cuts share. */
const MAX_LINE = 1024 * 1024;

/** Some lines of text that is not JSON. */
export interface WordPart {
  readonly text: string;
  /** Of its first character. */
  readonly place: Position;
}

/** Cuts UTF-8 text into parts of whole lines. Bytes that are no UTF-8 become replacement characters. */
export class WordSplitter {
  readonly #decoder = new TextDecoder('utf-8');
  #rest = '';
  #place: Position;

  constructor(place: Position = { line: 1, column: 1 }) {
    this.#place = place;
  }

  *parts(bytes: Uint8Array, last: boolean): Generator<WordPart, void, undefined> {
    this.#rest += this.#decoder.decode(bytes, { stream: !last });
    while (this.#rest.length > PART_LENGTH) {
      const lineEnd = this.#rest.lastIndexOf('\n', 2 * PART_LENGTH);
      if (lineEnd === -1 && this.#rest.length < MAX_LINE) break;
      yield this.#take(lineEnd === -1 ? MAX_LINE : lineEnd + 1);
    }
    if (last && this.#rest !== '') yield this.#take(this.#rest.length);
  }

  #take(length: number): WordPart {
    const part = { text: this.#rest.slice(0, length), place: this.#place };
    this.#place = placeAfter(part.text, part.text.length, this.#place);
    this.#rest = this.#rest.slice(length);
    return part;
  }
}

/** The place of character `at` of a text that begins at `start`. */
export function placeAfter(text: string, at: number, start: Position): Position {
  const feed = text.lastIndexOf('\n', at - 1);
  if (at === 0 || feed === -1) return { line: start.line, column: start.column + at };
  let lines = 1;
  for (let from = text.indexOf('\n'); from < feed; from = text.indexOf('\n', from + 1)) lines += 1;
  return { line: start.line + lines, column: at - feed };
}
