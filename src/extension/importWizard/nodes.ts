import type { PlanDocument, PlanItem } from '../../core/import/plan';
import { pagesOf } from '../explorer/pages';
import type { ImportModel, PlanEntry } from './model';

/** What is said about a plan beside its records. */
export const TOPICS = ['invalid', 'problems', 'loss', 'notes'] as const;
export type Topic = (typeof TOPICS)[number];

/** A row of the plan. */
export type ImportNode =
  /** The first row: do it. */
  | { readonly type: 'apply' }
  | { readonly type: 'agent'; readonly agent: string }
  /** Global data. */
  | { readonly type: 'global' }
  | { readonly type: 'topic'; readonly topic: Topic }
  /** Rows `start` up to `end` of an agent or a topic. */
  | { readonly type: 'page'; readonly of: ListNode; readonly start: number; readonly end: number }
  | { readonly type: 'record'; readonly item: PlanItem }
  | { readonly type: 'document'; readonly document: PlanDocument }
  | { readonly type: 'fact'; readonly topic: Topic; readonly index: number };

export type ListNode = Extract<ImportNode, { readonly type: 'agent' | 'topic' }>;

/** The rows below one; those of the plan itself without a node. */
export function childrenOf(model: ImportModel, node?: ImportNode): readonly ImportNode[] {
  switch (node?.type) {
    case undefined:
      return rootsOf(model);
    case 'agent':
      return [...inPages(model, node, whole(model, node)), ...documents(model, node.agent)];
    case 'global':
      return documents(model, undefined);
    case 'topic':
      return inPages(model, node, whole(model, node));
    case 'page':
      return inPages(model, node.of, node);
    case 'apply':
    case 'record':
    case 'document':
    case 'fact':
      return [];
  }
}

function rootsOf(model: ImportModel): readonly ImportNode[] {
  const topics = (...names: readonly Topic[]): readonly ImportNode[] =>
    names.filter((topic) => model.plan[topic].length > 0).map((topic) => ({ type: 'topic', topic }) as const);
  return [
    ...(model.changes() > 0 ? [{ type: 'apply' } as const] : []),
    // What keeps the plan from being applied is not to be found at the end.
    ...topics('invalid', 'problems'),
    ...model.agents.map((agent) => ({ type: 'agent', agent }) as const),
    ...(model.documentsOf(undefined).length > 0 ? [{ type: 'global' } as const] : []),
    ...topics('loss', 'notes'),
  ];
}

function documents(model: ImportModel, agent: string | undefined): readonly ImportNode[] {
  return model.documentsOf(agent).map((document) => ({ type: 'document', document }) as const);
}

function whole(model: ImportModel, of: ListNode): { readonly start: number; readonly end: number } {
  return {
    start: 0,
    end: of.type === 'agent' ? model.itemsOf(of.agent).length : model.plan[of.topic].length,
  };
}

/** At most 200 rows: the items themselves, or pages of them. */
function inPages(
  model: ImportModel,
  of: ListNode,
  range: { readonly start: number; readonly end: number },
): readonly ImportNode[] {
  const pages = pagesOf(range);
  if (pages.length > 0) return pages.map((page) => ({ type: 'page', of, ...page }));
  if (of.type === 'agent') {
    return model
      .itemsOf(of.agent)
      .slice(range.start, range.end)
      .map((item) => ({ type: 'record', item }));
  }
  const { topic } = of;
  return Array.from({ length: range.end - range.start }, (_, place) => ({
    type: 'fact',
    topic,
    index: range.start + place,
  }));
}

/** The records and documents that a row stands for. */
export function entriesOfNode(model: ImportModel, node: ImportNode): readonly PlanEntry[] {
  switch (node.type) {
    case 'agent':
      return [...model.itemsOf(node.agent), ...model.documentsOf(node.agent)];
    case 'global':
      return model.documentsOf(undefined);
    case 'page':
      return node.of.type === 'agent' ? model.itemsOf(node.of.agent).slice(node.start, node.end) : [];
    case 'record':
      return [node.item];
    case 'document':
      return [node.document];
    case 'apply':
    case 'topic':
    case 'fact':
      return [];
  }
}

/** Stays the same while decisions change what a row says. */
export function idOfNode(node: ImportNode): string {
  switch (node.type) {
    case 'apply':
    case 'global':
      return node.type;
    case 'agent':
      return `agent ${node.agent}`;
    case 'topic':
      return `topic ${node.topic}`;
    case 'page':
      return `page ${String(node.start)} ${String(node.end)} ${idOfNode(node.of)}`;
    case 'record':
      return `record ${node.item.key}`;
    case 'document':
      return `document ${node.document.key}`;
    case 'fact':
      return `fact ${node.topic} ${String(node.index)}`;
  }
}
