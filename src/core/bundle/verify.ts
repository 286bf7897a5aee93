import { LoomError, throwIfCancelled } from '../errors';
import type { LoomErrorCode } from '../errors';
import type { Codecs, FileStore, Host, Run } from '../ports';
import { fillSentence, sentences } from '../sentences';
import { openArchive } from './archive';
import type { ArchiveEntry, ArchiveOptions, ArchiveSource } from './archive';
import { BundleCheck } from './bundleCheck';
import { BUNDLE_FOLDER, SUMS_FILE } from './checksums';
import { firstBytes } from './layers';
import { DEFAULT_LIMITS, tooLarge } from './limits';
import type { ArchiveLimits } from './limits';
import { sniffMagic } from './sniff';
import { checkSqlite } from './sqliteCheck';

export interface VerifyProblem {
  readonly code: LoomErrorCode;
  /** One sentence. */
  readonly message: string;
  /** The agent, `global`, or `metadata` for the files that describe the bundle. */
  readonly section?: string | undefined;
}

export interface VerifyReport {
  readonly ok: boolean;
  /**
   * `everything`: every byte was read and compared with the hashes. `structure`: a SQLite file, of which the core
   * compares the size with the header only; SQLite's own `PRAGMA integrity_check` does more.
   */
  readonly checked: 'everything' | 'structure';
  /** `metadata`, then every agent by name, then `global` when there is any. */
  readonly sections: readonly { readonly name: string; readonly ok: boolean }[];
  readonly problems: readonly VerifyProblem[];
}

/** Errors that say what is wrong with the archive rather than that it cannot be looked at. */
const findings: readonly LoomErrorCode[] = [
  'gzip-damaged',
  'seal-damaged',
  'archive-damaged',
  'archive-hostile',
  'archive-too-large',
];

/**
 * Reads every byte of a bundle and compares (M55, M90): encryption, gzip CRC and length, tar structure and names, each
 * file's SHA-256 with `SHA256SUMS`, section hashes with `checksums.json`, the counts of the metadata with the records.
 * Damage is in the report. Throws what keeps it from looking: `not-an-archive`, `version-newer`, `password-missing`,
 * `password-wrong`, `cancelled`, and errors of the file itself. Progress is in bytes of the file.
 */
export async function verifyArchive(
  source: ArchiveSource,
  options: ArchiveOptions,
  host: Pick<Host, 'codecs'>,
  run: Run = {},
): Promise<VerifyReport> {
  const { codecs } = host;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const watched = withProgress(source, run);
  const head = await firstBytes(watched.read(), 512);
  if (sniffMagic(head) === 'sqlite') return checkSqlite(head, source);
  return reported(codecs, limits, source.path, async (check) => {
    const archive = await openArchive(watched, { ...options, signal: run.signal }, host);
    check.sealed = archive.header !== undefined;
    for await (const entry of archive.entries()) await check.add(entry, run);
  });
}

/**
 * The same for a folder: an unpacked bundle (the folder `loom-export` or the one it lies in) or any folder with a
 * `SHA256SUMS`, as a CSV export is. Throws `not-an-archive` when there is none.
 */
export async function verifyFolder(
  store: FileStore,
  host: Pick<Host, 'codecs'>,
  run: Run = {},
): Promise<VerifyReport> {
  let folder: string | undefined;
  for (const candidate of ['', BUNDLE_FOLDER]) {
    const path = candidate === '' ? SUMS_FILE : `${candidate}/${SUMS_FILE}`;
    if (folder === undefined && (await store.stat(path))?.kind === 'file') folder = candidate;
  }
  if (folder === undefined) throw new LoomError('not-an-archive', { path: store.root });
  const from = folder;
  return reported(host.codecs, DEFAULT_LIMITS, store.root, async (check) => {
    for await (const entry of folderEntries(store, from, DEFAULT_LIMITS, run)) await check.add(entry, run);
  });
}

/**
 * Runs a check and turns what it throws about the archive into a problem of its report. Records are counted by their
 * lines first, and all is read again only when that gives other counts than the metadata.
 */
async function reported(
  codecs: Codecs,
  limits: ArchiveLimits,
  path: string,
  read: (check: BundleCheck) => Promise<void>,
): Promise<VerifyReport> {
  const check = new BundleCheck(codecs, limits, path, 'lines');
  await completed(check, read);
  if (!check.countsDiffer) return check.report();
  const again = new BundleCheck(codecs, limits, path, 'exact');
  await completed(again, read);
  return again.report();
}

async function completed(check: BundleCheck, read: (check: BundleCheck) => Promise<void>): Promise<void> {
  try {
    await read(check);
    check.compare();
  } catch (error) {
    if (!isFinding(error)) throw error;
    const section = LoomError.is(error, 'archive-damaged') ? error.data.section : undefined;
    check.fail({ code: error.code, message: fillSentence(sentences[error.code], error.data), section });
  }
}

function isFinding(error: unknown): error is LoomError {
  return error instanceof LoomError && findings.some((code) => LoomError.is(error, code));
}

async function* folderEntries(
  store: FileStore,
  root: string,
  limits: ArchiveLimits,
  run: Run,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  let count = 0;
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of await store.list(folder)) {
      if (++count > limits.entries) throw tooLarge(store.root, 'entries', limits);
      const path = folder === '' ? name : `${folder}/${name}`;
      const inside = root === '' ? path : path.slice(root.length + 1);
      if (kind === 'folder') folders.push(path);
      else if (kind === 'file') {
        yield { path: `${BUNDLE_FOLDER}/${inside}`, content: store.read(path, { signal: run.signal }) };
      } else {
        throw new LoomError('archive-hostile', {
          path: store.root,
          entry: path,
          reason: kind === 'link' ? 'a link' : 'neither file nor folder',
        });
      }
    }
  }
}

/** Tells how much of the file has been read, the farthest of its passes, and stops when asked. */
function withProgress(source: ArchiveSource, run: Run): ArchiveSource {
  let farthest = 0;
  return {
    ...source,
    read: async function* (options) {
      let done = 0;
      for await (const piece of source.read({ ...options, signal: run.signal })) {
        throwIfCancelled(run.signal);
        done += piece.length;
        if (done > farthest) run.onProgress?.({ step: 'verifying', done, total: source.size });
        farthest = Math.max(farthest, done);
        yield piece;
      }
    },
  };
}
