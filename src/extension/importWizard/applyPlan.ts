import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { LoomError } from '../../core/errors';
import { applyImport, refuseUnfit, type ImportReport } from '../../core/import/applyImport';
import { PlannedImport } from '../../core/import/plannedImport';
import type { PlanCounts } from '../../core/import/plan';
import { run } from '../contract';
import { retentionOf } from '../history/retentionOf';
import { chooseOne } from '../exportWizard/quickInput';
import type { Services } from '../services';
import { sentenceOf } from '../speak';
import { format } from '../words';
import type { Imports, OpenImport } from './imports';
import { makePlan, withProgress } from './makePlan';
import { refuseToWrite } from './refuseToWrite';
import { sourceName } from './source';
import { userHash } from './userHash';
import { applyWords, countConflicts, doneWords } from './words';

/** Does what a plan says, after what has to be asked first; then the plan is closed and the person told. */
export async function applyPlan(services: Services, imports: Imports, current: OpenImport): Promise<void> {
  const { subject, model } = current;
  if (model.changes() === 0) {
    vscode.window.setStatusBarMessage(l10n.t('There is nothing to apply.'), 4000);
    return;
  }
  if (await refuseToWrite(subject.memory.root)) return;
  const plan = await fitPlan(current);
  if (plan === undefined || !(await leavesConflicts(current))) return;
  const counts = model.tally();
  let report: ImportReport;
  try {
    report = await write(services, current, plan);
  } catch (error) {
    if (!LoomError.is(error, 'memory-changed')) throw error;
    await offerNewPlan(services, imports, current, error);
    return;
  }
  await current.close();
  await (await subject.memory.catalogue()).refresh();
  await services.memories.look();
  for (const note of report.notes) services.log.info(note);
  void tellWhatWasDone(services, current, counts, report);
}

async function write(
  services: Services,
  { subject }: OpenImport,
  plan: PlannedImport,
): Promise<ImportReport> {
  const [host, store] = await Promise.all([services.host(), subject.memory.writable()]);
  const user = await userHash(services);
  return withProgress(l10n.t('Importing {0}', sourceName(subject.source)), (work) =>
    applyImport(host, store, plan, { user, settings: { retention: retentionOf(subject.memory) } }, work),
  );
}

/** The plan without what cannot be taken, once the person says so; undefined when it is not to be applied. */
async function fitPlan({ plan }: OpenImport): Promise<PlannedImport | undefined> {
  try {
    refuseUnfit(plan);
    return plan;
  } catch (error) {
    const canBeLeftOut = LoomError.is(error, 'record-invalid') || LoomError.is(error, 'archive-damaged');
    if (!canBeLeftOut || plan.request.restore) throw error;
    const outcome = await chooseOne(
      { title: sentenceOf(error), canGoBack: false },
      {
        placeholder: l10n.t('Parts of the source cannot be imported'),
        rows: [
          { id: 'back', label: l10n.t('Back to the plan') },
          {
            id: 'skip',
            label: l10n.t('Leave out what cannot be imported'),
            description: invalidWords(plan.invalid.length),
          },
        ],
      },
    );
    if (outcome.kind !== 'answer' || outcome.value.id !== 'skip') return undefined;
    return new PlannedImport({ ...plan.parts, request: { ...plan.request, skipInvalid: true } });
  }
}

function invalidWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? l10n.t('1 record') : l10n.t('{0} records', format.number(count));
}

/** Conflicts that nobody decided change nothing: said before, not after. */
async function leavesConflicts({ model }: OpenImport): Promise<boolean> {
  const left = model.conflicts().length;
  if (left === 0) return true;
  const outcome = await chooseOne(
    { title: l10n.t('{0} not decided', countConflicts(left)), canGoBack: false },
    {
      placeholder: l10n.t('Conflicts that nobody decided change nothing'),
      rows: [
        { id: 'back', label: l10n.t('Back to the plan') },
        {
          id: 'apply',
          label: applyWords(model.changes()),
          description: l10n.t('the records of the conflicts stay as they are here'),
        },
      ],
    },
  );
  return outcome.kind === 'answer' && outcome.value.id === 'apply';
}

/** Somebody wrote to the memory meanwhile: the plan is made anew, with what was decided. */
async function offerNewPlan(
  services: Services,
  imports: Imports,
  { subject, model }: OpenImport,
  error: LoomError,
): Promise<void> {
  services.log.info(sentenceOf(error));
  const again = l10n.t('Plan Again');
  const message = l10n.t('The memory has changed since this plan was made. Nothing was written.');
  if ((await vscode.window.showWarningMessage(message, again)) !== again) return;
  await imports.open(subject, await makePlan(services, subject), model.decisions());
}

/** "Imported 214 records into shop-web: 210 added, 4 merged." */
async function tellWhatWasDone(
  services: Services,
  { subject }: OpenImport,
  counts: PlanCounts,
  report: ImportReport,
): Promise<void> {
  if (report.operation === undefined) return;
  const done = doneWords(counts);
  const message =
    done === ''
      ? l10n.t('Imported documents into {0}.', subject.memory.name)
      : l10n.t('Imported into {0}: {1}.', subject.memory.name, done);
  try {
    const undo = l10n.t('Undo');
    if ((await vscode.window.showInformationMessage(message, undo)) === undo)
      await run(vscode.commands, 'loomMemory.undo');
  } catch (error) {
    await services.fail(error);
  }
}
