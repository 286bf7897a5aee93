import { ByteReader } from '../bundle/byteReader';
import { counted, HEAD_BYTES, isGzip } from '../bundle/layers';
import { DEFAULT_LIMITS, withinLimits } from '../bundle/limits';
import { LoomError } from '../errors';
import type { Codecs } from '../ports';
import type { FoundText, TextLosses } from './foundText';

/** A gzip file that a backup has compressed again (FORMATS 1.10), and once more. */
const MAX_GZIP = 3;

export type OpenSeveral = (content: AsyncIterable<Uint8Array>) => AsyncIterable<FoundText>;

export interface OpenTextOptions {
  readonly codecs: Codecs;
  readonly losses: TextLosses;
  /** By the first bytes: what gives the texts of something that holds several. Undefined when it is one text. */
  readonly several?: ((head: Uint8Array) => OpenSeveral | undefined) | undefined;
}

/**
 * What lies in a content under its compression, known by its first bytes: one text, the texts of what holds several, or
 * nothing for other bytes, which are told of as skipped.
 */
export async function* openText(
  { bytes: content, ...found }: FoundText,
  { codecs, losses, several }: OpenTextOptions,
): AsyncGenerator<FoundText, void, undefined> {
  const { file, entry } = found.name;
  let reader = new ByteReader(content);
  try {
    for (let level = 0; isGzip(await reader.peek(2)); level += 1) {
      if (level === MAX_GZIP)
        throw new LoomError('gzip-damaged', { detail: `it is compressed more than ${MAX_GZIP} times` });
      const consumed = { bytes: 0 };
      const inner = codecs.gunzip(counted(reader.rest(), consumed));
      reader = new ByteReader(withinLimits(inner, consumed, file, DEFAULT_LIMITS));
    }
    const head = await reader.peek(HEAD_BYTES);
    const open = several?.(head);
    if (open !== undefined) {
      yield* open(reader.rest());
      return;
    }
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) reader.advance(3);
    else if (head.subarray(0, HEAD_BYTES).includes(0)) {
      losses.skipped(entry === undefined ? file : `${entry} in ${file}`);
      return;
    }
    yield { ...found, bytes: reader.rest() };
  } finally {
    await reader.close();
  }
}
