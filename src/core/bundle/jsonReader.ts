import { LoomError } from '../errors';
import { parseJson } from '../json';
import { newScan, scanValue } from '../store/scan';
import type { ScanState } from '../store/scan';
import { ByteReader, collect } from './byteReader';
import { tooLarge } from './limits';
import type { ArchiveLimits } from './limits';

const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** Keys of the objects that are walked are names of agents and files. */
const KEY_BYTES = 64 * 1024;

/**
 * Walks JSON text of any size by its structure: keys are decoded, values passed on or over as bytes. Brackets are
 * counted, the nesting is limited, and nothing is held; whether a value is JSON inside is for its reader to find.
 * Throws `archive-damaged` with what was found where.
 */
export class JsonReader {
  readonly #bytes: ByteReader;
  /** A byte order mark may still come. */
  #atStart = true;
  /** What the next bytes belong to: a value not begun yet, one being scanned, a number or word, or structure. */
  #due: ScanState | 'value' | 'word' | 'nothing' = 'nothing';

  constructor(
    source: AsyncIterable<Uint8Array>,
    private readonly path: string,
    private readonly limits: ArchiveLimits,
  ) {
    this.#bytes = new ByteReader(source);
  }

  /** The first byte that is no white space, not taken; undefined at the end. */
  async next(): Promise<number | undefined> {
    if (this.#atStart) {
      this.#atStart = false;
      const [first, second, third] = await this.#bytes.peek(3);
      if (first === 0xef && second === 0xbb && third === 0xbf) this.#bytes.advance(3);
    }
    for (;;) {
      const here = await this.#bytes.here();
      if (here === undefined) return undefined;
      const found = here.findIndex((byte) => !SPACES.has(byte));
      if (found >= 0) {
        this.#bytes.advance(found);
        return here[found];
      }
      this.#bytes.advance(here.length);
    }
  }

  /**
   * The keys of the object that comes next, one by one. The value of each must be read (`value`, `skip` or `keys`)
   * before the next is asked for.
   */
  async *keys(): AsyncGenerator<string, void, undefined> {
    this.#due = 'nothing';
    await this.#expect(OPEN_OBJECT, 'an object');
    if ((await this.next()) === CLOSE_OBJECT) {
      this.#bytes.advance(1);
      return;
    }
    for (;;) {
      const key = await this.#key();
      await this.#expect(COLON, 'a colon');
      this.#due = 'value';
      yield key;
      if ((await this.next()) === CLOSE_OBJECT) {
        this.#bytes.advance(1);
        return;
      }
      await this.#expect(COMMA, 'a comma');
    }
  }

  /** The bytes of the value that comes next, in pieces. Whoever stops early calls `skip`. */
  async *value(): AsyncGenerator<Uint8Array, void, undefined> {
    await this.#begin();
    for (let piece = await this.#piece(); piece !== undefined; piece = await this.#piece()) yield piece;
  }

  /** Passes over what is left of the value that was begun, or over the whole value that comes next. */
  async skip(): Promise<void> {
    if (this.#due === 'value') await this.#begin();
    while ((await this.#piece()) !== undefined);
  }

  /** Throws when anything but white space follows. */
  async end(): Promise<void> {
    if ((await this.next()) !== undefined) throw this.#damaged('bytes follow its end');
  }

  async close(): Promise<void> {
    await this.#bytes.close();
  }

  async #begin(): Promise<void> {
    const first = await this.next();
    const isScanned = first === OPEN_OBJECT || first === OPEN_LIST || first === QUOTE;
    this.#due = isScanned ? newScan() : 'word';
    if (!isScanned && (first === undefined || isEndOfWord(first))) throw this.#damaged('a value is missing');
  }

  /** The next bytes of the value that was begun; undefined after its last. */
  async #piece(): Promise<Uint8Array | undefined> {
    const due = this.#due;
    if (due === 'nothing' || due === 'value') return undefined;
    const here = await this.#bytes.here();
    if (here === undefined) {
      if (due !== 'word') throw this.#damaged('it ends too early');
      this.#due = 'nothing';
      return undefined;
    }
    let end: number;
    if (due === 'word') {
      end = here.findIndex(isEndOfWord);
    } else {
      end = scanValue(here, 0, due);
      if (due.deepest > this.limits.nesting) throw tooLarge(this.path, 'nesting', this.limits);
    }
    if (end >= 0) this.#due = 'nothing';
    const piece = end < 0 ? here : here.subarray(0, end);
    this.#bytes.advance(piece.length);
    return piece.length === 0 ? undefined : piece;
  }

  async #key(): Promise<string> {
    if ((await this.next()) !== QUOTE) throw this.#damaged('a key in double quotes is missing');
    const bytes = await collect(this.value(), KEY_BYTES);
    if (bytes === undefined) throw this.#damaged('a key is of absurd length');
    try {
      const key = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      if (typeof key === 'string') return key;
    } catch (error) {
      throw new LoomError(
        'archive-damaged',
        { path: this.path, detail: 'a key cannot be read' },
        { cause: error },
      );
    }
    throw this.#damaged('a key cannot be read');
  }

  async #expect(byte: number, what: string): Promise<void> {
    const found = await this.next();
    if (found !== byte) {
      throw this.#damaged(found === undefined ? 'it ends too early' : `${what} is missing`);
    }
    this.#bytes.advance(1);
  }

  #damaged(detail: string): LoomError<'archive-damaged'> {
    return new LoomError('archive-damaged', { path: this.path, detail });
  }
}

/** What ends a number, true, false or null. */
function isEndOfWord(byte: number): boolean {
  return SPACES.has(byte) || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST;
}
