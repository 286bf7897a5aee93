import { LoomError, throwIfCancelled } from '../errors';
import { toHex } from '../hex';
import { NOTE_FILE, parentOf } from '../history/places';
import { joinPath, safePath } from '../path';
import type { FileWriter, Host, Run } from '../ports';
import type { ChangeSettings, FileChange, FileContent, OperationNote, WritableStore } from './changes';
import { stagedStore } from './stagedStore';

/** A change whose bytes lie in `new/`, durable. */
export interface StagedChange {
  readonly path: string;
  readonly from: string | undefined;
  /** Null: the file is removed. */
  readonly after: FileContent | null;
}

/** Files that may be on their way to the disk while others are written. */
const MOST_CLOSING = 3;
/** Room for the journal and for what file systems keep for themselves. */
const SPARE_BYTES = 1024 * 1024;

/**
 * Writes what the files will be into `folder`/new. The memory is not touched, no lock is held. Throws `no-space` with the
 * sizes before the first byte where they are known, and what the store throws.
 */
export async function stageChanges(
  host: Host,
  store: WritableStore,
  folder: string,
  changes: Iterable<FileChange> | AsyncIterable<FileChange>,
  run: Run,
  settings: ChangeSettings,
): Promise<readonly StagedChange[]> {
  await refuseFullDisk(store, settings.bytes);
  const staged = new Map<string, StagedChange>();
  const after = stagedStore(store, folder, staged);
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    run.onProgress?.({ step: 'writing', done, total: settings.bytes ?? 0 });
  };
  // While files are made durable the next ones are written.
  const closing: Promise<void>[] = [];
  const stage = async (
    path: string,
    content: AsyncIterable<Uint8Array>,
    known: FileContent | undefined,
  ): Promise<FileContent> => {
    const target = { path, content, known };
    const { writer, after: written } = await writeFile(host, store, folder, target, run, onBytes);
    const closed = close(writer);
    // Should anything else fail first, that is what is told.
    closed.catch(() => undefined);
    closing.push(closed);
    if (closing.length > MOST_CLOSING) await closing.shift();
    return written;
  };
  try {
    for await (const change of changes) {
      throwIfCancelled(run.signal);
      const path = safePath(change.path);
      if (staged.has(path))
        throw new LoomError('path-unsafe', { path, reason: 'a file that is changed twice' });
      const { from, content, known } = change;
      if (change.readsAfter === true) await Promise.all(closing);
      if (content !== undefined)
        staged.set(path, { path, from, after: await stage(path, content(after), known) });
      else if (from !== undefined) staged.set(path, { path, from, after: null });
    }
  } finally {
    // Whatever happened: nothing is written any more when this ends.
    await Promise.allSettled(closing);
  }
  await Promise.all(closing);
  return [...staged.values()];
}

async function close(writer: FileWriter): Promise<void> {
  try {
    await writer.commit();
  } finally {
    await writer.abandon();
  }
}

/** Writes the note of an operation into its folder, durable. */
export async function stageNote(
  { home }: WritableStore,
  folder: string,
  { content }: OperationNote,
): Promise<void> {
  const writer = await home.write(joinPath(folder, NOTE_FILE), { replace: false, private: true });
  try {
    for (const bytes of content()) await writer.append(bytes);
    await writer.commit();
  } finally {
    await writer.abandon();
  }
}

async function refuseFullDisk(store: WritableStore, needed: number | undefined): Promise<void> {
  if (needed === undefined) return;
  const free = await store.home.freeBytes();
  if (free === undefined || free >= needed + SPARE_BYTES) return;
  throw new LoomError('no-space', { path: store.home.root, needed, free });
}

/** A file on its way into `new/`. */
interface StagedFile {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly known: FileContent | undefined;
}

/** Everything of a file but that it is durable and has its name. */
async function writeFile(
  host: Host,
  { home, folder: memory }: WritableStore,
  folder: string,
  { path, content, known }: StagedFile,
  run: Run,
  onBytes: (bytes: number) => void,
): Promise<{ writer: FileWriter; after: FileContent }> {
  const target = joinPath(folder, 'new', path);
  await home.makeFolder(parentOf(target), { private: true });
  const hash = host.codecs.sha256();
  let size = 0;
  const writer = await home.write(target, { replace: false, like: joinPath(memory, path) });
  try {
    // While one piece is written the next one is worked out.
    let writing = Promise.resolve();
    for await (const bytes of content) {
      throwIfCancelled(run.signal);
      if (known === undefined) hash.update(bytes);
      size += bytes.length;
      await writing;
      writing = writer.append(bytes);
      // Should the content fail first, that is what is told.
      writing.catch(() => undefined);
      onBytes(bytes.length);
    }
    await writing;
    if (known !== undefined && known.size !== size)
      throw new LoomError('io-failed', { path, detail: `it came to ${size} bytes instead of ${known.size}` });
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  return { writer, after: known ?? { size, sha256: toHex(hash.digest()) } };
}
