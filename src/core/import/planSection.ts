import { throwIfCancelled } from '../errors';
import type { Codecs, Run } from '../ports';
import { createTurns } from '../turns';
import type { Kind } from '../store/records';
import { newId } from './combine';
import { contentHash } from './contentHash';
import { decideRecord } from './decideRecord';
import type { ExistingRecord, ExistingSection } from './existing';
import { historyKey } from './history';
import type { ImportBase, ImportHistory } from './history';
import type { IncomingTexts } from './incomingTexts';
import type { Choice, PlanAction } from './plan';
import { PlannedItem } from './plannedItem';
import type { Verdict } from './plannedItem';
import type { ImportRequest } from './request';
import type { IncomingRecord, IncomingSpool } from './spoolIncoming';

/** Everything that decides about the incoming records of one kind of one agent. */
export interface SectionPlanning {
  readonly agent: string;
  readonly kind: Kind;
  readonly incoming: readonly IncomingRecord[];
  readonly existing: ExistingSection;
  /** Of the incoming ones. */
  readonly texts: IncomingTexts | undefined;
  /** Which of the agent's other kinds has an id, here or in the source. */
  readonly elsewhere: (id: string) => Kind | undefined;
  readonly history: ImportHistory;
  readonly request: ImportRequest;
  readonly spool: IncomingSpool;
  readonly codecs: Codecs;
  readonly run: Run;
}

/** What can be chosen where a version of the record is here, and where none is. */
const WITH_EXISTING: readonly Choice[] = ['keep', 'take', 'merge', 'both', 'skip'];
const NO_MERGE: readonly Choice[] = ['keep', 'take', 'both', 'skip'];
const WITHOUT_EXISTING: readonly Choice[] = ['take', 'both', 'skip'];
const NEW: readonly Choice[] = ['take', 'skip'];
const NOTHING: readonly Choice[] = [];
/** The verdict on most records of most imports: one for all of them. */
const NOT_HERE: Verdict = { action: 'add', reason: 'is not here yet' };

/** Plans one section: each incoming record gets its item, in their order; what `restore` removes comes last. */
export async function planSection(planning: SectionPlanning): Promise<readonly PlannedItem[]> {
  const { incoming, existing, request } = planning;
  if (existing.blocked !== undefined) {
    const verdict: Verdict = { action: 'skip', reason: existing.blocked.replace(/\.$/, '') };
    return incoming.map((record) => itemOf(planning, record, undefined, verdict, NOTHING));
  }
  const { pairs, contents } = await pairById(planning);
  if (!request.restore) await pairByText(planning, pairs);
  const items: PlannedItem[] = [];
  const leaders = new Map<string, PlannedItem>();
  const isOfSeveral = incoming.some(({ from }) => from !== incoming[0]?.from);
  for (const record of incoming) {
    const item = planRecord(planning, record, pairs.get(record), contents.get(record), leaders);
    if (isOfSeveral && item.action === 'add' && !leaders.has(record.id)) leaders.set(record.id, item);
    items.push(item);
  }
  if (request.restore) items.push(...removals(planning, pairs));
  return items;
}

interface Match {
  readonly existing: ExistingRecord;
  /** How alike their texts are, when that is why they are one. */
  readonly score: number | undefined;
}

type Matches = Map<IncomingRecord, Match>;

/** `contentHash` of incoming records, where it was needed. */
type Contents = ReadonlyMap<IncomingRecord, string>;

/**
 * Pairs what has one id, equal versions first; then what went into a record of another id at an earlier import. An id may be
 * there twice on either side (both files of a pair may hold one, FORMATS 1.2): each finds its own.
 */
async function pairById(planning: SectionPlanning): Promise<{ pairs: Matches; contents: Contents }> {
  const { agent, kind, incoming, existing, history, request } = planning;
  const pairs: Matches = new Map();
  if (existing.records.length === 0) return { pairs, contents: new Map() };
  const taken = new Set<ExistingRecord>();
  const pair = (record: IncomingRecord, found: ExistingRecord): void => {
    pairs.set(record, { existing: found, score: undefined });
    taken.add(found);
  };
  const freeOf = (
    record: IncomingRecord,
    fits: (found: ExistingRecord) => boolean,
  ): ExistingRecord | undefined =>
    existing.byId.get(record.id)?.find((each) => !taken.has(each) && fits(each));
  for (const record of incoming) {
    const found = freeOf(record, ({ hash }) => hash === record.hash);
    if (found !== undefined) pair(record, found);
  }
  const left = incoming.filter((record) => !pairs.has(record));
  const byMerged = mergedInto(existing.records);
  const contents = await contentsOf(
    planning,
    left.filter(({ id }) => byMerged.size > 0 || existing.byId.has(id)),
  );
  // By what they say: which of several versions is paired with which may not depend on their order.
  const sorted = left.toSorted((one, other) =>
    (contents.get(one) ?? '') < (contents.get(other) ?? '') ? -1 : 1,
  );
  for (const record of sorted) {
    const found = freeOf(record, ({ content }) => content !== undefined && content === contents.get(record));
    if (found !== undefined) pair(record, found);
  }
  const shared = sharedIds(incoming);
  for (const record of sorted) {
    if (pairs.has(record)) continue;
    const first = shared.has(record.id) ? existing.byId.get(record.id)?.[0] : undefined;
    const found = freeOf(record, () => true) ?? first;
    if (found !== undefined) pair(record, found);
  }
  if (request.restore) return { pairs, contents };
  for (const record of sorted) {
    if (pairs.has(record)) continue;
    const into = history.get(historyKey(agent, kind, record.id))?.into;
    const found =
      byMerged.get(contents.get(record) ?? '') ??
      (into === undefined ? undefined : existing.byId.get(into)?.[0]);
    if (found !== undefined) pairs.set(record, { existing: found, score: undefined });
  }
  return { pairs, contents };
}

async function contentsOf(
  { spool, run }: SectionPlanning,
  records: readonly IncomingRecord[],
): Promise<Contents> {
  const contents = new Map<IncomingRecord, string>();
  for await (const { record, value } of spool.values(records)) {
    throwIfCancelled(run.signal);
    contents.set(record, contentHash(value));
  }
  return contents;
}

/** Ids that several agents of the source bring to one agent here (`--map`). */
function sharedIds(incoming: readonly IncomingRecord[]): ReadonlySet<string> {
  const first = incoming[0]?.from;
  const shared = new Set<string>();
  if (incoming.every((record) => record.from === first)) return shared;
  const from = new Map<string, string>();
  for (const record of incoming) {
    if ((from.get(record.id) ?? record.from) !== record.from) shared.add(record.id);
    from.set(record.id, record.from);
  }
  return shared;
}

/** By the hash of every version that went into a record. */
function mergedInto(records: readonly ExistingRecord[]): ReadonlyMap<string, ExistingRecord> {
  const found = new Map<string, ExistingRecord>();
  for (const record of records) for (const hash of record.mergedHashes) found.set(hash, record);
  return found;
}

/**
 * Pairs what has no counterpart by id with records here by their texts, beyond 0.85 (X5). The most alike come first, and each
 * finds one at most: if two could take the place of one, or be measured against it, the other would be lost.
 */
async function pairByText({ existing, texts, run }: SectionPlanning, pairs: Matches): Promise<void> {
  if (texts === undefined || existing.records.every(({ sketches }) => sketches === undefined)) return;
  const index = await texts.index((record) => !pairs.has(record));
  const turn = createTurns();
  const paired = new Set([...pairs.values()].map((match) => match.existing));
  const likenesses: Likeness[] = [];
  for (const candidate of existing.records) {
    if (candidate.sketches === undefined || paired.has(candidate)) continue;
    throwIfCancelled(run.signal);
    await turn();
    const own: Likeness[] = [];
    index.find(candidate.sketches, candidate.sketch, (number, score) => {
      const record = texts.recordOf(number);
      if (record !== undefined) own.push({ record, existing: candidate, score });
    });
    likenesses.push(...own.sort(moreAlikeFirst).slice(0, MAX_LIKENESSES));
  }
  for (const { record, existing: found, score } of likenesses.sort(moreAlikeFirst)) {
    if (pairs.has(record) || paired.has(found)) continue;
    pairs.set(record, { existing: found, score });
    paired.add(found);
  }
}

/** An incoming record and one here whose texts are alike. */
interface Likeness {
  readonly record: IncomingRecord;
  readonly existing: ExistingRecord;
  readonly score: number;
}

/** How many are kept of one record here: more are alike only where many have the same text. */
const MAX_LIKENESSES = 16;

/**
 * The order of the records may not decide between equals: their hashes do, in an order that is another for each record, so
 * that of many equal ones not all are left with the same few.
 */
function moreAlikeFirst(one: Likeness, other: Likeness): number {
  return other.score - one.score || lot(one) - lot(other);
}

function lot({ record, existing }: Likeness): number {
  return (record.hash ^ existing.hash) >>> 0;
}

function planRecord(
  planning: SectionPlanning,
  record: IncomingRecord,
  match: Match | undefined,
  content: string | undefined,
  leaders: ReadonlyMap<string, PlannedItem>,
): PlannedItem {
  const { agent, request } = planning;
  const base = baseOf(planning, record);
  if (match !== undefined) {
    const verdict = decideRecord(
      { incoming: record, ...match, base, content },
      request.strategy,
      request.restore,
    );
    if (verdict.action === 'add' && match.existing.id === record.id) {
      const id = newId(record.id, content ?? '', planning.codecs);
      const same: Verdict = { action: 'same', reason: `is here already as ${id}` };
      if (planning.existing.hasId(id)) return itemOf(planning, record, match.existing, same, NOTHING);
    }
    const choices = match.existing.canRewrite ? WITH_EXISTING : NO_MERGE;
    const item = itemOf(
      planning,
      record,
      match.existing,
      verdict,
      verdict.action === 'same' ? NOTHING : choices,
    );
    if (verdict.action === 'add') giveNewId(item, match.existing);
    return item;
  }
  if (base !== undefined && !request.resurrect && !request.restore) {
    const verdict: Verdict = { action: 'skip', reason: 'deleted here since the last import' };
    return itemOf(planning, record, undefined, verdict, NEW);
  }
  const leader = leaders.get(record.id);
  if (leader?.incoming !== undefined && leader.incoming.from !== record.from && !request.restore)
    return followLeader(planning, record, leader);
  const collision = planning.elsewhere(record.id);
  if (collision !== undefined && !request.restore) {
    const verdict: Verdict = { action: 'conflict', reason: `its id is that of a ${collision} of ${agent}` };
    return itemOf(planning, record, undefined, verdict, WITHOUT_EXISTING);
  }
  return itemOf(planning, record, undefined, NOT_HERE, NEW);
}

/** Two agents of the source become one here, and both have the record. */
function followLeader(planning: SectionPlanning, record: IncomingRecord, leader: PlannedItem): PlannedItem {
  const first = leader.incoming;
  const from = `${first?.from ?? ''} brings it too`;
  if (first?.hash === record.hash)
    return itemOf(planning, record, undefined, { action: 'same', reason: from }, NOTHING);
  const action: PlanAction =
    planning.request.strategy === 'append' ? 'add' : planning.request.strategy === 'skip' ? 'skip' : 'merge';
  const { agent, kind } = planning;
  const item = new PlannedItem(
    record,
    undefined,
    leader,
    undefined,
    { agent, kind },
    { action, reason: from },
    NEW,
  );
  if (action === 'add') item.newId = NEW_ID;
  return item;
}

/** Replaced by an id that is made of the record, when it is written. */
export const NEW_ID = 'new';

/** Both stay: under its own id when that is another one, else under a new one. */
export function giveNewId(item: PlannedItem, existing: ExistingRecord | undefined): void {
  item.newId = existing === undefined || existing.id === item.id ? NEW_ID : undefined;
}

function baseOf({ agent, kind, history }: SectionPlanning, { id }: IncomingRecord): ImportBase | undefined {
  return history.size === 0 ? undefined : history.get(historyKey(agent, kind, id));
}

function itemOf(
  planning: SectionPlanning,
  incoming: IncomingRecord,
  existing: ExistingRecord | undefined,
  verdict: Verdict,
  choices: readonly Choice[],
): PlannedItem {
  const { agent, kind } = planning;
  const base = baseOf(planning, incoming);
  return new PlannedItem(incoming, existing, undefined, base, { agent, kind }, verdict, choices);
}

function removals({ agent, kind, existing }: SectionPlanning, pairs: Matches): PlannedItem[] {
  const kept = new Set([...pairs.values()].map((match) => match.existing));
  return existing.records
    .filter((record) => !kept.has(record))
    .map(
      (record) =>
        new PlannedItem(
          undefined,
          record,
          undefined,
          undefined,
          { agent, kind },
          { action: 'remove', reason: 'is not in the source' },
          ['keep'],
        ),
    );
}
