import type { Category } from '../anonymise/categories';
import type { ScanLevel } from './finding';
import { SCAN_LEVELS } from './finding';
import { numberWords } from '../words';

/** What one finding of a category is called. */
export const CATEGORY_NOUNS: Readonly<Record<Category, string>> = {
  'api-keys': 'API key',
  passwords: 'Password',
  urls: 'URL',
  emails: 'E-mail address',
  clients: 'Client name',
  'connection-strings': 'Connection string',
  'private-keys': 'Private key',
  'ip-addresses': 'IP address',
  names: 'Personal name',
  phones: 'Phone number',
  cards: 'Card or account number',
  'national-ids': 'National id',
  paths: 'User name in a path',
  'file-paths': 'File path',
  code: 'Code block',
};

/** `2 critical, 1 medium`: those that there are. */
export function levelWords(counts: Readonly<Record<ScanLevel, number>>): string {
  return SCAN_LEVELS.filter((level) => counts[level] > 0)
    .map((level) => `${numberWords(counts[level])} ${level}`)
    .join(', ');
}

/** `name`: of what was met and not looked into, as `ScanReport.skipped` has it. */
export function skippedSentence(name: string): string {
  return `${name} was not scanned: it is of no kind that is read here.`;
}
