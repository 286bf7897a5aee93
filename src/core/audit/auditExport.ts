import { LoomError } from '../errors';
import type { ExportReport } from '../export/request';
import type { Host } from '../ports';
import type { WritableStore } from '../store/changes';
import { appendAudit } from './trail';

/**
 * Notes an export in the trail (X19): who, when, which agents, how much, anonymised how, and the hash of the file. An export
 * that is written is not undone because the trail cannot be: that is a warning.
 */
export async function auditExport(
  host: Host,
  store: Pick<WritableStore, 'home' | 'folder'>,
  { metadata, counts, files, format, encrypted }: ExportReport,
): Promise<void> {
  const hash = files[0]?.sha256;
  try {
    await appendAudit(host, store, {
      verb: 'export',
      user: metadata.exported_by,
      counts: { ...counts },
      agents: [...metadata.agents],
      ...(hash === undefined ? {} : { source_hash: hash }),
      details: { format, encrypted, anonymization: metadata.anonymization?.level ?? 'none' },
    });
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    host.log.warn(`The export is not in the audit trail of ${store.home.root}: ${JSON.stringify(error)}`);
  }
}
