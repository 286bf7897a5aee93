import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { auditExport } from '../../core/audit/auditExport';
import { LoomError } from '../../core/errors';
import { exportMemory } from '../../core/export/exportMemory';
import type { ExportReport } from '../../core/export/request';
import { run } from '../contract';
import { copyImportCommand, openInViewer, revealBundle } from '../manifestViewer/actions';
import type { Services } from '../services';
import { sentenceOf } from '../speak';
import { countAgents, format } from '../words';
import { keepAnswers, requestOf, type Destination, type Draft } from './draft';
import type { StepName } from './steps/step';
import { countsWords, itemWords } from './words';

/**
 * Writes the export that a draft asks for, opens it in the viewer, and says what was done. Gives the step to ask again
 * when the person wants other answers; undefined when all is done or given up.
 */
export async function runExport(services: Services, draft: Draft): Promise<StepName | undefined> {
  const { destination } = draft;
  if (destination === undefined) return 'destination';
  let report: ExportReport;
  try {
    report = await write(services, draft, destination);
    await auditExport(await services.host(), await draft.memory.writable(), report);
  } catch (error) {
    return askAgain(services, draft, error);
  }
  await keepAnswers(services, draft.answers);
  const shown = openedFile(report, destination);
  await openInViewer(services, shown, { password: draft.password });
  void offerNext(services, report, draft, shown);
  return undefined;
}

async function write(services: Services, draft: Draft, destination: Destination): Promise<ExportReport> {
  const [host, store, folder] = await Promise.all([
    services.host(),
    draft.memory.store(),
    services.openFolder(destination.folder),
  ]);
  const request = await requestOf(services, draft, { dryRun: false });
  const cancelled = new AbortController();
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Exporting memory'),
      cancellable: true,
    },
    async (progress, token) => {
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      let before = 0;
      return exportMemory(host, store, { kind: 'folder', store: folder }, request, {
        signal: cancelled.signal,
        onProgress: ({ done, total }) => {
          const share = total > 0 ? Math.min(1, done / total) : 1;
          if (share < before) return;
          progress.report({
            message: share < 1 ? format.percent(share) : l10n.t('finishing'),
            increment: (share - before) * 100,
          });
          before = share;
        },
      });
    },
  );
}

/** Errors that another answer mends lead back into the wizard; all others are said as everywhere. */
async function askAgain(services: Services, draft: Draft, error: unknown): Promise<StepName | undefined> {
  if (LoomError.is(error, 'output-exists')) {
    const replace = l10n.t('Replace');
    const another = l10n.t('Choose Another Name');
    const picked = await vscode.window.showErrorMessage(sentenceOf(error), replace, another);
    if (picked === replace && draft.destination !== undefined) {
      draft.destination = { ...draft.destination, replace: true };
      return runExport(services, draft);
    }
    return picked === another ? 'destination' : undefined;
  }
  if (LoomError.is(error, 'nothing-matches')) {
    const change = l10n.t('Change Filters');
    const picked = await vscode.window.showErrorMessage(sentenceOf(error), change);
    return picked === change ? 'filters' : undefined;
  }
  if (
    LoomError.is(error, 'folder-missing') ||
    LoomError.is(error, 'permission-denied') ||
    LoomError.is(error, 'no-space')
  ) {
    const elsewhere = l10n.t('Choose Another Folder');
    const picked = await vscode.window.showErrorMessage(sentenceOf(error), elsewhere);
    return picked === elsewhere ? 'destination' : undefined;
  }
  await services.fail(error);
  return undefined;
}

/** What the viewer shows: the bundle itself; for a database or tables the manifest beside them. */
function openedFile(report: ExportReport, destination: Destination): vscode.Uri {
  const inViewer = report.format === 'tar' || report.format === 'json';
  const name = inViewer ? destination.name : (report.manifestPath ?? destination.name);
  return vscode.Uri.joinPath(destination.folder, name);
}

/** "Exported 579 patterns, 457 solutions and 223 decisions of 3 agents. 27 items anonymised." */
function doneWords(report: ExportReport): string {
  const exported = l10n.t(
    'Exported {0} of {1}.',
    countsWords(report.counts),
    countAgents(report.agents.length),
  );
  const changed = Object.values(report.anonymisation.counts).reduce((sum, count) => sum + count, 0);
  const anonymised =
    report.anonymisation.level === 'none'
      ? l10n.t('Nothing was anonymised.')
      : l10n.t('{0} anonymised.', itemWords(changed));
  const lost = report.problems.filter((problem) => problem.level === 'error').length;
  const unread =
    lost === 0
      ? ''
      : lost === 1
        ? l10n.t('1 file could not be read and is not in it.')
        : l10n.t('{0} files could not be read and are not in it.', format.number(lost));
  return [exported, anonymised, unread].filter((part) => part !== '').join(' ');
}

async function offerNext(
  services: Services,
  report: ExportReport,
  draft: Draft,
  shown: vscode.Uri,
): Promise<void> {
  const { destination } = draft;
  if (destination === undefined) return;
  const reveal = l10n.t('Reveal');
  const verify = l10n.t('Verify');
  const copy = l10n.t('Copy Import Command');
  const main = vscode.Uri.joinPath(destination.folder, destination.name);
  try {
    if (report.verified === false) {
      const again = l10n.t('Export Again…');
      const message = l10n.t('The export was written, but reading it back found damage. Do not rely on it.');
      const answer = await vscode.window.showErrorMessage(message, again);
      if (answer === again) await run(vscode.commands, 'loomMemory.export');
      return;
    }
    const picked = await vscode.window.showInformationMessage(doneWords(report), reveal, verify, copy);
    if (picked === reveal) await revealBundle(main);
    else if (picked === verify) await openInViewer(services, shown, { verify: true });
    else if (picked === copy) await copyImportCommand(main);
  } catch (error) {
    await services.fail(error);
  }
}
