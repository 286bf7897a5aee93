import { exportOptions } from '../../core/options';
import type { OptionTable } from '../../core/options';
import { defineCommand } from '../command';
import type { Command } from '../command';

export const bundleOptions = {
  'password-file': exportOptions['password-file'],
} as const satisfies OptionTable;

const FILE = { name: 'FILE', describe: 'A bundle: tar.gz or JSON, plain or encrypted.' };

/** What looks at bundles. */
export const bundleCommands: readonly Command[] = [
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
    load: async () => (await import('../commands/inspect')).runInspect,
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
    load: async () => (await import('../commands/verify')).runVerify,
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
    load: async () => (await import('../commands/diff')).runDiff,
  }),
];
