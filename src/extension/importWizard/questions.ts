import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { manifestModel, type AgentLine } from '../../core/bundle/manifestModel';
import { LoomError } from '../../core/errors';
import { STRATEGIES } from '../../core/options';
import {
  askText,
  chooseMany,
  chooseOne,
  type Outcome,
  type Place,
  type Row,
} from '../exportWizard/quickInput';
import type { Memory } from '../services';
import { sentenceOf } from '../speak';
import { countRecords } from '../words';
import { chooseSource } from './chooseSource';
import type { ImportDraft } from './draft';
import { createMemory, memoryless } from './newMemory';
import { inspectSource, sourceName, type ImportSource } from './source';
import { strategyWords } from './words';

/** What came of a question: `skip` when there was nothing to ask. */
export type Answer = 'next' | 'skip' | 'back' | 'cancel';
export type Question = (draft: ImportDraft, canGoBack: boolean) => Promise<Answer>;

/** In the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [askSource, askMemory, askPassword, askAgents, askStrategy];

const GLOBAL = 'global';
const AGENT = 'agent:';

function placeOf(source: ImportSource | undefined, canGoBack: boolean): Place {
  const title =
    source === undefined ? l10n.t('Import into memory') : l10n.t('Import {0}', sourceName(source));
  return { title, canGoBack };
}

function leave({ kind }: Outcome<unknown>): 'back' | 'cancel' {
  return kind === 'back' ? 'back' : 'cancel';
}

async function askSource(draft: ImportDraft, canGoBack: boolean): Promise<Answer> {
  draft.source = draft.given.source;
  draft.password = draft.given.password;
  if (draft.source !== undefined) return 'skip';
  const outcome = await chooseSource(placeOf(undefined, canGoBack));
  if (outcome.kind !== 'answer') return leave(outcome);
  draft.source = outcome.value;
  return 'next';
}

async function askMemory(draft: ImportDraft, canGoBack: boolean): Promise<Answer> {
  const memories = await draft.services.memories.ready();
  const [first] = memories;
  if (first === undefined) return askForNewMemory(draft, canGoBack);
  draft.memory = draft.given.memory ?? first;
  if (draft.given.memory !== undefined || memories.length === 1) return 'skip';
  const outcome = await chooseOne<Row & { readonly memory: Memory }>(placeOf(draft.source, canGoBack), {
    placeholder: l10n.t('Which memory to import into'),
    rows: memories.map((memory) => ({
      id: memory.key,
      label: memory.name,
      description: memory.root.fsPath,
      memory,
    })),
  });
  if (outcome.kind !== 'answer') return leave(outcome);
  draft.memory = outcome.value.memory;
  return 'next';
}

/** A folder without a memory gets one, when the person says so. */
async function askForNewMemory(draft: ImportDraft, canGoBack: boolean): Promise<Answer> {
  const folders = memoryless(draft.services);
  const outcome = await chooseOne(placeOf(draft.source, canGoBack), {
    placeholder: l10n.t('This workspace has no agent memory yet.'),
    rows: folders.map(({ folder, root }) => ({
      id: root.toString(),
      label: l10n.t('Create a memory in {0}', folder.name),
      description: root.fsPath,
    })),
  });
  if (outcome.kind !== 'answer') return leave(outcome);
  const chosen = folders.find(({ root }) => root.toString() === outcome.value.id);
  draft.memory = chosen && (await createMemory(draft.services, chosen.root));
  return draft.memory === undefined ? 'cancel' : 'next';
}

/** Looks at the source; asks for its password until one opens it. */
async function askPassword(draft: ImportDraft, canGoBack: boolean): Promise<Answer> {
  const { services, source } = draft;
  if (source === undefined) return 'cancel';
  let refused: string | undefined;
  try {
    draft.inspection = await inspectSource(services, source, draft.password);
  } catch (error) {
    if (!LoomError.is(error, 'password-wrong')) throw error;
    refused = sentenceOf(error);
  }
  if (refused === undefined && draft.inspection?.format !== 'sealed') return 'skip';
  for (;;) {
    const outcome = await askText(placeOf(source, canGoBack), {
      prompt: refused ?? l10n.t('This bundle is encrypted. Type its password.'),
      password: true,
      validate: () => undefined,
      refuse: (text) => (text === '' ? l10n.t('Type the password.') : undefined),
    });
    if (outcome.kind !== 'answer') return leave(outcome);
    try {
      draft.inspection = await inspectSource(services, source, outcome.value);
      draft.password = outcome.value;
      return 'next';
    } catch (error) {
      if (!LoomError.is(error, 'password-wrong')) throw error;
      refused = l10n.t('{0} Type it again.', sentenceOf(error));
    }
  }
}

/** Which agents, where a bundle says that it has several. */
async function askAgents(draft: ImportDraft, canGoBack: boolean): Promise<Answer> {
  const { metadata } = draft.inspection ?? {};
  const lines = metadata === undefined ? [] : manifestModel(metadata).agents;
  draft.agents = undefined;
  draft.includeGlobal = true;
  if (lines.length < 2) return 'skip';
  const outcome = await chooseMany(placeOf(draft.source, canGoBack), {
    placeholder: l10n.t('Which agents to import'),
    rows: [
      ...lines.map((line) => ({ id: `${AGENT}${line.agent}`, label: line.agent, ...describe(line) })),
      { id: 'separator', label: l10n.t('Also'), kind: vscode.QuickPickItemKind.Separator },
      {
        id: GLOBAL,
        label: l10n.t('Global data'),
        description: l10n.t('cross-agent patterns, project metadata, team conventions'),
      },
    ],
    checked: [...lines.map(({ agent }) => `${AGENT}${agent}`), GLOBAL],
    problem: (ids) =>
      ids.some((id) => id.startsWith(AGENT)) ? undefined : l10n.t('Check at least one agent'),
  });
  if (outcome.kind !== 'answer') return leave(outcome);
  const ids = new Set(outcome.value);
  const chosen = lines.map(({ agent }) => agent).filter((agent) => ids.has(`${AGENT}${agent}`));
  draft.agents = chosen.length === lines.length ? undefined : chosen;
  draft.includeGlobal = ids.has(GLOBAL);
  return 'next';
}

function describe({ counts }: AgentLine): { readonly description?: string } {
  if (counts === null) return {};
  return { description: countRecords(counts.patterns + counts.solutions + counts.decisions) };
}

async function askStrategy(draft: ImportDraft, canGoBack: boolean): Promise<Answer> {
  const outcome = await chooseOne(placeOf(draft.source, canGoBack), {
    placeholder: l10n.t('What to do with records that are here in another version'),
    rows: STRATEGIES.map((strategy) => ({ id: strategy, ...strategyWords(strategy) })),
    active: draft.strategy,
  });
  if (outcome.kind !== 'answer') return leave(outcome);
  draft.strategy = STRATEGIES.find((strategy) => strategy === outcome.value.id) ?? draft.strategy;
  return 'next';
}
