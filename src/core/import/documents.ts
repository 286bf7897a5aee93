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
import type { PlanAction, PlanDocument } from './plan';
import { withMember } from './recordFields';
import type { ImportRequest } from './request';

/** A document of a plan, with what applying it needs. */
export interface PlannedDocument extends PlanDocument {
  /** Undefined when it is new. */
  readonly file: StoreFile | undefined;
  /** What is written; undefined where nothing is. */
  readonly value: JsonValue | undefined;
}

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
  const byPath = new Map<string, PlannedDocument>();
  const settings = new SettingsPlan(layout, config, planning.request);
  for (const document of planning.incoming) {
    // Both files of a pair leave a bundle as `metrics` and `metrics-2`.
    const name = document.name.replace(/-\d+$/, '');
    const value = valueOf(document, receiver);
    if (value === undefined) continue;
    if (document.agent !== undefined && name === 'config') {
      settings.add(document.agent, value);
      continue;
    }
    const files = filesOf(layout, document.agent, name);
    if (files === undefined) {
      if (name === 'index') receiver.note(`${whereOf(document)} is derived and was left out.`);
      else receiver.loss(`${whereOf(document)} is not known and is left out.`);
      continue;
    }
    const path = files[0]?.path ?? joinPath(document.agent ?? 'global', `${name}.json`);
    const before = byPath.get(path);
    byPath.set(
      path,
      await planDocument(
        planning,
        { path, name, agent: document.agent, file: files[0], value, before },
        problems,
      ),
    );
  }
  if (settings.isLost)
    receiver.loss('This memory has no config.json that can be read: settings of agents are left out.');
  return { documents: [...byPath.values(), ...settings.documents()], problems };
}

interface Incoming {
  readonly path: string;
  readonly name: string;
  readonly agent: string | undefined;
  readonly file: StoreFile | undefined;
  readonly value: JsonValue;
  /** What another document of the source made of it. */
  readonly before: PlannedDocument | undefined;
}

async function planDocument(
  { store, request }: DocumentPlanning,
  { path, name, agent, file, value, before }: Incoming,
  problems: Problem[],
): Promise<PlannedDocument> {
  const document = { key: path, path, agent, file };
  let existing = before?.value;
  if (file !== undefined && existing === undefined) {
    const read = await readDocument(store, file);
    if ('problem' in read) {
      problems.push(read.problem);
      return {
        ...document,
        action: 'skip',
        reason: read.problem.message.replace(/\.$/, ''),
        value: undefined,
      };
    }
    existing = read.document.value;
  }
  if (existing === undefined) return { ...document, action: 'add', reason: 'is not here yet', value };
  const verdict = mergeDocument(existing, value, name, request);
  return { ...document, ...verdict, value: verdict.value ?? before?.value };
}

/** One document of two. */
function mergeDocument(
  existing: JsonValue,
  incoming: JsonValue,
  name: string,
  { strategy, restore }: ImportRequest,
): { readonly action: PlanAction; readonly reason: string; readonly value: JsonValue | undefined } {
  if (contentHash(existing) === contentHash(incoming))
    return { action: 'same', reason: 'is here already', value: undefined };
  if (restore || strategy === 'replace')
    return { action: 'replace', reason: 'another version is here', value: incoming };
  if (strategy === 'skip') return { action: 'skip', reason: 'another version is here', value: undefined };
  if (name === 'metrics') return { action: 'keep', reason: 'what was measured here stays', value: undefined };
  const merged = united(existing, incoming);
  if (merged === undefined) return { action: 'keep', reason: 'is of another form here', value: undefined };
  if (contentHash(merged) === contentHash(existing))
    return { action: 'same', reason: 'says nothing that is not here', value: undefined };
  return { action: 'merge', reason: 'another version is here', value: merged };
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

/** Settings of agents lie together in `config.json` (FORMATS 1.4), which is only changed where it is there. */
class SettingsPlan {
  isLost = false;
  readonly #documents: PlannedDocument[] = [];
  #value: LoomConfig['value'] | undefined;

  constructor(
    private readonly layout: Layout,
    private readonly config: LoomConfig | undefined,
    private readonly request: ImportRequest,
  ) {
    this.#value = config?.value;
  }

  add(agent: string, incoming: JsonValue): void {
    if (this.config === undefined || this.#value === undefined) {
      this.isLost = true;
      return;
    }
    const file = this.layout.config.find(({ path }) => path === this.config?.file);
    const existing = agentSettings(this.config, agent);
    const verdict =
      existing === undefined
        ? { action: 'add' as const, reason: 'has no settings here', value: incoming }
        : mergeDocument(existing, incoming, 'config', this.request);
    if (verdict.value !== undefined) {
      const overrides = this.#value['agentOverrides'];
      const all = isJsonObject(overrides) ? overrides : {};
      this.#value = withMember(this.#value, 'agentOverrides', withMember(all, agent, verdict.value));
    }
    this.#documents.push({ ...verdict, key: `config.json/${agent}`, path: this.config.file, agent, file });
  }

  /** Each agent's settings by themselves; the file's whole value is that of the last one. */
  documents(): readonly PlannedDocument[] {
    return this.#documents.map((document) =>
      document.value === undefined ? document : { ...document, value: this.#value },
    );
  }
}
