import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { requestFromOptions } from '../../../core/export/fromOptions';
import { encryptedName, exportName, formatOfName, templateUses } from '../../../core/export/name';
import type { FormatId } from '../../../core/options';
import { setting } from '../../contract';
import type { Destination } from '../draft';
import { headCommit } from '../gitCommit';
import { chooseOne, type Row } from '../quickInput';
import { countAgents, countRecords } from '../../words';
import { savePreset } from './presets';
import { placeOf, type Next, type Wizard } from './step';

const FOLDER_KEY = 'export.folder';
const SAVE_BUTTON = { iconPath: new vscode.ThemeIcon('save'), tooltip: l10n.t('Save as preset…') };

/** Step 6: where. Enter takes the suggested name in the usual folder; a save dialog takes any other place. */
export async function askDestination(wizard: Wizard): Promise<Next> {
  const { draft, services } = wizard;
  const { format } = requestFromOptions(draft.answers);
  const name = await suggestedName(wizard, format);
  const folder = usualFolder(wizard);
  const icon = format === 'csv' ? 'folder' : 'file-zip';
  const rows = (detail: string): readonly Row[] => [
    {
      id: 'here',
      label: `$(${icon}) ${name}`,
      description: l10n.t('in {0}', folderWords(folder)),
      detail,
    },
    { id: 'elsewhere', label: `$(folder-opened) ${l10n.t('Choose another place…')}` },
  ];
  for (;;) {
    const outcome = await chooseOne(placeOf('destination', false, [SAVE_BUTTON]), {
      placeholder: l10n.t('Where to write the export'),
      rows: rows(' '),
      whileShown: (list) => {
        summary(wizard).then(
          (words) => {
            list.update(rows(words));
          },
          () => {
            // What is wrong the export itself says; the place can be chosen all the same.
          },
        );
      },
    });
    if (outcome.kind === 'button') {
      await savePreset(wizard);
      continue;
    }
    if (outcome.kind !== 'answer') return outcome.kind;
    const destination =
      outcome.value.id === 'here'
        ? { folder, name, replace: false }
        : await chooseElsewhere(wizard, format, folder, name);
    if (destination === undefined) continue;
    draft.destination = destination;
    await services.context.workspaceState.update(FOLDER_KEY, destination.folder.toString());
    return 'next';
  }
}

/** "1,259 records of 3 agents, fully anonymised, encrypted". */
async function summary({ counting, draft }: Wizard): Promise<string> {
  const { remaining, byAgent } = await counting.estimate(draft.answers, draft.ids);
  const { anonymise } = requestFromOptions(draft.answers);
  const levels = {
    full: l10n.t('fully anonymised'),
    partial: l10n.t('partly anonymised'),
    none: l10n.t('not anonymised'),
  };
  return [
    l10n.t('{0} of {1}', countRecords(remaining), countAgents(Object.keys(byAgent).length)),
    levels[anonymise],
    draft.password === undefined ? l10n.t('not encrypted') : l10n.t('encrypted'),
  ].join(' · ');
}

async function suggestedName({ draft, services }: Wizard, format: FormatId): Promise<string> {
  const template = setting(vscode.workspace, 'loomMemory.export.nameTemplate', draft.memory.folder).trim();
  const { clock } = await services.host();
  const values = {
    time: clock.now(),
    agents: draft.answers.agents,
    gitSha: templateUses(template, 'gitSha') ? await headCommit(draft.memory.folder.uri) : undefined,
  };
  return exportName(template === '' ? undefined : template, format, draft.password !== undefined, values);
}

/** The folder of the last export; the workspace folder at first. */
function usualFolder({ draft, services }: Wizard): vscode.Uri {
  const kept = services.context.workspaceState.get<unknown>(FOLDER_KEY);
  const folder = draft.memory.folder.uri;
  if (typeof kept !== 'string') return folder;
  const uri = vscode.Uri.parse(kept);
  // A folder of another kind of file system (after a move to a remote, say) is of no use here.
  return uri.scheme === folder.scheme && uri.authority === folder.authority ? uri : folder;
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
  format: FormatId,
  folder: vscode.Uri,
  name: string,
): Promise<Destination | undefined> {
  if (format === 'csv') {
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
    filters: encrypted ? { [l10n.t('Encrypted')]: ['enc'] } : filterNames[format](),
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
