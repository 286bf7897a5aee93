import type { Category } from '../anonymise/categories';
import type { Kind } from '../store/records';

/** One redaction of a review: what would change where, and what was decided. The text itself is in `before` of its record only. */
export interface RedactionHit {
  readonly agent: string;
  readonly kind: Kind | 'document';
  /** Record id, or path of the document in the store. */
  readonly id: string;
  /** JSON pointer (RFC 6901) from the record. */
  readonly pointer: string;
  readonly inKey: boolean;
  readonly rule: string;
  readonly category: Category;
  /** UTF-16 code units in the decoded string. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Keyed hash of the value: 32 hexadecimal digits. Equal values have equal ones, for one user. */
  readonly fingerprint: string;
  /** What a decision made of it; `accept` when there is none. */
  readonly action: 'accept' | 'reject' | 'edit';
}

/** A record or document in which something was found. */
export interface ReviewedRecord {
  /** `global` for documents of the folder global/. */
  readonly agent: string;
  readonly kind: Kind | 'document';
  readonly id: string;
  readonly title: string;
  /** UTF-8 JSON, as it lies in the store. Never leaves this machine. */
  readonly before: Uint8Array;
  /** UTF-8 JSON, as it would be exported. */
  readonly after: Uint8Array;
  readonly hits: readonly RedactionHit[];
}
