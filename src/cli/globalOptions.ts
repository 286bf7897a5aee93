import type { OptionTable } from '../core/options';

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
