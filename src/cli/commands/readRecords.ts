import { chooseAgents } from '../../core/export/scope';
import type { OptionValues } from '../../core/options';
import type { Clock, Run } from '../../core/ports';
import { compileFilters } from '../../core/store/filter';
import { readLayout } from '../../core/store/layout';
import { readRecords } from '../../core/store/readRecords';
import { KINDS, KIND_PLURALS } from '../../core/store/records';
import type { Problem, StoredRecord } from '../../core/store/records';
import type { Store } from '../../core/store/store';
import type { listOptions } from '../commandTable';

/** The limits that reading commands share. */
export type Limits = Omit<OptionValues<typeof listOptions>, 'sort' | 'limit'>;

/**
 * The records of a memory within limits, in the order in which they lie: agents by name, then kinds, then files. What
 * cannot be read is added to `problems`. A record is valid until the next one is asked for. Throws `agent-unknown`,
 * `value-invalid`, `memory-missing`.
 */
export async function* recordsWithin(
  store: Store,
  limits: Limits,
  clock: Clock,
  problems: Problem[],
  run: Run,
): AsyncGenerator<StoredRecord> {
  const layout = await readLayout(store, run);
  problems.push(...layout.problems);
  const whyExcluded = compileFilters(
    {
      since: limits.since,
      until: limits.until,
      dateField: limits['date-field'],
      minConfidence: limits['min-confidence'],
      minSuccessRate: limits['min-success-rate'],
      minUses: limits['min-uses'],
    },
    clock,
  );
  const kinds = KINDS.filter((kind) => limits.type?.includes(KIND_PLURALS[kind]) ?? true);
  for (const agent of chooseAgents(layout, limits.agents)) {
    for (const kind of kinds) {
      for await (const batch of readRecords(store, agent.name, kind, agent.records[kind], run)) {
        problems.push(...batch.problems);
        for (const record of batch.records) if (whyExcluded(record.view) === undefined) yield record;
      }
    }
  }
}
