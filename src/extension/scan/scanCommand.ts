import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { fileSource } from '../../core/bundle/archive';
import type { ArchiveSource } from '../../core/bundle/archive';
import { firstBytes } from '../../core/bundle/layers';
import { hasSealMagic, SEAL_HEADER_BYTES } from '../../core/bundle/sealHeader';
import { LoomError } from '../../core/errors';
import type { Run } from '../../core/ports';
import { besideFile } from '../../core/scan/besideFile';
import { countLevels, SCAN_LEVELS } from '../../core/scan/finding';
import type { ScanReport } from '../../core/scan/finding';
import type { ScanFile } from '../../core/scan/texts';
import { skippedSentence } from '../../core/scan/words';
import type { ScanArgument } from '../contract';
import type { Node } from '../explorer/nodes';
import type { Services } from '../services';
import { format } from '../words';
import { levelWord } from './diagnostics';
import type { Findings, Scope } from './findings';
import { memoryOf, pathIn } from './memoryOf';

/** What was not scanned is named in the message up to so many. */
const MAX_NAMED = 3;

/** Scans a node's files, a bundle, or every memory of the window, and says what was found. */
export async function scanCommand(
  services: Services,
  findings: Findings,
  target: ScanArgument | undefined,
): Promise<void> {
  const work = await workFor(services, findings, target);
  if (work === undefined) return;
  const reports = await withProgress(work);
  if (reports !== undefined) void offerNext(services, reports);
}

type Work = (run: Run) => Promise<readonly ScanReport[]>;

async function workFor(
  services: Services,
  findings: Findings,
  target: ScanArgument | undefined,
): Promise<Work | undefined> {
  if (!(target instanceof vscode.Uri)) return memoryWork(findings, await scopesOf(services, target));
  await services.memories.ready();
  const memory = memoryOf(services, target);
  if (memory === undefined) return bundleWork(services, findings, target);
  return memoryWork(findings, [{ memory, below: pathIn(memory, target), type: 'file' }]);
}

function memoryWork(findings: Findings, scopes: readonly Scope[]): Work {
  return async (run) => {
    const reports: ScanReport[] = [];
    for (const scope of scopes) reports.push(await findings.scanScope(scope, run));
    return reports;
  };
}

async function bundleWork(
  services: Services,
  findings: Findings,
  uri: vscode.Uri,
): Promise<Work | undefined> {
  const folder = await services.openFolder(vscode.Uri.joinPath(uri, '..'));
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const open = async (): Promise<Pick<ScanFile, 'source' | 'beside'>> => ({
    source: await fileSource(folder, name),
    beside: besideFile(folder, name),
  });
  const password = await passwordOf((await open()).source);
  if (password === 'cancelled') return undefined;
  return async (run) => [await findings.scanBundle({ uri, open, password: password?.text }, run)];
}

/** Asked for when the file is encrypted. */
async function passwordOf(
  source: ArchiveSource,
): Promise<{ readonly text: string } | undefined | 'cancelled'> {
  if (!hasSealMagic(await firstBytes(source.read(), SEAL_HEADER_BYTES))) return undefined;
  const text = await vscode.window.showInputBox({
    title: l10n.t('Scan for Secrets'),
    prompt: l10n.t('Password of {0}', source.path),
    password: true,
    ignoreFocusOut: true,
  });
  return text === undefined || text === '' ? 'cancelled' : { text };
}

/** The files that a node stands for; without one, all memories. */
async function scopesOf(services: Services, node: Node | undefined): Promise<readonly Scope[]> {
  if (node === undefined) {
    const memories = await services.memories.ready();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const root = folder === undefined ? undefined : services.memories.rootOf(folder);
    if (memories.length === 0) throw new LoomError('memory-missing', { path: root?.path ?? '' });
    return memories.map((memory) => ({ memory, below: '', type: 'folder' }));
  }
  const { memory } = node;
  const file = (path: string): Scope => ({ memory, below: path, type: 'file' });
  switch (node.type) {
    case 'agent':
      return [{ memory, below: node.agent, type: 'folder' }];
    case 'kind':
    case 'page': {
      const agent = await (await memory.catalogue()).agent(node.agent);
      return agent?.records[node.kind].map(({ path }) => file(path)) ?? [];
    }
    case 'record':
      return [file(node.record.file)];
    case 'document':
      return [file(node.path)];
    case 'problem':
      return [file(node.problem.file)];
    case 'global':
    case 'archive':
      return [{ memory, below: 'global', type: 'folder' }];
    case 'memory':
    case 'problems':
      return [{ memory, below: '', type: 'folder' }];
  }
}

/** Undefined when the person has cancelled. */
async function withProgress(work: Work): Promise<readonly ScanReport[] | undefined> {
  const cancelled = new AbortController();
  try {
    return await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t('Scanning for secrets'),
        cancellable: true,
      },
      (progress, token) => {
        token.onCancellationRequested(() => {
          cancelled.abort();
        });
        let before = 0;
        return work({
          signal: cancelled.signal,
          onProgress: ({ done, total }) => {
            const share = total > 0 ? done / total : 1;
            if (share - before < 0.01) return;
            progress.report({ message: format.percent(share), increment: (share - before) * 100 });
            before = share;
          },
        });
      },
    );
  } catch (error) {
    if (LoomError.is(error, 'cancelled')) return undefined;
    throw error;
  }
}

/** "12 findings in 13 files: 2 critical, 10 medium." */
async function offerNext(services: Services, reports: readonly ScanReport[]): Promise<void> {
  const findings = reports.flatMap((report) => report.findings);
  const problems = reports.flatMap((report) => report.problems);
  const texts = reports.reduce((sum, report) => sum + report.texts, 0);
  const files = texts === 1 ? l10n.t('1 file') : l10n.t('{0} files', format.number(texts));
  const counts = countLevels(findings);
  const levels = SCAN_LEVELS.filter((level) => counts[level] > 0)
    .map((level) => `${format.number(counts[level])} ${levelWord(level)}`)
    .join(', ');
  const found =
    findings.length === 0
      ? l10n.t('Nothing found in {0}.', files)
      : findings.length === 1
        ? l10n.t('1 finding in {0}: {1}.', files, levels)
        : l10n.t('{0} findings in {1}: {2}.', format.number(findings.length), files, levels);
  const unread = problems[0] === undefined ? '' : l10n.t('Not all could be read: {0}', problems[0].message);
  for (const problem of problems) services.log.warn(problem.message);
  const skipped = reports.flatMap((report) => report.skipped);
  for (const name of skipped) services.log.warn(skippedSentence(name));
  const show = l10n.t('Show Problems');
  const message = [found, unread, skippedWords(skipped)].filter((part) => part !== '').join(' ');
  const picked =
    findings.length === 0 && problems.length === 0
      ? await vscode.window.showInformationMessage(message)
      : await vscode.window.showWarningMessage(message, ...(findings.length === 0 ? [] : [show]));
  if (picked === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** Names the first of what was not looked into; all of it is in the log. */
function skippedWords(skipped: readonly string[]): string {
  if (skipped.length === 0) return '';
  const names = [...skipped.slice(0, MAX_NAMED), ...(skipped.length > MAX_NAMED ? ['…'] : [])];
  return l10n.t('Not scanned, being of no kind that is read here: {0}.', names.join(', '));
}
