import type { Finding } from './rule';

/** Words that a person listed (names, clients), found in every spelling: spaced, joined, slug, snake, camel, any case. */
export interface WordFinder {
  /** For the keyword automaton: a part of each word, ASCII, lower case. */
  readonly keywords: readonly string[];
  find(text: string, found: Finding[]): void;
}

const MARKED: Readonly<Record<string, string>> = {
  a: 'aàáâãäåā',
  c: 'cçćč',
  e: 'eèéêëēęě',
  i: 'iìíîïīıİ',
  n: 'nñńň',
  o: 'oòóôõöøō',
  s: 'sśšßşș',
  u: 'uùúûüūů',
  y: 'yýÿ',
  z: 'zźżž',
  l: 'lł',
  d: 'dđď',
  t: 'tťțţ',
  r: 'rř',
  g: 'gğ',
};
/** Letters that are written as two where there is no key for them. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'oe',
  å: 'aa',
  æ: 'ae',
};

/** Also as URLs and markup write a space and an ampersand. */
const JOINT = "(?:[\\s_.&'’/+-]|%(?:25)?2[06]|&nbsp;|&amp;){0,3}";
const AND_JOINT = `${JOINT}(?:(?:(?:and|und|et|og|och)|[ey](?=[\\s_.+%-]))(?:[\\s_.+-]|%(?:25)?20){0,2})?`;
/** Legal forms: a client is meant without them too. */
const LEGAL_FORM =
  /^(?:gmbh|ag|kg|ohg|ug|se|inc|ltd|llc|llp|plc|corp|limited|incorporated|corporation|sa|sas|sarl|srl|spa|bv|nv|oy|oyj|ab|as|aps|pty|pte|kk|sl)$/;
const ENDING = /^(?:com|net|org|io|dev|co|ai|app|de|at|ch|fr|es|it|nl|be|uk|eu|us)$/;

/** What tells accounts of one name apart: `ann.lee76`. */
const NUMBER_BEHIND = /^\d{1,8}(?![\p{L}\p{N}])/u;

interface Listed {
  /** What all spellings of it have in common. */
  readonly id: string;
  readonly pattern: string;
}

export function wordFinder(words: readonly string[], kind: 'client' | 'person'): WordFinder {
  const listed = words
    .map((word) => partsOf(word, kind))
    .filter((parts) => parts.length > 0 && parts.join('').length >= 2)
    .map((parts) => ({ parts, entry: kind === 'client' ? client(parts) : person(parts) }))
    .sort((left, right) => right.parts.join('').length - left.parts.join('').length);
  const keywords = [...new Set(listed.flatMap(({ parts }) => parts.flatMap(keywordsOf)))];
  // Turkish has i and ı, with capitals of their own: what stands between them is the same in both cases.
  if (words.some((word) => /[ıİşŞğĞ]/.test(word)))
    keywords.push(
      ...listed.flatMap(({ parts }) => parts.flatMap((part) => part.match(/[a-hj-z0-9]{3,}/g) ?? [])),
    );
  if (listed.length === 0) return { keywords: [], find: () => undefined };
  const entries = listed.map(({ entry }) => entry);
  const pattern = new RegExp(entries.map((entry) => `(${entry.pattern})`).join('|'), 'giu');
  return {
    keywords,
    find(text, found) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        const start = match.index;
        const end = start + match[0].length;
        if (!standsAlone(text, start, end)) {
          pattern.lastIndex = start + 1;
          continue;
        }
        const groups: readonly (string | undefined)[] = match.slice(1);
        const number =
          kind === 'person' ? (NUMBER_BEHIND.exec(text.slice(end, end + 10))?.[0].length ?? 0) : 0;
        const id = entries[groups.findIndex((group) => group !== undefined)]?.id ?? match[0];
        found.push({
          start,
          end: end + number,
          rule: kind === 'client' ? 'listed-client' : 'listed-name',
          category: kind === 'client' ? 'clients' : 'names',
          tier: kind === 'client' ? 'context' : 'name',
          rewrite: { as: kind, of: id },
          weight: kind === 'client' ? 57 : 66,
          learn: false,
        });
      }
    },
  };
}

/** Joined to other words by case, digits or punctuation only: "art" is not found in "party". */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? '';
  const first = text[start] ?? '';
  const last = text[end - 1] ?? '';
  const after = text[end] ?? '';
  if (/\p{L}/u.test(before) && !(/\p{Ll}/u.test(before) && /\p{Lu}/u.test(first))) return false;
  return !(
    /\p{L}/u.test(after) &&
    !(/\p{Lu}/u.test(after) && /[\p{Ll}\d]/u.test(last)) &&
    !/^s\b/.test(text.slice(end, end + 2))
  );
}

/** The words of an entry, lower case; a legal form, an ending of a domain and an "and" are left out of a client's. */
function partsOf(word: string, kind: 'client' | 'person'): string[] {
  const parts = word
    .normalize('NFC')
    .toLowerCase()
    // The small letter of İ has a dot of its own.
    .replaceAll('i\u0307', 'i')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((part) => part !== '');
  if (kind === 'person') return parts;
  const kept = parts.filter((part) => !/^(?:and|und|et|og|och)$/.test(part));
  while (kept.length > 1 && LEGAL_FORM.test(kept.at(-1) ?? '')) kept.pop();
  if (kept.length > 1 && word.includes('.') && !word.includes(' ') && ENDING.test(kept.at(-1) ?? ''))
    kept.pop();
  return kept;
}

function client(parts: readonly string[]): Listed {
  return { id: parts.map(plain).join(''), pattern: parts.map(spelt).join(AND_JOINT) };
}

/** `First Last`, `Last, First`, `F. Last`, `flast`, `first.last`, `last_f`, with a middle initial or without. */
function person(parts: readonly string[]): Listed {
  const id = parts.map(plain).join(' ');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return { id, pattern: spelt(first) };
  const given = spelt(first);
  const family = spelt(last);
  const initial = spelt(first.slice(0, 1));
  const forms = [
    parts.map(spelt).join(JOINT),
    `${given}[\\s_.-]\\p{L}\\.?[\\s_.-]${family}`,
    `${family}(?:,\\s?|[\\s_.-])${given}(?:\\s\\p{L}\\.)?`,
    `${initial}(?:\\.\\s?|[\\s_-])${family}`,
    `${family}(?:,\\s?|[_.-])${initial}(?:\\.|(?![\\p{L}\\p{N}]))`,
    ...(parts.length > 2 ? [`${given}${JOINT}${family}`] : []),
    ...(last.length >= 4 ? [`${initial}${family}(?![\\p{L}])`] : []),
  ];
  return { id, pattern: forms.join('|') };
}

/** Every way to write a word: with the marks of its letters, without them, written out. */
function spelt(part: string): string {
  return Array.from(part)
    .map((letter) => {
      const bare = plain(letter);
      const marked = MARKED[bare];
      const out = WRITTEN_OUT[letter];
      const own = letter.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      const one = marked === undefined ? own : `[${marked}]\\p{M}?`;
      return out === undefined ? one : `(?:${out}|${one})`;
    })
    .join('');
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace('ß', 's')
    .replace('ø', 'o')
    .replace('ł', 'l')
    .replace('ı', 'i');
}

/** What of a word is ASCII however it is written: a mark changes a letter's bytes. */
function keywordsOf(part: string): string[] {
  const runs = [...(part.match(/[a-z0-9]{2,}/g) ?? []), ...(plain(part).match(/[a-z0-9]{3,}/g) ?? [])];
  const out = Array.from(part, (letter) => WRITTEN_OUT[letter] ?? plain(letter)).join('');
  return [...new Set([...runs, ...(out.match(/[a-z0-9]{3,}/g) ?? [])])];
}
