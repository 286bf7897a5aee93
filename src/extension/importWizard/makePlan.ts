import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PlannedImport } from '../../core/import/plannedImport';
import { planImport } from '../../core/import/planImport';
import type { Run } from '../../core/ports';
import type { Services } from '../services';
import { format } from '../words';
import type { ImportSubject } from './draft';
import { openInput, sourceName } from './source';

/** Reads a source and works out what importing it would do. Throws what `planImport` throws. */
export async function makePlan(
  services: Services,
  { memory, source, request }: ImportSubject,
): Promise<PlannedImport> {
  const [host, store, input] = await Promise.all([
    services.host(),
    memory.writable(),
    openInput(services, source),
  ]);
  return withProgress(l10n.t('Reading {0}', sourceName(source)), (run) =>
    planImport(host, store, input, request, run),
  );
}

/** Runs something long under a notification with its progress and a button that cancels it. */
export async function withProgress<Result>(
  title: string,
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const cancelled = new AbortController();
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      return work({
        signal: cancelled.signal,
        onProgress: ({ done, total }) => {
          if (total > 0) progress.report({ message: format.percent(Math.min(1, done / total)) });
        },
        onWait: (file) => {
          progress.report({ message: waitWords(file) });
        },
      });
    },
  );
}

function waitWords(file: string | undefined): string {
  return file === undefined
    ? l10n.t('waiting for another program that changes this memory')
    : l10n.t('waiting for another program that holds the lock of {0}', file);
}
