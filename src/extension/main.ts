import type * as vscode from 'vscode';
import type { LoomMemoryApi } from './api';
import { registerCommands } from './commands/register';
import { registerExplorer } from './explorer/register';
import { registerExport } from './exportWizard/register';
import { registerImport } from './importWizard/register';
import { lazy } from './lazy';
import { registerManifestViewer } from './manifestViewer/register';
import { registerHistory } from './history/register';
import { registerPages } from './recordPage/register';
import { registerReview } from './review/register';
import { registerScan } from './scan/register';
import { createServices } from './services';

/**
 * Registers everything and reads nothing: one `stat` a workspace folder, after which a folder without a memory costs no
 * more. What features are made of is imported at their first use.
 */
export function activate(context: vscode.ExtensionContext): LoomMemoryApi {
  const services = createServices(context);
  context.subscriptions.push(services);
  const explorer = registerExplorer(context, services);
  registerCommands(context, services, explorer);
  registerExport(context, services, registerReview(context, services));
  const imports = registerImport(context, services);
  registerManifestViewer(context, services);
  registerPages(context, services);
  registerHistory(context, services);
  registerScan(context, services);

  const statusBar = lazy(async () => {
    const { StatusBar } = await import('./statusBar');
    const made = new StatusBar(services);
    context.subscriptions.push(made);
    return made;
  });
  let statusText = (): string | undefined => undefined;
  const showStatus = async (): Promise<void> => {
    if (services.memories.all.length === 0) return;
    const bar = await statusBar();
    statusText = () => bar.text;
  };
  const started = services.memories
    .ready()
    .then(showStatus)
    .catch((error: unknown) => {
      services.log.error(error instanceof Error ? error : String(error));
    });
  context.subscriptions.push(services.memories.onDidChange(() => void showStatus()));

  return {
    host: services.platform.kind,
    ready: async () => {
      await started;
      return (await services.memories.ready()).map((memory) => memory.root);
    },
    settled: async () => {
      await started;
      for (const memory of services.memories.all) await (await memory.catalogue()).settled();
    },
    statusText: () => statusText(),
    children: async (node) => {
      if (node === undefined && (await services.memories.ready()).length === 0) return [];
      return (await explorer.tree()).children(node);
    },
    item: async (node) => {
      const tree = await explorer.tree();
      return tree.resolve(await tree.item(node), node);
    },
    importRows: (row) => imports.rows(row),
  };
}
