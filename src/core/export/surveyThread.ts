import type { Learnt } from '../anonymise/anonymiser';
import type { StoreFile } from '../store/store';
import type { RedactorRequest } from './redactor';
import type { PackedTexts } from './seenTexts';
import type { SurveyedFile } from './surveyor';

/** What an anonymiser on another thread is made from. */
export interface SurveyOrder {
  readonly request: RedactorRequest;
  /** The clock's time, as for `openRedactor`. */
  readonly now: number;
}

/** What another thread saw. */
export interface Surveyed {
  readonly learnt: Learnt;
  readonly texts: readonly PackedTexts[];
}

/** Another thread that looks through files, one after the other. What it throws is a `ThreadFailure`. */
export interface SurveyThread {
  open(file: SurveyedFile): void;
  /** Takes text of the file, which may be overwritten once the promise resolves. */
  push(text: Uint8Array): Promise<void>;
  /** Ends the file. */
  close(): void;
  /** What it saw in all of them. */
  finish(): Promise<Surveyed>;
  /** Ends the thread, whatever it is doing. */
  dispose(): Promise<void>;
}

/** A file with its size on disk. */
export interface SizedFile extends SurveyedFile {
  readonly size: StoreFile['size'];
}

/** Below this, in bytes on disk, starting a thread takes longer than it spares. */
const WORTH_BYTES = 4 * 1024 * 1024;

/**
 * Which files another thread is to look through: the largest first, each goes to whoever has less, the same for the same files,
 * so that what is learnt is too. None when that would be too little to be worth a thread.
 */
export function filesForThread(files: readonly SizedFile[]): readonly SizedFile[] {
  let [here, there] = [0, 0];
  const theirs: SizedFile[] = [];
  const bySize = files.toSorted((one, other) => other.size - one.size || (one.path < other.path ? -1 : 1));
  for (const file of bySize) {
    if (here <= there) here += file.size;
    else {
      there += file.size;
      theirs.push(file);
    }
  }
  return there < WORTH_BYTES ? [] : theirs;
}
