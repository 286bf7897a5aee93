import { LoomError, throwIfCancelled } from '../errors';
import type { Run } from '../ports';
import { glanceSuccessRate } from './glance';
import { currentVersion } from './layout';
import { failureOf, problemsOf, recordReader, splitNames } from './readRecords';
import { losesFile } from './lostFiles';
import { PairTwins } from './pairTwins';
import { readWhenStill } from './readWhenStill';
import type { Kind, Problem, StoredRecord } from './records';
import { ListSplitter } from './splitList';
import type { Store, StoreFile } from './store';
import { newTextFacts, readText } from './text';

/** Where the records of one section lie, without their values: some 16 bytes a record. */
export interface RecordIndex {
  /** Records of all its files, as one list in the order of the files. */
  readonly count: number;
  /**
   * What is wrong with the files as far as brackets tell. A record that is damaged inside is counted, and missing
   * from its page.
   */
  readonly problems: readonly Problem[];
  /** Over the records that have one, 0 to 1; null when none has. */
  readonly meanSuccessRate: number | null;
  /** On disk. */
  readonly bytes: number;
  /**
   * Records `start` up to `end`, read and parsed now; those that turn out damaged are left out. Of a plain file only
   * their own bytes are read, a gzip one is inflated up to them. The records are the caller's to keep. Throws
   * `memory-changing` when a file is not the one that was indexed: index again.
   */
  page(start: number, end: number): Promise<StoredRecord[]>;
}

/** The records of one file: `starts` and `ends` are offsets in its text. */
interface FileIndex {
  readonly path: string;
  /** Undefined when the file was gone. */
  readonly version: string | undefined;
  /** Bytes of the file before its text when it is plain (a byte order mark); undefined when it is gzip. */
  readonly shift: number | undefined;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly indices: readonly number[];
}

/**
 * Indexes a section by its brackets only (some 600 MB/s). What cannot be read becomes a problem. Throws `cancelled`.
 */
export async function indexRecords(
  store: Store,
  agent: string,
  kind: Kind,
  files: readonly StoreFile[],
  run: Run = {},
): Promise<RecordIndex> {
  const indexed = await readWhenStill(
    store,
    agent,
    kind,
    files,
    (current) => indexFiles(store, kind, current, run),
    run,
  );
  const { problems, rates, rated, parts } = indexed;
  const count = parts.reduce((sum, part) => sum + part.starts.length, 0);
  return {
    count,
    problems,
    meanSuccessRate: rated === 0 ? null : rates / rated,
    bytes: indexed.bytes,
    async page(start, end) {
      const records: StoredRecord[] = [];
      let first = 0;
      for (const part of parts) {
        const from = Math.max(start - first, 0);
        const to = Math.min(end - first, part.starts.length);
        if (from < to) records.push(...(await readPart(store, agent, kind, part, from, to)));
        first += part.starts.length;
      }
      return records;
    },
  };
}

/**
 * The first records of a section, reading no more of its files than they take: the cost is the same whatever the
 * size. `complete`: these are all. Problems are those met on the way. The records are the caller's to keep.
 */
export async function firstPage(
  store: Store,
  agent: string,
  kind: Kind,
  files: readonly StoreFile[],
  limit: number,
): Promise<{ records: StoredRecord[]; problems: readonly Problem[]; complete: boolean }> {
  const records: StoredRecord[] = [];
  const problems: Problem[] = [];
  const twins = new PairTwins(store.codecs, files);
  for (const file of files) {
    const read = recordReader(agent, kind, file.path, (record) => {
      if (records.length <= limit && !twins.isTwin(record.bytes))
        records.push({ ...record, bytes: record.bytes.slice() });
    });
    const splitter = new ListSplitter({ ...splitNames(kind), onRecord: read });
    let version: string | undefined;
    let failure: Problem | undefined;
    try {
      version = await currentVersion(store.files, file.path);
      for await (const piece of readText(store, file.path)) {
        splitter.push(piece);
        splitter.split(false);
        if (splitter.isDone) break;
        // One more than the limit shows that there is more.
        if (records.length > limit) return { records: records.slice(0, limit), problems, complete: false };
      }
      splitter.split(true);
    } catch (error) {
      failure = failureOf(error, file.path);
    }
    const found = await problemsOf(store, file.path, version, splitter, failure);
    twins.endFile(found.some(losesFile));
    problems.push(...found);
  }
  const complete = records.length <= limit;
  return { records: records.slice(0, limit), problems, complete };
}

async function indexFiles(
  store: Store,
  kind: Kind,
  files: readonly StoreFile[],
  run: Run,
): Promise<{ parts: FileIndex[]; problems: Problem[]; rates: number; rated: number; bytes: number }> {
  const parts: FileIndex[] = [];
  const problems: Problem[] = [];
  let rates = 0;
  let rated = 0;
  let bytes = 0;
  const twins = new PairTwins(store.codecs, files);
  for (const file of files) {
    const starts: number[] = [];
    const ends: number[] = [];
    const indices: number[] = [];
    const splitter = new ListSplitter({
      ...splitNames(kind),
      withNames: true,
      onRecord: (record) => {
        if (twins.isTwin(record.bytes.subarray(record.start, record.end))) return undefined;
        starts.push(record.offset);
        ends.push(record.offset + record.end - record.start);
        indices.push(record.index);
        const rate = glanceSuccessRate(record, kind);
        if (rate !== null) {
          rates += rate;
          rated += 1;
        }
        return undefined;
      },
    });
    let failure: Problem | undefined;
    const facts = newTextFacts();
    let version: string | undefined;
    try {
      version = await currentVersion(store.files, file.path);
      for await (const piece of readText(store, file.path, { signal: run.signal }, facts)) {
        throwIfCancelled(run.signal);
        if (splitter.push(piece)) splitter.split(false);
        if (splitter.isDone) break;
      }
      splitter.split(true);
    } catch (error) {
      failure = failureOf(error, file.path);
    }
    const found = await problemsOf(store, file.path, version, splitter, failure);
    twins.endFile(found.some(losesFile));
    problems.push(...found);
    parts.push({
      path: file.path,
      version,
      shift: facts.isGzip ? undefined : facts.shift,
      starts,
      ends,
      indices,
    });
    bytes += file.size;
  }
  return { parts, problems, rates, rated, bytes };
}

/** Records `from` up to `to` of one file. */
async function readPart(
  store: Store,
  agent: string,
  kind: Kind,
  part: FileIndex,
  from: number,
  to: number,
): Promise<StoredRecord[]> {
  const start = part.starts[from] ?? 0;
  const end = part.ends[to - 1] ?? 0;
  const bytes = new Uint8Array(end - start);
  if ((await currentVersion(store.files, part.path)) !== part.version)
    throw new LoomError('memory-changing', { file: part.path });
  let at = part.shift === undefined ? 0 : start;
  const pieces =
    part.shift === undefined
      ? readText(store, part.path)
      : store.files.read(part.path, { start: start + part.shift, end: end + part.shift });
  for await (const piece of pieces) {
    const wanted = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
    bytes.set(wanted, Math.max(at - start, 0));
    at += piece.length;
    if (at >= end) break;
  }
  const records: StoredRecord[] = [];
  const read = recordReader(agent, kind, part.path, (record) => records.push(record));
  for (let each = from; each < to; each += 1) {
    const offset = part.starts[each] ?? 0;
    const index = part.indices[each] ?? 0;
    const size = (part.ends[each] ?? 0) - offset;
    // A damaged record is left out here; the reading of the whole section says why.
    const place = { offset, index, gap: 0 };
    read({ bytes, start: offset - start, end: offset - start + size, ...place, colons: -1, names: [] });
  }
  return records;
}
