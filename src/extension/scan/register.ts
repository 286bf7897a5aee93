import * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import { setting } from '../contract';
import { lazy } from '../lazy';
import type { Services } from '../services';
import { memoryOf, pathIn } from './memoryOf';

/** Registers scanning. What scans is loaded at the first scan, or at the first save of a file of a memory. */
export function registerScan(context: vscode.ExtensionContext, services: Services): void {
  let isLoaded = false;
  const findings = lazy(async () => {
    const { Findings } = await import('./chunk');
    const made = new Findings(services);
    context.subscriptions.push(made);
    isLoaded = true;
    return made;
  });
  const guarded = (work: () => Promise<void>): void => {
    work().catch((error: unknown) => {
      services.log.error(error instanceof Error ? error : String(error));
    });
  };
  registerCommand(context, services, 'loomMemory.scan', async (target) => {
    const { scanCommand } = await import('./chunk');
    await scanCommand(services, await findings(), target);
  });
  registerCommand(context, services, 'loomMemory.markSafe', async (fingerprint) => {
    if (fingerprint === undefined) return;
    const { markSafe } = await import('./chunk');
    if (await markSafe(services, fingerprint)) await (await findings()).rescan();
  });
  context.subscriptions.push(
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const memory = memoryOf(services, uri);
      if (memory === undefined || !setting(vscode.workspace, 'loomMemory.scan.onSave', memory.folder)) return;
      guarded(async () => (await findings()).scanFile(memory, pathIn(memory, uri)));
    }),
    services.memories.onDidChangeOnDisk((memory) => {
      if (isLoaded) guarded(async () => (await findings()).followDisk(memory));
    }),
  );
}
