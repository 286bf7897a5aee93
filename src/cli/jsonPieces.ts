/** How many elements of a list are one piece of text. */
const ELEMENTS = 1000;

/**
 * The text of `JSON.stringify(value, null, 2)` in pieces: lists among the members come some elements at a time. A member may
 * also be a generator, which is a list whose elements are made when they are due.
 */
export function* jsonPieces(value: object): Generator<string, void, undefined> {
  let separator = '{';
  for (const [name, member] of Object.entries<unknown>({ ...value })) {
    if (member === undefined) continue;
    yield `${separator}\n  ${JSON.stringify(name)}: `;
    separator = ',';
    if (isList(member)) yield* listPieces(member);
    // Within an object, for the indentation that it has there.
    else yield JSON.stringify({ '': member }, null, 2).slice('{\n  "": '.length, -'\n}'.length);
  }
  yield separator === '{' ? '{}' : '\n}';
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function* listPieces(list: Iterable<unknown>): Generator<string, void, undefined> {
  let separator = '[';
  let batch: unknown[] = [];
  const text = (): string => {
    const before = separator;
    separator = ',';
    return before + JSON.stringify({ '': batch }, null, 2).slice('{\n  "": ['.length, -'\n  ]\n}'.length);
  };
  for (const element of list) {
    if (batch.push(element) < ELEMENTS) continue;
    yield text();
    batch = [];
  }
  if (batch.length > 0) yield text();
  yield separator === '[' ? '[]' : '\n  ]';
}
