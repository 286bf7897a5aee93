import type * as vscode from 'vscode';
import type { Node } from './explorer/nodes';
import type { ImportNode } from './importWizard/nodes';

/**
 * What `activate` returns, for other extensions and for the tests in real hosts:
 * `extensions.getExtension<LoomMemoryApi>('loom-memory.loom-memory')?.exports`.
 */
export interface LoomMemoryApi {
  /** Which host runs: the browser bundle says `web`. */
  readonly host: 'node' | 'web';
  /** Resolves once the workspace folders have been looked through, with the roots of the memories found. */
  ready(): Promise<readonly vscode.Uri[]>;
  /** Resolves once every file of every memory has been read as it is now. */
  settled(): Promise<void>;
  /** The status bar item's text, undefined while it is hidden. */
  statusText(): string | undefined;
  /** The Memory view's nodes: the roots, or a node's children. */
  children(node?: Node): Promise<readonly Node[]>;
  /** A node as the view draws it, its tooltip included. */
  item(node: Node): Promise<vscode.TreeItem>;
  /** The rows of the import's plan that is open: the roots, or a row's children; none when no plan is. */
  importRows(row?: ImportNode): Promise<readonly ImportNode[]>;
}
