import type { FileRecord, OperationRecord } from '../history/operation';
import { contentHash } from '../import/contentHash';
import { joinPath } from '../path';
import type { FileStore, Run } from '../ports';
import type { WritableStore } from '../store/changes';
import { KIND_FILES, RESERVED_FOLDERS, statFile } from '../store/layout';
import { losesFile } from '../store/lostFiles';
import { readRecords } from '../store/readRecords';
import { KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { leftState } from './leftState';

/** A record that is not as an operation left it. */
export interface RecordDifference {
  readonly agent: string;
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  /** Since the operation. */
  readonly change: 'added' | 'changed' | 'removed';
}

/** How the records of a file are now, against how an operation left them. */
export interface RecordComparison {
  readonly differences: readonly RecordDifference[];
  /** Ids that are on both sides. */
  readonly common: number;
}

/**
 * What happened to a file's records since an operation: the file as it is against the one that the operation left, or, where
 * that was not kept, against the one before it. What a record says counts, not how: neither layout, order of members nor
 * encoding. `now`: where the file's records lie now, in the memory. Undefined when the file holds no records or one of the
 * two cannot be read.
 */
export async function compareRecords(
  store: WritableStore,
  operation: OperationRecord,
  file: FileRecord,
  now: string,
  run: Run,
): Promise<RecordComparison | undefined> {
  const section = sectionOf(file.path);
  if (section === undefined) return undefined;
  const left = await leftState(store, operation, file);
  const then = left === undefined ? new Map<string, Seen>() : await readSeen(store, left, section, run);
  const present = await readSeen(store, joinPath(store.folder, now), section, run);
  if (then === undefined || present === undefined) return undefined;
  const differences: RecordDifference[] = [];
  let common = 0;
  const add = (id: string, { title }: Seen, change: RecordDifference['change']): void => {
    differences.push({ ...section, id, title, change });
  };
  for (const [id, seen] of present) {
    const before = then.get(id);
    if (before !== undefined) common += 1;
    if (before === undefined) add(id, seen, 'added');
    else if (contentsOf(before) !== contentsOf(seen)) add(id, seen, 'changed');
  }
  for (const [id, seen] of then) if (!present.has(id)) add(id, seen, 'removed');
  return { differences, common };
}

/** A record, or several of one id. */
interface Seen {
  readonly title: string;
  readonly hashes: readonly string[];
}

function contentsOf({ hashes }: Seen): string {
  return hashes.toSorted().join();
}

function sectionOf(path: string): { readonly agent: string; readonly kind: Kind } | undefined {
  const [agent = '', name = '', ...more] = path.split('/');
  const kind = KINDS.find((each) => KIND_FILES[each] === name.replace(/\.gz$/, ''));
  return more.length > 0 || kind === undefined || RESERVED_FOLDERS.includes(agent)
    ? undefined
    : { agent, kind };
}

/** Records by id. */
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
      // Loom writes a whole file anew, with its own indentation, when it saves one record.
      const hashes = [...(seen.get(view.id)?.hashes ?? []), contentHash(value)];
      seen.set(view.id, { title: view.title, hashes });
    }
  }
  return seen;
}
