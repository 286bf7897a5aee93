import type { Finding } from './rule';

/** Words that a person listed (names, clients), found in every spelling: spaced, joined, slug, snake, camel, any case. */
export interface WordFinder {
  /** For the keyword automaton: a part of each word, ASCII, lower case. */
  readonly keywords: readonly string[];
  find(text: string, found: Finding[]): void;
}

const FOLDED: Readonly<Record<string, string>> = {
  a: 'aàáâãäåā',
  c: 'cçćč',
  e: 'eèéêëēęě',
  i: 'iìíîïī',
  n: 'nñńň',
  o: 'oòóôõöøō',
  s: 'sśšß',
  u: 'uùúûüūů',
  y: 'yýÿ',
  z: 'zźżž',
  l: 'lł',
  d: 'dđď',
  t: 'tťț',
  r: 'rř',
  g: 'gğ',
};

export function wordFinder(words: readonly string[], kind: 'client' | 'person'): WordFinder {
  const listed = words.map((word) => word.trim()).filter((word) => word.length >= 2);
  const split = listed.map((word) =>
    word
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((part) => part !== ''),
  );
  const sources = split
    .filter((parts) => parts.length > 0)
    .sort((left, right) => right.join('').length - left.join('').length)
    .map((parts) => parts.map(foldPart).join("[\\s_.&'’/-]{0,3}"));
  const keywords = split.flatMap((parts) => {
    const ascii = parts.map(
      (part) =>
        part
          .toLowerCase()
          .match(/[a-z0-9]+/g)
          ?.sort((left, right) => right.length - left.length)[0] ?? '',
    );
    const longest = ascii.sort((left, right) => right.length - left.length)[0] ?? '';
    // A letter that may carry a mark in the text cannot be part of the keyword: the mark changes its bytes.
    return longest === '' ? [] : [plainest(longest)];
  });
  if (sources.length === 0) return { keywords: [], find: () => undefined };
  // Joined to other words by case, digits or punctuation only: "art" is not found in "party".
  const pattern = new RegExp(`(?:${sources.join('|')})`, 'giu');
  const proper = (text: string, start: number, end: number): boolean => {
    const before = text[start - 1] ?? '';
    const first = text[start] ?? '';
    const last = text[end - 1] ?? '';
    const after = text[end] ?? '';
    if (/[\p{L}]/u.test(before) && !(/\p{Ll}/u.test(before) && /\p{Lu}/u.test(first))) return false;
    return !(
      /\p{L}/u.test(after) &&
      !(/\p{Lu}/u.test(after) && /[\p{Ll}\d]/u.test(last)) &&
      !/^s\b/.test(text.slice(end, end + 2))
    );
  };
  return {
    keywords,
    find(text, found) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        const start = match.index;
        const end = start + match[0].length;
        if (!proper(text, start, end)) {
          pattern.lastIndex = start + 1;
          continue;
        }
        found.push({
          start,
          end,
          rule: kind === 'client' ? 'listed-client' : 'listed-name',
          category: kind === 'client' ? 'clients' : 'names',
          tier: kind === 'client' ? 'context' : 'name',
          rewrite: { as: kind },
          weight: kind === 'client' ? 57 : 56,
          learn: false,
        });
      }
    },
  };
}

function foldPart(part: string): string {
  return Array.from(part.toLowerCase())
    .map((letter) => {
      const folded = FOLDED[letter];
      const plain = letter.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      return folded === undefined ? plain : `[${folded}]\\p{M}?`;
    })
    .join('');
}

/** The longest piece of a word none of whose letters has a marked form, or its first letter when there is none. */
function plainest(word: string): string {
  const pieces = word.split(/[aceinosuyzldtrg]+/).filter((piece) => piece !== '');
  const best = pieces.sort((left, right) => right.length - left.length)[0] ?? '';
  return best.length >= 3 ? best : word;
}
