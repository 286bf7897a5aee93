import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { readArchiveRecords } from '../../core/bundle/archive';
import { SUMS_FILE } from '../../core/bundle/checksums';
import { isJsonObject } from '../../core/json';
import type { JsonValue } from '../../core/json';
import type { Kind, Problem, StoredRecord } from '../../core/store/records';
import { countWords, treeLines } from '../../core/words';
import { openBundleFile } from '../bundleFile';
import type { Execute } from '../command';
import type { bundleOptions } from '../descriptions/bundles';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import { findMemory, isFolder } from '../memoryFolder';
import { existingPassword } from '../password';
import { oneLine } from '../textTable';
import { recordsWithin } from './readRecords';

/** What is remembered of a record: enough to tell whether the other side has the same. */
interface Entry {
  readonly agent: string;
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  /** Of its content whatever the order of keys and the layout: two files of one record compare equal. */
  readonly hash: string;
}

interface Difference {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  readonly changed: readonly Entry[];
  readonly same: number;
}

/** `aml diff`: `{same, added, removed, changed: [{agent, kind, id, title}], counts, problems}`; exit code 1 if they differ. */
export const runDiff: Execute<typeof bundleOptions> = async (values, [one = '', other = ''], context) => {
  const problems: Problem[] = [];
  const read = async (side: string): Promise<ReadonlyMap<string, Entry>> =>
    byKey(await sideEntries(side, values['password-file'], problems, context));
  const difference = compare(await read(one), await read(other));
  const { added, removed, changed, same } = difference;
  const differs = added.length + removed.length + changed.length > 0;
  if (context.json) {
    await context.printJson({
      same: !differs,
      counts: { added: added.length, removed: removed.length, changed: changed.length, same },
      added: added.map(withoutHash),
      removed: removed.map(withoutHash),
      changed: changed.map(withoutHash),
      problems,
    });
  } else {
    await context.print(pageOf(one, other, difference));
  }
  await context.noteProblems(problems);
  if (differs) return exit.problemsFound;
  // What could not be read could not be compared: "the same" would say too much.
  return problems.some((problem) => problem.level === 'error') ? exit.memory : exit.done;
};

async function sideEntries(
  side: string,
  passwordFile: string | undefined,
  problems: Problem[],
  context: Context,
): Promise<AsyncIterable<Entry>> {
  const { io, run } = context;
  const full = resolve(io.cwd, side);
  if (await isFolder(full)) {
    const extracted = (await openedFolder(full)) ?? (await openedFolder(join(full, 'loom-export')));
    const store = await context.store(extracted ?? (await findMemory(io.cwd, side)));
    return recordsWithin(store, { limits: {}, pick: entryOf, problems }, context);
  }
  const { source, sealed } = await openBundleFile(io, side);
  const password = sealed ? await existingPassword(io, passwordFile, side) : undefined;
  const host = await context.host();
  return (async function* () {
    for await (const batch of readArchiveRecords(source, { password, signal: run.signal }, host)) {
      const file = `${side}: ${batch.agent}/${batch.kind}`;
      for (const message of batch.problems) {
        problems.push({ file, code: 'json-damaged', message: `${file}: ${message}`, level: 'error' });
      }
      for (const record of batch.records) yield entryOf(record);
    }
  })();
}

/** The agents' folder of a bundle that was extracted, which is laid out as a memory is. */
async function openedFolder(folder: string): Promise<string | undefined> {
  const { nodeStore } = await import('../../platform/node');
  const sums = await nodeStore(folder).stat(SUMS_FILE);
  const agents = join(folder, 'agents');
  return sums?.kind === 'file' && (await isFolder(agents)) ? agents : undefined;
}

function entryOf({ view, value }: StoredRecord): Entry {
  const { agent, kind, id, title } = view;
  return { agent, kind, id, title, hash: createHash('sha256').update(canonical(value)).digest('base64') };
}

async function byKey(entries: AsyncIterable<Entry>): Promise<ReadonlyMap<string, Entry>> {
  const found = new Map<string, Entry>();
  for await (const entry of entries) {
    // One id may be there twice, with the same content (a pair of files after a restore) or with another.
    let key = JSON.stringify([entry.agent, entry.kind, entry.id]);
    while (found.has(key) && found.get(key)?.hash !== entry.hash) key += '+';
    found.set(key, entry);
  }
  return found;
}

function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_key, inner: JsonValue) =>
    isJsonObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

function compare(one: ReadonlyMap<string, Entry>, other: ReadonlyMap<string, Entry>): Difference {
  const added: Entry[] = [];
  const changed: Entry[] = [];
  let same = 0;
  for (const [key, entry] of other) {
    const before = one.get(key);
    if (before === undefined) added.push(entry);
    else if (before.hash !== entry.hash) changed.push(entry);
    else same += 1;
  }
  const removed = [...one].filter(([key]) => !other.has(key)).map(([, entry]) => entry);
  return { added, removed, changed, same };
}

function withoutHash({ agent, kind, id, title }: Entry): Omit<Entry, 'hash'> {
  return { agent, kind, id, title };
}

function pageOf(one: string, other: string, { added, removed, changed, same }: Difference): string {
  const section = (title: string, entries: readonly Entry[]): string[] =>
    entries.length === 0
      ? []
      : [
          `${title} (${String(entries.length)}):`,
          ...treeLines(
            entries.map((entry) => oneLine(`${entry.agent} ${entry.kind} ${entry.id}  ${entry.title}`)),
          ),
          '',
        ];
  const differs = added.length + removed.length + changed.length > 0;
  return [
    differs
      ? `From ${oneLine(one)} to ${oneLine(other)}:`
      : `${oneLine(one)} and ${oneLine(other)} hold the same records.`,
    '',
    ...section('Added', added),
    ...section('Removed', removed),
    ...section('Changed', changed),
    `Same: ${countWords(same, 'record')}`,
    '',
  ].join('\n');
}
