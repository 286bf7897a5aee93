import * as vscode from 'vscode';
import { PAGE_SCHEME } from '../contract';
import type { Disposable } from '../disposables';

/** What findings of a scan are counted by: a URI of a node's own, under which nothing lies. */
export function findingUri(nodeId: string): vscode.Uri {
  return vscode.Uri.from({ scheme: PAGE_SCHEME, authority: 'node', path: `/${encodeURIComponent(nodeId)}` });
}

export function isFindingUri(uri: vscode.Uri): boolean {
  return uri.scheme === PAGE_SCHEME && uri.authority === 'node';
}

export function nodeIdOf(uri: vscode.Uri): string {
  return decodeURIComponent(uri.path.slice(1));
}

/** Marks nodes that something is wrong with, as the explorer marks files: a badge and the theme's warning colour. */
export function registerDecorations(): Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) =>
      uri.scheme === PAGE_SCHEME && uri.authority === 'problem'
        ? new vscode.FileDecoration(
            '!',
            vscode.l10n.t('Something here cannot be read'),
            new vscode.ThemeColor('list.warningForeground'),
          )
        : undefined,
  });
}
