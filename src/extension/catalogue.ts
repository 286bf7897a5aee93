import { LoomError } from '../core/errors';
import { judgeHealth, type Health } from '../core/health/level';
import type { Log } from '../core/ports';
import { readLayout } from '../core/store/layout';
import { losesFile } from '../core/store/lostFiles';
import { readDocument } from '../core/store/readDocument';
import { indexRecords, type RecordIndex } from '../core/store/recordIndex';
import { KINDS, type Kind, type Problem, type StoredRecord } from '../core/store/records';
import type { AgentFiles, Layout, Store, StoreFile } from '../core/store/store';
import { Emitter } from './emitter';

/** The name under which archived decisions (`global/archived-decisions.json`) are indexed; no agent can have it. */
export const ARCHIVE = 'global';

/** What has been found out about one agent's records of one kind. */
export interface KindFacts {
  /** Records of sound files: what an export takes. */
  readonly count: number;
  /** Those of damaged files too, as far as they can be read: what the view shows. */
  readonly readable: number;
  /** Mean success rate of the records that have one, 0 to 1; null when none has. */
  readonly meanSuccessRate: number | null;
  readonly problems: readonly Problem[];
}

/** What changed: the agents named, or everything (agents came or went, global data). */
export type CatalogueChange = { readonly agents: readonly string[] } | 'all';

/** Remembers facts across windows, so that a store that has not changed is not read again. */
export interface FactsMemory {
  get(key: string): RememberedFacts | undefined;
  set(key: string, facts: RememberedFacts): void;
}

export interface RememberedFacts extends KindFacts {
  /** The files' versions that the facts are about. */
  readonly signature: string;
}

interface KindState {
  signature: string;
  files: readonly StoreFile[];
  /** Of an earlier signature while the new one is being read, so that the view does not flicker. */
  facts: KindFacts | undefined;
  /** The facts are those of `signature`. */
  fresh: boolean;
  index: Promise<RecordIndex> | undefined;
  /** `index` has come to its end. */
  indexed: boolean;
}

interface DocumentState {
  readonly version: string;
  readonly problem: Problem | undefined;
}

/**
 * One store as the view and the status bar know it. Names and sizes come from `stat` alone; records are counted in the
 * background, a file at a time, and counted again only where a file's version changed. Nothing here throws for a file that
 * cannot be read: it becomes a problem.
 */
export class Catalogue {
  private readonly changed = new Emitter<CatalogueChange>();
  private readonly stopped = new AbortController();
  private readonly kinds = new Map<string, KindState>();
  private documents = new Map<string, DocumentState>();
  private current: Promise<Layout> | undefined;
  /** The background reading under way; true when it came to its end. */
  private reading: Promise<boolean> | undefined;

  readonly onDidChange = this.changed.event;

  constructor(
    readonly store: Store,
    private readonly log: Log,
    private readonly memory?: FactsMemory,
  ) {}

  /** What lies where, as of the last look. Throws `memory-missing`, `permission-denied`, `io-failed`. */
  async layout(): Promise<Layout> {
    this.current ??= this.look();
    try {
      return await this.current;
    } catch (error) {
      this.current = undefined;
      throw error;
    }
  }

  async agent(name: string): Promise<AgentFiles | undefined> {
    return (await this.layout()).agents.find((agent) => agent.name === name);
  }

  /** Facts if they are known already, maybe from before the last change. */
  facts(agent: string, kind: Kind): KindFacts | undefined {
    return this.kinds.get(keyOf(agent, kind))?.facts;
  }

  /** How many records of an agent's kind can be shown, if that is known for the files as they are now. */
  readableCount(agent: string, kind: Kind): number | undefined {
    const state = this.kinds.get(keyOf(agent, kind));
    return state?.fresh === true ? state.facts?.readable : undefined;
  }

  /** The index is there: a page costs no reading of the whole file. */
  isIndexed(agent: string, kind: Kind): boolean {
    return this.kinds.get(keyOf(agent, kind))?.indexed === true;
  }

  /** The index of an agent's records of a kind, made now when it is not there. */
  async index(agent: string, kind: Kind): Promise<RecordIndex> {
    await this.layout();
    const state = this.kinds.get(keyOf(agent, kind));
    if (state === undefined) throw new LoomError('agent-unknown', { agent, known: [] });
    return this.indexOf(agent, kind, state);
  }

  /**
   * Records `start` up to `end` of an agent's kind. A file that changed since it was indexed is looked at again, once: a
   * second change means that a writer is at it, and its event will redraw the view.
   */
  async page(agent: string, kind: Kind, start: number, end: number): Promise<readonly StoredRecord[]> {
    const index = await this.index(agent, kind);
    try {
      return await index.page(start, end);
    } catch (error) {
      if (!LoomError.is(error, 'memory-changing')) throw error;
      await this.refresh();
      return (await this.index(agent, kind)).page(start, end);
    }
  }

  /** Everything that is known to be wrong, in the order of agents and kinds. */
  async problems(): Promise<readonly Problem[]> {
    const layout = await this.layout();
    const found = [...layout.problems];
    for (const agent of layout.agents) {
      for (const kind of KINDS) found.push(...(this.facts(agent.name, kind)?.problems ?? []));
    }
    found.push(...(this.facts(ARCHIVE, 'decision')?.problems ?? []));
    for (const state of this.documents.values()) if (state.problem !== undefined) found.push(state.problem);
    return found;
  }

  async health(): Promise<Health> {
    const layout = await this.layout();
    return judgeHealth({
      agents: layout.agents,
      bytes: layout.bytes,
      problems: await this.problems(),
      recordFiles: layout.agents.reduce(
        (sum, agent) => sum + KINDS.reduce((files, kind) => files + agent.records[kind].length, 0),
        0,
      ),
    });
  }

  /** Looks again after files changed; only what has another version is read again. */
  async refresh(): Promise<void> {
    const before = await (this.current ?? Promise.resolve(undefined)).catch(() => undefined);
    this.current = this.look();
    const after = await this.layout();
    const change = compare(before, after);
    if (change === undefined) return;
    this.changed.fire(change);
    this.start();
  }

  /** Reads in the background what is not known yet. Safe to call at any time. */
  start(): void {
    this.reading ??= this.readAll()
      .then(() => true)
      .catch((error: unknown) => {
        if (!LoomError.is(error, 'cancelled'))
          this.log.warn(`The memory could not be read: ${String(error)}`);
        return false;
      })
      .finally(() => {
        this.reading = undefined;
      });
  }

  /** Resolves once everything is known as it is on disk now. */
  async settled(): Promise<void> {
    await this.layout();
    const unknown = (): boolean => [...this.kinds.values()].some((state) => !state.fresh);
    do {
      this.start();
      if (!(await this.reading)) return;
    } while (unknown());
  }

  dispose(): void {
    this.stopped.abort();
    this.changed.dispose();
  }

  private async look(): Promise<Layout> {
    const layout = await readLayout(this.store, { signal: this.stopped.signal });
    const keys = new Set<string>();
    for (const agent of layout.agents) {
      for (const kind of KINDS) {
        const key = keyOf(agent.name, kind);
        keys.add(key);
        this.noteFiles(key, agent.records[kind]);
      }
    }
    keys.add(keyOf(ARCHIVE, 'decision'));
    this.noteFiles(keyOf(ARCHIVE, 'decision'), layout.global['archived-decisions'] ?? []);
    for (const key of [...this.kinds.keys()]) if (!keys.has(key)) this.kinds.delete(key);
    return layout;
  }

  private noteFiles(key: string, files: readonly StoreFile[]): void {
    const signature = signatureOf(files);
    const known = this.kinds.get(key);
    if (known?.signature === signature) return;
    const remembered = this.memory?.get(key);
    const fresh = files.length === 0 || remembered?.signature === signature;
    const facts =
      files.length === 0
        ? { count: 0, readable: 0, meanSuccessRate: null, problems: [] }
        : fresh
          ? remembered
          : known?.facts;
    this.kinds.set(key, { signature, files, facts, fresh, index: undefined, indexed: false });
  }

  private async readAll(): Promise<void> {
    const layout = await this.layout();
    for (const name of [...layout.agents.map((agent) => agent.name), ARCHIVE]) {
      for (const kind of KINDS) {
        const state = this.kinds.get(keyOf(name, kind));
        if (state === undefined || state.fresh || this.stopped.signal.aborted) continue;
        await this.indexOf(name, kind, state);
      }
    }
    await this.readDocuments(layout);
  }

  private indexOf(agent: string, kind: Kind, state: KindState): Promise<RecordIndex> {
    state.index ??= this.makeIndex(agent, kind, state).catch((error: unknown) => {
      state.index = undefined;
      throw error;
    });
    return state.index;
  }

  private async makeIndex(agent: string, kind: Kind, state: KindState): Promise<RecordIndex> {
    const index = await this.indexOnly(agent, kind, state.files);
    const lost = new Set(index.problems.filter(losesFile).map((problem) => problem.file));
    const sound =
      lost.size === 0
        ? index
        : await this.indexOnly(
            agent,
            kind,
            state.files.filter((file) => !lost.has(file.path)),
          );
    const facts: KindFacts = {
      count: sound.count,
      readable: index.count,
      meanSuccessRate: sound.meanSuccessRate,
      problems: index.problems,
    };
    const news = !state.fresh || state.facts === undefined;
    state.facts = facts;
    state.fresh = true;
    state.indexed = true;
    const key = keyOf(agent, kind);
    // A newer state may have taken this one's place while it was read: its own index is then on its way.
    if (this.kinds.get(key) === state) {
      this.memory?.set(key, { ...facts, signature: state.signature });
      if (news) this.changed.fire({ agents: [agent] });
    }
    return index;
  }

  private indexOnly(agent: string, kind: Kind, files: readonly StoreFile[]): Promise<RecordIndex> {
    return indexRecords(this.store, agent, kind, files, { signal: this.stopped.signal });
  }

  /** Documents are small; reading them shows which cannot be read. */
  private async readDocuments(layout: Layout): Promise<void> {
    const files = [
      ...layout.agents.flatMap((agent) => Object.values(agent.documents).flat()),
      ...Object.entries(layout.global).flatMap(([name, found]) =>
        name === 'archived-decisions' ? [] : found,
      ),
      ...layout.config,
    ];
    const before = this.documents;
    const after = new Map<string, DocumentState>();
    let news = before.size !== files.length;
    for (const file of files) {
      if (this.stopped.signal.aborted) return;
      const known = before.get(file.path);
      if (known?.version === file.version) {
        after.set(file.path, known);
        continue;
      }
      news = true;
      const read = await readDocument(this.store, file);
      const problem = 'problem' in read ? read.problem : undefined;
      after.set(file.path, { version: file.version, problem });
    }
    this.documents = after;
    if (news) this.changed.fire('all');
  }
}

function keyOf(agent: string, kind: Kind): string {
  return `${agent}/${kind}`;
}

function signatureOf(files: readonly StoreFile[]): string {
  return files.map((file) => `${file.path}@${file.version}`).join('|');
}

/** Which agents have other files than before; `all` when the list of agents or the global data changed. */
function compare(before: Layout | undefined, after: Layout): CatalogueChange | undefined {
  if (before === undefined) return 'all';
  const names = (layout: Layout): string => layout.agents.map((agent) => agent.name).join('/');
  const rest = (layout: Layout): string =>
    signatureOf([...Object.values(layout.global).flat(), ...layout.config]) +
    layout.problems.map((problem) => problem.file).join('|');
  if (names(before) !== names(after) || rest(before) !== rest(after)) return 'all';
  const agents = after.agents
    .filter((agent, place) => {
      const old = before.agents[place];
      return old === undefined || agentSignature(old) !== agentSignature(agent);
    })
    .map((agent) => agent.name);
  return agents.length === 0 ? undefined : { agents };
}

function agentSignature(agent: AgentFiles): string {
  return signatureOf([
    ...KINDS.flatMap((kind) => agent.records[kind]),
    ...Object.values(agent.documents).flat(),
  ]);
}
