import { LoomError } from '../errors';
import { collisionKey, unsafeNameReason, unsafePathReason } from '../path';
import { BUNDLE_FOLDER, CHECKSUMS_FILE, METADATA_FILE, renderSums, SUMS_FILE } from './checksums';
import { collect } from './byteReader';
import { JsonReader } from './jsonReader';
import { tooLarge } from './limits';
import type { ArchiveLimits } from './limits';
import { isJsonObject } from '../json';
import { parseDocument } from './readMetadata';
import { readTar, shown } from './tarReader';

/** A file of a bundle whose name has passed every guard. */
export interface ArchiveEntry {
  /** Below the bundle's folder and with it: `loom-export/agents/front/patterns.json`. */
  readonly path: string;
  /** To be read once, before the next entry is asked for; what is left unread is skipped. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Gives the path below `loom-export/` of an entry. */
export function insidePath(entry: ArchiveEntry): string {
  return entry.path.slice(BUNDLE_FOLDER.length + 1);
}

/**
 * Names of one archive: each is safe on every system, lies in `loom-export`, and none would overwrite another where
 * case or Unicode form is folded. Throws `archive-hostile`, `not-an-archive` for a tar whose first entry is of
 * another kind of archive, `archive-too-large` beyond the number of entries.
 */
class Names {
  /** The spelling and kind of every path and of the folders above it, by collision key. */
  readonly #seen = new Map<string, { readonly path: string; readonly kind: 'file' | 'folder' }>();
  #count = 0;

  constructor(
    private readonly archive: string,
    private readonly limits: ArchiveLimits,
  ) {}

  add(name: string, kind: 'file' | 'folder'): string {
    if (++this.#count > this.limits.entries) throw tooLarge(this.archive, 'entries', this.limits);
    // `tar -c ./loom-export` writes the name so.
    const relative = name.startsWith('./') ? name.slice(2) : name;
    const path = kind === 'folder' ? relative.replace(/\/$/, '') : relative;
    const reason = path.includes('\ufffd') ? 'broken Unicode' : unsafePathReason(path);
    if (reason !== undefined) throw this.#hostile(name, reason);
    if (path !== BUNDLE_FOLDER && !path.startsWith(`${BUNDLE_FOLDER}/`)) {
      if (this.#seen.size === 0) throw new LoomError('not-an-archive', { path: this.archive });
      throw this.#hostile(name, `it lies outside ${BUNDLE_FOLDER}`);
    }
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      this.#claim(path.slice(0, slash), 'folder', name);
    }
    this.#claim(path, kind, name);
    return path;
  }

  #claim(path: string, kind: 'file' | 'folder', name: string): void {
    const key = collisionKey(path);
    const before = this.#seen.get(key);
    if (before === undefined) {
      this.#seen.set(key, { path, kind });
      return;
    }
    if (before.path !== path)
      throw this.#hostile(name, `it differs from ${before.path} only in case or form`);
    if (before.kind !== kind) throw this.#hostile(name, 'it is both a file and a folder');
    if (kind === 'file') throw this.#hostile(name, 'it is there twice');
  }

  #hostile(entry: string, reason: string): LoomError {
    return new LoomError('archive-hostile', { path: this.archive, entry: shown(entry), reason });
  }
}

/** The files of a bundle that is a tar. */
export async function* tarEntries(
  payload: AsyncIterable<Uint8Array>,
  archive: string,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const names = new Names(archive, limits);
  for await (const entry of readTar(payload, archive)) {
    const path = names.add(entry.name, entry.kind);
    if (entry.size > limits.entryBytes) throw tooLarge(archive, 'entryBytes', limits);
    if (entry.kind === 'file') yield { path, content: entry.content };
  }
}

/**
 * The files of a bundle that is one JSON object, as they would lie in a tar: a value's own text and a line end. Members
 * that this version does not know are passed over.
 */
export async function* jsonEntries(
  payload: AsyncIterable<Uint8Array>,
  archive: string,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const names = new Names(archive, limits);
  const reader = new JsonReader(payload, archive, limits);
  const entry = (inside: string): ArchiveEntry => ({
    path: names.add(`${BUNDLE_FOLDER}/${inside}`, 'file'),
    content: fileText(reader, archive, limits),
  });
  const nameOf = (key: string): string => {
    const reason = unsafeNameReason(key);
    if (reason !== undefined)
      throw new LoomError('archive-hostile', { path: archive, entry: shown(key), reason });
    return key;
  };
  try {
    for await (const key of reader.keys()) {
      if (key === 'agents') {
        for await (const agent of reader.keys()) {
          for await (const file of reader.keys()) {
            yield entry(`agents/${nameOf(agent)}/${nameOf(file)}.json`);
            await reader.skip();
          }
        }
      } else if (key === 'global') {
        for await (const file of reader.keys()) {
          yield entry(`global/${nameOf(file).replaceAll('_', '-')}.json`);
          await reader.skip();
        }
      } else {
        if (key === 'metadata') yield entry(METADATA_FILE);
        else if (key === 'checksums') yield entry(CHECKSUMS_FILE);
        else if (key === 'sha256sums') {
          const { path, content } = entry(SUMS_FILE);
          yield { path, content: sumsText(content, archive, limits) };
        }
        await reader.skip();
      }
    }
    await reader.end();
  } finally {
    await reader.close();
  }
}

async function* fileText(
  reader: JsonReader,
  archive: string,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  let length = 1;
  for await (const piece of reader.value()) {
    length += piece.length;
    if (length > limits.entryBytes) throw tooLarge(archive, 'entryBytes', limits);
    yield piece;
  }
  yield Uint8Array.of(0x0a);
}

/** The object of paths and hashes as the lines of `SHA256SUMS`. */
async function* sumsText(
  content: AsyncIterable<Uint8Array>,
  archive: string,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = await collect(content, limits.documentBytes);
  if (bytes === undefined) throw tooLarge(archive, 'documentBytes', limits);
  const value = parseDocument(bytes, archive, 'sha256sums', limits);
  const files = Object.entries(isJsonObject(value) ? value : {}).map(([path, sha256]) => ({
    path,
    sha256: typeof sha256 === 'string' ? sha256 : '',
  }));
  yield renderSums(files);
}
