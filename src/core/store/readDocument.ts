import { parseJson } from '../json';
import { findJsonDamage, findUtf8Damage } from './damage';
import { currentVersion } from './layout';
import { locateIn } from './position';
import { failureOf } from './readRecords';
import { pause } from './readWhenStill';
import type { Problem, ProblemCode } from './records';
import { newScan, MAX_NESTING, scanValue } from './scan';
import type { Store, StoreDocument, StoreFile } from './store';
import { readText } from './text';

/** A document is held whole: at most 64 MiB of text. Loom's own have some KB. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

/** A file that is written in place meanwhile is read this often, after a pause of so many milliseconds. */
const TRIES = 3;
const PAUSE = 50;

/**
 * Reads a whole JSON document, gzip or plain, whatever its name. What is wrong with it comes as one problem with its
 * place; an empty file is a problem, not an empty document. Any JSON value is a document. A file that changes
 * meanwhile is read again; after three tries it is `file-changing`.
 */
export async function readDocument(
  store: Store,
  file: StoreFile,
): Promise<{ document: StoreDocument } | { problem: Problem }> {
  for (let tries = 1; ; tries += 1) {
    const before = await currentVersion(store.files, file.path);
    const result = await readOnce(store, file);
    if ('document' in result) return result;
    const { code } = result.problem;
    if (code !== 'file-changing' && !CUT.has(code)) return result;
    await pause(PAUSE);
    const isStill = (await currentVersion(store.files, file.path)) === before;
    if (isStill && code !== 'file-changing') return result;
    if (tries === TRIES) return damaged(file.path, 'file-changing', 'it changed meanwhile');
  }
}

/** How a file looks of which a writer has written a part. */
const CUT: ReadonlySet<ProblemCode> = new Set(['file-empty', 'json-damaged', 'gzip-damaged']);

async function readOnce(
  store: Store,
  file: StoreFile,
): Promise<{ document: StoreDocument } | { problem: Problem }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of readText(store, file.path)) {
      length += piece.length;
      if (length > MAX_DOCUMENT_BYTES)
        return damaged(file.path, 'file-too-large', `it is larger than ${MAX_DOCUMENT_BYTES} bytes`);
      pieces.push(piece);
    }
  } catch (error) {
    return { problem: failureOf(error, file.path) };
  }
  const bytes = concatenate(pieces, length);
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)))
    return damaged(file.path, 'file-empty', 'it is empty');
  const scan = newScan();
  scanValue(bytes, 0, scan);
  if (scan.deepest > MAX_NESTING)
    return damaged(file.path, 'nesting-too-deep', `it is nested deeper than ${MAX_NESTING} levels`);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { document: { file, value: parseJson(text), bytes } };
  } catch (error) {
    const notUtf8 = findUtf8Damage(bytes);
    if (notUtf8 !== undefined) return damaged(file.path, 'not-utf8', 'it is not UTF-8 text', bytes, notUtf8);
    const damage = findJsonDamage(bytes);
    return damaged(file.path, 'json-damaged', damage?.detail ?? String(error), bytes, damage?.offset ?? 0);
  }
}

function damaged(
  file: string,
  code: ProblemCode,
  detail: string,
  bytes?: Uint8Array,
  offset = 0,
): { problem: Problem } {
  if (bytes === undefined)
    return { problem: { file, code, message: `${file} cannot be read: ${detail}.`, level: 'error' } };
  const { line, column } = locateIn(bytes, offset);
  const message = `${file} cannot be read: ${detail} at line ${line}, column ${column}.`;
  return { problem: { file, code, message, line, column, level: 'error' } };
}

function concatenate(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
