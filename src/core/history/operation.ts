import * as z from 'zod/mini';
import { LoomError } from '../errors';
import { joinPath, unsafePathReason } from '../path';
import type { DurableStore } from '../ports';
import { parseJson } from '../json';
import { INTENT_FILE, OPERATION_FILE } from './places';

const safePath = z.string().check(z.refine((path) => unsafePathReason(path) === undefined));
const counts = z.record(z.string(), z.number());
const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const fileRecord = z.object({
  /** Relative to the memory's folder. */
  path: safePath,
  /** Null: nothing was there. `version`: of the file once its copy was in `before/`. */
  before: z.nullable(z.object({ size: z.number(), version: z.string() })),
  /** Null: the operation removes the file. */
  after: z.nullable(z.object({ size: z.number(), sha256: z.string() })),
});
export type FileRecord = z.infer<typeof fileRecord>;

const operationRecord = z.object({
  /** Of this file's form. */
  version: z.literal(1),
  id: z.string(),
  time: z.string(),
  verb: z.string(),
  user: z.string(),
  counts,
  agents: z.array(z.string()),
  sourceHash: z.optional(z.string()),
  details: z.optional(details),
  /** The operation that this one takes back. */
  undoes: z.optional(z.string()),
  /** Folders of the memory that the operation made. */
  madeFolders: z.array(safePath),
  /** Folders of the memory that go when the operation has left nothing in them. */
  emptiedFolders: z.array(safePath),
  files: z.array(fileRecord),
  /** Where in the history its note belongs, if it has one. */
  noteFolder: z.optional(safePath),
});
/** `operation.json`: what an operation did, enough to finish it and to take it back. */
export type OperationRecord = z.infer<typeof operationRecord>;

const intentRecord = z.object({
  version: z.literal(1),
  /** The folder that says who works on it, in `home`. */
  turn: z.string(),
  /** Files whose locks are taken. */
  paths: z.array(safePath),
  /** Folders of the memory that are made. */
  folders: z.array(safePath),
});
/** `intent.json`: written before anything of it is done. */
export type IntentRecord = z.infer<typeof intentRecord>;

/** Undefined when it is not there. Throws `memory-damaged` when it is not what this program writes. */
export function readOperation(home: DurableStore, folder: string): Promise<OperationRecord | undefined> {
  return readRecord(home, joinPath(folder, OPERATION_FILE), operationRecord);
}

/** Undefined when it is not there. Throws `memory-damaged` when it is not what this program writes. */
export function readIntent(home: DurableStore, folder: string): Promise<IntentRecord | undefined> {
  return readRecord(home, joinPath(folder, INTENT_FILE), intentRecord);
}

export function writeOperation(home: DurableStore, folder: string, record: OperationRecord): Promise<void> {
  return writeRecord(home, joinPath(folder, OPERATION_FILE), record);
}

export function writeIntent(home: DurableStore, folder: string, record: IntentRecord): Promise<void> {
  return writeRecord(home, joinPath(folder, INTENT_FILE), record);
}

async function readRecord<Schema extends z.ZodMiniType>(
  home: DurableStore,
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for await (const piece of home.read(path)) text += decoder.decode(piece, { stream: true });
    return schema.parse(parseJson(text + decoder.decode()));
  } catch (error) {
    if (LoomError.is(error, 'file-missing')) return undefined;
    if (error instanceof LoomError) throw error;
    const detail = 'it is not what this program writes';
    throw new LoomError('memory-damaged', { file: `${home.root}/${path}`, detail }, { cause: error });
  }
}

async function writeRecord(home: DurableStore, path: string, record: object): Promise<void> {
  const writer = await home.write(path, { replace: false, private: true });
  try {
    await writer.append(new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`));
    await writer.commit();
  } finally {
    await writer.abandon();
  }
}
