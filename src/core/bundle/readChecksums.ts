import { isJsonObject } from '../json';
import type { Host, Run } from '../ports';
import { openArchive, readDocument } from './archive';
import type { ArchiveOptions, ArchiveSource } from './archive';
import { BUNDLE_FOLDER, CHECKSUMS_FILE } from './checksums';
import { DEFAULT_LIMITS } from './limits';
import { parseDocument } from './readMetadata';

/**
 * The section hashes that a bundle carries (`sha256-<hex>` by agent and `global`), as they stand there, unchecked. Goes
 * through the whole file, since they lie at its end; an empty map when it has none. Throws what `openArchive` throws.
 */
export async function readChecksums(
  source: ArchiveSource,
  options: ArchiveOptions,
  host: Pick<Host, 'codecs'>,
  run: Run = {},
): Promise<ReadonlyMap<string, string>> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const archive = await openArchive(source, { ...options, signal: run.signal }, host);
  for await (const entry of archive.entries()) {
    if (entry.path !== `${BUNDLE_FOLDER}/${CHECKSUMS_FILE}`) continue;
    const bytes = await readDocument(entry, source.path, limits);
    const value = parseDocument(bytes, source.path, CHECKSUMS_FILE, limits);
    if (!isJsonObject(value)) return new Map();
    return new Map(
      Object.entries(value).flatMap(([name, hash]) => (typeof hash === 'string' ? [[name, hash]] : [])),
    );
  }
  return new Map();
}
