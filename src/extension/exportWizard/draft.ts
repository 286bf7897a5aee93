import * as vscode from 'vscode';
import type { AnonymisationChoices } from '../../core/anonymise/choices';
import { requestFromOptions } from '../../core/export/fromOptions';
import type { ExportRequest } from '../../core/export/request';
import { answersToKeep, readAnswers } from '../../core/export/wizardChoices';
import type { JsonValue } from '../../core/json';
import type { ExportOptionValues } from '../../core/options';
import { setting, settingAsItStands } from '../contract';
import { identityOf } from '../identity';
import type { ReviewResult } from '../review/session';
import type { Memory, Services } from '../services';
import { choicesOfSettings } from './anonymisationSettings';

/** Where an export goes. */
export interface Destination {
  readonly folder: vscode.Uri;
  readonly name: string;
  /** What is at that name may be replaced: the person said so. */
  readonly replace: boolean;
}

/** The answers so far. One a wizard; each step changes its own part. */
export interface Draft {
  readonly memory: Memory;
  answers: ExportOptionValues;
  /** Single records, chosen in the Memory view; absent: all of the chosen agents and kinds. */
  ids: readonly string[] | undefined;
  /** Held until the export is written, nowhere else. */
  password: string | undefined;
  destination: Destination | undefined;
  /** What was decided in a review; takes the place of what the settings say. */
  reviewed: ReviewResult | undefined;
}

/** What the caller has decided already: the nodes of a context menu, the arguments of a keybinding. */
export interface Preselection {
  readonly agents?: readonly string[] | undefined;
  readonly kinds?: readonly ('pattern' | 'solution' | 'decision')[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

const ANSWERS_KEY = 'export.answers';

/** The answers that the wizard starts from: the last ones over the settings, and what the caller chose over both. */
export function startDraft(services: Services, memory: Memory, chosen: Preselection): Draft {
  const kept = readAnswers(services.context.workspaceState.get<JsonValue>(ANSWERS_KEY));
  const settings: ExportOptionValues = {
    anonymize: setting(vscode.workspace, 'loomMemory.export.anonymization', memory.folder),
    format: setting(vscode.workspace, 'loomMemory.export.format', memory.folder),
  };
  const answers = { ...settings, ...kept };
  return {
    memory,
    answers:
      chosen.agents === undefined
        ? answers
        : { ...answers, agents: chosen.agents, type: chosen.kinds?.map((kind) => `${kind}s` as const) },
    ids: chosen.ids,
    password: undefined,
    destination: undefined,
    reviewed: undefined,
  };
}

/** Keeps the answers for the next export of this workspace. */
export async function keepAnswers(services: Services, answers: ExportOptionValues): Promise<void> {
  await services.context.workspaceState.update(ANSWERS_KEY, answersToKeep(answers));
}

/** The request that the answers make. Without a destination it can only be counted. */
export async function requestOf(
  services: Services,
  draft: Draft,
  change: { readonly dryRun: boolean },
): Promise<ExportRequest> {
  const { answers, destination } = draft;
  const host = await services.host();
  const verify = answers.verify ?? setting(vscode.workspace, 'loomMemory.export.verify', draft.memory.folder);
  return {
    ...requestFromOptions({ ...answers, verify }),
    ...change,
    ids: draft.ids,
    ...(answers.encrypt === true && draft.password !== undefined && { password: draft.password }),
    replace: destination?.replace ?? false,
    name: destination?.name ?? 'export',
    project: draft.memory.folder.uri.toString(),
    ...(await identityOf(services, host.random)),
    choices: draft.reviewed?.choices ?? (await choicesOf(draft.memory.folder)),
    time: draft.reviewed?.time,
  };
}

/** What the settings of a folder add to the built-in detection. Throws `setting-invalid`. */
export function choicesOf(folder: vscode.WorkspaceFolder | undefined): Promise<AnonymisationChoices> {
  return choicesOfSettings((key) => settingAsItStands(vscode.workspace, key, folder));
}
