import * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import { IMPORT_SCHEME, type CommandArguments, type CommandId } from '../contract';
import { lazy } from '../lazy';
import type { Services } from '../services';
import type { ImportCommands } from './commands';
import type { ImportNode } from './nodes';

/** The import as the extension's API shows it. */
export interface RegisteredImport {
  /** Rows of the plan that is open: the roots, or a row's children. */
  rows(row?: ImportNode): Promise<readonly ImportNode[]>;
}

/** Registers the import: commands and virtual documents of a few lines; the rest is loaded at the first import. */
export function registerImport(context: vscode.ExtensionContext, services: Services): RegisteredImport {
  const imports = lazy(async () => new (await import('./chunk')).Imports());
  const commands = lazy(async () => new (await import('./chunk')).ImportCommands(services, await imports()));
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(IMPORT_SCHEME, {
      provideTextDocumentContent: async (uri) => (await imports()).text(uri),
    }),
  );
  registerCommand(context, services, 'loomMemory.import', async (source, options) => {
    const { importInto, readOptions } = await import('./chunk');
    await importInto(services, imports, source, readOptions(options));
  });
  const on = <Id extends CommandId>(
    id: Id,
    act: (plan: ImportCommands, args: CommandArguments[Id]) => Promise<void>,
  ): void => {
    registerCommand(context, services, id, async (...args) => act(await commands(), args));
  };
  on('loomMemory.importPlan.apply', (plan) => plan.apply());
  on('loomMemory.importPlan.close', (plan) => plan.close());
  on('loomMemory.importPlan.showChange', (plan, target) => plan.showChange(target));
  on('loomMemory.importPlan.showIncoming', (plan, target) => plan.showChange(target, 'incoming'));
  on('loomMemory.importPlan.showMerged', (plan, target) => plan.showChange(target, 'merged'));
  on('loomMemory.importPlan.nextConflict', (plan) => plan.nextConflict());
  on('loomMemory.importPlan.decide', (plan, target) => plan.askChoice(target));
  on('loomMemory.importPlan.keep', (plan, target) => plan.choose('keep', target));
  on('loomMemory.importPlan.take', (plan, target) => plan.choose('take', target));
  on('loomMemory.importPlan.merge', (plan, target) => plan.choose('merge', target));
  on('loomMemory.importPlan.both', (plan, target) => plan.choose('both', target));
  on('loomMemory.importPlan.skip', (plan, target) => plan.choose('skip', target));
  on('loomMemory.importPlan.toggle', (plan, target) => plan.toggle(target));
  on('loomMemory.importPlan.sameForAll', (plan, target) => plan.sameForAll(target));
  return {
    rows: async (row) => {
      const { current } = await imports();
      return current === undefined ? [] : (await import('./chunk')).childrenOf(current.model, row);
    },
  };
}
