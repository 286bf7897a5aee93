import { toHex } from '../hex';
import { fillSentence, sentences } from '../sentences';
import { throwIfCancelled } from '../errors';
import { unsafePathReason } from '../path';
import type { FileStore, Host, Run } from '../ports';
import type { FileHash } from './checksums';
import type { ManifestSection } from './manifestModel';
import type { VerifyProblem, VerifyReport } from './verify';

/**
 * The files that a manifest names with their SHA-256, as paths beside the manifest: for exports that carry no checksums
 * of their own (SQLite, CSV). `exported` is the name of a single file, which the manifest calls `Package`.
 */
export function manifestHashes(sections: readonly ManifestSection[], exported: string): readonly FileHash[] {
  const hashes: FileHash[] = [];
  for (const { facts } of sections) {
    for (const [label, value] of facts) {
      const sha256 = /^sha256:([0-9a-f]{64})$/.exec(value)?.[1];
      // The other lines of this form are the hashes of sections, which are agents and no files.
      const path = label === 'Package' ? exported : label.endsWith('.csv') ? label : undefined;
      if (sha256 !== undefined && path !== undefined && unsafePathReason(path) === undefined) {
        hashes.push({ path, sha256 });
      }
    }
  }
  return hashes;
}

/** Reads every file that a manifest names and compares; a section a file. Progress is in bytes of all of them. */
export async function verifyByManifest(
  store: FileStore,
  files: readonly FileHash[],
  host: Pick<Host, 'codecs'>,
  run: Run = {},
): Promise<VerifyReport> {
  const stats = await Promise.all(files.map((file) => store.stat(file.path)));
  const total = stats.reduce((sum, stat) => sum + (stat?.size ?? 0), 0);
  const problems: VerifyProblem[] = [];
  let done = 0;
  for (const [index, { path, sha256 }] of files.entries()) {
    if (stats[index]?.kind !== 'file') {
      const message = fillSentence(sentences['file-missing'], { path });
      problems.push({ code: 'file-missing', message, section: path });
      continue;
    }
    const hash = host.codecs.sha256();
    for await (const piece of store.read(path, { signal: run.signal })) {
      throwIfCancelled(run.signal);
      hash.update(piece);
      done += piece.length;
      run.onProgress?.({ step: 'verifying', done, total });
    }
    if (toHex(hash.digest()) === sha256) continue;
    const data = { path, detail: 'it does not match the checksum that the manifest names' };
    const message = fillSentence(sentences['archive-damaged'], data);
    problems.push({ code: 'archive-damaged', message, section: path });
  }
  return {
    ok: problems.length === 0,
    checked: 'everything',
    sections: files.map(({ path }) => ({ name: path, ok: !problems.some((one) => one.section === path) })),
    problems,
  };
}
