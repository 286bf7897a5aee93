/** Of one generation, in characters: two are kept. */
const MOST = 3_000_000;

/**
 * What was worked out for a text, for as long as there is room: texts of a memory repeat, and an export looks at each
 * twice. When one generation is full the one before it is forgotten.
 */
export class Remembered<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #size = 0;

  get(text: string): Value | undefined {
    const known = this.#young.get(text);
    if (known !== undefined) return known;
    const older = this.#old.get(text);
    if (older !== undefined) this.set(text, older);
    return older;
  }

  set(text: string, value: Value): void {
    this.#size += text.length + 50;
    if (this.#size > MOST) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#size = text.length + 50;
    }
    this.#young.set(text, value);
  }
}
