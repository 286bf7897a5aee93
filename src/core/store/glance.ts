import { parseJson } from '../json';
import type { JsonValue } from '../json';
import { newScan, scanValue } from './scan';
import type { FoundRecord } from './foundRecord';
import { successRateOf } from './view';
import type { Kind } from './records';

/** The top-level fields that say how well a record did (`successRateOf`). */
const FIELDS = ['metrics', 'performance', 'success_rate', 'effectiveness', 'outcome'] as const;
const QUOTE = 0x22;
const COLON = 0x3a;

/**
 * The success rate of a record of which nothing else is wanted: only the values of a few fields are parsed, at a
 * tenth of the cost of the whole. Needs the record's `names`. A record that is damaged has none.
 */
export function glanceSuccessRate(record: FoundRecord, kind: Kind): number | null {
  const { bytes, end, names } = record;
  const found: Record<string, JsonValue> = {};
  for (const quote of names) {
    const field = fieldAt(bytes, quote + 1);
    if (field === undefined) continue;
    const colon = skipSpace(bytes, quote + 1 + field.length + 1);
    if (bytes[colon] !== COLON) continue;
    const start = skipSpace(bytes, colon + 1);
    const value = parseSlice(bytes.subarray(start, valueEnd(bytes, start, end)));
    if (value !== undefined) found[field] = value;
  }
  return successRateOf(found, kind);
}

function fieldAt(bytes: Uint8Array, at: number): string | undefined {
  return FIELDS.find((field) => {
    if (bytes[at] !== field.charCodeAt(0) || bytes[at + field.length] !== QUOTE) return false;
    for (let index = 1; index < field.length; index += 1) {
      if (bytes[at + index] !== field.charCodeAt(index)) return false;
    }
    return true;
  });
}

function valueEnd(bytes: Uint8Array, start: number, limit: number): number {
  const first = bytes[start];
  if (first === 0x7b || first === 0x5b || first === QUOTE) {
    const end = scanValue(bytes.subarray(0, limit), start, newScan());
    return end === -1 ? limit : end;
  }
  let end = start;
  while (end < limit && bytes[end] !== 0x2c && bytes[end] !== 0x7d) end += 1;
  return end;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return at;
}

function parseSlice(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJson(new TextDecoder().decode(bytes));
  } catch {
    // Whoever reads the record itself reports what is wrong with it.
    return undefined;
  }
}
