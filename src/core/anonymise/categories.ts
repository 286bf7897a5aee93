/** What an export counts, in the order of the summary (S0:105-111 first, then what the seed names without a line). */
export const CATEGORIES = [
  'api-keys',
  'passwords',
  'urls',
  'emails',
  'clients',
  'connection-strings',
  'private-keys',
  'ip-addresses',
  'names',
  'phones',
  'cards',
  'national-ids',
  'paths',
  'file-paths',
  'code',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The words of the summary lines, as the seed has them where it has them. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  'api-keys': 'API keys removed',
  passwords: 'Passwords redacted',
  urls: 'URLs generalized',
  emails: 'Email addresses masked',
  clients: 'Client names removed',
  'connection-strings': 'Connection strings sanitized',
  'private-keys': 'Private keys removed',
  'ip-addresses': 'IP addresses masked',
  names: 'Personal names anonymized',
  phones: 'Phone numbers masked',
  cards: 'Card and account numbers masked',
  'national-ids': 'National ids masked',
  paths: 'User names in paths generalized',
  'file-paths': 'File paths removed',
  code: 'Code blocks removed',
};

/** A count of zero for every category. */
export function emptyCounts(): Record<Category, number> {
  return {
    'api-keys': 0,
    passwords: 0,
    urls: 0,
    emails: 0,
    clients: 0,
    'connection-strings': 0,
    'private-keys': 0,
    'ip-addresses': 0,
    names: 0,
    phones: 0,
    cards: 0,
    'national-ids': 0,
    paths: 0,
    'file-paths': 0,
    code: 0,
  };
}
