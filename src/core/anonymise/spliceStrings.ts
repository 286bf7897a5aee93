import type { JsonScanner } from './jsonScanner';
import type { JsonText } from './jsonText';

/** What stands in a string's place; offsets are bytes between its quotes. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where the container begins that holds it; -1 for none. */
  readonly container: number;
  readonly isKey: boolean;
}

const encoder = new TextEncoder();

/** A JSON text with some of its strings exchanged, first to last; every other byte stays. */
export function spliceStrings(text: JsonText, edits: readonly Edit[], scanner: JsonScanner): Uint8Array {
  const { bytes } = text;
  const distinct = edits.some((edit) => edit.isKey) ? withDistinctKeys(text, edits, scanner) : edits;
  if (text.ascii !== undefined) return splicedAscii(text.ascii, distinct);
  const strings = distinct.map((edit) => encoder.encode(JSON.stringify(edit.text).slice(1, -1)));
  const grown = distinct.reduce(
    (sum, edit, index) => sum + (strings[index]?.length ?? 0) - (edit.end - edit.start),
    0,
  );
  const result = new Uint8Array(bytes.length + grown);
  let from = 0;
  let at = 0;
  distinct.forEach((edit, index) => {
    result.set(bytes.subarray(from, edit.start), at);
    at += edit.start - from;
    const string = strings[index] ?? new Uint8Array();
    result.set(string, at);
    at += string.length;
    from = edit.end;
  });
  result.set(bytes.subarray(from), at);
  return result;
}

/** Of an ASCII text, whose bytes are where its characters are: one encoding, whatever the number of strings. */
function splicedAscii(ascii: string, edits: readonly Edit[]): Uint8Array {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += ascii.slice(from, edit.start) + JSON.stringify(edit.text).slice(1, -1);
    from = edit.end;
  }
  return encoder.encode(result + ascii.slice(from));
}

/** Two keys of one object that would become equal get `-2`, `-3`; a key that was there keeps its name. */
function withDistinctKeys(text: JsonText, edits: readonly Edit[], scanner: JsonScanner): Edit[] {
  const containers = new Set(edits.filter((edit) => edit.isKey).map((edit) => edit.container));
  const edited = new Set(edits.map((edit) => edit.start));
  const taken = new Map<number, Set<string>>();
  for (const container of containers) taken.set(container, new Set());
  scanner.scan(text.bytes, {
    wants: () => containers.has(scanner.depth > 0 ? scanner.containerAt(scanner.depth) : -1),
    visit: (start, end, isKey) => {
      if (!isKey || edited.has(start)) return;
      taken.get(scanner.containerAt(scanner.depth))?.add(text.string(start, end));
    },
  });
  return edits.map((edit) => {
    const keys = edit.isKey ? taken.get(edit.container) : undefined;
    if (keys === undefined) return edit;
    let name = edit.text;
    for (let number = 2; keys.has(name); number += 1) name = `${edit.text}-${number}`;
    keys.add(name);
    return { ...edit, text: name };
  });
}
