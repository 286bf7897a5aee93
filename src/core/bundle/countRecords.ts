import type { Codecs } from '../ports';
import { newScan, scanValue } from '../store/scan';
import type { ScanState } from '../store/scan';

const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;

/** Counts the records of a file as its bytes pass by. */
export interface RecordCounter {
  push(bytes: Uint8Array): void;
  /** How many there were; undefined when it was not one whole list of objects, as far as the counter can see. */
  end(): number | undefined;
}

/**
 * Counts the lines that begin with a brace, which in a bundle of ours is where records begin: 5 GB/s in Node. No line begins
 * inside a text, where JSON allows no line end. Wrong for a list that is laid out in another way, and for a record with
 * such a line inside; so a count that differs from the one expected is to be made again with the exact counter.
 */
export class LineCounter implements RecordCounter {
  #count = 0;
  #first: number | undefined;
  /** The last two bytes so far. */
  #before = 0;
  #last = 0;

  constructor(private readonly codecs: Pick<Codecs, 'search'>) {}

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#first ??= bytes[0];
    const search = this.codecs.search(bytes);
    let at = search(OPEN_OBJECT, 0);
    if (at === 0) {
      if (this.#last === LINE_FEED) this.#count++;
      at = search(OPEN_OBJECT, 1);
    }
    for (; at > 0; at = search(OPEN_OBJECT, at + 1)) {
      if (bytes[at - 1] === LINE_FEED) this.#count++;
    }
    this.#before = bytes.at(-2) ?? this.#last;
    this.#last = bytes.at(-1) ?? 0;
  }

  end(): number | undefined {
    const isList = this.#first === OPEN_LIST && this.#before === CLOSE_LIST && this.#last === LINE_FEED;
    return isList ? this.#count : undefined;
  }
}

/**
 * Counts the objects of any JSON list, without copying or parsing them: 0.6 to 1.3 GB/s where parsing gives 0.29.
 * Brackets and commas are all it looks at.
 */
export class ExactCounter implements RecordCounter {
  #count = 0;
  #due: 'start' | 'first' | 'element' | 'comma' | 'end' = 'start';
  #record: ScanState | undefined;
  #damaged = false;
  #deepest = 0;

  /** How deep the values of the records lie inside each other, the record counted. */
  get deepest(): number {
    return this.#deepest;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.#damaged;) {
      if (this.#record !== undefined) {
        const end = scanValue(bytes, at, this.#record);
        this.#deepest = Math.max(this.#deepest, this.#record.deepest);
        if (end < 0) return;
        this.#record = undefined;
        this.#count++;
        at = end;
        continue;
      }
      const byte = bytes[at] ?? 0;
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
        at++;
      } else if (byte === OPEN_OBJECT && (this.#due === 'first' || this.#due === 'element')) {
        this.#record = newScan();
        this.#due = 'comma';
      } else {
        this.#structure(byte);
        at++;
      }
    }
  }

  #structure(byte: number): void {
    if (byte === OPEN_LIST && this.#due === 'start') this.#due = 'first';
    else if (byte === COMMA && this.#due === 'comma') this.#due = 'element';
    else if (byte === CLOSE_LIST && (this.#due === 'first' || this.#due === 'comma')) this.#due = 'end';
    else this.#damaged = true;
  }

  end(): number | undefined {
    return this.#damaged || this.#due !== 'end' ? undefined : this.#count;
  }
}
