import { LoomError } from '../errors';
import type { Host, Run } from '../ports';
import { changeStore } from '../store/changeStore';
import type { AppliedOperation, ChangeSettings, FileChange, WritableStore } from '../store/changes';
import { readLayout } from '../store/layout';
import { renewSearchIndex } from '../store/searchIndex';
import { staleNotes } from '../store/staleNotes';
import { changedFiles, fingerprintOf } from './fingerprint';
import { importNote } from './history';
import { ImportFiles, usesGzip } from './importFiles';
import { countsThatCount, WRITING } from './plannedImport';
import type { PlannedImport } from './plannedImport';

/** Beside the plan. */
export interface ApplyOptions {
  /** Keyed hash of the user's name (`export/identity.ts`), for the trail. */
  readonly user: string;
  readonly settings?: ChangeSettings | undefined;
}

/** What an import did. */
export interface ImportReport {
  /** Undefined when there was nothing to do. */
  readonly operation: AppliedOperation | undefined;
  /** Facts for people, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * Does what a plan says, all of it or nothing (`changeStore`). Conflicts that nobody decided change nothing. An empty plan
 * writes nothing at all.
 *
 * Throws `record-invalid` and `archive-damaged` for records and parts of the source that cannot be taken, unless the request
 * has `skipInvalid`; `agent-too-large`; `memory-changed` when a file is not the one that was planned with; and what
 * `changeStore` throws.
 */
export async function applyImport(
  host: Host,
  store: WritableStore,
  plan: PlannedImport,
  options: ApplyOptions,
  run: Run = {},
): Promise<ImportReport> {
  refuseUnfit(plan);
  if (plan.isEmpty()) return { operation: undefined, notes: [] };
  const { parts, source, request } = plan;
  const layout = await readLayout(store, run);
  const changed = changedFiles(parts.fingerprint, fingerprintOf(layout));
  if (changed.length > 0) throw new LoomError('memory-changed', { files: changed });
  let newIsGzip: Promise<boolean> | undefined;
  const writing = new ImportFiles(host, store, plan, () => (newIsGzip ??= usesGzip(store, layout)), run);
  const index = await renewSearchIndex(store, layout, run);
  const allChanges = async function* (): AsyncGenerator<FileChange> {
    yield* writing.changes();
    if (index !== undefined) yield index;
  };
  const operation = await changeStore(
    host,
    store,
    {
      verb: request.restore ? 'restore' : 'import',
      counts: countsThatCount(plan.counts()),
      agents: [...new Set(plan.items.filter(({ action }) => WRITING.has(action)).map(({ agent }) => agent))],
      user: options.user,
      sourceHash: source.sha256,
      details: { format: source.format, strategy: request.strategy, origin: source.origin },
    },
    allChanges(),
    run,
    {
      bytes: writing.expectedBytes(),
      note: importNote(source.origin, () => writing.imported(), writing.decidesLate),
      ...options.settings,
    },
  );
  return { operation, notes: await staleNotes(store, layout, operation) };
}

/** What keeps a plan from being applied; `aml import` asks before it asks for anything else. */
export function refuseUnfit(plan: PlannedImport): void {
  const { parts, request, source } = plan;
  const [invalid, ...more] = plan.invalid;
  if (invalid !== undefined && !request.skipInvalid) {
    const { agent, id, pointer, detail } = invalid;
    throw new LoomError('record-invalid', {
      path: source.name,
      agent,
      id,
      pointer,
      detail,
      more: more.length,
    });
  }
  const [damage] = parts.sourceProblems.filter(({ level }) => level === 'error');
  if (damage !== undefined && (!request.skipInvalid || request.restore))
    throw new LoomError('archive-damaged', {
      path: source.name,
      detail: damage.message.replace(/\.$/, ''),
      section: damage.file,
    });
  const [large] = parts.tooLarge;
  if (large !== undefined) throw new LoomError('agent-too-large', large);
}
