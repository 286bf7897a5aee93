import * as vscode from 'vscode';
import { PAGE_SCHEME } from '../contract';
import type { Disposable } from '../disposables';

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
