import { l10n } from 'vscode';
import type { Audit, AuditRow } from '../../core/audit/readAudit';
import { countsText } from '../../core/undo/undoText';
import { inline, span } from '../recordPage/markdown';

/** Rows of the table; the file itself, `audit.jsonl`, has them all. */
const MAX_ROWS = 500;

/** The trail as a page: newest first, one row an operation. */
export function auditPage(name: string, { entries, problems }: Audit): string {
  const lines = [`# ${l10n.t('Audit trail of {0}', inline(name))}`, ''];
  if (entries.length === 0) lines.push(l10n.t('Nothing has been noted yet.'));
  else {
    const titles = [
      l10n.t('Time (UTC)'),
      l10n.t('What'),
      l10n.t('Counts'),
      l10n.t('Agents'),
      l10n.t('Who'),
      l10n.t('ID'),
    ];
    lines.push(`| ${titles.join(' | ')} |`, `|${' --- |'.repeat(titles.length)}`);
    for (const entry of entries.slice(0, MAX_ROWS)) lines.push(`| ${cells(entry).join(' | ')} |`);
    if (entries.length > MAX_ROWS)
      lines.push('', l10n.t('{0} older entries are not shown.', entries.length - MAX_ROWS));
  }
  for (const { message } of problems) lines.push('', inline(message));
  lines.push('', l10n.t('Who is a keyed hash: the same person is the same value, and no name is kept.'));
  return `${lines.join('\n')}\n`;
}

function cells(entry: AuditRow): readonly string[] {
  const { undoes, undone_by: undoneBy, details } = entry;
  const level = details?.['anonymization'];
  const notes = [
    inline(countsText(entry.counts)),
    ...(level === undefined ? [] : [l10n.t('anonymised: {0}', inline(String(level)))]),
    ...(undoes === undefined ? [] : [l10n.t('of {0}', span(undoes))]),
    ...(undoneBy === undefined ? [] : [l10n.t('taken back')]),
  ];
  return [
    // With hyphens that do not break, so that a narrow column does not take a date apart.
    inline(entry.time.slice(0, 19).replace('T', ' ').replaceAll('-', '\u2011')),
    inline(entry.verb),
    notes.filter((note) => note !== '').join(', '),
    entry.agents.map(inline).join(', '),
    entry.source === 'loom' ? 'Loom' : span((entry.user ?? '').slice(0, 8)),
    span(entry.id ?? ''),
  ];
}
