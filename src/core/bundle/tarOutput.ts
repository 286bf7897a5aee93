import { toHex } from '../hex';
import type { Output } from '../export/output';
import type { Codecs, Host } from '../ports';
import {
  BUNDLE_FOLDER,
  CHECKSUMS_FILE,
  comparePaths,
  METADATA_FILE,
  renderSums,
  SUMS_FILE,
} from './checksums';
import type { FileHash } from './checksums';
import { combineCrc32 } from './crc32';
import { openSpooledOutput, prettyJson } from './spooledOutput';
import type { OutputOptions, OutputTarget, SpooledBundle } from './spooledOutput';
import { padded, TAR_BLOCK, tarHeader } from './tarHeader';

/** Magic, deflate, no flags, time 0, no extra flags, unknown system: nothing that differs between two runs. */
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
/** A last deflate block that holds nothing: all before it end in sync flushes. */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
/** Two empty records end a tar. */
const END_OF_TAR = 2 * TAR_BLOCK;

/**
 * Opens `loom-export-….tar.gz` (DESIGN section 5): one gzip member, made in one pass over files of unknown sizes.
 * Content is deflated in blocks while it comes and kept in the store's scratch; `finish` lays headers and blocks end to
 * end, metadata first, and combines the CRC-32 of the parts into that of the whole. The same files, metadata and level
 * give the same bytes. Throws as `FileStore.write` does, and `password-missing` for an empty password.
 */
export function openTarOutput(target: OutputTarget, options: OutputOptions, host: Host): Promise<Output> {
  return openSpooledOutput(
    target,
    options,
    (bundle) => assembleTar(bundle, options.level, host.codecs),
    host,
  );
}

async function* assembleTar(
  { spool, metadata, checksums }: SpooledBundle,
  level: number,
  codecs: Codecs,
): AsyncGenerator<Uint8Array, void, undefined> {
  const modified = Math.max(0, Math.floor(Date.parse(metadata.export_date) / 1000) || 0);
  let crc = 0;
  let length = 0;
  /** Zeros owed to the record that the content before ended in. */
  let padding = 0;

  const header = (path: string, size: number): Uint8Array => {
    const bytes = tarHeader(`${BUNDLE_FOLDER}/${path}`, size, modified);
    const block = new Uint8Array(padding + bytes.length);
    block.set(bytes, padding);
    padding = padded(size) - size;
    return block;
  };
  const deflate = (bytes: Uint8Array): Promise<Uint8Array> => {
    crc = codecs.crc32(bytes, crc);
    length += bytes.length;
    return codecs.deflate(bytes, undefined, level);
  };
  const describing = async function* (
    path: string,
    content: Uint8Array,
  ): AsyncGenerator<Uint8Array, FileHash, undefined> {
    yield await deflate(header(path, content.length));
    yield await deflate(content);
    const hash = codecs.sha256();
    hash.update(content);
    return { path, sha256: toHex(hash.digest()) };
  };

  yield GZIP_HEADER;
  const files = [...spool.files].sort((left, right) => comparePaths(left.path, right.path));
  const aboutBundle = yield* describing(METADATA_FILE, prettyJson(metadata));
  for (const file of files) {
    yield await deflate(header(file.path, file.bytes));
    yield* spool.read(file);
    crc = combineCrc32(crc, file.crc, file.bytes);
    length += file.bytes;
  }
  const aboutSections = yield* describing(CHECKSUMS_FILE, prettyJson(Object.fromEntries(checksums)));
  yield* describing(SUMS_FILE, renderSums([...files, aboutBundle, aboutSections]));
  yield await deflate(new Uint8Array(padding + END_OF_TAR));
  yield LAST_BLOCK;
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, crc, true);
  trailer.setUint32(4, length % 2 ** 32, true);
  yield new Uint8Array(trailer.buffer);
}
