import type { JsonObject } from '../json';

/** The three kinds of records an agent keeps (FORMATS 1.5). */
export const KINDS = ['pattern', 'solution', 'decision'] as const;
export type Kind = (typeof KINDS)[number];

/** The plural that files, options and counts use. */
export const KIND_PLURALS = { pattern: 'patterns', solution: 'solutions', decision: 'decisions' } as const;
export type KindPlural = (typeof KIND_PLURALS)[Kind];

/** How many records of each kind. */
export interface Counts {
  readonly patterns: number;
  readonly solutions: number;
  readonly decisions: number;
}

/** Which shape a record has (FORMATS 1.5 to 1.7): 1.x camelCase, 2.0.0, flat snake_case, anything else. */
export type RecordShape = '1.x' | '2.0.0' | 'flat' | 'free';

/**
 * A record as lists, filters and the tree see it (DESIGN section 4). Null where the record does not say. The keys are
 * those of `aml list --json`.
 */
export interface RecordView {
  readonly id: string;
  readonly agent: string;
  readonly kind: Kind;
  /** What a person would call it: technique, error message, question; never an id while there is anything else. */
  readonly title: string;
  /** As found; see `times.ts` for reading it. */
  readonly created: string | null;
  readonly last_used: string | null;
  /** 0 to 1. */
  readonly confidence: number | null;
  /** 0 to 1. */
  readonly success_rate: number | null;
  readonly use_count: number | null;
  readonly tags: readonly string[];
  readonly active: boolean;
  readonly schema_version: string;
}

/** A record with its view over the untouched original. */
export interface StoredRecord {
  readonly view: RecordView;
  readonly shape: RecordShape;
  readonly value: JsonObject;
  /** The record's own bytes in its file (UTF-8 JSON of one object): copied when nothing changes it. */
  readonly bytes: Uint8Array;
  /** Relative to the store: which of a pair's files it lies in. */
  readonly file: string;
  /** Its place in that file's array, from 0. */
  readonly index: number;
}

export const PROBLEM_CODES = [
  'file-unreadable',
  'file-empty',
  'gzip-damaged',
  'json-damaged',
  'not-utf8',
  'not-an-array',
  'not-an-object',
  'config-invalid',
  'record-not-an-object',
  'nesting-too-deep',
  'file-too-large',
  'link-refused',
  'name-unsafe',
  'temporary-left',
  'file-changing',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Something in a store that cannot be read as it should. It is reported and left alone, never treated as empty. */
export interface Problem {
  /** Relative to the store. */
  readonly file: string;
  readonly code: ProblemCode;
  /** One sentence: what and where. */
  readonly message: string;
  /** From 1, in the decompressed text. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** `error`: records are missing from every list and export. `warning`: nothing is missing. */
  readonly level: 'error' | 'warning';
}
