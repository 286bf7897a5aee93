import { STRATEGIES, exportOptions } from './options';
import type { OptionTable, OptionValues } from './options';
import { DEFAULT_RETENTION, DEFAULT_WAIT } from './store/changes';
import type { ChangeSettings } from './store/changes';

const MEBIBYTE = 1024 ** 2;

/** Options of every command that changes a memory. */
export const changeOptions = {
  wait: {
    describe: 'Seconds to wait for a program that holds a lock.',
    option: { type: 'number', placeholder: 'SECONDS', min: 0, default: DEFAULT_WAIT },
  },
  'keep-operations': {
    describe: 'Keep at most this many operations for aml undo.',
    option: {
      type: 'number',
      placeholder: 'N',
      min: 1,
      whole: true,
      default: DEFAULT_RETENTION.operations,
    },
  },
  'keep-days': {
    describe: 'Keep none that is older than this.',
    option: { type: 'number', placeholder: 'DAYS', min: 0, default: DEFAULT_RETENTION.days },
  },
  'keep-size': {
    describe: 'Keep at most this much of them on disk; the newest always stays.',
    option: { type: 'number', placeholder: 'MIB', min: 0, default: DEFAULT_RETENTION.bytes / MEBIBYTE },
  },
} as const satisfies OptionTable;

/** How a change is made, from the values of its options. */
export function changeSettings(values: OptionValues<typeof changeOptions>): ChangeSettings {
  const size = values['keep-size'];
  return {
    wait: values.wait,
    retention: {
      operations: values['keep-operations'] ?? DEFAULT_RETENTION.operations,
      days: values['keep-days'] ?? DEFAULT_RETENTION.days,
      bytes: size === undefined ? DEFAULT_RETENTION.bytes : size * MEBIBYTE,
    },
  };
}

/** Options of every import, one table for the command line, its help and the docs. */
export const importOptions = {
  'merge-strategy': {
    describe: 'What becomes of records that are here in another version.',
    option: { type: 'choice', choices: STRATEGIES, default: 'merge' },
  },
  agents: {
    ...exportOptions.agents,
    describe: 'Import these agents of the source only, separated by commas.',
  },
  type: { ...exportOptions.type, describe: 'Import these kinds of records only.' },
  map: {
    describe: 'Import an agent of the source under another name; several may go into one. Repeatable.',
    option: { type: 'list', placeholder: 'SOURCE=TARGET' },
  },
  'include-global': {
    describe: 'Import the global data too; by default unless --agents or --type limits the import.',
    option: { type: 'flag', default: false, negatable: true },
  },
  restore: {
    describe: 'Make the memory exactly what the source holds: what it lacks is removed.',
    option: { type: 'flag', default: false },
  },
  resurrect: {
    describe: 'Bring back records that were deleted here since the last import from there.',
    option: { type: 'flag', default: false },
  },
  validate: {
    describe: 'Check more: what each record needs, times, references between records.',
    option: { type: 'flag', default: false },
  },
  'skip-validation': {
    describe: 'Check neither checksums nor records nor sizes.',
    option: { type: 'flag', default: false },
  },
  'skip-invalid': {
    describe: 'Leave out records that are not valid and import the others.',
    option: { type: 'flag', default: false },
  },
  'dry-run': {
    describe: 'Show what would become of every record and write nothing.',
    option: { type: 'flag', default: false },
  },
  plan: {
    describe: 'Write the plan to this file and nothing else.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  apply: {
    describe: 'Do exactly what the plan in this file says.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  'password-file': exportOptions['password-file'],
  yes: {
    describe: 'Go ahead without being asked.',
    option: { type: 'flag', default: false },
    alias: 'force',
  },
  ...changeOptions,
} as const satisfies OptionTable;

export type ImportOptionValues = OptionValues<typeof importOptions>;
