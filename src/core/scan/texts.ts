import { ByteReader } from '../bundle/byteReader';
import { firstBytes, HEAD_BYTES, isGzip, openLayers } from '../bundle/layers';
import type { ArchiveSource } from '../bundle/layers';
import { DEFAULT_LIMITS, tooLarge } from '../bundle/limits';
import { hasSealMagic } from '../bundle/sealHeader';
import { sniffMagic } from '../bundle/sniff';
import { readTar, startsAsTar } from '../bundle/tarReader';
import { LoomError } from '../errors';
import { joinPath } from '../path';
import type { Codecs, FileStore, Run, SqliteReader } from '../ports';
import { besideFile } from './besideFile';
import type { BesideFile } from './besideFile';
import type { FoundText, TextLosses } from './foundText';
import { openDatabase } from './openDatabase';
import { openText } from './openText';
import type { TextName } from './scanText';

/** A folder to scan, with everything below it. */
export interface ScanFolder {
  readonly type: 'folder';
  readonly files: FileStore;
  /** The part of it that is scanned; all of it when absent. */
  readonly below?: string | undefined;
  /** A path in it as the person knows it. */
  readonly show: (path: string) => string;
}

/** A file to scan: JSON, words, a database, gzip of these, a tar of such files, or any of it encrypted. */
export interface ScanFile {
  readonly type: 'file';
  readonly source: ArchiveSource;
  /** Its path with the folders above it, which may say whose memory it is. */
  readonly path: string;
  /** Id of the document that it is, when it is one; `source.path` when absent. */
  readonly document?: string | undefined;
  /** Its state (`FileStat.version`) when `source` was made, where that is known. */
  readonly version?: string | undefined;
  /** What may lie beside it: the write-ahead log of a database. */
  readonly beside?: BesideFile | undefined;
}

export type ScanTarget = ScanFolder | ScanFile;

export interface TextOptions {
  readonly codecs: Codecs;
  readonly sqliteReader?: SqliteReader | undefined;
  readonly password: string | undefined;
  readonly run: Run;
  /** Bytes on disk that were read. */
  readonly onBytes: (count: number) => void;
}

/** Names that promise text, an archive of it, or a database; and those that promise nothing, having no ending. */
const WORTH_A_LOOK =
  /(^|[/\\])(\.env(\.[\w-]+)?|[^./\\]+)$|\.(json|jsonl|ndjson|csv|tsv|md|txt|log|ya?ml|env|gz|tgz|tar|enc|db|sqlite3?|ecm|causantic|tmp|part)$/i;
/** What SQLite keeps beside a database and reads with it. */
const COMPANION = /-(wal|shm)$/;
/** A tar, and the bundles that were packed into it. */
const MAX_TARS = 2;
/** Folders that are never memory and may be large. */
const PASSED_OVER: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** The sum of what `textsOf` will read of a folder or file, for progress. */
export async function sizeOf(target: ScanTarget): Promise<number> {
  if (target.type === 'file') return target.source.size;
  let sum = 0;
  for await (const { size } of walk(target, { failed: () => undefined, skipped: () => undefined }))
    sum += size;
  return sum;
}

/**
 * The texts of a target in the order of their names. What cannot be read is told to `losses` and the rest goes on; only
 * `cancelled` is thrown.
 */
export async function* textsOf(
  target: ScanTarget,
  options: TextOptions,
  losses: TextLosses,
): AsyncGenerator<FoundText, void, undefined> {
  if (target.type === 'file') {
    yield* textsOfFile(target, options, losses);
    return;
  }
  for await (const { path, version, size } of walk(target, losses)) {
    const source: ArchiveSource = {
      path: target.show(path),
      size,
      read: (range) => target.files.read(path, range),
    };
    const beside = besideFile(target.files, path);
    yield* textsOfFile({ type: 'file', source, path, document: path, version, beside }, options, losses);
  }
}

interface WalkedFile {
  readonly path: string;
  readonly size: number;
  readonly version: string;
}

async function* walk(
  { files, below = '', show }: ScanFolder,
  losses: TextLosses,
): AsyncGenerator<WalkedFile, void, undefined> {
  const folders = [below];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const inner: string[] = [];
    try {
      const entries = await files.list(folder);
      const names = new Set(entries.map(({ name }) => name));
      for (const { name, kind } of entries) {
        if (COMPANION.test(name) && names.has(name.replace(COMPANION, ''))) continue;
        const path = joinPath(folder, name);
        if (kind === 'folder') {
          if (!PASSED_OVER.has(name)) inner.push(path);
        } else if (kind === 'link') {
          losses.failed(new LoomError('path-unsafe', { path: show(path), reason: 'a link' }), show(path));
        } else if (kind !== 'file') losses.skipped(show(path));
        else {
          const found = await files.stat(path);
          if (found !== undefined) yield { path, size: found.size, version: found.version };
        }
      }
    } catch (error) {
      losses.failed(error, show(folder));
    }
    folders.push(...inner.reverse());
  }
}

async function* textsOfFile(
  { source, path, document = source.path, version = '', beside }: ScanFile,
  options: TextOptions,
  losses: TextLosses,
): AsyncGenerator<FoundText, void, undefined> {
  const { codecs, password, run } = options;
  const file = source.path;
  try {
    const head = await firstBytes(source.read({ signal: run.signal }), HEAD_BYTES);
    if (!WORTH_A_LOOK.test(path) && !isKnown(head)) {
      losses.skipped(file);
      return;
    }
    const magic = sniffMagic(head);
    if (magic !== undefined && magic !== 'sqlite')
      throw new LoomError('format-unavailable', { format: magic, reason: 'its text cannot be scanned' });
    const layers = await openLayers(
      counted(source, options),
      head,
      { password, signal: run.signal },
      DEFAULT_LIMITS,
      codecs,
    );
    const name: TextName = { file, entry: undefined, path: path.replace(/\.enc$/, ''), document };
    const inner = { ...options, losses, beside: magic === 'sqlite' ? beside : undefined };
    yield* textsInside({ name, version, bytes: layers.payload() }, inner, MAX_TARS);
  } catch (error) {
    losses.failed(error, file);
  }
}

interface InnerOptions extends TextOptions {
  readonly losses: TextLosses;
  /** Of a database that is the file itself. */
  readonly beside?: BesideFile | undefined;
}

/** What lies in a file or in an entry of one, which may be a database, or a tar as long as `tars` is not 0. */
function textsInside(found: FoundText, options: InnerOptions, tars: number): AsyncIterable<FoundText> {
  const { name, version } = found;
  return openText(found, {
    ...options,
    several: (head) => {
      if (sniffMagic(head) === 'sqlite')
        return (content) => openDatabase(content, { ...name, version }, options, options.losses);
      return tars > 0 && startsAsTar(head)
        ? (content) => textsOfTar(content, found, options, tars)
        : undefined;
    },
  });
}

/** `found`: the tar itself. An entry that cannot be read is told of, and the next one follows. */
async function* textsOfTar(
  content: AsyncIterable<Uint8Array>,
  { name: { file, entry: tar }, version }: FoundText,
  options: InnerOptions,
  tars: number,
): AsyncGenerator<FoundText, void, undefined> {
  const { losses } = options;
  let entries = 0;
  for await (const entry of readTar(content, tar === undefined ? file : `${tar} in ${file}`)) {
    if (++entries > DEFAULT_LIMITS.entries) throw tooLarge(file, 'entries', DEFAULT_LIMITS);
    if (entry.kind !== 'file') continue;
    const shown = tar === undefined ? entry.name : `${tar}/${entry.name}`;
    const name: TextName = { file, entry: shown, path: entry.name, document: shown };
    const inner = new ByteReader(entry.content);
    try {
      if (WORTH_A_LOOK.test(entry.name) || isKnown(await inner.peek(HEAD_BYTES)))
        yield* textsInside(
          { name, version, bytes: inner.rest() },
          { ...options, beside: undefined },
          tars - 1,
        );
      else losses.skipped(`${shown} in ${file}`);
    } catch (error) {
      losses.failed(error, file);
    } finally {
      await inner.close();
    }
  }
}

/** Whether a file says by its first bytes what is in it, whatever its name is. */
function isKnown(head: Uint8Array): boolean {
  return isGzip(head) || hasSealMagic(head) || startsAsTar(head) || sniffMagic(head) !== undefined;
}

function counted(source: ArchiveSource, { onBytes }: TextOptions): ArchiveSource {
  return {
    ...source,
    read: async function* (range) {
      for await (const piece of source.read(range)) {
        onBytes(piece.length);
        yield piece;
      }
    },
  };
}
