import { NOT_NOTED, NOTHING_FOUND, type Seen } from '../anonymise/anonymiser';
import type { Codecs } from '../ports';

/** Two numbers for each place of a file from 0: a checksum, and what was seen. */
export interface PackedTexts {
  readonly file: string;
  readonly numbers: Int32Array<ArrayBuffer>;
}

/**
 * What the survey saw in each text, by file and place in it: 8 bytes a text. Of a text that is not the one that was looked
 * at (the memory changed meanwhile) nothing is known.
 */
export class SeenTexts {
  readonly #files = new Map<string, SeenInFile>();

  constructor(private readonly codecs: Pick<Codecs, 'crc32'>) {}

  add(file: string, index: number, bytes: Uint8Array, seen: Seen): void {
    if (seen === NOT_NOTED) return;
    let texts = this.#files.get(file);
    if (texts === undefined) this.#files.set(file, (texts = new SeenInFile()));
    texts.set(index, this.codecs.crc32(bytes, 0), seen);
  }

  /** Of the text at that place of a file, whose bytes these are. */
  of(file: string, index: number, bytes: Uint8Array): Seen {
    const texts = this.#files.get(file);
    const seen = texts?.seen(index) ?? NOT_NOTED;
    return seen !== NOT_NOTED && texts?.checksum(index) === this.codecs.crc32(bytes, 0) ? seen : NOT_NOTED;
  }

  packed(): readonly PackedTexts[] {
    return [...this.#files].map(([file, texts]) => ({ file, numbers: texts.packed() }));
  }

  /** Takes what was seen in other files. `shift`: what `Anonymiser.adopt` gave. */
  adopt(files: readonly PackedTexts[], shift: number): void {
    for (const { file, numbers } of files) this.#files.set(file, new SeenInFile(numbers, shift));
  }
}

class SeenInFile {
  #numbers: Int32Array<ArrayBuffer>;

  constructor(
    numbers = new Int32Array(512).fill(NOT_NOTED),
    /** To be added where something was found. */
    private readonly shift = 0,
  ) {
    this.#numbers = numbers;
  }

  set(index: number, checksum: number, seen: Seen): void {
    const at = index * 2;
    if (at >= this.#numbers.length) {
      const larger = new Int32Array(Math.max(this.#numbers.length * 2, at + 2)).fill(NOT_NOTED);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[at] = checksum;
    this.#numbers[at + 1] = seen;
  }

  seen(index: number): Seen {
    const seen = this.#numbers[index * 2 + 1] ?? NOT_NOTED;
    return seen > NOTHING_FOUND ? seen + this.shift : seen;
  }

  checksum(index: number): number {
    return (this.#numbers[index * 2] ?? 0) >>> 0;
  }

  packed(): Int32Array<ArrayBuffer> {
    return this.#numbers;
  }
}
