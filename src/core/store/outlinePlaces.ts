/** Which members of an object are read. Keys on the way are divided by points: `pattern.approach.technique`. */
export interface OutlinePlaces {
  /** Read as they are: texts, numbers, and lists with the texts and numbers in them. */
  readonly whole: readonly string[];
  /** Of which only the kind of value is read: an empty text, list or object stands for what is there. */
  readonly kind: readonly string[];
  /** Of which it is told where their texts lie, and those in their lists (`TextSpans`). */
  readonly texts?: readonly string[] | undefined;
}

/** What is asked for of a value. */
export interface OutlinePlace {
  /** Empty for elements of a list. */
  readonly key: string;
  readonly isWhole: boolean;
  /** Its number among the places of texts; -1 when it is none. */
  readonly text: number;
  /** Where the value is an object: which of its members are asked for. */
  readonly members: OutlineMembers | undefined;
  /** Where it is a list: what is asked for of each element. */
  readonly element: OutlinePlace | undefined;
}

/** A place from the object on that is being looked at. */
interface Wanted {
  readonly path: readonly string[];
  readonly isWhole: boolean;
  readonly text: number;
}

/** The members of one object that are asked for, found by the bytes of their keys. */
export class OutlineMembers {
  readonly #slots: (
    { readonly hash: number; readonly bytes: Uint8Array; readonly place: OutlinePlace } | undefined
  )[];
  readonly #mask: number;

  static of({ whole, kind, texts = [] }: OutlinePlaces): OutlineMembers {
    const wanted = (place: string, isWhole: boolean, text: number): Wanted => ({
      path: place.split('.'),
      isWhole,
      text,
    });
    return new OutlineMembers([
      ...whole.map((place) => wanted(place, true, -1)),
      ...kind.map((place) => wanted(place, false, -1)),
      ...texts.map((place, text) => wanted(place, false, text)),
    ]);
  }

  private constructor(all: readonly Wanted[]) {
    const keys = new Set(all.map(({ path }) => path[0] ?? ''));
    this.#mask = 2 ** Math.ceil(Math.log2(4 * keys.size + 2)) - 1;
    this.#slots = new Array<undefined>(this.#mask + 1).fill(undefined);
    for (const key of keys) {
      const own = all.filter(({ path }) => path[0] === key);
      const here = own.filter(({ path }) => path.length === 1);
      const inner = own.filter(({ path }) => path.length > 1);
      const isWhole = here.some((each) => each.isWhole);
      const text = Math.max(-1, ...here.map((each) => each.text));
      const element = { key: '', isWhole, text, members: undefined, element: undefined };
      this.#insert({
        key,
        isWhole,
        text,
        members:
          inner.length === 0
            ? undefined
            : new OutlineMembers(inner.map((each) => ({ ...each, path: each.path.slice(1) }))),
        element: isWhole || text !== -1 ? element : undefined,
      });
    }
  }

  /** `hash`: `keyHash` of the bytes from `start` to `end`. */
  find(bytes: Uint8Array, hash: number, start: number, end: number): OutlinePlace | undefined {
    for (let slot = hash >>> 8; ; slot += 1) {
      const found = this.#slots[slot & this.#mask];
      if (found === undefined) return undefined;
      if (found.hash === hash && isSame(found.bytes, bytes, start, end)) return found.place;
    }
  }

  #insert(place: OutlinePlace): void {
    const bytes = new TextEncoder().encode(place.key);
    const hash = keyHash(bytes);
    let slot = hash >>> 8;
    while (this.#slots[slot & this.#mask] !== undefined) slot += 1;
    this.#slots[slot & this.#mask] = { hash, bytes, place };
  }
}

/** As the reader hashes a key while it looks for its end. */
function keyHash(bytes: Uint8Array): number {
  let hash = 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x9e3779b1);
  return hash;
}

function isSame(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at += 1) if (key[at] !== bytes[start + at]) return false;
  return true;
}
