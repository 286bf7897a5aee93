import type { JsonObject } from '../json';

/** A record as it lies in a list that Loom writes: indented by two, the list's own indentation included. */
export function encodeRecord(value: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2).replaceAll('\n', '\n  '));
}
