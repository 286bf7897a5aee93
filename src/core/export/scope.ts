import { closest } from 'fastest-levenshtein';
import { LoomError } from '../errors';
import { isJsonArray, isJsonObject, property } from '../json';
import type { JsonValue } from '../json';
import type { Run } from '../ports';
import { readDocument } from '../store/readDocument';
import { readRecords } from '../store/readRecords';
import { KINDS } from '../store/records';
import type { Kind } from '../store/records';
import type { SharedRecord } from '../bundle/metadata';
import type { AgentFiles, Layout, Store } from '../store/store';
import type { ExportRequest } from './request';

/** Which sections an export reads, and why a record of an agent that was not chosen comes along. */
export interface Scope {
  readonly chosen: ReadonlySet<string>;
  /** True when only some agents were asked for. */
  readonly scoped: boolean;
  readonly kinds: readonly Kind[];
  /** Chosen agents and, for shared patterns, the agents that own them; sorted by name. */
  readonly agents: readonly AgentFiles[];
  /** By owning agent, then by pattern id. Only agents that were not chosen. */
  readonly shared: ReadonlyMap<string, ReadonlyMap<string, SharedRecord>>;
}

/** Names the agents of a request; throws `agent-unknown` with the nearest name there is. */
export function chooseAgents(layout: Layout, wanted: readonly string[] | undefined): readonly AgentFiles[] {
  if (wanted === undefined) return layout.agents;
  const known = layout.agents.map((agent) => agent.name);
  for (const agent of wanted) {
    if (known.includes(agent)) continue;
    const nearest = known.length === 0 ? undefined : closest(agent, known);
    throw new LoomError('agent-unknown', { agent, nearest, known });
  }
  const names = new Set(wanted);
  return layout.agents.filter((agent) => names.has(agent.name));
}

/** Decides what an export reads (M18-M24). */
export async function decideScope(
  store: Store,
  layout: Layout,
  request: ExportRequest,
  run?: Run,
): Promise<Scope> {
  const chosenAgents = chooseAgents(layout, request.agents);
  const chosen = new Set(chosenAgents.map((agent) => agent.name));
  const kinds = KINDS.filter((kind) => request.kinds?.includes(kind) ?? true);
  const scoped = chosen.size < layout.agents.length;
  const shared =
    scoped && request.shared !== 'none' && kinds.includes('pattern')
      ? await findShared(store, layout, chosenAgents, request.shared, run)
      : new Map<string, ReadonlyMap<string, SharedRecord>>();
  const agents = layout.agents.filter((agent) => chosen.has(agent.name) || shared.has(agent.name));
  return { chosen, scoped, kinds, agents, shared };
}

/**
 * Patterns of other agents that the chosen ones use (M22). Two links exist in the field: an entry of
 * `global/cross-agent.json` that names a chosen agent as target (`all` takes every entry), and `relatedPatterns` of
 * a chosen agent's solutions.
 */
async function findShared(
  store: Store,
  layout: Layout,
  chosenAgents: readonly AgentFiles[],
  choice: 'used' | 'all',
  run?: Run,
): Promise<Map<string, Map<string, SharedRecord>>> {
  const chosen = new Set(chosenAgents.map((agent) => agent.name));
  const links = new Map<
    string,
    { readonly owner: string | undefined; readonly usedBy: Set<string>; readonly reason: string }
  >();
  for (const entry of await crossAgentEntries(store, layout)) {
    const id = stringOf(entry, 'patternId', 'pattern_id');
    const owner = stringOf(entry, 'sourceAgent', 'source_agent');
    const targets = namesOf(property(entry, 'targetAgents') ?? property(entry, 'target_agents'));
    const usedBy = targets.filter((target) => chosen.has(target));
    if (id === undefined || (choice === 'used' && usedBy.length === 0)) continue;
    const reason = owner === undefined ? 'shared across agents' : `shared by ${owner}`;
    links.set(id, { owner, usedBy: new Set([...(links.get(id)?.usedBy ?? []), ...usedBy]), reason });
  }
  for (const agent of chosenAgents) {
    for await (const batch of readRecords(store, agent.name, 'solution', agent.records.solution, run)) {
      for (const record of batch.records) {
        for (const id of namesOf(property(property(record.value, 'solution'), 'relatedPatterns'))) {
          const known = links.get(id);
          if (known === undefined)
            links.set(id, { owner: undefined, usedBy: new Set([agent.name]), reason: 'named by a solution' });
          else known.usedBy.add(agent.name);
        }
      }
    }
  }
  const shared = new Map<string, Map<string, SharedRecord>>();
  if (links.size === 0) return shared;
  for (const agent of layout.agents) {
    if (chosen.has(agent.name)) continue;
    for await (const batch of readRecords(store, agent.name, 'pattern', agent.records.pattern, run)) {
      for (const { view } of batch.records) {
        const link = links.get(view.id);
        if (link === undefined || (link.owner !== undefined && link.owner !== agent.name)) continue;
        const own = shared.get(agent.name) ?? new Map<string, SharedRecord>();
        own.set(view.id, {
          agent: agent.name,
          id: view.id,
          used_by: [...link.usedBy].sort(),
          reason: link.reason,
        });
        shared.set(agent.name, own);
      }
    }
  }
  return shared;
}

async function crossAgentEntries(store: Store, layout: Layout): Promise<readonly JsonValue[]> {
  const entries: JsonValue[] = [];
  for (const file of layout.global['cross-agent'] ?? []) {
    const read = await readDocument(store, file);
    if ('document' in read && isJsonArray(read.document.value)) entries.push(...read.document.value);
  }
  return entries;
}

/**
 * Whether an entry of a global list concerns one of the chosen agents: it names one, or it names no agent at all.
 * What concerns other agents only is unrelated and stays out of a scoped export (M22).
 */
export function concernsAgents(entry: JsonValue, chosen: ReadonlySet<string>): boolean {
  if (!isJsonObject(entry)) return true;
  const named: string[] = [];
  for (const key of ['agent', 'sourceAgent', 'source_agent', 'agents', 'targetAgents', 'target_agents']) {
    named.push(...namesOf(property(entry, key)));
  }
  return named.length === 0 || named.some((name) => chosen.has(name));
}

function stringOf(value: JsonValue, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = property(value, key);
    if (typeof found === 'string') return found;
  }
  return undefined;
}

function namesOf(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
