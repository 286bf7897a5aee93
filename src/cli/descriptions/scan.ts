import { exportOptions } from '../../core/options';
import type { OptionTable } from '../../core/options';
import { defineCommand } from '../command';
import type { Command } from '../command';

export const scanOptions = {
  'fail-on': {
    describe: 'The exit code is 1 when there are findings of this level or worse.',
    option: { type: 'choice', choices: ['critical', 'high', 'medium', 'low', 'never'], default: 'low' },
  },
  'min-level': {
    describe: 'Report findings of this level or worse only.',
    option: { type: 'choice', choices: ['critical', 'high', 'medium', 'low'], default: 'low' },
  },
  sarif: {
    describe: 'Print SARIF 2.1.0 for code scanning and editors.',
    option: { type: 'flag', default: false },
  },
  names: {
    ...exportOptions.names,
    describe: 'Find these names of people, in every spelling: a file, one a line or a JSON list.',
  },
  clients: {
    ...exportOptions.clients,
    describe: 'Find these words of clients and projects, in every spelling: a file as --names.',
  },
  rules: {
    ...exportOptions.rules,
    describe: 'Find what own rules find as well: a JSON file, see docs/anonymisation.md.',
  },
  'anonymize-names': {
    ...exportOptions['anonymize-names'],
    describe: 'Find names of people by the words around them too: signatures, forms of address.',
  },
  'review-from': {
    ...exportOptions['review-from'],
    describe:
      'Leave out what a file of decisions rejects (aml export --review FILE): it is safe where it is.',
  },
  'password-file': exportOptions['password-file'],
} as const satisfies OptionTable;

/** What looks for secrets. */
export const scanCommands: readonly Command[] = [
  defineCommand({
    name: 'scan',
    summary: 'Look for secrets and personal data; change nothing.',
    positionals: [
      {
        name: 'FILE|DIR',
        describe:
          'Files, bundles, databases, backups and folders; of a project, its memory and backups; - for standard input. By default the memory.',
        optional: true,
        many: true,
      },
    ],
    options: scanOptions,
    details: [
      'Finds what an export at --anonymize full would replace: in JSON, CSV and other text, in SQLite databases, in gzip (also twice), tars and encrypted bundles. A value that was found once is found everywhere. Values are never printed: equal values have equal fingerprints.',
      'critical: keys, tokens, passwords, connection strings. high: card and account numbers, national ids. medium: e-mail addresses, phone numbers, names. low: addresses, internal hosts, user names in paths, clients.',
      'What cannot be read is listed, and scanned as far as it goes. The exit code is 1 for findings; without any, that of the first thing that could not be read; else 0. Lines and columns are of the decompressed text.',
      'In a SQLite database the place is table/row, and table/row/column for a record or document of an export. A row is read as a JSON object of its columns, of text only; the row is the ROWID, or which one it is in a table without. The write-ahead log beside a database is read with it. Nothing of the database changes.',
    ],
    examples: [
      { line: 'aml scan', describe: 'The memory of this project.' },
      { line: 'aml scan . --min-level critical', describe: 'Memory and backups, credentials only.' },
      {
        line: 'aml scan team-patterns.tar.gz --fail-on medium --json',
        describe: 'Before a bundle is passed on; for scripts.',
      },
      { line: 'aml scan --sarif > scan.sarif', describe: 'For code scanning.' },
    ],
    load: async () => (await import('../commands/scan')).runScan,
  }),
];
