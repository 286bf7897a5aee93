import { parseJson } from '../json';
import type { JsonValue } from '../json';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isDelimiter,
  isSpace,
  LINE_FEED,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from '../store/jsonBytes';
import type { Position } from '../store/position';
import { newScan, scanValue } from '../store/scan';
import { TextWindow } from '../store/textWindow';
import { PlaceCursor } from './place';

/** Values up to this size come whole; of larger lists and objects the members come one by one. */
const PIECE_BYTES = 256 * 1024;
/** Most texts are no larger: rows of a database are millions. */
const SMALL_TEXT = 8 * 1024;
/** A single string, or a value below `MAX_OPENED` levels, is held whole up to this size. */
const MAX_VALUE_BYTES = 64 * 1024 * 1024;
/** Large containers inside each other that are opened: each costs a look at `PIECE_BYTES` to find out that it is large. */
const MAX_OPENED = 32;

/** A part of a JSON text that can be looked at on its own. */
export interface TextPiece {
  readonly type: 'piece';
  /** JSON text; overwritten once the next piece is asked for. */
  readonly bytes: Uint8Array;
  /** How many of its bytes, at the beginning, are not of the text: a member comes as an object of its own. */
  readonly added: number;
  /** Of the first byte that is of the text. */
  readonly place: Position;
  /** Where pointers into `bytes` begin. */
  readonly path: readonly string[];
  /** `bytes` names the list's key for its meaning only: a pointer into it has one segment too many. */
  readonly underKey: boolean;
  /** What is known of the value at a path of `depth` segments that was opened: its id at most. */
  readonly opened: (depth: number) => JsonValue | undefined;
}

/** Text that is not where JSON allows it. `text`: what to look at as words. */
export interface TextFault {
  readonly type: 'fault';
  readonly code: 'json-damaged' | 'file-too-large';
  readonly detail: string;
  readonly place: Position;
  readonly text: Uint8Array;
}

interface Frame {
  readonly isObject: boolean;
  /** From the container around it; '' for the outermost. */
  readonly segment: string;
  /** Of the element that comes next in a list. */
  index: number;
  id: JsonValue | undefined;
  due: 'first' | 'next' | 'comma';
}

/**
 * Takes JSON text of any size apart into pieces of some 256 KiB at most, without holding more than the largest string;
 * JSON lines are several texts. Every byte outside white space and punctuation comes in a piece or a fault.
 */
export class TextSplitter {
  readonly #window = new TextWindow(SMALL_TEXT, 4 * PIECE_BYTES);
  readonly #cursor = new PlaceCursor();
  /** Where in the window the cursor stands. */
  #placed = 0;
  readonly #frames: Frame[] = [];
  #roots = 0;
  #stopped = false;
  readonly #decoder = new TextDecoder();

  push(bytes: Uint8Array): void {
    const { at } = this.#window;
    this.#placeAt(at);
    this.#placed -= this.#window.push(bytes, at);
  }

  /** What can be told with the text so far. `last`: no more comes. */
  *pieces(last: boolean): Generator<TextPiece | TextFault, void, undefined> {
    this.#window.ended = last;
    for (let step = this.#step(); step !== 'more'; step = this.#step()) if (step !== undefined) yield step;
  }

  #step(): TextPiece | TextFault | 'more' | undefined {
    const window = this.#window;
    if (this.#stopped) return 'more';
    const spaceFrom = window.at;
    const byte = window.skipSpace();
    if (byte === undefined) return this.#end();
    const frame = this.#frames.at(-1);
    if (frame === undefined) return this.#root(byte, spaceFrom);
    if (byte === (frame.isObject ? CLOSE_OBJECT : CLOSE_LIST)) {
      window.at += 1;
      this.#frames.pop();
      return undefined;
    }
    if (byte === COMMA && frame.due === 'comma') {
      window.at += 1;
      frame.due = 'next';
      return undefined;
    }
    if (frame.due === 'comma' || !(frame.isObject ? byte === QUOTE : startsValue(byte))) return this.#junk();
    return frame.isObject ? this.#member(frame) : this.#element(frame);
  }

  #end(): TextFault | 'more' {
    if (!this.#window.ended) return 'more';
    this.#stopped = true;
    if (this.#frames.length > 0) return this.#fault(this.#window.at, this.#window.at, 'it ends too early');
    return 'more';
  }

  #root(byte: number, spaceFrom: number): TextPiece | TextFault | 'more' | undefined {
    if (!startsValue(byte)) return this.#junk();
    const { view, at } = this.#window;
    const onNewLine = this.#roots === 0 || view.subarray(spaceFrom, at).includes(LINE_FEED);
    const end = this.#valueEnd(at);
    if (end === 'more') return end;
    this.#roots += 1;
    if (end === 'open') {
      this.#open('');
      return undefined;
    }
    if (end === 'too-large') return this.#tooLarge(at);
    if (!onNewLine) return this.#fault(at, end, 'more text follows its end');
    return this.#piece(at, end, []);
  }

  #element(frame: Frame): TextPiece | TextFault | 'more' | undefined {
    const { view, at } = this.#window;
    const end = this.#valueEnd(at);
    if (end === 'more') return end;
    const segment = String(frame.index);
    frame.index += 1;
    frame.due = 'comma';
    if (end === 'open') {
      this.#open(segment);
      return undefined;
    }
    if (end === 'too-large') return this.#tooLarge(at);
    const key = this.#frames.findLast((one, depth) => one.segment !== '' && this.#isMember(depth))?.segment;
    const path = [...this.#path(), segment];
    if (view[at] !== QUOTE || key === undefined) return this.#piece(at, end, path);
    return this.#wrapped(at, end, new TextEncoder().encode(`{${JSON.stringify(key)}:`), path, true);
  }

  #member(frame: Frame): TextPiece | TextFault | 'more' | undefined {
    const window = this.#window;
    const { view, at } = window;
    const keyEnd = scanValue(view, at, newScan());
    const colon = keyEnd === -1 ? -1 : nextByte(view, keyEnd);
    const value = colon === -1 ? -1 : nextByte(view, colon + 1);
    if (value === -1) return this.#moreOrRest(at);
    if (view[colon] !== COLON || !startsValue(view[value] ?? 0)) return this.#junk();
    const end = this.#valueEnd(value);
    if (end === 'more') return end;
    if (end === 'too-large') return this.#tooLarge(at);
    frame.due = 'comma';
    const segment = this.#text(at, keyEnd);
    if (end === 'open') {
      // The key is looked at here, what it names when its time comes.
      const piece = this.#wrapped(at, keyEnd, OPEN, this.#path(), false, CLOSE_EMPTY);
      window.at = value;
      this.#open(segment);
      return piece;
    }
    if (segment === 'id') frame.id = parsed(view.subarray(value, end), this.#decoder);
    return this.#wrapped(at, end, OPEN, this.#path(), false);
  }

  /** Where a value ends; `open` for a container that is too large to come whole. */
  #valueEnd(from: number): number | 'more' | 'open' | 'too-large' {
    const { view, ended } = this.#window;
    const first = view[from];
    const available = view.length - from;
    if (first === OPEN_LIST || first === OPEN_OBJECT) {
      const canOpen = this.#frames.length < MAX_OPENED;
      const end = scanValue(canOpen ? view.subarray(0, from + PIECE_BYTES) : view, from, newScan());
      if (end !== -1) return end;
      if (canOpen && available > PIECE_BYTES) return 'open';
    } else if (first === QUOTE) {
      const end = scanValue(view, from, newScan());
      if (end !== -1) return end;
    } else {
      let end = from;
      while (end < view.length && !isDelimiter(view[end])) end += 1;
      if (end < view.length) return end;
    }
    if (ended) return view.length;
    return available > MAX_VALUE_BYTES ? 'too-large' : 'more';
  }

  /** Begins to give the members of the container at the window's place one by one. */
  #open(segment: string): void {
    const { view, at } = this.#window;
    this.#frames.push({
      isObject: view[at] === OPEN_OBJECT,
      segment,
      index: 0,
      id: undefined,
      due: 'first',
    });
    this.#window.at += 1;
  }

  #moreOrRest(from: number): TextFault | 'more' {
    const { view, ended } = this.#window;
    if (!ended) return view.length - from > MAX_VALUE_BYTES ? this.#tooLarge(from) : 'more';
    return this.#fault(from, view.length, 'it ends too early');
  }

  #tooLarge(from: number): TextFault {
    this.#stopped = true;
    return {
      ...this.#fault(
        from,
        this.#window.view.length,
        `a text is larger than ${MAX_VALUE_BYTES / 1024 / 1024} MiB`,
      ),
      code: 'file-too-large',
    };
  }

  /** Everything up to the next punctuation is out of place. */
  #junk(): TextFault {
    const { view, at } = this.#window;
    const frame = this.#frames.at(-1);
    let end = view[at] === QUOTE ? scanValue(view, at, newScan()) : at + 1;
    if (end === -1) end = view.length;
    while (end < view.length && !isDelimiter(view[end])) end += 1;
    if (frame !== undefined) frame.due = 'next';
    const first = String.fromCharCode(view[at] ?? 0);
    return this.#fault(at, end, `${JSON.stringify(first)} is where JSON does not allow it`);
  }

  #fault(from: number, to: number, detail: string): TextFault {
    this.#placeAt(from);
    this.#window.at = to;
    return {
      type: 'fault',
      code: 'json-damaged',
      detail,
      place: this.#cursor.place,
      text: this.#window.view.subarray(from, to),
    };
  }

  #piece(from: number, to: number, path: readonly string[]): TextPiece {
    this.#placeAt(from);
    this.#window.at = to;
    return {
      type: 'piece',
      bytes: this.#window.view.subarray(from, to),
      added: 0,
      place: this.#cursor.place,
      path,
      underKey: false,
      opened: this.#opened,
    };
  }

  #wrapped(
    from: number,
    to: number,
    before: Uint8Array,
    path: readonly string[],
    underKey: boolean,
    after: Uint8Array = CLOSE,
  ): TextPiece {
    const piece = this.#piece(from, to, path);
    const bytes = new Uint8Array(before.length + piece.bytes.length + after.length);
    bytes.set(before);
    bytes.set(piece.bytes, before.length);
    bytes.set(after, before.length + piece.bytes.length);
    return { ...piece, bytes, added: before.length, underKey };
  }

  readonly #opened = (depth: number): JsonValue | undefined => {
    const id = this.#frames[depth]?.id;
    return id === undefined ? undefined : { id };
  };

  #path(): string[] {
    return this.#frames.slice(1).map((frame) => frame.segment);
  }

  /** Whether an open container is a member of an object and not an element of a list. */
  #isMember(depth: number): boolean {
    return this.#frames[depth - 1]?.isObject === true;
  }

  #text(from: number, to: number): string {
    const value = parsed(this.#window.view.subarray(from, to), this.#decoder);
    return typeof value === 'string'
      ? value
      : this.#decoder.decode(this.#window.view.subarray(from + 1, to - 1));
  }

  #placeAt(offset: number): void {
    this.#cursor.advance(this.#window.view, this.#placed, offset);
    this.#placed = Math.max(this.#placed, offset);
  }
}

const OPEN = Uint8Array.of(OPEN_OBJECT);
const CLOSE = Uint8Array.of(CLOSE_OBJECT);
/** `:0}` */
const CLOSE_EMPTY = Uint8Array.of(COLON, 0x30, CLOSE_OBJECT);

/** Whether a byte may begin a value; whether the value is one, its parser says. */
function startsValue(byte: number): boolean {
  return byte === OPEN_OBJECT || byte === OPEN_LIST || byte === QUOTE || !isDelimiter(byte);
}

function nextByte(view: Uint8Array, from: number): number {
  let at = from;
  while (at < view.length && isSpace(view[at])) at += 1;
  return at < view.length ? at : -1;
}

function parsed(bytes: Uint8Array, decoder: TextDecoder): JsonValue | undefined {
  try {
    return parseJson(decoder.decode(bytes));
  } catch (error) {
    // Whoever looks at the piece says what is wrong with it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
