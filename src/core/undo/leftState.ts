import type { FileRecord, OperationRecord } from '../history/operation';
import { operationFolder } from '../history/places';
import { joinPath } from '../path';
import type { WritableStore } from '../store/changes';
import { hasBytes } from '../store/transaction';

/**
 * The best that is known of how an operation left a file, in `home`: the copy of it, else the file before the operation.
 * Undefined when there was nothing.
 */
export async function leftState(
  { home, codecs, folder: memory }: WritableStore,
  { id }: OperationRecord,
  { path, before, after }: FileRecord,
): Promise<string | undefined> {
  const folder = operationFolder({ folder: memory }, id);
  const copy = joinPath(folder, 'after', path);
  // It may be a link (docs/safety.md: what an operation wrote beyond 32 MiB), into which Loom's Python tools may have written.
  if (after !== null && (await hasBytes(codecs, home, copy, after))) return copy;
  return before === null ? undefined : joinPath(folder, 'before', path);
}
