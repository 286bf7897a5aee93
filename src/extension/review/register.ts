import * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import { REVIEW_SCHEME, type CommandArguments, type CommandId } from '../contract';
import { lazy } from '../lazy';
import type { Services } from '../services';
import type { ReviewCommands } from './commands';
import type { Reviews } from './reviews';

/** Registers the review: commands and virtual documents of a few lines; the rest is loaded when one is opened. */
export function registerReview(context: vscode.ExtensionContext, services: Services): () => Promise<Reviews> {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const reviews = lazy(async () => new (await import('./chunk')).Reviews(services, changed));
  const commands = lazy(async () => new (await import('./chunk')).ReviewCommands(services, await reviews()));
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(REVIEW_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => (await reviews()).text(uri),
    }),
  );
  const on = <Id extends CommandId>(
    id: Id,
    act: (review: ReviewCommands, args: CommandArguments[Id]) => unknown,
  ): void => {
    registerCommand(context, services, id, async (...args) => {
      await act(await commands(), args);
    });
  };
  on('loomMemory.review.accept', (review, chosen) => {
    review.decide('accept', chosen);
  });
  on('loomMemory.review.reject', (review, chosen) => {
    review.decide('reject', chosen);
  });
  on('loomMemory.review.always', (review, chosen) => {
    review.decideAlways('accept', chosen);
  });
  on('loomMemory.review.never', (review, chosen) => {
    review.decideAlways('reject', chosen);
  });
  on('loomMemory.review.alwaysRule', (review, chosen) => {
    review.decideRule('accept', chosen);
  });
  on('loomMemory.review.neverRule', (review, chosen) => {
    review.decideRule('reject', chosen);
  });
  on('loomMemory.review.edit', (review, chosen) => review.edit(chosen));
  on('loomMemory.review.showChange', (review, chosen) => review.showChange(chosen));
  on('loomMemory.review.showAllChanges', (review) => review.showAllChanges());
  on('loomMemory.review.addRule', (review) => review.addRule());
  on('loomMemory.review.continue', (review) => {
    review.continue();
  });
  on('loomMemory.review.cancel', (review) => {
    review.cancel();
  });
  return reviews;
}
