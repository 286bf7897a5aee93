import type { LoomErrorCode } from '../core/errors';

/** Exit codes of the program (DESIGN section 6). */
export const exit = {
  done: 0,
  problemsFound: 1,
  usage: 2,
  password: 3,
  archive: 4,
  memory: 5,
  locked: 6,
  io: 7,
  cancelled: 130,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

export const exitCodes: { readonly [Code in LoomErrorCode]: ExitCode } = {
  usage: exit.usage,
  'option-unknown': exit.usage,
  'command-unknown': exit.usage,
  'value-invalid': exit.usage,
  'agent-unknown': exit.usage,
  'record-unknown': exit.usage,
  'nothing-matches': exit.usage,
  'confirmation-needed': exit.usage,
  'rules-invalid': exit.usage,
  'decision-invalid': exit.usage,
  'review-invalid': exit.usage,
  // The file is as it was and the disk is well: what was asked is refused until `--force` is given.
  'output-exists': exit.usage,
  'format-unavailable': exit.usage,
  cancelled: exit.cancelled,
  'memory-missing': exit.memory,
  'memory-damaged': exit.memory,
  'memory-changing': exit.memory,
  'memory-changed': exit.memory,
  'password-missing': exit.password,
  'password-mismatch': exit.password,
  'password-wrong': exit.password,
  'not-an-archive': exit.archive,
  'version-newer': exit.archive,
  'archive-damaged': exit.archive,
  'gzip-damaged': exit.archive,
  'seal-damaged': exit.archive,
  'archive-hostile': exit.archive,
  'archive-too-large': exit.archive,
  'path-unsafe': exit.archive,
  locked: exit.locked,
  'file-missing': exit.io,
  'folder-missing': exit.io,
  'permission-denied': exit.io,
  'no-space': exit.io,
  'io-failed': exit.io,
};
