import * as z from 'zod/mini';
import { LoomError } from '../errors';
import { parseJson } from '../json';
import type { JsonValue } from '../json';
import { STRATEGIES } from '../options';
import { KINDS } from '../store/records';
import { changedFiles } from './fingerprint';
import { CHOICES, PLAN_ACTIONS } from './plan';
import type { PlannedImport } from './plannedImport';

const PLAN_FORMAT = 'loom-import-plan';

const requestSchema = z.object({
  strategy: z.enum(STRATEGIES),
  agents: z.optional(z.array(z.string())),
  kinds: z.optional(z.array(z.enum(KINDS))),
  map: z.record(z.string(), z.string()),
  includeGlobal: z.boolean(),
  restore: z.boolean(),
  resurrect: z.boolean(),
  validation: z.enum(['none', 'basic', 'full']),
  skipInvalid: z.boolean(),
});

/** A plan as `--plan` writes it: for people to read and for `--apply` to do. */
const planSchema = z.object({
  format: z.literal(PLAN_FORMAT),
  version: z.literal(1),
  /** ISO 8601, UTC. */
  created: z.string(),
  source: z.object({
    /** Where it lay, absolute. */
    path: z.string(),
    format: z.string(),
    sha256: z.string(),
  }),
  request: requestSchema,
  /** The memory's files with their versions: a plan is for the memory as it was. */
  memory: z.record(z.string(), z.string()),
  /** What was chosen, by the item's key. */
  decisions: z.record(z.string(), z.enum(CHOICES)),
  records: z.array(
    z.object({
      key: z.string(),
      id: z.string(),
      agent: z.string(),
      kind: z.enum(KINDS),
      action: z.enum(PLAN_ACTIONS),
      reason: z.string(),
    }),
  ),
  documents: z.array(
    z.object({ key: z.string(), path: z.string(), action: z.enum(PLAN_ACTIONS), reason: z.string() }),
  ),
});
export type PlanFile = z.infer<typeof planSchema>;

/** The text of a plan's file. The password is not in it: `--apply` asks for it again. */
export function renderPlanFile(plan: PlannedImport, path: string, time: number): string {
  const { strategy, agents, kinds, map, includeGlobal, restore, resurrect, validation, skipInvalid } =
    plan.request;
  const file: PlanFile = {
    format: PLAN_FORMAT,
    version: 1,
    created: new Date(time).toISOString(),
    source: { path, format: plan.source.format, sha256: plan.source.sha256 },
    request: {
      strategy,
      ...(agents === undefined ? {} : { agents: [...agents] }),
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      map: { ...map },
      includeGlobal,
      restore,
      resurrect,
      validation,
      skipInvalid,
    },
    memory: { ...plan.parts.fingerprint },
    decisions: Object.fromEntries(
      [...plan.items, ...plan.documents].flatMap(({ key, choice }) =>
        choice === undefined ? [] : [[key, choice]],
      ),
    ),
    records: plan.items.map(({ key, id, agent, kind, action, reason }) => ({
      key,
      id,
      agent,
      kind,
      action,
      reason,
    })),
    documents: plan.documents.map(({ key, path: place, action, reason }) => ({
      key,
      path: place,
      action,
      reason,
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a plan's file. Throws `plan-invalid` for what is none, with where it goes wrong. */
export function readPlanFile(text: string, file: string): PlanFile {
  let value: JsonValue;
  try {
    value = parseJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new LoomError('plan-invalid', { file, reason: 'it is not JSON' }, { cause: error });
  }
  const checked = planSchema.safeParse(value);
  if (checked.success) return checked.data;
  const where = checked.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new LoomError('plan-invalid', { file, reason: `it is not as it should be at "${where}"` });
}

/**
 * Makes a plan that was worked out again the one that was saved, with its decisions. Throws `source-changed`,
 * `memory-changed`, and `plan-invalid` when something else would be done than the file says.
 */
export function matchPlanFile(plan: PlannedImport, saved: PlanFile, file: string): void {
  if (plan.source.sha256 !== saved.source.sha256)
    throw new LoomError('source-changed', { path: plan.source.name });
  const changed = changedFiles(saved.memory, plan.parts.fingerprint);
  if (changed.length > 0) throw new LoomError('memory-changed', { files: changed });
  for (const [key, choice] of Object.entries(saved.decisions)) plan.decide({ key }, choice);
  const differs = (reason: string): LoomError<'plan-invalid'> =>
    new LoomError('plan-invalid', { file, reason });
  if (plan.items.length !== saved.records.length) throw differs('it lists other records than there are');
  for (const [index, item] of plan.items.entries()) {
    const record = saved.records[index];
    if (record?.key !== item.key || record.action !== item.action)
      throw differs(`record ${item.id} would be "${item.action}" and not "${record?.action ?? 'nothing'}"`);
  }
  const documents = plan.documents.map(({ key, action }) => `${action} ${key}`).join('\n');
  if (documents !== saved.documents.map(({ key, action }) => `${action} ${key}`).join('\n'))
    throw differs('it lists other documents than there are');
}
