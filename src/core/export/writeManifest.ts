import { toHex } from '../hex';
import type { Host } from '../ports';
import { renderManifest } from './manifest';
import { manifestName } from './name';
import type { ExportReport, ExportRequest, ExportTarget } from './request';

/**
 * Writes the readable manifest beside an export (M70-M79): always plain text. Gives the report with it among the files.
 */
export async function writeManifest(
  host: Host,
  target: ExportTarget,
  request: ExportRequest,
  report: ExportReport,
): Promise<ExportReport> {
  if (request.manifest === 'none' || target.kind === 'stream') return report;
  const path = manifestName(request.name, request.format);
  const bytes = new TextEncoder().encode(renderManifest(report, request.manifest));
  const writer = await target.store.write(path, { replace: request.replace });
  try {
    await writer.append(bytes);
    await writer.commit();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const hash = host.codecs.sha256();
  hash.update(bytes);
  const file = { path, bytes: bytes.length, sha256: toHex(hash.digest()) };
  return { ...report, files: [...report.files, file], manifestPath: path };
}
