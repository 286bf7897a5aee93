import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Category } from '../../core/anonymise/categories';
import type { PlaceRange, ScanFinding, ScanLevel } from '../../core/scan/finding';

/** Shown beside every finding, and how quick fixes know their own. */
export const SOURCE = 'Loom Memory';

/** A finding in the Problems panel. */
export class FindingDiagnostic extends vscode.Diagnostic {
  constructor(readonly finding: ScanFinding) {
    const isInside = finding.entry !== undefined;
    super(
      isInside ? new vscode.Range(0, 0, 0, 0) : rangeOf(finding.range),
      messageOf(finding),
      severityOf(finding.level),
    );
    this.source = SOURCE;
    this.code = finding.rule;
  }
}

/** Lines and columns of VS Code begin with 0. */
export function rangeOf({ start, end }: PlaceRange): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

function severityOf(level: ScanLevel): vscode.DiagnosticSeverity {
  const severities: Readonly<Record<ScanLevel, vscode.DiagnosticSeverity>> = {
    critical: vscode.DiagnosticSeverity.Error,
    high: vscode.DiagnosticSeverity.Warning,
    medium: vscode.DiagnosticSeverity.Warning,
    low: vscode.DiagnosticSeverity.Information,
  };
  return severities[level];
}

/** "API key (critical): /note, backend-architect, p-17" */
function messageOf({ category, level, agent, kind, id, pointer, inKey, entry, range }: ScanFinding): string {
  const place = inKey ? l10n.t('the key of {0}', pointer) : pointer;
  const parts = [place, agent, kind === 'document' ? undefined : id];
  if (entry !== undefined) parts.unshift(l10n.t('{0}, line {1}', entry, range.start.line));
  const where = parts.filter((part) => part !== undefined && part !== '').join(', ');
  const what = l10n.t('{0} ({1})', nounOf(category), levelWord(level));
  return where === '' ? what : `${what}: ${where}`;
}

export function levelWord(level: ScanLevel): string {
  const words: Readonly<Record<ScanLevel, string>> = {
    critical: l10n.t('critical'),
    high: l10n.t('high'),
    medium: l10n.t('medium'),
    low: l10n.t('low'),
  };
  return words[level];
}

/** What one finding of a category is called. */
function nounOf(category: Category): string {
  const nouns: Readonly<Record<Category, string>> = {
    'api-keys': l10n.t('API key'),
    passwords: l10n.t('Password'),
    urls: l10n.t('URL'),
    emails: l10n.t('E-mail address'),
    clients: l10n.t('Client name'),
    'connection-strings': l10n.t('Connection string'),
    'private-keys': l10n.t('Private key'),
    'ip-addresses': l10n.t('IP address'),
    names: l10n.t('Personal name'),
    phones: l10n.t('Phone number'),
    cards: l10n.t('Card or account number'),
    'national-ids': l10n.t('National ID'),
    paths: l10n.t('User name in a path'),
    'file-paths': l10n.t('File path'),
    code: l10n.t('Code block'),
  };
  return nouns[category];
}
