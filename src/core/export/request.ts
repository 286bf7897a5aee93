import type { AnonymisationChoices } from '../anonymise/choices';
import type { FileStore } from '../ports';
import type { AnonymisationLevel, BundleMetadata } from '../bundle/metadata';
import type { Filters } from '../store/filter';
import type { FormatId, SharedChoice } from '../options';
import type { Counts, Kind, Problem } from '../store/records';
import type { SharedRecord } from '../bundle/metadata';
import type { WrittenFile } from './output';
import type { RedactionHit } from './review';

/** What to export and how; made from the option table by the command line and by the wizard. */
export interface ExportRequest {
  /** Names of agents; all when absent. */
  readonly agents?: readonly string[] | undefined;
  /** Single records by id, within the other limits; all when absent. */
  readonly ids?: readonly string[] | undefined;
  /** All when absent. */
  readonly kinds?: readonly Kind[] | undefined;
  readonly filters: Filters;
  readonly includeGlobal: boolean;
  readonly shared: SharedChoice;
  readonly includeDerived: boolean;
  readonly anonymise: AnonymisationLevel;
  readonly format: FormatId;
  /** 1 to 9. */
  readonly level: number;
  /** Encrypts when present; UTF-8 of its NFC form is the key's source. */
  readonly password?: string | undefined;
  readonly manifest: 'full' | 'minimal' | 'none';
  readonly verify: boolean;
  readonly replace: boolean;
  /** Name of the file (tar, json, sqlite) or '' (csv: the folder itself) inside the output folder; `-`: standard output. */
  readonly name: string;
  /** What tells this workspace and this user from others; only keyed hashes of them leave (M47). */
  readonly project: string;
  readonly user: string;
  /**
   * Key of those hashes and, with the export's time, of the placeholders of anonymisation: 32 bytes that the host keeps
   * for the user, so that one store, one clock and one user give the same bytes, and nobody else can try names.
   */
  readonly secret: Uint8Array;
  /** What a person adds to the built-in detection, and what was decided in a review. */
  readonly choices?: AnonymisationChoices | undefined;
  /**
   * Time that placeholders are made from, milliseconds since 1970; the clock's when absent. Give a review and the export
   * after it the same, and they hold the same placeholders.
   */
  readonly time?: number | undefined;
  /** Makes placeholders equal in every export of this user with this salt, in place of the time. */
  readonly salt?: string | undefined;
  /** Keep every redaction for the report; some 300 bytes each. */
  readonly collectHits?: boolean | undefined;
  /** Write nothing; the report lists every record that would go out. */
  readonly dryRun: boolean;
}

/** Where an export goes. Names inside a folder are relative and checked. */
export type ExportTarget =
  | { readonly kind: 'folder'; readonly store: FileStore }
  | {
      readonly kind: 'stream';
      readonly write: (bytes: Uint8Array) => Promise<void>;
      /** Where scratch space is taken. */
      readonly scratch: FileStore;
    };

export interface AgentReport extends Counts {
  readonly name: string;
  /** Mean over the records that have one, 0 to 1. */
  readonly successRate: number | null;
  readonly bytes: Counts & { readonly total: number };
}

/** What was redacted. Things that a decision left as they are count in `decisions` only. */
export interface AnonymisationReport {
  readonly level: AnonymisationLevel;
  /** By category. */
  readonly counts: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, number>>;
  /** Of each agent, and of `global`; those with a count only. */
  readonly agents: Readonly<Record<string, number>>;
  readonly decisions: DecisionCounts;
  /** With `collectHits`: every redaction, in the order of the export. */
  readonly hits?: readonly RedactionHit[] | undefined;
}

/** What became of the things that were found. */
export interface DecisionCounts {
  /** Replaced as proposed. */
  readonly accepted: number;
  /** Left as they are. */
  readonly rejected: number;
  /** Replaced by a person's own text. */
  readonly edited: number;
  /** Of those replaced, found by a person's own rules. */
  readonly own_rules: number;
}

/** What an export did (or, for a dry run, would do). */
export interface ExportReport {
  readonly files: readonly WrittenFile[];
  /** Present when a manifest was written; it is among `files` too. */
  readonly manifestPath?: string | undefined;
  readonly metadata: BundleMetadata;
  readonly checksums: Readonly<Record<string, string>>;
  readonly agents: readonly AgentReport[];
  readonly counts: Counts;
  /** Records left out, by reason in words ("below confidence 0.8"). */
  readonly excluded: Readonly<Record<string, number>>;
  readonly shared: readonly SharedRecord[];
  readonly anonymisation: AnonymisationReport;
  /** Files of the store whose records are not in the export, and warnings. */
  readonly problems: readonly Problem[];
  readonly uncompressedBytes: number;
  /** Bytes of the main file. */
  readonly finalBytes: number;
  readonly encrypted: boolean;
  readonly format: FormatId;
  /** Present when `verify` was asked. */
  readonly verified?: boolean | undefined;
  /** For a dry run: every record that would go out. */
  readonly records?:
    | readonly { readonly id: string; readonly agent: string; readonly kind: Kind; readonly reason: string }[]
    | undefined;
}
