import { findJsonDamage } from './damage';
import type { ProblemCode } from './records';
import { MAX_NESTING, newScan, scanValue } from './scan';
import type { ScanState } from './scan';

/** A record larger than this is left out with a problem: 64 MiB, some 40,000 times the usual one. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;
/** Records are handed on once this much text is there; a larger record comes alone. */
const BATCH_BYTES = 1024 * 1024;
/** Damages of one file that are kept apart; the rest is counted. */
const MAX_DAMAGES = 100;
/** How much text may be read again to find records after damaged ones, so that hostile text costs no hours. */
const MAX_REWOUND = 256 * 1024 * 1024;

/** Something wrong at a place of the text. */
export interface TextDamage {
  /** In the decompressed text, without a byte order mark. */
  readonly offset: number;
  readonly code: ProblemCode;
  /** Ends a sentence. */
  readonly detail: string;
  readonly level: 'error' | 'warning';
}

/** What is told of each record. The bytes are overwritten once the call is over. */
export interface FoundRecord {
  /** `bytes` from `start` to `end` are one object as far as its brackets go. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Offset of its first byte in the text. */
  readonly offset: number;
  /** Its place among the elements of the list, from 0. */
  readonly index: number;
  /** As in `ScanState`. */
  readonly colons: number;
  readonly names: readonly number[];
}

export interface SplitOptions {
  /** Names under which a wrapper's list may lie. */
  readonly wrapperNames: readonly string[];
  /** Names whose lists are records too, but do not belong in this file. */
  readonly foreignNames: readonly string[];
  /** Looks at a record; gives what is wrong when it is no JSON object, and its text is then searched for more. */
  readonly onRecord: (record: FoundRecord) => TextDamage | undefined;
  /** Collects the offsets of depth 1 in `names`. */
  readonly withNames?: boolean;
}

/** What is due next; `first` and `element` differ by whether the list may end, `nothing` follows the end. */
type Due =
  'start' | 'first' | 'element' | 'comma' | 'key' | 'colon' | 'member' | 'member-comma' | 'end' | 'nothing';

/** A value whose end is being looked for. Offsets with no other word are in the window. */
interface OpenValue {
  readonly use: 'record' | 'element' | 'key' | 'skipped' | 'foreign';
  /** Where the white space before it begins: it shows how the list is indented. */
  keep: number;
  start: number;
  /** In the text. */
  readonly offset: number;
  readonly scan: ScanState;
  /** Its first part is gone: it is too large to keep. */
  dropped: boolean;
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const QUOTE = 0x22;
const COLON = 0x3a;

/**
 * Splits a JSON list of objects, or an object that wraps one (`{"patterns": […]}`), into the bytes of its objects,
 * without holding more than the largest of them. Every byte of the text is accounted for: it is part of a record
 * that was told of, or a damage says where reading failed.
 *
 * After a damaged record the rest goes on: at the next line inside it that begins as the record's own line did
 * (JSON has no line ends inside its strings), else behind its closing bracket.
 */
export class ListSplitter {
  readonly damages: TextDamage[] = [];
  /** Damages beyond those kept, of level `error`. */
  moreErrors = 0;

  readonly #options: SplitOptions;
  #window = new Uint8Array(2 * BATCH_BYTES);
  /** The part of the window that is filled. */
  #view = this.#window.subarray(0, 0);
  #at = 0;
  /** Offset in the text of the window's first byte. */
  #base = 0;
  #due: Due = 'start';
  #value: OpenValue | undefined;
  #wrapped = false;
  #key = '';
  #listsFound = 0;
  #index = 0;
  #rewound = 0;
  #ended = false;
  readonly #names: number[] = [];

  constructor(options: SplitOptions) {
    this.#options = options;
  }

  /** Adds text. True when enough is there for `split`. */
  push(piece: Uint8Array): boolean {
    const used = this.#view.length;
    if (used + piece.length > this.#window.length) this.#makeRoom(piece.length);
    this.#window.set(piece, this.#view.length);
    this.#view = this.#window.subarray(0, this.#view.length + piece.length);
    return this.#view.length - this.#at >= BATCH_BYTES;
  }

  /** Tells of every record that is whole in the text so far. `last`: no more text comes. */
  split(last: boolean): void {
    this.#ended = last;
    while (this.#step()) {
      // Each step takes a token or changes what is due.
    }
  }

  #makeRoom(incoming: number): void {
    const keep = this.#value === undefined || this.#value.dropped ? this.#at : this.#value.keep;
    const kept = this.#view.length - keep;
    const source = this.#window;
    if (kept + incoming > source.length)
      this.#window = new Uint8Array(Math.max(kept + incoming, 2 * source.length));
    this.#window.set(source.subarray(keep, keep + kept));
    this.#view = this.#window.subarray(0, kept);
    this.#base += keep;
    this.#at -= keep;
    if (this.#value !== undefined) {
      this.#value.keep -= keep;
      this.#value.start -= keep;
    }
    for (let each = 0; each < this.#names.length; each += 1)
      this.#names[each] = (this.#names[each] ?? 0) - keep;
  }

  #step(): boolean {
    if (this.#value !== undefined) return this.#goOn(this.#value);
    const spaceFrom = this.#at;
    const byte = this.#skipSpace();
    if (byte === undefined) return this.#atEnd(spaceFrom);
    switch (this.#due) {
      case 'start':
        return this.#begin(byte);
      case 'first':
      case 'element':
        return this.#element(byte, spaceFrom);
      case 'comma':
        return this.#comma(byte);
      case 'key':
      case 'colon':
      case 'member':
      case 'member-comma':
        return this.#member(byte, spaceFrom);
      case 'end':
        this.#damage('json-damaged', this.#at, 'more text follows its end', 'error');
        this.#due = 'nothing';
        return true;
      case 'nothing':
        this.#at = this.#view.length;
        return false;
    }
  }

  #begin(byte: number): boolean {
    this.#due = 'nothing';
    if (byte === OPEN_LIST) {
      this.#at += 1;
      this.#due = 'first';
    } else if (byte === OPEN_OBJECT) {
      this.#at += 1;
      this.#wrapped = true;
      this.#due = 'key';
    } else if (byte >= 0x80) {
      this.#damage('not-utf8', this.#at, 'it is not UTF-8 text', 'error');
    } else if (byte === QUOTE) {
      this.#damage('not-an-array', this.#at, 'it holds a text, not a list', 'error');
    } else {
      const end = this.#literalEnd();
      if (end === -1) {
        this.#due = 'start';
        return false;
      }
      const damage = findJsonDamage(this.#view.subarray(this.#at, end));
      if (damage === undefined)
        this.#damage('not-an-array', this.#at, 'it holds a single value, not a list', 'error');
      else this.#damage('json-damaged', this.#at + damage.offset, damage.detail, 'error');
    }
    return true;
  }

  #element(byte: number, spaceFrom: number): boolean {
    if (byte === CLOSE_LIST) {
      if (this.#due === 'element')
        this.#damage('json-damaged', this.#at, 'a comma stands before the end of the list', 'warning');
      return this.#closeList();
    }
    if (byte === OPEN_OBJECT) return this.#open('record', spaceFrom);
    if (byte === OPEN_LIST || byte === QUOTE) return this.#open('element', spaceFrom);
    if (byte === COMMA || byte === CLOSE_OBJECT || byte === COLON) return this.#unexpected(byte);
    const end = this.#literalEnd();
    if (end === -1) return false;
    const damage = findJsonDamage(this.#view.subarray(this.#at, end));
    if (damage === undefined) this.#notAnObject(this.#base + this.#at);
    else this.#damage('json-damaged', this.#at + damage.offset, damage.detail, 'error');
    this.#index += 1;
    this.#at = end;
    this.#due = 'comma';
    return true;
  }

  #comma(byte: number): boolean {
    if (byte === CLOSE_LIST) return this.#closeList();
    if (byte === CLOSE_OBJECT || byte === COLON) return this.#unexpected(byte);
    if (byte === COMMA) this.#at += 1;
    else this.#damage('json-damaged', this.#at, 'a comma is missing between two records', 'warning');
    this.#due = 'element';
    return true;
  }

  #unexpected(byte: number): boolean {
    const level = byte === COMMA ? 'warning' : 'error';
    this.#damage('json-damaged', this.#at, `"${String.fromCharCode(byte)}" stands where it may not`, level);
    this.#at += 1;
    return true;
  }

  #closeList(): boolean {
    this.#at += 1;
    this.#due = this.#wrapped ? 'member-comma' : 'end';
    return true;
  }

  /** The wrapper around a list: `{"version": "1.0", "patterns": […]}`. */
  #member(byte: number, spaceFrom: number): boolean {
    const due = this.#due;
    if ((due === 'key' || due === 'member-comma') && byte === CLOSE_OBJECT) {
      this.#at += 1;
      this.#due = 'end';
      if (this.#listsFound === 0 && this.damages.length === 0) {
        const names = this.#options.wrapperNames.join(', ');
        this.#damageAt('not-an-array', 0, `it is an object without a list (${names})`, 'error');
      }
      return true;
    }
    if (due === 'key' && byte === QUOTE) return this.#open('key', spaceFrom);
    if (due === 'member') return this.#memberValue(byte, spaceFrom);
    if (due === 'colon' && byte === COLON) this.#due = 'member';
    else if (due === 'member-comma' && byte === COMMA) this.#due = 'key';
    else {
      this.#damage('json-damaged', this.#at, 'the object around the list is broken off', 'error');
      this.#due = 'nothing';
    }
    this.#at += 1;
    return true;
  }

  #memberValue(byte: number, spaceFrom: number): boolean {
    const isList = byte === OPEN_LIST;
    if (this.#options.wrapperNames.includes(this.#key)) {
      if (isList) {
        this.#at += 1;
        this.#listsFound += 1;
        this.#due = 'first';
        return true;
      }
      this.#damage('not-an-array', this.#at, `"${this.#key}" is not a list`, 'error');
    }
    const use = isList && this.#options.foreignNames.includes(this.#key) ? 'foreign' : 'skipped';
    if (isList || byte === OPEN_OBJECT || byte === QUOTE) return this.#open(use, spaceFrom);
    const end = this.#literalEnd();
    if (end === -1) return false;
    this.#checkSkipped(this.#at, end);
    this.#at = end;
    this.#due = 'member-comma';
    return true;
  }

  #open(use: OpenValue['use'], keep: number): boolean {
    this.#names.length = 0;
    const names = use === 'record' && this.#options.withNames === true ? this.#names : undefined;
    this.#value = {
      use,
      keep,
      start: this.#at,
      offset: this.#base + this.#at,
      scan: newScan(names),
      dropped: false,
    };
    return true;
  }

  #goOn(value: OpenValue): boolean {
    const end = scanValue(this.#view, this.#at, value.scan);
    if (end !== -1) {
      this.#at = end;
      this.#value = undefined;
      this.#close(value, end);
      return true;
    }
    this.#at = this.#view.length;
    if (this.#ended) {
      this.#value = undefined;
      this.#cut(value);
      return true;
    }
    const isTooLong = this.#view.length - value.keep > MAX_RECORD_BYTES;
    if (value.dropped || (!isTooLong && value.scan.deepest <= MAX_NESTING)) return false;
    // Its end may be far, or be missed because of damage: a record may begin before it.
    if (value.use === 'record' && this.#goBack(value, this.#view.length)) {
      this.#damageAt('json-damaged', value.offset, 'a record has no end', 'error');
      this.#value = undefined;
      return true;
    }
    value.dropped = isTooLong;
    return false;
  }

  /** A value whose end was found. */
  #close(value: OpenValue, end: number): void {
    this.#due = value.use === 'record' || value.use === 'element' ? 'comma' : 'member-comma';
    const { start, offset } = value;
    const tooLarge = value.dropped || end - start > MAX_RECORD_BYTES;
    switch (value.use) {
      case 'record': {
        const index = this.#index;
        this.#index += 1;
        if (tooLarge) {
          this.#damageAt(
            'file-too-large',
            offset,
            `a record is larger than ${MAX_RECORD_BYTES} bytes`,
            'error',
          );
        } else if (value.scan.deepest > MAX_NESTING) {
          this.#damageAt(
            'nesting-too-deep',
            offset,
            `a record is nested deeper than ${MAX_NESTING} levels`,
            'error',
          );
          this.#goBack(value, end);
        } else {
          const { colons } = value.scan;
          const record = { bytes: this.#view, start, end, offset, index, colons, names: this.#names };
          const damage = this.#options.onRecord(record);
          if (damage !== undefined) {
            this.#keep(damage);
            if (damage.level === 'error') this.#goBack(value, end);
          }
        }
        return;
      }
      case 'element':
        this.#index += 1;
        this.#notAnObject(offset);
        return;
      case 'key':
        this.#due = 'colon';
        this.#key = tooLarge ? '' : this.#readKey(start, end);
        return;
      case 'foreign':
        if (!tooLarge && findFirst(this.#view, start + 1) !== OPEN_OBJECT) return;
        this.#damageAt(
          'not-an-array',
          offset,
          `its list "${this.#key}" does not belong in this file`,
          'error',
        );
        return;
      case 'skipped':
        if (!tooLarge) this.#checkSkipped(start, end);
    }
  }

  /** The text ended within a value. */
  #cut(value: OpenValue): void {
    this.#due = 'nothing';
    const found = value.dropped ? undefined : findJsonDamage(this.#view.subarray(value.start));
    if (found === undefined) this.#damage('json-damaged', this.#view.length, 'it ends too early', 'error');
    else this.#damageAt('json-damaged', value.offset + found.offset, found.detail, 'error');
    if (value.use === 'record') {
      this.#index += 1;
      this.#goBack(value, this.#view.length);
    }
  }

  /**
   * Looks inside a damaged record for the line on which the next record begins, and goes on there. A list without
   * indentation must have one record a line: in others, such a line may as well be a part of a record.
   */
  #goBack(value: OpenValue, end: number): boolean {
    if (value.dropped) return false;
    const view = this.#view;
    const lineStart = view.lastIndexOf(LINE_FEED, value.start - 1) + 1;
    if (lineStart <= value.keep) return false;
    const indent = view.subarray(lineStart, value.start);
    for (
      let feed = view.indexOf(LINE_FEED, value.start);
      feed !== -1;
      feed = view.indexOf(LINE_FEED, feed + 1)
    ) {
      const start = feed + 1 + indent.length;
      if (start >= end) return false;
      if (view[start] !== OPEN_OBJECT || !indent.every((byte, index) => view[feed + 1 + index] === byte))
        continue;
      const next = view[start + 1];
      if (indent.length === 0 && (next === LINE_FEED || next === RETURN)) continue;
      this.#rewound += end - feed;
      if (this.#rewound > MAX_REWOUND) return false;
      this.#at = feed;
      this.#due = 'first';
      return true;
    }
    return false;
  }

  #atEnd(spaceFrom: number): boolean {
    if (!this.#ended) {
      // White space before a record is kept with it; an endless run of it is not.
      this.#at = this.#view.length - spaceFrom > BATCH_BYTES ? this.#view.length : spaceFrom;
      return false;
    }
    if (this.#due === 'start') this.#damage('file-empty', this.#at, 'it is empty', 'error');
    else if (this.#due !== 'end' && this.#due !== 'nothing')
      this.#damage('json-damaged', this.#at, 'it ends before its list does', 'error');
    this.#due = 'nothing';
    return false;
  }

  #skipSpace(): number | undefined {
    const view = this.#view;
    let at = this.#at;
    while (at < view.length && isSpace(view[at])) at += 1;
    this.#at = at;
    return view[at];
  }

  /** Where a number or word ends; -1 when more text is needed to know. */
  #literalEnd(): number {
    const view = this.#view;
    let at = this.#at;
    while (at < view.length && !isDelimiter(view[at])) at += 1;
    if (at === this.#at) return at + 1;
    return at < view.length || this.#ended || at - this.#at > BATCH_BYTES ? at : -1;
  }

  #readKey(start: number, end: number): string {
    const bytes = this.#view.subarray(start, end);
    const damage = findJsonDamage(bytes);
    if (damage === undefined) return String(JSON.parse(new TextDecoder().decode(bytes)));
    this.#damage('json-damaged', start + damage.offset, damage.detail, 'warning');
    return '';
  }

  #checkSkipped(start: number, end: number): void {
    const damage = findJsonDamage(this.#view.subarray(start, end));
    if (damage !== undefined) this.#damage('json-damaged', start + damage.offset, damage.detail, 'warning');
  }

  #notAnObject(offset: number): void {
    this.#damageAt('record-not-an-object', offset, 'the list holds something that is not an object', 'error');
  }

  #damage(code: ProblemCode, at: number, detail: string, level: TextDamage['level']): void {
    this.#damageAt(code, this.#base + at, detail, level);
  }

  #damageAt(code: ProblemCode, offset: number, detail: string, level: TextDamage['level']): void {
    this.#keep({ code, offset, detail, level });
  }

  #keep(damage: TextDamage): void {
    if (this.damages.length < MAX_DAMAGES) this.damages.push(damage);
    else if (damage.level === 'error') this.moreErrors += 1;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === RETURN || byte === 0x09;
}

function isDelimiter(byte: number | undefined): boolean {
  return (
    isSpace(byte) ||
    byte === COMMA ||
    byte === COLON ||
    byte === QUOTE ||
    byte === OPEN_LIST ||
    byte === CLOSE_LIST ||
    byte === OPEN_OBJECT ||
    byte === CLOSE_OBJECT
  );
}

/** The first byte from `at` on that is no white space. */
function findFirst(bytes: Uint8Array, at: number): number | undefined {
  let from = at;
  while (isSpace(bytes[from])) from += 1;
  return bytes[from];
}
