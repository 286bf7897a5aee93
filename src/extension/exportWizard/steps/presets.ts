import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import { presets } from '../../../core/export/presets';
import {
  addPreset,
  answersToKeep,
  filterValues,
  readPresets,
  type SavedPreset,
} from '../../../core/export/wizardChoices';
import type { JsonValue } from '../../../core/json';
import { PRESETS, type ExportOptionValues, type Preset } from '../../../core/options';
import type { Services } from '../../services';
import { askText, chooseOne, type Row } from '../quickInput';
import { filterWords, formatWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

const PRESETS_KEY = 'export.presets';
const DELETE_BUTTON = { iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Delete this preset') };

const presetNames: { readonly [Name in Preset]: () => string } = {
  backup: () => l10n.t('Backup'),
  team: () => l10n.t('Share with a team'),
  transfer: () => l10n.t('Start another project'),
  audit: () => l10n.t('Compliance audit'),
};

interface PresetRow extends Row {
  readonly values?: ExportOptionValues;
}

function savedPresets(services: Services): readonly SavedPreset[] {
  return readPresets(services.context.workspaceState.get<JsonValue>(PRESETS_KEY));
}

/** The answers of a preset by its name, built-in or saved. */
export function presetAnswers(services: Services, name: string): ExportOptionValues | undefined {
  const builtIn = PRESETS.find((preset) => preset === name);
  return builtIn === undefined
    ? savedPresets(services).find((preset) => preset.name === name)?.values
    : presets[builtIn].values;
}

/** Takes all answers from a preset; the password and the place are still asked. */
export async function startFromPreset(wizard: Wizard): Promise<Next> {
  const { services, draft } = wizard;
  const rows = (): readonly PresetRow[] => {
    const saved = savedPresets(services);
    return [
      ...(saved.length === 0 ? [] : [separator(l10n.t('Saved'))]),
      ...saved.map(({ name, values }) => ({
        id: `saved:${name}`,
        label: name,
        description: presetWords(values),
        buttons: [DELETE_BUTTON],
        values,
      })),
      separator(l10n.t('Ready-made')),
      ...PRESETS.map((preset) => ({
        id: preset,
        label: presetNames[preset](),
        description: l10n.t(presets[preset].describe),
        values: presets[preset].values,
      })),
    ];
  };
  const outcome = await chooseOne<PresetRow>(placeOf('scope', true), {
    placeholder: l10n.t('Start from a preset'),
    rows: rows(),
    onRowButton: (row, list) => {
      const left = savedPresets(services).filter((preset) => preset.name !== row.label);
      services.context.workspaceState.update(PRESETS_KEY, left).then(
        () => {
          list.update(rows());
        },
        (error: unknown) => void services.fail(error),
      );
    },
  });
  if (outcome.kind === 'cancel') return 'cancel';
  if (outcome.kind !== 'answer' || outcome.value.values === undefined) return 'scope';
  draft.answers = { ...outcome.value.values };
  draft.ids = undefined;
  return 'encryption';
}

/** Saves the answers under a name; the same name again replaces them. */
export async function savePreset(wizard: Wizard): Promise<void> {
  const { services, draft } = wizard;
  const outcome = await askText(placeOf('destination', true), {
    prompt: l10n.t('Name of the preset. It keeps every answer but the password.'),
    validate: () => undefined,
    refuse: (text) => (text.trim() === '' ? l10n.t('Type a name.') : undefined),
  });
  if (outcome.kind !== 'answer') return;
  const preset = { name: outcome.value.trim(), values: presetValues(draft.answers) };
  await services.context.workspaceState.update(PRESETS_KEY, addPreset(savedPresets(services), preset));
}

/** A preset says what it means, also that nothing is anonymised: it was named and saved on purpose. */
function presetValues(answers: ExportOptionValues): ExportOptionValues {
  return { ...answersToKeep(answers), ...(answers.anonymize === 'none' && { anonymize: 'none' }) };
}

/** "2 agents, confidence at least 0.8, Bundle (.tar.gz), encrypted". */
function presetWords(values: ExportOptionValues): string {
  return [
    values.agents?.join(', ') ?? l10n.t('all agents'),
    filterWords(filterValues(values)),
    formatWords(values.format ?? 'tar').name,
    values.encrypt === true ? l10n.t('encrypted') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function separator(label: string): PresetRow {
  return { id: `separator:${label}`, label, kind: QuickPickItemKind.Separator };
}
