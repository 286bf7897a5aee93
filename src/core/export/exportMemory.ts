import { requireUsableRules } from '../anonymise/readRules';
import { BUNDLE_VERSION } from '../bundle/metadata';
import type { BundleMetadata } from '../bundle/metadata';
import { LoomError, throwIfCancelled } from '../errors';
import type { FormatId } from '../options';
import type { Host, Run } from '../ports';
import type { Filters } from '../store/filter';
import { readLayout } from '../store/layout';
import { KIND_PLURALS } from '../store/records';
import type { Kind, Problem } from '../store/records';
import type { Store } from '../store/store';
import { collectSections } from './collect';
import { collectDocuments } from './collectDocuments';
import { openCountingOutput } from './countingOutput';
import { hashName } from './identity';
import { manifestName } from './name';
import { openOutput } from './openOutput';
import { openRedactor } from './redactor';
import { RedactionTally } from './redactionTally';
import type { AnonymisationReport, ExportReport, ExportRequest, ExportTarget } from './request';
import { decideScope } from './scope';
import { survey } from './survey';
import { sumCounts } from './tally';
import { verifyOutput } from './verifyOutput';
import { writeManifest } from './writeManifest';

/**
 * Exports a memory (M18-M99). Reads each file of the scope once, holds no more than a few megabytes of it, and puts the
 * result at its final name only when it is whole: after an error or a cancel nothing is left.
 *
 * Throws `rules-invalid`, `decision-invalid`, `agent-unknown`, `value-invalid`, `nothing-matches` (with what each filter took), `output-exists`,
 * `folder-missing`, `permission-denied`, `no-space`, `format-unavailable`, `cancelled`. Files of the store that cannot be
 * read are no error: they are in the report's problems, and their records are not in the export.
 */
export async function exportMemory(
  host: Host,
  store: Store,
  target: ExportTarget,
  request: ExportRequest,
  run?: Run,
): Promise<ExportReport> {
  const time = host.clock.now();
  await requireUsableRules(request.choices?.rules ?? [], 'The list of own rules');
  const layout = await readLayout(store, run);
  const scope = await decideScope(store, layout, request, run);
  await refuseExisting(target, request);
  const redactor = await openRedactor(host.codecs, request, time);
  const scoped = { store, layout, scope, request, clock: host.clock, run };
  const seen = await survey(scoped, redactor, host);
  const ownRules = new Set((request.choices?.rules ?? []).map((rule) => rule.id));
  const redactions = new RedactionTally(ownRules);
  const output = request.dryRun ? openCountingOutput() : await openOutput(host, target, request);
  try {
    const collection = { ...scoped, redactor, seen, redactions, ownRules, output };
    const sections = await collectSections(collection);
    const documentProblems = await collectDocuments(collection, sections.agents);
    throwIfCancelled(run?.signal);

    const agents = sections.agents.map((tally) => tally.report());
    const counts = sumCounts(agents);
    const problems: Problem[] = [...layout.problems, ...sections.problems, ...documentProblems];
    if (counts.patterns + counts.solutions + counts.decisions === 0) {
      throw new LoomError('nothing-matches', { reasons: emptyReasons(sections.excluded, problems) });
    }
    const shared = [...scope.shared.values()].flatMap((records) => [...records.values()]);
    const excluded = Object.fromEntries(sections.excluded);
    const anonymisation = redactions.report(request.anonymise, request.collectHits === true);
    const metadata: BundleMetadata = {
      version: BUNDLE_VERSION,
      export_date: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
      source_project: await hashName(host.codecs, request.secret, 'project', request.project),
      exported_by: await hashName(host.codecs, request.secret, 'user', request.user),
      agents: agents.map((agent) => agent.name),
      filters_applied: filtersApplied(request),
      anonymized: request.anonymise !== 'none',
      encrypted: request.password !== undefined,
      compression: compressionOf[request.format],
      schema_version: sections.schemaVersion ?? 'free',
      types: scope.kinds.map((kind) => KIND_PLURALS[kind]),
      counts: { ...counts },
      anonymization: anonymizationOf(anonymisation),
      agent_summaries: Object.fromEntries(
        agents.map((agent) => [
          agent.name,
          {
            patterns: agent.patterns,
            solutions: agent.solutions,
            decisions: agent.decisions,
            success_rate: agent.successRate,
            bytes: { ...agent.bytes },
          },
        ]),
      ),
      shared_records: shared,
      excluded,
      unreadable: problems
        .filter((problem) => problem.level === 'error')
        .map(({ file, message }) => ({ file, message })),
      uncompressed_bytes: output.uncompressedBytes,
    };
    run?.onProgress?.({ step: 'finishing', done: output.uncompressedBytes, total: output.uncompressedBytes });
    const finished = await output.finish(metadata);
    const report: ExportReport = {
      files: finished.files,
      metadata,
      checksums: finished.checksums,
      agents,
      counts,
      excluded,
      shared,
      anonymisation,
      problems,
      uncompressedBytes: output.uncompressedBytes,
      finalBytes: finished.files.reduce((sum, file) => sum + file.bytes, 0),
      encrypted: request.password !== undefined,
      format: request.format,
      ...(request.dryRun ? { records: sections.records } : {}),
    };
    if (request.dryRun) return report;
    const withManifest = await writeManifest(host, target, request, report);
    return request.verify
      ? { ...withManifest, verified: await verifyOutput(host, target, request, report, run) }
      : withManifest;
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

const compressionOf: { readonly [Format in FormatId]: string } = {
  tar: 'gzip',
  json: 'none',
  sqlite: 'none',
  csv: 'none',
};

/** What a bundle says of its anonymisation: counts, never a hit. */
function anonymizationOf(report: AnonymisationReport): BundleMetadata['anonymization'] {
  const { level, counts, rules, agents, decisions } = report;
  return level === 'none' ? { level, counts } : { level, counts, rules, agents, decisions: { ...decisions } };
}

/** Refused before anything is read: neither the export nor its manifest may replace what is there unasked. */
async function refuseExisting(target: ExportTarget, request: ExportRequest): Promise<void> {
  if (target.kind === 'stream' || request.replace || request.dryRun) return;
  const names = [request.format === 'csv' ? undefined : request.name];
  if (request.manifest !== 'none') names.push(manifestName(request.name, request.format));
  for (const name of names) {
    if (name === undefined) continue;
    if ((await target.store.stat(name)) !== undefined) {
      throw new LoomError('output-exists', { path: `${target.store.root}/${name}` });
    }
  }
}

/** What the seed calls `filters_applied` (S0:125-128): only what was asked. */
function filtersApplied(request: ExportRequest): Record<string, string | number | boolean> {
  const applied: Record<string, string | number | boolean> = {};
  const names: { readonly [Field in keyof Filters]-?: string } = {
    since: 'since',
    until: 'until',
    dateField: 'date_field',
    minConfidence: 'min_confidence',
    minSuccessRate: 'min_success_rate',
    minUses: 'min_uses',
  };
  for (const [name, value] of [
    [names.minConfidence, request.filters.minConfidence],
    [names.minSuccessRate, request.filters.minSuccessRate],
    [names.minUses, request.filters.minUses],
    [names.since, request.filters.since],
    [names.until, request.filters.until],
    [names.dateField, request.filters.dateField],
  ] as const) {
    if (value !== undefined) applied[name] = value;
  }
  if (request.agents !== undefined) applied['agents'] = request.agents.join(',');
  if (request.kinds !== undefined)
    applied['types'] = request.kinds.map((kind: Kind) => KIND_PLURALS[kind]).join(',');
  if (request.ids !== undefined) applied['records'] = request.ids.length;
  return applied;
}

/** Says of an empty result what took the records; an empty memory says so too. */
function emptyReasons(
  excluded: ReadonlyMap<string, number>,
  problems: readonly Problem[],
): Record<string, number> {
  const reasons: Record<string, number> = Object.fromEntries(excluded);
  const unreadable = problems.filter((problem) => problem.level === 'error').length;
  if (unreadable > 0) reasons[unreadable === 1 ? 'unreadable file' : 'unreadable files'] = unreadable;
  if (Object.keys(reasons).length === 0) reasons['records in what was chosen'] = 0;
  return reasons;
}
