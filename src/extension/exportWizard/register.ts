import type * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import type { Reviews } from '../review/reviews';
import type { Services } from '../services';

/** Registers the export commands; the wizard is loaded at the first export. */
export function registerExport(
  context: vscode.ExtensionContext,
  services: Services,
  reviews: () => Promise<Reviews>,
): void {
  registerCommand(context, services, 'loomMemory.export', async (options) => {
    await (await import('./wizard')).exportMemoryOf({ services, reviews }, options);
  });
  registerCommand(context, services, 'loomMemory.exportSelection', async (node, selected) => {
    await (await import('./wizard')).exportSelection({ services, reviews }, node, selected);
  });
}
