/** Which members of an object are read. Keys on the way are divided by points: `pattern.approach.technique`. */
export interface OutlinePlaces {
  /** Read as they are: texts, numbers, and lists with the texts and numbers in them. */
  readonly whole: readonly string[];
  /** Of which only the kind of value is read: an empty text, list or object stands for what is there. */
  readonly kind: readonly string[];
}

/** A member that is asked for. */
export interface OutlinePlace {
  readonly key: string;
  readonly isWhole: boolean;
  /** Where the value is an object: which of its members are asked for. */
  readonly members: OutlineMembers | undefined;
}

/** The members of one object that are asked for, found by the bytes of their keys. */
export class OutlineMembers {
  /** By the hash of the key; those whose hashes are the same, one after the other. */
  readonly #slots: (
    { readonly hash: number; readonly bytes: Uint8Array; readonly place: OutlinePlace } | undefined
  )[];
  readonly #mask: number;

  constructor({ whole, kind }: OutlinePlaces) {
    const keys = new Set([...whole, ...kind].map((place) => place.split('.', 1)[0] ?? ''));
    this.#mask = 2 ** Math.ceil(Math.log2(4 * keys.size + 2)) - 1;
    this.#slots = new Array<undefined>(this.#mask + 1).fill(undefined);
    for (const key of keys) {
      const inner = { whole: below(whole, key), kind: below(kind, key) };
      const hasMembers = inner.whole.length + inner.kind.length > 0;
      this.#insert({
        key,
        isWhole: whole.includes(key),
        members: hasMembers ? new OutlineMembers(inner) : undefined,
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

export function keyHash(bytes: Uint8Array): number {
  let hash = 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x9e3779b1);
  return hash;
}

function below(places: readonly string[], key: string): readonly string[] {
  return places.filter((place) => place.startsWith(`${key}.`)).map((place) => place.slice(key.length + 1));
}

function isSame(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at += 1) if (key[at] !== bytes[start + at]) return false;
  return true;
}
