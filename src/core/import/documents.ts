import { isJsonArray, isJsonObject, parseJson } from '../json';
import type { JsonValue } from '../json';
import { joinPath } from '../path';
import { agentSettings, readConfig } from '../store/config';
import type { LoomConfig } from '../store/config';
import { readDocument } from '../store/readDocument';
import type { Problem } from '../store/records';
import type { Layout, Store, StoreFile } from '../store/store';
import { contentHash } from './contentHash';
import type { IncomingDocument, Receiver } from './incoming';
import { filled } from './mergeRecords';
import { PlannedDocument } from './plannedDocument';
import type { DocumentPlace } from './plannedDocument';
import type { Verdict } from './plannedItem';
import type { ImportRequest } from './request';

/** Documents that are taken in; others are derived (`index`) or not known. */
const AGENT_DOCUMENTS = ['metrics', 'context'] as const;
const GLOBAL_DOCUMENTS = ['cross-agent', 'project-meta', 'team-conventions', 'archived-decisions'] as const;

export interface DocumentPlanning {
  readonly store: Store;
  readonly layout: Layout;
  readonly request: ImportRequest;
  /** With the names that their agents have here. */
  readonly incoming: readonly IncomingDocument[];
  readonly receiver: Pick<Receiver, 'loss' | 'note' | 'problem'>;
}

/**
 * Plans the documents of an import. Objects are filled up with what they lack and lists united: what is here stays. Metrics
 * are what this memory measured, so those here stay as they are. `replace` and `restore` take the incoming one.
 */
export async function planDocuments(planning: DocumentPlanning): Promise<{
  readonly documents: readonly PlannedDocument[];
  readonly problems: readonly Problem[];
}> {
  const { store, layout, receiver } = planning;
  const problems: Problem[] = [];
  const { config, problems: configProblems } = await readConfig(store, layout);
  problems.push(...configProblems);
  const settings = new Map<string, JsonValue[]>();
  const found = new Map<string, FoundDocument>();
  for (const document of planning.incoming) {
    // Both files of a pair leave a bundle as `metrics` and `metrics-2`.
    const name = document.name.replace(/-\d+$/, '');
    const value = valueOf(document, receiver);
    if (value === undefined) continue;
    const { agent } = document;
    if (agent !== undefined && name === 'config') {
      settings.set(agent, [...(settings.get(agent) ?? []), value]);
      continue;
    }
    const files = filesOf(layout, agent, name);
    if (files === undefined) {
      if (name === 'index') receiver.note(`${whereOf(document)} is derived and was left out.`);
      else receiver.loss(`${whereOf(document)} is not known and is left out.`);
      continue;
    }
    const path = files[0]?.path ?? joinPath(agent ?? 'global', `${name}.json`);
    const values = [...(found.get(path)?.values ?? []), value];
    found.set(path, { place: { key: path, path, agent, file: files[0] }, name, values });
  }
  const documents: PlannedDocument[] = [];
  for (const document of found.values()) documents.push(await planDocument(planning, document, problems));
  if (config !== undefined)
    for (const [agent, values] of settings) documents.push(planSettings(planning, config, agent, values));
  else if (settings.size > 0)
    receiver.loss('This memory has no config.json that can be read: settings of agents are left out.');
  return { documents, problems };
}

interface FoundDocument {
  readonly place: DocumentPlace;
  readonly name: string;
  /** Of all agents of the source that go to this one, in their order. */
  readonly values: readonly JsonValue[];
}

async function planDocument(
  { store, request }: DocumentPlanning,
  { place, name, values }: FoundDocument,
  problems: Problem[],
): Promise<PlannedDocument> {
  const incoming = oneOf(values, name, request);
  if (place.file === undefined) return newDocument(place, 'is not here yet', incoming);
  const read = await readDocument(store, place.file);
  if ('document' in read) return existingDocument(place, read.document.value, incoming, name, request);
  problems.push(read.problem);
  const reason = read.problem.message.replace(/\.$/, '');
  return new PlannedDocument(place, { action: 'skip', reason }, undefined);
}

/** Settings of an agent lie in `config.json` (FORMATS 1.4), which is only changed where it is there. */
function planSettings(
  { layout, request }: DocumentPlanning,
  config: LoomConfig,
  agent: string,
  values: readonly JsonValue[],
): PlannedDocument {
  const file = layout.config.find(({ path }) => path === config.file);
  const place = { key: `config.json/${agent}`, path: config.file, agent, file, config: config.value };
  const incoming = oneOf(values, 'config', request);
  const existing = agentSettings(config, agent);
  return existing === undefined
    ? newDocument(place, 'has no settings here', incoming)
    : existingDocument(place, existing, incoming, 'config', request);
}

/** What several agents of the source bring for one, as one. */
function oneOf(values: readonly JsonValue[], name: string, { strategy, restore }: ImportRequest): JsonValue {
  const [first = null, ...more] = values;
  if (restore || strategy === 'replace') return more.at(-1) ?? first;
  // Of two measurements, none can be filled up with the other.
  if (name === 'metrics') return first;
  return more.reduce<JsonValue>((value, next) => united(value, next) ?? value, first);
}

function newDocument(place: DocumentPlace, reason: string, incoming: JsonValue): PlannedDocument {
  return new PlannedDocument(place, { action: 'add', reason }, { incoming, merged: undefined });
}

function existingDocument(
  place: DocumentPlace,
  existing: JsonValue,
  incoming: JsonValue,
  name: string,
  request: ImportRequest,
): PlannedDocument {
  if (contentHash(existing) === contentHash(incoming))
    return new PlannedDocument(place, { action: 'same', reason: 'is here already' }, undefined);
  const both = name === 'metrics' ? undefined : united(existing, incoming);
  const merged = both === undefined || contentHash(both) === contentHash(existing) ? undefined : both;
  const verdict = judge(name, both, merged, request);
  return new PlannedDocument(place, verdict, { incoming, merged });
}

/** What becomes of a document that is here in another version. */
function judge(
  name: string,
  both: JsonValue | undefined,
  merged: JsonValue | undefined,
  { strategy, restore }: ImportRequest,
): Verdict {
  const other = 'another version is here';
  if (restore || strategy === 'replace') return { action: 'replace', reason: other };
  if (strategy === 'skip') return { action: 'skip', reason: other };
  if (name === 'metrics') return { action: 'keep', reason: 'what was measured here stays' };
  if (both === undefined) return { action: 'keep', reason: 'is of another form here' };
  if (merged === undefined) return { action: 'same', reason: 'says nothing that is not here' };
  return { action: 'merge', reason: other };
}

function united(existing: JsonValue, incoming: JsonValue): JsonValue | undefined {
  if (isJsonObject(existing) && isJsonObject(incoming)) return filled(existing, incoming);
  if (!isJsonArray(existing) || !isJsonArray(incoming)) return undefined;
  const seen = new Set(existing.map(contentHash));
  return [...existing, ...incoming.filter((entry) => !seen.has(contentHash(entry)))];
}

function filesOf(layout: Layout, agent: string | undefined, name: string): readonly StoreFile[] | undefined {
  if (agent === undefined) {
    const known = GLOBAL_DOCUMENTS.find((each) => each === name);
    return known === undefined ? undefined : (layout.global[known] ?? []);
  }
  const known = AGENT_DOCUMENTS.find((each) => each === name);
  if (known === undefined) return undefined;
  return layout.agents.find((each) => each.name === agent)?.documents[known] ?? [];
}

function valueOf(document: IncomingDocument, receiver: DocumentPlanning['receiver']): JsonValue | undefined {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(document.bytes));
  } catch {
    // Neither UTF-8 nor JSON: told as what it is, and nothing else depends on it.
    const file = whereOf(document);
    receiver.problem({
      file,
      code: 'json-damaged',
      message: `${file} of the source is not JSON.`,
      level: 'error',
    });
    return undefined;
  }
}

function whereOf({ agent, name }: IncomingDocument): string {
  return joinPath(agent ?? 'global', `${name}.json`);
}
