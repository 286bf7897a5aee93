import * as z from 'zod/mini';

/** The bundle format this program writes (DESIGN section 5). A newer major version is refused, a newer minor read. */
export const BUNDLE_VERSION = '1.0.0';

export const ANONYMISATION_LEVELS = ['full', 'partial', 'none'] as const;
export type AnonymisationLevel = (typeof ANONYMISATION_LEVELS)[number];

const count = z.int().check(z.nonnegative());
const countsSchema = z.looseObject({ patterns: count, solutions: count, decisions: count });
const rate = z.nullable(z.number());

/** What the manifest says of one agent (M72): counts, bytes of the JSON in the bundle, mean success rate 0 to 1. */
export const agentSummarySchema = z.looseObject({
  patterns: count,
  solutions: count,
  decisions: count,
  success_rate: rate,
  bytes: z.looseObject({ patterns: count, solutions: count, decisions: count, total: count }),
});
export type AgentSummary = z.infer<typeof agentSummarySchema>;

/** A record that came along because a chosen agent uses it (M22). */
export const sharedRecordSchema = z.looseObject({
  agent: z.string(),
  id: z.string(),
  used_by: z.array(z.string()),
  reason: z.string(),
});
export type SharedRecord = z.infer<typeof sharedRecordSchema>;

/**
 * `metadata.json` of a bundle: the seed's object (S0:118-131) and what DESIGN section 5 adds. Unknown keys are kept,
 * so that a bundle of a later minor version survives us.
 */
export const bundleMetadataSchema = z.looseObject({
  version: z.string(),
  export_date: z.string(),
  source_project: z.string(),
  exported_by: z.string(),
  agents: z.array(z.string()),
  filters_applied: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  anonymized: z.boolean(),
  encrypted: z.boolean(),
  compression: z.string(),
  /** The newest record schema inside; `mixed` is never written: records keep their own (`schema_version` of a view). */
  schema_version: z.optional(z.string()),
  types: z.optional(z.array(z.string())),
  counts: z.optional(countsSchema),
  anonymization: z.optional(
    z.looseObject({
      level: z.string(),
      /** By category. */
      counts: z.record(z.string(), count),
      rules: z.optional(z.record(z.string(), count)),
      agents: z.optional(z.record(z.string(), count)),
      /** What became of what was found. */
      decisions: z.optional(
        z.looseObject({ accepted: count, rejected: count, edited: count, own_rules: count }),
      ),
    }),
  ),
  agent_summaries: z.optional(z.record(z.string(), agentSummarySchema)),
  shared_records: z.optional(z.array(sharedRecordSchema)),
  /** How many records a filter left out, by reason. */
  excluded: z.optional(z.record(z.string(), count)),
  /** Files of the store that could not be read: their records are not in here. */
  unreadable: z.optional(z.array(z.looseObject({ file: z.string(), message: z.string() }))),
  /** Bytes of all JSON in the bundle before compression. */
  uncompressed_bytes: z.optional(count),
});
export type BundleMetadata = z.infer<typeof bundleMetadataSchema>;
