import { toHex } from '../hex';
import { sectionHashes } from '../bundle/checksums';
import type { FileHash } from '../bundle/checksums';
import { CLOSING, EMPTY, LINE_END, OPENING, SEPARATOR, trimmed } from '../bundle/spooledOutput';
import type { Codecs, Hasher } from '../ports';
import { KIND_PLURALS } from '../store/records';
import type { Checksums, OutgoingRecord, Section } from './output';

/** A call into the hash costs as much as 2 KB of hashing, so records are gathered first. */
const GATHERED_BYTES = 256 * 1024;

/**
 * The checksums of a bundle (DESIGN section 5) for outputs that are none: tables hold the same records, so a table export
 * and a bundle of one store have equal section hashes. Nothing is kept but hashes.
 */
export class SectionHashes {
  private readonly files: FileHash[] = [];
  private readonly gathered = new Uint8Array(GATHERED_BYTES);
  private used = 0;
  private hasher: Hasher;
  private bytes = 0;
  private records = 0;
  private section: Section | undefined;
  private total = 0;

  constructor(private readonly codecs: Codecs) {
    this.hasher = codecs.sha256();
  }

  /** Bytes of JSON so far. */
  get uncompressedBytes(): number {
    return this.total + this.bytes;
  }

  beginSection(section: Section): void {
    this.section = section;
    this.restartSection();
  }

  append(records: readonly OutgoingRecord[]): void {
    for (const { bytes } of records) {
      this.update(this.records === 0 ? OPENING : SEPARATOR);
      this.update(bytes);
      this.records += 1;
    }
  }

  restartSection(): void {
    this.hasher = this.codecs.sha256();
    this.used = 0;
    this.bytes = 0;
    this.records = 0;
  }

  /** The bytes of the section's file in a bundle. */
  endSection(): number {
    const { section } = this;
    if (section === undefined) throw new TypeError('no section was begun');
    this.update(this.records === 0 ? EMPTY : CLOSING);
    this.flush();
    const { bytes } = this;
    const path = `agents/${section.agent}/${KIND_PLURALS[section.kind]}.json`;
    this.files.push({ path, sha256: toHex(this.hasher.digest()) });
    this.total += bytes;
    this.section = undefined;
    this.bytes = 0;
    return bytes;
  }

  /** `path` as in a bundle, for example `global/cross-agent.json`. Gives the bytes of that file. */
  document(path: string, bytes: Uint8Array): number {
    const text = trimmed(bytes);
    const hasher = this.codecs.sha256();
    hasher.update(text);
    hasher.update(LINE_END);
    this.files.push({ path, sha256: toHex(hasher.digest()) });
    const length = text.length + LINE_END.length;
    this.total += length;
    return length;
  }

  checksums(): Checksums {
    return Object.fromEntries(sectionHashes(this.files, this.codecs));
  }

  private update(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (bytes.length > GATHERED_BYTES - this.used) this.flush();
    if (bytes.length > GATHERED_BYTES) this.hasher.update(bytes);
    else {
      this.gathered.set(bytes, this.used);
      this.used += bytes.length;
    }
  }

  private flush(): void {
    this.hasher.update(this.gathered.subarray(0, this.used));
    this.used = 0;
  }
}
