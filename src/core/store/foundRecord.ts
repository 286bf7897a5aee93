import type { TextDamage } from './textDamage';

/** Where a record lies. */
export interface RecordPlace {
  /** Offset of its first byte in the text. */
  readonly offset: number;
  /** Its place among the elements of the list, from 0. */
  readonly index: number;
  /**
   * Bytes between the record before it and this one, when they are one comma and white space; 0 for the first of a list, and
   * where something else lies between, or something is missing.
   */
  readonly gap: number;
}

/** What is told of each record. The bytes are overwritten once the call is over. */
export interface FoundRecord extends RecordPlace {
  /** `bytes` from `start` to `end` are one object as far as its brackets go. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
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
  readonly takeSound?: ((bytes: Uint8Array, start: number, place: RecordPlace) => number) | undefined;
  /** The text begins within a list, behind the comma after one of its records: the first record is the first of the text. */
  readonly isWithin?: boolean;
  /** Collects the offsets of depth 1 in `names`. */
  readonly withNames?: boolean;
}
