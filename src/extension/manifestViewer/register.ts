import * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import { MANIFEST_VIEW_TYPE } from '../contract';
import type { Services } from '../services';

/** Registers the manifest viewer; its implementation is loaded when a bundle is opened. */
export function registerManifestViewer(context: vscode.ExtensionContext, services: Services): void {
  const commands = () => import('./chunk');
  context.subscriptions.push(
    vscode.window.registerCustomEditorProvider(
      MANIFEST_VIEW_TYPE,
      {
        openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
        resolveCustomEditor: async (document, panel) => {
          (await commands()).showManifest(services, document.uri, panel);
        },
      },
      { supportsMultipleEditorsPerDocument: true },
    ),
  );
  registerCommand(context, services, 'loomMemory.verify', async (bundle) =>
    (await commands()).verifyBundle(services, bundle),
  );
  registerCommand(context, services, 'loomMemory.openManifest', async (bundle) =>
    (await commands()).openBundle(services, bundle),
  );
  registerCommand(context, services, 'loomMemory.revealExport', async (bundle) =>
    (await commands()).revealExport(bundle),
  );
  registerCommand(context, services, 'loomMemory.copyImportCommand', async (bundle) =>
    (await commands()).copyCommand(bundle),
  );
}
