import { LoomError, throwIfCancelled } from '../errors';
import type { Host, Run } from '../ports';
import { joinPath, safePath } from '../path';
import type { AppliedOperation, FileChange, Operation, WritableStore } from './changes';

/** Applies changes to a memory. Being built: files are replaced one by one, each whole; soon all or none. */
export async function changeStore(
  host: Host,
  store: WritableStore,
  operation: Operation,
  changes: Iterable<FileChange> | AsyncIterable<FileChange>,
  run: Run = {},
): Promise<AppliedOperation> {
  const { home, folder } = store;
  const written: string[] = [];
  const removed: string[] = [];
  for await (const { path, from, content } of changes) {
    throwIfCancelled(run.signal);
    const target = joinPath(folder, safePath(path));
    const found = await home.stat(target);
    if (found?.version !== from) throw new LoomError('memory-changed', { files: [path] });
    if (content === undefined) {
      await home.remove(target);
      removed.push(path);
      continue;
    }
    await home.makeFolder(target.slice(0, target.lastIndexOf('/')));
    const writer = await home.write(target, { replace: true });
    try {
      for await (const bytes of content()) await writer.append(bytes);
      await writer.commit();
    } finally {
      await writer.abandon();
    }
    written.push(path);
  }
  host.log.info(`${operation.verb}: ${written.length} written, ${removed.length} removed`);
  const id = new Date(host.clock.now()).toISOString().replace(/[-:]/g, '').replace(/[T.]/g, '-').slice(0, 19);
  return { id, written, removed };
}
