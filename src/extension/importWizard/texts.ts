import type { JsonValue } from '../../core/json';
import { readDocument } from '../../core/store/readDocument';
import { isLoomError, sentenceOf } from '../speak';
import type { ImportAddress, Side } from './address';
import type { OpenImport } from './imports';

/** The JSON text of one side, or a sentence that says why there is none. */
export async function textOf(current: OpenImport, { key, side }: ImportAddress): Promise<string> {
  try {
    const value = await valueOf(current, key, side);
    return value === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`;
  } catch (error) {
    if (isLoomError(error)) return sentenceOf(error);
    throw error;
  }
}

async function valueOf(current: OpenImport, key: string, side: Side): Promise<JsonValue | undefined> {
  if (current.model.item(key) !== undefined) return (await current.plan.compare(key))[side];
  const { parts, documents } = current.plan;
  const document = documents.find((one) => one.key === key);
  if (document === undefined) return undefined;
  if (side !== 'existing') return document.version(side);
  if (document.file === undefined) return undefined;
  const read = await readDocument(parts.store, document.file);
  return 'problem' in read ? read.problem.message : read.document.value;
}
