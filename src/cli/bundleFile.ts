import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileSource } from '../core/bundle/archive';
import type { ArchiveSource } from '../core/bundle/archive';
import { firstBytes } from '../core/bundle/layers';
import { hasSealMagic, SEAL_HEADER_BYTES } from '../core/bundle/sealHeader';
import { besideFile } from '../core/scan/besideFile';
import type { BesideFile } from '../core/scan/besideFile';
import { fromErrno } from '../platform/errno';
import { nodeStore } from '../platform/node';
import type { Io } from './io';

/** A file that the person named, and whether it needs a password. */
export interface BundleFile {
  readonly source: ArchiveSource;
  readonly sealed: boolean;
  /** What lies beside it, for databases. */
  readonly beside: BesideFile;
}

/** Opens a file by the name that was typed, which messages then use. Throws `file-missing`, `permission-denied`. */
export async function openBundleFile(io: Io, typed: string): Promise<BundleFile> {
  const full = resolve(io.cwd, typed);
  let real: string;
  try {
    // The store below follows no link; that `latest.tar.gz` is one is the person's own choice.
    real = await realpath(full);
  } catch (error) {
    throw fromErrno(error, typed, 'file-missing');
  }
  const folder = nodeStore(dirname(real));
  const found = await fileSource(folder, basename(real));
  const source: ArchiveSource = { ...found, path: typed };
  const head = await firstBytes(source.read(), SEAL_HEADER_BYTES);
  return { source, sealed: hasSealMagic(head), beside: besideFile(folder, basename(real)) };
}
