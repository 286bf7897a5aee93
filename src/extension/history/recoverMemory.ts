import * as vscode from 'vscode';
import { LoomError } from '../../core/errors';
import type { Host } from '../../core/ports';
import type { WritableStore } from '../../core/store/changes';
import { hasLeftovers } from '../../core/store/leftovers';

/**
 * Ends a change of a memory that its process did not end, before the memory is read. In Restricted Mode and where nothing can
 * be written it is only said in the log: every file is whole either way. Never throws for what a disk may say.
 */
export async function recoverMemory(
  host: () => Promise<Host>,
  store: WritableStore,
  log: vscode.LogOutputChannel,
): Promise<void> {
  try {
    if (!(await hasLeftovers(await host(), store))) return;
    if (!vscode.workspace.isTrusted) {
      log.warn(`${store.files.root}: a change was cut off. It is ended once this workspace is trusted.`);
      return;
    }
    const { recoverStore } = await import('../../core/store/recover');
    for (const { id, outcome } of await recoverStore(await host(), store)) log.warn(`${id}: ${outcome}`);
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    log.warn(`${store.files.root}: a change was cut off and could not be ended: ${JSON.stringify(error)}`);
  }
}
