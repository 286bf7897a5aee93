/** One text of the corpus. What has to go stands in « », as often as it occurs; without « » nothing may change. */
export interface Wording {
  readonly kind: string;
  /** Who must not see it; `kept` for a text that stays as it is. */
  readonly tier: 'personal' | 'name' | 'context' | 'kept';
  /** Without the marks. */
  readonly text: string;
  readonly parts: readonly string[];
  /** Key that the text stands under; a plain one when it does not matter. */
  readonly key: string;
}

/** Numbers of a seed (mulberry32), so that every run has the same texts and every seed others. */
export interface Chance {
  below(limit: number): number;
  digits(count: number): string;
  hex(count: number): string;
  letters(count: number): string;
  pick<T>(list: readonly [T, ...T[]]): T;
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const from = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet[below(alphabet.length)]).join('');
  return {
    below,
    digits: (count) => from('123456789', 1) + from('0123456789', count - 1),
    hex: (count) => from('abcdef', 1) + from('23456789', 1) + from('0123456789abcdef', count - 2),
    letters: (count) => from('bcdfghjklmnprstvw', count),
    pick: (list) => list[below(list.length)] ?? list[0],
  };
}

/** Texts by kind; a text alone stands under any key, a pair is key and value. */
export type Kinds = Readonly<Record<string, readonly (string | readonly [key: string, value: string])[]>>;

/** The marks taken off. */
export function wordings(kinds: Kinds, tier: Wording['tier']): Wording[] {
  return Object.entries(kinds).flatMap(([kind, texts]) =>
    texts.map((entry): Wording => {
      const [key, marked] = typeof entry === 'string' ? ['note', entry] : entry;
      const parts = Array.from(marked.matchAll(/«([^»]*)»/g), (match) => match[1] ?? '');
      return { kind, tier, text: marked.replace(/[«»]/g, ''), parts, key };
    }),
  );
}

/** Texts between broken bars, as many in a line as there is room for. */
export function texts(parts: TemplateStringsArray): string[] {
  return (parts.raw[0] ?? '')
    .split(/¦|\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
