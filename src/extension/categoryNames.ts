import { l10n } from 'vscode';
import type { Category } from '../core/anonymise/categories';

/** What each category finds, as it is said within a sentence. */
export const categoryNames: { readonly [Name in Category]: () => string } = {
  'api-keys': () => l10n.t('API keys'),
  passwords: () => l10n.t('passwords'),
  urls: () => l10n.t('URLs'),
  emails: () => l10n.t('e-mail addresses'),
  clients: () => l10n.t('client names'),
  'connection-strings': () => l10n.t('connection strings'),
  'private-keys': () => l10n.t('private keys'),
  'ip-addresses': () => l10n.t('IP addresses'),
  names: () => l10n.t('personal names'),
  phones: () => l10n.t('phone numbers'),
  cards: () => l10n.t('card and account numbers'),
  'national-ids': () => l10n.t('national IDs'),
  paths: () => l10n.t('user names in paths'),
  'file-paths': () => l10n.t('file paths'),
  code: () => l10n.t('code blocks'),
};

/** The name of a category where it stands alone: "E-mail addresses". */
export function categoryTitle(category: Category): string {
  const name = categoryNames[category]();
  return name.slice(0, 1).toLocaleUpperCase() + name.slice(1);
}
