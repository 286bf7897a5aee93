import { l10n } from 'vscode';
import { format } from './words';

/** What a person's decisions changed: "2 left as they are", "1 edited", "3 found by own rules"; nothing where nothing was. */
export function decisionWords(counts: {
  readonly rejected: number;
  readonly edited: number;
  readonly ownRules?: number;
}): readonly string[] {
  const { rejected, edited, ownRules = 0 } = counts;
  return [
    rejected === 0
      ? ''
      : rejected === 1
        ? l10n.t('1 left as it is')
        : l10n.t('{0} left as they are', format.number(rejected)),
    edited === 0 ? '' : l10n.t('{0} edited', format.number(edited)),
    ownRules === 0 ? '' : l10n.t('{0} found by own rules', format.number(ownRules)),
  ].filter((part) => part !== '');
}
