import { exportOptions } from '../../core/options';
import type { OptionTable } from '../../core/options';
import { defineCommand } from '../command';
import type { Command } from '../command';

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

/** What shows a memory and its records. */
export const recordCommands: readonly Command[] = [
  defineCommand({
    name: 'agents',
    summary: 'List the agents with their counts and sizes.',
    positionals: [],
    options: {},
    details: [],
    examples: [{ line: 'aml agents --json', describe: 'For scripts.' }],
    load: async () => (await import('../commands/agents')).runAgents,
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
    load: async () => (await import('../commands/list')).runList,
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
    load: async () => (await import('../commands/show')).runShow,
  }),
  defineCommand({
    name: 'search',
    summary: 'Find records that hold all of some words.',
    positionals: [{ name: 'WORDS', describe: 'Words to find, in any order and case.', many: true }],
    options: searchOptions,
    details: ['Looks in titles first, then in tags, then in every text of a record.'],
    examples: [{ line: 'aml search postgres timeout', describe: 'Records with both words.' }],
    load: async () => (await import('../commands/search')).runSearch,
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
    load: async () => (await import('../commands/status')).runStatus,
  }),
];
