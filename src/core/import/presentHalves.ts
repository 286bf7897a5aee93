import { throwIfCancelled } from '../errors';
import type { Run } from '../ports';
import { CLOSE_OBJECT, COMMA, isSpace, LINE_FEED, OPEN_LIST, OPEN_OBJECT, RETURN } from '../store/jsonBytes';
import { currentVersion } from '../store/layout';
import type { Store, StoreFile } from '../store/store';
import type { ArrivalThread } from './arrivals';
import type { IncomingTexts } from './incomingTexts';
import type { PresentOrder, PresentPart } from './present';
import { PresentPieces } from './presentPieces';
import { Sketches } from './sketches';

/**
 * Shorter files are read in one go, in half a second. A thread takes as long as some 5 MB to open, 20 MB to become fast at what it
 * does, and memory for as long as it is there.
 */
export const HALVES_BYTES = 48 * 1024 * 1024;
/** How far from the middle a record is looked for: most have 2 KB. */
const SEARCHED_BYTES = 256 * 1024;
/** What is looked at of the beginning. */
const HEAD_BYTES = 256;

/** A list that was read from both ends of its middle. */
export interface PresentHalves {
  readonly first: PresentPart;
  readonly second: PresentPart;
  /** Elements of the first half. */
  readonly count: number;
  /** Of each half. */
  readonly sketches: readonly [Sketches, Sketches];
}

/**
 * Reads the first half of a file while another thread reads the second. Undefined for whatever is not a plain list of sound
 * records, one line or more each, that stays the same meanwhile: it is then to be read in one go, which tells what it is.
 * Throws `cancelled` only.
 */
export async function readInHalves(
  store: Store,
  file: StoreFile,
  order: PresentOrder,
  texts: IncomingTexts | undefined,
  thread: ArrivalThread,
  run: Run,
): Promise<PresentHalves | undefined> {
  const { files, codecs } = store;
  const { path } = file;
  const { signal } = run;
  let isLost = false;
  const unlessLost = async <Result>(work: () => Promise<Result | undefined>): Promise<Result | undefined> => {
    try {
      const result = await work();
      isLost ||= result === undefined;
      return result;
    } catch {
      // Reading it in one go meets the same failure, or none.
      isLost = true;
      return undefined;
    }
  };
  const result = await unlessLost(async () => {
    const version = await currentVersion(files, path);
    const middle = await findMiddle(store, file, run);
    if (middle === undefined) return undefined;
    const sketches = new Sketches();
    const here = new PresentPieces(order, sketches, codecs, false);
    const there = thread.openPresent(order);
    let unfiltered = texts;
    const [first, second] = await Promise.all([
      unlessLost(async () => {
        for await (const piece of files.read(path, { end: middle, signal })) {
          if (isLost || !here.isSound) return undefined;
          here.push(piece);
          // As of a list that is read in one go; of which this is a half.
          if (unfiltered === undefined || 2 * sketches.size <= unfiltered.size) continue;
          const filter = await unfiltered.filter();
          unfiltered = undefined;
          here.filterBy(filter);
          there.filterBy(filter);
        }
        return here.endBetween();
      }),
      unlessLost(async () => {
        for await (const piece of files.read(path, { start: middle, signal })) {
          if (isLost) return undefined;
          await there.push(piece);
        }
        return there.end();
      }),
    ]);
    if (first === undefined || second === undefined) return undefined;
    if ((await currentVersion(files, path)) !== version) return undefined;
    const halves: PresentHalves = {
      first: first.part,
      second: second.part,
      count: first.count,
      sketches: [sketches, Sketches.of(second.texts)],
    };
    return halves;
  });
  throwIfCancelled(signal);
  return result;
}

/** Where a record begins behind a comma near the middle of a file, as it seems: on a line that begins as the first one's. */
async function findMiddle(
  { files }: Store,
  { path, size }: StoreFile,
  { signal }: Run,
): Promise<number | undefined> {
  const bytesOf = async (start: number, end: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(end - start);
    let filled = 0;
    for await (const piece of files.read(path, { start, end, signal })) {
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes.subarray(0, filled);
  };
  const head = await bytesOf(0, HEAD_BYTES);
  const open = head.indexOf(OPEN_OBJECT);
  const feed = head.lastIndexOf(LINE_FEED, open);
  if (head[0] !== OPEN_LIST || feed === -1 || !head.subarray(1, open).every(isSpace)) return undefined;
  const begin = head.subarray(feed, open + 1);
  const start = Math.floor(size / 2);
  const bytes = await bytesOf(start, start + SEARCHED_BYTES);
  for (let at = bytes.indexOf(LINE_FEED, 3); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    const comma = bytes[at - 1] === RETURN ? at - 2 : at - 1;
    if (bytes[comma] !== COMMA || bytes[comma - 1] !== CLOSE_OBJECT) continue;
    if (begin.every((byte, index) => bytes[at + index] === byte)) return start + at + begin.length - 1;
  }
  return undefined;
}
