import * as z from 'zod/mini';
import { CATEGORIES } from '../anonymise/categories';
import type { RedactionDecision, RedactionTarget } from '../anonymise/choices';
import { LoomError } from '../errors';
import { isJsonArray, isJsonObject, parseJson } from '../json';
import type { JsonValue } from '../json';
import { findJsonDamage } from '../store/damage';
import { MASK } from './mask';
import type { RedactionHit, ReviewedRecord } from './review';
import { shownPointer } from './shownPointer';

/** Characters of text that an excerpt shows on each side. */
const AROUND = 40;

const hitSchema = z.strictObject({
  decision: z.enum(['accept', 'reject', 'edit']),
  for: z._default(z.enum(['place', 'value', 'rule']), 'place'),
  replacement: z.string(),
  excerpt: z.optional(z.string()),
  category: z.enum(CATEGORIES),
  rule: z.string(),
  agent: z.string(),
  kind: z.string(),
  id: z.string(),
  pointer: z.string(),
  in_key: z.optional(z.boolean()),
  start: z.int().check(z.nonnegative()),
  end: z.int().check(z.nonnegative()),
  fingerprint: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
});

const fileSchema = z.looseObject({
  review: z.literal(1),
  time: z.int(),
  hits: z.array(hitSchema),
});

/** One redaction as a review file has it; the keys are those of the file. */
export type ReviewFileHit = z.infer<typeof hitSchema>;

/** A review file that was read (`--review-from`). */
export interface ReviewFile {
  /** The time that its placeholders are made from. */
  readonly time: number;
  readonly hits: readonly ReviewFileHit[];
}

/** The beginning of a review file; `hitText` of each hit follows, then `REVIEW_END`. */
export function reviewStart(time: number): string {
  const about =
    'decision: accept, reject (the text stays) or edit (replacement is written instead). for: place (this one, also when absent), value (wherever it stands) or rule (all that the rule finds).';
  return `{\n  "review": 1,\n  "about": ${JSON.stringify(about)},\n  "time": ${time},\n  "hits": [`;
}
export const REVIEW_END = '\n  ]\n}\n';

/** One hit of a review file with the words around it. */
export function hitText(hit: RedactionHit, reviewed: ReviewedRecord, isFirst: boolean): string {
  const written: ReviewFileHit = {
    decision: hit.action,
    for: 'place',
    replacement: hit.replacement,
    excerpt: excerptOf(hit, reviewed),
    category: hit.category,
    rule: hit.rule,
    agent: hit.agent,
    kind: hit.kind,
    id: hit.id,
    pointer: shownPointer(hit.pointer, reviewed.hits),
    ...(hit.inKey ? { in_key: true } : {}),
    start: hit.start,
    end: hit.end,
    fingerprint: hit.fingerprint,
  };
  const text = JSON.stringify(written, null, 2).replaceAll('\n', '\n    ');
  return `${isFirst ? '' : ','}\n    ${text}`;
}

/** Reads a review file; `file` is its name as the person knows it. Throws `review-invalid` with the place of the fault. */
export function readReviewFile(text: string, file: string): ReviewFile {
  let value: JsonValue;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const bytes = new TextEncoder().encode(text);
    const before = bytes.subarray(0, findJsonDamage(bytes)?.offset ?? 0);
    const line = before.reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 1);
    throw new LoomError('review-invalid', { file, line, reason: `line ${line} is not JSON from here on` });
  }
  const read = fileSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const [list, index] = issue?.path ?? [];
  const field = issue?.path.slice(2).join('.') ?? '';
  const reason =
    list === 'hits' && typeof index === 'number'
      ? `hit ${index + 1} has ${field === '' ? 'a key too many or is no hit' : `no usable "${field}"`}`
      : 'it is no review of this program';
  throw new LoomError('review-invalid', { file, reason });
}

/** Where a hit of a review file stands, to find it again: equal for the same thing at the same place. `pointer` as shown. */
export function placeOf(hit: {
  readonly agent: string;
  readonly id: string;
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly fingerprint: string;
}): string {
  const { agent, id, pointer, start, end, rule, fingerprint } = hit;
  return JSON.stringify([agent, id, pointer, start, end, rule, fingerprint]);
}

/** The decision of a hit in a review file; `pointer` is its own, with nothing masked. */
export function decisionOf(hit: ReviewFileHit, pointer: string): RedactionDecision {
  return {
    target: targetOf(hit, pointer),
    action: hit.decision,
    ...(hit.decision === 'edit' ? { replacement: hit.replacement } : {}),
    lasting: false,
  };
}

function targetOf(hit: ReviewFileHit, pointer: string): RedactionTarget {
  if (hit.for === 'value') return { kind: 'value', fingerprint: hit.fingerprint };
  if (hit.for === 'rule') return { kind: 'rule', rule: hit.rule };
  const { agent, id, start } = hit;
  return { kind: 'place', agent, id, pointer, start };
}

/** The words around a hit, with every hit of that string masked. */
function excerptOf(hit: RedactionHit, { before, hits }: ReviewedRecord): string {
  const text = textAt(parseJson(new TextDecoder().decode(before)), hit.pointer, hit.inKey);
  if (text === undefined) return MASK;
  const inString = hits.filter((other) => other.pointer === hit.pointer && other.inKey === hit.inKey);
  const from = Math.max(0, hit.start - AROUND);
  const to = Math.min(text.length, hit.end + AROUND);
  let excerpt = from === 0 ? '' : '…';
  let at = from;
  for (const other of inString) {
    if (other.end <= at || other.start >= to) continue;
    excerpt += text.slice(at, Math.max(at, other.start)) + MASK;
    at = other.end;
  }
  return `${excerpt}${text.slice(at, to)}${to < text.length ? '…' : ''}`;
}

/** The string at a JSON pointer (RFC 6901), or the key that it ends with. */
function textAt(value: JsonValue, pointer: string, inKey: boolean): string | undefined {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (inKey) return parts.at(-1);
  let at: JsonValue | undefined = value;
  for (const part of parts) {
    if (isJsonArray(at)) at = at[Number(part)];
    else if (isJsonObject(at)) at = Object.hasOwn(at, part) ? at[part] : undefined;
    else return undefined;
  }
  return typeof at === 'string' ? at : undefined;
}
