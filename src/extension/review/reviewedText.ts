import type { RedactionHit } from '../../core/export/review';
import type { Outcome } from './decisions';

/** A hit with what became of it. */
export interface DecidedHit {
  readonly hit: RedactionHit;
  readonly outcome: Pick<Outcome, 'action' | 'replacement'>;
}

/** A string with its quotes, a mark, white space, or a run of anything else. */
const TOKENS = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\]:,]|\s+|[^\s"{}[\]:,]+/g;

/**
 * A record as it would be exported with these decisions.
 *
 * @param before JSON as it lies in the memory.
 * @param after the same with every hit replaced as proposed.
 */
export function reviewedText(before: string, after: string, decided: readonly DecidedHit[]): string {
  if (decided.every(({ outcome }) => outcome.action === 'accept')) return after;
  const byPlace = new Map<string, DecidedHit[]>();
  for (const one of decided) {
    const place = placeKey(one.hit.pointer, one.hit.inKey);
    byPlace.set(place, [...(byPlace.get(place) ?? []), one]);
  }
  const proposed = after.match(TOKENS) ?? [];
  const pointer = new PointerTrack();
  return (before.match(TOKENS) ?? [])
    .map((token, index) => {
      const isKey = pointer.enter(token);
      const hits = token.startsWith('"') ? byPlace.get(placeKey(pointer.text, isKey)) : undefined;
      const other = proposed[index];
      const text = hits === undefined || other === undefined ? token : rewritten(token, other, hits);
      pointer.leave(token);
      return text;
    })
    .join('');
}

function placeKey(pointer: string, inKey: boolean): string {
  return `${inKey ? 'key' : 'value'} ${pointer}`;
}

/** One string token with its decisions. */
function rewritten(token: string, proposed: string, hits: readonly DecidedHit[]): string {
  if (hits.every(({ outcome }) => outcome.action === 'accept')) return proposed;
  if (hits.every(({ outcome }) => outcome.action === 'reject')) return token;
  const text = decode(token);
  const ordered = [...hits].sort((one, other) => one.hit.start - other.hit.start);
  const ranges = replacedRanges(
    text,
    decode(proposed),
    ordered.map(({ hit }) => hit),
  );
  let result = '';
  let at = 0;
  for (const [index, { outcome }] of ordered.entries()) {
    const range = ranges[index];
    if (range === undefined || outcome.action === 'reject') continue;
    result += text.slice(at, range.start) + outcome.replacement;
    at = range.end;
  }
  return JSON.stringify(result + text.slice(at));
}

/**
 * Where each replacement stands: at what was found or, when a literal of code became a reference, at its quotes too. Which
 * of the two it is shows in the text that was proposed.
 */
function replacedRanges(
  text: string,
  proposed: string,
  hits: readonly RedactionHit[],
): readonly { readonly start: number; readonly end: number }[] {
  let at = 0;
  let there = 0;
  return hits.map((hit) => {
    const quotes = !proposed.startsWith(text.slice(at, hit.start) + hit.replacement, there) ? 1 : 0;
    const start = hit.start - quotes;
    there += start - at + hit.replacement.length;
    at = hit.end + quotes;
    return { start, end: at };
  });
}

function decode(token: string): string {
  const value: unknown = JSON.parse(token);
  return typeof value === 'string' ? value : '';
}

/** The JSON pointer of the token that is read. */
class PointerTrack {
  readonly #parts: { isArray: boolean; index: number; key: string; readsKey: boolean }[] = [];

  get text(): string {
    return this.#parts.map(({ isArray, index, key }) => `/${isArray ? String(index) : key}`).join('');
  }

  /** True when the token is a key, which the pointer then names. */
  enter(token: string): boolean {
    const top = this.#parts.at(-1);
    if (!token.startsWith('"') || top === undefined || top.isArray || !top.readsKey) return false;
    top.key = decode(token).replaceAll('~', '~0').replaceAll('/', '~1');
    return true;
  }

  leave(token: string): void {
    const top = this.#parts.at(-1);
    if (token === '{' || token === '[') {
      this.#parts.push({ isArray: token === '[', index: 0, key: '', readsKey: token === '{' });
    } else if (token === '}' || token === ']') {
      this.#parts.pop();
    } else if (top !== undefined && token === ',') {
      top.index += 1;
      top.readsKey = !top.isArray;
    } else if (top !== undefined && token === ':') {
      top.readsKey = false;
    }
  }
}

/** Line and column, both from 0, of a hit in the JSON text of its record, however it is laid out. */
export function placeIn(
  text: string,
  { pointer, inKey, start }: Pick<RedactionHit, 'pointer' | 'inKey' | 'start'>,
): { readonly line: number; readonly column: number } {
  const track = new PointerTrack();
  let line = 0;
  let column = 0;
  for (const token of text.match(TOKENS) ?? []) {
    const isKey = track.enter(token);
    if (token.startsWith('"') && isKey === inKey && track.text === pointer) {
      return { line, column: column + JSON.stringify(decode(token).slice(0, start)).length - 1 };
    }
    track.leave(token);
    const lastBreak = token.lastIndexOf('\n');
    line += token.split('\n').length - 1;
    column = lastBreak < 0 ? column + token.length : token.length - lastBreak - 1;
  }
  return { line: 0, column: 0 };
}
