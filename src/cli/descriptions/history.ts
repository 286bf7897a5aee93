import { changeOptions } from '../../core/importOptions';
import type { OptionTable } from '../../core/options';
import { defineCommand } from '../command';
import type { Command } from '../command';

export const undoOptions = {
  'dry-run': {
    describe: 'Show what would be taken back, and by id what would be lost, and change nothing.',
    option: { type: 'flag', default: false },
  },
  yes: {
    describe: 'Go ahead without a question, also where later changes are lost.',
    option: { type: 'flag', default: false },
  },
  ...changeOptions,
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

/** What looks back. */
export const historyCommands: readonly Command[] = [
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
      'What is needed for it is kept beside the memory, in its -history folder: the last 20 operations, for 30 days, 1 GiB together, unless --keep-operations, --keep-days and --keep-size of the command that changes the memory say otherwise. The last one is always kept.',
    ],
    examples: [
      { line: 'aml undo --dry-run', describe: 'What would be taken back.' },
      { line: 'aml undo', describe: 'Take it back.' },
      { line: 'aml undo 20251023-103000-000', describe: 'Take back this one.' },
    ],
    load: async () => (await import('../commands/undo')).runUndo,
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
    load: async () => (await import('../commands/audit')).runAudit,
  }),
];
