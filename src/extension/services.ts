import { createPlatform } from '#host';
import * as vscode from 'vscode';
import type { FileStore, Host } from '../core/ports';
import type { WritableStore } from '../core/store/changes';
import type { StoredRecord } from '../core/store/records';
import type { Store } from '../core/store/store';
import type { Catalogue } from './catalogue';
import { DisposableStore, type Disposable } from './disposables';
import type { Platform } from './host/platform';
import { lazy } from './lazy';
import { coreLog } from './log';
import { createMemories, type Memories } from './memories';
import type { Pages } from './recordPage/show';

/** One workspace folder's memory. There is one object a memory as long as it stays where it is. */
export interface Memory {
  /** The root's URI as text: the key for caches and for the tree's stable ids. */
  readonly key: string;
  /** As people know it: the workspace folder's name. */
  readonly name: string;
  readonly folder: vscode.WorkspaceFolder;
  /** The folder `.loom/memory`, or what the setting names. */
  readonly root: vscode.Uri;
  store(): Promise<Store>;
  /** The memory to be changed. Throws `memory-missing` when it is gone. */
  writable(): Promise<WritableStore>;
  /** What is known about the store, kept up to date while it changes on disk. */
  catalogue(): Promise<Catalogue>;
}

/** What features share. Made by `activate`, passed to each; nothing heavy is loaded before its first use. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly platform: Platform;
  readonly memories: Memories;
  /** The surroundings that the core's verbs ask for. */
  host(): Promise<Host>;
  /** A store over any folder: the target of an export, the place of a bundle. */
  openFolder(folder: vscode.Uri): Promise<FileStore>;
  /** Logs the error and tells the person, with the next step as buttons; resolves before there is an answer. */
  fail(error: unknown): Promise<void>;
  /** The virtual documents: pages and raw JSON of records. */
  pages(): Promise<Pages>;
  /** Opens the page of a record that lies in no store of this workspace, such as one inside a bundle. */
  showRecord(record: StoredRecord, origin: string): Promise<void>;
}

export function createServices(context: vscode.ExtensionContext): Services & Disposable {
  const disposables = new DisposableStore();
  const log = disposables.add(vscode.window.createOutputChannel('Loom Memory', { log: true }));
  const platform = createPlatform();
  const codecs = lazy(() => platform.codecs());
  const memories = disposables.add(createMemories(platform, codecs, () => host(), log, context));
  const host = lazy(async (): Promise<Host> => {
    const { systemClock, systemRandom } = await import('./memoryChunk');
    return {
      clock: systemClock,
      random: systemRandom,
      log: coreLog(log),
      codecs: await codecs(),
      sqlite: await platform.sqlite(),
      sqliteReader: await platform.sqliteReader(),
      processes: await platform.processes(),
      arrivalThread: (what) => platform.arrivalThread(what),
      surveyThread: (order) => platform.surveyThread(order),
    };
  });
  const pages = lazy(async () => {
    const { Pages } = await import('./recordPage/show');
    return new Pages(memories);
  });
  const services: Services & Disposable = {
    context,
    log,
    platform,
    memories,
    host,
    openFolder: (folder) => platform.openFiles(folder),
    fail: async (error) => {
      (await import('./speak')).showError(error, services);
    },
    pages,
    showRecord: async (record, origin) => {
      await (await pages()).showHeld(record, origin);
    },
    dispose: () => {
      disposables.dispose();
    },
  };
  return services;
}
