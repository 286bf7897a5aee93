import type { Category } from '../anonymise/categories';
import type { Tier } from '../anonymise/rule';
import type { LoomError, LoomErrorCode } from '../errors';
import type { Position } from '../store/position';
import type { Kind, ProblemCode } from '../store/records';

/** How bad it is when what was found gets out, the worst first. */
export const SCAN_LEVELS = ['critical', 'high', 'medium', 'low'] as const;
export type ScanLevel = (typeof SCAN_LEVELS)[number];

/** Personal data by what it lets others do; addresses, hosts, paths and words of clients are `low`. */
const PERSONAL: Readonly<Partial<Record<Category, ScanLevel>>> = {
  cards: 'high',
  'national-ids': 'high',
  emails: 'medium',
  phones: 'medium',
  names: 'medium',
};

/** Whatever opens a door is critical, in whatever category it counts. */
export function levelOf(category: Category, tier: Tier): ScanLevel {
  return tier === 'secret' ? 'critical' : (PERSONAL[category] ?? 'low');
}

/** Whether a level is as bad as another, or worse. */
export function isAtLeast(level: ScanLevel, least: ScanLevel): boolean {
  return SCAN_LEVELS.indexOf(level) <= SCAN_LEVELS.indexOf(least);
}

/** A part of a text; `end` is one past its last character. Lines and columns as in `Position`. */
export interface PlaceRange {
  readonly start: Position;
  readonly end: Position;
}

/** One secret or piece of personal data. The value itself is in no finding. */
export interface ScanFinding {
  /** As the one who asked knows the file. */
  readonly file: string;
  /** The file inside an archive, the row of a database (`table/row`, `table/row/column`); undefined where `file` is the text itself. */
  readonly entry: string | undefined;
  /** `global` for documents of that folder; undefined for what belongs to no agent. */
  readonly agent: string | undefined;
  readonly kind: Kind | 'document';
  /** Record id, or path of the document. */
  readonly id: string;
  /** JSON pointer (RFC 6901) from the record or document; '' in text that is not JSON. For a key, of the value it names. */
  readonly pointer: string;
  readonly inKey: boolean;
  readonly rule: string;
  readonly category: Category;
  readonly level: ScanLevel;
  /** Where it lies in the text, which is decompressed and laid out as it is on disk; a row is JSON on one line. */
  readonly range: PlaceRange;
  /** What an export would write instead of `replaced`; a literal of code goes with its quotes. */
  readonly replacement: string;
  readonly replaced: PlaceRange;
  /** When `replacement` refers to the environment: the placeholder that could stand at `range` instead. */
  readonly mask: string | undefined;
  /** What is written must be escaped as in a JSON string. */
  readonly escaped: boolean;
  /** Keyed hash of the value (`createFingerprint`): equal values have equal ones, for one user. */
  readonly fingerprint: string;
}

/** Something that was not scanned, whole or in part, and why. */
export interface ScanProblem {
  readonly file: string;
  readonly entry?: string | undefined;
  readonly code: ProblemCode | LoomErrorCode;
  /** One sentence. */
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Why nothing, or nothing more, of the file could be read; absent for a fault in text that was read. */
  readonly error?: LoomError | undefined;
}

export interface ScanReport {
  /** By file, in the order of their places. */
  readonly findings: readonly ScanFinding[];
  readonly problems: readonly ScanProblem[];
  /** The state in which each file was read, by its name in the findings; without files whose state nobody said. */
  readonly versions: ReadonlyMap<string, string>;
  /** Texts that were looked at; each file of an archive is one, a database is one. */
  readonly texts: number;
  /** What is no text that is known here: pictures, pickles, programs, columns of binary values. */
  readonly skipped: readonly string[];
  /** Findings that somebody has marked as safe. */
  readonly markedSafe: number;
}

/** How many of each level; every level is there. */
export function countLevels(findings: readonly ScanFinding[]): Record<ScanLevel, number> {
  const counts: Record<ScanLevel, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const finding of findings) counts[finding.level] += 1;
  return counts;
}
