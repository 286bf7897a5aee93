import type { Category } from './categories';
import type { CustomRule } from './choices';
import type { Finding, Rewrite, Tier } from './rule';
import type { WordFinder } from './words';

/** Above every finding by name or form, below tokens and private keys, which say themselves what they are. */
const WEIGHT = 58;

/** Who must not see what a person's rule finds, and what stands there when the rule does not say. */
const MEANING: Readonly<Record<Category, { readonly tier: Tier; readonly rewrite: Rewrite }>> = {
  'api-keys': { tier: 'secret', rewrite: { as: 'secret', name: 'API_KEY' } },
  passwords: { tier: 'secret', rewrite: { as: 'secret', name: 'PASSWORD' } },
  'connection-strings': { tier: 'secret', rewrite: { as: 'secret', name: 'CONNECTION_STRING' } },
  'private-keys': { tier: 'secret', rewrite: { as: 'secret', name: 'PRIVATE_KEY' } },
  emails: { tier: 'personal', rewrite: { as: 'email' } },
  phones: { tier: 'personal', rewrite: { as: 'text', word: 'PHONE' } },
  cards: { tier: 'personal', rewrite: { as: 'text', word: 'CARD' } },
  'national-ids': { tier: 'personal', rewrite: { as: 'text', word: 'ID' } },
  names: { tier: 'name', rewrite: { as: 'person' } },
  clients: { tier: 'context', rewrite: { as: 'client' } },
  urls: { tier: 'context', rewrite: { as: 'text', word: 'URL' } },
  'ip-addresses': { tier: 'context', rewrite: { as: 'text', word: 'ADDRESS' } },
  paths: { tier: 'context', rewrite: { as: 'text', word: 'PATH' } },
  'file-paths': { tier: 'context', rewrite: { as: 'text', word: 'PATH' } },
  code: { tier: 'context', rewrite: { as: 'text', word: 'CODE' } },
};

/** What this program writes itself: a rule that matches it again would change it at every pass. */
const WRITTEN =
  /REDACTED_[A-Z0-9_]+_[a-z2-7]{8}|(?:person|client|user|host|path)[ _-]?[a-z2-7]{8}(?![a-z0-9])|\[code: \d+ lines?\]/giu;

/**
 * The finder of a person's own rule (M38, M45); undefined for one that the level leaves alone: client words, hosts,
 * addresses and paths stay at `partial`. The pattern was checked before (`checkRules`); SyntaxError otherwise.
 */
export function ownRuleFinder(rule: CustomRule, full: boolean): WordFinder | undefined {
  const { tier, rewrite } = MEANING[rule.category];
  if (tier === 'context' && !full) return undefined;
  const pattern = ownPattern(rule);
  const shape: Omit<Finding, 'start' | 'end'> = {
    rule: rule.id,
    category: rule.category,
    tier,
    rewrite: rule.replacement === undefined ? rewrite : { as: 'literal', text: rule.replacement },
    weight: WEIGHT,
    learn: false,
  };
  return {
    keywords: [],
    find(text, found) {
      const written = [...text.matchAll(WRITTEN)].map((match) => [
        match.index,
        match.index + match[0].length,
      ]);
      for (const match of text.matchAll(pattern)) {
        const start = match.index;
        const end = start + match[0].length;
        if (end === start || match[0] === rule.replacement) continue;
        if (written.some(([from = 0, to = 0]) => start < to && from < end)) continue;
        found.push({ ...shape, start, end });
      }
    },
  };
}

/** The pattern of a rule as it is matched. Throws SyntaxError. */
export function ownPattern(rule: Pick<CustomRule, 'pattern' | 'ignoreCase'>): RegExp {
  return new RegExp(rule.pattern, rule.ignoreCase ? 'giu' : 'gu');
}
