import { isJsonObject, parseJson } from '../json';
import type { Kind, Problem, StoredRecord } from '../store/records';
import { viewRecord } from '../store/view';
import { createTurns } from '../turns';
import type { Output, OutgoingRecord } from './output';
import { RedactionTally } from './redactionTally';
import type { Redactor } from './redactor';
import type { ExportReport } from './request';
import { RECORDS_PER_TURN, TURN_MS } from './survey';
import type { SeenTexts } from './seenTexts';
import { AgentTally, SectionTally } from './tally';
import { scopeBytes, walkSections } from './walkSections';
import type { ScopedRecord, ScopedStore } from './walkSections';

/** What the sections of an export came to. */
export interface Collected {
  readonly agents: readonly AgentTally[];
  readonly excluded: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
  /** The newest schema among the records that left. */
  readonly schemaVersion: string | undefined;
  /** For a dry run. */
  readonly records: NonNullable<ExportReport['records']>;
}

/** Everything that records and documents are collected with. */
export interface Collection extends ScopedStore {
  readonly redactor: Redactor;
  readonly seen: SeenTexts;
  /** What was redacted in what did leave. */
  readonly redactions: RedactionTally;
  /** Ids of a person's own rules. */
  readonly ownRules: ReadonlySet<string>;
  readonly output: Output;
}

type ListedRecord = Collected['records'][number];

/** What one section of an export is while it is read; begun again when its files change. */
class OpenSection {
  readonly tally = new SectionTally();
  readonly schemas = new Set<string>();
  readonly listed: ListedRecord[] = [];
  readonly redactions: RedactionTally;

  constructor(
    private readonly collection: Collection,
    readonly agent: string,
    readonly kind: Kind,
  ) {
    this.redactions = new RedactionTally(collection.ownRules);
  }

  restarted(): OpenSection {
    return new OpenSection(this.collection, this.agent, this.kind);
  }

  /** The record as it leaves; undefined when a filter keeps it. */
  take({ record, excluded, reason }: ScopedRecord): OutgoingRecord | undefined {
    if (excluded !== undefined) {
      this.tally.exclude(excluded);
      return undefined;
    }
    this.tally.keep(record.view);
    this.schemas.add(record.view.schema_version);
    if (this.collection.request.dryRun)
      this.listed.push({ id: record.view.id, agent: this.agent, kind: this.kind, reason });
    return this.#redact(record);
  }

  #redact(record: StoredRecord): OutgoingRecord {
    const { redactor, seen, request } = this.collection;
    const asItIs = { view: record.view, bytes: record.bytes, value: record.value };
    if (request.anonymise === 'none') return asItIs;
    const text = { agent: this.agent, kind: this.kind, id: record.view.id };
    const result = redactor.redact(record.bytes, text, seen.of(record.file, record.index, record.bytes));
    for (const hit of result.found) {
      const described = request.collectHits === true ? redactor.report(hit, text, result.found) : undefined;
      this.redactions.add(hit, this.agent, described);
    }
    return result.changed ? rewritten(result.bytes, record) : asItIs;
  }
}

/** The view is taken again from what leaves: a title or tag that was anonymised is not shown as it was. */
function rewritten(bytes: Uint8Array, { view: { agent, kind }, view }: StoredRecord): OutgoingRecord {
  const value = parseJson(new TextDecoder().decode(bytes));
  if (!isJsonObject(value)) return { view, bytes };
  return { view: viewRecord(value, agent, kind).view, bytes, value };
}

/**
 * Reads the sections of a scope and hands what passes the filters to the output, anonymised. What is damaged is
 * reported and leaves nothing in the export.
 */
export async function collectSections(collection: Collection): Promise<Collected> {
  const { request, run, output, scope } = collection;
  // Only anonymising takes long enough between two reads to be noticed.
  const isSlow = request.anonymise !== 'none';
  const turn = createTurns(TURN_MS);
  const excluded = new Map<string, number>();
  const problems: Problem[] = [];
  const records: ListedRecord[] = [];
  const tallies = new Map(scope.agents.map(({ name }) => [name, new AgentTally(name)]));
  const schemas = new Set<string>();
  const bytesOfPass = scopeBytes(scope);
  // The survey before was the first half of the way.
  const [before, total] = isSlow ? [bytesOfPass, 2 * bytesOfPass] : [0, bytesOfPass];
  let section: OpenSection | undefined;

  for await (const step of walkSections(collection)) {
    if (step.step === 'begin') {
      section = new OpenSection(collection, step.agent, step.kind);
      await output.beginSection({ agent: step.agent, kind: step.kind });
      continue;
    }
    if (section === undefined) throw new TypeError('a section goes on that was not begun');
    if (step.step === 'records') {
      const outgoing: OutgoingRecord[] = [];
      for (const [index, scoped] of step.records.entries()) {
        if (isSlow && index % RECORDS_PER_TURN === RECORDS_PER_TURN - 1) await turn();
        const record = section.take(scoped);
        if (record !== undefined) outgoing.push(record);
      }
      await output.append(outgoing);
      run?.onProgress?.({ step: `${section.agent} ${section.kind}s`, done: before + step.done, total });
    } else if (step.step === 'restart') {
      await output.restartSection();
      section = section.restarted();
    } else {
      const bytes = await output.endSection();
      tallies.get(section.agent)?.addSection(section.kind, section.tally, bytes);
      collection.redactions.addAll(section.redactions);
      // One by one: a spread of 100,000 arguments overflows the stack.
      for (const problem of step.problems) problems.push(problem);
      for (const record of section.listed) records.push(record);
      for (const schema of section.schemas) schemas.add(schema);
      for (const [reason, count] of section.tally.excluded)
        excluded.set(reason, (excluded.get(reason) ?? 0) + count);
    }
  }
  return { agents: [...tallies.values()], excluded, problems, schemaVersion: newestSchema(schemas), records };
}

/** Numbered schemas are newer than `flat` and `free`, and compare by their parts. */
function newestSchema(schemas: ReadonlySet<string>): string | undefined {
  const numbered = [...schemas].filter((schema) => /^\d/.test(schema));
  const candidates = numbered.length > 0 ? numbered : [...schemas];
  return candidates.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1);
}
