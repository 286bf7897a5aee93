import type { FileRecord, OperationRecord } from '../history/operation';
import { contentHash } from '../import/contentHash';
import { operationFolder } from '../history/places';
import { joinPath } from '../path';
import type { FileStore, Run } from '../ports';
import type { WritableStore } from '../store/changes';
import { KIND_FILES, RESERVED_FOLDERS, statFile } from '../store/layout';
import { hasBytes } from '../store/transaction';
import { losesFile } from '../store/lostFiles';
import { readRecords } from '../store/readRecords';
import { KINDS } from '../store/records';
import type { Kind } from '../store/records';

/** A record that is not as an operation left it. */
export interface RecordDifference {
  readonly agent: string;
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  /** Since the operation. */
  readonly change: 'added' | 'changed' | 'removed';
}

/**
 * What happened to a file's records since an operation: the file as it is against the one that the operation left, or, where
 * that was not kept, against the one before it. Undefined when the file holds no records or one of the two cannot be read.
 */
export async function compareRecords(
  store: WritableStore,
  operation: OperationRecord,
  file: FileRecord,
  run: Run,
): Promise<readonly RecordDifference[] | undefined> {
  const section = sectionOf(file.path);
  if (section === undefined) return undefined;
  const folder = operationFolder(store, operation.id);
  const left = await keptState(store, folder, file);
  const then = left === undefined ? new Map<string, Seen>() : await readSeen(store, left, section, run);
  const now = await readSeen(store, joinPath(store.folder, file.path), section, run);
  if (then === undefined || now === undefined) return undefined;
  const differences: RecordDifference[] = [];
  const add = (id: string, { title }: Seen, change: RecordDifference['change']): void => {
    differences.push({ ...section, id, title, change });
  };
  for (const [id, seen] of now) {
    const before = then.get(id);
    if (before === undefined) add(id, seen, 'added');
    else if (before.hash !== seen.hash) add(id, seen, 'changed');
  }
  for (const [id, seen] of then) if (!now.has(id)) add(id, seen, 'removed');
  return differences;
}

interface Seen {
  readonly title: string;
  readonly hash: string;
}

function sectionOf(path: string): { readonly agent: string; readonly kind: Kind } | undefined {
  const [agent = '', name = '', ...more] = path.split('/');
  const kind = KINDS.find((each) => KIND_FILES[each] === name.replace(/\.gz$/, ''));
  return more.length > 0 || kind === undefined || RESERVED_FOLDERS.includes(agent)
    ? undefined
    : { agent, kind };
}

/** The best that is known of how the operation left the file, in `home`; undefined when there was nothing. */
async function keptState(
  { home, codecs }: WritableStore,
  folder: string,
  file: FileRecord,
): Promise<string | undefined> {
  const after = joinPath(folder, 'after', file.path);
  // A link shares the bytes of a file that somebody may have written into (Loom's Python tools do); then it says nothing.
  if (file.after !== null && (await hasBytes(codecs, home, after, file.after))) return after;
  return file.before === null ? undefined : joinPath(folder, 'before', file.path);
}

/** Records by id. Two of one id count as one, with the hash of both. */
async function readSeen(
  store: WritableStore,
  path: string,
  { agent, kind }: { readonly agent: string; readonly kind: Kind },
  run: Run,
): Promise<ReadonlyMap<string, Seen> | undefined> {
  const files: FileStore = store.home;
  const file = await statFile(files, path);
  if (file === undefined) return new Map();
  const seen = new Map<string, Seen>();
  for await (const batch of readRecords({ files, codecs: store.codecs }, agent, kind, [file], run)) {
    if (batch.problems.some(losesFile)) return undefined;
    for (const { view, value } of batch.records) {
      // What it says, not how: Loom writes a whole file anew, with its own indentation, when it saves one record.
      const hash = `${seen.get(view.id)?.hash ?? ''}${contentHash(value)}`;
      seen.set(view.id, { title: view.title, hash });
    }
  }
  return seen;
}
