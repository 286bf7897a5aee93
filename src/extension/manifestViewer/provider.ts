import type * as vscode from 'vscode';
import type { Services } from '../services';
import { viewerHtml, viewerResources } from './html';
import { ViewerSession } from './session';

/** Gives a tab its page and the session that answers it. The page is made anew when a hidden tab is shown again. */
export function showManifest(services: Services, file: vscode.Uri, panel: vscode.WebviewPanel): void {
  const extension = services.context.extensionUri;
  panel.webview.options = { enableScripts: true, localResourceRoots: [viewerResources(extension)] };
  const session = new ViewerSession(services, file, panel.webview);
  panel.onDidDispose(() => {
    session.dispose();
  });
  panel.webview.html = viewerHtml(panel.webview, extension);
}
