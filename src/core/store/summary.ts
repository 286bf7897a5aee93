import type { Run } from '../ports';
import { readLayout } from './layout';
import { losesFile } from './lostFiles';
import { PairTwins } from './pairTwins';
import { readRecords } from './readRecords';
import { readWhenStill } from './readWhenStill';
import { KINDS, KIND_PLURALS } from './records';
import type { Counts, Kind, Problem } from './records';
import type { Store, StoreFile } from './store';

export interface AgentSummary extends Counts {
  readonly name: string;
  /** Of all its files on disk. */
  readonly bytes: number;
  /** Mean over the records that have one, 0 to 1; null when none has. */
  readonly successRate: number | null;
}

/**
 * What each agent has, by reading every record (some 4 s a GB), and everything that cannot be read. Records of a file
 * that an export would leave out (`losesFile`) are not counted. Throws `memory-missing`, `cancelled`. Progress is in
 * bytes on disk.
 */
export async function summariseAgents(
  store: Store,
  run: Run = {},
): Promise<{ agents: AgentSummary[]; problems: Problem[] }> {
  const layout = await readLayout(store, run);
  const problems = [...layout.problems];
  const agents: AgentSummary[] = [];
  let done = 0;
  for (const agent of layout.agents) {
    const counts = { patterns: 0, solutions: 0, decisions: 0 };
    let rates = 0;
    let rated = 0;
    for (const kind of KINDS) {
      const section = await readWhenStill(
        store,
        agent.name,
        kind,
        agent.records[kind],
        (files) => countSection(store, agent.name, kind, files, run),
        run,
      );
      counts[KIND_PLURALS[kind]] += section.count;
      rates += section.rates;
      rated += section.rated;
      problems.push(...section.problems);
    }
    const successRate = rated === 0 ? null : rates / rated;
    agents.push({ name: agent.name, ...counts, bytes: agent.bytes, successRate });
    done += agent.bytes;
    run.onProgress?.({ step: agent.name, done, total: layout.bytes });
  }
  return { agents, problems };
}

async function countSection(
  store: Store,
  agent: string,
  kind: Kind,
  files: readonly StoreFile[],
  run: Run,
): Promise<{ count: number; rates: number; rated: number; problems: Problem[] }> {
  const total = { count: 0, rates: 0, rated: 0, problems: new Array<Problem>() };
  const twins = new PairTwins(store.codecs, files);
  for (const file of files) {
    const one = { count: 0, rates: 0, rated: 0 };
    let isLost = false;
    for await (const batch of readRecords(store, agent, kind, [file], run, twins)) {
      for (const { view } of batch.records) {
        one.count += 1;
        if (view.success_rate === null) continue;
        one.rates += view.success_rate;
        one.rated += 1;
      }
      total.problems.push(...batch.problems);
      isLost ||= batch.problems.some(losesFile);
    }
    if (isLost) continue;
    total.count += one.count;
    total.rates += one.rates;
    total.rated += one.rated;
  }
  return total;
}
