import { isPlaceholder } from './harmless';
import type { Finding, Rule } from './rule';

/** All matches of a rule. After a rejected match the search goes on one character later. */
export function applyRule(rule: Rule, text: string, found: Finding[]): void {
  const { pattern } = rule;
  if (rule.needs?.test(text) === false) return;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const value = match.length >= 3 ? (match[match.length - 1] ?? '') : match[0];
    const lead = match.length >= 3 ? (match[1] ?? '') : '';
    const start = match.index + lead.length;
    if (!isAccepted(rule, value, text, start)) {
      pattern.lastIndex = match.index + 1;
      continue;
    }
    found.push(findingOf(rule, start, start + value.length));
  }
}

/** True for a value that is one, and that the rule's own check lets through. */
export function isAccepted(rule: Rule, value: string, text: string, start: number): boolean {
  return value !== '' && !isPlaceholder(value) && rule.accept?.(value, text, start) !== false;
}

/** What a rule found at a place. */
export function findingOf(rule: Rule, start: number, end: number): Finding {
  const { id, category, tier, rewrite, weight } = rule;
  return { start, end, rule: id, category, tier, rewrite, weight, learn: rule.learn ?? false };
}
