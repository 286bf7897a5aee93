import { LoomError } from '../../errors';
import { MAX_RECORD_BYTES } from '../../store/splitList';

/**
 * Reads CSV (RFC 4180) of any size row by row: quotes, doubled quotes, line ends of every system, a byte order mark.
 * papaparse streams only in a browser's or Node's own streams, which the core has not. Throws `archive-damaged` for a
 * quote that never ends, text that is not UTF-8, and a cell of absurd length.
 */
export class CsvReader {
  #cell = '';
  #row: string[] = [];
  /** `quoted`: inside quotes; `closing`: after a quote inside quotes. */
  #state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  #afterReturn = false;

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly path: string,
  ) {}

  async *rows(): AsyncGenerator<readonly string[], void, undefined> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const piece of this.source)
      yield* this.#take(this.#decoded(() => decoder.decode(piece, { stream: true })));
    yield* this.#take(this.#decoded(() => decoder.decode()));
    if (this.#state === 'quoted') throw this.#damaged('a quote does not end');
    if (this.#state !== 'start' || this.#row.length > 0) yield this.#endRow();
  }

  *#take(text: string): Generator<readonly string[], void, undefined> {
    for (let at = 0; at < text.length;) {
      const character = text[at] ?? '';
      if (this.#state === 'quoted') {
        const quote = text.indexOf('"', at);
        const end = quote === -1 ? text.length : quote;
        this.#cell += text.slice(at, end);
        if (this.#cell.length > MAX_RECORD_BYTES) throw this.#damaged('a cell is of absurd length');
        if (quote !== -1) this.#state = 'closing';
        at = end + 1;
        continue;
      }
      at += 1;
      const wasReturn = this.#afterReturn;
      this.#afterReturn = character === '\r';
      if (character === '"' && this.#state === 'closing') {
        this.#cell += '"';
        this.#state = 'quoted';
      } else if (character === '"' && this.#state === 'start') this.#state = 'quoted';
      else if (character === ',') this.#endCell();
      else if (character === '\n' || character === '\r') {
        const isBlank = this.#state === 'start' && this.#row.length === 0;
        if (!(character === '\n' && wasReturn) && !isBlank) yield this.#endRow();
      } else {
        this.#cell += character;
        this.#state = 'plain';
      }
    }
  }

  #endCell(): void {
    this.#row.push(this.#cell);
    this.#cell = '';
    this.#state = 'start';
  }

  #endRow(): readonly string[] {
    this.#endCell();
    const row = this.#row;
    this.#row = [];
    return row;
  }

  #decoded(decode: () => string): string {
    try {
      return decode();
    } catch (error) {
      throw new LoomError(
        'archive-damaged',
        { path: this.path, detail: 'it is not UTF-8 text' },
        { cause: error },
      );
    }
  }

  #damaged(detail: string): LoomError<'archive-damaged'> {
    return new LoomError('archive-damaged', { path: this.path, detail });
  }
}
