import type * as vscode from 'vscode';
import type { AnonymisationLevel } from '../core/bundle/metadata';
import type { FormatId } from '../core/options';
import type { Node } from './explorer/nodes';
import type { DroppedFile } from './importWizard/source';
import type { ImportNode } from './importWizard/nodes';
import type { ReviewNode } from './review/nodes';

/**
 * Every id that package.json and the code share, with its types. `test/manifest.test.ts` compares the two both ways. The
 * vscode namespaces come in as parameters, so this file knows VS Code by its types only.
 */

/** A command takes the tree's node (and the selection) from a context menu, a URI from the explorer, else nothing. */
export interface CommandArguments {
  'loomMemory.export': [options?: ExportOptions];
  'loomMemory.exportSelection': [node?: Node, selected?: readonly Node[]];
  'loomMemory.import': [source?: vscode.Uri | DroppedFile, options?: ImportOptions | readonly vscode.Uri[]];
  'loomMemory.importPlan.apply': [];
  'loomMemory.importPlan.close': [];
  'loomMemory.importPlan.showChange': ImportPlanArguments;
  'loomMemory.importPlan.showIncoming': ImportPlanArguments;
  'loomMemory.importPlan.showMerged': ImportPlanArguments;
  'loomMemory.importPlan.nextConflict': [];
  'loomMemory.importPlan.decide': ImportPlanArguments;
  'loomMemory.importPlan.keep': ImportPlanArguments;
  'loomMemory.importPlan.take': ImportPlanArguments;
  'loomMemory.importPlan.merge': ImportPlanArguments;
  'loomMemory.importPlan.both': ImportPlanArguments;
  'loomMemory.importPlan.skip': ImportPlanArguments;
  'loomMemory.importPlan.toggle': ImportPlanArguments;
  'loomMemory.importPlan.sameForAll': ImportPlanArguments;
  'loomMemory.verify': [bundle?: vscode.Uri];
  'loomMemory.openManifest': [bundle?: vscode.Uri];
  'loomMemory.revealExport': [bundle?: vscode.Uri];
  'loomMemory.copyImportCommand': [bundle?: vscode.Uri];
  'loomMemory.refresh': [];
  'loomMemory.filter': [text?: string];
  'loomMemory.clearFilter': [];
  'loomMemory.openRecord': [target?: RecordTarget];
  'loomMemory.openRawJson': [target?: RecordTarget];
  'loomMemory.copyRecord': [target?: RecordTarget];
  'loomMemory.copyId': [target?: RecordTarget, selected?: readonly Node[]];
  'loomMemory.revealFile': [target?: RecordTarget];
  'loomMemory.openFile': [node?: Node];
  'loomMemory.showProblems': [];
  'loomMemory.createSampleMemory': [];
  'loomMemory.openSettings': [];
  'loomMemory.openWalkthrough': [];
  'loomMemory.showMemory': [];
  'loomMemory.undo': [];
  'loomMemory.showAudit': [];
  'loomMemory.scan': [target?: ScanArgument];
  'loomMemory.markSafe': [fingerprint?: string];
  'loomMemory.review.accept': ReviewArguments;
  'loomMemory.review.reject': ReviewArguments;
  'loomMemory.review.edit': ReviewArguments;
  'loomMemory.review.always': ReviewArguments;
  'loomMemory.review.never': ReviewArguments;
  'loomMemory.review.alwaysRule': ReviewArguments;
  'loomMemory.review.neverRule': ReviewArguments;
  'loomMemory.review.showChange': ReviewArguments;
  'loomMemory.review.showAllChanges': [];
  'loomMemory.review.addRule': [];
  'loomMemory.review.continue': [];
  'loomMemory.review.cancel': [];
}

/** From a menu a node and the selection; from a key nothing: then the selection counts. */
export type ReviewArguments = [node?: ReviewNode, selected?: readonly ReviewNode[]];

/**
 * From a menu of the plan a node and the selection, from an editor's title its document, from a key of the view `view`:
 * then the selection counts; from elsewhere nothing: then the editor in front does.
 */
export type ImportPlanArguments = [
  target?: ImportNode | vscode.Uri | 'view',
  selected?: readonly ImportNode[],
];

/** What is known already when an import begins. */
export interface ImportOptions {
  /** `Memory.key` of the one that it goes to. */
  readonly memory?: string | undefined;
  /** Typed a moment ago, for this source. */
  readonly password?: string | undefined;
}

/** What a command about a record works on: a node, a page's document, or what the view has selected. */
export type RecordTarget = Node | vscode.Uri | 'view';

/** What is scanned: a node of the Memory view, a bundle or other file; nothing means every memory. */
export type ScanArgument = Node | vscode.Uri;

/** What a keybinding or another extension may preset for the export; each absent answer is asked. */
export interface ExportOptions {
  readonly agents?: readonly string[];
  readonly preset?: string;
}

export type CommandId = keyof CommandArguments;
export type CommandHandler<Id extends CommandId> = (...args: CommandArguments[Id]) => Promise<void>;

/** A new command that is not listed here does not compile. */
export const commandIds: { readonly [Id in CommandId]: null } = {
  'loomMemory.export': null,
  'loomMemory.exportSelection': null,
  'loomMemory.import': null,
  'loomMemory.importPlan.apply': null,
  'loomMemory.importPlan.close': null,
  'loomMemory.importPlan.showChange': null,
  'loomMemory.importPlan.showIncoming': null,
  'loomMemory.importPlan.showMerged': null,
  'loomMemory.importPlan.nextConflict': null,
  'loomMemory.importPlan.decide': null,
  'loomMemory.importPlan.keep': null,
  'loomMemory.importPlan.take': null,
  'loomMemory.importPlan.merge': null,
  'loomMemory.importPlan.both': null,
  'loomMemory.importPlan.skip': null,
  'loomMemory.importPlan.toggle': null,
  'loomMemory.importPlan.sameForAll': null,
  'loomMemory.verify': null,
  'loomMemory.openManifest': null,
  'loomMemory.revealExport': null,
  'loomMemory.copyImportCommand': null,
  'loomMemory.refresh': null,
  'loomMemory.filter': null,
  'loomMemory.clearFilter': null,
  'loomMemory.openRecord': null,
  'loomMemory.openRawJson': null,
  'loomMemory.copyRecord': null,
  'loomMemory.copyId': null,
  'loomMemory.revealFile': null,
  'loomMemory.openFile': null,
  'loomMemory.showProblems': null,
  'loomMemory.createSampleMemory': null,
  'loomMemory.openSettings': null,
  'loomMemory.openWalkthrough': null,
  'loomMemory.showMemory': null,
  'loomMemory.undo': null,
  'loomMemory.showAudit': null,
  'loomMemory.scan': null,
  'loomMemory.markSafe': null,
  'loomMemory.review.accept': null,
  'loomMemory.review.reject': null,
  'loomMemory.review.edit': null,
  'loomMemory.review.always': null,
  'loomMemory.review.never': null,
  'loomMemory.review.alwaysRule': null,
  'loomMemory.review.neverRule': null,
  'loomMemory.review.showChange': null,
  'loomMemory.review.showAllChanges': null,
  'loomMemory.review.addRule': null,
  'loomMemory.review.continue': null,
  'loomMemory.review.cancel': null,
};

export const CONTAINER_ID = 'loomMemory';
export const VIEW_ID = 'loomMemory.memory';
export const REVIEW_VIEW_ID = 'loomMemory.review';
export const IMPORT_VIEW_ID = 'loomMemory.importPlan';
export const MANIFEST_VIEW_TYPE = 'loomMemory.manifest';
export const WALKTHROUGH_ID = 'start';
/** Scheme of the virtual documents: pages and raw JSON of records. */
export const PAGE_SCHEME = 'loom-memory';
/** Scheme of what a review compares. */
export const REVIEW_SCHEME = 'loom-memory-review';
/** Scheme of what the plan of an import compares. */
export const IMPORT_SCHEME = 'loom-memory-import';

/** Settings with the types that package.json promises. */
export interface Settings {
  'loomMemory.path': string;
  'loomMemory.statusBar.enabled': boolean;
  'loomMemory.export.anonymization': AnonymisationLevel;
  'loomMemory.export.format': FormatId;
  'loomMemory.export.nameTemplate': string;
  'loomMemory.export.verify': boolean;
  'loomMemory.export.folder': string;
  'loomMemory.scan.onSave': boolean;
  'loomMemory.history.operations': number;
  'loomMemory.history.days': number;
  /** MiB. */
  'loomMemory.history.size': number;
  // Their entries are whatever a person wrote: `exportWizard/anonymisationSettings.ts` reads them.
  'loomMemory.anonymization.names': readonly unknown[];
  'loomMemory.anonymization.clients': readonly unknown[];
  'loomMemory.anonymization.detectNames': boolean;
  'loomMemory.anonymization.redactCode': boolean;
  'loomMemory.anonymization.redactPaths': boolean;
  'loomMemory.anonymization.rules': readonly unknown[];
  'loomMemory.anonymization.decisions': readonly unknown[];
}

export type SettingKey = keyof Settings;

/** The defaults, as package.json has them; also what a value of the wrong type falls back to. */
export const settingDefaults: Readonly<Settings> = {
  'loomMemory.path': '.loom/memory',
  'loomMemory.statusBar.enabled': true,
  'loomMemory.export.anonymization': 'full',
  'loomMemory.export.format': 'tar',
  'loomMemory.export.nameTemplate': '',
  'loomMemory.export.verify': true,
  'loomMemory.export.folder': '',
  'loomMemory.scan.onSave': true,
  'loomMemory.history.operations': 20,
  'loomMemory.history.days': 30,
  'loomMemory.history.size': 1024,
  'loomMemory.anonymization.names': [],
  'loomMemory.anonymization.clients': [],
  'loomMemory.anonymization.detectNames': false,
  'loomMemory.anonymization.redactCode': false,
  'loomMemory.anonymization.redactPaths': false,
  'loomMemory.anonymization.rules': [],
  'loomMemory.anonymization.decisions': [],
};

/** Values that `when` clauses of package.json look at. */
export interface ContextKeys {
  /** Absent until the folders have been looked through, so that no welcome page flashes by. */
  'loomMemory.state': 'none' | 'found';
  'loomMemory.filtered': boolean;
  /** `closed` and absent: no review is open. */
  'loomMemory.reviewing': 'reading' | 'ready' | 'closed';
  /** Whether the plan of an import is open; absent: none ever was. */
  'loomMemory.importing': 'conflicts' | 'ready' | 'closed';
}

/** Names of the context keys, for the manifest test. */
export const contextKeys: { readonly [Key in keyof ContextKeys]: null } = {
  'loomMemory.state': null,
  'loomMemory.filtered': null,
  'loomMemory.reviewing': null,
  'loomMemory.importing': null,
};

export function register<Id extends CommandId>(
  commands: typeof vscode.commands,
  id: Id,
  handler: CommandHandler<Id>,
): vscode.Disposable {
  return commands.registerCommand(id, handler);
}

export async function run<Id extends CommandId>(
  commands: typeof vscode.commands,
  id: Id,
  ...args: CommandArguments[Id]
): Promise<void> {
  await commands.executeCommand(id, ...args);
}

/** Where settings are read: of VS Code's `workspace`, what is needed for that. */
export interface SettingsSource {
  getConfiguration(section?: undefined, scope?: vscode.ConfigurationScope): { get(key: string): unknown };
}

/** A setting's value; one of the wrong type counts as not set. */
export function setting<Key extends keyof Settings>(
  workspace: SettingsSource,
  key: Key,
  scope?: vscode.ConfigurationScope,
): Settings[Key] {
  const fallback: Settings[Key] = settingDefaults[key];
  const value = workspace.getConfiguration(undefined, scope).get(key);
  return isLike(value, fallback) ? value : fallback;
}

function isLike<Value>(value: unknown, other: Value): value is Value {
  return typeof value === typeof other;
}

/** A setting's value as it stands, also of the wrong type: for those whose mistakes have to be said. */
export function settingAsItStands(
  workspace: typeof vscode.workspace,
  key: SettingKey,
  scope?: vscode.ConfigurationScope,
): unknown {
  return workspace.getConfiguration(undefined, scope).get<unknown>(key);
}

export async function setContext<Key extends keyof ContextKeys>(
  commands: typeof vscode.commands,
  key: Key,
  value: ContextKeys[Key],
): Promise<void> {
  await commands.executeCommand('setContext', key, value);
}
