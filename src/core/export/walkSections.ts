import { throwIfCancelled } from '../errors';
import type { Clock, Run } from '../ports';
import { compileFilters } from '../store/filter';
import { losesFile } from '../store/lostFiles';
import { readRecords } from '../store/readRecords';
import type { Kind, Problem, StoredRecord } from '../store/records';
import type { Layout, Store, StoreFile } from '../store/store';
import type { ExportRequest } from './request';
import type { Scope } from './scope';

/** How often a file that changes under the reader is read again before it is reported instead. */
const READ_TRIES = 3;

/** A memory and what of it an export takes. */
export interface ScopedStore {
  readonly store: Store;
  readonly layout: Layout;
  readonly scope: Scope;
  readonly request: ExportRequest;
  readonly clock: Clock;
  readonly run?: Run | undefined;
}

/** A record of a section that was asked for, and whether the filters let it through. */
export interface ScopedRecord {
  readonly record: StoredRecord;
  /** Why a filter left it out, in words. */
  readonly excluded: string | undefined;
  /** Why it is in the scope at all, in words. */
  readonly reason: string;
}

export type SectionStep =
  | { readonly step: 'begin'; readonly agent: string; readonly kind: Kind }
  /** `done`: bytes on disk read so far, of `total`. */
  | { readonly step: 'records'; readonly records: readonly ScopedRecord[]; readonly done: number }
  /** Everything since `begin` is void: a file of it cannot be read, or is read again. */
  | { readonly step: 'restart' }
  | { readonly step: 'end'; readonly problems: readonly Problem[] };

/** The sections of a scope in the order of an export: agents by name, then kinds. Of an agent that shares, patterns only. */
export function sectionsOf(
  scope: Scope,
): { readonly agent: string; readonly kind: Kind; readonly files: readonly StoreFile[] }[] {
  return scope.agents.flatMap((agent) => {
    const kinds = scope.shared.has(agent.name) ? (['pattern'] as const) : scope.kinds;
    return kinds.map((kind) => ({ agent: agent.name, kind, files: agent.records[kind] }));
  });
}

/** Bytes on disk of all sections in a scope. */
export function scopeBytes(scope: Scope): number {
  return sectionsOf(scope).reduce((sum, { files }) => sum + sizeOf(files), 0);
}

/**
 * Reads the sections of a scope in their order, from first byte to last. A file that changes meanwhile is read again; a
 * file that is damaged costs a second reading of its section without it. The records of a step are only good until the
 * next one (`readRecords`).
 */
export async function* walkSections({
  store,
  scope,
  request,
  clock,
  run,
}: ScopedStore): AsyncGenerator<SectionStep, void, undefined> {
  const whyExcluded = compileFilters(request.filters, clock);
  const ids = request.ids === undefined ? undefined : new Set(request.ids);
  let finished = 0;
  for (const { agent, kind, files: all } of sectionsOf(scope)) {
    const shared = scope.shared.get(agent);
    const inScope = (record: StoredRecord): ScopedRecord[] => {
      const { id } = record.view;
      if ((shared !== undefined && !shared.has(id)) || (ids !== undefined && !ids.has(id))) return [];
      return [{ record, excluded: whyExcluded(record.view), reason: shared?.get(id)?.reason ?? 'chosen' }];
    };
    let files = all;
    const lost: Problem[] = [];
    yield { step: 'begin', agent, kind };
    for (let attempt = 1; ; attempt += 1) {
      const problems: Problem[] = [];
      for await (const batch of readRecords(store, agent, kind, files, run)) {
        throwIfCancelled(run?.signal);
        problems.push(...batch.problems);
        yield { step: 'records', records: batch.records.flatMap(inScope), done: finished + batch.bytesRead };
      }
      const damaged = problems.filter((problem) => losesFile(problem));
      if (damaged.length === 0) {
        yield { step: 'end', problems: [...lost, ...problems] };
        break;
      }
      yield { step: 'restart' };
      const onlyChanging = damaged.every((problem) => problem.code === 'file-changing');
      if (!onlyChanging || attempt >= READ_TRIES) {
        lost.push(...problems);
        files = files.filter((file) => !damaged.some((problem) => problem.file === file.path));
      }
    }
    finished += sizeOf(all);
  }
}

function sizeOf(files: readonly StoreFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
