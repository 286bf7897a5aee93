import { isJsonArray } from '../json';
import type { JsonValue } from '../json';
import { agentSettings, readConfig } from '../store/config';
import { readDocument } from '../store/readDocument';
import type { Problem } from '../store/records';
import type { AgentDocument, GlobalDocument, StoreDocument, StoreFile } from '../store/store';
import { concernsAgents } from './scope';
import type { ScopedStore } from './walkSections';

/** A JSON document that leaves with an export. */
export interface ScopedDocument {
  /** As in a bundle: `agents/<agent>/metrics.json`, `global/cross-agent.json`. */
  readonly path: string;
  /** `global` for documents of that folder. */
  readonly agent: string;
  /** Where it lies in the store. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

const GLOBAL_DOCUMENTS = ['cross-agent', 'project-meta', 'team-conventions', 'archived-decisions'] as const;

/**
 * Metrics, context and settings of the chosen agents, and the global data (M4-M10, M32). A scoped export keeps of the
 * global lists what concerns its agents, and no shared pattern entries with `--shared none`. What cannot be read is
 * added to `problems`.
 */
export async function* walkDocuments(
  { store, layout, scope, request }: ScopedStore,
  problems: Problem[],
): AsyncGenerator<ScopedDocument, void, undefined> {
  const read = async (file: StoreFile): Promise<StoreDocument | undefined> => {
    const result = await readDocument(store, file);
    if ('document' in result) return result.document;
    problems.push(result.problem);
    return undefined;
  };

  const agentDocuments: AgentDocument[] = request.includeDerived
    ? ['metrics', 'context', 'index']
    : ['metrics', 'context'];
  const { config, problems: configProblems } = await readConfig(store, layout);
  problems.push(...configProblems);
  for (const agent of scope.agents) {
    if (!scope.chosen.has(agent.name)) continue;
    for (const name of agentDocuments) {
      for (const [place, file] of (agent.documents[name] ?? []).entries()) {
        const document = await read(file);
        if (document === undefined) continue;
        const path = `agents/${agent.name}/${documentName(name, place)}`;
        yield { path, agent: agent.name, file: file.path, bytes: document.bytes };
      }
    }
    const settings = agentSettings(config, agent.name);
    if (settings === undefined) continue;
    const path = `agents/${agent.name}/config.json`;
    yield { path, agent: agent.name, file: 'config.json', bytes: encodeJson(settings) };
  }

  if (!request.includeGlobal) return;
  const names: GlobalDocument[] = request.includeDerived
    ? [...GLOBAL_DOCUMENTS, 'index']
    : [...GLOBAL_DOCUMENTS];
  for (const name of names) {
    if (name === 'cross-agent' && scope.scoped && request.shared === 'none') continue;
    const whole = !scope.scoped || (name === 'cross-agent' && request.shared === 'all');
    for (const [place, file] of (layout.global[name] ?? []).entries()) {
      const document = await read(file);
      if (document === undefined) continue;
      const bytes = whole ? document.bytes : onlyConcerning(document, scope.chosen);
      yield { path: `global/${documentName(name, place)}`, agent: 'global', file: file.path, bytes };
    }
  }
}

/** Both documents of a `.json`/`.json.gz` pair leave: neither may be lost (FORMATS 1.2). */
function documentName(name: string, place: number): string {
  return place === 0 ? `${name}.json` : `${name}-${String(place + 1)}.json`;
}

function onlyConcerning(document: StoreDocument, chosen: ReadonlySet<string>): Uint8Array {
  const { value } = document;
  if (!isJsonArray(value)) return document.bytes;
  const kept = value.filter((entry) => concernsAgents(entry, chosen));
  return kept.length === value.length ? document.bytes : encodeJson(kept);
}

/** Indented as Loom writes it, ended by a new line. */
export function encodeJson(value: JsonValue | object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
