import type { OutgoingRecord, Section } from '../export/output';
import { KIND_PLURALS } from '../store/records';

interface Totals {
  readonly patterns: number;
  readonly solutions: number;
  readonly decisions: number;
  readonly successSum: number;
  readonly successCount: number;
  readonly bytes: number;
}

const NOTHING: Totals = {
  patterns: 0,
  solutions: 0,
  decisions: 0,
  successSum: 0,
  successCount: 0,
  bytes: 0,
};

/** One agent's line in the table `agents`. `successRate`: the mean over the records that have one. */
export interface AgentLine {
  readonly name: string;
  readonly patterns: number;
  readonly solutions: number;
  readonly decisions: number;
  readonly successRate: number | null;
  /** Of the JSON that a bundle would hold. */
  readonly bytes: number;
}

/** Adds up the agents of an export; a section counts once it has ended. */
export class AgentTotals {
  private readonly agents = new Map<string, Totals>();
  private current = NOTHING;

  beginSection(): void {
    this.current = NOTHING;
  }

  add(section: Section, records: readonly OutgoingRecord[]): void {
    let { successSum, successCount } = this.current;
    for (const { view } of records) {
      if (view.success_rate === null) continue;
      successSum += view.success_rate;
      successCount += 1;
    }
    const plural = KIND_PLURALS[section.kind];
    this.current = {
      ...this.current,
      [plural]: this.current[plural] + records.length,
      successSum,
      successCount,
    };
  }

  endSection(agent: string, bytes: number): void {
    const before = this.agents.get(agent) ?? NOTHING;
    const { current } = this;
    this.agents.set(agent, {
      patterns: before.patterns + current.patterns,
      solutions: before.solutions + current.solutions,
      decisions: before.decisions + current.decisions,
      successSum: before.successSum + current.successSum,
      successCount: before.successCount + current.successCount,
      bytes: before.bytes + bytes,
    });
    this.current = NOTHING;
  }

  addDocument(agent: string, bytes: number): void {
    const before = this.agents.get(agent) ?? NOTHING;
    this.agents.set(agent, { ...before, bytes: before.bytes + bytes });
  }

  /** Sorted by name, as UTF-16 code units. */
  lines(): AgentLine[] {
    return [...this.agents]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { patterns, solutions, decisions, successSum, successCount, bytes }]) => ({
        name,
        patterns,
        solutions,
        decisions,
        successRate: successCount === 0 ? null : successSum / successCount,
        bytes,
      }));
  }
}
