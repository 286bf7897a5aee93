import * as z from 'zod/mini';
import { isJsonObject, property } from '../json';
import type { JsonObject } from '../json';
import { readDocument } from './readDocument';
import type { Problem } from './records';
import type { Layout, Store } from './store';

const section = z.looseObject({});
const overrideSchema = z.looseObject({
  agent: z.optional(z.string()),
  enabled: z.optional(z.boolean()),
  memoryLimitMb: z.optional(z.number()),
  learning: z.optional(section),
  focusAreas: z.optional(z.array(z.string())),
  maxPatternCount: z.optional(z.number()),
  maxSolutionCount: z.optional(z.number()),
  maxDecisionCount: z.optional(z.number()),
});

/** `config.json` as FORMATS 1.4 has it; every section may be missing and every unknown key is kept. */
const configSchema = z.looseObject({
  version: z.optional(z.string()),
  enabled: z.optional(z.boolean()),
  storage: z.optional(
    z.looseObject({
      path: z.optional(z.string()),
      backupPath: z.optional(z.string()),
      maxSizeGb: z.optional(z.number()),
    }),
  ),
  learning: z.optional(section),
  pruning: z.optional(section),
  sharing: z.optional(section),
  performance: z.optional(section),
  agentOverrides: z.optional(z.record(z.string(), overrideSchema)),
});

export interface LoomConfig {
  /** What is understood of it, checked. */
  readonly settings: z.infer<typeof configSchema>;
  /** The object as it was found. */
  readonly value: JsonObject;
  /** Relative to the store: `config.json`, or `config.json.gz` when that is all there is. */
  readonly file: string;
}

/**
 * Reads the settings of a store. Undefined without problems: there are none. A damaged file is a problem and no
 * settings: nobody may go on with defaults instead (as Loom does). Of a pair, `config.json` counts, since that is what
 * the programs that use it read; the other is named in a warning.
 */
export async function readConfig(
  store: Store,
  layout: Layout,
): Promise<{ config: LoomConfig | undefined; problems: readonly Problem[] }> {
  const [file, second] = layout.config;
  if (file === undefined) return { config: undefined, problems: [] };
  const problems: Problem[] = [];
  if (second !== undefined) {
    const message = `${second.path} is not used: ${file.path} lies beside it.`;
    problems.push({ file: second.path, code: 'config-invalid', message, level: 'warning' });
  }
  const read = await readDocument(store, file);
  if ('problem' in read) return { config: undefined, problems: [read.problem, ...problems] };
  const { value } = read.document;
  if (!isJsonObject(value)) {
    const message = `${file.path} cannot be used: it is not an object.`;
    problems.push({ file: file.path, code: 'not-an-object', message, level: 'error' });
    return { config: undefined, problems };
  }
  const checked = configSchema.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'it' : issue.path.map(String).join('.');
    const message = `${file.path} cannot be used: ${where} is not of the kind that is due.`;
    problems.push({ file: file.path, code: 'config-invalid', message, level: 'error' });
    return { config: undefined, problems };
  }
  return { config: { settings: checked.data, value, file: file.path }, problems };
}

/** The settings of one agent (`agentOverrides`), as they were found; undefined when it has none of its own. */
export function agentSettings(config: LoomConfig | undefined, agent: string): JsonObject | undefined {
  const settings = property(property(config?.value, 'agentOverrides'), agent);
  return isJsonObject(settings) ? settings : undefined;
}
