import type * as vscode from 'vscode';
import type { Services } from '../services';

/** Registers the export commands; the wizard is loaded at the first export. */
export function registerExport(_context: vscode.ExtensionContext, _services: Services): void {
  // Nothing to register yet.
}
