import { LoomError } from '../errors';
import type { Run } from '../ports';
import { losesFile } from '../store/lostFiles';
import { PairTwins } from '../store/pairTwins';
import { readRecordsAs } from '../store/readRecords';
import type { Kind, Problem, RecordShape } from '../store/records';
import type { Store, StoreFile } from '../store/store';
import type { ArrivalThread } from './arrivals';
import { groupBy } from './groupBy';
import type { IncomingTexts } from './incomingTexts';
import { PresentCollector } from './present';
import type { PresentComparing, PresentOrder, PresentPart } from './present';
import { HALVES_BYTES, readInHalves } from './presentHalves';
import { Sketches } from './sketches';

/** A record of the memory as planning sees it; the record itself stays where it lies. */
export interface ExistingRecord {
  readonly id: string;
  readonly file: StoreFile;
  /** Its place in the file's list. */
  readonly index: number;
  /** `bytesHash` of its bytes. */
  readonly hash: number;
  /** `contentHash` of the record, where an incoming one has its id and other bytes. */
  readonly content: string | undefined;
  readonly shape: RecordShape;
  readonly confidence: number | null;
  readonly mergedHashes: readonly string[];
  /** False when it holds a number that would come out another one if it was written again. */
  readonly canRewrite: boolean;
  /** Its texts, where they are to be compared: its number among these. */
  readonly sketches: Sketches | undefined;
  readonly sketch: number;
}

/** One kind of one agent of the memory. */
export interface ExistingSection {
  readonly files: readonly StoreFile[];
  /** All that something may be done about: the one that an incoming record is another version of is among them. */
  readonly records: readonly ExistingRecord[];
  /** Those that the id of an incoming record leads to, its own or the one that it was merged into; all when nothing comes. */
  readonly byId: ReadonlyMap<string, readonly ExistingRecord[]>;
  /** Whether a record is here: asked with what `newId` made, and ids that come for the agent's other kinds. */
  readonly hasId: (id: string) => boolean;
  readonly problems: readonly Problem[];
  /** Why nothing of it may be changed, as a sentence: a file of it cannot be read, so nobody knows what is in it. */
  readonly blocked: string | undefined;
}

/** What the records of a section are compared with. */
export interface Comparing {
  /** What comes for it, by id. */
  readonly incoming: ReadonlyMap<string, readonly { readonly hash: number }[]>;
  /** Ids of records that earlier imports merged some of it into. */
  readonly merged: ReadonlySet<string>;
  /** Ids of what comes for the agent's other kinds. */
  readonly others: readonly string[];
  /** With which records are compared whose id is not among them; undefined where nothing comes. */
  readonly texts: IncomingTexts | undefined;
}

/** What was read of a file. */
interface FilePart {
  readonly file: StoreFile;
  readonly part: PresentPart;
  /** What its records' places in the list are counted from. */
  readonly firstIndex: number;
  readonly sketches: Sketches;
}

/**
 * Reads a section to plan changes of it. Undefined `comparing`: all records are kept, whatever comes. `thread` is asked for when
 * a half of a file of `halvesFrom` bytes or more can be read on it. Throws `memory-changing` when somebody writes to it meanwhile.
 */
export async function readExisting(
  store: Store,
  {
    agent,
    kind,
    files,
  }: { readonly agent: string; readonly kind: Kind; readonly files: readonly StoreFile[] },
  comparing: Comparing | undefined,
  run: Run,
  thread: () => Promise<ArrivalThread | undefined>,
  halvesFrom = HALVES_BYTES,
): Promise<ExistingSection> {
  const order = { agent, kind, comparing: comparing && presentComparing(comparing) };
  const [file] = files;
  if (file !== undefined && files.length === 1 && file.size >= halvesFrom) {
    const other = await thread();
    const halves = other && (await readInHalves(store, file, order, comparing?.texts, other, run));
    if (halves !== undefined) {
      const { first, second, sketches, count } = halves;
      const parts = [
        { file, part: first, firstIndex: 0, sketches: sketches[0] },
        { file, part: second, firstIndex: count, sketches: sketches[1] },
      ];
      return { files, ...recordsOf(parts, comparing), problems: [], blocked: undefined };
    }
  }
  return readWhole(store, order, files, comparing, run);
}

/** Reads the files of a section one after the other, each in one go. */
async function readWhole(
  store: Store,
  order: PresentOrder,
  files: readonly StoreFile[],
  comparing: Comparing | undefined,
  run: Run,
): Promise<ExistingSection> {
  const sketches = new Sketches();
  const parts: FilePart[] = [];
  const problems: Problem[] = [];
  const twins = new PairTwins(store.codecs, files);
  let unfiltered = comparing?.texts;
  for (const file of files) {
    const collector = new PresentCollector(order, sketches);
    const reading = collector.reading(store.codecs);
    for await (const batch of readRecordsAs(store, order.kind, [file], run, twins, reading)) {
      for (const found of batch.records) collector.take(found);
      problems.push(...batch.problems);
      // By now reading what comes costs less than keeping what is like none of it.
      if (unfiltered !== undefined && sketches.size > unfiltered.size) {
        sketches.filterBy(await unfiltered.filter());
        unfiltered = undefined;
      }
    }
    parts.push({ file, part: collector.part(), firstIndex: 0, sketches });
  }
  const changing = problems.find((problem) => problem.code === 'file-changing');
  if (changing !== undefined) throw new LoomError('memory-changing', { file: changing.file });
  const blocking = problems.find((problem) => problem.level === 'error' || losesFile(problem));
  return { files, ...recordsOf(parts, comparing), problems, blocked: blocking?.message };
}

function presentComparing({ incoming, merged, others, texts }: Comparing): PresentComparing {
  const versions = [...incoming].flatMap(([id, records]) => records.map(({ hash }) => ({ id, hash })));
  return {
    ids: versions.map(({ id }) => id),
    hashes: versions.map(({ hash }) => hash),
    merged: [...merged],
    others,
    hasTexts: texts !== undefined,
  };
}

const NONE: readonly string[] = [];

function recordsOf(
  parts: readonly FilePart[],
  comparing: Comparing | undefined,
): Pick<ExistingSection, 'records' | 'byId' | 'hasId'> {
  const records: ExistingRecord[] = [];
  for (const { file, part, firstIndex, sketches } of parts) {
    for (let at = 0; at < part.numbers.length; at += 1) {
      const sketch = part.sketches[at] ?? -1;
      records.push({
        id: part.ids[part.numbers[at] ?? 0] ?? '',
        file,
        index: firstIndex + (part.indices[at] ?? 0),
        hash: part.hashes[at] ?? 0,
        content: part.contents[at] ?? undefined,
        shape: part.shapes[at] ?? 'free',
        confidence: part.confidences[at] ?? null,
        mergedHashes: part.mergedHashes[at] ?? NONE,
        canRewrite: part.canRewrite[at] ?? false,
        sketches: sketch === -1 ? undefined : sketches,
        sketch,
      });
    }
  }
  // Seldom asked for.
  const lists = parts.map(({ part }) => part.ids);
  let ids: Set<string> | undefined;
  const hasId = (id: string): boolean => {
    ids ??= new Set(lists.flat());
    return ids.has(id);
  };
  const { incoming, merged } = comparing ?? {};
  const named = records.filter(({ id }) => incoming?.has(id) !== false || merged?.has(id) === true);
  return { records, byId: groupBy(named, ({ id }) => id), hasId };
}
