import type { Inspection } from '../../core/bundle/archive';
import { importRequest } from '../../core/import/fromOptions';
import type { ImportRequest } from '../../core/import/request';
import { STRATEGIES, type Strategy } from '../../core/options';
import type { Memory, Services } from '../services';
import type { ImportSource } from './source';

/** What is to be planned: everything that the questions have answered. */
export interface ImportSubject {
  readonly memory: Memory;
  readonly source: ImportSource;
  readonly request: ImportRequest;
}

/** The answers so far. One an import; each question changes its own part. */
export interface ImportDraft {
  readonly services: Services;
  /** What was known before the first question, and is not asked. */
  readonly given: {
    readonly source: ImportSource | undefined;
    readonly memory: Memory | undefined;
    readonly password: string | undefined;
  };
  source: ImportSource | undefined;
  memory: Memory | undefined;
  /** Held until the plan is closed, nowhere else. */
  password: string | undefined;
  /** Of the source, with the password; undefined before it was looked at and for what is no archive. */
  inspection: Inspection | undefined;
  /** Undefined: all of the source. */
  agents: readonly string[] | undefined;
  includeGlobal: boolean;
  strategy: Strategy;
}

const STRATEGY_KEY = 'import.strategy';

/** The strategy of the last import of this workspace, at first `merge`. */
export function lastStrategy({ context }: Services): Strategy {
  const kept = context.workspaceState.get<unknown>(STRATEGY_KEY);
  return STRATEGIES.find((strategy) => strategy === kept) ?? 'merge';
}

export async function keepStrategy({ context }: Services, strategy: Strategy): Promise<void> {
  await context.workspaceState.update(STRATEGY_KEY, strategy);
}

export function requestOf({ strategy, agents, includeGlobal, password }: ImportDraft): ImportRequest {
  return importRequest({ 'merge-strategy': strategy, agents, 'include-global': includeGlobal }, password);
}
