import { l10n } from 'vscode';
import type { Estimate } from '../../../core/export/estimate';
import { LoomError } from '../../../core/errors';
import {
  filterChoices,
  sameFilters,
  withFilters,
  type FilterChoice,
} from '../../../core/export/wizardChoices';
import { chooseOne, type LiveList, type Row } from '../quickInput';
import { format } from '../../words';
import { filterWords } from '../words';
import { askCustomFilters } from './customFilters';
import { placeOf, type Next, type Wizard } from './step';

const CUSTOM = 'custom';

/** Step 2: which records, every choice with the number that it leaves. */
export async function askFilters(wizard: Wizard): Promise<Next> {
  const { draft } = wizard;
  for (;;) {
    const choices = filterChoices(draft.answers);
    const rows = (counts: ReadonlyMap<string, Estimate>): readonly Row[] => [
      ...choices.map((choice) => choiceRow(choice, counts.get(choice.id))),
      { id: CUSTOM, label: l10n.t('Custom…'), description: l10n.t('by confidence, success, use and date') },
    ];
    const outcome = await chooseOne(placeOf('filters'), {
      placeholder: l10n.t('Which records to export'),
      rows: rows(new Map()),
      active: choices.find((choice) => sameFilters(choice.values, draft.answers))?.id,
      whileShown: (list) => {
        void countChoices(wizard, choices, list, rows);
      },
    });
    if (outcome.kind === 'button') continue;
    if (outcome.kind !== 'answer') return outcome.kind;
    const { id } = outcome.value;
    if (id !== CUSTOM) {
      const chosen = choices.find((choice) => choice.id === id);
      draft.answers = withFilters(draft.answers, chosen?.values ?? {});
      return 'next';
    }
    const next = await askCustomFilters(wizard);
    if (next !== 'back') return next;
  }
}

/** "All records (1,247)", "Share with team: used at least 5 times, confidence at least 0.8 (57)". */
function choiceRow(choice: FilterChoice, counted: Estimate | undefined): Row {
  const number = counted === undefined ? '' : ` (${format.number(counted.remaining)})`;
  const words = filterWords(choice.values);
  switch (choice.id) {
    case 'all':
      return { id: choice.id, label: `${l10n.t('All records')}${number}` };
    case 'team':
      return { id: choice.id, label: `${l10n.t('Share with team: {0}', words)}${number}` };
    case 'last':
      return { id: choice.id, label: `${l10n.t('As last time: {0}', words)}${number}` };
  }
}

async function countChoices(
  wizard: Wizard,
  choices: readonly FilterChoice[],
  list: LiveList<Row>,
  rows: (counts: ReadonlyMap<string, Estimate>) => readonly Row[],
): Promise<void> {
  const { counting, draft, services } = wizard;
  const counts = new Map<string, Estimate>();
  list.busy(true);
  try {
    for (const choice of choices) {
      counts.set(choice.id, await counting.estimate(withFilters(draft.answers, choice.values), draft.ids));
    }
    list.update(rows(counts));
  } catch (error) {
    // The list works without its counts; the export itself reports what it cannot read.
    if (!LoomError.is(error, 'cancelled')) services.log.warn(String(error));
  }
  list.busy(false);
}
