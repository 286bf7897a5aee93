import { exportOptions, importOptions } from '../core/options';
import type { OptionTable } from '../core/options';
import { defineCommand } from './command';
import type { Command } from './command';

/** Options of the program itself, before or after the command. */
export const globalOptions = {
  memory: {
    describe: 'The memory folder; by default the nearest .loom/memory at or above the working folder.',
    option: { type: 'text', placeholder: 'DIR' },
  },
  json: {
    describe: 'Print one JSON object on standard output instead of text.',
    option: { type: 'flag', default: false },
  },
  color: {
    describe: 'Use colour; by default on a terminal, unless NO_COLOR is set.',
    option: { type: 'flag', default: false, negatable: true },
  },
  verbose: {
    describe: 'Say more on standard error, also why something failed.',
    option: { type: 'flag', default: false },
  },
  help: { describe: 'Show this help.', option: { type: 'flag', default: false } },
  version: { describe: 'Show the version.', option: { type: 'flag', default: false } },
} as const satisfies OptionTable;

/** The limits that `list` and `search` share with `export`, in its words and with its checks. */
const filterOptions = {
  agents: { ...exportOptions.agents, describe: 'These agents only, separated by commas.' },
  type: { ...exportOptions.type, describe: 'These kinds of records only.' },
  since: exportOptions.since,
  until: exportOptions.until,
  'date-field': exportOptions['date-field'],
  'min-confidence': exportOptions['min-confidence'],
  'min-success-rate': exportOptions['min-success-rate'],
  'min-uses': exportOptions['min-uses'],
} as const satisfies OptionTable;

export const listOptions = {
  ...filterOptions,
  sort: {
    describe: 'Order of the records: names ascending, numbers and dates descending; else as they lie.',
    option: {
      type: 'choice',
      choices: ['title', 'created', 'last_used', 'confidence', 'success_rate', 'use_count'],
    },
  },
  limit: {
    describe: 'Show at most this many.',
    option: { type: 'number', placeholder: 'N', min: 1, whole: true },
  },
} as const satisfies OptionTable;

export const searchOptions = {
  ...filterOptions,
  limit: {
    describe: 'Show at most this many of the best.',
    option: { type: 'number', placeholder: 'N', min: 1, whole: true, default: 20 },
  },
} as const satisfies OptionTable;

export const showOptions = {
  agents: { ...exportOptions.agents, describe: 'Look among these agents only, separated by commas.' },
} as const satisfies OptionTable;

export const bundleOptions = {
  'password-file': exportOptions['password-file'],
} as const satisfies OptionTable;

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

/** Of every command that changes the memory. */
const waitOption = {
  describe: 'Seconds to wait for a program that holds a lock.',
  option: { type: 'number', placeholder: 'SECONDS', min: 0, default: 60 },
} as const satisfies OptionTable[string];

export const undoOptions = {
  'dry-run': {
    describe: 'Show what would be taken back, and by id what would be lost, and change nothing.',
    option: { type: 'flag', default: false },
  },
  yes: {
    describe: 'Go ahead without a question, also where later changes are lost.',
    option: { type: 'flag', default: false },
  },
  wait: waitOption,
} as const satisfies OptionTable;

export const auditOptions = {
  limit: {
    describe: 'Show at most this many of the newest.',
    option: { type: 'number', placeholder: 'N', min: 1, whole: true },
  },
  since: {
    describe: 'What was done on or after this date (ISO 8601).',
    option: { type: 'date', placeholder: '2025-10-01' },
  },
} as const satisfies OptionTable;

const FILE = { name: 'FILE', describe: 'A bundle: tar.gz or JSON, plain or encrypted.' };

/** Every command that there is. One that is not finished is not in here. */
export const commandTable: readonly Command[] = [
  defineCommand({
    name: 'export',
    summary: 'Export the memory as a bundle, JSON, SQLite or CSV.',
    positionals: [
      {
        name: 'OUT',
        describe:
          'The file to write, a folder to write it into, or - for standard output; by default loom-export-YYYYMMDD-HHMMSS.tar.gz here.',
        optional: true,
      },
    ],
    options: exportOptions,
    details: [
      'Everything is anonymised unless --anonymize says otherwise. A manifest that anyone can read is written beside the export. Nothing is at its final name before it is whole.',
      'To decide what is hidden: --review FILE writes every item into a file, --review-from FILE exports with the decisions that you made in it.',
      'With --encrypt, .enc is appended to the name. The password comes from --password-file, AML_EXPORT_PASSWORD, ECM_EXPORT_PASSWORD or a hidden prompt, never from an argument.',
      'CSV writes one file per kind into a folder, which is made when it is not there. To standard output goes the bundle alone, without a manifest; the report is then on standard error.',
      'Files of the memory that cannot be read are listed, everything else is exported, and the exit code is 5.',
    ],
    examples: [
      { line: 'aml export ./backups/full-backup.tar.gz', describe: 'All agents, fully anonymised.' },
      {
        line: 'aml export --agents frontend-developer,backend-architect',
        describe: 'Two agents and the shared patterns that they use.',
      },
      {
        line: 'aml export ./team-patterns.tar.gz --min-uses 5 --min-confidence 0.8',
        describe: 'What has proved itself, for a team.',
      },
      {
        line: 'aml export ./secure-backup.tar.gz --encrypt --anonymize full',
        describe: 'Encrypted; asks for the password twice.',
      },
      {
        line: 'aml export --review review.json',
        describe: 'What would be hidden, to decide about; exports nothing.',
      },
      {
        line: 'aml export --review-from review.json --names people.txt',
        describe: 'With those decisions, and these names hidden as well.',
      },
      {
        line: 'aml export ./analysis/ --format csv --agents backend-architect',
        describe: 'One CSV file per kind, for a spreadsheet.',
      },
      {
        line: "aml export ./backups/ --name-template 'pre-refactor-${gitSha}'",
        describe: 'Named after the commit that is checked out.',
      },
      {
        line: 'aml export - --preset team --password-file key.txt | ssh host "cat > team.tar.gz.enc"',
        describe: 'To standard output, without a file here.',
      },
    ],
    load: async () => (await import('./commands/export')).runExport,
  }),
  defineCommand({
    name: 'import',
    summary: 'Import a bundle, a backup or another memory, record by record.',
    positionals: [
      {
        name: 'SRC',
        describe:
          'A bundle, JSON, SQLite or CSV export, a memory, the folder of an agent, a backup or a folder of backups; - for standard input.',
        optional: true,
      },
    ],
    options: importOptions,
    details: [
      'What SRC is, its content says and not its name. Of each record the plan says what becomes of it: added, merged, replaced, kept, in conflict or left out, and why. --dry-run shows it; everything is done together or not at all, and aml undo takes it back.',
      'Records are the same by id, else by their text. Strategies: merge makes one record of both, smart lets a clear lead in confidence decide, append keeps both, replace takes the incoming one, skip the one here, ask asks. Importing the same file again changes nothing.',
      'Checksums are compared while reading. The password of an encrypted bundle comes from --password-file, AML_EXPORT_PASSWORD, ECM_EXPORT_PASSWORD or a hidden prompt, never from an argument.',
      'Without a terminal, replacing or removing records needs --yes. Conflicts that nobody decided are left out, and the exit code is 1.',
    ],
    examples: [
      {
        line: 'aml import loom-export-20251023-103000.tar.gz --validate',
        describe: 'Everything in a bundle, merged.',
      },
      { line: 'aml import team.tar.gz --dry-run', describe: 'What would become of every record.' },
      { line: 'aml import team.tar.gz --plan plan.json', describe: 'The plan to a file, to be read first.' },
      { line: 'aml import --apply plan.json', describe: 'Exactly that plan.' },
      {
        line: 'aml import ../shop/.loom/memory --map front=frontend-developer',
        describe: 'Of another project, under another name.',
      },
      {
        line: 'aml import .loom/memory-backup --restore --yes',
        describe: 'The newest backup, exactly as it was.',
      },
    ],
    load: async () => (await import('./commands/import')).runImport,
  }),
  defineCommand({
    name: 'inspect',
    summary: 'Show what a bundle says of itself.',
    positionals: [FILE],
    options: bundleOptions,
    details: [
      'Without the password, an encrypted bundle shows what its plain header knows. With it (--password-file, AML_EXPORT_PASSWORD or the prompt) also the metadata inside.',
    ],
    examples: [
      { line: 'aml inspect loom-export-20251023-103000.tar.gz', describe: 'Agents, counts, filters, flags.' },
    ],
    load: async () => (await import('./commands/inspect')).runInspect,
  }),
  defineCommand({
    name: 'verify',
    summary: 'Check every byte and every checksum of a bundle.',
    positionals: [{ name: 'FILE|DIR', describe: 'A bundle, or the folder that one was extracted to.' }],
    options: bundleOptions,
    details: ['The exit code is 0 when everything is as it was written, 1 when the check found problems.'],
    examples: [
      {
        line: 'aml verify loom-export-20251023-103000.tar.gz',
        describe: 'Names each section with ok or what is wrong.',
      },
      { line: 'aml verify ./loom-export', describe: 'The same for an extracted bundle.' },
    ],
    load: async () => (await import('./commands/verify')).runVerify,
  }),
  defineCommand({
    name: 'diff',
    summary: 'Compare the records of two bundles or memories.',
    positionals: [
      { name: 'A', describe: 'A bundle or a memory folder.' },
      { name: 'B', describe: 'A bundle or a memory folder.' },
    ],
    options: bundleOptions,
    details: [
      'Lists what B added, removed and changed against A, by agent, kind and id. The exit code is 0 when both hold the same records, 1 when they differ. An anonymised bundle differs from its memory where something was replaced.',
    ],
    examples: [
      { line: 'aml diff yesterday.tar.gz .loom/memory', describe: 'What was learned since the export.' },
    ],
    load: async () => (await import('./commands/diff')).runDiff,
  }),
  defineCommand({
    name: 'agents',
    summary: 'List the agents with their counts and sizes.',
    positionals: [],
    options: {},
    details: [],
    examples: [{ line: 'aml agents --json', describe: 'For scripts.' }],
    load: async () => (await import('./commands/agents')).runAgents,
  }),
  defineCommand({
    name: 'list',
    summary: 'List records.',
    positionals: [],
    options: listOptions,
    details: [],
    examples: [
      {
        line: 'aml list --agents backend-architect --type solutions',
        describe: 'The solutions of one agent.',
      },
      { line: 'aml list --sort use_count --limit 10', describe: 'What is used most.' },
    ],
    load: async () => (await import('./commands/list')).runList,
  }),
  defineCommand({
    name: 'show',
    summary: 'Show one record or document.',
    positionals: [
      {
        name: 'ID|AGENT|global|config',
        describe: 'The id of a record or its beginning; an agent or "global" with a document; or "config".',
      },
      {
        name: 'DOCUMENT',
        describe:
          'Of an agent: metrics, context, index, config. Of global: cross-agent, project-meta, team-conventions, archived-decisions, index.',
        optional: true,
      },
    ],
    options: showOptions,
    details: ['With --json, a record or document is printed as it lies in the memory.'],
    examples: [
      { line: 'aml show 7d0c2a9e', describe: 'The record whose id begins so, as a page.' },
      { line: 'aml show frontend-developer metrics', describe: 'A document of an agent.' },
      { line: 'aml show config', describe: 'The settings of the memory.' },
    ],
    load: async () => (await import('./commands/show')).runShow,
  }),
  defineCommand({
    name: 'search',
    summary: 'Find records that hold all of some words.',
    positionals: [{ name: 'WORDS', describe: 'Words to find, in any order and case.', many: true }],
    options: searchOptions,
    details: ['Looks in titles first, then in tags, then in every text of a record.'],
    examples: [{ line: 'aml search postgres timeout', describe: 'Records with both words.' }],
    load: async () => (await import('./commands/search')).runSearch,
  }),
  defineCommand({
    name: 'status',
    summary: 'Show counts, sizes and what needs attention.',
    positionals: [],
    options: {},
    details: [
      'A warning is an agent of 60 MB or a memory of 600 MB, or a file that cannot be read; critical is an agent of 80 MB, a memory of 800 MB, or nothing that can be read. The exit code is 0 all the same.',
    ],
    examples: [{ line: 'aml status', describe: 'One page on the memory of this project.' }],
    load: async () => (await import('./commands/status')).runStatus,
  }),
  defineCommand({
    name: 'scan',
    summary: 'Look for secrets and personal data; change nothing.',
    positionals: [
      {
        name: 'FILE|DIR',
        describe:
          'Files, bundles, backups and folders; of a project, its memory and backups. By default the memory.',
        optional: true,
        many: true,
      },
    ],
    options: scanOptions,
    details: [
      'Finds what an export at --anonymize full would replace: in JSON, CSV and other text, in gzip (also twice), tars and encrypted bundles. A value that was found once is found everywhere. Values are never printed: equal values have equal fingerprints.',
      'critical: keys, tokens, passwords, connection strings. high: card and account numbers, national ids. medium: e-mail addresses, phone numbers, names. low: addresses, internal hosts, user names in paths, clients.',
      'What cannot be read is listed, and scanned as far as it goes. The exit code is 1 for findings; without any, that of the first thing that could not be read; else 0. Lines and columns are of the decompressed text.',
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
    load: async () => (await import('./commands/scan')).runScan,
  }),
  defineCommand({
    name: 'undo',
    summary: 'Take back the last change of the memory.',
    positionals: [
      {
        name: 'ID',
        describe:
          'The operation to take back, as aml audit names it; by default the last one that was not taken back.',
        optional: true,
      },
    ],
    options: undoOptions,
    details: [
      'Takes back an import, prune, restore, migration or optimisation: every file that it changed becomes what it was before, all or none. The undo is an operation itself and can be taken back by its own ID.',
      'When records were added or changed since in those files, they would be lost: they are listed by id, and --yes or an answer is needed.',
      'What is needed for it is kept beside the memory, in its -history folder: the last 20 operations, for 30 days, 1 GB together. The last one is always kept.',
    ],
    examples: [
      { line: 'aml undo --dry-run', describe: 'What would be taken back.' },
      { line: 'aml undo', describe: 'Take it back.' },
      { line: 'aml undo 20251023-103000-000', describe: 'Take back this one.' },
    ],
    load: async () => (await import('./commands/undo')).runUndo,
  }),
  defineCommand({
    name: 'audit',
    summary: 'Show what was done with the memory, when and by whom.',
    positionals: [],
    options: auditOptions,
    details: [
      'Newest first: changes of the memory and exports by this program, with the events that Loom itself has noted. Who is a keyed hash: the same person is the same value, and no name is kept.',
    ],
    examples: [
      { line: 'aml audit --limit 10', describe: 'The last ten operations.' },
      { line: 'aml audit --json --since 2025-10-01', describe: 'For a report.' },
    ],
    load: async () => (await import('./commands/audit')).runAudit,
  }),
];
