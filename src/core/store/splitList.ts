import { findJsonDamage } from './damage';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  findFirst,
  findNextRecord,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './jsonBytes';
import type { ProblemCode } from './records';
import { MAX_NESTING, newScan, scanValue } from './scan';
import type { ScanState } from './scan';
import { DamageList } from './textDamage';
import type { TextDamage } from './textDamage';
import type { RecordPlace, SplitOptions } from './foundRecord';
import { TextWindow } from './textWindow';

/** A record larger than this is left out with a problem: 64 MiB, some 40,000 times the usual one. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;
/**
 * Records are handed on once this much text is there; a larger record comes alone. What a batch was parsed to lives as
 * long as the batch: with 1 MiB an export of 202 MB peaked 24 MiB higher, and took as much CPU.
 */
const BATCH_BYTES = 256 * 1024;
/** How much text may be read again to find records after damaged ones, so that hostile text costs no hours. */
const MAX_REWOUND = 256 * 1024 * 1024;

const TOO_LARGE = `a record is larger than ${MAX_RECORD_BYTES / 1024 / 1024} MiB`;
const TOO_DEEP = `a record is nested deeper than ${MAX_NESTING} levels`;
const NOT_AN_OBJECT = 'the list holds something that is not an object';

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
  /** The text so far ended within it. */
  isCut: boolean;
}

/**
 * Splits a JSON list of objects, or an object that wraps one (`{"patterns": […]}`), into the bytes of its objects,
 * without holding more than the largest of them. Every byte of the text is accounted for: it is part of a record
 * that was told of, or a damage says where reading failed.
 *
 * After a damaged record the rest goes on: at the next line inside it that begins as the record's own line did
 * (JSON has no line ends inside its strings), else behind its closing bracket.
 */
export class ListSplitter {
  readonly damages = new DamageList();
  /** The text ended where more was due: cut, or still being written. */
  endedEarly = false;

  readonly #options: SplitOptions;
  readonly #text = new TextWindow(2 * BATCH_BYTES);
  #due: Due = 'start';
  #value: OpenValue | undefined;
  #wrapped = false;
  #key = '';
  #listsFound = 0;
  #index = 0;
  /** Where the last record ends in the text, while nothing but one comma and white space has followed it; else -1. */
  #recordEnd = -1;
  #rewound = 0;
  readonly #names: number[] = [];

  constructor(options: SplitOptions) {
    this.#options = options;
    if (options.isWithin === true) this.#due = 'element';
  }

  /** Elements of the list so far. */
  get count(): number {
    return this.#index;
  }

  /** Nothing is wrong with the text so far, and its last record is followed by a comma. */
  get isBetweenRecords(): boolean {
    return this.#due === 'element' && this.#value === undefined && this.isSound;
  }

  /** Nothing was wrong with the text, of which the last was read. */
  get isWhole(): boolean {
    return this.isDone && !this.endedEarly && this.isSound;
  }

  /** Nothing is wrong with the text so far. */
  get isSound(): boolean {
    return this.damages.kept.length === 0;
  }

  /** More text changes nothing: the file is no list, or it is damaged beyond its end. */
  get isDone(): boolean {
    return this.#due === 'nothing' && this.#value === undefined;
  }

  /** Adds text. True when enough is there for `split`. */
  push(piece: Uint8Array): boolean {
    const value = this.#value;
    const shift = this.#text.push(piece, value === undefined || value.dropped ? this.#text.at : value.keep);
    if (shift > 0 && value !== undefined) {
      value.keep -= shift;
      value.start -= shift;
      for (const [place, name] of this.#names.entries()) this.#names[place] = name - shift;
    }
    return this.#text.view.length - this.#text.at >= BATCH_BYTES;
  }

  /** Tells of every record that is whole in the text so far. `last`: no more text comes. */
  split(last: boolean): void {
    this.#text.ended = last;
    while (this.#step()) {
      // Each step takes a token or changes what is due.
    }
  }

  #step(): boolean {
    if (this.#value !== undefined) return this.#goOn(this.#value);
    const spaceFrom = this.#text.at;
    const byte = this.#text.skipSpace();
    if (byte === undefined) return this.#atEnd();
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
        this.#damage(this.#text.at, 'more text follows its end');
        this.#due = 'nothing';
        return true;
      case 'nothing':
        this.#text.at = this.#text.view.length;
        return false;
    }
  }

  #begin(byte: number): boolean {
    this.#due = 'nothing';
    if (byte === OPEN_LIST) {
      this.#text.at += 1;
      this.#due = 'first';
    } else if (byte === OPEN_OBJECT) {
      this.#text.at += 1;
      this.#wrapped = true;
      this.#due = 'key';
    } else if (byte >= 0x80) {
      this.#damage(this.#text.at, 'it is not UTF-8 text', 'not-utf8');
    } else if (byte === QUOTE) {
      this.#damage(this.#text.at, 'it holds a text, not a list', 'not-an-array');
    } else {
      const end = this.#text.literalEnd();
      if (end === -1) {
        this.#due = 'start';
        return false;
      }
      const damage = findJsonDamage(this.#text.view.subarray(this.#text.at, end));
      if (damage === undefined)
        this.#damage(this.#text.at, 'it holds a single value, not a list', 'not-an-array');
      else this.#damage(this.#text.at + damage.offset, damage.detail);
    }
    return true;
  }

  #element(byte: number, spaceFrom: number): boolean {
    if (byte === CLOSE_LIST) {
      if (this.#due === 'element')
        this.#damage(this.#text.at, 'a comma stands before the end of the list', 'json-damaged', 'warning');
      return this.#closeList();
    }
    if (byte === OPEN_OBJECT) return this.#takeSound() || this.#open('record', spaceFrom);
    if (byte === OPEN_LIST || byte === QUOTE) return this.#open('element', spaceFrom);
    if (byte === COMMA || byte === CLOSE_OBJECT || byte === COLON) return this.#unexpected(byte);
    const end = this.#text.literalEnd();
    if (end === -1) return false;
    const damage = findJsonDamage(this.#text.view.subarray(this.#text.at, end));
    if (damage === undefined) this.#damage(this.#text.at, NOT_AN_OBJECT, 'record-not-an-object');
    else this.#damage(this.#text.at + damage.offset, damage.detail);
    this.#index += 1;
    this.#text.at = end;
    this.#due = 'comma';
    return true;
  }

  /** A record of which nothing is to be said but what it is. */
  #takeSound(): boolean {
    const end = this.#soundEnd(this.#text.at);
    if (end === -1) return false;
    this.#index += 1;
    this.#text.at = end;
    this.#due = 'comma';
    return true;
  }

  #soundEnd(start: number): number {
    const { takeSound } = this.#options;
    if (takeSound === undefined) return -1;
    const { view, base } = this.#text;
    const end = takeSound(view, start, this.#placeOf(base + start));
    if (end !== -1) this.#recordEnd = base + end;
    return end;
  }

  #placeOf(offset: number): RecordPlace {
    const gap = this.#recordEnd === -1 ? 0 : offset - this.#recordEnd;
    return { offset, index: this.#index, gap };
  }

  #comma(byte: number): boolean {
    if (byte === CLOSE_LIST) return this.#closeList();
    if (byte === CLOSE_OBJECT || byte === COLON) return this.#unexpected(byte);
    if (byte === COMMA) this.#text.at += 1;
    else this.#damage(this.#text.at, 'a comma is missing between two records', 'json-damaged', 'warning');
    this.#due = 'element';
    return true;
  }

  #unexpected(byte: number): boolean {
    const level = byte === COMMA ? 'warning' : 'error';
    this.#damage(
      this.#text.at,
      `"${String.fromCharCode(byte)}" stands where it may not`,
      'json-damaged',
      level,
    );
    this.#text.at += 1;
    return true;
  }

  #closeList(): boolean {
    this.#text.at += 1;
    this.#recordEnd = -1;
    this.#due = this.#wrapped ? 'member-comma' : 'end';
    return true;
  }

  /** The wrapper around a list: `{"version": "1.0", "patterns": […]}`. */
  #member(byte: number, spaceFrom: number): boolean {
    const due = this.#due;
    if ((due === 'key' || due === 'member-comma') && byte === CLOSE_OBJECT) {
      this.#text.at += 1;
      this.#due = 'end';
      if (this.#listsFound === 0 && this.damages.kept.length === 0) {
        const names = this.#options.wrapperNames.join(', ');
        this.#damage(-this.#text.base, `it is an object without a list (${names})`, 'not-an-array');
      }
      return true;
    }
    if (due === 'key' && byte === QUOTE) return this.#open('key', spaceFrom);
    if (due === 'member') return this.#memberValue(byte, spaceFrom);
    if (due === 'colon' && byte === COLON) this.#due = 'member';
    else if (due === 'member-comma' && byte === COMMA) this.#due = 'key';
    else {
      this.#damage(this.#text.at, 'the object around the list is broken off');
      this.#due = 'nothing';
    }
    this.#text.at += 1;
    return true;
  }

  #memberValue(byte: number, spaceFrom: number): boolean {
    const isList = byte === OPEN_LIST;
    const isOurs = this.#options.wrapperNames.includes(this.#key);
    if (isList && isOurs) {
      this.#text.at += 1;
      this.#listsFound += 1;
      this.#due = 'first';
      return true;
    }
    const isLong = isList || byte === OPEN_OBJECT || byte === QUOTE;
    const end = isLong ? this.#text.at : this.#text.literalEnd();
    if (end === -1) return false;
    if (isOurs) this.#damage(this.#text.at, `"${this.#key}" is not a list`, 'not-an-array');
    if (isLong) {
      const isForeign = isList && this.#options.foreignNames.includes(this.#key);
      return this.#open(isForeign ? 'foreign' : 'skipped', spaceFrom);
    }
    this.#checkSkipped(this.#text.at, end);
    this.#text.at = end;
    this.#due = 'member-comma';
    return true;
  }

  #open(use: OpenValue['use'], keep: number): boolean {
    const { at, base } = this.#text;
    this.#names.length = 0;
    const names = use === 'record' && this.#options.withNames === true ? this.#names : undefined;
    this.#value = {
      use,
      keep,
      start: at,
      offset: base + at,
      scan: newScan(names),
      dropped: false,
      isCut: false,
    };
    return this.#goOn(this.#value);
  }

  #goOn(value: OpenValue): boolean {
    const end = scanValue(this.#text.view, this.#text.at, value.scan);
    if (end !== -1) {
      this.#text.at = end;
      this.#value = undefined;
      this.#close(value, end);
      return true;
    }
    this.#text.at = this.#text.view.length;
    value.isCut = true;
    if (this.#text.ended) {
      this.#value = undefined;
      this.#cut(value);
      return true;
    }
    const isTooLong = this.#text.view.length - value.keep > MAX_RECORD_BYTES;
    if (value.dropped || (!isTooLong && value.scan.deepest <= MAX_NESTING)) return false;
    // Its end may be far, or be missed because of damage: a record may begin before it.
    if (value.use === 'record' && this.#goBack(value, this.#text.view.length)) {
      this.#damage(value.start, 'a record has no end');
      this.#value = undefined;
      return true;
    }
    value.dropped = isTooLong;
    return false;
  }

  /** A value whose end was found. */
  #close(value: OpenValue, end: number): void {
    const { start } = value;
    const isTooLarge = value.dropped || end - start > MAX_RECORD_BYTES;
    this.#due = value.use === 'record' || value.use === 'element' ? 'comma' : 'member-comma';
    switch (value.use) {
      case 'record':
        if (isTooLarge) this.#damage(start, TOO_LARGE, 'file-too-large');
        else if (value.scan.deepest <= MAX_NESTING) this.#tell(value, end);
        else {
          this.#damage(start, TOO_DEEP, 'nesting-too-deep');
          this.#goBack(value, end);
        }
        this.#index += 1;
        return;
      case 'element':
        this.#damage(start, NOT_AN_OBJECT, 'record-not-an-object');
        this.#index += 1;
        return;
      case 'key':
        this.#key = isTooLarge ? '' : this.#readKey(start, end);
        this.#due = 'colon';
        return;
      case 'foreign':
        if (isTooLarge || findFirst(this.#text.view, start + 1) === OPEN_OBJECT)
          this.#damage(start, `its list "${this.#key}" does not belong in this file`, 'not-an-array');
        return;
      case 'skipped':
        if (!isTooLarge) this.#checkSkipped(start, end);
    }
  }

  #tell(value: OpenValue, end: number): void {
    const { start, offset } = value;
    // Only now that all of it is there can it be told whether it is sound.
    if (value.isCut && this.#soundEnd(start) !== -1) return;
    const { colons } = value.scan;
    const bytes = this.#text.view;
    const damage = this.#options.onRecord({
      bytes,
      start,
      end,
      ...this.#placeOf(offset),
      colons,
      names: this.#names,
    });
    this.#recordEnd = damage?.level === 'error' ? -1 : offset + end - start;
    if (damage === undefined) return;
    this.damages.add(damage);
    if (damage.level === 'error') this.#goBack(value, end);
  }

  /** The text ended within a value. */
  #cut(value: OpenValue): void {
    this.endedEarly = true;
    this.#due = 'nothing';
    const found = value.dropped ? undefined : findJsonDamage(this.#text.view.subarray(value.start));
    if (found === undefined) this.#damage(this.#text.view.length, 'it ends too early');
    else this.#damage(value.start + found.offset, found.detail);
    if (value.use !== 'record') return;
    this.#index += 1;
    this.#goBack(value, this.#text.view.length);
  }

  /** Goes on at the next record that begins inside a damaged one, if there is such a line. */
  #goBack(value: OpenValue, end: number): boolean {
    if (value.dropped) return false;
    const feed = findNextRecord(this.#text.view, value.keep, value.start, end);
    if (feed === -1) return false;
    this.#rewound += end - feed;
    if (this.#rewound > MAX_REWOUND) return false;
    this.#text.at = feed;
    this.#due = 'first';
    return true;
  }

  #atEnd(): boolean {
    if (!this.#text.ended) return false;
    if (this.#due !== 'end' && this.#due !== 'nothing') {
      this.endedEarly = true;
      if (this.#due === 'start') this.#damage(this.#text.at, 'it is empty', 'file-empty');
      else this.#damage(this.#text.at, 'it ends before its list does');
    }
    this.#due = 'nothing';
    return false;
  }

  #readKey(start: number, end: number): string {
    const bytes = this.#text.view.subarray(start, end);
    const damage = findJsonDamage(bytes);
    if (damage === undefined) return String(JSON.parse(new TextDecoder().decode(bytes)));
    this.#damage(start + damage.offset, damage.detail, 'json-damaged', 'warning');
    return '';
  }

  #checkSkipped(start: number, end: number): void {
    const damage = findJsonDamage(this.#text.view.subarray(start, end));
    if (damage !== undefined) this.#damage(start + damage.offset, damage.detail, 'json-damaged', 'warning');
  }

  /** Something wrong at an offset of the window. */
  #damage(
    at: number,
    detail: string,
    code: ProblemCode = 'json-damaged',
    level: TextDamage['level'] = 'error',
  ): void {
    this.#recordEnd = -1;
    this.damages.add({ offset: this.#text.base + at, code, detail, level });
  }
}
