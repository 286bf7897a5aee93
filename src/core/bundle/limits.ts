import { LoomError } from '../errors';
import { MAX_NESTING } from '../store/scan';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** How much an archive may ask for, counted in what really comes out of it, never in what it says of itself. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of one entry. */
  readonly entryBytes: number;
  /** Bytes of all entries, headers included. */
  readonly totalBytes: number;
  /** Bytes out for each byte in, looked at once 64 MiB are out. Memory text gives 3 to 5, gzip can reach 1,032. */
  readonly ratio: number;
  /** Bytes of each file that must be held whole: metadata, checksums and sums. */
  readonly documentBytes: number;
  /** JSON values inside each other. */
  readonly nesting: number;
}

export const DEFAULT_LIMITS: ArchiveLimits = {
  entries: 10_000,
  entryBytes: 4 * GIB,
  totalBytes: 16 * GIB,
  ratio: 500,
  documentBytes: 64 * MIB,
  nesting: MAX_NESTING,
};

const RATIO_FROM = 64 * MIB;

/** What each limit is called when it is passed. */
const names: { readonly [Limit in keyof ArchiveLimits]: string } = {
  entries: 'the number of entries',
  entryBytes: 'the bytes of one entry',
  totalBytes: 'the bytes of all entries',
  ratio: 'how many bytes one compressed byte may become',
  documentBytes: 'the bytes of a file that describes the bundle',
  nesting: 'the nesting of JSON values',
};

export function tooLarge(path: string, limit: keyof ArchiveLimits, limits: ArchiveLimits): LoomError {
  return new LoomError('archive-too-large', { path, limit: names[limit], allowed: limits[limit] });
}

/** Passes `payload` on until it is more than the limits allow for the bytes that went in. */
export async function* withinLimits(
  payload: AsyncIterable<Uint8Array>,
  consumed: { readonly bytes: number },
  path: string,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  let total = 0;
  for await (const piece of payload) {
    total += piece.length;
    if (total > limits.totalBytes) throw tooLarge(path, 'totalBytes', limits);
    if (total > RATIO_FROM && total > consumed.bytes * limits.ratio) throw tooLarge(path, 'ratio', limits);
    yield piece;
  }
}
