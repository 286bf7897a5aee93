import { joined } from '../../bundle/byteReader';
import { CHECKSUMS_FILE, METADATA_FILE, SUMS_FILE } from '../../bundle/checksums';
import { insidePath, jsonEntries, tarEntries } from '../../bundle/entries';
import type { ArchiveEntry } from '../../bundle/entries';
import { JsonReader } from '../../bundle/jsonReader';
import { firstBytes, HEAD_BYTES, openLayers } from '../../bundle/layers';
import type { ArchiveSource } from '../../bundle/layers';
import { DEFAULT_LIMITS, tooLarge } from '../../bundle/limits';
import { startsAsTar } from '../../bundle/tarReader';
import { LoomError, throwIfCancelled } from '../../errors';
import { toHex } from '../../hex';
import type { Host, Run } from '../../ports';
import { KIND_PLURALS, KINDS } from '../../store/records';
import type { Receiver, SourceFacts } from '../incoming';
import { BundleFacts } from './bundleFacts';
import { firstTarName } from './firstTarName';
import { jsonFileOf } from './reader';
import type { Reader, ReadOptions } from './reader';

/** A bundle of ours: tar.gz, or encrypted whatever is inside. */
export const bundleReader: Reader = {
  id: 'bundle',
  description: 'a Loom bundle',
  async recognises(probe, host) {
    const { input, inner, isSealed } = probe;
    if (input.file === undefined) return 0;
    if (isSealed) return 1;
    if (!startsAsTar(inner)) return 0;
    const name = await firstTarName(probe, host.codecs);
    // A tar that is damaged in its first entry is still told apart: its reader says what is wrong.
    return name === undefined ? 0.3 : /^loom-export(\/|$)/.test(name) ? 1 : 0;
  },
  read: (input, options, host, receiver, run) => readBundle(fileOf(input), options, host, receiver, run),
};

/** The seed's single object `{metadata, agents, global, checksums}`, from an export or written by hand. */
export const jsonReader: Reader = {
  id: 'json',
  description: 'a JSON export',
  async recognises(probe, host) {
    const file = jsonFileOf(probe, '{');
    return file !== undefined && (await namesAgents(file, host)) ? 1 : 0;
  },
  read: (input, options, host, receiver, run) => readBundle(fileOf(input), options, host, receiver, run),
};

function fileOf(input: { readonly name: string; readonly file?: ArchiveSource | undefined }): ArchiveSource {
  if (input.file === undefined) throw new LoomError('file-missing', { path: input.name });
  return input.file;
}

/** Whether an object has `agents` at its top, an object itself, and nothing that is another system's. */
async function namesAgents(file: ArchiveSource, host: Host): Promise<boolean> {
  const head = await firstBytes(file.read(), HEAD_BYTES);
  const layers = await openLayers(file, head, {}, DEFAULT_LIMITS, host.codecs);
  const reader = new JsonReader(layers.payload(), file.path, DEFAULT_LIMITS);
  try {
    for await (const key of reader.keys()) {
      if (key === 'agents') return (await reader.next()) === OPEN_OBJECT;
      if (FOREIGN.has(key)) return false;
      await reader.skip();
    }
    return false;
  } catch (error) {
    // Cut or damaged before anything told what it is.
    if (error instanceof LoomError) return false;
    throw error;
  } finally {
    await reader.close();
  }
}

const OPEN_OBJECT = 0x7b;
/** Memoria's and the ECM's tops (FORMATS 2 and 4). */
const FOREIGN: ReadonlySet<string> = new Set(['payload', 'data', 'format', 'chunks']);

async function readBundle(
  file: ArchiveSource,
  options: ReadOptions,
  host: Host,
  receiver: Receiver,
  run: Run,
): Promise<SourceFacts & { readonly sha256: string | undefined }> {
  const limits = DEFAULT_LIMITS;
  let sha256: string | undefined;
  const watched: ArchiveSource = {
    ...file,
    read: async function* (asked) {
      const hash = host.codecs.sha256();
      let done = 0;
      for await (const piece of file.read(asked)) {
        throwIfCancelled(run.signal);
        hash.update(piece);
        done += piece.length;
        run.onProgress?.({ step: 'reading', done, total: file.size });
        yield piece;
      }
      sha256 = toHex(hash.digest());
    },
  };
  const head = await firstBytes(watched.read({ signal: run.signal }), HEAD_BYTES);
  const asked = { password: options.password, signal: run.signal };
  const layers = await openLayers(watched, head, asked, limits, host.codecs);
  const isTar = startsAsTar(layers.head);
  const text = new TextDecoder().decode(layers.head).trimStart();
  if (!isTar && !text.startsWith('{')) throw new LoomError('not-an-archive', { path: file.path });
  const entries = (isTar ? tarEntries : jsonEntries)(layers.payload(), file.path, limits);
  const facts = new BundleFacts(file.path, isTar, host.codecs, limits);
  for await (const entry of entries) await readEntry(entry, facts, receiver, file.path);
  facts.finish(receiver, options.verify);
  return { project: facts.project, isPartial: facts.isFiltered, sha256 };
}

async function readEntry(
  entry: ArchiveEntry,
  facts: BundleFacts,
  receiver: Receiver,
  path: string,
): Promise<void> {
  const inside = insidePath(entry);
  const content = facts.hashed(inside, entry.content);
  const [top, second, third, ...deeper] = inside.split('/');
  if (top === 'agents' && second !== undefined && third !== undefined && deeper.length === 0) {
    const kind = KINDS.find((candidate) => third === `${KIND_PLURALS[candidate]}.json`);
    if (kind !== undefined) {
      const file = `${path}: ${second}/${third}`;
      const section = { agent: second, kind, file, hashed: () => facts.lastText };
      facts.count(second, kind, await receiver.list(section, content, facts.codecs));
      return;
    }
  }
  const bytes = await wholeDocument(content, path);
  if (inside === METADATA_FILE) facts.readMetadata(bytes);
  else if (inside === CHECKSUMS_FILE) facts.readChecksums(bytes);
  else if (inside === SUMS_FILE) facts.readSums(bytes);
  else if (top === 'agents' && second !== undefined && third !== undefined && deeper.length === 0) {
    facts.count(second, undefined, 0);
    await receiver.document({ agent: second, name: third.replace(/\.json$/, ''), bytes });
  } else if (top === 'global' && second !== undefined && third === undefined)
    await receiver.document({ agent: undefined, name: second.replace(/\.json$/, ''), bytes });
  else receiver.note(`${inside} is not known and was left out.`);
}

async function wholeDocument(content: AsyncIterable<Uint8Array>, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    length += piece.length;
    if (length > DEFAULT_LIMITS.documentBytes) throw tooLarge(path, 'documentBytes', DEFAULT_LIMITS);
    pieces.push(piece.slice());
  }
  return joined(pieces);
}
