import { parse, type AstNode } from 'regjsparser';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/core/anonymise/ruleTable';
import { NAME_RULES } from '../../src/core/anonymise/rules/namePlaces';

type Node = AstNode<{ lookbehind: true; namedGroups: true; unicodePropertyEscape: true }>;

/** Longest repetition of one character that a rule may have: armour, JWTs and session tokens are that long. */
const LONGEST = 20_000;
/** Rounds of a repetition within another, multiplied: what makes patterns slow in practice. */
const MOST_NESTED = 20_000;

interface Bounds {
  readonly longest: number;
  /** The largest product of two bounds of which one repetition holds the other. */
  readonly nested: number;
}

function children(node: Node): readonly Node[] {
  return 'body' in node && Array.isArray(node.body) ? node.body : [];
}

function boundsOf(node: Node): Bounds {
  const inner = children(node).map(boundsOf);
  const longest = Math.max(0, ...inner.map((bounds) => bounds.longest));
  const nested = Math.max(1, ...inner.map((bounds) => bounds.nested));
  if (node.type !== 'quantifier') return { longest, nested };
  const most = node.max ?? Number.POSITIVE_INFINITY;
  const holdsAnother = longest > 1;
  return { longest: Math.max(longest, most), nested: holdsAnother ? most * longest : nested };
}

describe('every pattern of the table', () => {
  // With bounds everywhere the work at one place of a text has a limit, whatever follows: n characters cost n times it.
  test.each([...RULES, ...NAME_RULES].map((rule) => [rule.id, rule] as const))(
    '%s has a bound on every repetition',
    (_, rule) => {
      for (const pattern of [rule.pattern, ...(rule.needs === undefined ? [] : [rule.needs])]) {
        const root = parse(pattern.source, pattern.unicode ? 'u' : '', {
          lookbehind: true,
          namedGroups: true,
          unicodePropertyEscape: true,
        });
        const { longest, nested } = boundsOf(root);
        expect(longest).toBeLessThanOrEqual(LONGEST);
        expect(nested).toBeLessThanOrEqual(MOST_NESTED);
      }
    },
  );
});
