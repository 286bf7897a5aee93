import type * as vscode from 'vscode';
import type { FactsMemory, RememberedFacts } from './catalogue';

/** Writes are gathered: a large store is read file by file, and each would save the whole list. */
const SAVE_AFTER_MS = 1000;

/**
 * Facts about a store's files in the workspace's own state (some 200 bytes a file), so that opening a window over a large
 * store that has not changed reads nothing. Facts that another version of this extension found are not used.
 *
 * @param store the memory's key.
 * @param version of this extension.
 */
export function rememberFacts(state: vscode.Memento, store: string, version: string): FactsMemory {
  const slot = `facts:${store}`;
  const kept = new Map<string, RememberedFacts>();
  const saved = state.get<Saved>(slot);
  if (saved?.version === version) for (const [key, facts] of saved.facts) kept.set(key, facts);
  let saving: ReturnType<typeof setTimeout> | undefined;
  return {
    get: (key) => kept.get(key),
    set: (key, facts) => {
      kept.set(key, facts);
      saving ??= setTimeout(() => {
        saving = undefined;
        const next: Saved = { version, facts: [...kept] };
        void state.update(slot, next);
      }, SAVE_AFTER_MS);
    },
  };
}

interface Saved {
  readonly version: string;
  readonly facts: readonly (readonly [string, RememberedFacts])[];
}
