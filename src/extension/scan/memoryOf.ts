import type * as vscode from 'vscode';
import type { Memory, Services } from '../services';

/** The memory that a file lies in. */
export function memoryOf({ memories }: Services, uri: vscode.Uri): Memory | undefined {
  return memories.all.find(
    ({ root }) =>
      root.scheme === uri.scheme && root.authority === uri.authority && uri.path.startsWith(`${root.path}/`),
  );
}

/** Where a file of a memory lies in it. */
export function pathIn({ root }: Memory, uri: vscode.Uri): string {
  return uri.path.slice(root.path.length + 1);
}
