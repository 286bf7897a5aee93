import { LoomError } from '../errors';
import type { Codecs, FileStore, ReadOptions } from '../ports';

/** JSON of records shrinks 3 to 30 times; a file that grows more than this is made to fill memory and time. */
const MAX_RATIO = 250;
/** Text up to this size may be as repetitive as it likes. */
const RATIO_FREE_BYTES = 64 * 1024 * 1024;

/** What is learnt of a file on disk while it is read. */
export interface TextFacts {
  /** Read so far. */
  bytes: number;
  isGzip: boolean;
  /** Bytes of a byte order mark before the text. */
  shift: number;
}

export function newTextFacts(): TextFacts {
  return { bytes: 0, isGzip: false, shift: 0 };
}

/**
 * The JSON text of a store's file: gunzipped when its first two bytes are `1f 8b`, whatever its name (FORMATS 1.2),
 * and without a byte order mark. Throws what `FileStore.read` and `Codecs.gunzip` throw; `gzip-damaged` also for a
 * file that inflates to more than 64 MiB and 250 times its size.
 */
export async function* readText(
  store: { readonly files: FileStore; readonly codecs: Codecs },
  path: string,
  options: ReadOptions = {},
  facts: TextFacts = newTextFacts(),
): AsyncGenerator<Uint8Array, void, undefined> {
  const raw = counted(store.files.read(path, options), facts);
  const { head, rest } = await peek(raw, 2);
  facts.isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const text = facts.isGzip ? limitRatio(store.codecs.gunzip(rest), facts) : rest;
  const { head: mark, rest: pieces } = await peek(text, 3);
  facts.shift = mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf ? 3 : 0;
  let skip = facts.shift;
  for await (const piece of pieces) {
    if (skip >= piece.length) {
      skip -= piece.length;
      continue;
    }
    yield skip === 0 ? piece : piece.subarray(skip);
    skip = 0;
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  facts: TextFacts,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of source) {
    facts.bytes += piece.length;
    yield piece;
  }
}

async function* limitRatio(
  inflated: AsyncIterable<Uint8Array>,
  facts: TextFacts,
): AsyncGenerator<Uint8Array, void, undefined> {
  let length = 0;
  for await (const piece of inflated) {
    length += piece.length;
    if (length > RATIO_FREE_BYTES && length > MAX_RATIO * facts.bytes)
      throw new LoomError('gzip-damaged', { detail: `it grows to more than ${MAX_RATIO} times its size` });
    yield piece;
  }
}

/** Looks at the first bytes of a source; `rest` gives all of it, those included. */
async function peek(
  source: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; rest: AsyncGenerator<Uint8Array, void, undefined> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  const head = new Uint8Array(length);
  let filled = 0;
  try {
    while (filled < length) {
      const next = await iterator.next();
      if (next.done === true) break;
      first.push(next.value);
      head.set(next.value.subarray(0, length - filled), filled);
      filled += Math.min(next.value.length, length - filled);
    }
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
  const rest = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* first.splice(0);
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  };
  return { head: head.subarray(0, filled), rest: rest() };
}
