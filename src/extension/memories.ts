import * as vscode from 'vscode';
import type { Codecs, Host } from '../core/ports';
import type { WritableStore } from '../core/store/changes';
import type { Store } from '../core/store/store';
import { setContext, setting } from './contract';
import { DisposableStore, type Disposable } from './disposables';
import type { Platform } from './host/platform';
import { lazy } from './lazy';
import { coreLog } from './log';
import type { Memory } from './services';
import { watchMemory } from './watch';

/** The memories of the open workspace folders: found by one `stat` a folder, nothing is read. */
export interface Memories extends Disposable {
  /** Those found last; empty before `look` has resolved once. */
  readonly all: readonly Memory[];
  /** The first look, shared by all who wait for it. */
  ready(): Promise<readonly Memory[]>;
  /** Looks again. */
  look(): Promise<readonly Memory[]>;
  /** Where a folder's memory lies or would lie; see `memoryRoot`. */
  rootOf(folder: vscode.WorkspaceFolder): vscode.Uri | undefined;
  /** A memory came or went. */
  readonly onDidChange: vscode.Event<readonly Memory[]>;
  /** Files of a memory changed; its catalogue has looked already. */
  readonly onDidChangeOnDisk: vscode.Event<Memory>;
}

interface Found extends Memory {
  readonly watching: Disposable;
}

export function createMemories(
  platform: Platform,
  codecs: () => Promise<Codecs>,
  host: () => Promise<Host>,
  log: vscode.LogOutputChannel,
  { workspaceState: state, extension }: vscode.ExtensionContext,
): Memories {
  const version = versionOf(extension);
  const disposables = new DisposableStore();
  const changed = disposables.add(new vscode.EventEmitter<readonly Memory[]>());
  const changedOnDisk = disposables.add(new vscode.EventEmitter<Memory>());
  let found: readonly Found[] = [];
  let looking: Promise<readonly Memory[]> | undefined;
  let first: Promise<readonly Memory[]> | undefined;
  let watchers: readonly Disposable[] = [];

  const open = (folder: vscode.WorkspaceFolder, root: vscode.Uri): Found => {
    const own = new DisposableStore();
    const opened = lazy(async (): Promise<Store> => ({
      files: await platform.openFiles(root),
      codecs: await codecs(),
    }));
    const writable = async (): Promise<WritableStore> => {
      if (!(await isFolder(root))) {
        const { LoomError } = await import('./memoryChunk');
        throw new LoomError('memory-missing', { path: root.fsPath });
      }
      const real = await platform.realPlace(root);
      return {
        ...(await opened()),
        home: await platform.openFiles(vscode.Uri.joinPath(real, '..')),
        folder: real.path.slice(real.path.lastIndexOf('/') + 1),
      };
    };
    const store = lazy(async (): Promise<Store> => {
      const { recoverMemory } = await import('./memoryChunk');
      if (await isFolder(root)) await recoverMemory(host, await writable(), log);
      return opened();
    });
    const memory: Found = {
      key: root.toString(),
      name: folder.name,
      folder,
      root,
      store,
      writable,
      catalogue: lazy(async () => {
        const { Catalogue, rememberFacts } = await import('./memoryChunk');
        return own.add(
          new Catalogue(await store(), coreLog(log), rememberFacts(state, root.toString(), version)),
        );
      }),
      watching: own,
    };
    return memory;
  };

  const lookOnce = async (): Promise<readonly Memory[]> => {
    const next: Found[] = [];
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const root = memoryRoot(folder);
      if (root === undefined || !(await isFolder(root))) continue;
      const known = found.find(
        (memory) => memory.key === root.toString() && memory.folder.name === folder.name,
      );
      next.push(known ?? open(folder, root));
    }
    const before = found;
    found = next;
    for (const memory of before) if (!next.includes(memory)) memory.watching.dispose();
    await setContext(vscode.commands, 'loomMemory.state', next.length > 0 ? 'found' : 'none');
    if (before.length !== next.length || before.some((memory, place) => memory !== next[place])) {
      changed.fire(next);
    }
    return next;
  };

  /** One look at a time: a second caller gets the look in flight only if it began after the call. */
  const look = (): Promise<readonly Memory[]> => {
    const after = looking ?? Promise.resolve(found);
    const mine: Promise<readonly Memory[]> = after.then(lookOnce, lookOnce).finally(() => {
      if (looking === mine) looking = undefined;
    });
    looking = mine;
    return mine;
  };

  const watchFolders = (): void => {
    for (const watcher of watchers) watcher.dispose();
    watchers = (vscode.workspace.workspaceFolders ?? []).map((folder) =>
      watchMemory(folder, memoryRoot(folder), log, async () => {
        const root = memoryRoot(folder);
        const memory = found.find((one) => one.key === root?.toString());
        // Only the folder itself coming or going changes the list; all else is the catalogue's matter.
        if (memory === undefined || !(await isFolder(memory.root))) await look();
        else {
          await (await memory.catalogue()).refresh();
          changedOnDisk.fire(memory);
        }
      }),
    );
  };

  const lookAndWatch = (): void => {
    watchFolders();
    look().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
    });
  };
  disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(lookAndWatch));
  disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(lookAndWatch));
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('loomMemory.path')) lookAndWatch();
    }),
  );

  return {
    get all() {
      return found;
    },
    ready: () => {
      if (first === undefined) {
        // After `activate` has returned: the first look at the settings costs 3 ms, a watcher 1.5 ms.
        first = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(() => {
          watchFolders();
          return look();
        });
      }
      return first.then(() => found);
    },
    look,
    rootOf: memoryRoot,
    onDidChange: changed.event,
    onDidChangeOnDisk: changedOnDisk.event,
    dispose: () => {
      for (const watcher of watchers) watcher.dispose();
      for (const memory of found) memory.watching.dispose();
      disposables.dispose();
    },
  };
}

/** Where a folder's memory would lie. Undefined when the setting names a path that the folder's scheme cannot have. */
function memoryRoot(folder: vscode.WorkspaceFolder): vscode.Uri | undefined {
  const path = setting(vscode.workspace, 'loomMemory.path', folder.uri).trim();
  if (path === '') return undefined;
  const absolute = path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
  if (absolute) return folder.uri.scheme === 'file' ? vscode.Uri.file(path) : folder.uri.with({ path });
  return vscode.Uri.joinPath(folder.uri, ...path.split(/[\\/]/));
}

/** `packageJSON` has no type: it is whatever the file says. */
function versionOf(extension: vscode.Extension<unknown>): string {
  const { version }: { version?: unknown } = extension.packageJSON as object;
  return typeof version === 'string' ? version : '';
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch (error) {
    // Not there, or not reachable: for the view both mean that there is no memory to show.
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}
