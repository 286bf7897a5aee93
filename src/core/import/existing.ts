import { LoomError } from '../errors';
import type { JsonObject } from '../json';
import type { Run } from '../ports';
import { losesFile } from '../store/lostFiles';
import { PairTwins } from '../store/pairTwins';
import { readRecordsAs } from '../store/readRecords';
import type { Kind, Problem, RecordShape } from '../store/records';
import type { Store, StoreFile } from '../store/store';
import { TextSpans } from '../store/textSpans';
import { bytesHash } from './bytesHash';
import { contentHash } from './contentHash';
import type { IncomingTexts } from './incomingTexts';
import { mergedHashes } from './mergeRecords';
import { presentReading, wholeValue } from './outlines';
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
  /** Its number in the section's sketches. */
  readonly sketch: number | undefined;
}

/** One kind of one agent of the memory. */
export interface ExistingSection {
  readonly files: readonly StoreFile[];
  /** All that something may be done about: the one that an incoming record is another version of is among them. */
  readonly records: readonly ExistingRecord[];
  /** Those records. */
  readonly byId: ReadonlyMap<string, readonly ExistingRecord[]>;
  /** Of every record that is here. */
  readonly ids: ReadonlySet<string>;
  readonly sketches: Sketches;
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
  /** With which records are compared whose id is not among them; undefined where nothing comes. */
  readonly texts: IncomingTexts | undefined;
}

const NONE: readonly string[] = [];

/**
 * Reads a section to plan changes of it. Undefined `comparing`: all records are kept, whatever comes. Throws `memory-changing`
 * when somebody writes to it meanwhile.
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
): Promise<ExistingSection> {
  const records: ExistingRecord[] = [];
  const byId = new Map<string, ExistingRecord[]>();
  const ids = new Set<string>();
  const sketches = new Sketches();
  const problems: Problem[] = [];
  const twins = new PairTwins(store.codecs, files);
  const sketchOf = (id: string, found: TextSpans | JsonObject): number | undefined => {
    if (comparing?.incoming.has(id) === true) return undefined;
    return found instanceof TextSpans ? sketches.addSpans(found, kind) : sketches.add(found, kind);
  };
  let texts = comparing?.texts;
  const reading = presentReading(agent, kind, store.codecs, texts === undefined ? undefined : sketchOf);
  for (const file of files) {
    for await (const batch of readRecordsAs(store, kind, [file], run, twins, reading)) {
      for (const found of batch.records) {
        const { id, value, shape, confidence, index, bytes, sketch, canRewrite } = found;
        ids.add(id);
        const versions = comparing?.incoming.get(id);
        const merged = 'merged_hashes' in value ? mergedHashes(value) : NONE;
        const isNeeded =
          comparing === undefined ||
          versions !== undefined ||
          sketch !== undefined ||
          merged.length > 0 ||
          comparing.merged.has(id);
        if (!isNeeded) continue;
        const hash = bytesHash(bytes);
        const isOther = versions?.some((version) => version.hash !== hash) === true;
        const record: ExistingRecord = {
          id,
          file,
          index,
          hash,
          content: isOther ? contentHash(wholeValue(found)) : undefined,
          shape,
          confidence,
          mergedHashes: merged,
          canRewrite,
          sketch,
        };
        records.push(record);
        const same = byId.get(id);
        if (same === undefined) byId.set(id, [record]);
        else same.push(record);
      }
      problems.push(...batch.problems);
      // By now reading what comes costs less than keeping what is like none of it.
      if (texts !== undefined && sketches.size > texts.size) {
        sketches.filterBy(await texts.filter());
        texts = undefined;
      }
    }
  }
  const changing = problems.find((problem) => problem.code === 'file-changing');
  if (changing !== undefined) throw new LoomError('memory-changing', { file: changing.file });
  const blocking = problems.find((problem) => problem.level === 'error' || losesFile(problem));
  return { files, records, byId, ids, sketches, problems, blocked: blocking?.message };
}
