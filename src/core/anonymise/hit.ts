import type { Category } from './categories';
import type { Tier } from './rule';

/** One thing that was found, and what was made of it. `value` is the thing itself: it stays in memory. */
export interface Hit {
  /** JSON pointer (RFC 6901) from the record or document; for a key, of the value it names, as it was. */
  readonly pointer: string;
  readonly inKey: boolean;
  readonly rule: string;
  readonly category: Category;
  readonly tier: Tier;
  /** UTF-16 code units in the decoded string. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** What stands there now; after `reject`, what would. A literal of code goes with its quotes. */
  readonly replacement: string;
  /** What `replacement` stands for: more than the value where a literal's quotes go too. */
  readonly replacedStart: number;
  readonly replacedEnd: number;
  /** When `replacement` refers to the environment: the placeholder that could stand in the value's place instead. */
  readonly mask: string | undefined;
  /** `accept` unless a decision says otherwise. */
  readonly action: 'accept' | 'reject' | 'edit';
  /** Bytes of the JSON text between the quotes of the string it lies in. */
  readonly stringStart: number;
  readonly stringEnd: number;
}
