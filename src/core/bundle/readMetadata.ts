import { LoomError } from '../errors';
import { parseJson, property } from '../json';
import type { JsonValue } from '../json';
import { newScan, scanValue } from '../store/scan';
import { METADATA_FILE } from './checksums';
import { tooLarge } from './limits';
import type { ArchiveLimits } from './limits';
import { BUNDLE_VERSION, bundleMetadataSchema } from './metadata';
import type { BundleMetadata } from './metadata';

/**
 * Reads `metadata.json`. A newer minor version is taken and its unknown keys kept. Throws `version-newer` for a newer
 * major version, `archive-damaged` for what is no metadata.
 */
export function readMetadata(bytes: Uint8Array, path: string, limits: ArchiveLimits): BundleMetadata {
  const value = parseDocument(bytes, path, METADATA_FILE, limits);
  const version = property(value, 'version');
  const major = typeof version === 'string' ? /^(\d{1,9})\.\d+(\.\d+)?/.exec(version)?.[1] : undefined;
  if (typeof version !== 'string' || major === undefined) {
    throw damaged(path, 'metadata.json names no version');
  }
  if (Number(major) > Number.parseInt(BUNDLE_VERSION, 10)) {
    throw new LoomError('version-newer', { path, version, supported: BUNDLE_VERSION });
  }
  const result = bundleMetadataSchema.safeParse(value);
  if (!result.success) {
    const where = result.error.issues[0]?.path.map(String).join('.') ?? '';
    throw damaged(path, `metadata.json is not as it should be at "${where}"`);
  }
  return result.data;
}

/** A describing file as JSON. Throws `archive-damaged`, and `archive-too-large` before deep nesting is parsed. */
export function parseDocument(
  bytes: Uint8Array,
  path: string,
  file: string,
  limits: ArchiveLimits,
): JsonValue {
  const state = newScan();
  scanValue(bytes, 0, state);
  if (state.deepest > limits.nesting) throw tooLarge(path, 'nesting', limits);
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw damaged(path, `${file} is not JSON`, error);
  }
}

function damaged(path: string, detail: string, cause?: unknown): LoomError<'archive-damaged'> {
  return new LoomError('archive-damaged', { path, detail, section: 'metadata' }, { cause });
}
