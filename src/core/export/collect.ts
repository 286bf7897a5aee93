import type { Anonymiser } from '../anonymise/anonymiser';
import { throwIfCancelled } from '../errors';
import { createTurns } from '../turns';
import { isJsonObject, parseJson } from '../json';
import type { Clock, Run } from '../ports';
import { losesFile } from '../store/lostFiles';
import { compileFilters } from '../store/filter';
import { readRecords } from '../store/readRecords';
import type { Kind, Problem, StoredRecord } from '../store/records';
import type { AgentFiles, Layout, Store } from '../store/store';
import { viewRecord } from '../store/view';
import type { Output, OutgoingRecord } from './output';
import type { ExportReport, ExportRequest } from './request';
import type { Scope } from './scope';
import { AgentTally, SectionTally } from './tally';

/** Some 100 KiB of JSON, or 5 ms of anonymising: after these the editor may answer, once 30 ms have gone by. */
const RECORDS_PER_TURN = 64;
const TURN_MS = 30;

/** How often a file that changes under the reader is read again before it is reported instead. */
const READ_TRIES = 3;

/** What the sections of an export came to. */
export interface Collected {
  readonly agents: readonly AgentTally[];
  readonly excluded: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  /** Hits of the anonymiser in records that did leave. */
  readonly anonymised: ReadonlyMap<string, number>;
  /** The newest schema among the records that left. */
  readonly schemaVersion: string | undefined;
  /** For a dry run. */
  readonly records: NonNullable<ExportReport['records']>;
}

/** Everything the sections are made from. */
export interface Collection {
  readonly store: Store;
  readonly layout: Layout;
  readonly scope: Scope;
  readonly request: ExportRequest;
  readonly anonymiser: Anonymiser;
  readonly clock: Clock;
  readonly output: Output;
  readonly run?: Run | undefined;
}

/**
 * Reads the sections of a scope once, from first byte to last, and hands what passes the filters to the output,
 * anonymised. A file that changes meanwhile is read again; a file that is damaged costs a second reading of its
 * section without it, is reported, and leaves nothing in the export.
 */
export async function collectSections(collection: Collection): Promise<Collected> {
  const { scope, request, run } = collection;
  const whyExcluded = compileFilters(request.filters, collection.clock);
  // Only anonymising takes long enough between two reads to be noticed.
  const isSlow = request.anonymise !== 'none';
  const turn = createTurns(TURN_MS);
  const ids = request.ids === undefined ? undefined : new Set(request.ids);
  const excluded = new Map<string, number>();
  const problems: Problem[] = [];
  const anonymised = new Map<string, number>();
  const records: { id: string; agent: string; kind: Kind; reason: string }[] = [];
  const agents: AgentTally[] = [];
  const schemas = new Set<string>();
  const total = scope.agents.reduce((sum, agent) => sum + sectionBytes(agent, scope.kinds), 0);
  let finished = 0;

  for (const agent of scope.agents) {
    const tally = new AgentTally(agent.name);
    agents.push(tally);
    const shared = scope.shared.get(agent.name);
    const kinds = shared === undefined ? scope.kinds : (['pattern'] as const);
    for (const kind of kinds) {
      let files = agent.records[kind];
      const lost: Problem[] = [];
      await collection.output.beginSection({ agent: agent.name, kind });
      for (let attempt = 1; ; attempt += 1) {
        const section = new SectionTally();
        const hitsBefore = collection.anonymiser.counts();
        const sectionProblems: Problem[] = [];
        const listed: typeof records = [];
        for await (const batch of readRecords(collection.store, agent.name, kind, files, run)) {
          throwIfCancelled(run?.signal);
          sectionProblems.push(...batch.problems);
          const outgoing: OutgoingRecord[] = [];
          let sinceTurn = 0;
          for (const record of batch.records) {
            sinceTurn += 1;
            if (isSlow && sinceTurn % RECORDS_PER_TURN === 0) await turn();
            if (shared !== undefined && !shared.has(record.view.id)) continue;
            if (ids !== undefined && !ids.has(record.view.id)) continue;
            const reason = whyExcluded(record.view);
            if (reason !== undefined) {
              section.exclude(reason);
              continue;
            }
            section.keep(record.view);
            schemas.add(record.view.schema_version);
            outgoing.push(anonymise(collection.anonymiser, record));
            if (request.dryRun) {
              listed.push({
                id: record.view.id,
                agent: agent.name,
                kind,
                reason: shared?.get(record.view.id)?.reason ?? 'chosen',
              });
            }
          }
          await collection.output.append(outgoing);
          run?.onProgress?.({ step: `${agent.name} ${kind}s`, done: finished + batch.bytesRead, total });
        }
        const damaged = sectionProblems.filter((problem) => losesFile(problem));
        if (damaged.length > 0) {
          await collection.output.restartSection();
          const onlyChanging = damaged.every((problem) => problem.code === 'file-changing');
          if (!onlyChanging || attempt >= READ_TRIES) {
            lost.push(...sectionProblems);
            files = files.filter((file) => !damaged.some((problem) => problem.file === file.path));
          }
          continue;
        }
        const bytes = await collection.output.endSection();
        problems.push(...lost, ...sectionProblems);
        tally.addSection(kind, section, bytes);
        // One by one: a spread of 100,000 arguments overflows the stack.
        for (const record of listed) records.push(record);
        for (const [reason, count] of section.excluded)
          excluded.set(reason, (excluded.get(reason) ?? 0) + count);
        addHits(anonymised, hitsBefore, collection.anonymiser.counts());
        break;
      }
      finished += agent.records[kind].reduce((sum, file) => sum + file.size, 0);
    }
  }
  return { agents, excluded, problems, anonymised, schemaVersion: newestSchema(schemas), records };
}

function sectionBytes(agent: AgentFiles, kinds: readonly Kind[]): number {
  return kinds.reduce(
    (sum, kind) => sum + agent.records[kind].reduce((bytes, file) => bytes + file.size, 0),
    0,
  );
}

/** The view is taken again from what leaves: a title or tag that was anonymised is not shown as it was. */
function anonymise(anonymiser: Anonymiser, record: StoredRecord): OutgoingRecord {
  const result = anonymiser.record(record.bytes);
  if (!result.changed) return { view: record.view, bytes: record.bytes, value: record.value };
  const value = parseJson(new TextDecoder().decode(result.bytes));
  if (!isJsonObject(value)) return { view: record.view, bytes: result.bytes };
  const { view } = viewRecord(value, record.view.agent, record.view.kind);
  return { view, bytes: result.bytes, value };
}

/** Adds what `after` counts beyond `before`. */
export function addHits(
  into: Map<string, number>,
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): void {
  for (const [category, count] of Object.entries(after)) {
    const more = count - (before[category] ?? 0);
    if (more > 0) into.set(category, (into.get(category) ?? 0) + more);
  }
}

/** Numbered schemas are newer than `flat` and `free`, and compare by their parts. */
function newestSchema(schemas: ReadonlySet<string>): string | undefined {
  const numbered = [...schemas].filter((schema) => /^\d/.test(schema));
  const candidates = numbered.length > 0 ? numbered : [...schemas];
  return candidates.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1);
}
