import type { AnonymisationLevel } from '../bundle/metadata';
import type { AnonymisationChoices } from './choices';
import type { Finding, Rule } from './rule';
import type { WordFinder } from './words';

/** Adds to `found` what it finds in a text. */
export type Find = (text: string, found: Finding[]) => void;

/** What is looked for only when somebody asks. */
export interface RequestedFinders {
  /** Listed names and clients, own rules. */
  readonly words: readonly WordFinder[];
  /** Names by the words around them, in a value of a key that holds people, and by rules with a pattern. */
  readonly names:
    { readonly inText: Find; readonly inValue: Find; readonly rules: readonly Rule[] } | undefined;
  /** Own rules, code and paths announce themselves by no keyword: every string is looked at. */
  readonly everyString: boolean;
  /** Code and paths of files. Ids and what programs read keep their paths. */
  findCodeAndPaths(text: string, key: string, isKey: boolean, found: Finding[]): void;
}

/** The finders that a person's choices ask for; undefined, and nothing loaded, when they ask for none. */
export async function loadRequested(
  choices: AnonymisationChoices,
  level: AnonymisationLevel,
): Promise<RequestedFinders | undefined> {
  const { names, clients, rules, detectNames, redactCode, redactPaths } = choices;
  const asked =
    [names, clients, rules].some((list) => list !== undefined && list.length > 0) ||
    [detectNames, redactCode, redactPaths].includes(true);
  if (!asked || level === 'none') return undefined;
  const { requestedFinders } = await import('./requestedFinders');
  return requestedFinders(choices, level === 'full');
}
