import { LoomError, throwIfCancelled } from '../errors';
import { isJsonArray, isJsonObject, parseJson } from '../json';
import type { JsonValue } from '../json';
import type { Run } from '../ports';
import { findJsonDamage, findUtf8Damage } from './damage';
import { currentVersion } from './layout';
import { locate } from './position';
import { losesFile } from './lostFiles';
import { PairTwins } from './pairTwins';
import { pause } from './readWhenStill';
import { KINDS, KIND_PLURALS } from './records';
import type { Kind, Problem, ProblemCode, StoredRecord } from './records';
import { ListSplitter } from './splitList';
import type { FoundRecord, SplitOptions } from './foundRecord';
import type { TextDamage } from './textDamage';
import type { RecordBatch, Store, StoreFile } from './store';
import { newTextFacts, readText } from './text';
import { viewRecord } from './view';

/**
 * Records of one kind of one agent, some 256 KiB of JSON a batch; `bytes` of a record are a slice of a buffer that is
 * used again for the next batch: copy them to keep them. Memory is bounded by the largest record (64 MiB at most).
 *
 * A file is what its bytes say (FORMATS 1.2): gzip or plain, with or without a byte order mark, a list of objects or
 * an object with such a list under the kind's plural, `records`, `items` or `entries` (all of those that are lists are
 * one list; its other properties are not records). A record that both files of a pair hold is given once; who reads
 * the files of a section one by one hands the same `twins` to each call.
 *
 * What cannot be read becomes a problem, and everything else goes on: the other records of the file, then the next
 * file. Problems come with the last batch of their file. No lock is taken and nothing is written. A writer that
 * replaces a file (Loom's TypeScript store, this program) is never seen half: the file that was opened is read to its
 * end. One that writes in place (Loom's Python tools) is noticed by size and time, or by the file being gone; the last
 * batch then says `file-changing`, and `readWhenStill` tries again. Throws `cancelled` only.
 */
export function readRecords(
  store: Store,
  agent: string,
  kind: Kind,
  files: readonly FilePlace[],
  run: Run = {},
  twins: PairTwins = new PairTwins(store.codecs, files),
): AsyncGenerator<RecordBatch, void, undefined> {
  return readRecordsAs(store, kind, files, run, twins, (file, take) => ({
    onRecord: recordReader(agent, kind, file, take),
  }));
}

/** Where a file lies, in the memory: more of it is not needed to read it. */
export type FilePlace = Pick<StoreFile, 'path'>;

/** What is done with the records that a splitter finds in a file: each that can be read is handed to `take`. */
export type RecordReading<Read> = (
  file: string,
  take: (record: Read) => void,
) => Pick<SplitOptions, 'onRecord' | 'takeSound'>;

/** As `readRecords`, for whoever needs more or less of a record. */
export async function* readRecordsAs<Read extends { readonly bytes: Uint8Array }>(
  store: Store,
  kind: Kind,
  files: readonly FilePlace[],
  run: Run,
  twins: PairTwins,
  reading: RecordReading<Read>,
): AsyncGenerator<RecordBatch<Read>, void, undefined> {
  const facts = newTextFacts();
  for (const file of files) {
    let records: Read[] = [];
    const options = reading(file.path, (record) => {
      if (!twins.isTwin(record.bytes)) records.push(record);
    });
    const splitter = new ListSplitter({ ...splitNames(kind), ...options });
    let version: string | undefined;
    let failure: Problem | undefined;
    try {
      version = await currentVersion(store.files, file.path);
      for await (const piece of readText(store, file.path, { signal: run.signal }, facts)) {
        throwIfCancelled(run.signal);
        if (!splitter.push(piece)) continue;
        splitter.split(false);
        if (splitter.isDone) break;
        if (records.length === 0) continue;
        yield { records, problems: [], bytesRead: facts.bytes };
        records = [];
      }
      splitter.split(true);
    } catch (error) {
      failure = failureOf(error, file.path);
    }
    const problems = await problemsOf(store, file.path, version, splitter, failure);
    twins.endFile(problems.some(losesFile));
    yield { records, problems, bytesRead: facts.bytes };
  }
}

/** Under which names a wrapper of this kind of records may keep its list (FORMATS 1.7, DESIGN section 4). */
export function splitNames(kind: Kind): Pick<SplitOptions, 'wrapperNames' | 'foreignNames'> {
  return {
    wrapperNames: [KIND_PLURALS[kind], 'records', 'items', 'entries'],
    foreignNames: KINDS.filter((other) => other !== kind).map((other) => KIND_PLURALS[other]),
  };
}

/** Parses each record that a splitter finds and hands it on; gives what is wrong with it otherwise. */
export function recordReader(
  agent: string,
  kind: Kind,
  file: string,
  take: (record: StoredRecord) => void,
): (found: FoundRecord) => TextDamage | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return ({ bytes: window, start, end, offset, index, colons }) => {
    const bytes = window.subarray(start, end);
    let value: JsonValue;
    try {
      value = parseJson(decoder.decode(bytes));
    } catch (error) {
      return damageOf(bytes, offset, error);
    }
    if (!isJsonObject(value))
      return { code: 'record-not-an-object', offset, detail: 'a record is not an object', level: 'error' };
    const { view, shape } = viewRecord(value, agent, kind);
    take({ view, shape, value, bytes, file, index });
    if (countKeys(value) === colons) return undefined;
    return {
      code: 'json-damaged',
      offset,
      detail: 'a record has a key twice; the last one is taken',
      level: 'warning',
    };
  };
}

function damageOf(bytes: Uint8Array, offset: number, error: unknown): TextDamage {
  const notUtf8 = findUtf8Damage(bytes);
  const json = findJsonDamage(bytes);
  if (notUtf8 !== undefined && (json === undefined || notUtf8 < json.offset))
    return {
      code: 'not-utf8',
      offset: offset + notUtf8,
      detail: 'a record is not UTF-8 text',
      level: 'error',
    };
  return {
    code: 'json-damaged',
    offset: offset + (json?.offset ?? 0),
    detail: json?.detail ?? String(error),
    level: 'error',
  };
}

/** Keys at every depth. */
function countKeys(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (isJsonArray(value)) {
    for (const each of value) count += countKeys(each);
  } else if (isJsonObject(value)) {
    // Without the list of values that `Object.values` makes; what was parsed inherits nothing that counts.
    for (const key in value) count += 1 + countKeys(value[key] ?? null);
  }
  return count;
}

function problemOf(file: string, code: ProblemCode, why: string): Problem {
  return { file, code, message: `${file} cannot be read: ${why}.`, level: 'error' };
}

/** What a failed read means for the file; errors that end the whole run are thrown on. */
export function failureOf(error: unknown, file: string): Problem {
  const fail = (code: ProblemCode, why: string): Problem => problemOf(file, code, why);
  if (LoomError.is(error, 'gzip-damaged'))
    return fail('gzip-damaged', `its compressed data is damaged (${error.data.detail})`);
  if (LoomError.is(error, 'memory-changing') || LoomError.is(error, 'file-missing'))
    return fail('file-changing', 'it changed meanwhile');
  if (LoomError.is(error, 'path-unsafe')) return fail('link-refused', 'links are not followed');
  if (LoomError.is(error, 'permission-denied')) return fail('file-unreadable', 'there is no permission');
  if (LoomError.is(error, 'io-failed')) return fail('file-unreadable', error.data.detail);
  if (LoomError.is(error, 'locked')) return fail('file-unreadable', 'another process has locked it');
  throw error;
}

/** Milliseconds in which a writer that writes in place has added to the file or is done. */
const TEAR_PAUSE = 50;

/**
 * The damages of a file as problems with lines and columns; for those the text is read a second time. A file that ends
 * early may be one that is being written in place at this moment: when it has another version than before the
 * reading, or gets one within 50 ms, it is only `file-changing`.
 */
export async function problemsOf(
  store: Store,
  file: string,
  version: string | undefined,
  splitter: ListSplitter,
  failure: Problem | undefined,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  if (failure?.code === 'file-changing') return [failure];
  if (splitter.endedEarly || failure?.code === 'gzip-damaged') {
    await pause(TEAR_PAUSE);
    if ((await currentVersion(store.files, file)) !== version)
      return [problemOf(file, 'file-changing', 'it changed meanwhile')];
  }
  const damages = [...splitter.damages.kept].sort((a, b) => a.offset - b.offset);
  const places =
    damages.length === 0
      ? []
      : await locate(
          stopAtFailure(readText(store, file)),
          damages.map((damage) => damage.offset),
        );
  for (const [index, { code, detail, level }] of damages.entries()) {
    // An empty file has no places.
    const place = code === 'file-empty' ? undefined : places[index];
    const where = place === undefined ? '' : ` at line ${place.line}, column ${place.column}`;
    const what = level === 'error' ? 'cannot be read' : 'is read, with a fault';
    problems.push({ file, code, message: `${file} ${what}: ${detail}${where}.`, ...place, level });
  }
  if (splitter.damages.moreErrors > 0) {
    const message = `${file} has ${splitter.damages.moreErrors} more places that cannot be read.`;
    problems.push({ file, code: 'json-damaged', message, level: 'error' });
  }
  if (failure !== undefined) problems.push(failure);
  return problems;
}

/** The first reading has reported the failure already. */
async function* stopAtFailure(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
  }
}
