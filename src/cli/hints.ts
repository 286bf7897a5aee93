import type { LoomErrorCode, LoomErrorData } from '../core/errors';
import { sizeWords } from '../core/words';

/** What to do next, for someone at a terminal. One row a code; seed 000's troubleshooting where it has any (M98, M99). */
export const hints: { readonly [Code in LoomErrorCode]: (data: LoomErrorData[Code]) => string } = {
  usage: ({ hint }) => hint ?? 'aml --help shows what there is',
  'option-unknown': ({ nearest }) =>
    nearest === undefined ? 'add --help to see the options' : `did you mean ${nearest}?`,
  'command-unknown': ({ nearest }) =>
    nearest === undefined ? 'aml --help lists the commands' : `did you mean "${nearest}"?`,
  'value-invalid': () => 'add --help to see what each option takes',
  'agent-unknown': ({ nearest, known }) =>
    nearest === undefined
      ? 'this memory has no agents'
      : `did you mean ${nearest}? The agents are ${known.join(', ')}`,
  'operation-unknown': () => 'aml audit shows what was done, with the ids that aml undo takes',
  'record-unknown': () => 'aml list shows the records with their ids',
  'nothing-matches': () => 'loosen the filters, or see what there is with aml list',
  'confirmation-needed': () => 'add --yes to go ahead without being asked',
  'rules-invalid': () => 'mend the file; docs/anonymisation.md shows what it may hold',
  'decision-invalid': () => 'give another replacement for it in the review',
  'review-invalid': () => 'mend the file, or write it anew with --review',
  'setting-invalid': () => 'mend the entry in the settings',
  cancelled: () => 'run the command again to start over',
  'memory-missing': () => 'run aml inside a project with a .loom/memory folder, or name one with --memory',
  'memory-damaged': () => 'restore the file from a backup or repair it; nothing was changed',
  'memory-changing': () => 'try again when the agents are quiet',
  'memory-changed': () => 'run the command again: it then works from the memory as it is now',
  'password-missing': () =>
    'set AML_EXPORT_PASSWORD, name a file with --password-file, or run it in a terminal to be asked',
  'password-mismatch': () => 'run the command again and type the same password twice',
  'password-wrong': () => 'check the password; without it there is no way to open the bundle',
  'not-an-archive': () => 'aml inspect and aml verify read exports of this program',
  'version-newer': () => 'update this program, then try again',
  'archive-damaged': () => 'get the file again from where it came from, or use another copy',
  'gzip-damaged': () => 'get the file again from where it came from, or use another copy',
  'seal-damaged': () => 'get the file again from where it came from, or use another copy',
  'archive-hostile': () => 'do not use this file; nothing was read from it',
  'archive-too-large': () => 'the file is refused to protect this machine; check where it came from',
  'path-unsafe': () => 'use another name',
  'source-ambiguous': () => 'name the file or folder that is meant inside it',
  'source-changed': () => 'plan the import again, read it, then apply it',
  'record-invalid': () => 'mend the record, or add --skip-invalid to import the others',
  'agent-too-large': () =>
    'raise memoryLimitMb of the agent in config.json, import less, or add --skip-validation',
  'plan-invalid': () => 'plan the import again with --plan',
  'file-missing': () => 'check the name and the folder',
  'folder-missing': () => 'make the folder first, or choose another place',
  'output-exists': () => 'add --force to replace it, or choose another name',
  'permission-denied': () => 'check the permissions of the folder, or choose another place',
  'no-space': ({ needed, free }) =>
    needed !== undefined && free !== undefined
      ? `${sizeWords(needed)} are needed and ${sizeWords(free)} are free: free some space, then try again`
      : 'free some space, or take fewer agents (--agents) or kinds of records (--type)',
  locked: () => 'wait until the other program is done, then try again',
  'io-failed': () => 'check the disk and the path, then try again',
  'format-unavailable': () => 'choose another --format',
};
