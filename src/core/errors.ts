/**
 * What each failure carries. The code is the contract (`--json` prints it, tests name it); the words are in
 * `sentences.ts`, the exit code in the command line's table. Paths are as the person typed or knows them.
 */
export interface LoomErrorData {
  // What was asked
  usage: { readonly message: string; readonly hint?: string | undefined };
  'option-unknown': { readonly option: string; readonly nearest?: string | undefined };
  'command-unknown': { readonly command: string; readonly nearest?: string | undefined };
  'value-invalid': { readonly option: string; readonly value: string; readonly wanted: string };
  'agent-unknown': {
    readonly agent: string;
    readonly nearest?: string | undefined;
    readonly known: readonly string[];
  };
  'record-unknown': { readonly id: string };
  /** An operation that cannot be taken back. */
  'operation-unknown': { readonly id: string; readonly reason: string };
  'nothing-matches': { readonly reasons: Readonly<Record<string, number>> };
  'confirmation-needed': { readonly action: string };
  cancelled: Readonly<Record<string, never>>;
  // Anonymisation
  'rules-invalid': { readonly file: string; readonly line?: number | undefined; readonly reason: string };
  'decision-invalid': { readonly place: string; readonly reason: string };
  'review-invalid': { readonly file: string; readonly line?: number | undefined; readonly reason: string };
  /** A setting of the editor holds what it must not; `reason` names the entry. */
  'setting-invalid': { readonly setting: string; readonly reason: string };
  // Memory
  'memory-missing': { readonly path: string };
  'memory-damaged': {
    readonly file: string;
    readonly detail: string;
    readonly line?: number | undefined;
    readonly column?: number | undefined;
  };
  'memory-changing': { readonly file: string };
  /** Files are no longer as they were when the change was worked out. */
  'memory-changed': { readonly files: readonly string[] };
  // Passwords
  'password-missing': { readonly path?: string | undefined };
  'password-mismatch': Readonly<Record<string, never>>;
  'password-wrong': { readonly path: string };
  // Archives
  'not-an-archive': { readonly path: string };
  'version-newer': { readonly path: string; readonly version: string; readonly supported: string };
  'archive-damaged': {
    readonly path: string;
    readonly detail: string;
    readonly section?: string | undefined;
  };
  'gzip-damaged': { readonly detail: string };
  'seal-damaged': { readonly detail: string };
  'archive-hostile': { readonly path: string; readonly entry: string; readonly reason: string };
  'archive-too-large': { readonly path: string; readonly limit: string; readonly allowed: number };
  'path-unsafe': { readonly path: string; readonly reason: string };
  // Imports
  'source-ambiguous': { readonly path: string; readonly readers: readonly string[] };
  'source-changed': { readonly path: string };
  'record-invalid': {
    readonly path: string;
    readonly agent: string;
    readonly id: string;
    /** JSON pointer. */
    readonly pointer: string;
    readonly detail: string;
    /** How many more there are. */
    readonly more: number;
  };
  'agent-too-large': { readonly agent: string; readonly bytes: number; readonly limit: number };
  'plan-invalid': { readonly file: string; readonly reason: string };
  // Files
  'file-missing': { readonly path: string };
  'folder-missing': { readonly path: string };
  'output-exists': { readonly path: string };
  'permission-denied': { readonly path: string };
  /** `needed` and `free` in bytes, where they were known before the first write. */
  'no-space': {
    readonly path: string;
    readonly needed?: number | undefined;
    readonly free?: number | undefined;
  };
  locked: { readonly path: string };
  'io-failed': { readonly path: string; readonly detail: string };
  // This host
  'format-unavailable': { readonly format: string; readonly reason: string };
}

export type LoomErrorCode = keyof LoomErrorData;

/** The one error of this product. `cause` keeps what the host threw, for logs only. */
export class LoomError<Code extends LoomErrorCode = LoomErrorCode> extends Error {
  override readonly name = 'LoomError';

  constructor(
    readonly code: Code,
    readonly data: LoomErrorData[Code],
    options?: { readonly cause?: unknown },
  ) {
    super(code, options);
  }

  /** True for an error with this code, with its data narrowed. */
  static is<Wanted extends LoomErrorCode>(error: unknown, code: Wanted): error is LoomError<Wanted> {
    return error instanceof LoomError && error.code === code;
  }

  toJSON(): { code: Code; data: LoomErrorData[Code] } {
    return { code: this.code, data: this.data };
  }
}

/** Throws `cancelled` once the signal has fired. Call it between steps of long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new LoomError('cancelled', {});
}
