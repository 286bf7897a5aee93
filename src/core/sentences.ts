import type { LoomErrorCode, LoomErrorData } from './errors';

/**
 * One sentence a code: what happened and where. `{name}` stands for the error's data of that name. What to do next
 * differs by host (a flag here, a button there) and is in each host's own table. The extension passes these
 * templates through its localisation; `l10n/bundle.l10n.json` is checked against them.
 */
export const sentences: { readonly [Code in LoomErrorCode]: string } = {
  usage: '{message}',
  'option-unknown': 'There is no option {option}.',
  'command-unknown': 'There is no command "{command}".',
  'value-invalid': '{option} does not take "{value}": it takes {wanted}.',
  'agent-unknown': 'There is no agent "{agent}" in this memory.',
  'operation-unknown': 'Nothing is taken back: {reason}.',
  'record-unknown': 'There is no record "{id}" in this memory.',
  'nothing-matches': 'Nothing matches: {reasons}.',
  'confirmation-needed': '{action} needs a confirmation.',
  'rules-invalid': '{file} cannot be used: {reason}.',
  'decision-invalid': 'The replacement at {place} is refused: {reason}.',
  'review-invalid': 'The review {file} cannot be applied: {reason}.',
  'setting-invalid': 'The setting {setting} cannot be used: {reason}.',
  cancelled: 'Cancelled. Nothing was written.',
  'memory-missing': 'There is no agent memory at {path}.',
  'memory-damaged': '{file} cannot be read: {detail}.',
  'memory-changing': '{file} kept changing while it was read.',
  'memory-changed': 'The memory has changed meanwhile: {files}. Nothing was written.',
  'password-missing': 'A password is needed.',
  'password-mismatch': 'The two passwords differ.',
  'password-wrong': 'The password does not open this bundle.',
  'not-an-archive': '{path} is not a bundle or archive of a known format.',
  'version-newer': '{path} has format version {version}; this program reads up to {supported}.',
  'archive-damaged': '{path} is damaged: {detail}.',
  'gzip-damaged': 'The compressed data is damaged: {detail}.',
  'seal-damaged': 'The encrypted data is damaged: {detail}.',
  'archive-hostile': '{path} holds an entry that is refused, {entry}: {reason}.',
  'archive-too-large': '{path} is past a limit: {limit} (at most {allowed}).',
  'path-unsafe': 'The path {path} is refused: {reason}.',
  'source-ambiguous': '{path} could be any of these: {readers}.',
  'source-changed': '{path} is not what the plan was made from. Nothing was written.',
  'record-invalid': '{path}: record {id} of {agent} is not valid, {pointer} {detail} ({more} more).',
  'agent-too-large': 'The agent {agent} would have {bytes} bytes; its limit is {limit}.',
  'plan-invalid': 'The plan {file} cannot be applied: {reason}.',
  'file-missing': 'There is no file {path}.',
  'folder-missing': 'There is no folder {path}.',
  'output-exists': '{path} is there already.',
  'permission-denied': 'There is no permission for {path}.',
  'no-space': 'There is no space left for {path}.',
  locked: '{path} is locked by another process.',
  'io-failed': '{path} could not be read or written: {detail}.',
  'format-unavailable': 'The format {format} is not available here: {reason}.',
};

/** Fills a template with an error's data; lists are joined with commas, counts by reason with "n reason". */
export function fillSentence(template: string, data: LoomErrorData[LoomErrorCode]): string {
  const values = new Map<string, unknown>(Object.entries(data));
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : words(value);
  });
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([reason, count]) => `${words(count)} ${reason}`)
      .join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
