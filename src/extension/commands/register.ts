import type * as vscode from 'vscode';
import type { CommandHandler, CommandId } from '../contract';
import type { Explorer } from '../explorer/register';
import type { Services } from '../services';
import { registerCommand } from './registerCommand';

/** The commands of the view and of record pages. What they do is loaded when one is first run. */
export function registerCommands(
  context: vscode.ExtensionContext,
  services: Services,
  explorer: Explorer,
): void {
  const add = <Id extends CommandId>(id: Id, handler: CommandHandler<Id>): void => {
    registerCommand(context, services, id, handler);
  };
  const records = async () => (await import('./chunk')).records;
  const memory = async () => (await import('./chunk')).memory;
  add('loomMemory.openRecord', async (target) => (await records()).openRecord(explorer, target));
  add('loomMemory.openRawJson', async (target) => (await records()).openRawJson(explorer, target));
  add('loomMemory.copyRecord', async (target) => (await records()).copyRecord(services, explorer, target));
  add('loomMemory.copyId', async (target, selected) => (await records()).copyId(explorer, target, selected));
  add('loomMemory.revealFile', async (target) => (await records()).revealFile(services, explorer, target));
  add('loomMemory.openFile', async (node) => (await records()).openFile(node));
  add('loomMemory.refresh', async () => (await memory()).refresh(services));
  add('loomMemory.filter', async (text) => (await memory()).filter(explorer, text));
  add('loomMemory.clearFilter', async () => (await memory()).clearFilter(explorer));
  add('loomMemory.showProblems', async () => (await memory()).showProblems(services, explorer));
  add('loomMemory.showMemory', async () => (await memory()).showMemory());
  add('loomMemory.openSettings', async () => (await memory()).openSettings(context));
  add('loomMemory.openWalkthrough', async () => (await memory()).openWalkthrough(context));
  add('loomMemory.createSampleMemory', async () =>
    (await import('./createSampleMemory')).createSampleMemory(services),
  );
}
