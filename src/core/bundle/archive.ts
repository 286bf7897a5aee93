import { LoomError } from '../errors';
import type { FileStore, Host } from '../ports';
import { recordReader, splitNames } from '../store/readRecords';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { Counts, Kind, StoredRecord } from '../store/records';
import { ListSplitter } from '../store/splitList';
import { BUNDLE_FOLDER, METADATA_FILE } from './checksums';
import { collect } from './byteReader';
import { insidePath, jsonEntries, tarEntries } from './entries';
import type { ArchiveEntry } from './entries';
import { firstBytes, HEAD_BYTES, openLayers } from './layers';
import type { ArchiveSource } from './layers';
import { DEFAULT_LIMITS, tooLarge } from './limits';
import type { ArchiveLimits } from './limits';
import type { BundleMetadata } from './metadata';
import { readMetadata } from './readMetadata';
import { decodeSealHeader, hasSealMagic } from './sealHeader';
import type { SealHeader } from './sealHeader';
import { sniffMagic, sniffPayload } from './sniff';
import type { ArchiveFormat } from './sniff';

export type { ArchiveEntry } from './entries';
export type { ArchiveSource } from './layers';
export type { ArchiveLimits } from './limits';
export type { ArchiveFormat } from './sniff';

export interface ArchiveOptions {
  readonly password?: string | undefined;
  /** Those that are absent have their defaults (`DEFAULT_LIMITS`). */
  readonly limits?: Partial<ArchiveLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a file says of itself, read without going through it. */
export interface Inspection {
  readonly format: ArchiveFormat;
  /** The bundle's format version; undefined for foreign archives, and for encrypted ones without a password. */
  readonly version: string | undefined;
  readonly encrypted: boolean;
  /** Of a bundle that could be opened. */
  readonly metadata: BundleMetadata | undefined;
  /** Of an encrypted bundle. */
  readonly header: SealHeader | undefined;
  readonly counts: Counts | undefined;
  readonly sizes: {
    /** Bytes of the file. */
    readonly file: number;
    /** Bytes of JSON inside, as the metadata has it. */
    readonly uncompressed: number | undefined;
  };
}

/** A bundle whose metadata has been read and is of a version that is understood. */
export interface OpenedArchive {
  readonly format: 'loom-tar' | 'loom-json';
  readonly header: SealHeader | undefined;
  /** Inside its encryption, if any: a gzip stream. */
  readonly compressed: boolean;
  readonly metadata: BundleMetadata;
  /**
   * All files in the order in which they lie there, `metadata.json` among them; each call reads from the start. Each
   * entry's content is read before the next entry is asked for, or it is skipped. Throws `gzip-damaged`,
   * `seal-damaged`, `archive-damaged`, `archive-hostile`, `archive-too-large`, some of them only at the end: nothing
   * is to be used before the last entry has come.
   */
  entries(): AsyncIterable<ArchiveEntry>;
}

/** A file of a store as a source. Throws `file-missing`. */
export async function fileSource(store: FileStore, path: string): Promise<ArchiveSource> {
  const found = await store.stat(path);
  if (found?.kind !== 'file') throw new LoomError('file-missing', { path });
  return { path, size: found.size, read: (options) => store.read(path, options) };
}

/**
 * Finds out what a file is, by content and never by name, and reads the metadata of a bundle, which our writer puts
 * first. An encrypted bundle without a password gives the facts of its header. Throws `not-an-archive`,
 * `password-wrong`, `version-newer` and what damage there is on the way to the metadata.
 */
export async function inspectArchive(
  source: ArchiveSource,
  options: ArchiveOptions,
  host: Pick<Host, 'codecs'>,
): Promise<Inspection> {
  const head = await firstBytes(source.read({ signal: options.signal }), HEAD_BYTES);
  const facts = {
    encrypted: hasSealMagic(head),
    version: undefined,
    metadata: undefined,
    header: undefined,
    counts: undefined,
    sizes: { file: source.size, uncompressed: undefined },
  };
  const magic = sniffMagic(head);
  if (magic !== undefined) return { ...facts, format: magic };
  if (facts.encrypted && options.password === undefined) {
    const { header } = decodeSealHeader(head, source.path, host.codecs);
    return { ...facts, format: 'sealed', header };
  }
  const { format, bundle } = await openKnown(source, head, options, host);
  if (bundle === undefined) return { ...facts, format };
  const { header, metadata } = bundle;
  return {
    ...facts,
    format,
    version: metadata.version,
    metadata,
    header,
    counts: metadata.counts,
    sizes: { file: source.size, uncompressed: metadata.uncompressed_bytes },
  };
}

/**
 * Opens a bundle, tar or JSON, encrypted or not, and reads its metadata. Throws `not-an-archive` for everything else,
 * foreign archives too; `password-missing`, `password-wrong`, `version-newer`; and what damage there is.
 */
export async function openArchive(
  source: ArchiveSource,
  options: ArchiveOptions,
  host: Pick<Host, 'codecs'>,
): Promise<OpenedArchive> {
  const head = await firstBytes(source.read({ signal: options.signal }), HEAD_BYTES);
  const opened = sniffMagic(head) === undefined ? await openKnown(source, head, options, host) : undefined;
  if (opened?.bundle === undefined) throw new LoomError('not-an-archive', { path: source.path });
  return opened.bundle;
}

async function openKnown(
  source: ArchiveSource,
  head: Uint8Array,
  options: ArchiveOptions,
  host: Pick<Host, 'codecs'>,
): Promise<{ readonly format: ArchiveFormat; readonly bundle: OpenedArchive | undefined }> {
  const { path } = source;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const layers = await openLayers(source, head, options, limits, host.codecs);
  const format = await sniffPayload(layers, path, limits);
  if (format === undefined) throw new LoomError('not-an-archive', { path });
  if (format !== 'loom-tar' && format !== 'loom-json') return { format, bundle: undefined };
  const list = format === 'loom-tar' ? tarEntries : jsonEntries;
  const entries = (): AsyncIterable<ArchiveEntry> => list(layers.payload(), path, limits);
  const metadata = await findMetadata(entries(), path, limits);
  const { header, compressed } = layers;
  return { format, bundle: { format, header, compressed, metadata, entries } };
}

async function findMetadata(
  entries: AsyncIterable<ArchiveEntry>,
  path: string,
  limits: ArchiveLimits,
): Promise<BundleMetadata> {
  for await (const entry of entries) {
    if (entry.path === `${BUNDLE_FOLDER}/${METADATA_FILE}`) {
      return readMetadata(await readDocument(entry, path, limits), path, limits);
    }
  }
  throw new LoomError('archive-damaged', {
    path,
    detail: `there is no ${METADATA_FILE}`,
    section: 'metadata',
  });
}

/** A file that describes the bundle, whole. Throws `archive-too-large` past `documentBytes`. */
export async function readDocument(
  entry: ArchiveEntry,
  path: string,
  limits: ArchiveLimits,
): Promise<Uint8Array> {
  const bytes = await collect(entry.content, limits.documentBytes);
  if (bytes === undefined) throw tooLarge(path, 'documentBytes', limits);
  return bytes;
}

/** Some records of a bundle: some 256 KiB of JSON. `bytes` of a record are to be copied before the next batch. */
export interface ArchiveRecords {
  readonly agent: string;
  readonly kind: Kind;
  readonly records: readonly StoredRecord[];
  /** What of the file could not be read, each a sentence's end; everything else of it is there. */
  readonly problems: readonly string[];
}

/**
 * The records of a bundle for browsing and import, file by file in the order in which they lie there; memory is bounded
 * by the largest record. Throws as `openArchive` and `entries` do.
 */
export async function* readArchiveRecords(
  source: ArchiveSource,
  options: ArchiveOptions,
  host: Pick<Host, 'codecs'>,
): AsyncGenerator<ArchiveRecords, void, undefined> {
  const archive = await openArchive(source, options, host);
  for await (const entry of archive.entries()) {
    const [folder, agent, file] = insidePath(entry).split('/');
    const kind = KINDS.find((candidate) => file === `${KIND_PLURALS[candidate]}.json`);
    if (folder !== 'agents' || agent === undefined || kind === undefined) continue;
    let records: StoredRecord[] = [];
    const onRecord = recordReader(agent, kind, entry.path, (record) => records.push(record));
    const splitter = new ListSplitter({ ...splitNames(kind), onRecord });
    for await (const piece of entry.content) {
      if (!splitter.push(piece)) continue;
      splitter.split(false);
      if (records.length > 0) yield { agent, kind, records, problems: [] };
      records = [];
    }
    splitter.split(true);
    const problems = splitter.damages.kept.map((damage) => damage.detail);
    if (records.length > 0 || problems.length > 0) yield { agent, kind, records, problems };
  }
}
