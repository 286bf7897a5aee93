import * as vscode from 'vscode';

/** The built script and styles of the viewer; nothing else of the disk can be loaded into it. */
export function viewerResources(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** The shell of the page. Everything that a bundle says comes later, by message, as text. */
export function viewerHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const resources = viewerResources(extension);
  const script = webview.asWebviewUri(vscode.Uri.joinPath(resources, 'manifest.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(resources, 'manifest.css')).toString();
  const nonce = makeNonce();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>Loom Memory</title>
  </head>
  <body>
    <div id="live" role="status" aria-live="polite"></div>
    <main id="page"></main>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
