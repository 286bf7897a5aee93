import { KINDS, type Kind } from '../../core/store/records';
import type { Memory } from '../services';
import type { Node } from './nodes';

/** What nodes of the Memory view stand for, in the words of an export request. Absent means all. */
export interface Selection {
  readonly memory: Memory;
  readonly agents?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly ids?: readonly string[];
}

/**
 * The smallest request that holds everything selected. Nodes of several memories: those of the first one's memory count.
 * Undefined for nodes that an export cannot name (problems, documents).
 *
 * @param node the node the menu was opened on.
 * @param selected the view's selection when the node is part of it, as VS Code passes it.
 */
export function selectionOf(node: Node, selected: readonly Node[] | undefined): Selection | undefined {
  const memory = node.memory;
  const nodes = (selected?.includes(node) === true ? selected : [node]).filter(
    (one) => one.memory === memory,
  );
  if (nodes.some((one) => one.type === 'memory')) return { memory };
  const agents = new Set<string>();
  const kinds = new Set<Kind>();
  const ids = new Set<string>();
  let whole = false;
  for (const one of nodes) {
    if (one.type === 'agent') {
      agents.add(one.agent);
      for (const kind of KINDS) kinds.add(kind);
      whole = true;
    } else if (one.type === 'kind') {
      agents.add(one.agent);
      kinds.add(one.kind);
      whole = true;
    } else if (one.type === 'record') {
      agents.add(one.agent);
      kinds.add(one.kind);
      ids.add(one.record.view.id);
    }
  }
  if (agents.size === 0) return undefined;
  return {
    memory,
    agents: [...agents],
    ...(kinds.size < KINDS.length && { kinds: [...kinds] }),
    // A selected agent or kind takes all its records, so single records beside it limit nothing.
    ...(!whole && { ids: [...ids] }),
  };
}
