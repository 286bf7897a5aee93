import { LoomError } from '../errors';
import { isJsonArray, isJsonObject, property } from '../json';
import type { JsonObject } from '../json';
import { joinPath } from '../path';
import type { Clock } from '../ports';
import type { WritableStore } from '../store/changes';
import { statFile } from '../store/layout';
import { readDocument } from '../store/readDocument';
import type { Problem } from '../store/records';
import { parseTime } from '../store/times';
import { readTrail, undoneBy } from './trail';
import type { AuditEntry } from './trail';

/** One thing that was done, as `aml audit --json` prints it. */
export interface AuditRow extends Omit<AuditEntry, 'id' | 'user'> {
  /** Who noted it: this program, or Loom itself (`audit/audit-*.json`, FORMATS 1.1). */
  readonly source: 'aml' | 'loom';
  /** Absent for Loom's events, which cannot be taken back here. */
  readonly id?: string | undefined;
  readonly user?: string | undefined;
  /** The operation that took this one back. */
  readonly undone_by?: string | undefined;
  /** Of Loom's events: where it stands, relative to the memory. */
  readonly file?: string | undefined;
}

export interface Audit {
  /** Newest first. */
  readonly entries: readonly AuditRow[];
  readonly problems: readonly Problem[];
}

/**
 * The trail of this program and the events that Loom's own service has noted, together, newest first. Reads only. What
 * cannot be read is a problem, and everything else is shown. Loom's events have no fixed shape: time, action and agent are
 * taken from the names that such logs use.
 */
export async function readAudit(store: WritableStore, clock: Clock): Promise<Audit> {
  const problems: Problem[] = [];
  const { entries, unreadable } = await readTrail(store);
  const undone = undoneBy(entries);
  const rows: AuditRow[] = entries.map((entry) => {
    const by = undone.get(entry.id);
    return { source: 'aml', ...entry, ...(by === undefined ? {} : { undone_by: by }) };
  });
  for (const line of unreadable) {
    const file = `${store.folder}-history/audit.jsonl`;
    const message = `${file} cannot be read at line ${String(line)}: it is no entry of the trail.`;
    problems.push({ file, code: 'json-damaged', message, line, level: 'warning' });
  }
  rows.push(...(await loomEvents(store, problems)));
  const timeOf = (row: AuditRow): number => parseTime(row.time, clock, 'start') ?? 0;
  // Stable: of one moment, what was noted later comes first.
  return { entries: rows.reverse().sort((one, other) => timeOf(other) - timeOf(one)), problems };
}

const LOOM_FILE = /^audit-.*\.json(\.gz)?$/;

async function loomEvents(store: WritableStore, problems: Problem[]): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  for (const { name, kind } of await listAudit(store, problems)) {
    if (kind !== 'file' || !LOOM_FILE.test(name)) continue;
    const file = await statFile(store.files, joinPath('audit', name));
    if (file === undefined) continue;
    const read = await readDocument(store, file);
    if ('problem' in read) {
      problems.push(read.problem);
      continue;
    }
    const { value } = read.document;
    const events = isJsonArray(value) ? value : [value];
    for (const event of events) if (isJsonObject(event)) rows.push(eventRow(event, file.path, name));
  }
  return rows;
}

async function listAudit(store: WritableStore, problems: Problem[]): ReturnType<typeof store.files.list> {
  try {
    return await store.files.list('audit');
  } catch (error) {
    if (!LoomError.is(error, 'path-unsafe') && !LoomError.is(error, 'permission-denied')) throw error;
    const message = 'The folder audit cannot be read: it is a link, or there is no permission.';
    problems.push({ file: 'audit', code: 'file-unreadable', message, level: 'warning' });
    return [];
  }
}

function eventRow(event: JsonObject, file: string, name: string): AuditRow {
  const agent = textOf(event, ['agent', 'agentName', 'agent_name', 'agentId']);
  return {
    source: 'loom',
    time: textOf(event, ['timestamp', 'time', 'date', 'created']) ?? timeOfName(name),
    verb: textOf(event, ['action', 'operation', 'event', 'type']) ?? 'event',
    counts: {},
    agents: agent === undefined ? [] : [agent],
    file,
  };
}

function textOf(event: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = property(event, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** `audit-2025-10-23T10-30-00-000Z.json`: an ISO time with `-` for `:` and `.`. */
function timeOfName(name: string): string {
  const match = /(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z/.exec(name);
  if (match === null) return '';
  const [, day = '', hour = '', minute = '', second = '', fraction = ''] = match;
  return `${day}T${hour}:${minute}:${second}.${fraction}Z`;
}
