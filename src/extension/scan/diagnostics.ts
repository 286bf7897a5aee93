import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PlaceRange, ScanFinding, ScanLevel } from '../../core/scan/finding';
import { categoryTitle } from '../categoryNames';

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

/** "API keys (critical): backend-architect, p-17, /note" */
function messageOf({ category, level, agent, kind, id, pointer, inKey, entry, range }: ScanFinding): string {
  const place = inKey ? l10n.t('the key of {0}', pointer) : pointer;
  const parts = [agent, kind === 'document' ? undefined : id, place];
  if (entry !== undefined) parts.unshift(l10n.t('{0}, line {1}', entry, range.start.line));
  const where = parts.filter((part) => part !== undefined && part !== '').join(', ');
  const what = l10n.t('{0} ({1})', categoryTitle(category), levelWord(level));
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
