import type { Category } from '../../core/anonymise/categories';
import { pagesOf } from '../explorer/pages';
import type { ReviewItem, ReviewModel } from './model';

/** A row of the review. */
export type ReviewNode =
  /** The first row: on with the export. */
  | { readonly type: 'continue' }
  | { readonly type: 'category'; readonly category: Category }
  | { readonly type: 'agent'; readonly category: Category; readonly agent: string }
  /** Items `start` up to `end` of an agent. */
  | {
      readonly type: 'page';
      readonly category: Category;
      readonly agent: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'item'; readonly item: ReviewItem };

/** The rows below one; those of the review itself without a node. */
export function childrenOf(model: ReviewModel, isReady: boolean, node?: ReviewNode): readonly ReviewNode[] {
  switch (node?.type) {
    case undefined:
      return [
        ...(isReady && model.items.length > 0 ? [{ type: 'continue' } as const] : []),
        ...model.categories().map((category) => ({ type: 'category', category }) as const),
      ];
    case 'category':
      return model
        .agents(node.category)
        .map((agent) => ({ type: 'agent', category: node.category, agent }) as const);
    case 'agent':
      return inPages(model, node, { start: 0, end: model.itemsOf(node.category, node.agent).length });
    case 'page':
      return inPages(model, node, node);
    case 'continue':
    case 'item':
      return [];
  }
}

/** At most 200 rows: the items themselves, or pages of them. */
function inPages(
  model: ReviewModel,
  { category, agent }: { readonly category: Category; readonly agent: string },
  range: { readonly start: number; readonly end: number },
): readonly ReviewNode[] {
  const pages = pagesOf(range);
  if (pages.length > 0) return pages.map((page) => ({ type: 'page', category, agent, ...page }));
  return model
    .itemsOf(category, agent)
    .slice(range.start, range.end)
    .map((item) => ({ type: 'item', item }));
}

/** The items that a row stands for. */
export function itemsOfNode(model: ReviewModel, node: ReviewNode): readonly ReviewItem[] {
  switch (node.type) {
    case 'continue':
      return [];
    case 'category':
      return model.itemsOf(node.category);
    case 'agent':
      return model.itemsOf(node.category, node.agent);
    case 'page':
      return model.itemsOf(node.category, node.agent).slice(node.start, node.end);
    case 'item':
      return [node.item];
  }
}

/** Stays the same while decisions change what a row says. */
export function idOfNode(node: ReviewNode): string {
  switch (node.type) {
    case 'continue':
      return 'continue';
    case 'category':
      return `category ${node.category}`;
    case 'agent':
      return `agent ${node.category} ${node.agent}`;
    case 'page':
      return `page ${node.category} ${node.agent} ${String(node.start)} ${String(node.end)}`;
    case 'item': {
      const { agent, id, pointer, start, inKey } = node.item.hit;
      return `item ${JSON.stringify([agent, id, pointer, start, inKey])}`;
    }
  }
}
