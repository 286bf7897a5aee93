import { l10n } from 'vscode';
import type { FilterValues } from '../../core/export/wizardChoices';
import type { PasswordStrength } from '../../core/export/passwordStrength';
import type { FormatId } from '../../core/options';
import { KINDS, type Counts } from '../../core/store/records';
import { countIn, countKind, countRecords, format } from '../words';

/** "used at least 5 times, confidence at least 0.8"; empty for no filter. */
export function filterWords(values: FilterValues): string {
  const words: string[] = [];
  const uses = values['min-uses'];
  if (uses !== undefined) {
    words.push(
      uses === 1 ? l10n.t('used at least once') : l10n.t('used at least {0} times', format.number(uses)),
    );
  }
  if (values['min-confidence'] !== undefined) {
    words.push(l10n.t('confidence at least {0}', values['min-confidence']));
  }
  if (values['min-success-rate'] !== undefined) {
    words.push(l10n.t('success rate at least {0}', values['min-success-rate']));
  }
  const dates = dateWords(values);
  if (dates !== undefined) words.push(dates);
  return words.join(', ');
}

/** A lone `since` looks at the last use, everything else at the creation (DESIGN section 4). */
function dateWords({ since, until, 'date-field': field }: FilterValues): string | undefined {
  const lastUsed = field === 'last_used' || (field === undefined && until === undefined);
  if (since !== undefined && until !== undefined) {
    return lastUsed
      ? l10n.t('last used from {0} to {1}', since, until)
      : l10n.t('created from {0} to {1}', since, until);
  }
  if (since !== undefined)
    return lastUsed ? l10n.t('last used since {0}', since) : l10n.t('created since {0}', since);
  if (until !== undefined)
    return lastUsed ? l10n.t('last used until {0}', until) : l10n.t('created until {0}', until);
  return undefined;
}

/** "579 patterns, 457 solutions and 223 decisions"; kinds without a record are left out. */
export function countsWords(counts: Counts): string {
  const words = KINDS.map((kind) => [kind, countIn(counts, kind)] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => countKind(kind, count));
  const last = words.pop();
  if (last === undefined) return countRecords(0);
  return words.length === 0 ? last : l10n.t('{0} and {1}', words.join(', '), last);
}

export function itemWords(count: number): string {
  return count === 1 ? l10n.t('1 item') : l10n.t('{0} items', format.number(count));
}

export function strengthWords(strength: PasswordStrength): string {
  switch (strength) {
    case 'weak':
      return l10n.t('Weak: a few words in a row are easier to keep and harder to guess.');
    case 'fair':
      return l10n.t('Fair: enough against curiosity, not against an attacker with time.');
    case 'good':
      return l10n.t('Good.');
    case 'strong':
      return l10n.t('Strong.');
  }
}

/** A format's name and, in one line, what it is good for. */
export function formatWords(id: FormatId): { readonly name: string; readonly goodFor: string } {
  switch (id) {
    case 'tar':
      return {
        name: l10n.t('Bundle (.tar.gz)'),
        goodFor: l10n.t('Everything, compressed, with checksums: to keep, to share, to import.'),
      };
    case 'json':
      return { name: l10n.t('JSON'), goodFor: l10n.t('One readable file, for scripts and for reading.') };
    case 'sqlite':
      return { name: l10n.t('SQLite'), goodFor: l10n.t('One database with tables and views, for queries.') };
    case 'csv':
      return { name: l10n.t('CSV'), goodFor: l10n.t('A folder with one table a kind, for spreadsheets.') };
  }
}

/** "57 of 1,247 records remain". */
export function remainWords(remaining: number, total: number): string {
  return remaining === total
    ? l10n.t('All {0} remain', countRecords(total))
    : l10n.t('{0} of {1} remain', format.number(remaining), countRecords(total));
}
