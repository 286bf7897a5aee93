import { firstBytes, HEAD_BYTES, openLayers } from '../../bundle/layers';
import type { ArchiveSource } from '../../bundle/layers';
import { DEFAULT_LIMITS } from '../../bundle/limits';
import { LoomError, throwIfCancelled } from '../../errors';
import { property } from '../../json';
import type { JsonObject } from '../../json';
import { joinPath } from '../../path';
import type { FileStore, Host, Run } from '../../ports';
import { recordReader } from '../../store/readRecords';
import type { Kind, StoredRecord } from '../../store/records';
import { ListSplitter } from '../../store/splitList';
import { viewRecord } from '../../store/view';
import type { Receiver } from '../incoming';
import { jsonFileOf } from './reader';
import type { Reader } from './reader';

/**
 * A list of records that name their agents: an archive of pruned decisions (FORMATS 1.12), or a file of records as it lies
 * in a memory. Which kind each is, its body says.
 */
export const recordListReader: Reader = {
  id: 'record-list',
  description: 'a list of records',
  async recognises(probe, host) {
    const file = jsonFileOf(probe, '[');
    if (file === undefined) return 0;
    const first = await firstRecord(file, host);
    return first !== undefined && kindOf(first) !== undefined && typeof property(first, 'agent') === 'string'
      ? 0.6
      : 0;
  },
  async read({ file, name }, _options, host, receiver, run) {
    if (file === undefined) throw new LoomError('file-missing', { path: name });
    await readList(file, undefined, host, receiver, run);
    receiver.loss('A list of records has no metrics, context or settings of agents and no global data.');
    return { isPartial: true };
  },
};

/** The folder `archives` of a backup folder, or one agent's folder in it: the lists of decisions that pruning put away. */
export const archivesReader: Reader = {
  id: 'archives',
  description: 'archives of pruned decisions',
  async recognises({ input, entries }) {
    const { folder } = input;
    if (folder === undefined) return 0;
    if (entries.some((entry) => ARCHIVE.test(entry.name))) return 0.85;
    for (const { name, kind } of entries) {
      if (kind === 'folder' && (await folder.list(name)).some((entry) => ARCHIVE.test(entry.name)))
        return 0.85;
    }
    return 0;
  },
  async read({ folder, beside, name }, _options, host, receiver, run) {
    if (folder === undefined) throw new LoomError('folder-missing', { path: name });
    for (const entry of await folder.list('')) {
      if (entry.kind === 'folder') await readArchives(folder, entry.name, entry.name, host, receiver, run);
    }
    await readArchives(folder, '', beside?.name, host, receiver, run);
    receiver.loss('Archives hold pruned decisions only: pruned patterns and solutions were not kept.');
    return { isPartial: true };
  },
};

const ARCHIVE = /^(negative_)?decisions_\d{8}_\d{6}\.json(\.gz)?$/;

async function readArchives(
  folder: FileStore,
  place: string,
  agent: string | undefined,
  host: Host,
  receiver: Receiver,
  run: Run,
): Promise<void> {
  for (const { name, kind } of await folder.list(place)) {
    if (kind !== 'file' || !ARCHIVE.test(name)) continue;
    const path = joinPath(place, name);
    const size = (await folder.stat(path))?.size ?? 0;
    await readList({ path, size, read: (asked) => folder.read(path, asked) }, agent, host, receiver, run);
  }
}

/** `agent` is that of records that name none. */
async function readList(
  file: ArchiveSource,
  agent: string | undefined,
  host: Host,
  receiver: Receiver,
  run: Run,
): Promise<void> {
  let found: StoredRecord[] = [];
  const read = recordReader(agent ?? '', 'decision', file.path, (record) => {
    const kind = kindOf(record.value) ?? 'decision';
    const own = property(record.value, 'agent');
    const name = agent ?? (typeof own === 'string' ? own : '');
    found.push({ ...record, ...viewRecord(record.value, name, kind) });
  });
  const splitter = new ListSplitter({
    wrapperNames: ['decisions', 'records', 'items'],
    foreignNames: [],
    onRecord: read,
  });
  const flush = async (): Promise<void> => {
    for (const record of found) {
      if (record.view.agent === '') {
        const message = `${file.path}: the record ${record.view.id} names no agent.`;
        receiver.problem({ file: file.path, code: 'record-not-an-object', message, level: 'error' });
      } else await receiver.records(record.view.agent, record.view.kind, [record]);
    }
    found = [];
  };
  const head = await firstBytes(file.read({ signal: run.signal }), HEAD_BYTES);
  const layers = await openLayers(file, head, { signal: run.signal }, DEFAULT_LIMITS, host.codecs);
  for await (const piece of layers.payload()) {
    throwIfCancelled(run.signal);
    if (!splitter.push(piece)) continue;
    splitter.split(false);
    await flush();
  }
  splitter.split(true);
  await flush();
  for (const { code, detail, level } of splitter.damages.kept)
    receiver.problem({ file: file.path, code, message: `${file.path} cannot be read: ${detail}.`, level });
}

function kindOf(record: JsonObject): Kind | undefined {
  if (property(record, 'decision') !== undefined) return 'decision';
  if (property(record, 'problem') !== undefined || property(record, 'solution') !== undefined)
    return 'solution';
  return property(record, 'pattern') !== undefined ? 'pattern' : undefined;
}

/** The first record of a list; undefined when there is none, or it does not end within the first piece. */
async function firstRecord(file: ArchiveSource, host: Host): Promise<JsonObject | undefined> {
  let first: JsonObject | undefined;
  const onRecord = recordReader('', 'decision', file.path, (record) => {
    first ??= record.value;
  });
  const splitter = new ListSplitter({ wrapperNames: [], foreignNames: [], onRecord });
  try {
    const head = await firstBytes(file.read(), HEAD_BYTES);
    const layers = await openLayers(file, head, {}, DEFAULT_LIMITS, host.codecs);
    for await (const piece of layers.payload()) {
      splitter.push(piece);
      splitter.split(false);
      if (first !== undefined || splitter.isDone) break;
    }
  } catch (error) {
    // Whoever reads it says what is wrong with it.
    if (!(error instanceof LoomError)) throw error;
  }
  return first;
}
