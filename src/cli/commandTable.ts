import type { Command } from './command';
import { bundleCommands } from './descriptions/bundles';
import { exchangeCommands } from './descriptions/exchange';
import { historyCommands } from './descriptions/history';
import { recordCommands } from './descriptions/records';
import { scanCommands } from './descriptions/scan';

/** Every command that there is, in the order of the help. One that is not finished is not in here. */
export const commandTable: readonly Command[] = [
  ...exchangeCommands,
  ...bundleCommands,
  ...recordCommands,
  ...scanCommands,
  ...historyCommands,
];
