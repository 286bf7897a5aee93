import { findByKey, type FoundByKey } from './byKey';
import { withPlainSpaces } from './hidden';
import { meaningOfKey } from './jsonKeys';
import { isDate, isUuid, looksGenerated } from './randomness';
import type { Finding } from './rule';
import { nameWords } from './secretNames';
import type { SiblingName } from './siblings';
import { findUnderKey } from './underKey';

/** Names of secrets have few words, also as a form asks for them. */
const MOST_WORDS = 6;

/**
 * A value as a whole, by the name that a sibling gives it: what it is under that name as its key. Less is believed of what
 * is for people (a title, a text) or may say of what sort something is (a type).
 */
export function findNamed(
  written: string,
  { text: name, role, holds }: SiblingName,
  options: FoundByKey,
  found: Finding[],
): void {
  const meaning = meaningOfKey(name);
  const words = nameWords(name);
  if (written.length < 2 || meaning.stays !== undefined || words.length > MOST_WORDS) return;
  const text = withPlainSpaces(written);
  const isSure = role === 'name' && holds === 'value';
  const isSecret = meaning.secret !== undefined && mayBeSecret(text, words, isSure);
  const whole: Finding[] = [];
  if (isSecret || !(isUuid(text) || isDate(text)))
    findByKey(text, name, { ...meaning, secret: isSecret ? meaning.secret : undefined }, options, whole);
  findUnderKey(text, name, options.full, whole);
  const isPlain = role !== 'kind' && holds === 'value';
  for (const finding of whole)
    if (isPlain || finding.tier === 'secret' || finding.tier === 'personal') found.push(finding);
}

/** `key` alone names a part of data. Words and UUIDs are secrets where the name leaves no doubt: `DB_PASSWORD`. */
function mayBeSecret(text: string, words: readonly string[], isSure: boolean): boolean {
  const isPlainName = words.length === 1;
  if (isPlainName && /^keys?$/.test(words[0] ?? '')) return false;
  if (isUuid(text)) return isSure && !isPlainName;
  if (/^[A-Za-z]+$/.test(text))
    return isSure && !isPlainName && (/^[a-z]+$/.test(text) || looksGenerated(text));
  return isSure || /\d|[^\w\s.:/-]/.test(text);
}
