import { joinPath } from '../path';
import type { WritableStore } from '../store/changes';

/**
 * What lies where in `<folder>-history`, beside a memory (docs/safety.md):
 *
 *     .gitignore                 `*`: copies of memory are not for the repository
 *     audit.jsonl                one line an operation
 *     turn-<process>/            empty: this process changes the memory, or died while it did
 *     <id>/                      an operation that can be taken back
 *       operation.json           what it did, and each file's state before and after
 *       before/<path>            the files as they were
 *       after/<path>             the files as the operation left them, where there is room
 *     <id>.<state>/              an operation on its way
 *       intent.json              which locks it takes and which folders it makes
 *       note.jsonl               what later operations are to know of it, on its way to imports/<origin>/<id>.jsonl
 *       new/<path>               the files as they will be
 */
export const AUDIT_FILE = 'audit.jsonl';
export const OPERATION_FILE = 'operation.json';
export const INTENT_FILE = 'intent.json';
/** In an operation's folder on its way; then in `noteFolder` under the operation's name. */
export const NOTE_FILE = 'note.jsonl';
export const TURN_PREFIX = 'turn-';

/**
 * What the ending of an operation's folder says. `staged`: nothing has happened to the memory; taken away. `committed`: it
 * counts; new files are put in place. `reverting`: it does not count; old files are put back. `removing`: of no use any more.
 * No ending: done.
 */
export const STATES = ['staged', 'committed', 'reverting', 'removing'] as const;
export type OperationState = (typeof STATES)[number];

const OPERATION_NAME = /^(\d{8}-\d{6}-\d{3})(?:\.(staged|committed|reverting|removing))?$/;

/** The history's folder, in `home`. */
export function historyOf(store: Pick<WritableStore, 'folder'>): string {
  return `${store.folder}-history`;
}

/** Reads the name of an operation's folder; undefined for anything else. */
export function readOperationName(
  name: string,
): { readonly id: string; readonly state: OperationState | undefined } | undefined {
  const match = OPERATION_NAME.exec(name);
  if (match?.[1] === undefined) return undefined;
  return { id: match[1], state: STATES.find((state) => state === match[2]) };
}

/** The folder of an operation, in `home`. */
export function operationFolder(
  store: Pick<WritableStore, 'folder'>,
  id: string,
  state?: OperationState,
): string {
  return joinPath(historyOf(store), state === undefined ? id : `${id}.${state}`);
}

/** `20261121-141419-123` (UTC): names that sort as times do. */
export function operationId(time: number): string {
  const digits = new Date(time).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`;
}

/** Milliseconds since 1970 UTC of an id. */
export function operationTime(id: string): number {
  const [year, month, day, hour, minute, second, fraction] = [0, 4, 6, 9, 11, 13, 16].map((start, place) =>
    Number(id.slice(start, start + (place === 0 ? 4 : place === 6 ? 3 : 2))),
  );
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, fraction);
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
