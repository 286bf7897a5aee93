import { RECORD_SEPARATOR } from './listLayout';
import type { IncomingRecord } from './spoolIncoming';

/** Where a record lies in a text. */
type Place = Pick<IncomingRecord, 'start' | 'length' | 'gap'>;

/**
 * The text of records that lie one behind the other, from the start of the first to the end of the last, with what separates
 * them laid out as Loom does. `pieces` are the text from the start of the first on; every record has a gap before it.
 */
export async function* spacedRun(
  pieces: AsyncIterable<Uint8Array>,
  records: readonly Place[],
): AsyncGenerator<Uint8Array, void, undefined> {
  if (records.every(({ gap }, index) => index === 0 || gap === RECORD_SEPARATOR.length)) {
    yield* pieces;
    return;
  }
  let index = 0;
  let at = records[0]?.start ?? 0;
  for await (const piece of pieces) {
    const end = at + piece.length;
    let here = index;
    while ((records[here]?.start ?? end) < end) here += 1;
    const spaced = new Uint8Array(piece.length + RECORD_SEPARATOR.length * (here - index + 1));
    let used = 0;
    for (let from = at; from < end;) {
      const record = records[index];
      if (record === undefined) break;
      if (from < record.start) {
        from = Math.min(record.start, end);
        continue;
      }
      const recordEnd = record.start + record.length;
      const until = Math.min(recordEnd, end);
      spaced.set(piece.subarray(from - at, until - at), used);
      used += until - from;
      from = until;
      if (until < recordEnd) continue;
      index += 1;
      if (index === records.length) break;
      spaced.set(RECORD_SEPARATOR, used);
      used += RECORD_SEPARATOR.length;
    }
    yield spaced.subarray(0, used);
    at = end;
  }
}
