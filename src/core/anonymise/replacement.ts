import { literalReference } from './code';
import type { Placeholders } from './placeholders';
import type { Finding } from './rule';

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a replacement may depend on besides its finding. */
export interface Surroundings {
  /** The whole string. */
  readonly text: string;
  /** The key it stands under, '' in none. */
  readonly key: string;
  /** True for the text of a key: a reference to the environment would make no sense there. */
  readonly isKey: boolean;
  /** Names given out in this record, by secret: two secrets of one record get two names. */
  readonly names: Map<string, string>;
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
      if (!where.isKey) {
        const literal = literalReference(where.text, finding.start, finding.end, where.key, rewrite.name);
        if (literal !== undefined) {
          const name = nameFor(rewrite.name, value, where.names);
          const text = literal.text.replace(rewrite.name, () => name);
          return literal.whole ? { start: finding.start - 1, end: finding.end + 1, text } : inPlace(text);
        }
      }
      return inPlace(`REDACTED_${rewrite.name}_${placeholders.mark(value)}`);
    }
    case 'text':
      return inPlace(`REDACTED_${rewrite.word}_${placeholders.mark(value.replace(/[\s()./-]/g, ''))}`);
    case 'email':
      return inPlace(`user-${placeholders.mark(value.toLowerCase())}@example.com`);
    case 'email-encoded': {
      const sign = /%40|&#64;|&#x40;|\\u0040/.exec(value)?.[0] ?? '%40';
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
      return inPlace(`Person-${placeholders.mark(personKey(value))}`);
    case 'user':
      return inPlace(`user-${placeholders.mark(value.toLowerCase())}`);
    case 'client':
      return inPlace(
        clientWord(value, placeholders.mark(`client ${value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')}`)),
      );
  }
}

/** One person however the name is spaced or cased. */
function personKey(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');
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

function nameFor(name: string, value: string, names: Map<string, string>): string {
  const known = names.get(value);
  if (known !== undefined) return known;
  const taken = new Set(names.values());
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  names.set(value, free);
  return free;
}
