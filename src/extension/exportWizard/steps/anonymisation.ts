import { l10n } from 'vscode';
import { ANONYMISATION_LEVELS, type AnonymisationLevel } from '../../../core/bundle/metadata';
import { LoomError } from '../../../core/errors';
import { requestFromOptions } from '../../../core/export/fromOptions';
import { chooseOne, type LiveList, type Row } from '../quickInput';
import { itemWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

/** Step 3: how much is anonymised, with the number of items that each level would change. */
export async function askAnonymisation(wizard: Wizard): Promise<Next> {
  const { draft } = wizard;
  const rows = (changes: ReadonlyMap<string, number>): readonly Row[] =>
    ANONYMISATION_LEVELS.map((level) => levelRow(level, changes.get(level)));
  const outcome = await chooseOne(placeOf('anonymisation'), {
    placeholder: l10n.t('How much to anonymise. Detection can miss things: look through what you share.'),
    rows: rows(new Map()),
    active: requestFromOptions(draft.answers).anonymise,
    whileShown: (list) => {
      void countChanges(wizard, list, rows);
    },
  });
  if (outcome.kind === 'button') return 'cancel';
  if (outcome.kind !== 'answer') return outcome.kind;
  const level = ANONYMISATION_LEVELS.find((one) => one === outcome.value.id);
  draft.answers = { ...draft.answers, anonymize: level };
  return 'next';
}

function levelRow(level: AnonymisationLevel, changes: number | undefined): Row {
  const counted = changes === undefined ? '' : l10n.t('{0} would change', itemWords(changes));
  switch (level) {
    case 'full':
      return {
        id: level,
        label: l10n.t('Full'),
        description: counted,
        detail: l10n.t('Secrets, personal data, internal addresses and names are replaced.'),
      };
    case 'partial':
      return {
        id: level,
        label: l10n.t('Partial'),
        description: counted,
        detail: l10n.t('Secrets and personal data are replaced; names and addresses of the project stay.'),
      };
    case 'none':
      return {
        id: level,
        label: l10n.t('None'),
        detail: l10n.t(
          '$(warning) Every secret, address and name leaves as it is. Only for copies that stay with you.',
        ),
      };
  }
}

/** The level on top of the list first; one reading of the scope at a time, given up when the list closes. */
async function countChanges(
  wizard: Wizard,
  list: LiveList<Row>,
  rows: (changes: ReadonlyMap<string, number>) => readonly Row[],
): Promise<void> {
  const changes = new Map<string, number>();
  list.busy(true);
  try {
    for (const level of ['full', 'partial'] as const) {
      const answers = { ...wizard.draft.answers, anonymize: level };
      const report = await wizard.counting.dryRun(answers, list.signal);
      changes.set(
        level,
        Object.values(report.anonymisation.counts).reduce((sum, count) => sum + count, 0),
      );
      list.update(rows(changes));
    }
  } catch (error) {
    // The levels can be chosen without their counts; what is wrong with the memory the export itself says.
    if (!LoomError.is(error, 'cancelled')) wizard.services.log.warn(String(error));
  }
  list.busy(false);
}
