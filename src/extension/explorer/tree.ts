import type * as vscode from 'vscode';
import { KINDS, type StoredRecord } from '../../core/store/records';
import { firstPage } from '../../core/store/recordIndex';
import { ARCHIVE, type Catalogue } from '../catalogue';
import { DisposableStore, type Disposable } from '../disposables';
import type { Memory, Services } from '../services';
import { registerDecorations } from './decorations';
import { RecordFilter } from './filter';
import { filterWords, itemOf } from './items';
import { nodeId, type KindNode, type Node, type PageNode, type RecordNode } from './nodes';
import { PAGE_SIZE, pagesOf, type Range } from './pages';
import { tooltipOf } from './tooltips';

/** Up to here a file is indexed at once when its kind is expanded; above, its first page is shown before (MEASURED B). */
const INDEX_AT_ONCE_BYTES = 4 * 1024 * 1024;

/** What the tree asks of the view it is shown in. */
export interface ViewHandle {
  /** Draws a node and all below it again; undefined: everything. */
  refresh(node: Node | undefined): void;
  /** A line above the tree; undefined takes it away. */
  say(message: string | undefined): void;
}

/** The Memory view's nodes and how they are drawn. Nothing of a node is read before it is expanded. */
export class MemoryTree implements Disposable {
  private readonly disposables = new DisposableStore();
  /** One object a place, because VS Code refreshes nodes by identity. Records are not kept. */
  private readonly nodes = new Map<string, Node>();
  private readonly watched = new Map<Memory, { catalogue: Catalogue; ending: Disposable }>();
  private readonly filters = new Map<Memory, RecordFilter>();
  private filterText = '';

  constructor(
    private readonly services: Services,
    private readonly view: ViewHandle,
  ) {
    this.disposables.add(registerDecorations());
    this.disposables.add(
      services.memories.onDidChange((memories) => {
        for (const [memory, { ending }] of this.watched) {
          if (memories.includes(memory)) continue;
          ending.dispose();
          this.watched.delete(memory);
        }
        this.filter(this.filterText);
      }),
    );
  }

  async children(node: Node | undefined): Promise<readonly Node[]> {
    if (node === undefined) {
      const memories = await this.services.memories.ready();
      const [only] = memories;
      if (memories.length === 1 && only !== undefined) return this.memoryChildren(only);
      return memories.map((memory) => this.keep({ type: 'memory', memory }));
    }
    switch (node.type) {
      case 'memory':
        return this.memoryChildren(node.memory);
      case 'agent':
        return this.agentChildren(node.memory, node.agent);
      case 'kind':
        return this.kindChildren(node);
      case 'page':
        return this.pageChildren(node);
      case 'global':
        return this.globalChildren(node.memory);
      case 'archive': {
        const place: KindNode = { type: 'kind', memory: node.memory, agent: ARCHIVE, kind: 'decision' };
        return this.recordsIn(place, { start: 0, end: await this.countOf(place) });
      }
      case 'problems':
        return (await (await this.catalogueOf(node.memory)).problems()).map((problem) => ({
          type: 'problem',
          memory: node.memory,
          problem,
        }));
      case 'record':
      case 'document':
      case 'problem':
        return [];
    }
  }

  parent(node: Node): Node | undefined {
    const { memory } = node;
    const root = this.services.memories.all.length > 1 ? this.keep({ type: 'memory', memory }) : undefined;
    switch (node.type) {
      case 'memory':
        return undefined;
      case 'agent':
      case 'global':
      case 'archive':
      case 'problems':
        return root;
      case 'kind':
        return this.keep({ type: 'agent', memory, agent: node.agent });
      case 'problem':
        return this.keep({ type: 'problems', memory });
      case 'document':
        return node.agent === undefined
          ? this.keep({ type: 'global', memory })
          : this.keep({ type: 'agent', memory, agent: node.agent });
      case 'page':
      case 'record':
        return node.agent === ARCHIVE
          ? this.keep({ type: 'archive', memory })
          : this.keep({ type: 'kind', memory, agent: node.agent, kind: node.kind });
    }
  }

  async item(node: Node): Promise<vscode.TreeItem> {
    const catalogue = await this.catalogueOf(node.memory);
    return itemOf(node, catalogue, this.filters.get(node.memory));
  }

  async resolve(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    const tooltip = await tooltipOf(node, await this.catalogueOf(node.memory));
    if (tooltip !== undefined) item.tooltip = tooltip;
    return item;
  }

  /** Shows only records that hold all words of `text`. */
  filter(text: string): void {
    this.filterText = text;
    for (const filter of this.filters.values()) filter.dispose();
    this.filters.clear();
    if (text !== '') {
      for (const memory of this.services.memories.all) {
        const filter = new RecordFilter(memory, text, (agent) => {
          this.view.refresh(
            agent === undefined ? this.rootOf(memory) : this.keep({ type: 'agent', memory, agent }),
          );
          this.sayFilter();
        });
        this.filters.set(memory, filter);
        filter.start();
      }
    }
    this.sayFilter();
    this.view.refresh(undefined);
  }

  /** The node that lists what cannot be read, to be revealed. */
  problemsNode(memory: Memory): Node {
    return this.keep({ type: 'problems', memory });
  }

  dispose(): void {
    this.disposables.dispose();
    for (const { ending } of this.watched.values()) ending.dispose();
    for (const filter of this.filters.values()) filter.dispose();
  }

  /** The catalogue, watched from its first use on: what it finds out redraws the nodes it is about. */
  private async catalogueOf(memory: Memory): Promise<Catalogue> {
    const catalogue = await memory.catalogue();
    if (!this.watched.has(memory)) {
      const ending = catalogue.onDidChange((change) => {
        if (change === 'all') {
          this.view.refresh(this.rootOf(memory));
          return;
        }
        for (const agent of change.agents) {
          this.filters.get(memory)?.restart(agent);
          if (agent === ARCHIVE) this.view.refresh(this.rootOf(memory));
          else this.view.refresh(this.keep({ type: 'agent', memory, agent }));
        }
      });
      this.watched.set(memory, { catalogue, ending });
    }
    return catalogue;
  }

  private rootOf(memory: Memory): Node | undefined {
    return this.services.memories.all.length > 1 ? this.keep({ type: 'memory', memory }) : undefined;
  }

  private sayFilter(): void {
    this.view.say(
      this.filterText === '' ? undefined : filterWords(this.filterText, [...this.filters.values()]),
    );
  }

  private async memoryChildren(memory: Memory): Promise<readonly Node[]> {
    const catalogue = await this.catalogueOf(memory);
    const layout = await catalogue.layout();
    catalogue.start();
    const filter = this.filters.get(memory);
    const nodes: Node[] = [];
    for (const { name } of layout.agents) {
      if (filter?.isEmpty(name) === true) continue;
      nodes.push(this.keep({ type: 'agent', memory, agent: name }));
    }
    if (filter !== undefined) return nodes;
    if (globalFiles(layout.global).length > 0) nodes.push(this.keep({ type: 'global', memory }));
    if ((layout.global['archived-decisions'] ?? []).length > 0) {
      nodes.push(this.keep({ type: 'archive', memory }));
    }
    if ((await catalogue.problems()).length > 0) nodes.push(this.keep({ type: 'problems', memory }));
    return nodes;
  }

  private async agentChildren(memory: Memory, agent: string): Promise<readonly Node[]> {
    const catalogue = await this.catalogueOf(memory);
    const files = await catalogue.agent(agent);
    if (files === undefined) return [];
    const filter = this.filters.get(memory);
    const nodes: Node[] = [];
    for (const kind of KINDS) {
      const shown =
        filter === undefined ? files.records[kind].length > 0 : filter.found(agent, kind)?.total !== 0;
      if (shown) nodes.push(this.keep({ type: 'kind', memory, agent, kind }));
    }
    if (filter !== undefined) return nodes;
    for (const document of ['metrics', 'context'] as const) {
      for (const file of files.documents[document] ?? []) {
        nodes.push(this.keep({ type: 'document', memory, agent, document, path: file.path }));
      }
    }
    return nodes;
  }

  private async globalChildren(memory: Memory): Promise<readonly Node[]> {
    const layout = await (await this.catalogueOf(memory)).layout();
    return globalFiles(layout.global).map(([document, path]) =>
      this.keep({ type: 'document', memory, agent: undefined, document, path }),
    );
  }

  private async kindChildren(node: KindNode): Promise<readonly Node[]> {
    const filter = this.filters.get(node.memory);
    if (filter !== undefined) {
      const { records } = await filter.search(node.agent, node.kind);
      return this.inPages(node, { start: 0, end: records.length }, (range) =>
        records.slice(range.start, range.end),
      );
    }
    const catalogue = await this.catalogueOf(node.memory);
    const first = await this.firstRecords(node, catalogue);
    if (first === undefined) return this.recordsIn(node, { start: 0, end: await this.countOf(node) });
    catalogue.start();
    const { memory, agent, kind } = node;
    const count = catalogue.readableCount(agent, kind) ?? first.total;
    if (count !== undefined) return this.inPages(node, { start: 0, end: count }, () => first.records);
    // The second page gets its end when the records have been counted.
    return [
      this.keep({ type: 'page', memory, agent, kind, start: 0, end: PAGE_SIZE }),
      this.keep({ type: 'page', memory, agent, kind, start: PAGE_SIZE, end: Infinity }),
    ];
  }

  /**
   * The first 200 records of a large file that has no index yet, without reading it through; undefined when the index is
   * there or quickly made. `total`: their number when these are all.
   */
  private async firstRecords(
    { agent, kind }: KindNode | PageNode,
    catalogue: Catalogue,
  ): Promise<{ readonly records: readonly StoredRecord[]; readonly total: number | undefined } | undefined> {
    const files = (await catalogue.agent(agent))?.records[kind] ?? [];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    if (bytes <= INDEX_AT_ONCE_BYTES || catalogue.isIndexed(agent, kind)) return undefined;
    const { records, complete } = await firstPage(catalogue.store, agent, kind, files, PAGE_SIZE);
    return { records, total: complete ? records.length : undefined };
  }

  private async pageChildren(node: PageNode): Promise<readonly Node[]> {
    const filter = this.filters.get(node.memory);
    if (filter !== undefined) {
      const { records } = await filter.search(node.agent, node.kind);
      return this.inPages(node, node, (range) => records.slice(range.start, range.end));
    }
    if (node.start === 0 && node.end <= PAGE_SIZE) {
      const first = await this.firstRecords(node, await this.catalogueOf(node.memory));
      if (first !== undefined)
        return first.records.map((record, position) => this.recordNode(node, record, position));
    }
    return this.recordsIn(node, { start: node.start, end: Math.min(node.end, await this.countOf(node)) });
  }

  private async recordsIn(node: KindNode | PageNode, range: Range): Promise<readonly Node[]> {
    const catalogue = await this.catalogueOf(node.memory);
    return this.inPages(node, range, (one) => catalogue.page(node.agent, node.kind, one.start, one.end));
  }

  private async inPages(
    node: KindNode | PageNode,
    range: Range,
    read: (range: Range) => Promise<readonly StoredRecord[]> | readonly StoredRecord[],
  ): Promise<readonly Node[]> {
    const pages = pagesOf(range);
    if (pages.length > 0) return pages.map((page) => this.keep({ ...node, type: 'page', ...page }));
    const records = await read(range);
    return records.map((record, place) => this.recordNode(node, record, range.start + place));
  }

  private recordNode(node: KindNode | PageNode, record: StoredRecord, position: number): RecordNode {
    const { memory, agent, kind } = node;
    return { type: 'record', memory, agent, kind, position, record };
  }

  private async countOf(node: KindNode | PageNode): Promise<number> {
    return (await (await this.catalogueOf(node.memory)).index(node.agent, node.kind)).count;
  }

  private keep(node: Exclude<Node, RecordNode>): Node {
    const id = nodeId(node);
    const known = this.nodes.get(id);
    if (known !== undefined) return known;
    this.nodes.set(id, node);
    return node;
  }
}

/** The documents of `global/` that are shown as such: the index is derived, archived decisions have their own node. */
function globalFiles(
  global: Awaited<ReturnType<Catalogue['layout']>>['global'],
): readonly (readonly ['cross-agent' | 'project-meta' | 'team-conventions', string])[] {
  const names = ['cross-agent', 'project-meta', 'team-conventions'] as const;
  return names.flatMap((name) => (global[name] ?? []).map((file) => [name, file.path] as const));
}
