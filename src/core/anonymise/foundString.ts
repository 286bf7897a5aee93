import type { Finding } from './rule';

/** A string of a JSON text in which something was found. Offsets are bytes without its quotes. */
export interface FoundString {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The nearest key above it, itself when it is one. */
  readonly key: string;
  readonly isKey: boolean;
  /** Where the container begins that holds it; -1 for none. */
  readonly container: number;
  /** JSON pointer; '' when nobody needs it. */
  readonly pointer: string;
  readonly found: Finding[];
}
