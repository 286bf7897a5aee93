import { parseSums, sectionHashes, sectionOf } from '../../bundle/checksums';
import type { FileHash } from '../../bundle/checksums';
import type { ArchiveLimits } from '../../bundle/limits';
import { BUNDLE_VERSION } from '../../bundle/metadata';
import { parseDocument, readMetadata } from '../../bundle/readMetadata';
import { LoomError } from '../../errors';
import { toHex } from '../../hex';
import { isJsonArray, isJsonObject, property } from '../../json';
import type { JsonObject, JsonValue } from '../../json';
import type { Codecs } from '../../ports';
import type { FileContent } from '../../store/changes';
import { LINE_FEED } from '../../store/jsonBytes';
import { KIND_PLURALS } from '../../store/records';
import type { Kind } from '../../store/records';
import type { Receiver } from '../incoming';

/**
 * What a bundle says of itself, compared with what is in it while it is read. A tar is a program's work: all of it is due
 * and has to agree. A JSON object may be written by hand: metadata and checksums may be missing, and what stands in
 * `checksums` without being one (the seed's own example says "sha256-hash") is noted and left.
 */
export class BundleFacts {
  readonly #files: FileHash[] = [];
  readonly #counts = new Map<string, Map<Kind, number>>();
  #lastText: FileContent | undefined;
  #metadata: JsonObject | undefined;
  #checksums: JsonObject | undefined;
  #sums: readonly FileHash[] | undefined;

  constructor(
    private readonly path: string,
    private readonly isTar: boolean,
    readonly codecs: Codecs,
    private readonly limits: ArchiveLimits,
  ) {}

  get project(): string | undefined {
    const project = property(this.#metadata, 'source_project');
    return typeof project === 'string' && project !== '' ? project : undefined;
  }

  get isFiltered(): boolean {
    const filters = property(this.#metadata, 'filters_applied');
    return isJsonObject(filters) && Object.keys(filters).length > 0;
  }

  /** What was passed on last, without a line end behind it. */
  get lastText(): FileContent | undefined {
    return this.#lastText;
  }

  /** Passes the bytes of a file on and takes its hash. */
  async *hashed(
    path: string,
    content: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const hash = this.codecs.sha256();
    let size = 0;
    // It comes after the text, unless more text follows.
    let lineEnd: Uint8Array = new Uint8Array(0);
    for await (const piece of content) {
      if (piece.length === 0) continue;
      const end = piece.at(-1) === LINE_FEED ? piece.length - 1 : piece.length;
      hash.update(lineEnd);
      hash.update(piece.subarray(0, end));
      size += lineEnd.length + end;
      lineEnd = piece.slice(end);
      yield piece;
    }
    this.#lastText = { size, sha256: toHex(hash.digestSoFar()) };
    hash.update(lineEnd);
    this.#files.push({ path, sha256: toHex(hash.digest()) });
  }

  count(agent: string, kind: Kind | undefined, count: number): void {
    const counts = this.#counts.get(agent) ?? new Map<Kind, number>();
    if (kind !== undefined) counts.set(kind, count);
    this.#counts.set(agent, counts);
  }

  readMetadata(bytes: Uint8Array): void {
    if (this.isTar) {
      readMetadata(bytes, this.path, this.limits);
    }
    const value = parseDocument(bytes, this.path, 'metadata', this.limits);
    if (!isJsonObject(value)) return;
    this.#metadata = value;
    this.#refuseNewer(property(value, 'version'));
  }

  readChecksums(bytes: Uint8Array): void {
    const value = parseDocument(bytes, this.path, 'checksums', this.limits);
    if (isJsonObject(value)) this.#checksums = value;
  }

  readSums(bytes: Uint8Array): void {
    const sums = parseSums(new TextDecoder().decode(bytes));
    if (sums === undefined) throw this.#damaged('SHA256SUMS has a line that is no checksum', 'metadata');
    this.#sums = sums;
  }

  /** To be called when all files went by. Throws `archive-damaged`, which names the section. */
  finish(receiver: Receiver, verify: boolean): void {
    if (this.isTar && this.#metadata === undefined)
      throw this.#damaged('there is no metadata.json', 'metadata');
    if (!verify) return;
    if (this.#sums !== undefined) {
      this.#compareSums(this.#sums);
      this.#compareCounts();
    } else if (this.isTar) throw this.#damaged('there is no SHA256SUMS', 'metadata');
    this.#compareSections(receiver);
  }

  /** A newer minor version is read, its unknown fields kept (M58). */
  #refuseNewer(version: JsonValue | undefined): void {
    if (version === undefined) return;
    const major = typeof version === 'string' ? /^(\d{1,9})(\.|$)/.exec(version)?.[1] : undefined;
    if (typeof version !== 'string' || major === undefined)
      throw this.#damaged('its metadata names no version', 'metadata');
    if (Number(major) > Number.parseInt(BUNDLE_VERSION, 10))
      throw new LoomError('version-newer', {
        path: this.path,
        version,
        supported: BUNDLE_VERSION,
      });
  }

  #compareSums(sums: readonly FileHash[]): void {
    const expected = new Map(sums.map((file) => [file.path, file.sha256]));
    for (const { path, sha256 } of this.#files) {
      if (path === 'SHA256SUMS') continue;
      const wanted = expected.get(path);
      expected.delete(path);
      const section = sectionOf(path) ?? 'metadata';
      if (wanted === undefined) throw this.#damaged(`${path} is not in SHA256SUMS`, section);
      if (wanted !== sha256) throw this.#damaged(`${path} does not match its checksum`, section);
    }
    for (const path of expected.keys())
      throw this.#damaged(`${path} is missing`, sectionOf(path) ?? 'metadata');
  }

  #compareSections(receiver: Receiver): void {
    const stated = Object.entries(this.#checksums ?? {});
    const actual = sectionHashes(this.#files, this.codecs);
    const isOurs = this.#sums !== undefined;
    let unchecked = stated.length === 0 ? 1 : 0;
    for (const [section, hash] of stated) {
      if (isOurs || (typeof hash === 'string' && /^(sha256-)?[0-9a-f]{64}$/.test(hash))) {
        if (
          hash !== actual.get(section) &&
          actual.get(section) !== `sha256-${typeof hash === 'string' ? hash : ''}`
        )
          throw this.#damaged(`the checksum of the section ${section} does not match`, section);
      } else unchecked += 1;
    }
    if (unchecked > 0 && !isOurs)
      receiver.note('It carries no checksums: whether it is whole could not be checked.');
  }

  #compareCounts(): void {
    const agents = property(this.#metadata, 'agents');
    for (const agent of isJsonArray(agents) ? agents : [])
      if (typeof agent === 'string' && !this.#counts.has(agent))
        throw this.#damaged(`the agent ${agent} is missing`, agent);
    const counts = property(this.#metadata, 'counts');
    for (const kind of ['pattern', 'solution', 'decision'] as const) {
      const stated = property(counts, KIND_PLURALS[kind]);
      let actual = 0;
      for (const each of this.#counts.values()) actual += each.get(kind) ?? 0;
      if (typeof stated === 'number' && stated !== actual)
        throw this.#damaged(`there are ${actual} ${KIND_PLURALS[kind]} and should be ${stated}`, 'metadata');
    }
  }

  #damaged(detail: string, section: string): LoomError<'archive-damaged'> {
    return new LoomError('archive-damaged', {
      path: this.path,
      detail: `${detail} (section ${section})`,
      section,
    });
  }
}
