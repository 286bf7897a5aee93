import { unescapeJson } from './jsonString';

/** The bytes of a JSON text, and the texts of its strings. */
export class JsonText {
  static readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #decoded = false;
  #ascii: string | undefined;

  constructor(readonly bytes: Uint8Array) {}

  /** The text of the string whose content lies there. */
  string(start: number, end: number): string {
    const whole = this.ascii;
    const raw =
      whole === undefined
        ? JsonText.#decoder.decode(this.bytes.subarray(start, end))
        : whole.slice(start, end);
    return raw.includes('\\') ? unescapeJson(raw) : raw;
  }

  /** Where a text begins that stands there escaped as `JSON.stringify` does it, first to last. `bytes`: it, escaped. */
  placesOf(text: string, bytes: Uint8Array): number[] {
    const places: number[] = [];
    const whole = this.ascii;
    if (whole !== undefined) {
      const escaped = JSON.stringify(text).slice(1, -1);
      for (let at = whole.indexOf(escaped); at !== -1; at = whole.indexOf(escaped, at + 1)) places.push(at);
      return places;
    }
    const first = bytes[0] ?? 0;
    for (let at = this.bytes.indexOf(first); at !== -1; at = this.bytes.indexOf(first, at + 1)) {
      let index = 1;
      while (index < bytes.length && this.bytes[at + index] === bytes[index]) index += 1;
      if (index === bytes.length) places.push(at);
    }
    return places;
  }

  /** The whole text when it is ASCII: one decoding serves every string, and characters are where the bytes are. */
  get ascii(): string | undefined {
    if (!this.#decoded) {
      const text = JsonText.#decoder.decode(this.bytes);
      this.#ascii = text.length === this.bytes.length ? text : undefined;
      this.#decoded = true;
    }
    return this.#ascii;
  }
}
