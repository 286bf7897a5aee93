import * as z from 'zod/mini';
import { LoomError } from '../errors';
import { AUDIT_FILE, historyOf, operationId, parentOf } from '../history/places';
import { parseJson } from '../json';
import { joinPath } from '../path';
import type { DurableStore, Host } from '../ports';
import { OPERATION_VERBS } from '../store/changes';
import type { WritableStore } from '../store/changes';

/** What the trail tells of: changes of the memory, and what left it. */
export const AUDIT_VERBS = [...OPERATION_VERBS, 'export'] as const;
export type AuditVerb = (typeof AUDIT_VERBS)[number];

/** One line of `audit.jsonl`, its keys as they are in the file (X9, X19). */
const auditEntry = z.object({
  /** Names the operation; `aml undo` takes it. */
  id: z.string(),
  /** ISO 8601, UTC. */
  time: z.string(),
  /** One of `AUDIT_VERBS`; a newer version of this program may know more. */
  verb: z.string(),
  /** Keyed hash of the name of who did it. */
  user: z.string(),
  /** What was done, in counts: `{"add": 214, "merge": 3}`. */
  counts: z.record(z.string(), z.number()),
  agents: z.array(z.string()),
  /** SHA-256 of what was read or written, where it was one thing. */
  source_hash: z.optional(z.string()),
  details: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  /** The operation that this one took back. */
  undoes: z.optional(z.string()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Where the trail lies, in `home`. */
function trailOf(store: Pick<WritableStore, 'folder'>): string {
  return joinPath(historyOf(store), AUDIT_FILE);
}

/**
 * Adds what was done without a change of the memory: an export. It takes no turn, so that it waits for nobody. Throws what
 * the store throws; who calls it warns and goes on, since the work itself is done.
 */
export async function appendAudit(
  host: Host,
  store: Pick<WritableStore, 'home' | 'folder'>,
  entry: Omit<AuditEntry, 'id' | 'time'> & { readonly verb: AuditVerb },
): Promise<void> {
  const time = host.clock.now();
  await prepareHistory(store);
  await addLine(store, { id: operationId(time), time: new Date(time).toISOString(), ...entry });
}

/** Makes the history's folder, readable by its owner only, and keeps it out of the repository. Throws `path-unsafe` for a link. */
export async function prepareHistory({
  home,
  folder,
}: Pick<WritableStore, 'home' | 'folder'>): Promise<void> {
  const history = historyOf({ folder });
  if ((await home.stat(history))?.kind === 'link')
    throw new LoomError('path-unsafe', { path: `${home.root}/${history}`, reason: 'a link' });
  await home.makeFolder(history, { private: true });
  const ignore = joinPath(history, '.gitignore');
  if ((await home.stat(ignore)) !== undefined) return;
  // Not by `write`, whose temporary a killed process would leave beside; a cut line is whole the next time.
  await home.append(ignore, new TextEncoder().encode('*\n'), { private: true });
}

/** Adds one line and makes it durable. */
export async function addLine(
  { home, folder }: Pick<WritableStore, 'home' | 'folder'>,
  entry: AuditEntry,
): Promise<void> {
  const path = trailOf({ folder });
  // A process that was killed while it wrote may have left half a line: that stays one line, unreadable and alone.
  const start = (await endsInLine(home, path)) ? '' : '\n';
  await home.append(path, new TextEncoder().encode(`${start}${JSON.stringify(entry)}\n`), { private: true });
  await home.sync(parentOf(path));
}

/** Whether the trail tells of an operation. */
export async function hasLine(store: Pick<WritableStore, 'home' | 'folder'>, id: string): Promise<boolean> {
  return (await readTrail(store)).entries.some((entry) => entry.id === id);
}

export interface Trail {
  /** Oldest first, as they lie. */
  readonly entries: readonly AuditEntry[];
  /** Numbers of lines, from 1, that are not what this program writes. */
  readonly unreadable: readonly number[];
}

/** Reads the whole trail; empty when there is none. Throws what the store throws. */
export async function readTrail(store: Pick<WritableStore, 'home' | 'folder'>): Promise<Trail> {
  const entries: AuditEntry[] = [];
  const unreadable: number[] = [];
  const lines = (await readText(store.home, trailOf(store))).split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const entry = readEntry(line);
    if (entry === undefined) unreadable.push(index + 1);
    else entries.push(entry);
  }
  return { entries, unreadable };
}

/** The operation that took each one back, and has not been taken back itself. */
export function undoneBy(entries: readonly AuditEntry[]): ReadonlyMap<string, string> {
  const undone = new Map<string, string>();
  // The newest first: whether it counts is known before what it took back is looked at.
  for (const { id, undoes } of entries.toReversed())
    if (undoes !== undefined && !undone.has(id)) undone.set(undoes, id);
  return undone;
}

function readEntry(line: string): AuditEntry | undefined {
  try {
    const read = auditEntry.safeParse(parseJson(line));
    return read.success ? read.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readText(home: DurableStore, path: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of home.read(path)) text += decoder.decode(piece, { stream: true });
  } catch (error) {
    if (LoomError.is(error, 'file-missing')) return '';
    throw error;
  }
  return text + decoder.decode();
}

async function endsInLine(home: DurableStore, path: string): Promise<boolean> {
  const found = await home.stat(path);
  if (found === undefined || found.size === 0) return true;
  for await (const piece of home.read(path, { start: found.size - 1 })) return piece.at(-1) === 0x0a;
  return true;
}
