import * as vscode from 'vscode';
import type { ArchiveSource } from '../../core/bundle/archive';
import type { FileHash } from '../../core/bundle/checksums';
import { readChecksums } from '../../core/bundle/readChecksums';
import { verifyArchive, type VerifyReport } from '../../core/bundle/verify';
import { manifestHashes, verifyByManifest } from '../../core/bundle/verifyManifest';
import { LoomError } from '../../core/errors';
import type { Host, Run } from '../../core/ports';
import type { Services } from '../services';
import type { ViewerState } from './state';

/** What a viewer verifies: its file, read with its password, or the files that its manifest names. */
export interface Shown {
  /** The file that was opened. */
  readonly file: vscode.Uri;
  readonly state: ViewerState;
  readonly password: string | undefined;
  source(): Promise<ArchiveSource>;
}

export interface Verified {
  readonly report: VerifyReport;
  readonly checksums: ReadonlyMap<string, string> | undefined;
  readonly time: number;
}

/** Reads everything and compares it with the checksums that there are. */
export async function verifyShown(services: Services, shown: Shown, run: Run): Promise<Verified> {
  const host = await services.host();
  const time = host.clock.now();
  const files = filesOfManifest(shown.state);
  if (files.length > 0) {
    const folder = await services.openFolder(vscode.Uri.joinPath(shown.file, '..'));
    return { report: await verifyByManifest(folder, files, host, run), checksums: undefined, time };
  }
  const source = await shown.source();
  const report = await verifyArchive(source, { password: shown.password }, host, run);
  return { report, checksums: await checksumsOf(source, shown.password, report, host, run), time };
}

/** What only the manifest beside has checksums for: a database, a folder of tables. */
function filesOfManifest({ stage, manifest, name }: ViewerState): readonly FileHash[] {
  const hasOwn = stage.kind === 'open' && stage.inspection.metadata !== undefined;
  return manifest === undefined || hasOwn ? [] : manifestHashes(manifest.sections, name);
}

/** The hashes that a bundle carries, for showing. They lie at its end, where a cut one has none. */
async function checksumsOf(
  source: ArchiveSource,
  password: string | undefined,
  report: VerifyReport,
  host: Host,
  run: Run,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (report.checked !== 'everything') return undefined;
  try {
    return await readChecksums(source, { password }, host, run);
  } catch (error) {
    // The report names the damage that keeps them from being read.
    if (LoomError.is(error, 'cancelled') || report.ok) throw error;
    return undefined;
  }
}
