import * as vscode from 'vscode';
import { PAGE_SCHEME } from '../contract';
import type { Services } from '../services';

/** Registers the virtual documents. Those that are open are made anew when their memory changes. */
export function registerPages(context: vscode.ExtensionContext, services: Services): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => (await services.pages()).text(uri),
    }),
    services.memories.onDidChangeOnDisk(() => {
      for (const document of vscode.workspace.textDocuments) {
        if (document.uri.scheme === PAGE_SCHEME) changed.fire(document.uri);
      }
    }),
  );
}
