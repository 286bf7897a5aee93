import type { TextDamage } from './textDamage';

/** What is told of each record. The bytes are overwritten once the call is over. */
export interface FoundRecord {
  /** `bytes` from `start` to `end` are one object as far as its brackets go. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Offset of its first byte in the text. */
  readonly offset: number;
  /** Its place among the elements of the list, from 0. */
  readonly index: number;
  /** As in `ScanState`. */
  readonly colons: number;
  readonly names: readonly number[];
}

export interface SplitOptions {
  /** Names under which a wrapper's list may lie. */
  readonly wrapperNames: readonly string[];
  /** Names whose lists are records too, but do not belong in this file. */
  readonly foreignNames: readonly string[];
  /** Looks at a record; gives what is wrong when it is no JSON object, and its text is then searched for more. */
  readonly onRecord: (record: FoundRecord) => TextDamage | undefined;
  /**
   * Is asked first about each record that begins at `start`: gives where it ends, when it lies whole in `bytes`, is sound and
   * was taken; -1 when it is to be looked for and told of in the usual way.
   */
  readonly takeSound?: ((bytes: Uint8Array, start: number, index: number) => number) | undefined;
  /** Collects the offsets of depth 1 in `names`. */
  readonly withNames?: boolean;
}
