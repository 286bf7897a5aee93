import * as vscode from 'vscode';
import { VIEW_ID, WALKTHROUGH_ID } from '../contract';
import type { Explorer } from '../explorer/register';
import type { Services } from '../services';
import { countRecords } from '../words';

/** Looks at the folders and their files again, whatever the watcher has said. */
export async function refresh(services: Services): Promise<void> {
  for (const memory of await services.memories.look()) await (await memory.catalogue()).refresh();
}

/** @param text what to filter by; asked for when it is absent. */
export async function filter(explorer: Explorer, text: string | undefined): Promise<void> {
  if (text !== undefined) {
    await explorer.filter(text);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const before = explorer.filterText;
    const input = vscode.window.createInputBox();
    input.title = vscode.l10n.t('Filter Memory');
    input.placeholder = vscode.l10n.t('Words of a title, a tag, an id or an agent');
    input.value = before;
    let accepted = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const apply = (value: string): void => {
      clearTimeout(waiting);
      explorer.filter(value).catch(reject);
    };
    // The tree narrows while one types, as other filter boxes do; a pause of typing starts a search.
    input.onDidChangeValue((value) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        apply(value);
      }, 200);
    });
    input.onDidAccept(() => {
      accepted = true;
      apply(input.value);
      input.hide();
    });
    input.onDidHide(() => {
      if (!accepted) apply(before);
      input.dispose();
      resolve();
    });
    input.show();
  });
}

export async function clearFilter(explorer: Explorer): Promise<void> {
  await explorer.filter('');
}

export async function showMemory(): Promise<void> {
  await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
}

/** Opens the view at the list of what cannot be read; says so when nothing is wrong. */
export async function showProblems(services: Services, explorer: Explorer): Promise<void> {
  await explorer.filter('');
  await showMemory();
  let records = 0;
  for (const memory of await services.memories.ready()) {
    const catalogue = await memory.catalogue();
    await catalogue.settled();
    if ((await catalogue.problems()).length > 0) {
      const tree = await explorer.tree();
      await explorer.view.reveal(tree.problemsNode(memory), { select: true, focus: true, expand: true });
      return;
    }
    const { agents } = await catalogue.layout();
    for (const agent of agents) {
      for (const kind of ['pattern', 'solution', 'decision'] as const) {
        records += catalogue.facts(agent.name, kind)?.count ?? 0;
      }
    }
  }
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Nothing is wrong: {0} can be read.', countRecords(records)),
    5000,
  );
}

export async function openSettings(context: vscode.ExtensionContext): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`);
}

export async function openWalkthrough(context: vscode.ExtensionContext): Promise<void> {
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    `${context.extension.id}#${WALKTHROUGH_ID}`,
    false,
  );
}
