import { readFile } from 'node:fs/promises';
import { LoomError } from '../core/errors';
import { fromErrno } from '../platform/errno';

/**
 * The text of a file that a person named; `name` is how. Throws `file-missing`, `permission-denied`, `io-failed`, also
 * for what is not UTF-8.
 */
export async function readTextFile(path: string, name: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw fromErrno(error, name, 'file-missing');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new LoomError('io-failed', { path: name, detail: 'it is not UTF-8 text' }, { cause: error });
  }
}
