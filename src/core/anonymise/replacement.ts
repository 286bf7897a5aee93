import { literalReference, mayBeLiteral } from './code';
import { Languages, type Language } from './language';
import type { Placeholders } from './placeholders';
import type { Finding } from './rule';

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** When `text` refers to the environment: the placeholder that could stand in the value's place instead. */
  readonly mask?: string;
}

/** What a replacement may depend on besides its finding. */
export class Surroundings {
  /** Where the first backtick stands in the text, -1 for none. */
  readonly backtick: number;
  #languages: Languages | undefined;

  constructor(
    /** The whole string. */
    readonly text: string,
    /** The key it stands under, '' in none. */
    readonly key: string,
    /** True for the text of a key: a reference to the environment would make no sense there. */
    readonly isKey: boolean,
    readonly names: EnvironmentNames,
  ) {
    this.backtick = text.indexOf('`');
  }

  /** Of the code at a place. */
  languageAt(start: number): Language | undefined {
    if (this.isKey) return undefined;
    this.#languages ??= new Languages(this.text, this.key);
    return this.#languages.at(start);
  }
}

/** Names given out in one record: two secrets get two names, one secret one. */
export class EnvironmentNames {
  readonly #names = new Map<string, string>();
  readonly #used = new Map<string, number>();

  nameFor(name: string, value: string): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const number = (this.#used.get(name) ?? 0) + 1;
    this.#used.set(name, number);
    const free = number === 1 ? name : `${name}_${number}`;
    this.#names.set(value, free);
    return free;
  }
}

/** The text that stands for what was found; a literal of code goes with its quotes. */
export function replacementFor(
  finding: Finding,
  where: Surroundings,
  placeholders: Placeholders,
): Replacement {
  const value = where.text.slice(finding.start, finding.end);
  const { rewrite } = finding;
  const inPlace = (text: string): Replacement => ({ start: finding.start, end: finding.end, text });
  switch (rewrite.as) {
    case 'secret': {
      const mask = `REDACTED_${rewrite.name}_${placeholders.mark(value)}`;
      const language = mayBeLiteral(where.text, finding.start, where.backtick)
        ? where.languageAt(finding.start)
        : undefined;
      if (language !== undefined) {
        const literal = literalReference(where.text, finding.start, finding.end, language);
        if (literal !== undefined) {
          const text = literal.reference(where.names.nameFor(rewrite.name, value));
          const [start, end] = [finding.start - literal.lead, finding.end + literal.tail];
          return { start, end, text, mask };
        }
      }
      return inPlace(quotedAsNumberWas(where, finding, mask));
    }
    case 'text': {
      const word = `REDACTED_${rewrite.word}_${placeholders.mark(value.replace(/[\s()./-]/g, ''))}`;
      return inPlace(quotedAsNumberWas(where, finding, word));
    }
    case 'quoted':
      return inPlace(`${value.slice(0, 1)}REDACTED_${rewrite.word}_${placeholders.mark(value.slice(1))}`);
    case 'literal':
      return inPlace(rewrite.text);
    case 'path':
      return inPlace(`path-${placeholders.mark(`path ${value}`)}${rewrite.ending}`);
    case 'email':
      return inPlace(`user-${placeholders.mark(value.toLowerCase())}@example.com`);
    case 'email-encoded': {
      const sign = /%40|&#64;|&#x40;|&commat;|\\u0040/.exec(value)?.[0] ?? '%40';
      return inPlace(`user-${placeholders.mark(value.replace(sign, '@').toLowerCase())}${sign}example.com`);
    }
    case 'url-host':
      return inPlace('api.example.com');
    case 'host':
      return inPlace(`host-${placeholders.mark(value.toLowerCase())}.example.com`);
    case 'ipv4':
      return inPlace(placeholders.ipv4(value));
    case 'ipv6':
      return inPlace(placeholders.ipv6(value));
    case 'person':
      return inPlace(personWord(value, placeholders.mark(rewrite.of ?? personKey(value))));
    case 'user':
      return inPlace(`user-${placeholders.mark(value.toLowerCase())}`);
    case 'client':
      return inPlace(
        clientWord(
          value,
          placeholders.mark(`client ${rewrite.of ?? value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')}`),
        ),
      );
  }
}

/** A bare number, or two: a pair of coordinates. */
const NUMBERS = /^[-+]?\d[\d.]*(?:,\s?[-+]?\d[\d.]*)?$/;
/** `"key": `, `"key": [`, also where the quotes have back-slashes before them. */
const BEHIND_QUOTED_KEY = /(\\*["'])\s{0,3}:\s{0,3}(?:\[\s{0,9}){0,3}$/;
const BEHIND_SIGN_OF_CODE = /[\w$)\]]\s{0,2}[=:]\s{0,3}\[?$|[([,]\s{0,3}$/;

/**
 * What stands for a bare number of JSON or code is a string there, as nothing else would be read: `{"ssn": 219099999}`
 * becomes `{"ssn": "REDACTED_…"}`. Elsewhere the word as it is.
 */
function quotedAsNumberWas(where: Surroundings, { start, end }: Finding, word: string): string {
  const { text } = where;
  if (!NUMBERS.test(text.slice(start, end)) || !/^\s{0,3}(?:$|[,;}\])\r\n])/.test(text.slice(end, end + 4)))
    return word;
  const before = text.slice(Math.max(0, start - 60), start);
  const key = BEHIND_QUOTED_KEY.exec(before);
  if (key !== null) return `${key[1] ?? ''}${word}${key[1] ?? ''}`;
  return BEHIND_SIGN_OF_CODE.test(before) && where.languageAt(start) !== undefined ? `"${word}"` : word;
}

/** One person however the name is spaced or cased, and whichever part comes first. */
function personKey(value: string): string {
  const turned = /^([^,]+), ?([^,]+)$/.exec(value);
  const name = turned === null ? value : `${turned[2] ?? ''} ${turned[1] ?? ''}`;
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .trim();
}

/** `Ingrid Solheim`, `ingrid.solheim`, `ingridSolheim`, `INGRID_SOLHEIM`: an identifier stays one. */
function personWord(value: string, mark: string): string {
  if (/[\s,]|^[^\p{Lu}\p{Ll}]+$|^\p{Lu}[\p{Ll}\p{M}'’]+$/u.test(value)) return `Person-${mark}`;
  if (/^\p{Lu}[\p{Lu}\p{N}]*_/u.test(value)) return `PERSON_${mark.toUpperCase()}`;
  const joint = /[_.-]/.exec(value)?.[0] ?? '';
  return `${/^\p{Lu}/u.test(value) ? 'Person' : 'person'}${joint}${mark}`;
}

/** `Bluestone Mutual`, `BluestoneMutual`, `bluestone-mutual`, `BLUESTONE_MUTUAL`: an identifier stays one. */
function clientWord(value: string, mark: string): string {
  if (/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/.test(value) && /_/.test(value)) return `CLIENT_${mark.toUpperCase()}`;
  if (/\s/.test(value)) return `Client ${mark}`;
  if (/-/.test(value)) return `client-${mark}`;
  if (/_/.test(value)) return `client_${mark}`;
  if (/^[A-Z0-9]+$/.test(value)) return `CLIENT${mark.toUpperCase()}`;
  return /^[A-Z]/.test(value) ? `Client${mark}` : `client${mark}`;
}
