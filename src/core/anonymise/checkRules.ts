import type { CustomRule } from './choices';
import { ownPattern } from './ownRules';

/** A rule that cannot be used, by its place in a list. */
export interface RefusedRule {
  readonly index: number;
  /** In words, without the rule's id. */
  readonly reason: string;
}

/**
 * Looks for rules that cannot be used: a pattern that does not compile, that matches nothing but empty texts, or that can
 * take far longer than its text is long, an id twice, a replacement that its own pattern matches. Gives all of them, in
 * their order. What judges patterns is loaded only when there is one to judge.
 */
export async function checkRules(rules: readonly CustomRule[]): Promise<readonly RefusedRule[]> {
  if (rules.length === 0) return [];
  const { judgePattern } = await import('./judgePattern');
  const ids = new Set<string>();
  return rules.flatMap((rule, index) => {
    const reason = ids.has(rule.id)
      ? 'another rule has this id'
      : (whyUnusable(rule) ?? judgePattern(rule.pattern, rule.ignoreCase));
    ids.add(rule.id);
    return reason === undefined ? [] : [{ index, reason }];
  });
}

function whyUnusable(rule: CustomRule): string | undefined {
  let pattern: RegExp;
  try {
    pattern = ownPattern(rule);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // "Invalid regular expression: /(/gu: Unterminated group"
    const detail = error.message.split(': ').at(-1) ?? error.message;
    return `its pattern is broken: ${detail.charAt(0).toLowerCase()}${detail.slice(1)}`;
  }
  if (new RegExp(`^(?:${rule.pattern})$`, pattern.flags).test('')) return 'its pattern matches an empty text';
  // `match` with a global pattern starts at the beginning each time, unlike `test`.
  return rule.replacement?.match(pattern) ? 'its pattern matches its own replacement' : undefined;
}
