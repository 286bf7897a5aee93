import { findingOf, isAccepted } from './applyRule';
import type { Finding, Rule } from './rule';
import { isUuid } from './randomness';
import { RULES_UNDER_KEYS } from './ruleTable';
import { nameWords } from './secretNames';

interface Named {
  /** The key as prose would have it: `dateOfBirth` is `date of birth: `. */
  readonly lead: string;
  readonly rules: readonly Rule[];
}

const cache = new Map<string, Named>();

/** A value that the key names: what `SSN: 219-09-9999` is in a text, `"ssn": "219-09-9999"` is in a record. */
export function findUnderKey(text: string, key: string, full: boolean, found: Finding[]): void {
  if (text.length > 200 || isUuid(text)) return;
  const named = namedBy(key);
  const whole = named.lead + text;
  for (const rule of named.rules) {
    if (!full && rule.tier === 'context') continue;
    if (rule.needs?.test(whole) === false) continue;
    rule.pattern.lastIndex = 0;
    const match = rule.pattern.exec(whole);
    const value = match === null ? '' : (match[2] ?? match[0]);
    const start = (match?.index ?? 0) + (match?.[1] ?? '').length - named.lead.length;
    if (start < 0 || !isAccepted(rule, value, whole, start + named.lead.length)) continue;
    found.push(findingOf(rule, start, start + value.length));
  }
}

/** Rules that a key may be the beginning of. */
export function rulesUnderKey(key: string): readonly Rule[] {
  return namedBy(key).rules;
}

function namedBy(key: string): Named {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const lead = `${nameWords(key).join(' ')}: `;
  const named = {
    lead,
    rules: RULES_UNDER_KEYS.filter((rule) => rule.keywords.some((word) => lead.includes(word))),
  };
  if (cache.size > 5000) cache.clear();
  cache.set(key, named);
  return named;
}
