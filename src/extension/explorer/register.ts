import * as vscode from 'vscode';
import { VIEW_ID, setContext } from '../contract';
import { lazy } from '../lazy';
import type { Services } from '../services';
import type { Node } from './nodes';
import type { MemoryTree } from './tree';

/** The Memory view as commands and the status bar use it. */
export interface Explorer {
  readonly view: vscode.TreeView<Node>;
  tree(): Promise<MemoryTree>;
  /** Shows only records that hold `text`; an empty text shows all. */
  filter(text: string): Promise<void>;
  readonly filterText: string;
}

/** Registers the view with a provider of a few lines; the tree is loaded when the view is opened. */
export function registerExplorer(context: vscode.ExtensionContext, services: Services): Explorer {
  const changed = new vscode.EventEmitter<Node | undefined>();
  const tree = lazy(async () => {
    const { MemoryTree } = await import('./tree');
    const made = new MemoryTree(services, {
      refresh: (node) => {
        changed.fire(node);
      },
      say: (message) => {
        view.message = message ?? '';
      },
    });
    context.subscriptions.push(made);
    return made;
  });
  let filterText = '';
  const view = vscode.window.createTreeView<Node>(VIEW_ID, {
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: {
      dragMimeTypes: [],
      dropMimeTypes: ['text/uri-list', 'files'],
      handleDrop: async (node, data) => {
        await (await import('../importWizard/chunk')).importDropped(node, data);
      },
    },
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => {
        // Without a memory the welcome page is shown, and the tree's code is not even loaded.
        if (node === undefined && (await services.memories.ready()).length === 0) return [];
        return [...(await (await tree()).children(node))];
      },
      getTreeItem: async (node) => (await tree()).item(node),
      getParent: async (node) => (await tree()).parent(node),
      resolveTreeItem: async (item, node) => (await tree()).resolve(item, node),
    },
  });
  context.subscriptions.push(
    changed,
    view,
    services.memories.onDidChange(() => {
      changed.fire(undefined);
    }),
  );
  return {
    view,
    tree,
    get filterText() {
      return filterText;
    },
    filter: async (text) => {
      filterText = text.trim();
      (await tree()).filter(filterText);
      await setContext(vscode.commands, 'loomMemory.filtered', filterText !== '');
    },
  };
}
