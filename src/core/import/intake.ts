import { LoomError } from '../errors';
import { collisionKey, unsafeNameReason } from '../path';
import { RESERVED_FOLDERS } from '../store/layout';
import type { Clock, Codecs } from '../ports';
import type { Kind, Problem } from '../store/records';
import type { Layout } from '../store/store';
import { arrivalsHere, arrive, staysInText } from './arrivals';
import type { ArrivalOrder, ArrivalThread, ArrivedBatch } from './arrivals';
import type { IncomingDocument, IncomingList, Receiver } from './incoming';
import type { ArrivingRecord } from './outlines';
import type { InvalidRecord } from './plan';
import type { PlannedSection } from './plannedImport';
import type { ImportRequest } from './request';
import type { IncomingSpool } from './spoolIncoming';

/** Documents of a source are held in memory; together they may be this large. */
const MAX_DOCUMENTS = 64 * 1024 * 1024;

/** Takes what a reader finds: checks names and records, and lets through what was asked for. */
export class Intake implements Receiver {
  readonly documents: IncomingDocument[] = [];
  readonly invalid: InvalidRecord[] = [];
  readonly problems: Problem[] = [];
  readonly losses = new Set<string>();
  readonly notes = new Set<string>();
  readonly #agents = new Map<string, string | undefined>();
  readonly #referenced = new Set<string>();
  #documentBytes = 0;

  constructor(
    private readonly path: string,
    private readonly layout: Layout,
    readonly request: ImportRequest,
    readonly spool: IncomingSpool,
    private readonly clock: Clock,
    /** On which long lists are read. */
    private readonly thread: ArrivalThread | undefined,
  ) {
    for (const target of Object.values(request.map)) {
      const reason = this.#nameReason(target);
      if (reason !== undefined)
        throw new LoomError('value-invalid', {
          option: '--map',
          value: target,
          wanted: `an agent's name, not ${reason}`,
        });
    }
  }

  async records(agent: string, kind: Kind, records: readonly ArrivingRecord[]): Promise<void> {
    const target = this.#target(agent);
    if (target === undefined || !(this.request.kinds?.includes(kind) ?? true)) return;
    const order = { agent, target, kind, validation: this.request.validation };
    await this.#take(order, arrive(records, order, this.clock), 0);
  }

  async list(
    { agent, kind, file, hashed }: IncomingList,
    text: AsyncIterable<Uint8Array>,
    codecs: Codecs,
  ): Promise<number> {
    const target = (this.request.kinds?.includes(kind) ?? true) ? this.#target(agent) : undefined;
    const order = { agent, target, kind, validation: this.request.validation };
    const arrivals = this.thread?.open(order) ?? arrivalsHere(order, codecs, this.clock);
    const isKept = staysInText(order);
    const start = this.spool.length;
    const first = this.spool.records.length;
    let found = 0;
    const take = async (batches: readonly ArrivedBatch[]): Promise<void> => {
      for (const batch of batches) {
        found += batch.found;
        await this.#take(order, batch, start);
      }
    };
    for await (const piece of text) {
      const batches = await arrivals.push(piece);
      if (isKept) await this.spool.keepText(piece);
      await take(batches);
    }
    const { batches, damages } = await arrivals.end();
    await take(batches);
    const content = isKept ? hashed?.() : undefined;
    if (content !== undefined) this.spool.keepList({ start, ...content }, first);
    for (const { code, detail, level } of damages)
      this.problem({ file, code, message: `${file} cannot be read: ${detail}.`, level });
    return found;
  }

  document(document: IncomingDocument): Promise<void> {
    const { agent, name, bytes } = document;
    if (agent === undefined ? !this.request.includeGlobal : this.request.kinds !== undefined)
      return Promise.resolve();
    const target = agent === undefined ? undefined : this.#target(agent);
    if (agent !== undefined && target === undefined) return Promise.resolve();
    this.#documentBytes += bytes.length;
    if (this.#documentBytes > MAX_DOCUMENTS)
      throw new LoomError('archive-too-large', {
        path: this.path,
        limit: 'the bytes of all documents',
        allowed: MAX_DOCUMENTS,
      });
    this.documents.push({ agent: target, name, bytes: bytes.slice() });
    this.spool.note(`${target ?? ''}\n${name}\n${new TextDecoder().decode(bytes)}`);
    return Promise.resolve();
  }

  problem(problem: Problem): void {
    this.problems.push(problem);
  }

  loss(sentence: string): void {
    this.losses.add(sentence);
  }

  note(sentence: string): void {
    this.notes.add(sentence);
  }

  /** Throws `agent-unknown` for an agent that was asked for and is not in the source. */
  finish(): void {
    const known = [...this.#agents.keys()];
    const asked = [...(this.request.agents ?? []), ...Object.keys(this.request.map)];
    const missing = asked.find((agent) => !this.#agents.has(agent));
    if (missing !== undefined)
      throw new LoomError('agent-unknown', { agent: missing, nearest: known[0], known });
  }

  /** `--validate`: references that lead nowhere, here or in the source. */
  *danglingReferences(sections: readonly PlannedSection[]): Generator<string> {
    if (this.#referenced.size === 0) return;
    const unknown = new Set(this.#referenced);
    for (const { kind, items } of sections)
      if (kind === 'pattern') for (const { id } of items) unknown.delete(id);
    const missing = [...unknown];
    if (missing.length > 0)
      yield `References to patterns that are not in the source: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${String(missing.length - 5)} more` : ''}.`;
  }

  /** Where an agent of the source goes; undefined when it was not asked for. Throws `archive-hostile` for its name. */
  #target(agent: string): string | undefined {
    if (this.#agents.has(agent)) return this.#agents.get(agent);
    const { agents, map } = this.request;
    const target = Object.hasOwn(map, agent) ? (map[agent] ?? agent) : agent;
    const reason = this.#nameReason(agent) ?? this.#nameReason(target) ?? this.#twinReason(target);
    if (reason !== undefined)
      throw new LoomError('archive-hostile', { path: this.path, entry: agent, reason });
    const isAsked = agents?.includes(agent) ?? true;
    this.#agents.set(agent, isAsked ? target : undefined);
    return isAsked ? target : undefined;
  }

  #nameReason(agent: string): string | undefined {
    const reason = unsafeNameReason(agent);
    if (reason !== undefined) return reason;
    if (RESERVED_FOLDERS.includes(agent)) return 'a folder of that name is no agent';
    if (agent.startsWith('.')) return 'an agent may not begin with a dot';
    return /\.(tmp|lock|part)$/.test(agent) ? 'a name that only temporaries have' : undefined;
  }

  /** Two agents that one folder would hold on systems that fold case. */
  #twinReason(agent: string): string | undefined {
    const key = collisionKey(agent);
    const here = this.layout.agents.map(({ name }) => name);
    const twin = [...here, ...this.#agents.values()].find(
      (name) => name !== undefined && name !== agent && collisionKey(name) === key,
    );
    return twin === undefined ? undefined : `it differs from the agent ${twin} only in case or form`;
  }

  /** `start`: where the text that the records lie in begins in the spool. */
  async #take({ agent, target, kind }: ArrivalOrder, batch: ArrivedBatch, start: number): Promise<void> {
    if (target === undefined) return;
    for (const { id, pointer, detail } of batch.invalid)
      this.invalid.push({ agent: target, kind, id, pointer, detail });
    for (const id of batch.references) this.#referenced.add(id);
    if (batch.ids.length > 0) await this.spool.add({ from: agent, agent: target, kind }, batch, start);
  }
}
