import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { LoomError } from '../../../core/errors';
import { requestFromOptions } from '../../../core/export/fromOptions';
import { encryptedName, exportName, formatOfName, templateUses } from '../../../core/export/name';
import type { ExportRequest } from '../../../core/export/request';
import type { ExportOptionValues, FormatId } from '../../../core/options';
import { setting } from '../../contract';
import { decisionWords } from '../../decisionWords';
import type { Destination } from '../draft';
import { headCommit } from '../gitCommit';
import { chooseOne, type LiveList, type Row } from '../quickInput';
import { countAgents, countRecords, format } from '../../words';
import { savePreset } from './presets';
import { placeOf, type Next, type Wizard } from './step';

const FOLDER_KEY = 'export.folder';
const SAVE_BUTTON = { iconPath: new vscode.ThemeIcon('save'), tooltip: l10n.t('Save as preset…') };

/** Step 6: where. Enter takes the suggested name in the usual folder; a save dialog takes any other place. */
export async function askDestination(wizard: Wizard): Promise<Next> {
  const { draft, services } = wizard;
  const { format: kind } = requestFromOptions(draft.answers);
  const name = await suggestedName(wizard, kind);
  const folder = usualFolder(wizard);
  const icon = kind === 'csv' ? 'folder' : 'file-zip';
  let active = 'here';
  for (;;) {
    const rows = (detail: string): readonly Row[] => [
      {
        id: 'here',
        label: `$(${icon}) ${name}`,
        description: l10n.t('in {0}', folderWords(folder)),
        detail,
      },
      { id: 'elsewhere', label: `$(folder-opened) ${l10n.t('Choose another place…')}` },
      { id: 'manifest', ...manifestWords(requestFromOptions(draft.answers).manifest) },
    ];
    const outcome = await chooseOne(placeOf('destination', false, [SAVE_BUTTON]), {
      placeholder: l10n.t('Where to write the export'),
      rows: rows(' '),
      active,
      whileShown: (list) => {
        void summarise(wizard, list, rows);
      },
    });
    if (outcome.kind === 'button') {
      await savePreset(wizard);
      continue;
    }
    if (outcome.kind !== 'answer') return outcome.kind;
    active = outcome.value.id;
    if (active === 'manifest') {
      draft.answers = withNextManifest(draft.answers);
      continue;
    }
    const destination =
      active === 'here'
        ? { folder, name, replace: false }
        : await chooseElsewhere(wizard, kind, folder, name);
    if (destination === undefined) continue;
    draft.destination = destination;
    if (active === 'elsewhere') {
      await services.context.workspaceState.update(FOLDER_KEY, destination.folder.toString());
    }
    return 'next';
  }
}

type ManifestChoice = ExportRequest['manifest'];
const manifestOrder: { readonly [Choice in ManifestChoice]: ManifestChoice } = {
  full: 'minimal',
  minimal: 'none',
  none: 'full',
};

function withNextManifest(answers: ExportOptionValues): ExportOptionValues {
  const next = manifestOrder[requestFromOptions(answers).manifest];
  return next === 'none'
    ? { ...answers, 'with-manifest': false }
    : { ...answers, 'with-manifest': true, manifest: next };
}

/** The manifest is plain text also beside an encrypted export (M79): what it tells is said here. */
function manifestWords(choice: ManifestChoice): { readonly label: string; readonly description: string } {
  switch (choice) {
    case 'full':
      return {
        label: `$(note) ${l10n.t('Manifest beside it: full')}`,
        description: l10n.t('plain text with agent names and counts'),
      };
    case 'minimal':
      return {
        label: `$(note) ${l10n.t('Manifest beside it: minimal')}`,
        description: l10n.t('plain text without agent names and counts'),
      };
    case 'none':
      return {
        label: `$(note) ${l10n.t('Manifest beside it: none')}`,
        description: l10n.t('only the export is written'),
      };
  }
}

/** What is about to be written, in one line: records and agents at once, items and shared patterns once they are counted. */
async function summarise(
  { counting, draft, services }: Wizard,
  list: LiveList<Row>,
  rows: (detail: string) => readonly Row[],
): Promise<void> {
  const { anonymise } = requestFromOptions(draft.answers);
  const levels = {
    full: l10n.t('fully anonymised'),
    partial: l10n.t('partly anonymised'),
    none: l10n.t('not anonymised: every secret, address and name leaves as it is'),
  };
  const sealed = draft.password === undefined ? l10n.t('not encrypted') : l10n.t('encrypted');
  const sign = anonymise === 'none' ? '$(error) ' : '';
  const line = (records: number, agents: number, more: readonly string[]): string =>
    sign +
    [
      l10n.t('{0} of {1}', countRecords(records), countAgents(agents)),
      ...more,
      levels[anonymise],
      sealed,
    ].join(' · ');
  list.busy(true);
  try {
    const { remaining, byAgent } = await counting.estimate(draft.answers, draft.ids);
    list.update(rows(line(remaining, Object.keys(byAgent).length, [])));
    const { counts, agents, shared, anonymisation } = await counting.dryRun(draft.answers, list.signal);
    const records = counts.patterns + counts.solutions + counts.decisions;
    const along = shared.length === 0 ? [] : [l10n.t('{0} of them shared', format.number(shared.length))];
    list.update(rows(line(records, agents.length, [...along, ...decisionWords(anonymisation.decisions)])));
  } catch (error) {
    // What is wrong the export itself says; the place can be chosen all the same.
    if (!LoomError.is(error, 'cancelled')) services.log.warn(String(error));
  }
  list.busy(false);
}

async function suggestedName({ draft, services }: Wizard, kind: FormatId): Promise<string> {
  const template = setting(vscode.workspace, 'loomMemory.export.nameTemplate', draft.memory.folder).trim();
  const { clock } = await services.host();
  const values = {
    time: clock.now(),
    agents: draft.answers.agents,
    gitSha: templateUses(template, 'gitSha') ? await headCommit(draft.memory.folder.uri) : undefined,
  };
  return exportName(template === '' ? undefined : template, kind, draft.password !== undefined, values);
}

/** The folder that the setting names, else the one chosen last, else the workspace folder. */
function usualFolder({ draft, services }: Wizard): vscode.Uri {
  const around = draft.memory.folder.uri;
  const wanted = setting(vscode.workspace, 'loomMemory.export.folder', draft.memory.folder).trim();
  if (wanted !== '') {
    const absolute = wanted.startsWith('/') || /^[A-Za-z]:[\\/]/.test(wanted);
    if (!absolute) return vscode.Uri.joinPath(around, ...wanted.split(/[\\/]/));
    return around.scheme === 'file' ? vscode.Uri.file(wanted) : around.with({ path: wanted });
  }
  const kept = services.context.workspaceState.get<unknown>(FOLDER_KEY);
  if (typeof kept !== 'string') return around;
  const uri = vscode.Uri.parse(kept);
  // A folder of another kind of file system (after a move to a remote, say) is of no use here.
  return uri.scheme === around.scheme && uri.authority === around.authority ? uri : around;
}

/** As people know it: inside the workspace by the folder's name, elsewhere by its path. */
function folderWords(folder: vscode.Uri): string {
  const around = vscode.workspace.getWorkspaceFolder(folder);
  if (around === undefined) return folder.fsPath;
  const inside = folder.path.slice(around.uri.path.length);
  return `${around.name}${inside}`;
}

const filterNames: { readonly [Format in FormatId]: () => Record<string, string[]> } = {
  tar: () => ({ [l10n.t('Bundle')]: ['tar.gz'] }),
  json: () => ({ [l10n.t('JSON')]: ['json'] }),
  sqlite: () => ({ [l10n.t('SQLite')]: ['sqlite'] }),
  csv: () => ({}),
};

async function chooseElsewhere(
  { draft }: Wizard,
  kind: FormatId,
  folder: vscode.Uri,
  name: string,
): Promise<Destination | undefined> {
  if (kind === 'csv') {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        defaultUri: folder,
        canSelectFiles: false,
        canSelectFolders: true,
        title: l10n.t('Export memory'),
        openLabel: l10n.t('Export Here'),
      })) ?? [];
    return chosen === undefined ? undefined : { folder: chosen, name, replace: false };
  }
  const encrypted = draft.password !== undefined;
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    title: l10n.t('Export memory'),
    saveLabel: l10n.t('Export'),
    filters: encrypted ? { [l10n.t('Encrypted')]: ['enc'] } : filterNames[kind](),
  });
  if (chosen === undefined) return undefined;
  const typed = chosen.path.slice(chosen.path.lastIndexOf('/') + 1);
  const sealed = encrypted ? encryptedName(typed) : typed;
  return {
    folder: vscode.Uri.joinPath(chosen, '..'),
    name: sealed,
    // The dialog itself asks before it gives a name that is there.
    replace: sealed === typed && formatOfName(typed) !== undefined,
  };
}
