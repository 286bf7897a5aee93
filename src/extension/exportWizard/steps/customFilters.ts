import { InputBoxValidationSeverity, l10n, QuickPickItemKind } from 'vscode';
import { LoomError } from '../../../core/errors';
import { estimate, type Estimate, type Snapshot } from '../../../core/export/estimate';
import {
  filtersOf,
  filterValues,
  kindsOf,
  withFilters,
  type FilterOption,
  type FilterValues,
} from '../../../core/export/wizardChoices';
import { exportOptions, readOptionValue, wantedValue, type ExportOptionValues } from '../../../core/options';
import type { Clock } from '../../../core/ports';
import { parseTime } from '../../../core/store/times';
import { askText, chooseOne, type Row } from '../quickInput';
import { countRecords } from '../../words';
import { remainWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

const CONTINUE = 'continue';
const CLEAR = 'clear';
/** Days that `since` offers without typing (M25). */
const RECENT_DAYS = [7, 30, 90] as const;
const DAY = 86_400_000;

type FilterRow = Exclude<FilterOption, 'date-field'>;

const filterRowNames: { readonly [Name in FilterRow]: () => string } = {
  'min-confidence': () => l10n.t('Confidence at least'),
  'min-success-rate': () => l10n.t('Success rate at least'),
  'min-uses': () => l10n.t('Used at least'),
  since: () => l10n.t('Since'),
  until: () => l10n.t('Until'),
};

function isFilterRow(id: string): id is FilterRow {
  return Object.hasOwn(filterRowNames, id);
}

/** What the questions of this page count with; without a snapshot they ask without counting. */
interface Page {
  readonly wizard: Wizard;
  readonly clock: Clock;
  readonly snapshot: Snapshot | undefined;
}

/** The filters one by one: what is set, an input for each, and on top the way on with the count of what remains. */
export async function askCustomFilters(wizard: Wizard): Promise<Next> {
  const { draft, counting, services } = wizard;
  const { clock } = await services.host();
  let values: FilterValues = filterValues(draft.answers);
  let active: string = Object.keys(values).length === 0 ? 'min-confidence' : CONTINUE;
  for (;;) {
    const current = values;
    const rows = (snapshot: Snapshot | undefined): readonly Row[] => [
      {
        id: CONTINUE,
        label: `$(arrow-right) ${l10n.t('Continue')}`,
        description: snapshot === undefined ? '' : leftWords({ wizard, clock, snapshot }, current),
      },
      { id: 'separator', label: l10n.t('Filters'), kind: QuickPickItemKind.Separator },
      ...customRows(current),
    ];
    const outcome = await chooseOne(placeOf('filters', true), {
      placeholder: l10n.t('Which filters to set'),
      rows: rows(undefined),
      active,
      whileShown: (list) => {
        list.busy(true);
        counting.snapshot().then(
          (snapshot) => {
            list.update(rows(snapshot));
            list.busy(false);
          },
          (error: unknown) => {
            list.busy(false);
            if (!LoomError.is(error, 'cancelled')) services.log.warn(String(error));
          },
        );
      },
    });
    if (outcome.kind === 'button') continue;
    if (outcome.kind !== 'answer') return outcome.kind;
    const { id } = outcome.value;
    if (id === CONTINUE) {
      draft.answers = withFilters(draft.answers, values);
      return 'next';
    }
    if (id === CLEAR) {
      values = {};
      active = 'min-confidence';
    } else if (isFilterRow(id)) {
      const snapshot = await counting.snapshot().catch(() => undefined); // reported by the list above
      const changed = await askFilter({ wizard, clock, snapshot }, id, values);
      if (changed === 'cancel') return 'cancel';
      if (changed !== 'back') values = changed;
      active = changed === 'back' ? id : CONTINUE;
    }
  }
}

function customRows(values: FilterValues): readonly Row[] {
  const rows = Object.keys(filterRowNames)
    .filter(isFilterRow)
    .map((name): Row => {
      const value = values[name];
      return {
        id: name,
        label: filterRowNames[name](),
        description: value === undefined ? l10n.t('not set') : String(value),
      };
    });
  return Object.keys(values).length === 0
    ? rows
    : [...rows, { id: CLEAR, label: l10n.t('Remove all filters') }];
}

async function askFilter(
  page: Page,
  name: FilterRow,
  values: FilterValues,
): Promise<FilterValues | 'back' | 'cancel'> {
  if (name !== 'since') return askValue(page, name, values);
  for (;;) {
    const rows = RECENT_DAYS.map((days) => {
      const since = dayBefore(page.clock, days);
      return {
        id: since,
        label: l10n.t('The last {0} days', days),
        description: [since, leftWords(page, { ...values, since })].filter((part) => part !== '').join(' · '),
      };
    });
    const outcome = await chooseOne(placeOf('filters', true), {
      placeholder: l10n.t(exportOptions.since.describe),
      rows: [
        ...rows,
        { id: '', label: l10n.t('A date…'), description: values.since ?? '' },
        { id: CLEAR, label: l10n.t('No limit') },
      ],
      active: rows.find((row) => row.id === values.since)?.id,
    });
    if (outcome.kind === 'button') continue;
    if (outcome.kind !== 'answer') return outcome.kind;
    const { id } = outcome.value;
    if (id === CLEAR) return without(values, name);
    if (id !== '') return { ...values, since: id };
    const typed = await askValue(page, name, values);
    if (typed !== 'back') return typed;
  }
}

/** Asks for one value; an empty text takes the filter away. Judged at every key, with the count it would leave. */
async function askValue(
  page: Page,
  name: FilterRow,
  values: FilterValues,
): Promise<FilterValues | 'back' | 'cancel'> {
  const { option, describe } = exportOptions[name];
  const isDate = (text: string): boolean => parseTime(text, page.clock, 'start') !== undefined;
  const others = without(values, name);
  const withText = (text: string): FilterValues =>
    text === '' ? others : { ...others, [name]: readOptionValue(name, option, text, isDate) };
  const current = values[name];
  const outcome = await askText(placeOf('filters', true), {
    prompt: `${l10n.t(describe)} ${l10n.t('Empty: no limit.')}`,
    value: current === undefined ? '' : String(current),
    placeholder: option.placeholder,
    validate: (text) => {
      try {
        return countMessage(page, withText(text.trim()));
      } catch (error) {
        if (!LoomError.is(error, 'value-invalid')) throw error;
        return {
          message: l10n.t('"{0}" does not fit: it takes {1}.', text.trim(), wantedValue(option)),
          severity: InputBoxValidationSeverity.Error,
        };
      }
    },
  });
  if (outcome.kind === 'button') return 'back';
  return outcome.kind === 'answer' ? withText(outcome.value.trim()) : outcome.kind;
}

function countMessage(
  page: Page,
  values: FilterValues,
): ReturnType<Parameters<typeof askText>[1]['validate']> {
  const counted = count(page, values);
  if (counted === undefined) return undefined;
  return counted.remaining === 0
    ? {
        message: l10n.t('Nothing remains of {0}.', countRecords(counted.total)),
        severity: InputBoxValidationSeverity.Warning,
      }
    : {
        message: `${remainWords(counted.remaining, counted.total)}.`,
        severity: InputBoxValidationSeverity.Info,
      };
}

function leftWords(page: Page, values: FilterValues): string {
  const counted = count(page, values);
  return counted === undefined ? '' : remainWords(counted.remaining, counted.total);
}

function count({ wizard, clock, snapshot }: Page, values: FilterValues): Estimate | undefined {
  if (snapshot === undefined) return undefined;
  const { answers, ids } = wizard.draft;
  const filtered: ExportOptionValues = withFilters(answers, values);
  return estimate({ clock }, snapshot, {
    agents: answers.agents,
    kinds: kindsOf(answers),
    ids,
    filters: filtersOf(filtered),
  });
}

function without(values: FilterValues, name: FilterRow): FilterValues {
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
}

/** The local day so many days ago: `2025-10-01`. */
function dayBefore(clock: Clock, days: number): string {
  const time = clock.now() - days * DAY;
  return new Date(time + clock.offsetMinutes(time) * 60_000).toISOString().slice(0, 10);
}
