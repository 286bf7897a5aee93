import { LoomError } from '../errors';
import { CLOSE_LIST, COMMA, OPEN_LIST } from '../store/jsonBytes';
import { splitNames } from '../store/readRecords';
import type { Kind } from '../store/records';
import { newScan, scanValue } from '../store/scan';
import { ListSplitter } from '../store/splitList';
import { joined } from '../bundle/byteReader';
import { LIST_CLOSING, LIST_OPENING, RECORD_SEPARATOR } from './listLayout';

/** What becomes of a record of a list: other bytes, or nothing. */
export type Edit = { readonly bytes: (record: Uint8Array) => Promise<Uint8Array> } | 'remove';

/** Changes of one file of records. */
export interface ListChange {
  /** By the records' places in the list. */
  readonly edits: ReadonlyMap<number, Edit>;
  /** Records to add behind the last, with `,` and white space between them; undefined for none. */
  readonly additions: (() => AsyncIterable<Uint8Array>) | undefined;
}

/** A list of nothing but the additions, as Loom writes it. */
export async function* newList(
  additions: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield LIST_OPENING;
  yield* additions();
  yield LIST_CLOSING;
}

/**
 * The text of a file of records with some of them changed, taken away or added. Everything else is the bytes that were
 * there: records, white space, the wrapper around the list and what else is in it. The text is one that `readRecords` read
 * without errors; should it be damaged now, `memory-damaged` is thrown, and nothing of what came may be used.
 */
export async function* spliceList(
  text: AsyncIterable<Uint8Array>,
  kind: Kind,
  file: string,
  change: ListChange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const splice = new Splice(kind, file, change);
  for await (const piece of text) {
    splice.push(piece);
    yield* splice.emit(false);
  }
  yield* splice.emit(true);
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly index: number;
}

class Splice {
  readonly #splitter: ListSplitter;
  /** Text that was not given out yet, from offset `#from` on. */
  #held: Uint8Array = new Uint8Array(0);
  #pieces: Uint8Array[] = [];
  #from = 0;
  #found: Found[] = [];
  #records = 0;
  /** The comma before the next record that stays is to go with what stood before it. */
  #isFirst = true;

  constructor(
    private readonly kind: Kind,
    private readonly file: string,
    private readonly change: ListChange,
  ) {
    this.#splitter = new ListSplitter({
      ...splitNames(kind),
      onRecord: ({ start, end, offset, index }) => {
        this.#found.push({ start: offset, end: offset + end - start, index });
        return undefined;
      },
    });
  }

  push(piece: Uint8Array): void {
    this.#pieces.push(piece);
    if (this.#splitter.push(piece)) this.#splitter.split(false);
  }

  async *emit(last: boolean): AsyncGenerator<Uint8Array, void, undefined> {
    if (last) {
      this.#splitter.split(true);
      if (this.#splitter.endedEarly || this.#splitter.damages.kept.some(({ level }) => level === 'error'))
        throw new LoomError('memory-damaged', { file: this.file, detail: 'it is damaged' });
    }
    if (this.#found.length > 0 || last) {
      this.#held = joined([this.#held, ...this.#pieces]);
      this.#pieces = [];
    }
    for (const record of this.#found.splice(0)) yield* this.#emitRecord(record);
    if (last) yield* this.#emitEnd();
  }

  async *#emitRecord({ start, end, index }: Found): AsyncGenerator<Uint8Array, void, undefined> {
    const edit = this.change.edits.get(index);
    const gap = this.#take(start);
    const bytes = this.#take(end);
    this.#records += 1;
    // The end of a list before the record: another list of the wrapper begins.
    const isStructure = this.#records === 1 || gap.includes(CLOSE_LIST);
    if (isStructure) {
      yield gap;
      this.#isFirst = true;
    }
    if (edit === 'remove') return;
    if (!isStructure) yield this.#isFirst ? withoutComma(gap) : gap;
    this.#isFirst = false;
    yield edit === undefined ? bytes : await edit.bytes(bytes);
  }

  async *#emitEnd(): AsyncGenerator<Uint8Array, void, undefined> {
    const { additions } = this.change;
    if (additions !== undefined && this.#records > 0) {
      if (!this.#isFirst) yield RECORD_SEPARATOR;
      yield* additions();
    } else if (additions !== undefined) {
      const at = emptyList(this.#held, this.kind);
      if (at === undefined)
        throw new LoomError('memory-damaged', { file: this.file, detail: 'it has no list' });
      yield this.#held.subarray(0, at.open);
      yield* newList(additions);
      yield this.#held.subarray(at.close + 1);
      return;
    }
    yield this.#held;
  }

  /** The text up to an offset, which is then given out. */
  #take(until: number): Uint8Array {
    const taken = this.#held.subarray(0, until - this.#from);
    this.#held = this.#held.subarray(until - this.#from);
    this.#from = until;
    return taken;
  }
}

function withoutComma(gap: Uint8Array): Uint8Array {
  const comma = gap.indexOf(COMMA);
  return comma === -1 ? gap : joined([gap.subarray(0, comma), gap.subarray(comma + 1)]);
}

/** Where the brackets of a list without records are: the text itself, or the first member that may hold the list. */
function emptyList(
  text: Uint8Array,
  kind: Kind,
): { readonly open: number; readonly close: number } | undefined {
  const start = skipSpace(text, 0);
  if (text[start] === OPEN_LIST) return bracketsAt(text, start);
  const names: number[] = [];
  scanValue(text, start, newScan(names));
  const decoder = new TextDecoder();
  for (const wanted of splitNames(kind).wrapperNames) {
    const quoted = JSON.stringify(wanted);
    for (const offset of names) {
      if (decoder.decode(text.subarray(offset, offset + quoted.length)) !== quoted) continue;
      const colon = skipSpace(text, offset + quoted.length);
      const open = skipSpace(text, colon + 1);
      if (text[open] === OPEN_LIST) return bracketsAt(text, open);
    }
  }
  return undefined;
}

function bracketsAt(text: Uint8Array, open: number): { open: number; close: number } | undefined {
  const close = text.indexOf(CLOSE_LIST, open);
  return close === -1 ? undefined : { open, close };
}

function skipSpace(text: Uint8Array, from: number): number {
  let at = from;
  while (text[at] === 0x20 || text[at] === 0x0a || text[at] === 0x0d || text[at] === 0x09) at += 1;
  return at;
}
