import type { Kind, Problem, StoredRecord } from '../../core/store/records';
import type { AgentDocument, GlobalDocument } from '../../core/store/store';
import type { Memory } from '../services';

/**
 * What the Memory view shows, as plain data. A node names its place; it holds no records of a file, so that a tree of
 * a large store stays small. Commands of the view's context menus get these.
 */
export type Node =
  | MemoryNode
  | AgentNode
  | KindNode
  | PageNode
  | RecordNode
  | DocumentNode
  | GlobalNode
  | ArchiveNode
  | ProblemsNode
  | ProblemNode;

/** One workspace folder's memory; a node of its own only when there are several. */
export interface MemoryNode {
  readonly type: 'memory';
  readonly memory: Memory;
}

export interface AgentNode {
  readonly type: 'agent';
  readonly memory: Memory;
  readonly agent: string;
}

/** Patterns, solutions or decisions of one agent. */
export interface KindNode {
  readonly type: 'kind';
  readonly memory: Memory;
  readonly agent: string;
  readonly kind: Kind;
}

/** Records `start` up to `end` (from 0) of a kind with more than one page. */
export interface PageNode {
  readonly type: 'page';
  readonly memory: Memory;
  readonly agent: string;
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

export interface RecordNode {
  readonly type: 'record';
  readonly memory: Memory;
  readonly agent: string;
  readonly kind: Kind;
  /** Its place among the agent's records of this kind, from 0. */
  readonly position: number;
  readonly record: StoredRecord;
}

/** A JSON document beside the records: metrics or context of an agent, a file of `global/`. */
export interface DocumentNode {
  readonly type: 'document';
  readonly memory: Memory;
  /** Undefined for a document of `global/`. */
  readonly agent: string | undefined;
  readonly document: AgentDocument | GlobalDocument;
  /** Relative to the store. */
  readonly path: string;
}

export interface GlobalNode {
  readonly type: 'global';
  readonly memory: Memory;
}

/** Decisions that pruning moved to `global/archived-decisions.json`. */
export interface ArchiveNode {
  readonly type: 'archive';
  readonly memory: Memory;
}

export interface ProblemsNode {
  readonly type: 'problems';
  readonly memory: Memory;
}

export interface ProblemNode {
  readonly type: 'problem';
  readonly memory: Memory;
  readonly problem: Problem;
}

/** Stable and unique: made of places, never of positions in the view. VS Code keys a node's state by it. */
export function nodeId(node: Node): string {
  const { key } = node.memory;
  switch (node.type) {
    case 'memory':
    case 'global':
    case 'archive':
    case 'problems':
      return `${key}|${node.type}`;
    case 'agent':
      return `${key}|agent|${node.agent}`;
    case 'kind':
      return `${key}|kind|${node.agent}|${node.kind}`;
    case 'page':
      return `${key}|page|${node.agent}|${node.kind}|${String(node.start)}-${String(node.end)}`;
    case 'record':
      return `${key}|record|${node.agent}|${node.record.file}|${String(node.record.index)}|${node.record.view.id}`;
    case 'document':
      return `${key}|document|${node.path}`;
    case 'problem':
      return `${key}|problem|${node.problem.file}|${node.problem.code}|${node.problem.message}`;
  }
}
