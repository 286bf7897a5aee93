import * as vscode from 'vscode';
import { register, type CommandArguments, type CommandHandler, type CommandId } from '../contract';
import type { Services } from '../services';

/** Ties a command to its function; an error reaches the person in words, never as VS Code's own message. */
export function registerCommand<Id extends CommandId>(
  context: vscode.ExtensionContext,
  services: Services,
  id: Id,
  handler: CommandHandler<Id>,
): void {
  const guarded = async (...args: CommandArguments[Id]): Promise<void> => {
    try {
      await handler(...args);
    } catch (error) {
      await services.fail(error);
    }
  };
  context.subscriptions.push(register(vscode.commands, id, guarded));
}
