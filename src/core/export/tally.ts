import { KIND_PLURALS } from '../store/records';
import type { Counts, Kind, RecordView } from '../store/records';
import type { AgentReport } from './request';

/** Adds up what left of one section; kept apart until the section is known to be whole. */
export class SectionTally {
  records = 0;
  successSum = 0;
  successCount = 0;
  readonly excluded = new Map<string, number>();

  keep(view: RecordView): void {
    this.records += 1;
    if (view.success_rate === null) return;
    this.successSum += view.success_rate;
    this.successCount += 1;
  }

  exclude(reason: string): void {
    this.excluded.set(reason, (this.excluded.get(reason) ?? 0) + 1);
  }
}

/** What left of one agent. */
export class AgentTally {
  private readonly counts = { patterns: 0, solutions: 0, decisions: 0 };
  private readonly bytes = { patterns: 0, solutions: 0, decisions: 0 };
  private documentBytes = 0;
  private successSum = 0;
  private successCount = 0;

  constructor(readonly name: string) {}

  addSection(kind: Kind, section: SectionTally, bytes: number): void {
    const plural = KIND_PLURALS[kind];
    this.counts[plural] += section.records;
    this.bytes[plural] += bytes;
    this.successSum += section.successSum;
    this.successCount += section.successCount;
  }

  addDocument(bytes: number): void {
    this.documentBytes += bytes;
  }

  report(): AgentReport {
    const { patterns, solutions, decisions } = this.bytes;
    return {
      name: this.name,
      ...this.counts,
      successRate: this.successCount === 0 ? null : this.successSum / this.successCount,
      bytes: { ...this.bytes, total: patterns + solutions + decisions + this.documentBytes },
    };
  }
}

/** The sum of several agents' counts. */
export function sumCounts(agents: readonly Counts[]): Counts {
  const sum = { patterns: 0, solutions: 0, decisions: 0 };
  for (const agent of agents) {
    sum.patterns += agent.patterns;
    sum.solutions += agent.solutions;
    sum.decisions += agent.decisions;
  }
  return sum;
}
