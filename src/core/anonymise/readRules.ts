import * as z from 'zod/mini';
import { LoomError } from '../errors';
import { parseJson } from '../json';
import { findJsonDamage } from '../store/damage';
import type { JsonValue } from '../json';
import { CATEGORIES } from './categories';
import { checkRules } from './checkRules';
import type { CustomRule } from './choices';

/** One rule as a file or a setting writes it (docs/anonymisation.md). */
const ruleSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  category: z.enum(CATEGORIES),
  pattern: z.string().check(z.minLength(1), z.maxLength(2000)),
  ignoreCase: z._default(z.boolean(), false),
  replacement: z.optional(z.string().check(z.maxLength(500))),
});

/** Something of a rules file that is read as one value, with its line from 1. */
interface Placed {
  readonly line: number;
  readonly value: JsonValue;
}

/**
 * Reads the rules of a file (M38): a JSON list of rules, or one rule a line (JSON lines) with empty lines and `#`
 * comments between. Throws `rules-invalid` with file, line and reason for the first rule that cannot be used; `file` is
 * the name that the person knows.
 */
export async function readRules(text: string, file: string): Promise<readonly CustomRule[]> {
  const refuse = (line: number, reason: string): never => {
    throw new LoomError('rules-invalid', { file, line, reason: `line ${line}, ${reason}` });
  };
  const placed = placedValues(text.replace(/^\ufeff/, ''), refuse);
  const rules = placed.map(({ line, value }) => {
    const read = ruleSchema.safeParse(value);
    return read.success ? read.data : refuse(line, problemOf(read.error));
  });
  const [refused] = await checkRules(rules);
  if (refused !== undefined) {
    const id = rules[refused.index]?.id ?? '';
    refuse(placed[refused.index]?.line ?? 1, `rule "${id}": ${refused.reason}`);
  }
  return rules;
}

/** Throws `rules-invalid` for rules that come from elsewhere than a file; `from` names it: a setting, a request. */
export async function requireUsableRules(rules: readonly CustomRule[], from: string): Promise<void> {
  const [refused] = await checkRules(rules);
  if (refused === undefined) return;
  const reason = `rule "${rules[refused.index]?.id ?? ''}": ${refused.reason}`;
  throw new LoomError('rules-invalid', { file: from, line: refused.index + 1, reason });
}

function placedValues(text: string, refuse: (line: number, reason: string) => never): readonly Placed[] {
  if (text.trimStart().startsWith('[')) return listValues(text, refuse);
  return text.split('\n').flatMap((written, index) => {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) return [];
    try {
      return [{ line: index + 1, value: parseJson(line) }];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return refuse(index + 1, `this is no JSON object: one rule a line, or a list in brackets`);
    }
  });
}

/** The elements of a JSON list with their lines: each begins at an opening brace one level deep. */
function listValues(text: string, refuse: (line: number, reason: string) => never): readonly Placed[] {
  let list: JsonValue;
  try {
    list = parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(lineOfDamage(text), 'the list is not JSON from here on');
  }
  if (!Array.isArray(list)) return refuse(1, 'a list of rules was expected');
  const lines = linesOfElements(text);
  return list.map((value: JsonValue, index) => ({ line: lines[index] ?? 1, value }));
}

/** The longest beginning that may still be JSON ends where the damage is: V8 tells the place in words only. */
function lineOfDamage(text: string): number {
  const damage = findJsonDamage(new TextEncoder().encode(text));
  const before = new TextEncoder().encode(text).subarray(0, damage?.offset ?? 0);
  return before.reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 1);
}

function linesOfElements(text: string): readonly number[] {
  const lines: number[] = [];
  let [depth, line, inString, wanted] = [0, 1, false, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\n') line += 1;
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
      continue;
    }
    if (wanted && !/[\s\]]/.test(character)) {
      lines.push(line);
      wanted = false;
    }
    if (character === '"') inString = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth === 1 && (character === ',' || (character === '[' && lines.length === 0))) wanted = true;
  }
  return lines;
}

function problemOf(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') return `a rule has no "${issue.keys.join('", "')}"`;
  const wanted: Readonly<Record<string, string>> = {
    id: 'lower-case letters, digits and hyphens',
    category: `one of ${CATEGORIES.join(', ')}`,
    pattern: 'a pattern of 1 to 2,000 characters',
    ignoreCase: 'true or false',
    replacement: 'a text of at most 500 characters',
  };
  return path === '' ? 'a rule is an object' : `"${path}" must be ${wanted[path] ?? 'something else'}`;
}
