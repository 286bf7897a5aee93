import type { BundleMetadata } from '../bundle/metadata';
import type { JsonObject } from '../json';
import type { Kind, RecordView } from '../store/records';

/** A record as it leaves: filtered in, and anonymised when asked (view and bytes both). */
export interface OutgoingRecord {
  readonly view: RecordView;
  /** UTF-8 JSON of one object; the store's own bytes when nothing changed it. */
  readonly bytes: Uint8Array;
  /** The object that `bytes` hold, where it is at hand: a format that needs its fields then parses nothing again. */
  readonly value?: JsonObject | undefined;
}

/** A file of the output, as the report names it. */
export interface WrittenFile {
  /** Relative to the output folder; `-` for standard output. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

export interface Section {
  readonly agent: string;
  readonly kind: Kind;
}

/** Section hashes as `checksums.json` has them: `sha256-<hex>` by agent name, and `global` (DESIGN section 5). */
export type Checksums = Readonly<Record<string, string>>;

export interface FinishedOutput {
  readonly files: readonly WrittenFile[];
  readonly checksums: Checksums;
}

/**
 * One export being written, whatever its format. Sections come one after the other in the order agents sorted by name, then
 * patterns, solutions, decisions; documents at any time between sections. Nothing is at its final name before
 * `finish` has resolved, and nothing is left after `abandon`.
 */
export interface Output {
  beginSection(section: Section): Promise<void>;
  append(records: readonly OutgoingRecord[]): Promise<void>;
  /** Takes back everything appended since `beginSection`: its file changed while it was read. */
  restartSection(): Promise<void>;
  /** Ends the section; gives the bytes of JSON it holds. */
  endSection(): Promise<number>;
  /** A whole JSON document. `path` as in a bundle: `agents/<agent>/metrics.json`, `global/cross-agent.json`. */
  document(path: string, bytes: Uint8Array): Promise<void>;
  /** Bytes of JSON so far, before compression. */
  readonly uncompressedBytes: number;
  finish(metadata: BundleMetadata): Promise<FinishedOutput>;
  abandon(): Promise<void>;
}
