const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** Alphabets of the corpus's notation: `{a:36}` is 36 letters and digits. */
const ALPHABETS: Readonly<Record<string, string>> = {
  a: UPPER + LOWER + DIGITS,
  c: UPPER + LOWER,
  l: LOWER + DIGITS,
  u: UPPER + DIGITS,
  U: UPPER,
  h: `${DIGITS}abcdef`,
  H: `${DIGITS}ABCDEF`,
  d: DIGITS,
  w: `${UPPER}${LOWER}${DIGITS}_-`,
  b: `${UPPER}${LOWER}${DIGITS}+/`,
  3: `${UPPER}234567`,
  5: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  s: `${UPPER}${LOWER}${DIGITS}!#%^*?`,
};

/** Numbers that are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** `count` characters, as a generator gives them: of a long text at least one digit, and one letter of each case it may have. */
  characters(alphabet: string, count: number): string {
    const set = ALPHABETS[alphabet];
    if (set === undefined) throw new Error(`no alphabet ${alphabet}`);
    const needed = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(set));
    for (;;) {
      let text = '';
      for (let index = 0; index < count; index += 1) text += set[this.below(set.length)] ?? '';
      const plain = /^[A-Za-z0-9]/.test(text) && /[A-Za-z0-9]$/.test(text);
      if (count < 8 || (plain && needed.every((kind) => kind.test(text)))) return text;
    }
  }

  uuid(): string {
    const hex = this.characters('h', 32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** As people and their managers choose them. */
  password(): string {
    const word = ['Harbour', 'Violet', 'Juniper', 'Copper', 'Meadow', 'Lantern', 'Orchid', 'Thunder'];
    switch (this.below(6)) {
      case 0:
        return `${this.pick(word)}${this.pick(['!', '-', '_', '$', '#', '@'])}${10 + this.below(9000)}`;
      case 1:
        return this.characters('s', 14);
      case 2:
        return `${this.pick(word).toLowerCase()}-${this.pick(word).toLowerCase()}-${10 + this.below(90)}`;
      case 3:
        return `${this.pick(word)}${this.pick(word)}${100 + this.below(900)}`;
      case 4:
        return `${this.pick(word).replace('o', '0').replace('e', '3')}${this.pick(['!', '*', '?'])}${10 + this.below(90)}`;
      default:
        return this.characters('a', 20);
    }
  }

  /** Twelve words, as a wallet writes its seed down (BIP-39). */
  mnemonic(): string {
    const words =
      'abandon ability able about above absent absorb abstract absurd abuse access accident account zebra zero zone zoo'.split(
        ' ',
      );
    return Array.from({ length: 12 }, () => this.pick(words)).join(' ');
  }

  base64(text: string): string {
    return btoa(text);
  }

  /** The text of a format: `~` joins parts, `~~` is one, `{a:36}` random, `{g}` a UUID, `{P}` a password, `{J}` a JWT. */
  fill(format: string): string {
    return format
      .replaceAll('~~', '\u0000')
      .replaceAll('~', '')
      .replaceAll('\u0000', '~')
      .replace(
        /\{(?:([gPJBM])|(\w):(\d+))\}/g,
        (_, kind: string | undefined, alphabet: string, count: string) => {
          switch (kind) {
            case 'g':
              return this.uuid();
            case 'P':
              return this.password();
            case 'M':
              return this.mnemonic();
            case 'B':
              return this.base64(`web:${this.password()}`);
            case 'J':
              return this.token();
            default:
              return this.characters(alphabet, Number(count));
          }
        },
      );
  }

  /** A JWT (RFC 7519) with a made-up signature. */
  token(): string {
    const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '');
    const claims = { sub: this.uuid(), iat: 1_700_000_000 + this.below(9_000_000), role: 'reader' };
    return `${part({ typ: 'JWT', alg: 'HS512' })}.${part(claims)}.${this.characters('w', 86)}`;
  }
}
