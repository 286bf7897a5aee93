import { isJsonArray } from '../json';
import type { JsonValue } from '../json';
import { agentSettings, readConfig } from '../store/config';
import { readDocument } from '../store/readDocument';
import type { Problem } from '../store/records';
import type { AgentDocument, GlobalDocument, StoreDocument, StoreFile } from '../store/store';
import { addHits } from './collect';
import type { Collection } from './collect';
import { concernsAgents } from './scope';
import type { AgentTally } from './tally';

/** What the documents of an export came to. */
export interface CollectedDocuments {
  readonly problems: readonly Problem[];
  readonly anonymised: ReadonlyMap<string, number>;
}

const GLOBAL_DOCUMENTS = ['cross-agent', 'project-meta', 'team-conventions', 'archived-decisions'] as const;

/**
 * Adds metrics, context and settings of the chosen agents, and the global data (M4-M10, M32). A scoped export keeps
 * of the global lists what concerns its agents, and no shared pattern entries with `--shared none`.
 */
export async function collectDocuments(
  collection: Collection,
  tallies: readonly AgentTally[],
): Promise<CollectedDocuments> {
  const { store, layout, scope, request, anonymiser, output } = collection;
  const problems: Problem[] = [];
  const before = anonymiser.counts();

  const put = async (path: string, bytes: Uint8Array): Promise<number> => {
    const out = anonymiser.document(bytes).bytes;
    await output.document(path, out);
    return out.length;
  };
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
    const tally = tallies.find((candidate) => candidate.name === agent.name);
    for (const name of agentDocuments) {
      for (const [place, file] of (agent.documents[name] ?? []).entries()) {
        const document = await read(file);
        if (document === undefined) continue;
        tally?.addDocument(await put(`agents/${agent.name}/${documentName(name, place)}`, document.bytes));
      }
    }
    const settings = agentSettings(config, agent.name);
    if (settings !== undefined) {
      tally?.addDocument(await put(`agents/${agent.name}/config.json`, encodeJson(settings)));
    }
  }

  if (request.includeGlobal) {
    const names: GlobalDocument[] = request.includeDerived
      ? [...GLOBAL_DOCUMENTS, 'index']
      : [...GLOBAL_DOCUMENTS];
    for (const name of names) {
      if (name === 'cross-agent' && scope.scoped && request.shared === 'none') continue;
      const whole = !scope.scoped || (name === 'cross-agent' && request.shared === 'all');
      for (const [place, file] of (layout.global[name] ?? []).entries()) {
        const document = await read(file);
        if (document === undefined) continue;
        await put(
          `global/${documentName(name, place)}`,
          whole ? document.bytes : onlyConcerning(document, scope.chosen),
        );
      }
    }
  }
  const anonymised = new Map<string, number>();
  addHits(anonymised, before, anonymiser.counts());
  return { problems, anonymised };
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
