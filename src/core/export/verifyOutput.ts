import { toHex } from '../hex';
import { fileSource } from '../bundle/archive';
import { verifyArchive } from '../bundle/verify';
import { throwIfCancelled } from '../errors';
import type { Host, Run } from '../ports';
import type { ExportReport, ExportRequest, ExportTarget } from './request';

/**
 * Reads every written file back (M90): its hash must be the one taken while it was written, and a bundle or JSON export
 * must pass the same verification that `aml verify` runs and hold the counts of the report. True when all of it agrees.
 */
export async function verifyOutput(
  host: Host,
  target: ExportTarget,
  request: ExportRequest,
  report: ExportReport,
  run?: Run,
): Promise<boolean> {
  if (target.kind === 'stream') return false;
  for (const file of report.files) {
    const hash = host.codecs.sha256();
    for await (const piece of target.store.read(file.path)) {
      throwIfCancelled(run?.signal);
      hash.update(piece);
    }
    if (toHex(hash.digest()) !== file.sha256) return false;
  }
  if (request.format !== 'tar' && request.format !== 'json') return true;
  const source = await fileSource(target.store, request.name);
  const verified = await verifyArchive(source, { password: request.password }, host, run);
  return verified.ok;
}
