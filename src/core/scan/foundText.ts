import type { TextName } from './scanText';

/** One text of a target, to be read before the next is asked for. */
export interface FoundText {
  readonly name: TextName;
  /** Differs whenever the bytes may differ; '' where nothing tells. */
  readonly version: string;
  /** What it is a part of, with others that are counted with it as one: a row of a database. Undefined for a text of its own. */
  readonly part?: string | undefined;
  /** Decompressed, without a byte order mark. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What is met on the way and is no text. */
export interface TextLosses {
  failed(error: unknown, file: string): void;
  skipped(file: string): void;
}
