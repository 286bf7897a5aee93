import type { JsonObject } from '../json';

/** Between two records in the scratch, as Loom writes a list: so that a run of records is copied as it lies. */
export const RECORD_SEPARATOR = Uint8Array.of(0x2c, 0x0a, 0x20, 0x20);

/** A record as it lies in a list that Loom writes: indented by two, the list's own indentation included. */
export function encodeRecord(value: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value, null, 2).replaceAll('\n', '\n  '));
}
