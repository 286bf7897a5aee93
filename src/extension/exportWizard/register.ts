import type * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import type { Services } from '../services';

/** Registers the export commands; the wizard is loaded at the first export. */
export function registerExport(context: vscode.ExtensionContext, services: Services): void {
  registerCommand(context, services, 'loomMemory.export', async (options) => {
    await (await import('./wizard')).exportMemoryOf(services, options);
  });
  registerCommand(context, services, 'loomMemory.exportSelection', async (node, selected) => {
    await (await import('./wizard')).exportSelection(services, node, selected);
  });
}
