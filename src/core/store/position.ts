/** A place in a text, both from 1. The column counts UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The places of byte offsets in UTF-8 text. `offsets` must be sorted; those past the end get the end's place. Reads
 * only as far as the last of them (1 ms a MB).
 */
export async function locate(
  pieces: AsyncIterable<Uint8Array>,
  offsets: readonly number[],
): Promise<readonly Position[]> {
  const places: Position[] = [];
  let line = 1;
  let column = 1;
  let base = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1) {
      while (places.length < offsets.length && (offsets[places.length] ?? 0) <= base + at)
        places.push({ line, column });
      if (places.length === offsets.length) return places;
      const byte = piece[at] ?? 0;
      if (byte === 0x0a) {
        line += 1;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) {
        // Four bytes are two code units; bytes that continue a character are none.
        column += byte >= 0xf0 ? 2 : 1;
      }
    }
    base += piece.length;
  }
  while (places.length < offsets.length) places.push({ line, column });
  return places;
}

/** The place of one offset in bytes at hand. */
export function locateIn(bytes: Uint8Array, offset: number): Position {
  let line = 1;
  let column = 1;
  for (let at = 0; at < Math.min(offset, bytes.length); at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a) {
      line += 1;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80) {
      column += byte >= 0xf0 ? 2 : 1;
    }
  }
  return { line, column };
}
