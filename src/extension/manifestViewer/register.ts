import type * as vscode from 'vscode';
import type { Services } from '../services';

/** Registers the manifest viewer; its implementation is loaded when a bundle is opened. */
export function registerManifestViewer(_context: vscode.ExtensionContext, _services: Services): void {
  // Nothing to register yet.
}
