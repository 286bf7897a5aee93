import { l10n } from 'vscode';
import type { Choice, PlanAction, PlanCounts } from '../../core/import/plan';
import type { Strategy } from '../../core/options';
import { format } from '../words';

/** A letter as source control has it, and the theme's colour for it. */
export const MARKS: {
  readonly [Action in PlanAction]: { readonly letter: string; readonly color: string };
} = {
  add: { letter: 'A', color: 'gitDecoration.addedResourceForeground' },
  merge: { letter: 'M', color: 'gitDecoration.modifiedResourceForeground' },
  replace: { letter: 'R', color: 'gitDecoration.renamedResourceForeground' },
  remove: { letter: 'D', color: 'gitDecoration.deletedResourceForeground' },
  conflict: { letter: '!', color: 'gitDecoration.conflictingResourceForeground' },
  keep: { letter: 'K', color: 'descriptionForeground' },
  skip: { letter: '-', color: 'descriptionForeground' },
  same: { letter: '=', color: 'descriptionForeground' },
};

/** What becomes of a record, for tooltips and screen readers. */
export function actionWords(action: PlanAction): string {
  const words: Readonly<Record<PlanAction, string>> = {
    add: l10n.t('is added'),
    merge: l10n.t('is merged with the one here'),
    replace: l10n.t('replaces the one here'),
    remove: l10n.t('is removed'),
    conflict: l10n.t('is a conflict: choose what becomes of it'),
    keep: l10n.t('the one here stays'),
    skip: l10n.t('is left out'),
    same: l10n.t('is the same here'),
  };
  return words[action];
}

/** "214 to add, 6 same, 2 conflicts"; those that are none are not named. */
export function countWords(counts: PlanCounts): string {
  const parts: readonly (readonly [count: number, words: string])[] = [
    [counts.add, l10n.t('{0} to add', format.number(counts.add))],
    [counts.merge, l10n.t('{0} to merge', format.number(counts.merge))],
    [counts.replace, l10n.t('{0} to replace', format.number(counts.replace))],
    [counts.remove, l10n.t('{0} to remove', format.number(counts.remove))],
    [counts.same, l10n.t('{0} same', format.number(counts.same))],
    [counts.keep, l10n.t('{0} kept', format.number(counts.keep))],
    [counts.skip, l10n.t('{0} left out', format.number(counts.skip))],
    [counts.conflict, countConflicts(counts.conflict)],
  ];
  return parts.flatMap(([count, words]) => (count === 0 ? [] : [words])).join(', ');
}

/** "210 added, 4 merged": what an import did. */
export function doneWords({ add, merge, replace, remove }: PlanCounts): string {
  const parts: readonly (readonly [count: number, words: string])[] = [
    [add, l10n.t('{0} added', format.number(add))],
    [merge, l10n.t('{0} merged', format.number(merge))],
    [replace, l10n.t('{0} replaced', format.number(replace))],
    [remove, l10n.t('{0} removed', format.number(remove))],
  ];
  return parts.flatMap(([count, words]) => (count === 0 ? [] : [words])).join(', ');
}

export function countConflicts(count: number): string {
  return count === 1 ? l10n.t('1 conflict') : l10n.t('{0} conflicts', format.number(count));
}

/** "Apply 216 Changes". */
export function applyWords(changes: number): string {
  return changes === 1 ? l10n.t('Apply 1 Change') : l10n.t('Apply {0} Changes', format.number(changes));
}

/** A choice as its command is called, with what it does and its icon. */
export function choiceWords(choice: Choice): {
  readonly label: string;
  readonly detail: string;
  readonly icon: string;
} {
  switch (choice) {
    case 'keep':
      return { label: l10n.t('Keep'), detail: l10n.t('The one here stays as it is.'), icon: 'arrow-left' };
    case 'take':
      return {
        label: l10n.t('Take'),
        detail: l10n.t('The incoming one takes the place of the one here.'),
        icon: 'arrow-right',
      };
    case 'merge':
      return {
        label: l10n.t('Merge'),
        detail: l10n.t('One is made of both: the higher confidence, summed counts, united lists.'),
        icon: 'git-merge',
      };
    case 'both':
      return {
        label: l10n.t('Keep Both'),
        detail: l10n.t('The incoming record is added beside the one here, under an id of its own.'),
        icon: 'arrow-both',
      };
    case 'skip':
      return {
        label: l10n.t('Leave Out'),
        detail: l10n.t('The incoming one is not imported.'),
        icon: 'circle-slash',
      };
  }
}

/** A strategy as a person chooses it: what happens to a record that is here in another version. */
export function strategyWords(strategy: Strategy): { readonly label: string; readonly detail: string } {
  switch (strategy) {
    case 'merge':
      return {
        label: l10n.t('Merge'),
        detail: l10n.t('One record of both versions: the higher confidence, summed counts, united lists.'),
      };
    case 'smart':
      return {
        label: l10n.t('Smart'),
        detail: l10n.t('The version whose confidence is more than 0.2 higher wins; else both are merged.'),
      };
    case 'ask':
      return { label: l10n.t('Ask'), detail: l10n.t('Each one is a conflict that you decide.') };
    case 'append':
      return {
        label: l10n.t('Append'),
        detail: l10n.t('Both versions stay, the incoming one under a new id.'),
      };
    case 'replace':
      return {
        label: l10n.t('Replace'),
        detail: l10n.t('The incoming version takes the place of the one here.'),
      };
    case 'skip':
      return { label: l10n.t('Skip'), detail: l10n.t('The version here stays; only new records are added.') };
  }
}
