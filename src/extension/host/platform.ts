import type * as vscode from 'vscode';
import type { SurveyOrder, SurveyThread } from '../../core/export/surveyThread';
import type { ArrivalThread, ThreadWork } from '../../core/import/arrivals';
import type { Codecs, DurableStore, Processes, Random, SqliteReader, SqliteWriter } from '../../core/ports';

/** Who the user is to hashes: `secret` is their key, 32 bytes. */
export interface Identity {
  readonly secret: Uint8Array;
  readonly user: string;
}

/** What differs between the Node extension host and the web worker host. `#host` picks the file that makes it. */
export interface Platform {
  readonly kind: 'node' | 'web';
  /** A store over the folder: local disk where there is one, `workspace.fs` for everything else. */
  openFiles(root: vscode.Uri): Promise<DurableStore>;
  /** Where a file or folder really lies: a link to it is followed, where there are links. Throws what the disk says. */
  realPlace(place: vscode.Uri): Promise<vscode.Uri>;
  codecs(): Promise<Codecs>;
  /** Undefined where SQLite files cannot be written. */
  sqlite(): Promise<SqliteWriter | undefined>;
  /** Undefined where SQLite files cannot be read. */
  sqliteReader(): Promise<SqliteReader | undefined>;
  /** Undefined where there is one thread only. */
  arrivalThread(what: ThreadWork): Promise<ArrivalThread | undefined>;
  /** Undefined where there is one thread only. */
  surveyThread(order: SurveyOrder): Promise<SurveyThread | undefined>;
  /** Undefined where there are none to tell apart. */
  processes(): Promise<Processes | undefined>;
  /** The identity that the command line has too; undefined where it cannot be shared. */
  identity(random: Random, note: (message: string) => void): Promise<Identity | undefined>;
}
