import type * as vscode from 'vscode';
import { parseJson } from '../core/json';
import type { JsonValue } from '../core/json';

/** The query of a virtual document's URI, which is JSON; undefined for a URI of another scheme or with none. */
export function addressQuery(uri: vscode.Uri, scheme: string): JsonValue | undefined {
  if (uri.scheme !== scheme || uri.query === '') return undefined;
  try {
    return parseJson(uri.query);
  } catch (error) {
    // Somebody typed the URI: the document then says that there is nothing.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
