import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { chooseOne, type Outcome, type Place, type Row } from '../exportWizard/quickInput';
import { nameOf } from '../manifestViewer/actions';

/** Exports of the workspace that are offered; more are a choice for a dialog. */
const MAX_FOUND = 20;
const EXPORTS = '**/loom-export*.{tar.gz,tgz,enc,json,sqlite,db}';

type SourceRow = Row & { readonly uri?: vscode.Uri };

/** Asks what to import: an export that lies in the workspace, or any file or folder. */
export async function chooseSource(place: Place): Promise<Outcome<vscode.Uri>> {
  for (;;) {
    const outcome = await chooseOne<SourceRow>(place, {
      placeholder: l10n.t('What to import'),
      rows: [...browseRows(), ...(await exportRows())],
    });
    if (outcome.kind !== 'answer') return outcome;
    const { id, uri } = outcome.value;
    const chosen = uri ?? (await browse(id === 'folder'));
    if (chosen !== undefined) return { kind: 'answer', value: chosen };
  }
}

function browseRows(): readonly SourceRow[] {
  return [
    {
      id: 'file',
      label: l10n.t('File…'),
      iconPath: new vscode.ThemeIcon('file'),
      description: l10n.t('a bundle, a JSON or SQLite export, records in a file'),
    },
    {
      id: 'folder',
      label: l10n.t('Folder…'),
      iconPath: new vscode.ThemeIcon('folder'),
      description: l10n.t('another memory, a backup, CSV tables'),
    },
  ];
}

async function exportRows(): Promise<readonly SourceRow[]> {
  const found = await vscode.workspace.findFiles(EXPORTS, '**/node_modules/**', MAX_FOUND);
  if (found.length === 0) return [];
  return [
    { id: 'separator', label: l10n.t('Exports in this workspace'), kind: vscode.QuickPickItemKind.Separator },
    ...found
      .map((uri) => ({ uri, name: nameOf(uri) }))
      // Names carry the time: the newest first.
      .sort((one, other) => (one.name < other.name ? 1 : -1))
      .map(({ uri, name }) => ({
        id: uri.toString(),
        label: name,
        iconPath: new vscode.ThemeIcon('archive'),
        description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')),
        uri,
      })),
  ];
}

async function browse(folder: boolean): Promise<vscode.Uri | undefined> {
  const start = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [picked] =
    (await vscode.window.showOpenDialog({
      ...(start !== undefined && { defaultUri: start }),
      canSelectFiles: !folder,
      canSelectFolders: folder,
      title: l10n.t('Import'),
      openLabel: l10n.t('Import'),
    })) ?? [];
  return picked;
}
