import { throwIfCancelled } from '../errors';
import { toHex } from '../hex';
import type { Codecs, Host, Run } from '../ports';
import type { WritableStore } from '../store/changes';
import { agentSettings, readConfig } from '../store/config';
import { readLayout } from '../store/layout';
import { KINDS } from '../store/records';
import type { Kind, Problem } from '../store/records';
import type { Layout } from '../store/store';
import { planDocuments } from './documents';
import { readExisting } from './existing';
import type { Comparing, ExistingSection } from './existing';
import { fingerprintOf } from './fingerprint';
import { groupBy } from './groupBy';
import { historyKey, readImportHistory } from './history';
import type { ImportHistory } from './history';
import { IncomingTexts } from './incomingTexts';
import { Intake } from './intake';
import { PlannedImport } from './plannedImport';
import type { PlannedSection } from './plannedImport';
import type { PlannedItem } from './plannedItem';
import { planSection } from './planSection';
import { PlanningThread } from './planningThread';
import { HALVES_BYTES } from './presentHalves';
import { chooseReader } from './readers';
import type { ImportInput, ImportRequest } from './request';
import { IncomingSpool } from './spoolIncoming';
import type { IncomingRecord } from './spoolIncoming';

/** Files larger than this are read on a second thread: below, starting it takes longer than it spares. */
const THREAD_BYTES = 4 * 1024 * 1024;
/** Loom's limit for an agent that has none of its own (FORMATS 1.4). */
const DEFAULT_LIMIT_MB = 100;

/**
 * Works out what an import would do, record by record (M56-M59, X1-X6). Reads the source once and those agents of the memory
 * that it concerns; writes nothing. Give the plan's `dispose` a call when done.
 *
 * Throws `not-an-archive`, `source-ambiguous`, `password-missing`, `password-wrong`, `version-newer`, `archive-damaged` with
 * the section (checksums are compared unless `validation` is `none`), `archive-hostile` for unsafe and reserved names,
 * `archive-too-large`, `agent-unknown`, `memory-missing`, `memory-changing`, `cancelled`. Records that fail their schema and
 * files that cannot be read are in the plan.
 */
export async function planImport(
  host: Host,
  store: WritableStore,
  input: ImportInput,
  request: ImportRequest,
  run: Run = {},
): Promise<PlannedImport> {
  const thread = new PlanningThread(host);
  try {
    return await planOn(thread, host, store, input, request, run);
  } finally {
    await thread.close();
  }
}

async function planOn(
  thread: PlanningThread,
  host: Host,
  store: WritableStore,
  input: ImportInput,
  request: ImportRequest,
  run: Run,
): Promise<PlannedImport> {
  // It starts while the layout is read and the reader is chosen.
  const isLong = (input.file?.size ?? 0) > THREAD_BYTES;
  const own = isLong ? await thread.open('source') : undefined;
  const layout = await readLayout(store, run);
  // It starts while what comes is read. Should it fail to, that is told when it is asked for.
  if (hasLongList(layout)) thread.open('memory').catch(() => undefined);
  const reader = await chooseReader(input, host, run);
  const spool = new IncomingSpool(await input.scratch.scratch(), host.codecs, host.clock);
  try {
    const intake = new Intake(input.name, layout, request, spool, host.clock, own);
    const options = { password: request.password, verify: request.validation !== 'none' };
    const facts: {
      project?: string | undefined;
      isPartial?: boolean | undefined;
      sha256?: string | undefined;
    } = await reader.read(input, options, host, intake, run);
    await spool.settle();
    if (!hasLongList(layout)) await thread.close();
    intake.finish();
    if (request.restore && facts.isPartial === true)
      intake.note('The source holds a part of a memory only: what it lacks is removed all the same.');
    const origin = hashOf(
      facts.project ?? `${reader.id}\n${input.beside?.folder.root ?? ''}\n${input.name}`,
      host.codecs,
    );
    const history = request.restore ? new Map<string, never>() : await readImportHistory(store, origin);
    const { sections, problems } = await planSections(store, layout, intake, history, run, thread);
    const planned = await planDocuments({
      store,
      layout,
      request,
      incoming: intake.documents,
      receiver: intake,
    });
    const { config } = await readConfig(store, layout);
    return new PlannedImport({
      source: {
        name: input.name,
        format: reader.id,
        description: reader.description,
        sha256: facts.sha256 ?? spool.digest(),
        origin,
      },
      request,
      sections,
      documents: planned.documents,
      invalid: intake.invalid,
      problems: [...layout.problems, ...problems, ...planned.problems],
      sourceProblems: intake.problems,
      loss: [...intake.losses],
      notes: [...intake.notes, ...intake.danglingReferences(sections)],
      tooLarge:
        request.validation === 'none'
          ? []
          : agentsTooLarge(layout, sections, (agent) => limitOf(config, agent)),
      layout,
      fingerprint: fingerprintOf(layout),
      store,
      spool,
      codecs: host.codecs,
    });
  } catch (error) {
    await spool.dispose();
    throw error;
  }
}

/** Whether there is a list of which another thread can read a half. */
function hasLongList({ agents }: Layout): boolean {
  const files = agents.flatMap(({ records }) => Object.values(records).flat());
  return files.some(({ size }) => size >= HALVES_BYTES);
}

function hashOf(text: string, codecs: Codecs): string {
  const hash = codecs.sha256();
  hash.update(new TextEncoder().encode(text));
  return toHex(hash.digest()).slice(0, 32);
}

async function planSections(
  store: WritableStore,
  layout: Layout,
  { spool, request }: Intake,
  history: ImportHistory,
  run: Run,
  thread: PlanningThread,
): Promise<{ readonly sections: readonly PlannedSection[]; readonly problems: readonly Problem[] }> {
  const byAgent = groupBy(spool.records, (record) => record.agent);
  if (request.restore && request.agents === undefined)
    for (const { name } of layout.agents) if (!byAgent.has(name)) byAgent.set(name, []);
  const sections: PlannedSection[] = [];
  const problems: Problem[] = [];
  const total = byAgent.size;
  let done = 0;
  for (const [agent, records] of byAgent) {
    throwIfCancelled(run.signal);
    run.onProgress?.({ step: `planning ${agent}`, done: done++, total });
    const isLast = done === total;
    const planning = { agent, records, spool, request, history, run, thread, isLast };
    const planned = await planAgent(store, layout, planning);
    sections.push(...planned.sections);
    problems.push(...planned.problems);
  }
  return { sections, problems };
}

interface AgentPlanning {
  readonly agent: string;
  readonly records: readonly IncomingRecord[];
  readonly spool: IncomingSpool;
  readonly request: ImportRequest;
  readonly history: ImportHistory;
  readonly run: Run;
  readonly thread: PlanningThread;
  /** The thread is not needed for more agents: what it takes is set free before the records are compared. */
  readonly isLast: boolean;
}

/** Reads all kinds of an agent that is here: an id of one kind may be taken by another. */
async function planAgent(
  store: WritableStore,
  layout: Layout,
  { agent, records, spool, request, history, run, thread, isLast }: AgentPlanning,
): Promise<{ readonly sections: readonly PlannedSection[]; readonly problems: readonly Problem[] }> {
  const files = layout.agents.find(({ name }) => name === agent)?.records;
  const incoming = new Map<Kind, readonly IncomingRecord[]>(
    KINDS.map((kind) => [kind, records.filter((record) => record.kind === kind)]),
  );
  const existing = new Map<Kind, ExistingSection>();
  const texts = new Map<Kind, IncomingTexts>();
  for (const kind of KINDS) {
    const ofKind = incoming.get(kind) ?? [];
    const here = files?.[kind] ?? [];
    const ofKindTexts = new IncomingTexts(ofKind, kind, spool, store.codecs, run);
    texts.set(kind, ofKindTexts);
    const comparing: Comparing | undefined =
      request.restore || here.length === 0
        ? undefined
        : {
            incoming: groupBy(ofKind, ({ id }) => id),
            merged: mergedInto(ofKind, history),
            others: records.filter((record) => record.kind !== kind).map(({ id }) => id),
            texts: ofKind.length === 0 ? undefined : ofKindTexts,
          };
    const section = { agent, kind, files: here };
    existing.set(kind, await readExisting(store, section, comparing, run, () => thread.open('memory')));
  }
  if (isLast) await thread.close();
  const sections: PlannedSection[] = [];
  const seen = new Map<Kind, Ids>();
  for (const kind of KINDS) {
    const ofKind = incoming.get(kind) ?? [];
    const section = existing.get(kind);
    const isAsked = request.kinds?.includes(kind) ?? true;
    if (section === undefined || (ofKind.length === 0 && !(request.restore && isAsked))) continue;
    const elsewhere = kindElsewhere(kind, existing, seen);
    const items = await planSection({
      agent,
      kind,
      incoming: ofKind,
      existing: section,
      texts: texts.get(kind),
      elsewhere,
      history,
      request,
      spool,
      codecs: store.codecs,
      run,
    });
    seen.set(kind, numberTwins(items));
    sections.push({ agent, kind, files: section.files, items });
  }
  return { sections, problems: [...existing.values()].flatMap((section) => section.problems) };
}

/** Ids of the records here that earlier imports merged some of these into. */
function mergedInto(records: readonly IncomingRecord[], history: ImportHistory): ReadonlySet<string> {
  const merged = new Set<string>();
  for (const { agent, kind, id } of history.size === 0 ? [] : records) {
    const into = history.get(historyKey(agent, kind, id))?.into;
    if (into !== undefined) merged.add(into);
  }
  return merged;
}

/** Which other kind has an id: here, or among the incoming ones that were planned before. */
function kindElsewhere(
  kind: Kind,
  existing: ReadonlyMap<Kind, ExistingSection>,
  seen: ReadonlyMap<Kind, Ids>,
): (id: string) => Kind | undefined {
  const others = KINDS.filter((other) => other !== kind);
  return (id) =>
    others.find((other) => existing.get(other)?.hasId(id) === true || seen.get(other)?.has(id) === true);
}

/** Ids of incoming records. */
type Ids = Pick<ReadonlyMap<string, unknown>, 'has'>;

/** Tells items of one id apart; gives the ids that come in. */
function numberTwins(items: readonly PlannedItem[]): Ids {
  const incoming = new Map<string, number>();
  const removed = new Map<string, number>();
  for (const item of items) {
    const seen = item.incoming === undefined ? removed : incoming;
    const { id } = item;
    item.twin = seen.get(id) ?? 0;
    seen.set(id, item.twin + 1);
  }
  return incoming;
}

function limitOf(config: Parameters<typeof agentSettings>[0], agent: string): number {
  const own = agentSettings(config, agent)?.['memoryLimitMb'];
  return (typeof own === 'number' && own > 0 ? own : DEFAULT_LIMIT_MB) * 1_000_000;
}

/** X9: what an agent would have after the import, as bytes of JSON; compressed files count as they lie. */
function agentsTooLarge(
  layout: Layout,
  sections: readonly PlannedSection[],
  limit: (agent: string) => number,
): { agent: string; bytes: number; limit: number }[] {
  const added = new Map<string, number>();
  for (const { agent, items } of sections) {
    let bytes = added.get(agent) ?? 0;
    for (const item of items) if (item.action === 'add') bytes += item.incoming?.length ?? 0;
    added.set(agent, bytes);
  }
  return [...added].flatMap(([agent, more]) => {
    const bytes = (layout.agents.find(({ name }) => name === agent)?.bytes ?? 0) + more;
    return more > 0 && bytes > limit(agent) ? [{ agent, bytes, limit: limit(agent) }] : [];
  });
}
