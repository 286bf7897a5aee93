import type { Strategy } from '../options';
import type { Kind } from '../store/records';
import type { FileStore } from '../ports';
import type { ArchiveSource } from '../bundle/layers';

/** How much is checked before anything is planned (X6). */
export type ValidationLevel = 'none' | 'basic' | 'full';

/** What is asked of an import; `fromOptions.ts` makes it of the command line's values. */
export interface ImportRequest {
  readonly strategy: Strategy;
  /** These agents of the source only. */
  readonly agents?: readonly string[] | undefined;
  readonly kinds?: readonly Kind[] | undefined;
  /** Agent of the source → agent here. */
  readonly map: Readonly<Record<string, string>>;
  readonly includeGlobal: boolean;
  /** The memory becomes exactly what the source holds: what it lacks is removed. */
  readonly restore: boolean;
  /** Records that were deleted here since the last import of the same origin come back. */
  readonly resurrect: boolean;
  readonly validation: ValidationLevel;
  readonly skipInvalid: boolean;
  readonly password?: string | undefined;
}

/** What a person named to be imported: a file or a folder, told apart by the host, read by whichever reader knows it. */
export interface ImportInput {
  /** As the person named it, for messages. */
  readonly name: string;
  readonly file?: ArchiveSource | undefined;
  /** The folder, when it is one. */
  readonly folder?: FileStore | undefined;
  /** The folder above the file or folder and the name in it, where the host can reach it: a backup finds its base there. */
  readonly beside?: { readonly folder: FileStore; readonly name: string } | undefined;
  /** Lends a scratch for what is read; nothing of it survives. */
  readonly scratch: FileStore;
}
