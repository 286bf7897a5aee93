/** Limits on which records are taken (M25-M31). Fields that are absent limit nothing. */
export interface Filters {
  /** ISO 8601; date-only means that day's start. */
  readonly since?: string | undefined;
  /** ISO 8601; date-only means that day's end. */
  readonly until?: string | undefined;
  /** Which date the two look at; by default `created` for a pair or a lone `until`, `last_used` for a lone `since`. */
  readonly dateField?: 'created' | 'last_used' | undefined;
  /** 0 to 1, and records must have at least this. */
  readonly minConfidence?: number | undefined;
  readonly minSuccessRate?: number | undefined;
  /** A whole number. */
  readonly minUses?: number | undefined;
}
