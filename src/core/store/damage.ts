import { MAX_NESTING } from './scan';

/** What is wrong with JSON text, in words that end a sentence, and the offset of the byte where it shows. */
export interface Damage {
  readonly offset: number;
  readonly detail: string;
}

const WORDS = { true: 'true', false: 'false', null: 'null' } as const;

/**
 * Where and why bytes are not one JSON value (RFC 8259), read strictly; undefined when they are. `JSON.parse` tells
 * neither in all engines. Slow (some 100 MB/s): for text that `JSON.parse` has refused already.
 */
export function findJsonDamage(bytes: Uint8Array): Damage | undefined {
  const reader = new StrictReader(bytes);
  try {
    reader.value(0);
    reader.end();
    return undefined;
  } catch (error) {
    if (error instanceof Found) return error.damage;
    throw error;
  }
}

/** The offset of the first byte that is not part of well-formed UTF-8 (RFC 3629); undefined when there is none. */
export function findUtf8Damage(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length;) {
    const length = utf8Length(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return undefined;
}

/** Bytes of the well-formed UTF-8 sequence at `at`; 0 when there is none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let index = 1; index < length; index += 1) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, surrogates and what lies above U+10FFFF.
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

class Found extends Error {
  constructor(readonly damage: Damage) {
    super(damage.detail);
  }
}

class StrictReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  value(depth: number): void {
    this.#skipSpace();
    const byte = this.#peek();
    if (byte === '{' || byte === '[') {
      if (depth >= MAX_NESTING) this.#fail(`it is nested deeper than ${MAX_NESTING} levels`);
      if (byte === '{') this.#object(depth);
      else this.#list(depth);
    } else if (byte === '"') this.#text();
    else if (byte === '-' || isDigit(byte)) this.#number();
    else this.#word();
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#bytes.length) this.#fail(`${this.#shown()} follows the end`);
  }

  #object(depth: number): void {
    this.#at += 1;
    this.#skipSpace();
    if (this.#peek() === '}') {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#skipSpace();
      if (this.#peek() === '}') this.#fail('a comma stands before }');
      if (this.#peek() !== '"') this.#fail(`a key in double quotes is due and ${this.#shown()} found`);
      this.#text();
      this.#skipSpace();
      if (this.#peek() !== ':') this.#fail(`a colon is due after the key and ${this.#shown()} found`);
      this.#at += 1;
      this.value(depth + 1);
      this.#skipSpace();
      const next = this.#peek();
      if (next !== ',' && next !== '}') this.#fail(`a comma or } is due and ${this.#shown()} found`);
      this.#at += 1;
      if (next === '}') return;
    }
  }

  #list(depth: number): void {
    this.#at += 1;
    this.#skipSpace();
    if (this.#peek() === ']') {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#skipSpace();
      if (this.#peek() === ']') this.#fail('a comma stands before ]');
      this.value(depth + 1);
      this.#skipSpace();
      const next = this.#peek();
      if (next !== ',' && next !== ']') this.#fail(`a comma or ] is due and ${this.#shown()} found`);
      this.#at += 1;
      if (next === ']') return;
    }
  }

  #text(): void {
    this.#at += 1;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) this.#fail('it ends within a text');
      if (byte < 0x20) {
        this.#fail(
          byte === 0x0a || byte === 0x0d
            ? 'a text is not closed before the end of its line'
            : 'a text holds a control character',
        );
      }
      if (byte === 0x22) {
        this.#at += 1;
        return;
      }
      this.#at += byte === 0x5c ? this.#escape() : 1;
    }
  }

  #escape(): number {
    const kind = this.#bytes[this.#at + 1];
    if (kind === undefined) return 1;
    const letter = String.fromCharCode(kind);
    if ('"\\/bfnrt'.includes(letter)) return 2;
    const digits = String.fromCharCode(...this.#bytes.subarray(this.#at + 2, this.#at + 6));
    if (letter === 'u' && /^[0-9a-f]{4}$/i.test(digits)) return 6;
    return this.#fail('a backslash is followed by what JSON does not know');
  }

  #number(): void {
    const text = this.#run();
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) this.#fail(`${shorten(text)} is not a number`);
    this.#at += text.length;
  }

  #word(): void {
    if (this.#at >= this.#bytes.length) this.#fail('it ends too early');
    const text = this.#run();
    if (!Object.hasOwn(WORDS, text)) {
      this.#fail(
        text === '' ? `a value is due and ${this.#shown()} found` : `${shorten(text)} is not a JSON value`,
      );
    }
    this.#at += text.length;
  }

  /** Letters, digits and signs from here on, as far as they can be one number or word. */
  #run(): string {
    let end = this.#at;
    while (end < this.#bytes.length && end - this.#at < 4096 && isRun(this.#bytes[end] ?? 0)) end += 1;
    let text = '';
    for (let at = this.#at; at < end; at += 1) text += String.fromCharCode(this.#bytes[at] ?? 0);
    return text;
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at += 1;
    }
  }

  #peek(): string {
    const byte = this.#bytes[this.#at];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }

  #shown(): string {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return 'the end';
    return byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : 'another character';
  }

  #fail(detail: string): never {
    throw new Found({ offset: this.#at, detail });
  }
}

function isDigit(byte: string): boolean {
  return byte >= '0' && byte <= '9' && byte !== '';
}

function isRun(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x5f
  );
}

function shorten(text: string): string {
  return text.length <= 20 ? text : `${text.slice(0, 20)}…`;
}
