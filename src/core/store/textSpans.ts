const FIELDS = 4;

/** Where the texts of one object lie that were asked for, in their order in the object. */
export class TextSpans {
  /** The bytes that they lie in: UTF-8 JSON. */
  bytes: Uint8Array = new Uint8Array(0);
  count = 0;
  /** Of each: the number of its place, where it begins and ends within its quotes, 1 when it is plain ASCII. */
  #spans = new Int32Array(FIELDS * 64);
  #textOf: (start: number, end: number) => string = () => '';

  begin(bytes: Uint8Array, textOf: (start: number, end: number) => string): void {
    this.bytes = bytes;
    this.count = 0;
    this.#textOf = textOf;
  }

  add(place: number, start: number, end: number, isPlain: boolean): void {
    const at = FIELDS * this.count;
    if (at === this.#spans.length) {
      const grown = new Int32Array(2 * at);
      grown.set(this.#spans);
      this.#spans = grown;
    }
    this.#spans[at] = place;
    this.#spans[at + 1] = start;
    this.#spans[at + 2] = end;
    this.#spans[at + 3] = isPlain ? 1 : 0;
    this.count += 1;
  }

  placeOf(span: number): number {
    return this.#spans[FIELDS * span] ?? -1;
  }

  startOf(span: number): number {
    return this.#spans[FIELDS * span + 1] ?? 0;
  }

  endOf(span: number): number {
    return this.#spans[FIELDS * span + 2] ?? 0;
  }

  /** It is ASCII without escapes: its bytes are its text. */
  isPlain(span: number): boolean {
    return this.#spans[FIELDS * span + 3] === 1;
  }

  textOf(span: number): string {
    const [start, end] = [this.startOf(span), this.endOf(span)];
    return this.isPlain(span)
      ? this.#textOf(start, end)
      : String(JSON.parse(this.#textOf(start - 1, end + 1)));
  }
}
