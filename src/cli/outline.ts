import { isJsonArray, isJsonObject } from '../core/json';
import type { JsonArray, JsonObject, JsonValue } from '../core/json';

const STEP = '  ';

/** A JSON value as an indented outline for people; lines without an end. Long texts keep their own lines. */
export function outline(value: JsonValue, indent = ''): string[] {
  if (isJsonArray(value)) return listLines(value, indent);
  if (isJsonObject(value)) return objectLines(value, indent);
  return textLines(scalar(value), indent);
}

function objectLines(value: JsonObject, indent: string): string[] {
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${indent}(nothing)`];
  return entries.flatMap(([key, inner]) => labelled(`${indent}${keyWords(key)}:`, inner, indent));
}

function listLines(value: JsonArray, indent: string): string[] {
  if (value.length === 0) return [`${indent}(none)`];
  return value.flatMap((item) => labelled(`${indent}•`, item, indent));
}

/** A value that fits on its label's line stays there; everything else goes below, one step in. */
function labelled(label: string, value: JsonValue, indent: string): string[] {
  if (isJsonArray(value) || isJsonObject(value)) {
    const empty = isJsonArray(value) ? value.length === 0 : Object.keys(value).length === 0;
    const [inner = '', ...more] = outline(value, `${indent}${STEP}`);
    return empty && more.length === 0 ? [`${label} ${inner.trim()}`] : [label, inner, ...more];
  }
  const text = scalar(value);
  return text.includes('\n')
    ? [label, ...textLines(text, `${indent}${STEP}`)]
    : [`${label} ${printable(text)}`];
}

function textLines(text: string, indent: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${indent}${printable(line)}`);
}

function scalar(value: Exclude<JsonValue, JsonArray | JsonObject>): string {
  return value === null ? '(nothing)' : String(value);
}

/** `whenApplicable` and `when_applicable` → `When applicable`. */
export function keyWords(key: string): string {
  const words = printable(key)
    .replace(/[_-]+/g, ' ')
    .replace(
      /([a-z0-9])([A-Z])/g,
      (_whole, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    )
    .trim();
  return words === '' ? '""' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Nothing from a memory may move the cursor of a terminal or change its colours. */
function printable(text: string): string {
  return text.replaceAll('\t', '    ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
}
