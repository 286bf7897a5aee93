import { l10n, QuickPickItemKind, ThemeColor, ThemeIcon } from 'vscode';
import { ANONYMISATION_LEVELS, type AnonymisationLevel } from '../../../core/bundle/metadata';
import { LoomError } from '../../../core/errors';
import { requestFromOptions } from '../../../core/export/fromOptions';
import type { AnonymisationReport } from '../../../core/export/request';
import { decisionWords } from '../../decisionWords';
import { requestOf } from '../draft';
import { chooseOne, type LiveList, type Row } from '../quickInput';
import { itemWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

const REVIEW = 'review';
const REVIEW_BUTTON = { iconPath: new ThemeIcon('checklist'), tooltip: l10n.t('Review each change…') };

/** What is known of the levels: counted, still being counted, or not to be counted. */
interface Counts {
  readonly reports: ReadonlyMap<AnonymisationLevel, AnonymisationReport>;
  readonly isCounting: boolean;
}

interface LevelRow extends Row {
  /** The level that the row exports with, or reviews. */
  readonly level?: AnonymisationLevel;
}

/** Step 3: how much is anonymised, with the number of items that each level would change; and the review of each. */
export async function askAnonymisation(wizard: Wizard): Promise<Next> {
  const { draft } = wizard;
  for (;;) {
    const level = requestFromOptions(draft.answers).anonymise;
    const reviewed: AnonymisationLevel = level === 'none' ? 'full' : level;
    const rows = (counts: Counts): readonly LevelRow[] => [
      ...ANONYMISATION_LEVELS.map((one) => levelRow(one, counts)),
      { id: 'separator', label: '', kind: QuickPickItemKind.Separator },
      reviewRow(reviewed),
    ];
    const outcome = await chooseOne<LevelRow>(placeOf('anonymisation'), {
      placeholder: l10n.t('How much to anonymise. Detection can miss things: look through what you share.'),
      rows: rows({ reports: new Map(), isCounting: true }),
      active: level,
      answerOfButton: (row) => (row.level === undefined ? undefined : reviewRow(row.level)),
      whileShown: (list) => {
        void countChanges(wizard, list, rows);
      },
    });
    if (outcome.kind === 'button') return 'cancel';
    if (outcome.kind !== 'answer') return outcome.kind;
    const { id, level: chosen } = outcome.value;
    draft.answers = { ...draft.answers, anonymize: chosen };
    if (id !== REVIEW || (await review(wizard))) return 'next';
  }
}

/** False when the review was left: then nothing of it stays. */
async function review({ services, draft, reviews }: Wizard): Promise<boolean> {
  const request = await requestOf(services, draft, { dryRun: true });
  const result = await (await reviews()).review({ memory: draft.memory, request });
  if (result === undefined) return false;
  draft.reviewed = result;
  return true;
}

function reviewRow(level: AnonymisationLevel): LevelRow {
  return {
    id: REVIEW,
    level,
    label: `$(checklist) ${l10n.t('Review…')}`,
    description: level === 'partial' ? l10n.t('each change of Partial') : l10n.t('each change of Full'),
    detail: l10n.t('Accept, reject or edit each, and add rules of your own, before anything is written.'),
  };
}

function levelRow(level: AnonymisationLevel, counts: Counts): LevelRow {
  const description = countWords(counts.reports.get(level), counts.isCounting);
  switch (level) {
    case 'full':
      return {
        id: level,
        level,
        label: l10n.t('Full'),
        description,
        detail: l10n.t('Secrets, personal data, internal addresses and names are replaced.'),
        buttons: [REVIEW_BUTTON],
      };
    case 'partial':
      return {
        id: level,
        level,
        label: l10n.t('Partial'),
        description,
        detail: l10n.t('Secrets and personal data are replaced; names and addresses of the project stay.'),
        buttons: [REVIEW_BUTTON],
      };
    case 'none':
      return {
        id: level,
        level,
        label: l10n.t('None'),
        iconPath: new ThemeIcon('error', new ThemeColor('errorForeground')),
        detail: l10n.t('Every secret, address and name leaves as it is. Only for copies that stay with you.'),
      };
  }
}

/** "27 items would change · 2 stay by your decisions". */
function countWords(report: AnonymisationReport | undefined, isCounting: boolean): string {
  if (report === undefined) return isCounting ? l10n.t('counting…') : '';
  const changes = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
  return [l10n.t('{0} would change', itemWords(changes)), ...decisionWords(report.decisions)].join(' · ');
}

/** The level on top of the list first; one reading of the scope at a time, given up when the list closes. */
async function countChanges(
  wizard: Wizard,
  list: LiveList<LevelRow>,
  rows: (counts: Counts) => readonly LevelRow[],
): Promise<void> {
  const reports = new Map<AnonymisationLevel, AnonymisationReport>();
  list.busy(true);
  try {
    for (const level of ['full', 'partial'] as const) {
      const answers = { ...wizard.draft.answers, anonymize: level };
      const report = await wizard.counting.dryRun(answers, list.signal);
      reports.set(level, report.anonymisation);
      list.update(rows({ reports, isCounting: true }));
    }
  } catch (error) {
    // The levels can be chosen without their counts; what is wrong with the memory the export itself says.
    if (!LoomError.is(error, 'cancelled')) wizard.services.log.warn(String(error));
  }
  list.update(rows({ reports, isCounting: false }));
  list.busy(false);
}
