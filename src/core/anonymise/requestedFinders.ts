import type { AnonymisationChoices } from './choices';
import { findCode } from './codeBlocks';
import { findPaths } from './filePaths';
import { meaningOfKey } from './jsonKeys';
import { findNames, findNameValue } from './names';
import { ownRuleFinder } from './ownRules';
import type { RequestedFinders } from './requested';
import { NAME_RULES } from './rules/namePlaces';
import { wordFinder } from './words';

/** The finders that the choices ask for. Loaded only when there are any: 30 KB (`requested.ts`). `full`: at level full. */
export function requestedFinders(choices: AnonymisationChoices, full: boolean): RequestedFinders {
  const { clients, names, rules = [], detectNames, redactCode = false, redactPaths = false } = choices;
  return {
    words: [
      ...(full && clients !== undefined ? [wordFinder(clients, 'client')] : []),
      ...(names === undefined ? [] : [wordFinder(names, 'person')]),
      ...rules.flatMap((rule) => ownRuleFinder(rule, full) ?? []),
    ],
    names:
      detectNames === true ? { inText: findNames, inValue: findNameValue, rules: NAME_RULES } : undefined,
    everyString: rules.length > 0 || redactCode || redactPaths,
    findCodeAndPaths(text, key, isKey, found) {
      if (redactCode && !isKey) findCode(text, key, found);
      if (redactPaths && (isKey || meaningOfKey(key).stays === undefined))
        findPaths(text, isKey ? '' : key, found);
    },
  };
}
