import * as vscode from 'vscode';
import { KIND_PLURALS, type Counts, type Kind } from '../core/store/records';
import { createFormat, type Format } from './format';

/** Numbers and times in the language of the window. */
export const format: Format = createFormat(vscode.env.language);

/** The name of a kind as a heading: "Patterns". */
export function kindTitle(kind: Kind): string {
  const titles: Readonly<Record<Kind, string>> = {
    pattern: vscode.l10n.t('Patterns'),
    solution: vscode.l10n.t('Solutions'),
    decision: vscode.l10n.t('Decisions'),
  };
  return titles[kind];
}

/** The name of one record of a kind: "pattern". */
export function kindWord(kind: Kind): string {
  const words: Readonly<Record<Kind, string>> = {
    pattern: vscode.l10n.t('pattern'),
    solution: vscode.l10n.t('solution'),
    decision: vscode.l10n.t('decision'),
  };
  return words[kind];
}

export function countRecords(count: number): string {
  return count === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', format.number(count));
}

export function countAgents(count: number): string {
  return count === 1 ? vscode.l10n.t('1 agent') : vscode.l10n.t('{0} agents', format.number(count));
}

export function countUses(count: number): string {
  return count === 1 ? vscode.l10n.t('1 use') : vscode.l10n.t('{0} uses', format.number(count));
}

export function countProblems(count: number): string {
  return count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', format.number(count));
}

export function countKind(kind: Kind, count: number): string {
  if (kind === 'pattern') {
    return count === 1 ? vscode.l10n.t('1 pattern') : vscode.l10n.t('{0} patterns', format.number(count));
  }
  if (kind === 'solution') {
    return count === 1 ? vscode.l10n.t('1 solution') : vscode.l10n.t('{0} solutions', format.number(count));
  }
  return count === 1 ? vscode.l10n.t('1 decision') : vscode.l10n.t('{0} decisions', format.number(count));
}

/** The count of a kind in a table of counts. */
export function countIn(counts: Counts, kind: Kind): number {
  return counts[KIND_PLURALS[kind]];
}

/** Text from a record or a file name, made harmless inside Markdown. */
export function inMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~&$]/g, '\\$&').replace(/\s+/g, ' ');
}
