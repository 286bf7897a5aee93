import { isSafePattern } from 'redos-detector';
import { parse } from 'regjsparser';
import type { AstNode } from 'regjsparser';

type Node = AstNode<{ lookbehind: true; namedGroups: true; unicodePropertyEscape: true }>;

/** Ways to match at one place that bounded repetitions may come to: 200 KB of text then cost a second at most. */
const MAX_WAYS = 5000;
/** Backtracks and steps of the search for a text that is slow; beyond them a pattern counts as slow. */
const MAX_SCORE = 200;
const MAX_STEPS = 5000;

/** A repetition with a bound is searched as one this much longer than it must be. */
const SPAN_OF_LEAF = 2;
/** One that holds other repetitions is what multiplies: six rounds of two ways each are seen. */
const SPAN_OF_NEST = 6;
const LEAST = 10;

/** What stands for a property of characters in the search, which takes any property for any character. */
const PROPERTIES: Readonly<Record<string, string>> = {
  L: 'A-Za-z',
  Letter: 'A-Za-z',
  Alphabetic: 'A-Za-z',
  Lu: 'A-Z',
  Uppercase_Letter: 'A-Z',
  Ll: 'a-z',
  Lowercase_Letter: 'a-z',
  N: '0-9',
  Nd: '0-9',
  Number: '0-9',
};

/**
 * Why a pattern that compiles may take more time than its text is long, in words; undefined when it does not (issue 3,
 * "bad input"). Static: nothing is matched. Repetitions without a bound are judged as they are; those with one are
 * judged shorter, so that the verdict comes in a second, and by how many ways they multiply to. In doubt it is refused.
 * Loaded only when there are rules: 100 KB.
 */
export function judgePattern(pattern: string, ignoreCase: boolean): string | undefined {
  let root: Node;
  try {
    root = parse(pattern, 'u', { lookbehind: true, namedGroups: true, unicodePropertyEscape: true });
  } catch (error) {
    return `its form is not supported (${error instanceof Error ? error.message : String(error)})`;
  }
  if (repeatsInLookbehind(root, false)) return 'a repetition without a bound stands in its lookbehind';
  if (ways(root) > MAX_WAYS)
    return `its repetitions multiply to more than ${MAX_WAYS.toLocaleString('en')} ways: lower their bounds`;
  const verdict = isSafePattern(shortened(root, pattern, ignoreCase), {
    unicode: true,
    maxScore: MAX_SCORE,
    maxSteps: MAX_STEPS,
  });
  return verdict.safe
    ? undefined
    : 'it can take far longer than its text is long: give its repetitions a bound, such as {1,30}, and let no two match the same text';
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'alternative':
    case 'disjunction':
    case 'group':
    case 'quantifier':
      return node.body;
    default:
      return [];
  }
}

function repeatsInLookbehind(node: Node, inside: boolean): boolean {
  if (node.type === 'quantifier' && node.max === undefined && inside) return true;
  const within =
    inside ||
    (node.type === 'group' && (node.behavior === 'lookbehind' || node.behavior === 'negativeLookbehind'));
  return childrenOf(node).some((child) => repeatsInLookbehind(child, within));
}

/** How many lengths the bounded repetitions of a pattern can have together. */
function ways(node: Node): number {
  const below = childrenOf(node).reduce((product, child) => product * ways(child), 1);
  if (node.type !== 'quantifier' || node.max === undefined) return below;
  return below * (node.max - node.min + 1);
}

function variesInLength(node: Node): boolean {
  if (node.type === 'disjunction') return true;
  if (node.type === 'quantifier' && node.max !== node.min) return true;
  return childrenOf(node).some(variesInLength);
}

/** Letters of ASCII in the other case. */
function swapped(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}

/** A class with its letters in the other case too. A range from one case to the other has both; a last `-` is itself. */
function inBothCases(text: string): string {
  const parts = text.slice(1, -1).match(/\\.|[a-z]-[a-z]|[A-Z]-[A-Z]|[A-Z]-[a-z]|[^]/g) ?? [];
  const letters = parts.filter((part) => /^[a-z](?:-[a-z])?$|^[A-Z](?:-[A-Z])?$/.test(part)).map(swapped);
  const own = parts.at(-1) === '-' ? [...parts.slice(0, -1), '\\-'] : parts;
  return `[${[...own, ...letters].join('')}]`;
}

/** The pattern with short bounds, character properties as plain ranges, and letters in both cases when case is ignored. */
function shortened(node: Node, pattern: string, bothCases: boolean): string {
  const text = pattern.slice(...node.range);
  if (node.type === 'unicodePropertyEscape') {
    const range = node.negative ? undefined : PROPERTIES[node.value];
    return range === undefined ? text : `[${range}]`;
  }
  if (node.type === 'value' && bothCases && /^[a-z]$/i.test(text)) return `[${text}${swapped(text)}]`;
  if (node.type === 'characterClass') {
    const plain = text.replace(/\\p\{(\w+)\}/g, (whole, name: string) => PROPERTIES[name] ?? whole);
    return bothCases ? inBothCases(plain) : plain;
  }
  const children = childrenOf(node);
  let result = '';
  let at = node.range[0];
  for (const child of children) {
    result += pattern.slice(at, child.range[0]) + shortened(child, pattern, bothCases);
    at = child.range[1];
  }
  if (node.type !== 'quantifier') return result + pattern.slice(at, node.range[1]);
  if (node.max === undefined) {
    const least = Math.min(node.min, LEAST);
    return `${result}{${least},}${node.greedy ? '' : '?'}`;
  }
  const least = Math.min(node.min, LEAST);
  const span = children.some(variesInLength) ? SPAN_OF_NEST : SPAN_OF_LEAF;
  return `${result}{${least},${least + Math.min(node.max - node.min, span)}}${node.greedy ? '' : '?'}`;
}
