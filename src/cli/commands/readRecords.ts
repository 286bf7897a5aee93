import { chooseAgents } from '../../core/export/scope';
import type { OptionValues } from '../../core/options';
import { compileFilters } from '../../core/store/filter';
import { readLayout } from '../../core/store/layout';
import { losesFile } from '../../core/store/lostFiles';
import { PairTwins } from '../../core/store/pairTwins';
import { readRecords } from '../../core/store/readRecords';
import { readWhenStill } from '../../core/store/readWhenStill';
import { KINDS, KIND_PLURALS } from '../../core/store/records';
import type { Problem, StoredRecord } from '../../core/store/records';
import type { Store } from '../../core/store/store';
import type { listOptions } from '../descriptions/records';
import type { Context } from '../context';

/** The limits that reading commands share. */
export type Limits = Omit<OptionValues<typeof listOptions>, 'sort' | 'limit'>;

/** What a reading command makes of the records. */
export interface Reading<Picked> {
  readonly limits: Limits;
  /** What is kept of a record, undefined for nothing. The record's bytes are its reader's: copy them to keep them. */
  readonly pick: (record: StoredRecord) => Picked | undefined;
  /** What cannot be read is added to it. */
  readonly problems: Problem[];
}

/**
 * What is picked of the records of a memory within limits, in the order in which they lie: agents by name, then kinds,
 * then files. Of a file that an export would leave out nothing is picked either, so that every command counts the same.
 * Throws `agent-unknown`, `value-invalid`, `memory-missing`, `cancelled`.
 */
export async function* recordsWithin<Picked>(
  store: Store,
  { limits, pick, problems }: Reading<Picked>,
  { io, run }: Context,
): AsyncGenerator<Picked> {
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
    io.clock,
  );
  const kinds = KINDS.filter((kind) => limits.type?.includes(KIND_PLURALS[kind]) ?? true);
  const ending = new AbortController();
  const signal = run.signal === undefined ? ending.signal : AbortSignal.any([run.signal, ending.signal]);
  const sections = chooseAgents(layout, limits.agents).flatMap((agent) =>
    kinds.map(
      (kind) => () =>
        readWhenStill(
          store,
          agent.name,
          kind,
          agent.records[kind],
          async (files) => {
            const picked: Picked[] = [];
            const found: Problem[] = [];
            const twins = new PairTwins(store.codecs, files);
            for (const file of files) {
              const before = picked.length;
              for await (const batch of readRecords(store, agent.name, kind, [file], { signal }, twins)) {
                for (const record of batch.records) {
                  const value = whyExcluded(record.view) === undefined ? pick(record) : undefined;
                  if (value !== undefined) picked.push(value);
                }
                found.push(...batch.problems);
                if (batch.problems.some(losesFile)) picked.length = before;
              }
            }
            return { picked, problems: found };
          },
          { signal },
        ),
    ),
  );
  try {
    for await (const section of inOrder(sections, SECTIONS_AT_ONCE)) {
      problems.push(...section.problems);
      yield* section.picked;
    }
  } finally {
    ending.abort();
  }
}

/** Enough that waiting for one file (a damaged one is looked at twice, 50 ms apart) is spent on others. */
const SECTIONS_AT_ONCE = 6;

/** The results of tasks in their order, some tasks begun ahead of the one that is waited for. */
async function* inOrder<Result>(
  tasks: readonly (() => Promise<Result>)[],
  width: number,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (const index of tasks.keys()) {
    for (const task of tasks.slice(begun.length, index + width)) {
      const result = task();
      // A failure is thrown when its turn comes; one that comes after an earlier failure or the end is not asked for.
      result.catch(() => undefined);
      begun.push(result);
    }
    const current = begun[index];
    if (current !== undefined) yield await current;
  }
}
