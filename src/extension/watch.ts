import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from './disposables';

/** A save of Loom makes three events (lock folder, temporary, rename); people do not see the sum later than this. */
const DEBOUNCE_MS = 250;
/** Names that a writer leaves beside a file for a moment; never memory (FORMATS 1.2, 1.3). */
const PASSING = /\.(tmp|lock|part)$/;

/**
 * Reports changes below a folder's memory, gathered for 250 ms, at most one report in flight. The pattern lies inside the
 * workspace folder, so VS Code's own watcher of that folder serves it and no second recursive one is started.
 *
 * @param report looks for what changed; what it throws goes to the log.
 */
export function watchMemory(
  folder: vscode.WorkspaceFolder,
  root: vscode.Uri | undefined,
  log: vscode.LogOutputChannel,
  report: () => Promise<void>,
): Disposable {
  const disposables = new DisposableStore();
  if (root === undefined) return disposables;
  const inside = root.path.startsWith(`${folder.uri.path}/`);
  const watcher = disposables.add(
    vscode.workspace.createFileSystemWatcher(
      inside
        ? new vscode.RelativePattern(folder, `${root.path.slice(folder.uri.path.length + 1)}/**`)
        : new vscode.RelativePattern(root, '**'),
    ),
  );
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reporting = false;

  const send = async (): Promise<void> => {
    timer = undefined;
    if (reporting || waiting.size === 0 || disposables.isDisposed) return;
    reporting = true;
    waiting.clear();
    try {
      await report();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
    } finally {
      reporting = false;
      if (waiting.size > 0) schedule();
    }
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => void send(), DEBOUNCE_MS);
  };
  const note = (uri: vscode.Uri): void => {
    const below = uri.path.slice(root.path.length);
    if (below.split('/').some((name) => PASSING.test(name))) return;
    waiting.add(below);
    schedule();
  };
  disposables.add(watcher.onDidChange(note));
  disposables.add(watcher.onDidCreate(note));
  disposables.add(watcher.onDidDelete(note));
  disposables.add({
    dispose: () => {
      clearTimeout(timer);
    },
  });
  return disposables;
}

/** Reports every change of one file, also its coming and going. */
export function watchFile(uri: vscode.Uri, report: () => void): Disposable {
  const disposables = new DisposableStore();
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name);
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
  disposables.add(watcher.onDidChange(report));
  disposables.add(watcher.onDidCreate(report));
  disposables.add(watcher.onDidDelete(report));
  return disposables;
}
