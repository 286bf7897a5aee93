import type * as vscode from 'vscode';
import type { Codecs, FileStore, SqliteWriter } from '../../core/ports';

/** What differs between the Node extension host and the web worker host. `#host` picks the file that makes it. */
export interface Platform {
  readonly kind: 'node' | 'web';
  /** A store over the folder: local disk where there is one, `workspace.fs` for everything else. */
  openFiles(root: vscode.Uri): Promise<FileStore>;
  codecs(): Promise<Codecs>;
  /** Undefined where SQLite files cannot be written. */
  sqlite(): Promise<SqliteWriter | undefined>;
}
