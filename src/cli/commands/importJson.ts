import type { ImportPlan } from '../../core/import/plan';
import type { AppliedOperation } from '../../core/store/changes';

/** What `aml import --json` prints (DESIGN section 6). */
export function importJson(
  plan: ImportPlan,
  operation: AppliedOperation | undefined,
  notes: readonly string[],
): object {
  return {
    applied: operation !== undefined,
    plan: plan.counts(),
    records: recordsOf(plan),
    documents: plan.documents.map(({ key, path, action, reason }) => ({ key, path, action, reason })),
    loss: plan.loss,
    invalid: plan.invalid,
    problems: plan.problems,
    notes: [...plan.notes, ...notes],
    source: plan.source,
    ...(operation === undefined
      ? {}
      : { operation: operation.id, written: operation.written, removed: operation.removed }),
  };
}

/** One after the other: there may be more of them than are good to hold twice. */
function* recordsOf(plan: ImportPlan): Generator<object> {
  for (const { id, agent, kind, action, reason, title, from, existingId } of plan.items)
    yield {
      id,
      agent,
      kind,
      action,
      reason,
      title,
      ...(from === agent ? {} : { from }),
      ...(existingId === undefined || existingId === id ? {} : { existing_id: existingId }),
    };
}
