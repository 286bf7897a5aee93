import type { TextSpans } from '../store/textSpans';

/** What of a record's text is looked at: 1,000 characters, about 150 words. */
export const MAX_TEXT = 1000;

/** Takes texts apart into words: runs of letters and digits, in lower case; each ideograph is one by itself. */
export class TextWords {
  /** Hashes of the words since `begin`, in their order; `count` of them. */
  readonly words = new Uint32Array(MAX_TEXT * MAX_GROWTH);
  count = 0;
  numbers = 0;

  begin(): void {
    this.count = 0;
    this.numbers = 0;
  }

  /** Texts of one place as if they were one, divided by line ends, and cut after `room` units; gives how long they are together. */
  readSpans(texts: TextSpans, place: number, room: number): number {
    let length = 0;
    let isFirst = true;
    for (let span = 0; span < texts.count; span += 1) {
      if (texts.placeOf(span) !== place) continue;
      // The line end before it.
      if (!isFirst) length += 1;
      isFirst = false;
      const left = room - length;
      if (texts.isPlain(span)) {
        const start = texts.startOf(span);
        const end = texts.endOf(span);
        if (left > 0) this.#readPlain(texts.bytes, start, Math.min(end, start + left));
        length += end - start;
      } else {
        const text = texts.textOf(span);
        if (left > 0) this.read(text.length > left ? text.slice(0, left) : text);
        length += text.length;
      }
    }
    return length;
  }

  /** As `read` of the text that ASCII bytes are. */
  #readPlain(bytes: Uint8Array, start: number, end: number): void {
    let hash = WORD_START;
    let isWord = false;
    let hasDigit = false;
    for (let at = start; at < end; at += 1) {
      const letter = ASCII_LETTERS[bytes[at] ?? 0] ?? 0;
      if (letter > 0) {
        hash = Math.imul(hash ^ letter, 0x01000193);
        isWord = true;
        if (letter <= LAST_DIGIT) hasDigit = true;
        continue;
      }
      if (isWord) this.#end(hash, hasDigit);
      hash = WORD_START;
      isWord = false;
      hasDigit = false;
    }
    if (isWord) this.#end(hash, hasDigit);
  }

  read(text: string): void {
    // Most texts are ASCII, which has one form only.
    const plain = /[^\u0000-\u007f]/.test(text) ? text.normalize('NFKC').toLowerCase() : text;
    let hash = WORD_START;
    let isWord = false;
    let hasDigit = false;
    for (let at = 0; at < plain.length; at += 1) {
      const unit = plain.charCodeAt(at);
      const letter = unit < 0x80 ? (ASCII_LETTERS[unit] ?? 0) : letterOf(unit);
      if (letter > 0) {
        hash = Math.imul(hash ^ letter, 0x01000193);
        isWord = true;
        if (letter <= LAST_DIGIT) hasDigit = true;
        continue;
      }
      if (isWord) this.#end(hash, hasDigit);
      if (letter === IDEOGRAPH) this.#end(Math.imul(unit, 0x9e3779b1) ^ WORD_START, false);
      hash = WORD_START;
      isWord = false;
      hasDigit = false;
    }
    if (isWord) this.#end(hash, hasDigit);
  }

  /** Whether there are three different words. */
  hasThree(): boolean {
    const { words, count } = this;
    let second = -1;
    for (let at = 1; at < count; at += 1) {
      if (words[at] === words[0] || words[at] === words[second]) continue;
      if (second >= 0) return true;
      second = at;
    }
    return false;
  }

  #end(hash: number, hasDigit: boolean): void {
    if (this.count < this.words.length) this.words[this.count++] = hash;
    if (hasDigit) this.numbers = Math.imul(this.numbers ^ hash, 0x01000193) >>> 0;
  }
}

/** NFKC makes up to 18 units of one. */
const MAX_GROWTH = 18;
const WORD_START = 0x811c9dc5;
const LAST_DIGIT = 0x39;
const IDEOGRAPH = -1;
/** Digits, and letters in lower case; 0 for what is neither. */
const ASCII_LETTERS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const character = String.fromCharCode(unit).toLowerCase();
  return /[0-9a-z]/.test(character) ? character.charCodeAt(0) : 0;
});

/** A unit beyond ASCII if it is a letter, 0 if it is not, `IDEOGRAPH` for one. */
function letterOf(unit: number): number {
  if (unit >= 0x2e80 && unit <= 0x9fff) return IDEOGRAPH;
  // General punctuation, and the no-break space with its neighbours.
  return (unit >= 0x2000 && unit <= 0x206f) || unit <= 0xbf ? 0 : unit;
}
