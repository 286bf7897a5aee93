/** JSON as it comes from outside: narrowed by `typeof` and the guards here, never cast. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

/**
 * The own property `key` of an object, undefined otherwise: `__proto__` and inherited names are never found. What objects inherit
 * are functions and their prototype, which no JSON holds: to ask whether the name is an own one takes three times as long.
 */
export function property(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  const found = value[key];
  return typeof found === 'function' || found === Object.prototype ? undefined : found;
}

/** `JSON.parse` with the type its result has. Throws SyntaxError; `store/position.ts` turns that into a place. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
