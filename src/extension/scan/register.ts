import * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import { setting } from '../contract';
import { lazy } from '../lazy';
import type { Memory, Services } from '../services';

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
      guarded(async () => (await findings()).scanFile(memory, uri.path.slice(memory.root.path.length + 1)));
    }),
    services.memories.onDidChangeOnDisk((memory) => {
      if (isLoaded) guarded(async () => (await findings()).followDisk(memory));
    }),
  );
}

/** The memory that a file lies in. */
function memoryOf({ memories }: Services, uri: vscode.Uri): Memory | undefined {
  return memories.all.find(
    ({ root }) =>
      root.scheme === uri.scheme && root.authority === uri.authority && uri.path.startsWith(`${root.path}/`),
  );
}
