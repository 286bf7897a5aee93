import { toHex } from '../../hex';
import { LoomError } from '../../errors';
import { collect } from '../../bundle/byteReader';
import { firstBytes, HEAD_BYTES, openLayers } from '../../bundle/layers';
import { DEFAULT_LIMITS, tooLarge } from '../../bundle/limits';
import { readTar, startsAsTar } from '../../bundle/tarReader';
import { parseJson, property } from '../../json';
import { collisionKey, unsafePathReason } from '../../path';
import type { FileStore, Host } from '../../ports';
import type { ImportInput } from '../request';
import { firstTarName } from './firstTarName';
import { readMemory } from './readMemory';
import type { Reader } from './reader';
import { virtualStore } from './virtualStore';
import type { VirtualFile } from './virtualStore';

const LOOM_FILE =
  /^[^/]+\/((patterns|solutions|decisions|metrics|context|index|cross-agent|project-meta|team-conventions)\.json(\.gz)?)?$/;

/** A backup of Loom's TypeScript service: a tar of agent folders (FORMATS 1.11), its checksum in a file beside it. */
export const typescriptBackupReader: Reader = {
  id: 'typescript-backup',
  description: 'a backup of Loom (TypeScript)',
  async recognises(probe, host) {
    if (!startsAsTar(probe.inner)) return 0;
    const name = await firstTarName(probe, host.codecs);
    return name !== undefined && !name.startsWith('loom-export') && LOOM_FILE.test(name) ? 0.9 : 0;
  },
  async read(input, options, host, receiver, run) {
    const { file } = input;
    if (file === undefined) throw new LoomError('file-missing', { path: input.name });
    if (options.verify) await compareChecksum(input, host);
    const head = await firstBytes(file.read({ signal: run.signal }), HEAD_BYTES);
    const layers = await openLayers(file, head, { signal: run.signal }, DEFAULT_LIMITS, host.codecs);
    const scratch = await input.scratch.scratch();
    try {
      const files = new Map<string, VirtualFile>();
      const seen = new Map<string, string>();
      let count = 0;
      for await (const entry of readTar(layers.payload(), file.path)) {
        if (++count > DEFAULT_LIMITS.entries) throw tooLarge(file.path, 'entries', DEFAULT_LIMITS);
        const path = entry.name.replace(/^\.\//, '').replace(/\/$/, '');
        const reason = unsafePathReason(path) ?? collision(seen, path);
        if (reason !== undefined)
          throw new LoomError('archive-hostile', { path: file.path, entry: path, reason });
        if (entry.kind === 'folder') continue;
        if (entry.size > DEFAULT_LIMITS.entryBytes) throw tooLarge(file.path, 'entryBytes', DEFAULT_LIMITS);
        let start: number | undefined;
        let size = 0;
        for await (const piece of entry.content) {
          const at = await scratch.append(piece);
          start ??= at;
          size += piece.length;
        }
        const from = start ?? 0;
        files.set(path, { size, read: () => scratch.read(from, from + size) });
      }
      const store = virtualStore(file.path, files, () => input.scratch.scratch());
      await readMemory({ files: store, codecs: host.codecs }, '', receiver, run);
      return {};
    } finally {
      await scratch.dispose();
    }
  },
};

function collision(seen: Map<string, string>, path: string): string | undefined {
  const key = collisionKey(path);
  const before = seen.get(key);
  seen.set(key, path);
  if (before === undefined) return undefined;
  return before === path ? 'it is there twice' : `it differs from ${before} only in case or form`;
}

/** With the `.meta.json` beside it, where there is one. */
async function compareChecksum(input: ImportInput, host: Host): Promise<void> {
  const { beside, file } = input;
  const name = beside?.name.replace(/\.tar\.gz$/, '.meta.json');
  if (beside === undefined || file === undefined || name === undefined || name === beside.name) return;
  const expected = await readChecksum(beside.folder, name);
  if (expected === undefined) return;
  const hash = host.codecs.sha256();
  for await (const piece of file.read()) hash.update(piece);
  if (toHex(hash.digest()) !== expected)
    throw new LoomError('archive-damaged', {
      path: file.path,
      detail: `it does not match the checksum in ${name}`,
    });
}

async function readChecksum(folder: FileStore, name: string): Promise<string | undefined> {
  if ((await folder.stat(name))?.kind !== 'file') return undefined;
  const bytes = await collect(folder.read(name), 1024 * 1024);
  if (bytes === undefined) return undefined;
  try {
    const checksum = property(parseJson(new TextDecoder().decode(bytes)), 'checksum');
    return typeof checksum === 'string' && /^[0-9a-f]{64}$/.test(checksum) ? checksum : undefined;
  } catch (error) {
    const detail = `${name} beside it is not JSON`;
    throw new LoomError('archive-damaged', { path: folder.root, detail }, { cause: error });
  }
}
