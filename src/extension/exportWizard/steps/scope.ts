import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import { KINDS, KIND_PLURALS, type Kind } from '../../../core/store/records';
import type { RecordView } from '../../../core/store/records';
import { kindsOf } from '../../../core/export/wizardChoices';
import { chooseMany, chooseOne, type Row } from '../quickInput';
import { countRecords, format, kindTitle } from '../../words';
import { startFromPreset } from './presets';
import { placeOf, type Next, type Wizard } from './step';

const AGENT = 'agent:';
const KIND = 'kind:';
const GLOBAL = 'global';
const SHARED = 'shared';

const PRESET_BUTTON = { iconPath: new ThemeIcon('bookmark'), tooltip: l10n.t('Start from a preset…') };

/** Step 1: which agents and kinds, in one list with check boxes; single records when they were what was selected. */
export async function askScope(wizard: Wizard): Promise<Next> {
  if (wizard.draft.ids === undefined) return askAgentsAndKinds(wizard, false);
  for (;;) {
    const outcome = await chooseOne(placeOf('scope'), {
      placeholder: l10n.t('What to export'),
      rows: [
        {
          id: 'selected',
          label: l10n.t('The selected records'),
          description: countRecords(wizard.draft.ids.length),
        },
        { id: 'more', label: l10n.t('Whole agents and kinds…') },
      ],
    });
    if (outcome.kind !== 'answer') return 'cancel';
    if (outcome.value.id === 'selected') return 'next';
    const next = await askAgentsAndKinds(wizard, true);
    if (next !== 'back') return next;
  }
}

async function askAgentsAndKinds(wizard: Wizard, inside: boolean): Promise<Next> {
  const { draft, counting } = wizard;
  const layout = await counting.layout();
  const known = layout.agents.map((agent) => agent.name);
  const before = draft.answers.agents?.filter((name) => known.includes(name)) ?? [];
  const agents = before.length === 0 ? known : before;

  const rowsFor = (views: readonly RecordView[] | undefined): readonly Row[] => [
    separator(l10n.t('Agents')),
    ...layout.agents.map((agent) => ({
      id: `${AGENT}${agent.name}`,
      label: agent.name,
      description: [
        ...(views === undefined ? [] : [countRecords(count(views, (view) => view.agent === agent.name))]),
        format.size(agent.bytes),
      ].join(' · '),
    })),
    separator(l10n.t('Kinds of records')),
    ...KINDS.map((kind) => ({
      id: `${KIND}${kind}`,
      label: kindTitle(kind),
      ...(views !== undefined && { description: countRecords(count(views, (view) => view.kind === kind)) }),
    })),
    separator(l10n.t('Also')),
    {
      id: GLOBAL,
      label: l10n.t('Global data'),
      description: l10n.t('cross-agent patterns, project metadata, team conventions'),
    },
    ...(known.length < 2
      ? []
      : [
          {
            id: SHARED,
            label: l10n.t('Shared patterns'),
            description: l10n.t('of agents that are not chosen, where a chosen agent uses them'),
          },
        ]),
  ];

  const outcome = await chooseMany(placeOf('scope', inside, [PRESET_BUTTON]), {
    placeholder: l10n.t('Which agents and kinds of records to export'),
    rows: rowsFor(undefined),
    checked: [
      ...agents.map((name) => `${AGENT}${name}`),
      ...kindsOf(draft.answers).map((kind) => `${KIND}${kind}`),
      ...(draft.answers['include-global'] === false ? [] : [GLOBAL]),
      ...(draft.answers.shared === 'none' ? [] : [SHARED]),
    ],
    problem: (ids) =>
      !ids.some((id) => id.startsWith(AGENT))
        ? l10n.t('Check at least one agent')
        : !ids.some((id) => id.startsWith(KIND))
          ? l10n.t('Check at least one kind of records')
          : undefined,
    whileShown: (list) => {
      list.busy(true);
      counting.snapshot().then(
        ({ views }) => {
          list.update(rowsFor(views));
          list.busy(false);
        },
        () => {
          // Said by the next step, which cannot go on without it.
          list.busy(false);
        },
      );
    },
  });
  if (outcome.kind === 'button') return startFromPreset(wizard);
  if (outcome.kind !== 'answer') return outcome.kind;
  const ids = new Set(outcome.value);
  const chosen = known.filter((name) => ids.has(`${AGENT}${name}`));
  const kinds = KINDS.filter((kind) => ids.has(`${KIND}${kind}`));
  draft.ids = undefined;
  draft.answers = {
    ...draft.answers,
    agents: chosen.length === known.length ? undefined : chosen,
    type: kinds.length === KINDS.length ? undefined : kinds.map((kind: Kind) => KIND_PLURALS[kind]),
    'include-global': ids.has(GLOBAL),
    shared: !ids.has(SHARED) && known.length > 1 ? 'none' : (draft.answers.shared ?? 'used'),
  };
  if (draft.answers.shared === 'none' && ids.has(SHARED)) {
    draft.answers = { ...draft.answers, shared: 'used' };
  }
  return 'next';
}

function separator(label: string): Row {
  return { id: `separator:${label}`, label, kind: QuickPickItemKind.Separator };
}

function count(views: readonly RecordView[], matches: (view: RecordView) => boolean): number {
  return views.reduce((sum, view) => sum + (matches(view) ? 1 : 0), 0);
}
