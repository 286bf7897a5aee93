import * as vscode from 'vscode';
import { registerCommand } from '../commands/registerCommand';
import type { Services } from '../services';

/** Scheme of the audit trail's page; its query is the memory's key. */
const AUDIT_SCHEME = 'loom-memory-audit';

/** *Undo Last Operation* and *Show Audit Trail*. */
export function registerHistory(context: vscode.ExtensionContext, services: Services): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(AUDIT_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => {
        const memory = (await services.memories.ready()).find(({ key }) => key === uri.query);
        if (memory === undefined) return '';
        const [{ auditPage, readAudit }, host, store] = await Promise.all([
          import('./chunk'),
          services.host(),
          memory.writable(),
        ]);
        return auditPage(memory.name, await readAudit(store, host.clock));
      },
    }),
  );
  registerCommand(context, services, 'loomMemory.undo', async () => {
    await (await import('./chunk')).undoLast(services);
  });
  registerCommand(context, services, 'loomMemory.showAudit', async () => {
    const { chooseMemory } = await import('./chunk');
    const memory = await chooseMemory(services);
    if (memory === undefined) return;
    const uri = vscode.Uri.from({
      scheme: AUDIT_SCHEME,
      path: `/Audit trail of ${memory.name}.md`,
      query: memory.key,
    });
    // A page that is open already is made anew.
    changed.fire(uri);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'vscode.markdown.preview.editor', {
      preview: true,
    });
  });
}
