import { toHex } from '../hex';
import type { Codecs } from '../ports';
import type { StoreFile } from './store';

/**
 * Tells the records that both files of a `.json`/`.json.gz` pair hold. Loom's Python restore leaves every record in
 * both, byte for byte (FORMATS 1.2): they are one record. Records that differ in any byte are two, and so are equal ones
 * within one file, which nobody but its writer put there.
 */
export class PairTwins {
  readonly #codecs: Codecs;
  readonly #isPair: boolean;
  readonly #earlier = new Set<string>();
  readonly #current = new Set<string>();

  /** `files`: all files of the section. Where there is one only, nothing is hashed. */
  constructor(codecs: Codecs, files: readonly Pick<StoreFile, 'path'>[]) {
    this.#codecs = codecs;
    this.#isPair = files.length > 1;
  }

  /** Whether an earlier file of the section holds the same bytes. */
  isTwin(bytes: Uint8Array): boolean {
    if (!this.#isPair) return false;
    const hasher = this.#codecs.sha256();
    hasher.update(bytes);
    const key = toHex(hasher.digest());
    if (this.#earlier.has(key)) return true;
    this.#current.add(key);
    return false;
  }

  /** Ends a file. Records of a file that is lost are nobody's twins: the other file's are then the only ones. */
  endFile(isLost: boolean): void {
    if (!isLost) for (const key of this.#current) this.#earlier.add(key);
    this.#current.clear();
  }
}
