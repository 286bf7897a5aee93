import type { FileRecord, OperationRecord } from '../history/operation';
import { contentHash } from '../import/contentHash';
import { joinPath } from '../path';
import type { WritableStore } from '../store/changes';
import { statFile } from '../store/layout';
import { readDocument } from '../store/readDocument';
import { leftState } from './leftState';

/** Whether a document says what the operation left in it, however it is written now. False where one cannot be read. */
export async function saysTheSame(
  store: WritableStore,
  operation: OperationRecord,
  file: FileRecord,
): Promise<boolean> {
  const left = await leftState(store, operation, file);
  if (left === undefined) return false;
  const then = await contentOf(store, left);
  return then !== undefined && then === (await contentOf(store, joinPath(store.folder, file.path)));
}

async function contentOf({ home, codecs }: WritableStore, path: string): Promise<string | undefined> {
  const file = await statFile(home, path);
  if (file === undefined) return undefined;
  const read = await readDocument({ files: home, codecs }, file);
  return 'document' in read ? contentHash(read.document.value) : undefined;
}
