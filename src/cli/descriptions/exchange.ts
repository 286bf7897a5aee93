import { importOptions } from '../../core/importOptions';
import { exportOptions } from '../../core/options';
import { defineCommand } from '../command';
import type { Command } from '../command';

/** What takes memory out and in. */
export const exchangeCommands: readonly Command[] = [
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
    load: async () => (await import('../commands/export')).runExport,
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
      'Where there is no memory yet, one is made: the folder that --memory names, else .loom/memory in the working folder.',
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
    load: async () => (await import('../commands/import')).runImport,
  }),
];
