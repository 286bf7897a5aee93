import { firstBytes, HEAD_BYTES, isGzip, openLayers } from '../bundle/layers';
import type { ArchiveSource } from '../bundle/layers';
import { ByteReader } from '../bundle/byteReader';
import { DEFAULT_LIMITS, tooLarge, withinLimits } from '../bundle/limits';
import { sniffMagic } from '../bundle/sniff';
import { readTar, startsAsTar } from '../bundle/tarReader';
import { LoomError } from '../errors';
import { joinPath } from '../path';
import type { Codecs, FileStore, Run } from '../ports';
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

/** A file to scan: JSON, words, gzip of either, a tar of such files, or any of these encrypted. */
export interface ScanFile {
  readonly type: 'file';
  readonly source: ArchiveSource;
  /** Its path with the folders above it, which may say whose memory it is. */
  readonly path: string;
  /** Id of the document that it is, when it is one; `source.path` when absent. */
  readonly document?: string | undefined;
}

export type ScanTarget = ScanFolder | ScanFile;

/** One text of a target, to be read before the next is asked for. */
export interface FoundText {
  readonly name: TextName;
  /** Differs whenever the bytes may differ; '' where nothing tells. */
  readonly version: string;
  /** Decompressed, without a byte order mark. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What is met on the way and is no text. */
export interface TextLosses {
  failed(error: unknown, file: string): void;
  skipped(file: string): void;
}

export interface TextOptions {
  readonly codecs: Codecs;
  readonly password: string | undefined;
  readonly run: Run;
  /** Bytes on disk that were read. */
  readonly onBytes: (count: number) => void;
}

/** Names that promise text, an archive of it, or a database of records. */
const WORTH_A_LOOK =
  /(^|[/\\])\.env(\.[\w-]+)?$|\.(json|jsonl|ndjson|csv|tsv|md|txt|log|ya?ml|env|gz|tgz|tar|enc|db|sqlite3?|ecm|causantic|tmp|part)$/i;
/** Folders that are never memory and may be large. */
const PASSED_OVER: ReadonlySet<string> = new Set(['.git', 'node_modules']);
/** A gzip file that a backup has compressed again (FORMATS 1.10), and once more. */
const MAX_GZIP = 3;

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
    yield* textsOfFile(target, '', options, losses);
    return;
  }
  for await (const { path, version, size } of walk(target, losses)) {
    const source: ArchiveSource = {
      path: target.show(path),
      size,
      read: (range) => target.files.read(path, range),
    };
    yield* textsOfFile({ type: 'file', source, path, document: path }, version, options, losses);
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
      for (const { name, kind } of await files.list(folder)) {
        const path = joinPath(folder, name);
        if (kind === 'folder') {
          if (!PASSED_OVER.has(name)) inner.push(path);
        } else if (kind === 'link') {
          losses.failed(new LoomError('path-unsafe', { path: show(path), reason: 'a link' }), show(path));
        } else if (kind !== 'file' || !WORTH_A_LOOK.test(name)) losses.skipped(show(path));
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
  { source, path, document = source.path }: ScanFile,
  version: string,
  options: TextOptions,
  losses: TextLosses,
): AsyncGenerator<FoundText, void, undefined> {
  const { codecs, password, run } = options;
  const file = source.path;
  try {
    const head = await firstBytes(source.read({ signal: run.signal }), HEAD_BYTES);
    const magic = sniffMagic(head);
    if (magic !== undefined)
      throw new LoomError('format-unavailable', { format: magic, reason: 'its text cannot be scanned' });
    const layers = await openLayers(
      counted(source, options),
      head,
      { password, signal: run.signal },
      DEFAULT_LIMITS,
      codecs,
    );
    if (!startsAsTar(layers.head)) {
      const name: TextName = { file, entry: undefined, path: path.replace(/\.enc$/, ''), document };
      yield* text(layers.payload(), name, version, codecs, losses);
      return;
    }
    let entries = 0;
    for await (const entry of readTar(layers.payload(), file)) {
      if (++entries > DEFAULT_LIMITS.entries) throw tooLarge(file, 'entries', DEFAULT_LIMITS);
      if (entry.kind !== 'file') continue;
      const name: TextName = { file, entry: entry.name, path: entry.name, document: entry.name };
      if (WORTH_A_LOOK.test(entry.name)) yield* text(entry.content, name, version, codecs, losses);
      else losses.skipped(`${entry.name} in ${file}`);
    }
  } catch (error) {
    losses.failed(error, file);
  }
}

/** One text, or nothing for bytes that are none. */
async function* text(
  content: AsyncIterable<Uint8Array>,
  name: TextName,
  version: string,
  codecs: Codecs,
  losses: TextLosses,
): AsyncGenerator<FoundText, void, undefined> {
  const shown = name.entry === undefined ? name.file : `${name.entry} in ${name.file}`;
  let reader = new ByteReader(content);
  try {
    for (let level = 0; isGzip(await reader.peek(2)); level += 1) {
      if (level === MAX_GZIP)
        throw new LoomError('gzip-damaged', { detail: `it is compressed more than ${MAX_GZIP} times` });
      const consumed = { bytes: 0 };
      const inner = codecs.gunzip(rest(reader, consumed));
      reader = new ByteReader(withinLimits(inner, consumed, name.file, DEFAULT_LIMITS));
    }
    const head = await reader.peek(HEAD_BYTES);
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) reader.advance(3);
    else if (head.subarray(0, HEAD_BYTES).includes(0)) {
      losses.skipped(shown);
      return;
    }
    yield { name, version, bytes: rest(reader, { bytes: 0 }) };
  } finally {
    await reader.close();
  }
}

async function* rest(
  reader: ByteReader,
  consumed: { bytes: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let here = await reader.here(); here !== undefined; here = await reader.here()) {
    reader.advance(here.length);
    consumed.bytes += here.length;
    yield here;
  }
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
