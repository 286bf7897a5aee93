import type { Host, Run } from '../ports';
import { losesFile } from '../store/lostFiles';
import { compileFilters } from '../store/filter';
import { readLayout } from '../store/layout';
import { PairTwins } from '../store/pairTwins';
import { readRecords } from '../store/readRecords';
import type { Kind, RecordView } from '../store/records';
import type { Store } from '../store/store';
import { throwIfCancelled } from '../errors';
import type { ExportRequest } from './request';
import { decideScope } from './scope';

/** How much of a memory a choice leaves. */
export interface Estimate {
  /** Records of the chosen agents and kinds, before filters. */
  readonly total: number;
  readonly remaining: number;
  readonly byAgent: Readonly<Record<string, number>>;
  /** Records left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>;
}

/** The views of a memory, read once, so that a wizard can count again at every key. About 300 bytes a record. */
export interface Snapshot {
  readonly views: readonly RecordView[];
}

/** Reads the views of what an export would read. Damaged files are left out, as the export does. */
export async function readViews(store: Store, request: ExportRequest, run?: Run): Promise<Snapshot> {
  const layout = await readLayout(store, run);
  const scope = await decideScope(store, layout, request, run);
  const views: RecordView[] = [];
  for (const agent of scope.agents) {
    const shared = scope.shared.get(agent.name);
    const kinds: readonly Kind[] = shared === undefined ? scope.kinds : ['pattern'];
    for (const kind of kinds) {
      const twins = new PairTwins(store.codecs, agent.records[kind]);
      for (const file of agent.records[kind]) {
        const before = views.length;
        for await (const batch of readRecords(store, agent.name, kind, [file], run, twins)) {
          throwIfCancelled(run?.signal);
          for (const { view } of batch.records) if (shared?.has(view.id) ?? true) views.push(view);
          if (batch.problems.some((problem) => losesFile(problem))) {
            views.length = before;
            break;
          }
        }
      }
    }
  }
  return { views };
}

/** Counts what of a snapshot passes a request's filters. Pure: call it at every change of a filter. */
export function estimate(
  host: Pick<Host, 'clock'>,
  snapshot: Snapshot,
  request: Pick<ExportRequest, 'filters' | 'agents' | 'kinds' | 'ids'>,
): Estimate {
  const whyExcluded = compileFilters(request.filters, host.clock);
  const agents = request.agents === undefined ? undefined : new Set(request.agents);
  const ids = request.ids === undefined ? undefined : new Set(request.ids);
  const byAgent = new Map<string, number>();
  const excluded = new Map<string, number>();
  let total = 0;
  let remaining = 0;
  for (const view of snapshot.views) {
    if (agents !== undefined && !agents.has(view.agent)) continue;
    if (request.kinds !== undefined && !request.kinds.includes(view.kind)) continue;
    if (ids !== undefined && !ids.has(view.id)) continue;
    total += 1;
    const reason = whyExcluded(view);
    if (reason === undefined) {
      remaining += 1;
      byAgent.set(view.agent, (byAgent.get(view.agent) ?? 0) + 1);
    } else {
      excluded.set(reason, (excluded.get(reason) ?? 0) + 1);
    }
  }
  return { total, remaining, byAgent: Object.fromEntries(byAgent), excluded: Object.fromEntries(excluded) };
}
